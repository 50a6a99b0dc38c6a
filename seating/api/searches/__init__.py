"""Searches beside the first one: explain a conflict, improve or repair a seating, and try ways out."""
