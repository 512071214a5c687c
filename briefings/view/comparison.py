"""All figures on one measure, side by side: in a table, in a chart, and with what differs said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings import figures as numbers
from briefings import urls
from briefings.link.comparisons import Apart, Compared, figure_of
from briefings.link.origins import Source
from briefings.model.records import Figure
from briefings.model.reference import Reference
from briefings.view import chart
from briefings.view.cards import figure_row, node_link, source_count
from briefings.view.frame import Here, once
from briefings.view.types import (
    Chart,
    ChartRow,
    ComparedFigure,
    Comparison,
    FigureRow,
    Link,
    Remark,
    SourceMark,
    Tick,
)

_NARROW = 45
"""Characters of a chart's letters in a line on a narrow screen."""
_WIDE = 88
_VALUE = 40
"""Characters of a figure itself, which no chart's width allows for: a unit may have a name of any length."""


@dataclass(frozen=True)
class _Set:
    """Figures on one measure in units that convert."""

    unit: str
    """The one that they are drawn in."""
    claims: tuple[Reference, ...]


@dataclass(frozen=True)
class _Table:
    """The figures on one measure, as far as each is worked out by itself."""

    here: Here
    measure: str
    factors: numbers.Factors
    figures: Mapping[Reference, Figure]
    """By claim, in the order in which the page shows them."""
    rows: Mapping[Reference, FigureRow]
    marks: Mapping[str, SourceMark]
    """By article."""
    compared: Mapping[Reference, Compared]
    sets: tuple[_Set, ...]


def comparison(here: Here, measure: str, cited: frozenset[Reference] = frozenset()) -> Comparison:
    """Return all figures on a measure that articles put a number on; `cited` are the claims that the page itself cites."""
    found = _uncited(here, measure)
    anchors = {urls.figure_anchor(claim.article, claim.id) for claim in cited}
    return found._replace(cited=tuple(figure.anchor for figure in found.figures if figure.anchor in anchors))


@once
def _uncited(here: Here, measure: str) -> Comparison:
    table = _table(here, measure)
    return Comparison(
        measure=here.measure(measure),
        anchor=urls.measure_anchor(measure),
        figures=tuple(_figure(table, claim) for claim in table.figures),
        cited=(),
        has_differing=any(table.compared[claim].differs for claim in table.figures),
        charts=tuple(_chart(table, found, number) for number, found in enumerate(table.sets, start=1)),
        sources=tuple(dict.fromkeys(table.marks.values())),
        source_count=source_count(here, here.edition.graph.figure_sources[measure]),
    )


def _table(here: Here, measure: str) -> _Table:
    content, graph = here.edition.content, here.edition.graph
    claims = [Reference(article, claim) for article, claim in graph.figures[measure]]
    figures = {claim: figure_of(content, claim) for claim in claims}
    rows = {claim: figure_row(here, claim.article, claim.id) for claim in claims}
    facts = content.measures[measure].facts
    return _Table(
        here,
        measure,
        facts.factors,
        figures,
        {claim: row for claim, row in rows.items() if row},
        _marks(here, measure, figures),
        graph.compared[measure],
        tuple(_sets(figures, facts.units, facts.factors)),
    )


def _sets(figures: Mapping[Reference, Figure], units: Iterable[str], factors: numbers.Factors) -> Iterable[_Set]:
    for name in dict.fromkeys(numbers.family(figure.unit, factors) for figure in figures.values()):
        found = tuple(claim for claim, figure in figures.items() if numbers.family(figure.unit, factors) == name)
        yield _Set(chart.common_unit((figures[claim] for claim in found), units), found)


# Sources


def _marks(here: Here, measure: str, figures: Mapping[Reference, Figure]) -> Mapping[str, SourceMark]:
    """Return the mark of each article's source; sources are lettered in the order in which the page shows their figures."""
    sources = here.edition.graph.figure_sources[measure].sources
    source_of = {article: source for source in sources for article in source.articles}
    marks: dict[str, SourceMark] = {}
    for number, source in enumerate(dict.fromkeys(source_of[claim.article] for claim in figures)):
        mark = _mark(here, source, number, [claim for claim in figures if claim.article in source.articles])
        marks |= dict.fromkeys(source.articles, mark)
    return marks


def _mark(here: Here, source: Source, number: int, claims: list[Reference]) -> SourceMark:
    return SourceMark(
        letter=chart.letter(number),
        shape=chart.shape(number) if source.is_known else "ring",
        colour=chart.colour(number) if source.is_known else 0,
        names=_names(here, source, claims),
        articles=len(source.articles),
        is_known=source.is_known,
    )


def _names(here: Here, source: Source, claims: list[Reference]) -> tuple[Link, ...]:
    articles = here.edition.content.articles
    shared = [node for node in source.shared if node.kind != "articles"]
    if shared:
        return tuple(node_link(here, node) for node in shared)
    speakers = dict.fromkeys(entity for claim in claims for entity in articles[claim.article].facts.claims[claim.id].said_by)
    if len(source.articles) == 1 and speakers:
        return here.entities(speakers)
    originals = [node.id for node in source.shared] or source.articles
    return tuple(here.article(article) for article in originals)


# The table


def _figure(table: _Table, claim: Reference) -> ComparedFigure:
    compared = table.compared[claim]
    return ComparedFigure(
        row=table.rows[claim],
        anchor=urls.figure_anchor(claim.article, claim.id),
        converted=_converted(table, claim),
        source=table.marks[claim.article],
        differs=_difference(table, claim, compared.differs) if compared.differs else None,
        apart=_apart(table, claim, compared.apart),
    )


