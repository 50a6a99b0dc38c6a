"""Validation of numbers in options."""

from __future__ import annotations

import math

import click

__all__ = ["finite"]


def finite(_: click.Context, parameter: click.Parameter, value: float | None) -> float | None:
    """Reject `nan`, which every `click.FloatRange` accepts, and infinite numbers.

    Parameters
    ----------
    _ : click.Context
    parameter : click.Parameter
    value : float or None

    Raises
    ------
    click.BadParameter
        When the value is not finite.
    """
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is not a number that can be used.", param=parameter)
    return value
