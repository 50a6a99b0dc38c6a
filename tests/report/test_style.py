"""The style sheet: text can be read in light and in dark, and a page never relies on colour to print."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("seating.present") / "templates" / "style.css").read_text(encoding="utf-8")


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours of each palette; dark and print change what light sets."""
    light, dark, paper = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    )
    return {"light": light, "dark": {**light, **dark}, "print": {**light, **paper}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", ["light", "dark", "print"])
def test_text_has_a_contrast_of_four_and_a_half(palette):
    colours = palettes()[palette]
    for text in ("ink", "quiet", "accent", "bad", "open", "good", "gray"):
        for ground in ("paper", "card", "faint"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("palette", ["light", "dark", "print"])
def test_shapes_have_a_contrast_of_three(palette):
    colours = palettes()[palette]
    hues = [name for name in colours if name.startswith("hue-")]
    assert hues == ["hue-blank"]
    for shape in ("decision-maker", "doer", "designee", "quiet", *hues):
        for ground in ("paper", "card"):
            assert contrast(colours[shape], colours[ground]) >= 3, (shape, ground)


def test_nothing_moves_and_nothing_is_fetched():
    assert not re.search(r"animation|transition|url\(|@import|@font-face", CSS)
