"""Ratings written in a test as text."""

from __future__ import annotations

from seating.addons.dashboard.board import Board, build_board
from seating.addons.dashboard.ratings import Quarter, Ratings, read_ratings
from seating.sources import read_bytes

HEADINGS = "element,component,quarter,rating,trend,notes\n"


def ratings(rows: str, headings: str = HEADINGS) -> Ratings:
    return read_ratings(read_bytes((headings + rows).encode(), "ratings.csv"))


def board(rows: str, measures=()) -> Board:
    found = ratings(rows)
    return build_board(found, found.quarters[-1], measures)


def quarter(number: int, year: int = 2026) -> Quarter:
    return Quarter(year, number)
