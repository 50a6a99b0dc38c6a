"""The Python interface: solve, repair, check, review and explain, each in the module of its name.

`solve`, `repair`, `check` and `review` take a list and a convening and write nothing; `seating` exports them. The
`…_request` functions take a `Request`, which has a field for every option that several commands share.

This package imports nothing, so that a command loads only what it needs.
"""
