"""Pictures of the benchmarks, as SVG files in `docs/images`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.case import Figures
from benchmarks.measure import ROOT

__all__ = ["curves"]

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
