"""The model: a room and its requirements as arrays and terms, without any solver.

`model` builds it, `penalty_of_terms` computes the value of a plan from scratch, `classes` finds interchangeable tables
and persons, and `trivial_bound` and `pair_bound` prove lower bounds by arithmetic.
"""

from seating.model.model import Later, Model, build_model
from seating.model.penalty_of_terms import Value, penalty_of, shortfalls

__all__ = ["Later", "Model", "Value", "build_model", "penalty_of", "shortfalls"]
