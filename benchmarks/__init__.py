"""Compare `seating` with other solvers: `python -m benchmarks --help`."""
