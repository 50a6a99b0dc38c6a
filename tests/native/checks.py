"""All checks of the kernels: each draws an input, and compares the C function with its reference."""

from __future__ import annotations

from tests.native import drawn_chains, drawn_rounds, drawn_sets

CHECKS = (*drawn_chains.CHECKS, *drawn_rounds.CHECKS, *drawn_sets.CHECKS)
