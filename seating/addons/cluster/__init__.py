"""Searches on a cluster: `executor` opens it, `dask` carries out its tasks, and `chains` makes tasks of one search."""
