"""The element dashboard: people's quarterly ratings with exact averages, arrows and history.

Components are rated red, yellow, green or gray. The rating of an element is the average of its components. Gray and
blank ratings are counted but not averaged, and so are ratings that someone gave alone. No module here uses a seating;
`measures` reads the record of one.
"""

from seating.dashboard.board import Board, ComponentState, ElementState, QuarterState, build_board
from seating.dashboard.measures import Evidence, Measure, find_evidence, find_measures
from seating.dashboard.raters import Comparison, Rater, Spread, compare_raters
from seating.dashboard.ratings import Color, Quarter, Rating, Ratings, RatingsFile, Trend, read_quarter, read_ratings

__all__ = [
    "Board",
    "Color",
    "Comparison",
    "ComponentState",
    "ElementState",
    "Evidence",
    "Measure",
    "Quarter",
    "QuarterState",
    "Rater",
    "Rating",
    "Ratings",
    "RatingsFile",
    "Spread",
    "Trend",
]
__all__ += ["build_board", "compare_raters", "find_evidence", "find_measures", "read_quarter", "read_ratings"]
