"""Cache: what was made before and need not be made again, in one folder, known by digests.

Nothing in it is believed: each entry carries a digest of itself and its name, and one that is damaged, cut short or of another
version is as if it were not there. Nothing in it is needed: whoever deletes it waits longer once.
"""

from briefings.cache.ledger import Ledger, Past, digest, past
from briefings.cache.packing import pack, unpack, unpacked
from briefings.cache.store import NAME, Store, closed, opened
from briefings.cache.version import version

__all__ = ["NAME", "Ledger", "Past", "Store", "closed", "digest", "opened", "pack", "past", "unpack", "unpacked", "version"]
