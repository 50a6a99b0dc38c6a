"""A page of blocks that stands alone, with its title and readers at the top and a style sheet of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.present.blocks import Block, Text, keep_filled
from seating.present.environment import render_template
from seating.present.settings import Settings


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the top of a page.

    Attributes
    ----------
    name : str
        The class of the page's body, and the name of its style sheet if it has one.
    kind : str
        What the page is, such as "Closing report".
    beside : Text
        What stands beside the kind, such as the readers; "" for nothing.
    title : str
        That of the convening; "" if it has none.
    skip : str
        The text of the link to the content.
    heading : Text
        The heading, if it is not the title.
    lead : str
        A line of the convening under the heading; "" for none.
    stamp : str
        What every sheet of paper repeats at its top; "" for none.
    is_convener_only : bool
        Whether the page begins with this.
    """

    name: str
    kind: str
    beside: Text
    title: str
    skip: str
    heading: Text = ""
    lead: str = ""
    stamp: str = ""
    is_convener_only: bool = False


def render_page(masthead: Masthead, blocks: Iterable[Block], settings: Settings) -> str:
    """Return a page as one self-contained HTML file.

    Parameters
    ----------
    masthead : Masthead
    blocks : iterable of Block
    settings : Settings
    """
    return render_template(settings, "page.html.j2", settings=settings, top=masthead, blocks=keep_filled(blocks))
