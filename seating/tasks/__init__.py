"""Tasks: searches that need nothing but arrays and numbers, and the executors that carry them out.

A task can run in this process, in other processes of this machine, or on a cluster. The result is the same everywhere.
Start reading at `task`. `executor` has the interface and the executor for this process; add-ons have others. `jobs`
runs several searches at once.
"""
