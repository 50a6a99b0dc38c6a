"""Compiles functions of tests before the tests, in the process that has just compiled what they share."""

from __future__ import annotations

from typing import Any

from numba import typeof


def compile_for(function: Any, *given: object) -> None:
    """Compile a function for the types of these arguments, without a call."""
    function.compile(tuple(typeof(one) for one in given))
