"""The element dashboard: what people rate each quarter, averaged exactly, with arrows and history.

Components are rated red, yellow, green or grey; an element's rating is the average of its components,
greys and blanks left out and counted. Nothing here knows a seating; `measures` reads its record.
"""

from seating.dashboard.board import Board, ComponentState, ElementState, Past, board_of
from seating.dashboard.measures import Measure, measures_of
from seating.dashboard.quarter import Quarter, read_quarter
from seating.dashboard.ratings import Colour, Rating, Ratings, Trend
from seating.dashboard.ratings_file import read_ratings

__all__ = ["Board", "Colour", "ComponentState", "ElementState", "Measure", "Past", "Quarter", "Rating", "Ratings"]
__all__ += ["Trend", "board_of", "measures_of", "read_quarter", "read_ratings"]
