"""Pictures as PNG files, drawn by the browser on this machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from seating.report.browser import failure, find_browser, run_browser

SCALE, MOST_PIXELS = 2.0, 4_000
"""Pixels of the file for each CSS pixel, so that names stay sharp on a screen of high resolution; and the most of them
on one side, which a poster would exceed.
"""

SIGNATURE = b"\x89PNG"


def draw_png(svg: str, width: float, height: float, folder: Path) -> bytes:
    """Return a drawing as a PNG file.

    Parameters
    ----------
    svg : str
        The drawing, a whole SVG file.
    width, height : float
        Its size in CSS pixels.
    folder : Path
        An existing folder for temporary files. A browser in a sandbox may have no access to that of the system.

    Raises
    ------
    UsageError
        If there is no browser, or it fails.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="drawing-", dir=folder, ignore_cleanup_errors=True) as made_in:
        drawing, made = Path(made_in).resolve() / "picture.svg", Path(made_in).resolve() / "picture.png"
        drawing.write_text(svg, encoding="utf-8")
        size = f"--window-size={round(width)},{round(height)}"
        scale = min(SCALE, MOST_PIXELS / max(width, height))
        options = (f"--screenshot={made}", size, f"--force-device-scale-factor={scale:.3f}", "--hide-scrollbars")
        said = run_browser(browser, drawing, drawing.parent / "profile", options)
        content = made.read_bytes() if made.is_file() else b""
        if not content.startswith(SIGNATURE):
            raise failure(browser, drawing.name, said)
    return content
