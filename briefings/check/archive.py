"""Rules about the names of archived texts: every system can hold them, and keeps them apart."""

from collections.abc import Iterator

from briefings.diagnostics import Diagnostic, Location, shown
from briefings.model.content import Article, Content
from briefings.publish import is_inside
from briefings.settings import Settings

_KEYS = ("archived", "file")


def name(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """An archived text has a name that files can have on every system."""
    archived = article.facts.archived
    if archived is not None and not is_inside(archived.file):
        message = f"'{shown(archived.file)}' is a name that files cannot have on Windows"
        yield Diagnostic("F009", Location(article.file, _KEYS), message, "Give the archived text another name.")


def names_apart(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """No two archived texts have names that differ only by case: macOS and Windows take them for one."""
    first: dict[str, tuple[str, Article]] = {}
    for article in content.articles.values():
        if article.facts.archived is None:
            continue
        file = article.facts.archived.file
        other, owner = first.setdefault(file.casefold(), (file, article))
        if other != file:
            message = f"'{shown(file)}' differs only by case from '{shown(other)}' in {owner.file}"
            hint = "Many systems take both for one file: give one of them another name, or write both alike."
            yield Diagnostic("F010", Location(article.file, _KEYS), message, hint)
