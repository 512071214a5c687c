"""Search: the pages of an edition become bundles of files that Pagefind's script searches in a browser.

A bundle holds a shard, a bounded part of an edition's pages. A page's address says which shard it is in, so that an edit of one
text changes one bundle. The only part that knows Pagefind.
"""

from __future__ import annotations

from briefings.search.indexing import SearchFault, index, key, version
from briefings.search.sharding import shards

__all__ = ["SearchFault", "index", "key", "shards", "version"]
