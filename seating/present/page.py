"""A page of blocks that stands alone, with its title and readers at the top and a style sheet of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.present.blocks import Block, keep_filled
from seating.present.environment import render_template
from seating.present.settings import Settings


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the top of a page.

    Attributes
    ----------
    name : str
        The name of the page's style sheet, which is also the class of its body.
    kind : str
        What the page is, such as "Closing report".
    readers : str
        Whom the page is for.
    title : str
        From the convening.
    skip : str
        The text of the link to the content.
    lead : str
        A line of the convening under the title; "" for none.
    stamp : str
        What every sheet of paper repeats at its top; "" for none.
    """

    name: str
    kind: str
    readers: str
    title: str
    skip: str
    lead: str = ""
    stamp: str = ""


def render_page(masthead: Masthead, blocks: Iterable[Block], settings: Settings) -> str:
    """Return a page as one self-contained HTML file.

    Parameters
    ----------
    masthead : Masthead
    blocks : iterable of Block
    settings : Settings
    """
    return render_template(settings, "page.html.j2", settings=settings, top=masthead, blocks=keep_filled(blocks))
