"""Forget a person: find what the output folder and the files beside the list hold of them, and remove it.

`subjects` says who is meant, `traces` finds them in texts, `tables` changes rows and cells, `plan` decides what happens
to each file, and `run` carries the plan out. This package imports nothing, so that a command loads only what it needs.
"""
