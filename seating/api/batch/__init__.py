"""Seat many convenings, each in a folder of its own.

`batch_run` seats them, and `batch_rows` has what is kept of each.
"""

from seating.api.batch.batch_folders import find_folders
from seating.api.batch.batch_rows import BatchRow, batch_csv, batch_record
from seating.api.batch.batch_run import Batch, run_batch, write_batch

__all__ = ["Batch", "BatchRow", "batch_csv", "batch_record", "find_folders", "run_batch", "write_batch"]
