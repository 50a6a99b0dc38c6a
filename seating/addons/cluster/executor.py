"""Open the executor of a cluster. Dask is imported only then, because not everyone has it installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from seating.errors import UsageError
from seating.installed import tell_how_to_add
from seating.tasks.executor import Executor


def open_cluster(where: str) -> Executor:
    """Return the executor of a cluster; its parameter and its errors are those of `DaskExecutor`.

    Raises
    ------
    UsageError
        Also if Dask is not installed.
    """
    if find_spec("distributed") is None:
        if getattr(sys, "frozen", False):
            raise UsageError("The application has no --cluster. Install the wheel to use it.")
        raise UsageError(f"--cluster needs one more package. Install it with: {tell_how_to_add(('distributed',))}")
    from seating.addons.cluster.dask import DaskExecutor

    return DaskExecutor(where)
