"""Rules about figures: their fields go together, ranges, parts and factors make sense, tied ones can be the same."""

from collections.abc import Iterator
from dataclasses import replace

from briefings.diagnostics import Diagnostic, Key, Location, did_you_mean, listed, shown
from briefings.model import intervals
from briefings.model.content import Article, Content, Measure
from briefings.model.records import ArticleFacts, Figure
from briefings.model.reference import Reference
from briefings.settings import Settings


def figures_of(facts: ArticleFacts) -> Iterator[tuple[str, Figure]]:
    """Yield each figure of an article with the id of its claim."""
    for claim_id, claim in facts.claims.items():
        if claim.figure is not None:
            yield claim_id, claim.figure


def numbers_and_words(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """A figure has a number or a word for one, nothing that a word cannot have, and a date where it says whose that is."""
    for claim_id, figure in figures_of(article.facts):
        keys: tuple[Key, ...] = ("claims", claim_id, "figure")
        if not any(content.is_invalid(article.file, *keys, name) for name in ("value", "amount")):
            yield from _number_or_word(Location(article.file, keys), figure)
        is_dated = figure.as_of or figure.period or any(content.is_invalid(article.file, *keys, name) for name in _DATES)
        if figure.dated_by and not is_dated:
            message = "says whose the date is, and has neither 'as_of' nor 'period'"
            yield Diagnostic("N007", Location(article.file, (*keys, "dated_by"), on="key"), message)


_DATES = ("as_of", "period")


def _number_or_word(place: Location, figure: Figure) -> Iterator[Diagnostic]:
    if figure.amount is None:
        if figure.value is None:
            message = "lacks a number: 'value', or 'amount' for a word"
            yield Diagnostic("N007", replace(place, on="key"), message, f"Words are {listed(list(intervals.AMOUNTS))}.")
        return
    if figure.value is not None:
        message = f"has a number, {figure.value}, and a word for one, '{figure.amount}'"
        yield _of_word(place, "amount", message, "Keep 'value' where the article has digits, 'amount' where it has a word.")
    elif figure.to is not None:
        message = f"ends a range at {figure.to} that begins with a word, '{figure.amount}'"
        yield _of_word(place, "to", message, "A word is a range already; leave 'to' out.")
    elif figure.qualifier not in (None, "at-least", "at-most"):
        message = f"'{figure.qualifier}' before a word for a number, '{figure.amount}'"
        yield _of_word(place, "qualifier", message, "A word takes at-least or at-most alone: it is about its number already.")
    elif figure.unit == "percent":
        message = f"counts per cent in a word, '{figure.amount}'"
        yield _of_word(place, "amount", message, "Leave the figure out; the claim has the words.")


def _of_word(place: Location, key: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("N007", replace(place, keys=(*place.keys, key), on="key"), message, hint)


def ranges(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """A range ends above its start."""
    for claim_id, figure in figures_of(article.facts):
        is_read = not content.is_invalid(article.file, "claims", claim_id, "figure", "value")
        if is_read and figure.value is not None and figure.to is not None and figure.to <= figure.value:
            found = "where" if figure.to == figure.value else "before"
            message = f"the range ends {found} it starts: {figure.value} to {figure.to}"
            hint = "'value' is the lower end, 'to' the upper."
            yield Diagnostic("N001", Location(article.file, ("claims", claim_id, "figure", "to")), message, hint)


def units_and_scopes(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """A figure counts in a unit, and is about a part, that its measure has."""
    for claim_id, figure in figures_of(article.facts):
        if measure := content.measures.get(figure.measure):
            units, scopes = measure.facts.units, measure.facts.scopes
            for code, kind, name, known in (("R007", "unit", figure.unit, units), ("N002", "scope", figure.scope, scopes)):
                if name is not None and name not in known and not content.is_invalid(measure.file, f"{kind}s"):
                    message = f"unknown {kind} '{shown(name)}'; the measure '{measure.id}' has {listed(sorted(known))}"
                    hint = did_you_mean(name, known) or f"{kind.title()}s are named in {measure.file}."
                    yield Diagnostic(code, Location(article.file, ("claims", claim_id, "figure", kind)), message, hint)


def factors(content: Content, settings: Settings, measure: Measure) -> Iterator[Diagnostic]:
    """A factor belongs to a unit of the measure and is above zero."""
    units = sorted(measure.facts.units)
    for unit, factor in measure.facts.factors.items():
        if unit not in units and not content.is_invalid(measure.file, "units"):
            message = f"a factor for the unknown unit '{shown(unit)}'; the measure has {listed(units)}"
            yield Diagnostic("N003", Location(measure.file, ("factors", unit), on="key"), message, did_you_mean(unit, units))
        if factor <= 0:
            message = f"a factor of {factor}; expected a number above zero"
            yield Diagnostic("N004", Location(measure.file, ("factors", unit)), message)


def same(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Claims that are tied as the same statement do not put different numbers on it."""
    for claim_id, claim in article.facts.claims.items():
        for position, other in enumerate(claim.same_as):
            if fault := _fault(content, Reference(article.id, claim_id), other):
                message, hint = fault
                yield Diagnostic("N005", Location(article.file, ("claims", claim_id, "same_as", position)), message, hint)


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
    return None if content.is_invalid(article.file, "claims", claim.id, "figure", "measure") else found.figure


def _is_comparable(content: Content, claim: Reference, figure: Figure) -> bool:
    """Tell whether nothing is wrong with a figure or its measure that another rule reports."""
    measure = content.measures[figure.measure]
    file = content.articles[claim.article].file
    places = [(file, "claims", claim.id, "figure"), *((measure.file, name) for name in ("units", "factors", "scopes"))]
    return (
        figure.unit in measure.facts.units
        and (figure.scope is None or figure.scope in measure.facts.scopes)
        and (figure.value is None) is not (figure.amount is None)
        and (figure.to is None or (figure.value is not None and figure.to > figure.value))
        and all(factor > 0 for factor in measure.facts.factors.values())
        and all(content.is_sound(file, *keys) for file, *keys in places)
    )


def _difference(one: Figure, two: Figure, other: Reference, factors: intervals.Factors) -> tuple[str, str] | None:
    if intervals.unit_family(one.unit, factors) != intervals.unit_family(two.unit, factors):
        message = f"'{other}' counts in '{two.unit}', which does not convert to '{one.unit}'"
        return message, "Give both units a factor in the measure, or take the tie away."
    if one.scope != two.scope:
        return f"'{other}' is about {_part(two)}, this one about {_part(one)}", _ALIKE
    if not intervals.overlap(one, two, factors):
        return f"'{other}' says {_written(two)}, this one {_written(one)}: both cannot be true", _CONTRADICTS
    return None


_ALIKE = "Claims tied with 'same_as' make the same statement."
_CONTRADICTS = "Claims tied with 'same_as' make the same statement; is 'contradicts' meant?"


def _part(figure: Figure) -> str:
    return f"the part '{figure.scope}'" if figure.scope else "the whole"


def _written(figure: Figure) -> str:
    number = figure.amount.replace("-", " ") if figure.amount else figure.value
    words = (figure.qualifier, number, "to" if figure.to is not None else None, figure.to, figure.unit)
    return " ".join(str(word) for word in words if word is not None)
