"""Which pages of an edition are indexed together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

MOST_PAGES = 1000
"""Pages in a shard: few enough that one is soon indexed anew, so many that a search asks for few files."""


def shards(paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the paths of pages by the name of the shard that each belongs to, both in order.

    A shard's name is how the SHA-256 digests of its paths begin, as bits; `0` where there is one shard. Their number is the
    smallest power of two with which none has more than `MOST_PAGES` pages, and a path stays in its shard as long as that number
    stays. A shard without pages is left out.
    """
    digests = {path: _bits(path) for path in sorted(set(paths))}
    for length in range(257):
        found: dict[str, list[str]] = {}
        for path, bits in digests.items():
            found.setdefault(bits[:length] or "0", []).append(path)
        if all(len(members) <= MOST_PAGES for members in found.values()):
            return {name: tuple(members) for name, members in sorted(found.items())}
    raise ValueError("two paths have the same digest")


def _bits(path: str) -> str:
    return f"{int.from_bytes(hashlib.sha256(path.encode('utf-8')).digest()):0256b}"
