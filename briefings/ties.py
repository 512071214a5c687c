"""What ties connect: claims that are the same statement, events that are the same event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.model.reference import Reference


def joined(
    members: Iterable[Reference], ties: Iterable[tuple[Reference, Reference]]
) -> Mapping[Reference, tuple[Reference, ...]]:
    """Return for each member all that ties connect it to, itself included, sorted.

    Ties hold in both directions and along a chain; those to what is no member are passed over.
    """
    groups = {member: [member] for member in members}
    for one, other in ties:
        if one in groups and other in groups and groups[one] is not groups[other]:
            joined = groups[one] + groups[other]
            groups.update(dict.fromkeys(joined, joined))
    ordered = {id(group): tuple(sorted(group)) for group in groups.values()}
    return {member: ordered[id(group)] for member, group in groups.items()}
