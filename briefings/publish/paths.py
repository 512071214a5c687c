"""Relative paths that are joined to a folder: whoever names one, it stays inside, and is the same file on every system."""

import os
import re

from briefings.diagnostics import shown
from briefings.errors import UnsafePath

_LONGEST = 255
"""Bytes of the longest name that common file systems take."""
_REASONS = {
    "it is empty": r"\A\Z",
    "it is absolute": r"\A/",
    "it has an empty segment": r"//|/\Z",
    "it has a segment that is . or .., or ends in a full stop or a space": r"[. ](?:/|\Z)",
    "it has a control character": r"[\x00-\x1f\x7f]",
    "it has a backslash or a colon": r"[\\:]",
    "it has the name of a device of Windows": r"(?:\A|/)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:[./]|\Z)",
}
"""What makes a path unsafe on a system (POSIX; Windows: *Naming Files, Paths, and Namespaces*), as patterns to search for."""
_UNSAFE = re.compile("|".join(_REASONS.values()), re.IGNORECASE)


def inside(folder: str, path: str) -> str:
    """Return a folder and a relative path, with `/` between segments, as one path.

    Raises `UnsafePath` unless every segment names a file or folder on every system.
    """
    if not is_inside(path):
        raise UnsafePath(f"{shown(path)} cannot be the path of a file: {_reason(path)}")
    return f"{folder}/{path}"


def is_inside(path: str) -> bool:
    """Return whether every segment of a relative path names a file or folder on every system."""
    return not _UNSAFE.search(path) and ((len(path) <= _LONGEST and path.isascii()) or _fits(path))


def _fits(path: str) -> bool:
    """Return whether each segment of a path can be encoded, and is short enough then."""
    try:
        return all(len(os.fsencode(segment)) <= _LONGEST for segment in path.split("/"))
    except UnicodeEncodeError:
        return False


def _reason(path: str) -> str:
    found = (reason for reason, pattern in _REASONS.items() if re.search(pattern, path, re.IGNORECASE))
    return next(found, "it has a segment that is too long or is no Unicode")
