"""All names of an entity, in whatever language."""

from collections.abc import Iterable, Iterator

from briefings.model.codes import country_name
from briefings.model.records import Entity


def names_of(entity: Entity, locales: Iterable[str]) -> Iterator[str]:
    """Yield the names of an entity: those that it has, a country's names by CLDR in these locales (BCP 47), and its aliases.

    How articles spell them is with the articles.
    """
    yield from entity.names.values()
    if entity.country is not None:
        yield from (country_name(entity.country, locale) for locale in locales)
    for aliases in entity.aliases.values():
        yield from aliases
