"""Why a seating is as it is, and what stands in the way; what has to be solved is handed in as a function."""
