"""The cache's file: what it keeps, and how large it gets."""

from __future__ import annotations

import os
from pathlib import Path

from briefings.incremental import BlobStore

KIB = 1024
NAME = "blobs"


SPARE, FREE = 400 * KIB, 100 * KIB
"""Bytes of what is not in use, and of room, that are left."""


def built(folder: Path, number: int, used: list[bytes] | None = None, spare: int = SPARE) -> bytes:
    """Do what a build does that has one large result; return its key."""
    kept, key = BlobStore(folder / NAME, spare, FREE), f"manifest {number}".encode()
    kept.put(key, os.urandom(90 * KIB))
    kept.prune([key, *(used or ())])
    kept.close()
    return key


def test_what_has_long_been_of_no_use_goes_and_the_oldest_first(tmp_path: Path) -> None:
    first = built(tmp_path, 0)
    keys = [built(tmp_path, number, [first]) for number in range(1, 10)]
    found = [BlobStore(tmp_path / NAME).get(key) is not None for key in keys]
    assert found == [False] * 4 + [True] * 5, "four fit into what is spare, and the last is in use"
    assert BlobStore(tmp_path / NAME).get(first) is not None, "in use"


def test_the_file_does_not_grow_with_the_number_of_builds(tmp_path: Path) -> None:
    file = tmp_path / NAME
    sizes = []
    for number in range(40):
        built(tmp_path, number)
        sizes.append(file.stat().st_size)
    in_use = 90 * KIB
    most = 2 * in_use + SPARE + FREE
    assert max(sizes) < most + 50 * KIB, "beside the new entry, what SQLite needs for itself"
    assert max(sizes[10:]) == max(sizes[20:]) == max(sizes[30:])


def test_much_room_is_given_back_to_the_disk(tmp_path: Path) -> None:
    for number in range(10):
        built(tmp_path, number)
    before = (tmp_path / NAME).stat().st_size
    built(tmp_path, 10, spare=100 * KIB)
    assert (tmp_path / NAME).stat().st_size < before - 200 * KIB
