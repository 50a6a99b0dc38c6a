"""Searches on a cluster: `executor` opens it, `dask` carries out its tasks, and `chains` makes tasks of one search."""

from seating.add_ons import AddOn, ExecutorOption

CLUSTER = ExecutorOption(
    name="--cluster",
    metavar="WHERE",
    help="Search on several processors or machines: `local` or `local:N` for N workers on this machine, or the "
    "address of a Dask scheduler. No names leave this machine. With `solve`, the default of --jobs is 4 then.",
    jobs=4,  # it does not depend on the number of workers, so that a run is repeatable on any cluster
    executor="seating.addons.cluster.executor:open_cluster",
    worker="seating.addons.cluster.chains:SearchChild",
)

ADD_ON = AddOn(executor=CLUSTER)
