"""All checks of the kernels: each draws an input, and compares the C function with its reference."""

from __future__ import annotations

from tests.native import drawn_chains, drawn_sets

CHECKS = (*drawn_chains.CHECKS, *drawn_sets.CHECKS)
