"""The templates of a site as one build reads them: once, so that what is digested is what is rendered."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Self

import jinja2
from jinja2 import meta

from briefings import urls
from briefings.errors import TemplateError
from briefings.incremental import digest
from briefings.render.compiler import Environment

STATIC = "static/"
"""Folder among the templates whose files are published as they are."""
STYLES = "css/"
"""Folder with the parts of the style sheet, which is published as one file."""
STYLE_SHEET = "style.css"


@dataclass(frozen=True, eq=False)
class Templates:
    """The files of a folder of templates, as they were when they were read; nothing is read from the disk after that.

    A file is known by its path in the folder, with `/` between the parts. Names that begin with a dot are left out.
    """

    folder: str
    """Name of the folder, for messages."""
    sources: Mapping[str, bytes]
    """Each file that could be read: templates, static files, parts of the style sheet."""
    unreadable: Mapping[str, str]
    """Why each of the others could not be."""
    _digests: dict[str, bytes] = field(default_factory=dict, init=False)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read all files of a folder. Raises `OSError` where a folder cannot be listed; a file that cannot be read is noted."""
        sources, unreadable = {}, {}
        for file in _files(folder):
            name = file.relative_to(folder).as_posix()
            try:
                sources[name] = file.read_bytes()
            except OSError as error:
                unreadable[name] = error.strerror or str(error)
        return cls(folder.name, sources, unreadable)

    @cached_property
    def static(self) -> Mapping[str, bytes]:
        """The files of `static/` by name, and `style.css`, joined from the parts in `css/` in the order of their names.

        Raises `TemplateError` where one of them cannot be read, one that pages load is missing, or two are one on many systems.
        """
        files = {name: self._bytes(STATIC + name) for name in self._names_in(STATIC)}
        parts = [self._bytes(STYLES + name) for name in self._names_in(STYLES) if name.endswith(".css")]
        if parts:
            files.setdefault(STYLE_SHEET, b"\n".join(parts))
        for name in ("icon.svg", "search.js", "site.js", STYLE_SHEET):  # those that pages load
            if name not in files:
                raise TemplateError(f"there is no {self.folder}/{STATIC}{name}")
        for one, other in pairwise(sorted(files, key=lambda name: (name.casefold(), name))):
            if one.casefold() == other.casefold():
                raise TemplateError(
                    f"{self.folder}/{STATIC}{one} differs only by case from {other}; many systems take both for one"
                )
        return dict(sorted(files.items()))

    @cached_property
    def assets(self) -> Mapping[str, str]:
        """The path at which each static file is published, by its name; it has a digest of the file's bytes in it."""
        return {name: urls.asset(name, hashlib.sha256(data).hexdigest()) for name, data in self.static.items()}

    def _names_in(self, folder: str) -> list[str]:
        """Return the names of the files that stand right in a folder, sorted."""
        names = (name.removeprefix(folder) for name in (*self.sources, *self.unreadable) if name.startswith(folder))
        return sorted(name for name in names if "/" not in name)

    def load(self, name: str) -> tuple[str, str, None] | None:
        """Return a template's text and its name in messages, as `jinja2.FunctionLoader` wants them; None where there is none.

        Raises `TemplateError` where it could not be read or is not UTF-8.
        """
        path = _path(name)
        if path not in self.sources and path not in self.unreadable:
            return None
        try:
            return self._bytes(path).decode("utf-8"), f"{self.folder}/{path}", None
        except UnicodeDecodeError as error:
            raise TemplateError(f"{self.folder}/{path} is not UTF-8: {error.reason} at byte {error.start}") from None

    def _bytes(self, path: str) -> bytes:
        if path in self.unreadable:
            raise TemplateError(f"{self.folder}/{path} cannot be read: {self.unreadable[path]}")
        return self.sources[path]

    def digest(self, name: str) -> bytes:
        """Return a digest of a template and of all that it includes, imports or extends, the missing ones among them.

        Where a name is worked out only when the template runs, it is a digest of all files of the folder.
        """
        path = _path(name)
        if path not in self._digests:
            states = ((each.encode("utf-8", "surrogatepass"), *self._state(each)) for each in sorted(self._closure(path)))
            self._digests[path] = digest(*(part for state in states for part in state))
        return self._digests[path]

    def _closure(self, path: str) -> Iterable[str]:
        found: set[str] = set()
        waiting = {path}
        while waiting:
            found |= waiting
            named = {name for each in waiting for name in _references(self.sources.get(each, b""))}
            if None in named:
                return found.union(self.sources, self.unreadable)
            waiting = {_path(name) for name in named if name is not None} - found
        return found

    def _state(self, path: str) -> tuple[bytes, bytes]:
        if path in self.sources:
            return b"read", self.sources[path]
        return (b"unreadable", self.unreadable[path].encode()) if path in self.unreadable else (b"missing", b"")


def _files(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Yield the files beneath a folder, links followed but for those that lead back to a folder above them."""
    real = folder.resolve()
    for entry in () if real in above else sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry, above | {real})
        elif entry.is_file():
            yield entry


def _path(name: str) -> str:
    """Return the path of a template that another may also call by `./name`, as Jinja's own loaders do."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


# What a template refers to

_PARSER = Environment({})
_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b.*?%\}", re.DOTALL)


@lru_cache(maxsize=1024)
def _references(source: bytes) -> frozenset[str | None]:
    """Return the names of the templates that one extends, includes or imports; None for one that is worked out when it runs.

    Jinja reads them from the tags that begin with these words: to parse the whole takes thirty times as long, which a build
    without changes would feel. Where such a tag is not what it seems, in a comment or cut at a `%}` within a string, it does
    not parse alone or begins another one; then the whole is parsed.
    """
    text = source.decode("utf-8", "replace")
    tags = _TAG.findall(text)
    if not any("{%" in tag[2:] for tag in tags):
        with suppress(jinja2.TemplateSyntaxError):
            return _named(tags)
    try:
        return _named([text])
    except jinja2.TemplateSyntaxError:
        return frozenset()  # a page that uses it cannot be rendered, so there is nothing that could be out of date


def _named(texts: Iterable[str]) -> frozenset[str | None]:
    return frozenset(name for text in texts for name in meta.find_referenced_templates(_PARSER.parse(text)))
