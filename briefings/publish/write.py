"""Files into a new folder."""

from __future__ import annotations

from pathlib import Path

from briefings import urls


class Writer:
    """Writes into one folder; makes each folder below it once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[Path] = set()

    def write(self, path: str, content: bytes) -> None:
        """Write what a web server answers a path with.

        Raises `OSError` where it cannot be written.
        """
        file = self._folder / urls.file_of(path)
        if file.parent not in self._made:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(file.parent)
        file.write_bytes(content)
