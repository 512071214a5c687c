"""Which code makes what is kept: another one's results are not ours."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sqlite3
import sys
from functools import cache
from pathlib import Path

_LIBRARIES = ("babel", "jinja2", "markdown", "markupsafe", "nh3", "orjson", "pydantic", "pydantic-core", "pyyaml")
"""What pages, records and data files are made with."""
_PACKAGE = Path(__file__).parent.parent


@cache
def version() -> bytes:
    """Return a digest of this package's code, of the libraries' versions and of Python's.

    The catalogues of the interface are not in it: a page says itself which of them it uses.
    """
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.version} {sqlite3.sqlite_version}".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for file in sorted(_PACKAGE.rglob("*.py")):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()
