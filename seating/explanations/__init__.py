"""Explanations of a seating and of what prevents a better one. Questions to the solver are passed in as functions."""
