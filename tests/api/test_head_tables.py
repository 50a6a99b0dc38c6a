"""Tables for which most of the people there were chosen."""

from __future__ import annotations

from seating.api.head_tables import HeadTables


def test_a_seat_that_meets_the_musts_comes_first_and_then_one_that_is_not_for_others() -> None:
    heads = HeadTables(frozenset({"head"}), {"ana": "head"})
    seats = [("head", 0, -9), ("north", 1, -9), ("south", 0, 5), (None, 0, 7), ("east", 0, 3)]

    def sort(person: str) -> list[str | None]:
        return [table for table, *_ in sorted(seats, key=lambda seat: heads.order(person, *seat))]

    assert sort("ben") == ["east", "south", None, "head", "north"]
    assert sort("ana") == ["head", "east", "south", None, "north"], "she was chosen for it"
