"""Rules about voices: whose a statement is, is said once."""

from collections.abc import Iterator

from briefings.diagnostics import Diagnostic, Location
from briefings.model.content import Article, Content
from briefings.settings import Settings

_INSTEAD = {
    "unnamed": (
        "Leave 'voice' out; a speaker whom the articles do not name has 'unnamed: true' in the entity's own file. "
        "Where there is not even a description of the speaker, leave 'said_by' out."
    ),
    "article": "Leave 'voice' out; or 'said_by', where the statement is the article's own.",
}
"""What to write, by the voice that was given."""


def voices(content: Content, settings: Settings, article: Article) -> Iterator[Diagnostic]:
    """Only a statement without speakers says whose it is: of any other, the speakers do."""
    for kind, name, statement in article.facts.statements():
        if statement.said_by and statement.voice:
            message = f"'voice: {statement.voice}' stands beside 'said_by', which says whose the statement is"
            location = Location(article.file, (kind, name, "voice"), on="key")
            yield Diagnostic("R015", location, message, _INSTEAD[statement.voice])
