"""Numbers that options take."""

from __future__ import annotations

import math

import click

__all__ = ["finite"]


def finite(_: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    """Refuse `nan`, which is in no range and which no range refuses, and what is without end."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is not a number that can be used.", param=parameter)
    return value
