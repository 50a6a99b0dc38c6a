"""Local search on a seating: construction, incremental costs, and large neighborhood search."""
