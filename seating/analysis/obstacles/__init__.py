"""Who may take a place: one ordered table of obstacles, which every page and every draw asks.

A new state of a person is one row of `OBSTACLES`, and it counts at every place that the row names.
"""

from seating.analysis.obstacles.case import Case, PlaceKind, Situation
from seating.analysis.obstacles.languages import find_few_shared
from seating.analysis.obstacles.table import OBSTACLES, Obstacle, find_obstacle, find_obstacles, list_deputies

__all__ = [
    "OBSTACLES",
    "Case",
    "Obstacle",
    "PlaceKind",
    "Situation",
    "find_few_shared",
    "find_obstacle",
    "find_obstacles",
    "list_deputies",
]
