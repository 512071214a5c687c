"""Pointers from one article's statement or event to another's, and the equivalence classes that they form."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_WRITTEN = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*):([a-z0-9]+(?:-[a-z0-9]+)*)", re.ASCII)


class Reference(NamedTuple):
    """One claim or event of one article, by ids."""

    article: str
    id: str

    def __str__(self) -> str:
        return f"{self.article}:{self.id}"


def parse(text: str) -> Reference | None:
    """Return what `article:id` points to; None where the text is written otherwise."""
    match = _WRITTEN.fullmatch(text)
    return Reference(match[1], match[2]) if match and len(text) <= 200 else None


def equivalence_classes(
    members: Iterable[Reference], pairs: Iterable[tuple[Reference, Reference]]
) -> Mapping[Reference, tuple[Reference, ...]]:
    """Return the equivalence class of each member, sorted and with the member itself.

    The classes are those of the smallest equivalence relation that holds for all `pairs`: pairs are symmetric and transitive.
    A pair with a reference that is no member is ignored.
    """
    classes = {member: [member] for member in members}
    for one, other in pairs:
        if one in classes and other in classes and classes[one] is not classes[other]:
            fewer, more = sorted((classes[one], classes[other]), key=len)  # so no member changes its class often
            more += fewer
            classes.update(dict.fromkeys(fewer, more))
    # Members of one class share one list here and one tuple in the result.
    distinct = {id(members): members for members in classes.values()}
    ordered = {identity: tuple(sorted(members)) for identity, members in distinct.items()}
    return {member: ordered[id(members)] for member, members in classes.items()}
