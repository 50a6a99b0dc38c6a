"""The exponential and the logarithm of `elementary.h` in plain Python, rounded alike at every step."""

from __future__ import annotations

import math

LN2_HIGH = float.fromhex("0x1.62e42feep-1")
LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
INVERSE_LN2 = float.fromhex("0x1.71547652b82fep+0")
ROOT_HALF = float.fromhex("0x1.6a09e667f3bcdp-1")


def exponential(x: float) -> float:
    """Return e to the power x, for x from -700 to 0."""
    k = int(x * INVERSE_LN2 - 0.5)
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    total = 1.0 / math.factorial(13)
    for n in range(12, 1, -1):
        total = total * r + 1.0 / math.factorial(n)
    return (1.0 + (r + r * r * total)) * 2.0**k


def logarithm(x: float) -> float:
    """Return the natural logarithm of x, for normal x above 0."""
    m, k = math.frexp(x)
    if m < ROOT_HALF:
        m, k = m * 2.0, k - 1
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    total = 1.0 / 23.0
    for n in range(21, 2, -2):
        total = total * z + 1.0 / n
    return k * LN2_HIGH + (2.0 * (s + s * z * total) + k * LN2_LOW)
