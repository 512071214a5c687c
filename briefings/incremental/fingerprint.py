"""Digests of what is used: bytes, and the code that makes results."""

import hashlib
import importlib.metadata
import re
import sqlite3
import sys
from functools import cache
from pathlib import Path

from briefings.reading import read_file


def digest(*parts: bytes) -> bytes:
    """Return a digest of several byte strings, 16 bytes (BLAKE2b)."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


@cache
def fingerprint_of_code(package: str) -> bytes:
    """Return a digest of an installed package's Python files, of the versions of all that it requires, and of Python itself.

    Other code makes other results: what has another fingerprint is not reused. Data files of the package are not part of it:
    they are inputs.
    """
    found = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version} {sqlite3.sqlite_version}".encode())
    for name in sorted(_required(package)):
        found.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    folder = Path(sys.modules[package].__file__ or "").parent
    for file in sorted(folder.rglob("*.py")):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0" + read_file(file))
    return found.digest()


def _required(package: str) -> set[str]:
    """Return the distributions that a package requires on every machine; the pinned core of one goes with its version."""
    lines = importlib.metadata.requires(package) or ()
    return {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in lines if ";" not in line}
