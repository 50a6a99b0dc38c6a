"""The model: a room and its requirements as arrays and neutral terms, with no solver in it."""

from seating.model.build import Later, build_model
from seating.model.evaluate import Value, penalty_of, shortfalls
from seating.model.model import Model

__all__ = ["Later", "Model", "Value", "build_model", "penalty_of", "shortfalls"]
