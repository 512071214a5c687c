"""The cache's file: what it keeps, and how large it gets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefings.incremental import BlobStore, blobs

KIB = 1024
NAME = "blobs"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have little kept of what is not in use."""
    monkeypatch.setattr(blobs, "SPARE", 400 * KIB)
    monkeypatch.setattr(blobs, "FREE", 100 * KIB)


def built(folder: Path, number: int, used: list[bytes] | None = None) -> bytes:
    """Do what a build does that has one large result; return its key."""
    kept, key = BlobStore(folder / NAME), f"manifest {number}".encode()
    kept.put(key, os.urandom(90 * KIB))
    kept.prune([key, *(used or ())])
    kept.close()
    return key


def test_what_has_long_been_of_no_use_goes_and_the_oldest_first(small: None, tmp_path: Path) -> None:
    first = built(tmp_path, 0)
    keys = [built(tmp_path, number, [first]) for number in range(1, 10)]
    found = [BlobStore(tmp_path / NAME).get(key) is not None for key in keys]
    assert found == [False] * 4 + [True] * 5, "four fit into what is spare, and the last is in use"
    assert BlobStore(tmp_path / NAME).get(first) is not None, "in use"


def test_the_file_does_not_grow_with_the_number_of_builds(small: None, tmp_path: Path) -> None:
    file = tmp_path / NAME
    sizes = []
    for number in range(40):
        built(tmp_path, number)
        sizes.append(file.stat().st_size)
    in_use = 90 * KIB
    most = 2 * in_use + blobs.SPARE + blobs.FREE
    assert max(sizes) < most + 50 * KIB, "beside the new entry, what SQLite needs for itself"
    assert max(sizes[10:]) == max(sizes[20:]) == max(sizes[30:])


def test_much_room_is_given_back_to_the_disk(small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        built(tmp_path, number)
    before = (tmp_path / NAME).stat().st_size
    monkeypatch.setattr(blobs, "SPARE", 100 * KIB)
    built(tmp_path, 10)
    assert (tmp_path / NAME).stat().st_size < before - 200 * KIB
