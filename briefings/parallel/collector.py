"""Python's collector of circular garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_gc() -> Iterator[None]:
    """Turn the collector off for a block, or as a decorator for a function.

    A build makes millions of objects that live long and next to no circular garbage; the collector visits them again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # Both together move all objects to the oldest generation, or the collector would visit them at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
