"""Seat people at action tables, prove how good the seating is, and say who is missing."""
