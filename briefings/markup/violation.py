"""Something in a text that may not be there."""

from dataclasses import dataclass

SHOWN_AS_TYPED = "R020"
NUMBERS = "R021"


@dataclass(frozen=True)
class Violation:
    """Something in a text that may not be there."""

    word: str
    """The part of the text that is wrong; empty where the text as a whole is."""
    position: int
    """Where it begins, in characters."""
    message: str
    hint: str = ""
    code: str = "R008"


def shown_as_typed(text: str, position: int, what: str, hint: str = "") -> Violation:
    """Return the violation that a part of a text is shown as it is typed; the part is the beginning of `text`."""
    return Violation(text.partition("\n")[0][:40], position, f"{what} is shown as it is typed", hint, SHOWN_AS_TYPED)
