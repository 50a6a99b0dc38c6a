"""QR codes of addresses, as drawings in a page."""

from __future__ import annotations

from markupsafe import Markup


def draw_qr_code(address: str) -> Markup:
    """Return the QR code of an address as an SVG element that fills its box; dark on white, also on dark pages.

    A part of the code can be covered and it still reads (level M, about 15 percent).
    """
    import segno  # only who shares pages needs it

    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))
