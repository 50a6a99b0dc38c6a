"""The element dashboard: people's quarterly ratings with exact averages, arrows and history.

Components are rated red, yellow, green or gray. The rating of an element is the average of its components. Gray and
blank ratings are counted but not averaged. No module here uses a seating; `measures` reads the record of one.
"""

from seating.dashboard.board import Board, ComponentState, ElementState, QuarterState, build_board
from seating.dashboard.measures import Measure, find_measures
from seating.dashboard.ratings import Color, Quarter, Rating, Ratings, Trend, read_quarter, read_ratings

__all__ = [
    "Board",
    "Color",
    "ComponentState",
    "ElementState",
    "Measure",
    "Quarter",
    "QuarterState",
    "Rating",
    "Ratings",
]
__all__ += ["Trend", "build_board", "find_measures", "read_quarter", "read_ratings"]
