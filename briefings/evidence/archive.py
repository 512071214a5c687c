"""The archive: the files with the texts of articles, and how their bytes become text, or why they do not."""

import codecs
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from briefings.icu_library import icu
from briefings.model.fields import ENCODINGS
from briefings.model.records import Archived
from briefings.reading import read_no_link

MAX_BYTES = 1_048_576
"""Size of the largest archived text."""
_OF_WINDOWS = {
    "iso-8859-1": "windows-1252",
    "iso-8859-2": "windows-1250",
    "iso-8859-5": "windows-1251",
    "iso-8859-6": "windows-1256",
    "iso-8859-7": "windows-1253",
    "iso-8859-8": "windows-1255",
    "iso-8859-9": "windows-1254",
}
"""What Windows makes of encodings; where both make the same text of a file, it is probably a file of Windows."""
_EXAMINED = 65_536
"""Bytes of a file from which its encoding is guessed."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"\s*<(?:\?xml\b[^>]*\bencoding\s*=\s*|(?:[^>]*>\s*<)*?meta\b[^>]*\bcharset\s*=\s*)[\"']?\s*([A-Za-z0-9._-]{2,40})",
    re.IGNORECASE,
)
_OTHER_FORMATS = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a Word file or another archive"), (b"\xd0\xcf\x11\xe0", "a Word file"))
_ONE_BYTE = ("windows-125", "iso-8859-", "koi8-", "macintosh", "us-ascii")
_ZERO = re.compile("\x00")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x80-\x84\x86-\x9f]")
"""Control characters that stand in no text; form feeds, which divide pages, do."""
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")


class UnreadableTextError(Exception):
    """An archived text cannot be read: what is said of it, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class ArchivedBytes:
    """A file of the archive."""

    data: bytes
    sha256: bytes
    """SHA-256 of what was read."""

    @property
    def is_whole(self) -> bool:
        """Whether the file is no larger than what is read."""
        return len(self.data) <= MAX_BYTES


def read_archived(archive: Path, name: str) -> ArchivedBytes | None:
    """Return a file of the archive; None where there is none, or a link leads to it or out of the archive.

    Of a file that is too large no more is read than shows that.
    """
    path = _found(archive, name)
    if path is None:
        return None
    data = read_no_link(path, MAX_BYTES)
    return ArchivedBytes(data, hashlib.sha256(data).digest())


def _found(archive: Path, name: str) -> Path | None:
    """Return the file of a name, however systems write its accents."""
    forms = (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
    return next((path for form in forms if (path := _without_links(archive, form)) and path.is_file()), None)


def _without_links(archive: Path, name: str) -> Path | None:
    """Return a path within the archive; None where a link is on the way, or it leads out."""
    path = archive
    for part in name.split("/"):
        path = path / part
        if path.is_symlink() or part in ("", ".", ".."):
            return None
    return path


def without_archive(archive: Path, name: str) -> str | None:
    """Return a name without its first folder where that is the archive's own; None where it is not."""
    folder, _, rest = name.partition("/")
    return rest if rest and folder == archive.resolve().name else None


def text_of(archived: Archived, data: bytes) -> str:
    """Return the text of an archived file's bytes, with line feeds for line ends. Raises `UnreadableTextError`.

    Its encoding is the one that the article or the file itself declares, or UTF-8 or UTF-16, if every byte is right in it.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableTextError(f"'{archived.file}' is larger than {MAX_BYTES // 1024} KiB", "Keep the article's text alone.")
    if what := next((what for start, what in _OTHER_FORMATS if data.startswith(start)), None):
        raise UnreadableTextError(f"'{archived.file}' is {what}, and no plain text", "Save the article's text as plain text.")
    text = _declared(archived, data) or _undeclared(archived.file, data)
    return _LINE_END.sub("\n", text).removeprefix("\ufeff")


def _declared(archived: Archived, data: bytes) -> str | None:
    """Return the text by an encoding that is declared; None where none is. What a file begins with counts more than words."""
    by_mark = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    encoding = by_mark or archived.encoding or _declared_within(data)
    if encoding is None:
        return None
    text = None if _is_utf8_after_all(encoding, data) else _decoded(data, encoding)
    if text is None and not by_mark and not archived.encoding:
        text = _decoded(data, "utf-8")  # a page that was saved as UTF-8, and still says what it was before
    if text is None:
        likely = _likely(data)
        probably = f"; it is probably {likely}" if likely and likely != encoding else ""
        declared = f"'encoding: {encoding}'" if archived.encoding else encoding
        message = f"'{archived.file}' is declared as {declared}, and is something else{probably}"
        raise UnreadableTextError(message, "Correct 'encoding', or save the file as UTF-8.")
    return text


def _is_utf8_after_all(encoding: str, data: bytes) -> bool:
    """Return whether bytes that are declared to be one character each are UTF-8: no other text looks like that by chance."""
    return encoding.startswith(_ONE_BYTE) and not data.isascii() and _decoded(data, "utf-8") is not None


def _declared_within(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML file names at its beginning."""
    match = _DECLARATION.match(data[:1024])
    name = match[1].decode("ascii").lower() if match else ""
    if name.startswith("utf-16"):
        return None  # a declaration in single bytes cannot be true
    return name if name in ENCODINGS else None


def _undeclared(file: str, data: bytes) -> str:
    text = _decoded(data, "utf-8")
    if text is not None and "\x1b" not in text:
        return text
    if (text := _utf16(data)) is not None:
        return text
    likely = _likely(data)
    if likely is None:
        raise UnreadableTextError(
            f"'{file}' is neither UTF-8 nor UTF-16", "Save it as UTF-8, or name its encoding in 'encoding'."
        )
    message = f"'{file}' is neither UTF-8 nor UTF-16; it is probably {likely}"
    raise UnreadableTextError(message, f"If it is, write 'encoding: {likely}' under 'archived'; or save the file as UTF-8.")


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return bytes as the text of an encoding; None where they are no text in it."""
    try:
        text = data.decode(ENCODINGS.get(encoding, encoding))
    except UnicodeError:
        return None
    # In UTF-8 and its kin, a control character is a mistake of whoever made the text; elsewhere it is one of ours.
    return None if (_ZERO if encoding.startswith("utf") else _NO_TEXT).search(text) else text


def _utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 without a mark; None where it is none.

    It has spaces or line ends, so that every second of some bytes is zero: those before or after, which tells the order.
    """
    if b"\x00" not in data or len(data) % 2:
        return None
    texts = {order: _decoded(data, order) for order in ("utf-16-le", "utf-16-be")}
    sound = [text for text in texts.values() if text and re.search(r"[ \n]", text) and _is_assigned(text)]
    return sound[0] if len(sound) == 1 else None


def _is_assigned(text: str) -> bool:
    return not any(unicodedata.category(character) in ("Cn", "Co", "Cs") for character in set(text))


def _likely(data: bytes) -> str | None:
    """Return the encoding that bytes most probably are in, by ICU; None where they are in none that can be declared."""
    matches = icu().CharsetDetector(data[:_EXAMINED]).detectAll()
    for name in (str(match.getName()).lower() for match in matches):
        known = name.removesuffix("-i")
        if known in ENCODINGS and not known.startswith("utf") and (text := _decoded(data, known)) is not None:
            of_windows = _OF_WINDOWS.get(known)
            return of_windows if of_windows and _decoded(data, of_windows) == text else known
    return None
