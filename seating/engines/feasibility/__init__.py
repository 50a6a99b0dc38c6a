"""Whether requirements can all be met at once: the oracle that conflict search asks, and its CP-SAT model."""
