"""Text that knows its language, and text that is already HTML."""

from dataclasses import dataclass


class Html(str):
    """Markup that has been made or cleaned by us; a template writes it as it stands.

    Template engines that follow the `__html__` convention need no filter for it, and anything that is not `Html` is escaped.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Text:
    """A plain text and its language."""

    text: str
    lang: str
    """BCP 47 tag."""
