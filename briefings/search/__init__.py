"""Search: the pages of an edition become bundles of files that Pagefind's script searches in a browser.

A bundle holds a shard, a bounded part of an edition's pages. A page's address says which shard it is in, so that an edit of one
text changes one bundle. The only part that knows Pagefind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefings import urls
from briefings.search.indexing import SearchFault, index, key, version
from briefings.search.sharding import shards

__all__ = ["SearchFault", "bundles", "index", "key", "shards", "version"]


def bundles(locale: str, paths: Iterable[str], page: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file that searching an edition needs.

    `paths` are the edition's pages that are searched; `page` returns the HTML of one.

    Raises `SearchFault` where there is no index to be had, and `OSError` where a file cannot be read or written.
    """
    for shard, members in shards(paths).items():
        for name, data in index(locale, ((path, page(path)) for path in members)).items():
            yield urls.search_file(locale, shard, name), data
