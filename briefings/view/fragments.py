"""Parts of views that pages have in common, made once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

from briefings.incremental import Dependencies, record_dependencies, track


class ViewFragmentCache(dict[object, tuple[Any, Dependencies]]):
    """The parts that pages of one edition at one depth have in common, each with what was read to make it.

    From all pages of a depth the same links lead to the same pages. Whoever makes views of another edition or depth gives them
    another cache.
    """

    __slots__ = ()


class FragmentContext(Protocol):
    """The place of a page, which a part is made for."""

    @property
    def fragments(self) -> ViewFragmentCache:
        """The parts that have been made for pages of the same edition and depth."""

    @property
    def at_same_depth(self) -> Self:
        """A place from which links are right on all those pages."""


Context = TypeVar("Context", bound=FragmentContext)
Arguments = ParamSpec("Arguments")
Fragment = TypeVar("Fragment")


def memoized(make: Callable[Concatenate[Context, Arguments], Fragment]) -> Callable[Concatenate[Context, Arguments], Fragment]:
    """Return a function that makes a fragment once for all pages of an edition at one depth.

    A fragment is known by the function and all of its arguments, which are hashable. What was read to make it is recorded for
    each page that shows it.
    """

    @wraps(make)
    def fragment_of(context: Context, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Fragment:
        key = (make, args, frozenset(kwargs.items())) if kwargs else (make, args)
        entry = context.fragments.get(key)
        if entry is None:
            entry = context.fragments[key] = track(make, context.at_same_depth, *args, **kwargs)
        record_dependencies(entry[1])
        fragment: Fragment = entry[0]
        return fragment

    return fragment_of
