"""Rules about what ties statements and events of several articles together: it exists, and does not contradict itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from briefings.check.references import draft, unknown, unknown_statement
from briefings.diagnostics import Diagnostic, Location, listed
from briefings.model.content import Article, Content
from briefings.model.edtf import EARLIEST, LATEST, Date, Day
from briefings.model.records import Event
from briefings.model.reference import Reference, equivalence_classes
from briefings.settings import Settings

MAX_TOLD = 20
"""Claims of one article that may make one statement: each is listed with all others."""
Events = Mapping[Reference, tuple[str, Event]]
"""Events of all articles, each with the file that it is in."""


def ties(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """What a claim or event is tied to exists and is another one."""
    for claim_id, claim in article.facts.claims.items():
        yield from _tied(content, article, ("claims", claim_id, "same_as"), claim.same_as)
        yield from _tied(content, article, ("claims", claim_id, "contradicts"), claim.contradicts)
    for event_id, event in article.facts.events.items():
        yield from _tied(content, article, ("events", event_id, "same_as"), event.same_as)


def other_speakers(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """A claim that is tied to one of other speakers says why, on one of its two sides."""
    for claim_id, claim in article.facts.claims.items():
        own = Reference(article.id, claim_id)
        for position, other in enumerate(claim.same_as):
            if _lacks_reason(content, own, other) and not _is_explained(article, claim_id):
                speaker, here = _speakers(content, other), _speakers(content, own)
                message = f"'{other}' is said by {speaker}, and this by {here}: no reader is told why they are the same"
                hint = f"Say it in a few words in the file of each locale, 'ties: {{{claim_id}: …}}', or take the tie away."
                yield Diagnostic("R016", Location(article.file, ("claims", claim_id, "same_as", position)), message, hint)
                break  # one text is for all ties of a claim


def _lacks_reason(content: Content, own: Reference, other: Reference) -> bool:
    """Tell whether a tie is between claims of different speakers, and the other side does not say why or is to be asked."""
    if not (_has_known_speakers(content, own) and _has_known_speakers(content, other)):
        return False
    article = content.articles[other.article]
    here, there = content.articles[own.article].facts.claims[own.id], article.facts.claims[other.id]
    if here.speakers == there.speakers:
        return False
    is_mutual = own in there.same_as
    return not (is_mutual and (_is_explained(article, other.id) or other < own))


def _has_known_speakers(content: Content, claim: Reference) -> bool:
    """Tell whether there is such a claim, and nothing is wrong with its speakers that another rule reports."""
    article = content.articles.get(claim.article)
    found = article.facts.claims.get(claim.id) if article else None
    if article is None or found is None or content.is_invalid(article.file, "claims", claim.id, "said_by"):
        return False
    return all(speaker in content.known.get("entities", ()) for speaker in found.said_by)


def _is_explained(article: Article, claim_id: str) -> bool:
    """Tell whether a text says why a claim is tied, or may be meant to: one under the id of no claim that is tied."""
    tying = {claim_id for claim_id, claim in article.facts.claims.items() if claim.same_as}
    return any(key == claim_id or key not in tying for text in article.texts.values() for key in text.ties)


def _speakers(content: Content, claim: Reference) -> str:
    said_by = content.articles[claim.article].facts.claims[claim.id].said_by
    return listed([f"'{speaker}'" for speaker in said_by]) if said_by else "nobody who is named"


def contradictions(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """No claim contradicts one that, over others, makes the same statement, which no article makes over and over."""
    claims = {
        Reference(article.id, claim_id): (article.file, claim)
        for article in content.articles.values()
        for claim_id, claim in article.facts.claims.items()
    }
    statement = equivalence_classes(claims, ((own, other) for own, (_, claim) in claims.items() for other in claim.same_as))
    told = Counter[tuple[int, str]]()
    for own, (file, claim) in claims.items():
        # All members of a class share one tuple.
        once = id(statement[own]), own.article
        told[once] += 1
        if told[once] > MAX_TOLD:
            message = f"more than {MAX_TOLD} claims of this article are, by 'same_as', the same statement"
            yield Diagnostic("R012", Location(file, ("claims", own.id)), message, "Make one claim of those that say the same.")
        for position, other in enumerate(claim.contradicts):
            if other != own and other in statement[own]:
                location = Location(file, ("claims", own.id, "contradicts", position))
                message = f"'{other}' is said to contradict this and, by 'same_as', to be the same statement"
                yield Diagnostic("R012", location, message, "Take one of the two away.")


def _tied(content: Content, article: Article, keys: tuple[str, str, str], others: Iterable[Reference]) -> Iterator[Diagnostic]:
    kind, own_id, _ = keys
    for position, other in enumerate(others):
        location = Location(article.file, (*keys, position))
        if other == Reference(article.id, own_id):
            yield Diagnostic("R012", location, f"'{other}' is tied to itself; expected one of another article")
        elif other.article not in content.articles:
            yield from unknown(content, "articles", other.article, location)
        elif found := tuple(draft(content, article, other.article, location)):
            yield from found
        elif not content.is_invalid(content.articles[other.article].file, kind):
            yield from unknown_statement(content.articles[other.article], kind, other.id, location)


def events(content: Content, settings: Settings) -> Iterator[Diagnostic]:
    """Events that are tied as the same can have happened on the same day.

    What is tied through others counts as well; the tie that makes it impossible is reported, and not followed. A date that is
    only about right is held against nothing; an inferred one is, because the desk infers with the other article in view.
    """
    events = {
        Reference(article.id, event_id): (article.file, event)
        for article in content.articles.values()
        for event_id, event in article.facts.events.items()
    }
    groups = {event: [event] for event in events}
    limits = {id(groups[reference]): _limits(reference, event.date) for reference, (_, event) in events.items()}
    for location, one, other in _event_ties(events):
        if other not in groups or groups[one] is groups[other]:
            continue
        (one_start, one_end), (other_start, other_end) = limits[id(groups[one])], limits[id(groups[other])]
        start, end = max(one_start, other_start), min(one_end, other_end)
        if start[0] > end[0]:
            yield _impossible(location, events, one, other, late=start[1], early=end[1])
            continue
        fewer, more = sorted((groups[one], groups[other]), key=len)  # so no event changes its group often
        more += fewer
        groups.update(dict.fromkeys(fewer, more))
        limits[id(more)] = start, end


def _event_ties(events: Events) -> Iterator[tuple[Location, Reference, Reference]]:
    """Yield each tie once, also where both sides name it."""
    seen: set[frozenset[Reference]] = set()
    for one, (file, event) in events.items():
        for position, other in enumerate(event.same_as):
            if frozenset((one, other)) not in seen:
                seen.add(frozenset((one, other)))
                yield Location(file, ("events", one.id, "same_as", position)), one, other


def _limits(event: Reference, date: Date) -> tuple[tuple[Day, Reference], tuple[Day, Reference]]:
    """Return the first and the last day on which an event can have happened, each with the event that says so."""
    is_about = any(moment.approximate for moment in (date.start, date.end) if moment)
    first, last = (EARLIEST, LATEST) if is_about else (date.first, date.last)
    return (first, event), (last, event)


def _impossible(
    location: Location, events: Events, one: Reference, other: Reference, late: Reference, early: Reference
) -> Diagnostic:
    if {late, early} == {one, other}:
        message = f"'{other}' cannot be the same event: their dates have no day in common"
    else:
        why = f"'{early}' and '{late}', which are then the same too, have no day in common"
        message = f"'{other}' cannot be the same event: {why}"
    dated = " and ".join(f"'{event}' is dated '{events[event][1].date.text}'" for event in sorted((early, late)))
    return Diagnostic("D004", location, message, f"{dated[0].upper() + dated[1:]}.")
