"""The model: a room and its requirements as arrays and terms, without any solver.

`model` builds it, `evaluate` computes the value of a plan from scratch, `classes` finds interchangeable tables and
persons, and `trivial_bound` and `pair_bound` prove lower bounds by arithmetic.
"""

from seating.model.evaluate import Value, penalty_of, shortfalls
from seating.model.model import Later, Model, build_model

__all__ = ["Later", "Model", "Value", "build_model", "penalty_of", "shortfalls"]
