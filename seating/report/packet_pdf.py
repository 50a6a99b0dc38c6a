"""The packet as PDF: each page by itself, and all that are printed on plain paper in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from seating.present.settings import Settings
from seating.report.output import PACKET, Manifest
from seating.report.pages import PacketPage, packet_pages
from seating.report.pdf import Printed, join_printed, print_pages
from seating.report.stock.catalog import BADGES, PLACE_CARDS, TENTS, find_stock

JOINED = f"{PACKET}.pdf"
"""The name of the file with all pages, in the packet's folder."""


@dataclass(frozen=True, slots=True)
class PrintedPacket:
    """What was printed.

    Attributes
    ----------
    joined : Printed or None
        The pages on plain paper, in one file; None if there are none.
    sheets : mapping of str to int
        The number of sheets of each page in it, by name.
    on_stock : mapping of str to Printed
        The pages on label stock, each in a file of its own, because a printer has one paper at a time.
    """

    joined: Printed | None
    sheets: Mapping[str, int]
    on_stock: Mapping[str, Printed]


def print_packet(
    index: Path, settings: Settings, title: str, out: Path | None, watch: Callable[[int], None] | None = None
) -> PrintedPacket:
    """Print the pages of a packet that were written, each to a PDF beside it, and join those on plain paper.

    Parameters
    ----------
    index : Path
        The packet's index.
    settings : Settings
        Those with which the pages were written.
    title : str
        The title of the joined document.
    out : Path or None
        The output folder, whose manifest lists what the program wrote. None if the folder has no manifest.
    watch : callable, optional
        Called with the number of printed files after each one.

    Raises
    ------
    UsageError
        When a PDF of this name exists that this program did not write, or when pages cannot be printed.
    """
    folder = index.parent
    found = [(page, path) for page in packet_pages() if page.is_printed for path in _find(page, folder)]
    joined = folder / JOINED
    wanted = {path: path.with_suffix(".pdf") for path in (index, *(path for _, path in found))}
    if out is not None:
        ours = Manifest(out)
        ours.refuse_others([*wanted.values(), joined])
        ours.add([*wanted.values(), joined])
    printed = {one.path: one for one in print_pages(wanted, watch)}
    plain = [(page, printed[wanted[path]]) for page, path in found if not is_on_stock(page.name, settings)]
    stock = {page.name: printed[wanted[path]] for page, path in found if is_on_stock(page.name, settings)}
    tell = settings.words.gettext
    made = None
    if plain:
        made = join_printed([(tell(page.title), one.path) for page, one in plain], joined, title, settings.language)
    return PrintedPacket(made, {page.name: one.n_pages for page, one in plain}, stock)


def is_on_stock(name: str, settings: Settings) -> bool:
    """Whether a page is printed on label stock rather than on plain paper."""
    stocks = {
        "badges": (settings.badge_stock, BADGES),
        "table_tents": (settings.tent_stock, TENTS),
        "place_cards": (settings.place_stock, PLACE_CARDS),
        "escort_cards": (settings.place_stock, PLACE_CARDS),
    }
    return name in stocks and not find_stock(*stocks[name], settings.paper).cut


def _find(page: PacketPage, folder: Path) -> Iterator[Path]:
    """Yield the file of a page, in the folder of its audience."""
    yield from (path for path in (folder / one for one in page.possible_paths) if path.is_file())
