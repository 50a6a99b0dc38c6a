"""Open the executor of a cluster. Dask is imported only then, because not everyone has it installed."""

from __future__ import annotations

from importlib.util import find_spec

from seating.errors import UsageError
from seating.tasks.executor import Executor


def open_cluster(where: str) -> Executor:
    """Return the executor of a cluster; its parameter and its errors are those of `DaskExecutor`.

    Raises
    ------
    UsageError
        Also if Dask is not installed.
    """
    if find_spec("distributed") is None:
        raise UsageError('--cluster needs one more package. Install it with: pip install "seating-chart[cluster]"')
    from seating.addons.cluster.dask import DaskExecutor

    return DaskExecutor(where)
