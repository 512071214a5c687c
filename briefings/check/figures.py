"""Rules about figures: ranges, parts and factors make sense, and figures that are tied as the same can be the same."""

from __future__ import annotations

from collections.abc import Iterator

from briefings import figures as numbers
from briefings.check.part import Part
from briefings.model.content import Article, Content
from briefings.model.records import Figure, Measure
from briefings.model.reference import Reference
from briefings.problems import Finding, Key, Spot, did_you_mean, shown
from briefings.settings import Settings


def ranges(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """A range ends above its start."""
    for article, claim_id, figure in _figures(part):
        is_read = not content.is_faulty(article.file, "claims", claim_id, "figure", "value")
        if is_read and figure.to is not None and figure.to <= figure.value:
            found = "where" if figure.to == figure.value else "before"
            message = f"the range ends {found} it starts: {figure.value} to {figure.to}"
            hint = "'value' is the lower end, 'to' the upper."
            yield Finding("N001", Spot(article.file, ("claims", claim_id, "figure", "to")), message, hint)


def scopes(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """A figure is about a part that its measure has."""
    for article, claim_id, figure in _figures(part):
        measure = content.measures.get(figure.measure)
        if figure.scope is None or measure is None or figure.scope in measure.facts.scopes:
            continue
        if content.is_faulty(measure.file, "scopes"):
            continue
        known = sorted(measure.facts.scopes)
        message = f"unknown scope '{shown(figure.scope)}'; the measure '{measure.id}' has {', '.join(known) or 'none'}"
        hint = did_you_mean(figure.scope, known) or f"Scopes are named in {measure.file}."
        yield Finding("N002", Spot(article.file, ("claims", claim_id, "figure", "scope")), message, hint)


def factors(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """A factor belongs to a unit of the measure and is above zero."""
    for measure in part.measures:
        units = sorted(measure.facts.units)
        for unit, factor in measure.facts.factors.items():
            if unit not in units and not content.is_faulty(measure.file, "units"):
                message = f"a factor for the unknown unit '{shown(unit)}'; the measure has {', '.join(units)}"
                yield Finding("N003", Spot(measure.file, ("factors", unit), on="key"), message, did_you_mean(unit, units))
            if factor <= 0:
                message = f"a factor of {factor}; expected a number above zero"
                yield Finding("N004", Spot(measure.file, ("factors", unit)), message)


def same(content: Content, settings: Settings, part: Part) -> Iterator[Finding]:
    """Claims that are tied as the same statement do not put different numbers on it."""
    for article in part.articles:
        for claim_id, claim in article.facts.claims.items():
            for position, other in enumerate(claim.same_as):
                if fault := _fault(content, Reference(article.id, claim_id), other):
                    message, hint = fault
                    yield Finding("N005", Spot(article.file, ("claims", claim_id, "same_as", position)), message, hint)


def _fault(content: Content, own: Reference, other: Reference) -> tuple[str, str] | None:
    """Return why two tied claims with these figures are not one statement, with a hint; None where they can be."""
    one, two = _measured(content, own), _measured(content, other)
    if one is None or two is None:
        return None
    if other < own and own in content.articles[other.article].facts.claims[other.id].same_as:
        return None  # said on both sides, and reported on the other
    if one.measure != two.measure:
        return f"'{other}' puts its number on another measure: '{two.measure}', not '{one.measure}'", _ALIKE
    if not (_is_comparable(content, own, one) and _is_comparable(content, other, two)):
        return None
    return _difference(one, two, other, content.measures[one.measure].facts.factors)


def _measured(content: Content, claim: Reference) -> Figure | None:
    """Return the figure of a claim; None where there is none, or none on a measure that there is."""
    article = content.articles.get(claim.article)
    found = article.facts.claims.get(claim.id) if article else None
    if article is None or found is None or found.figure is None or found.figure.measure not in content.measures:
        return None
    return None if content.is_faulty(article.file, "claims", claim.id, "figure", "measure") else found.figure


def _is_comparable(content: Content, claim: Reference, figure: Figure) -> bool:
    """Tell whether nothing is wrong with a figure or its measure that another rule reports."""
    measure = content.measures[figure.measure]
    file = content.articles[claim.article].file
    places = [(file, "claims", claim.id, "figure"), *((measure.file, name) for name in ("units", "factors", "scopes"))]
    return _is_sound(figure, measure.facts) and all(_is_read(content, file, *keys) for file, *keys in places)


def _is_sound(figure: Figure, measure: Measure) -> bool:
    return (
        figure.unit in measure.units
        and (figure.scope is None or figure.scope in measure.scopes)
        and (figure.to is None or figure.to > figure.value)
        and all(factor > 0 for factor in measure.factors.values())
    )


def _is_read(content: Content, file: str, *keys: Key) -> bool:
    """Tell whether a value is what an editor wrote, with all that is in it."""
    places = content.faults.get(file, frozenset())
    return not content.is_faulty(file, *keys) and not any(place[: len(keys)] == keys for place in places)


def _difference(one: Figure, two: Figure, other: Reference, factors: numbers.Factors) -> tuple[str, str] | None:
    if numbers.family(one.unit, factors) != numbers.family(two.unit, factors):
        message = f"'{other}' counts in '{two.unit}', which does not convert to '{one.unit}'"
        return message, "Give both units a factor in the measure, or take the tie away."
    if one.scope != two.scope:
        return f"'{other}' is about {_part(two)}, this one about {_part(one)}", _ALIKE
    if not numbers.meet(one, two, factors):
        return f"'{other}' says {_written(two)}, this one {_written(one)}: both cannot be true", _CONTRADICTS
    return None


_ALIKE = "Claims tied with 'same_as' make the same statement."
_CONTRADICTS = "Claims tied with 'same_as' make the same statement; is 'contradicts' meant?"


def _part(figure: Figure) -> str:
    return f"the part '{figure.scope}'" if figure.scope else "the whole"


def _written(figure: Figure) -> str:
    words = (figure.qualifier, figure.value, "to" if figure.to is not None else None, figure.to, figure.unit)
    return " ".join(str(word) for word in words if word is not None)


def _figures(part: Part) -> Iterator[tuple[Article, str, Figure]]:
    for article in part.articles:
        for claim_id, claim in article.facts.claims.items():
            if claim.figure is not None:
                yield article, claim_id, claim.figure
