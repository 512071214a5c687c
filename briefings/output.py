"""The files of the next site: written where they are not there already, from the blobs that hold them.

Workers do not write them. Two processes that write into one folder are slower than one on usual file systems, a database of
SQLite has one writer, and a worker on another machine does not have this disk.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from briefings.errors import UnsafePath
from briefings.incremental import Blob, BlobStore
from briefings.publish import OutputTree


class OutputFile(NamedTuple):
    """A file of the site."""

    path: str
    digest: bytes
    """SHA-256 of its bytes, which is the key of the blob that holds them."""


class SiteFiles:
    """All files that the next site has so far."""

    def __init__(self, tree: OutputTree, blobs: BlobStore) -> None:
        """Take the tree that they are written to, and where their bytes are kept."""
        self.tree = tree
        self._blobs = blobs
        self.digests: dict[str, bytes] = {}
        """SHA-256 of each file, by path."""

    def restore(self, files: Iterable[OutputFile]) -> bool:
        """Have files of an earlier build in the tree; return False where one is neither there nor among the blobs.

        A path that leads out of the site's folder is none of an earlier build's, whatever the cache says.
        """
        try:
            return all(map(self._restore, files))
        except UnsafePath:
            return False

    def add(self, files: Iterable[OutputFile]) -> None:
        """Have files in the tree whose bytes have just been kept, or written there."""
        for file in files:
            assert self._restore(file), f"{file.path} has just been made"

    def add_bytes(self, path: str, data: bytes) -> None:
        """Have a file in the tree that is made in every build, and seldom is another one."""
        file = OutputFile(path, hashlib.sha256(data).digest())
        if not self._restore(file):
            self._blobs.put_blob(Blob.of(data))
            self.add([file])

    def _restore(self, file: OutputFile) -> bool:
        if not self.tree.has(*file):
            data = self._blobs.get_blob(file.digest)
            if data is None:
                return False
            self.tree.write(file.path, data)
        self.digests[file.path] = file.digest
        return True