def _converted(table: _Table, claim: Reference) -> str | None:
    """Return a figure in the unit that most of those have that it is compared with, None where that is its own."""
    figure = table.figures[claim]
    unit = next(found.unit for found in table.sets if claim in found.claims)
    if unit == figure.unit:
        return None
    value, to = (
        None if number is None else numbers.converted(number, figure.unit, unit, table.factors)
        for number in (figure.value, figure.to)
    )
    assert value is not None
    written = table.here.edition.tabled_figure(figure.model_copy(update={"value": value, "to": to, "unit": unit}))
    is_exact = all(numbers.has_places(number, 3) for number in (value, to) if number is not None)
    return f"{'=' if is_exact else '≈'} {written}"


def _difference(table: _Table, claim: Reference, others: tuple[Reference, ...]) -> Remark:
    reason = "differ-date" if table.figures[claim].as_of else "differ-period"
    return Remark(reason=reason, figures=_names_of(table, others), more=0)


def _apart(table: _Table, claim: Reference, groups: tuple[Apart, ...]) -> tuple[Remark, ...]:
    figure = table.figures[claim]
    if groups and not (figure.as_of or figure.period):
        return (Remark(reason="own-time-unknown", figures=(), more=0),)
    return tuple(
        Remark(
            reason=group.reason,
            figures=_names_of(table, group.named),
            more=group.total - len(group.named),
        )
        for group in groups
    )


def _names_of(table: _Table, claims: Iterable[Reference]) -> tuple[Link, ...]:
    """Return links to figures, one for those that read the same."""
    found = {link.text: link for link in (_name(table, claim) for claim in reversed(tuple(claims)))}
    return tuple(reversed(found.values()))


def _name(table: _Table, claim: Reference) -> Link:
    """Return a link to a figure's row under its value, speaker and time."""
    _ = table.here.edition.messages.gettext
    row = table.rows[claim]
    figure = f"{row.value}, {row.scope.text}" if row.scope else row.value
    parts = {"figure": figure, "speaker": _speaker(table, claim), "time": row.time or _("date not given")}
    text = table.here.own(_("%(figure)s (%(speaker)s, %(time)s)") % parts)
    return Link(text=text, href=f"#{urls.figure_anchor(claim.article, claim.id)}")


def _speaker(table: _Table, claim: Reference) -> str:
    """Return who says a figure, in words: the speakers, or the outlet of the article, or the article itself."""
    here, article = table.here, table.here.edition.content.articles[claim.article].facts
    if said_by := table.rows[claim].said_by:
        return here.edition.formats.listed(link.text.text for link in said_by)
    return here.name_of_outlet(article.outlet).text if article.outlet else here.edition.messages.gettext("the article itself")


# The chart


def _chart(table: _Table, found: _Set, number: int) -> Chart:
    edition = table.here.edition
    _, ngettext = edition.messages.gettext, edition.messages.ngettext
    drawn = {claim: chart.drawn(table.figures[claim], found.unit, table.factors) for claim in found.claims}
    scale = chart.scale(list(drawn.values()))
    count = len(found.claims)
    title = ngettext("%(name)s: %(num)s figure on a scale", "%(name)s: %(num)s figures on one scale", count)
    return Chart(
        id=urls.chart_anchor(table.measure, number),
        title=title % {"name": table.here.measure(table.measure).text.text, "num": count},
        description="; ".join(_name(table, claim).text.text for claim in found.claims),
        unit=chart.shortened(edition.unit(table.measure, found.unit), _VALUE),
        height=count + 1,
        ticks=_ticks(table, found, scale),
        rows=tuple(_row(table, claim, drawn[claim], scale) for claim in found.claims),
    )


def _ticks(table: _Table, found: _Set, scale: chart.Scale) -> tuple[Tick, ...]:
    anchors = {scale.first: "start", scale.last: "end"}
    return tuple(
        Tick(
            at=scale.at(number),
            label=table.here.edition.tick(number, found.unit),
            anchor=anchors.get(number, "middle"),
            is_zero=number == 0,
        )
        for number in scale.ticks
    )


def _row(table: _Table, claim: Reference, drawn: chart.Drawn, scale: chart.Scale) -> ChartRow:
    _ = table.here.edition.messages.gettext
    row, mark = table.rows[claim], table.marks[claim.article]
    speaker = f"{row.scope.text} · {_speaker(table, claim)}" if row.scope else _speaker(table, claim)
    value, time = chart.shortened(row.value, _VALUE), row.time or _("date not given")
    low = scale.first if drawn.low is None else drawn.low
    high = scale.last if drawn.high is None else drawn.high
    return ChartRow(
        value=value,
        speaker=chart.shortened(speaker, max(_WIDE - len(value) - len(time), 12)),
        speaker_short=chart.shortened(speaker, max(_NARROW - len(time), 12)),
        time=time,
        shape=mark.shape,
        colour=mark.colour,
        points=tuple(scale.at(point) for point in drawn.points),
        start=scale.at(low),
        start_end="arrow" if drawn.low is None else "cap" if low < drawn.points[0] else "",
        end=scale.at(high),
        end_end="arrow" if drawn.high is None else "cap" if high > drawn.points[-1] else "",
        differs=bool(table.compared[claim].differs),
    )
