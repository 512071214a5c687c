"""What is said of a problem code to somebody who asks."""

from typing import NamedTuple


class Explanation(NamedTuple):
    """All that a newcomer needs to understand and correct a problem; sentences without markup."""

    what: str
    """What is wrong, in whole sentences."""
    why: str
    """What a reader or an editor would suffer from it."""
    file: str
    """The file in which the example stands; empty where the example is about files themselves: their names, bytes or size."""
    wrong: str
    """An excerpt of the file that gives the code; or what is done to a file."""
    right: str
    """The same place of the file without fault."""
    todo: str
    """What to do, and where it is not always the same, how to tell."""
    given: str = ""
    """What else is so in the example: the texts that it refers to."""
