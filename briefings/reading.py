"""Files are read to their end, and what was read is held against their size: a part of a file is no file.

A file system may give fewer bytes than it is asked for, and some give the end of a file too early. All files of content,
templates, catalogues, archives and sites are read here.
"""

import errno
import os
from pathlib import Path

_BLOCK = 1 << 20
"""Bytes that are asked for at a time."""


def read_file(file: str | Path, most: int | None = None) -> bytes:
    """Return the bytes of a file, links followed; of one with more than `most` bytes, one more than these.

    Raises `OSError`, also where there are fewer bytes than the file is said to have.
    """
    return _read(file, 0, most)


def read_no_link(file: str | Path, most: int | None = None) -> bytes:
    """Return the bytes of a file as `read_file` does; raises `OSError` for a link as well."""
    return _read(file, os.O_NOFOLLOW, most)


def _read(file: str | Path, flags: int, most: int | None) -> bytes:
    # A file that is a pipe by now answers at once, and is empty.
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | flags)
    try:
        size = os.fstat(descriptor).st_size
        # One call for what the file is said to have, and one for its end.
        raw = os.read(descriptor, size + 1 if most is None else min(size, most) + 1)
        if most is None or len(raw) <= most:
            raw = _read_on(descriptor, raw, most)
    finally:
        os.close(descriptor)
    if len(raw) < size and (most is None or len(raw) <= most):
        raise OSError(errno.EIO, f"only {len(raw)} of its {size} bytes could be read", str(file))
    return raw


def _read_on(descriptor: int, raw: bytes, most: int | None) -> bytes:
    """Return what was read and what follows it, to the end of the file or one byte more than `most`."""
    if not (more := os.read(descriptor, 1)):
        return raw
    found = bytearray(raw)
    while more:
        found += more
        more = os.read(descriptor, _BLOCK if most is None else min(_BLOCK, most + 1 - len(found)))
    return bytes(found)
