"""Seat many convenings, each in a folder of its own.

`batch_run` seats them, and `batch_rows` has what is kept of each.
"""

from seating.add_ons import AddOn

ADD_ON = AddOn(
    commands={"batch": "seating.addons.batch.command:command"},
    records={"batch": ("seating.addons.batch.records:BatchRecord",)},
)
