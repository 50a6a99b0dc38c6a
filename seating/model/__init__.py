"""The model: a room and its requirements as arrays and neutral terms, with no solver in it."""

from seating.model.evaluate import Value, penalty_of, shortfalls
from seating.model.model import Later, Model, build_model

__all__ = ["Later", "Model", "Value", "build_model", "penalty_of", "shortfalls"]
