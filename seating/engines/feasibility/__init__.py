"""Deciding whether requirements can all be met at once: the oracle for conflict search, and its CP-SAT model."""
