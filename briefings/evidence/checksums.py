"""Checksums of archived texts, written into the articles that lack them, with all else of their files as it was."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefings.evidence.archive import read_archived
from briefings.model.content import Article
from briefings.read.source import MAX_BYTES, read_bytes, text_of
from briefings.read.yaml_text import Document, parse

_FILE = ("archived", "file")


def write_checksums(root: Path, archive: Path, articles: Iterable[Article]) -> int:
    """Write the checksum of each archived text that is at hand and has none; return how many were written.

    A file in which the place for it is not plain is left as it is. Raises `OSError` where a file cannot be written.
    """
    return sum(_write_checksum(root, archive, article) for article in articles)


def _write_checksum(root: Path, archive: Path, article: Article) -> bool:
    archived = article.facts.archived
    if archived is None or archived.sha256 is not None:
        return False
    found = read_archived(archive, archived.file)
    raw, _ = read_bytes(root, article.file, MAX_BYTES)
    if found is None or not found.is_whole or raw is None:
        return False
    new = with_checksum(article.file, raw, found.sha256.hex())
    if new is not None:
        replace_file(root / article.file, new)
    return new is not None


def with_checksum(file: str, raw: bytes, sha256: str) -> bytes | None:
    """Return an article's facts with the checksum of its archived text; None where there is no plain place for it."""
    text, _ = text_of(file, raw)
    before = parse(file, text)[0] if text is not None else None
    if text is None or before is None or _FILE not in before.values:
        return None
    expected = _expected(before.data, sha256)
    candidates = (_inserted(raw, text, at, words) for at, words in _places(text, before, sha256))
    return next((new for new in candidates if _data(file, new) == expected), None)


def _expected(data: object, sha256: str) -> object:
    assert isinstance(data, dict)
    return {**data, "archived": {**data["archived"], "sha256": sha256}}


def _data(file: str, raw: bytes) -> object:
    text, _ = text_of(file, raw)
    document = None if text is None else parse(file, text)[0]
    return None if document is None else document.data


def _places(text: str, document: Document, sha256: str) -> Iterator[tuple[int, str]]:
    """Yield places in a text and what may be inserted there: beside the file's name in braces, or on a line of its own."""
    key, value = document.keys[_FILE], document.values[_FILE]
    if text[document.values["archived",].start] == "{":
        yield value.end, f", sha256: {sha256}"
        return
    indent = " " * (key.column - 1)
    line_end = text.find("\n", len(text[: value.end].rstrip()))
    yield (len(text) if line_end < 0 else line_end), f"\n{indent}sha256: {sha256}"
    yield key.start, f"sha256: {sha256}\n{indent}"


def _inserted(raw: bytes, text: str, at: int, words: str) -> bytes:
    """Return a file's bytes with words at a place of its text; line ends and the mark at its beginning stay what they are."""
    lines = raw.split(b"\n")
    number, column = text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
    mark = number == 0 and raw.startswith(b"\xef\xbb\xbf")
    offset = len(text[at - column : at].encode("utf-8")) + (3 if mark else 0)
    if b"\r\n" in raw:
        words = words.replace("\n", "\r\n")
    line = lines[number]
    lines[number] = line[:offset] + words.encode("utf-8") + line[offset:]
    return b"\n".join(lines)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step, with the mode that it had. No link is followed."""
    beside = path.with_name(f".{path.name}.briefings.swp")  # a name that a preview passes over and no editor uses
    beside.unlink(missing_ok=True)
    try:
        with beside.open("xb") as file:
            file.write(content)
        if path.is_file() and not path.is_symlink():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
