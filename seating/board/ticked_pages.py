"""What is printed: the pages that are ticked, their pictures, and the PDF that was made last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from seating.api.manual_seating import save_manual_seating
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.saved_rounds.saving import render_packet_again
from seating.board.opened import Opened
from seating.board.previews import Drawing, draw_preview
from seating.board.session import Session
from seating.present.settings import ALL_PAGES, Settings
from seating.report.packet_pdf import PrintedPacket, print_packet
from seating.report.pages import CONVENING, ONLY, SETS, PacketPage, packet_pages, render_page
from seating.result import Result
from seating.wording import message

TITLES = {
    CONVENING: message("A convening"),
    "wedding": message("A wedding"),
    "dinner": message("A dinner"),
}
"""The sets of pages, in the words of the screen."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that can be printed.

    Attributes
    ----------
    page : PacketPage
    html : str
        The page as it would be printed now.
    """

    page: PacketPage
    html: str


class Printing:
    """The choices of a session and what was made of them.

    Attributes
    ----------
    kind : str
        The name of the set whose pages were ticked last.
    ticked : frozenset of str or None
        The pages to print, by name; None until someone has chosen.
    made : PrintedPacket or None
        What was printed last; None if something has changed since.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.kind = ""
        self.ticked: frozenset[str] | None = None
        self._made: tuple[object, PrintedPacket] | None = None
        self._sheets: tuple[object, Mapping[str, Sheet]] | None = None
        self._drawn_for: Opened | None = None  # kept, so that no other object gets its id
        self._people = ""

    @property
    def settings(self) -> Settings:
        """The settings of what is printed. Cards are on plain paper, so that all of it fits into one file."""
        chosen = self._session.settings
        names = tuple(sorted(page.choice for page in packet_pages() if page.name in (self.ticked or ())))
        return replace(
            chosen,
            pages=(ONLY, *names),
            badge_stock=chosen.badge_stock or "plain",
            tent_stock=chosen.tent_stock or "plain",
        )

    @property
    def made(self) -> PrintedPacket | None:
        """What was printed last, if it is still what would be printed."""
        return self._made[1] if self._made is not None and self._made[0] == self._key() else None

    def list_sheets(self) -> Mapping[str, Sheet]:
        """Return the pages that can be printed for the seating on the board, by name, as they are now.

        There are none while someone has no seat: the pages list everyone at a table.
        """
        opened = self._session.read()
        if opened.seating.tray:
            return {}
        settings = replace(self.settings, pages=(ALL_PAGES,))
        key = (id(opened), settings)
        if self._sheets is None or self._sheets[0] != key:
            self._drawn_for = opened
            result = self._find_result(opened)
            found = {}
            for page in packet_pages():
                html = render_page(result, page.name, settings) if page.is_printed else None
                if html is not None:
                    found[page.name] = Sheet(page.of(result), html)
            self._sheets = key, found
        return self._sheets[1]

    def choose(self, kind: str, ticked: frozenset[str]) -> None:
        """Tick the pages of a set, or these pages if `kind` is ""."""
        there = self.list_sheets()
        self._people = str(self._session.request.people)
        self.kind = kind or self.kind or CONVENING
        if there:
            self.ticked = frozenset(there) & (SETS[kind] if kind else ticked)

    def choose_first(self) -> None:
        """Tick the pages that such an event needs, unless someone has chosen already for this list."""
        people = str(self._session.request.people)
        if (self.ticked is None or people != self._people) and self.list_sheets():
            self.choose(guess_set(self._session.read().judged), frozenset())

    def draw(self, name: str) -> Drawing | None:
        """Return the picture of a page; None if there is no such page."""
        sheet = self.list_sheets().get(name)
        return None if sheet is None else draw_preview(sheet.html, self.settings)

    def print(self) -> PrintedPacket:
        """Save the seating if it has changed, write the pages that are ticked, and print them."""
        session = self._session
        with session.lock:
            if not session.read().seating.is_saved:
                save_manual_seating(replace(session.request, packet=True))
                session.windows.announce()
            settings = self.settings
            result = render_packet_again(replace(session.request, settings=settings))
            index, key = Path(result.files["packet"]), self._key()
        title = result.convening.title or settings.words.gettext("Packet")
        made = print_packet(index, settings, title, session.out)
        self._made = key, made
        return made

    def _find_result(self, opened: Opened) -> Result:
        """Return the round as it was saved or, if it has changed since, the seating on the board."""
        if opened.has_saved_steps and opened.seating.is_saved:
            return saved_result(self._session.request).result
        return opened.judged

    def _key(self) -> object:
        opened = self._session.read()
        seating = opened.seating
        request, number = self._session.request, opened.inputs.room.round_number
        return str(request.people), number, seating.seats, seating.chairs, self.settings


def guess_set(result: Result) -> str:
    """Return the set of pages for a list: what people represent speaks for a convening, children for a wedding."""
    people = result.room.people
    if not result.people.is_party:
        return CONVENING
    return "wedding" if any(person.is_companion for person in people) or len(people) > LARGEST_DINNER else "dinner"


LARGEST_DINNER = 40
"""A list without organizations and with more people than this is taken for that of a wedding."""
