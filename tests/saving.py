"""Builds the site of the folder it runs in, and saves a file while it does so: some files after the build has first read it.

Run in a process of its own, whose opening of files it watches: `python -m tests.saving FILE NEW-TEXT-FILE MOMENT CATALOGUES`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from briefings.cli import main
from briefings.localise import messages


class Saver:
    """Saves a file when so many other files have been opened since it was first opened."""

    def __init__(self, file: Path, text: bytes, moment: int) -> None:
        self._file = file
        self._text = text
        self._left = moment
        self._is_read = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or self._left == 0 or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        if self._is_it(Path(os.fsdecode(arguments[0]))):
            self._is_read = True
        elif self._is_read:
            self._left -= 1
            if self._left == 0:
                self._file.write_bytes(self._text)

    def _is_it(self, opened: Path) -> bool:
        return opened.name == self._file.name and opened.resolve() == self._file


if __name__ == "__main__":
    file, text, moment, catalogues = sys.argv[1:]
    messages.CATALOGUES = Path(catalogues)
    saver = Saver(Path(file).resolve(), Path(text).read_bytes(), int(moment))
    sys.addaudithook(saver.hear)
    try:
        main(["build", "--workers", "1"])
    finally:
        sys.exit(0 if saver._left == 0 else 3)
