"""Keep Dask from running code that another machine sends: only plain values and errors of Python are unpickled.

Dask pickles results, their types, errors and warnings, and its own messages. A pickle can name any function and have it
called. While `only_plain_data` is in force, a pickle is refused if it names anything but errors and `PLAIN` types.
"""

from __future__ import annotations

import builtins
import io
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import distributed.client
import distributed.protocol.pickle
from distributed import Client

PLAIN = (bytes, bytearray, str, int, float, bool, complex, list, tuple, dict, set, frozenset)


class PlainClient(Client):  # type: ignore[misc]  # Dask has no types
    """A client that does not show what workers print or warn of. Dask unpickles warnings in a way of its own."""

    def subscribe_topic(self, topic: str, handler: Any) -> None:
        """Do nothing; Dask calls it for what workers print and warn of."""


_DASKS_LOADS = distributed.protocol.pickle.loads


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = getattr(builtins, name, None) if module == "builtins" else None
        if isinstance(found, type) and (found in PLAIN or issubclass(found, BaseException)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def _loads(content: bytes, *, buffers: Sequence[Any] = ()) -> Any:
    return _Reader(io.BytesIO(content), buffers=buffers).load()


MODULES = (distributed.protocol.pickle, distributed.client)
"""The modules of Dask that unpickle."""

_in_force: list[None] = []
"""One for each block in which only plain values are unpickled."""


@contextmanager
def only_plain_data() -> Iterator[None]:
    """Let Dask unpickle only plain values and errors of Python in this process. Blocks may end in any order."""
    _in_force.append(None)
    for module in MODULES:
        module.loads = _loads
    try:
        yield
    finally:
        _in_force.pop()
        if not _in_force:
            for module in MODULES:
                module.loads = _DASKS_LOADS
