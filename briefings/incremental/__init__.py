"""Incremental: results that are kept from build to build, and reused while everything that they were made from is the same.

The package knows nothing of sites. `tracker` finds out what a computation reads, `database` keeps results with that, `blobs` is
the file they are kept in, `codec` turns them into bytes, `fingerprint` names the code that made them.
"""

from briefings.incremental.blobs import Blob, BlobStore, encode_entry
from briefings.incremental.codec import Codec, Encoded, codec_of, encode
from briefings.incremental.database import (
    Batch,
    BatchResult,
    Database,
    Inputs,
    Key,
    Produced,
    Query,
    Source,
    UnknownInput,
    Value,
    batches,
    query,
    run_batch,
)
from briefings.incremental.fingerprint import digest, fingerprint_of_code
from briefings.incremental.tracker import (
    Dependencies,
    Input,
    TrackedMapping,
    record_dependencies,
    record_dependency,
    track,
)

__all__ = [
    "Batch",
    "BatchResult",
    "Blob",
    "BlobStore",
    "Codec",
    "Database",
    "Dependencies",
    "Encoded",
    "Input",
    "Inputs",
    "Key",
    "Produced",
    "Query",
    "Source",
    "TrackedMapping",
    "UnknownInput",
    "Value",
    "batches",
    "codec_of",
    "digest",
    "encode",
    "encode_entry",
    "fingerprint_of_code",
    "query",
    "record_dependencies",
    "record_dependency",
    "run_batch",
    "track",
]
