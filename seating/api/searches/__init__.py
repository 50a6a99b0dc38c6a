"""Searches that begin with a seating that is there already: improve it, repair it, and try ways out of a conflict."""
