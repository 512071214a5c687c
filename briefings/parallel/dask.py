"""Workers of a Dask scheduler, on any number of machines."""

import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any

from briefings.errors import ClusterError
from briefings.parallel.processes import AHEAD, Executor, Item, Result

TIMEOUT = 10.0
"""Seconds within which a scheduler must answer, and have a worker."""


class DaskExecutor(Executor):
    """Works on a Dask cluster; what a lost worker had is given to another."""

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        """Connect to a scheduler, `tcp://host:port`.

        Raises `ClusterError` if Dask is not installed, nobody answers in time, or there are no workers.
        """
        try:
            from distributed import Client  # type: ignore[import-untyped,import-not-found,unused-ignore]
            from distributed.comm.addressing import get_address_host_port  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ImportError:
            raise ClusterError("Dask is not installed; run pip install briefings[dask]") from None
        # Dask has no types, or has them, by its version.
        parse: Any = get_address_host_port
        connect: Any = Client
        try:
            parse(address)  # a client with a malformed address would not end for a long time
            self._client: Any = connect(address, timeout=timeout, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no scheduler of Dask answers at {address}: {' '.join(str(error).split())}") from None
        try:
            self._client.wait_for_workers(1, timeout=timeout)
        except OSError:
            self._client.close()
            raise ClusterError(f"the scheduler of Dask at {address} has no workers") from None
        self.size = sum(self._client.nthreads().values())
        self._is_lost = False

    def _results(self, func: Callable[[Any, Item], Result], shared: Any, items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
        """Yield the numbers of items and their results, until all workers or the scheduler are lost."""
        from distributed import KilledWorker

        if self._is_lost:
            return
        try:
            named = _Broadcast(os.urandom(16), pickle.dumps(shared, protocol=5))
            broadcast = self._client.scatter(named, broadcast=True, hash=False)
            with self._client.get_executor(pure=False) as executor:
                futures = ((executor.submit(_call, func, broadcast, item), number) for number, item in enumerate(items))
                running: dict[Future[Result], int] = dict(islice(futures, AHEAD * self.size))
                try:
                    while running:
                        for future in wait(running, return_when=FIRST_COMPLETED).done:
                            number, result = running.pop(future), future.result()
                            running.update(islice(futures, 1))
                            yield number, result
                finally:
                    for future in running:
                        future.cancel()
        except (CancelledError, KilledWorker):
            self._is_lost = True

    def close(self) -> None:
        """Disconnect from the scheduler."""
        self._client.close()


# In a worker


@dataclass(frozen=True)
class _Broadcast:
    """What every worker receives once."""

    name: bytes
    pickled: bytes


_LOCK = threading.Lock()
_UNPICKLED: dict[bytes, Any] = {}
"""The last broadcast that this worker has received, by its name."""


def _call(func: Callable[[Any, Item], Result], broadcast: _Broadcast, item: Item) -> Result:
    with _LOCK:  # a worker of Dask may have several threads, and what pages share is not made for that
        if broadcast.name not in _UNPICKLED:
            _UNPICKLED.clear()
            _UNPICKLED[broadcast.name] = pickle.loads(broadcast.pickled)  # noqa: S301 from the build, over its own connection
        return func(_UNPICKLED[broadcast.name], item)
