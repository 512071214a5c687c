"""Whose a statement is, in words: a speaker's, a source's that is not named, or the article's own."""

from briefings.model.records import Claim, Event
from briefings.model.voices import VoiceKind, voice_of
from briefings.view.context import PageContext
from briefings.view.shared.links import record_links


def voice(context: PageContext, statement: Claim | Event) -> VoiceKind:
    """Return whose a claim or event is."""
    return voice_of(statement, context.edition.content.entities)


def according(context: PageContext, statement: Claim | Event) -> str:
    """Return who says a thing, and through whom, as it stands behind what is said: `according to John Kirby (via AFP)`."""
    edition, gettext = context.edition, context.edition.messages.gettext
    said_by, through = (
        edition.formats.listed(link.text.text for link in record_links(context, "entities", entities))
        for entities in (statement.said_by, statement.through)
    )
    kind = voice(context, statement)
    if said_by:
        words = gettext("according to %(names)s") % {"names": said_by}
        remarks = [gettext("source not named")] if kind == "unnamed" else []
    else:
        is_unnamed = kind == "unnamed"
        words = gettext("according to a source that is not named") if is_unnamed else gettext("according to the article")
        remarks = []
    if through:
        remarks.append(gettext("via %(names)s") % {"names": through})
    return f"{words} ({'; '.join(remarks)})" if remarks else words
