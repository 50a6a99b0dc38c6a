"""Why a seating is as it is, and what prevents a better one. Questions to the solver are handed in as functions."""
