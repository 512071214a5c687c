"""ICU, the library of Unicode, as every part of the package has it: late, and without a locale of its own."""

from functools import cache
from typing import Any


@cache
def icu() -> Any:
    """Return the module `icu`, which is imported at the first call: a build in which nothing has changed does without it.

    ICU answers from the process's locale where it has no data for the one that it is asked for; the root takes its place, so
    that the environment has no say in a page.
    """
    import icu as library

    library.Locale.setDefault(library.Locale.getRoot())
    return library
