"""Seat many convenings, each in a folder of its own.

`batch_run` seats them, and `batch_rows` has what is kept of each.
"""
