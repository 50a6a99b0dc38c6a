"""Forget a person: take them out of the records that the program wrote, and list where the convener's files name them.

`subjects` finds who is meant, `traces` finds them in texts, `places` finds the lines of files that name them,
`forget_plan` decides what happens to each file, and `forget_run` carries the plan out. This package imports nothing, so
that a command loads only what it needs.
"""
