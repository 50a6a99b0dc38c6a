"""Forget a person: find what the output folder and the files beside the list hold of them, and remove it.

`subjects` finds who is meant, `traces` finds them in texts, `sheet_edits` changes rows and cells, `forget_plan`
decides what happens to each file, and `forget_run` carries the plan out. This package imports nothing, so that a
command loads only what it needs.
"""
