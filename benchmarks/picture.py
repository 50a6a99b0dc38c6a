"""Pictures of the benchmarks, as SVG files in `docs/images`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from benchmarks.case import Figures
from benchmarks.measure import ROOT

ACROSS, WIDTH, HEIGHT = 5, 190, 120
"""Panels in a row, and the size of a panel in pixels."""

LEFT, TOP, RIGHT, BOTTOM = 30, 22, 8, 18
"""The margins inside a panel."""


def curves(drawn: Mapping[str, tuple[Mapping[float, Figures], Figures]], limits: Sequence[float]) -> None:
    """Draw a panel for each case: the penalty and the bound over the time limit, and those without a limit.

    The file is `docs/images/anytime.svg`.

    Parameters
    ----------
    drawn : mapping of str to (mapping of float to Figures, Figures)
        By case: the figures by time limit in seconds, and those without a limit.
    limits : sequence of float
        The time limits, ascending. They are drawn at equal distances.
    """
    rows = -(-len(drawn) // ACROSS)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ACROSS * WIDTH} {rows * HEIGHT + 20}" '
        'font-family="sans-serif" font-size="9" role="img">',
        "<title>Penalty and bound over the time limit</title>",
        f'<rect width="{ACROSS * WIDTH}" height="{rows * HEIGHT + 20}" fill="white"/>',
    ]
    for place, (name, (by_limit, free)) in enumerate(drawn.items()):
        lines.append(f'<g transform="translate({place % ACROSS * WIDTH},{place // ACROSS * HEIGHT})">')
        lines += [*_panel(name, by_limit, free, limits), "</g>"]
    key = "Solid: penalty. Dashed: proven bound. Circles: without a time limit. Below each panel: the limit in seconds."
    lines += [f'<text x="{LEFT}" y="{rows * HEIGHT + 14}">{key}</text>', "</svg>"]
    (ROOT / "docs" / "images" / "anytime.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _panel(name: str, by_limit: Mapping[float, Figures], free: Figures, limits: Sequence[float]) -> list[str]:
    """Return the lines of one panel."""
    every = [*by_limit.values(), free]
    values = [v for one in every if not one.unmet for v in (one.penalty, one.bound) if v is not None]
    most = max([1.0, *sorted(values)[: max(1, int(0.9 * len(values)))]])  # a first seating may be far above the rest
    step = (WIDTH - LEFT - RIGHT) / len(limits)

    def place(index: int, value: float) -> tuple[float, float]:
        return LEFT + index * step, TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(value, most) / most)

    lines = [f'<text x="{LEFT}" y="12" font-weight="bold">{name}</text>']
    left, low, high = LEFT - 4, HEIGHT - BOTTOM, TOP
    lines.append(f'<path d="M{left} {high}V{low}H{WIDTH - RIGHT}" fill="none" stroke="#888"/>')
    lines.append(f'<text x="{left - 3}" y="{high + 4}" text-anchor="end">{most:.0f}</text>')
    lines.append(f'<text x="{left - 3}" y="{low + 3}" text-anchor="end">0</text>')
    for index, limit in enumerate(limits):
        lines.append(f'<text x="{place(index, 0)[0]:.1f}" y="{low + 12}" text-anchor="middle">{limit:g}</text>')
    for key, style in (("penalty", 'stroke="#1f4e79"'), ("bound", 'stroke="#b35900" stroke-dasharray="4 2"')):
        found = [(n, getattr(by_limit[limit], key)) for n, limit in enumerate(limits) if not by_limit[limit].unmet]
        points = " ".join("{:.1f},{:.1f}".format(*place(n, value)) for n, value in found if value is not None)
        lines.append(f'<polyline points="{points}" fill="none" {style} stroke-width="1.5"/>')
        if getattr(free, key) is not None and not free.unmet:
            x, y = place(len(limits), getattr(free, key))
            lines.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="none" {style}/>')
    return lines


PLOT, EDGE = (420, 260), 50
"""Width and height of the plot area of `growth`, and the margin around it, in pixels."""

COLORS = ("#1f4e79", "#b35900", "#3d7a3d", "#7a3d6f")


def growth(drawn: Mapping[str, Sequence[tuple[int, float]]]) -> None:
    """Draw a line for each family: the peak memory in MB over the number of people, both on logarithmic scales.

    The file is `docs/images/memory.svg`.

    Parameters
    ----------
    drawn : mapping of str to sequence of (int, float)
        By family: numbers of people, ascending, and the megabytes of each.
    """
    sizes = sorted({size for points in drawn.values() for size, _ in points})
    values = [value for points in drawn.values() for _, value in points]
    low, high = 100.0, max(1000.0, 1000.0 * math.ceil(max(values) / 1000.0))

    def across(size: float) -> float:
        return EDGE + PLOT[0] * math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])

    def down(value: float) -> float:
        return EDGE + PLOT[1] * (1 - math.log(max(low, value) / low) / math.log(high / low))

    width, height = PLOT[0] + 2 * EDGE, PLOT[1] + 2 * EDGE
    bottom, right = EDGE + PLOT[1], EDGE + PLOT[0]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="10" role="img">',
        "<title>Peak memory over the number of people</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{EDGE} {EDGE}V{bottom}H{right}" fill="none" stroke="#888"/>',
        f'<text x="{EDGE}" y="{EDGE - 12}">peak memory in MB</text>',
        f'<text x="{right}" y="{bottom + 32}" text-anchor="end">people</text>',
    ]
    lines += [f'<text x="{across(n):.1f}" y="{bottom + 16}" text-anchor="middle">{n:,}</text>' for n in sizes]
    for value in (100, 200, 500, 1000, 2000, 5000):
        if value <= high:
            y = down(value)
            lines.append(f'<path d="M{EDGE} {y:.1f}H{right}" stroke="#ddd"/>')
            lines.append(f'<text x="{EDGE - 6}" y="{y + 3:.1f}" text-anchor="end">{value:,}</text>')
    for place, (name, points) in enumerate(drawn.items()):
        color = COLORS[place % len(COLORS)]
        line = " ".join(f"{across(size):.1f},{down(value):.1f}" for size, value in points)
        lines.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>')
        lines.append(f'<text x="{EDGE + 90 * place + 130}" y="{EDGE - 12}" fill="{color}">{name}</text>')
    lines.append("</svg>")
    (ROOT / "docs" / "images" / "memory.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")
