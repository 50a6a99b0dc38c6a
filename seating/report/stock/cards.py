"""The cards on a stock: badges and place cards with a person's texts, and table tents with a number and a topic."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.present.settings import Settings
from seating.profiles.names import FAMILY, given_part, is_office, name_words
from seating.report.places import Place, Seated, looks_turned
from seating.report.planned_seats import PlannedSeat
from seating.report.stock.catalog import PLACE_CARDS, find_stock
from seating.report.stock.fitting import MM_PER_POINT, Fitted, fit
from seating.report.stock.layout import FoldedPage, Panel, fold_panel, stock_page
from seating.report.stock.sheet import spares_for
from seating.wording import capitalized, said, said_field, said_joined, said_list, squashed

GIVEN_POINTS = 24.0
"""The capitals of a given name at 24 points are 6 mm high and can be read across a table."""

LINE = 1.25

FIRST_WORD_IS_GIVEN = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW")

RELATIVES = name_words("relatives")
"""Words of a family before a name, which the guests at a wedding use with it: Aunt Philippa."""


ABOVE = 14.0
"""Millimeters for the word above the topic and for white space."""

EM_OF_HIGHEST_DIGIT = 0.74

EM_OF_WIDEST_DIGIT = 0.71
"""The height of the highest digit and the width of the widest one, in ems, in the usual bold faces. The lowest digit is
0.688 em high.
"""

UNDERLINE = 2.2
UNDERLINE_GAP = 1.2
TOPIC_WIDTH = 40.0
BETWEEN = 7.0
LARGEST = 130.0
MOST_STOPS = 8
"""With more rounds than this, a card gives only the numbers of the tables."""

ROTATION_SHARE = 0.54
"""Maximum share of a card for the rounds."""

HIGHEST_STOP = 8.8
"""Maximum height of a round on a card, in millimeters."""

STOP_NUMBER = 8.2
"""The width of a table's number and of white space in a round on a card, in millimeters."""

STOP_ROUND = 2.8
"""The height of the line that names a round on a card, in millimeters."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a person sits in one round: the table's number and name, and the round with its day and time."""

    number: int
    table: Fitted
    round: Fitted
    is_now: bool


@dataclass(frozen=True, slots=True)
class Rotation:
    """Where a person sits in each of several rounds; it takes the place of the line with the table.

    Attributes
    ----------
    stops : tuple of Stop
        In order, in two columns; empty if there are too many rounds.
    numbers : Fitted or None
        If there are too many rounds, each round with the number of its table.
    height : float
        In millimeters.
    row : float
        The height of a stop, in millimeters.
    """

    stops: tuple[Stop, ...]
    numbers: Fitted | None
    height: float
    row: float


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person's card.

    Attributes
    ----------
    name : str
        The whole name.
    given : Fitted
        The name by which the person is called, in the largest print.
    rest : Fitted or None
        The rest of the name if `given` begins it, and otherwise the whole name; None if nothing is left.
    below : Fitted
        Duties, governance tables and organization; empty if there are none.
    kind_word : str
        "Table", or "Session" in a season of sessions; a governance table is no session.
    number : int
        The table's number.
    table : Fitted
        The table's name.
    rotation : Rotation or None
        None if the round was planned alone.
    """

    name: str
    given: Fitted
    rest: Fitted | None
    below: Fitted
    kind_word: str
    number: int
    table: Fitted
    rotation: Rotation | None = None

    @property
    def is_shrunk(self) -> bool:
        """Whether a name on the card is smaller than it should be."""
        return self.given.is_shrunk or (self.rest is not None and self.rest.is_shrunk)


@dataclass(frozen=True, slots=True)
class NameCard:
    """A card with a name and a table.

    Attributes
    ----------
    name : Fitted
    number : int
        The table's number.
    table : str
        The table's name; "" if it has only a number.
    chair : int or None
        The number of the chair; None without an order, and where the card is not laid at a chair.
    is_unnamed : bool
        Whether the program made the name. The card then has a line to write on, with that name in small type below.
    """

    name: Fitted
    number: int
    table: str
    chair: int | None = None
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class TableTent:
    """The content of one table's tent, the same on both sides."""

    numeral: Numeral
    name: Fitted
    purpose: Fitted


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number drawn in a box; `line` is the thickness of the line under it. All lengths are in millimeters."""

    text: str
    size: float
    width: float
    height: float
    baseline: float
    is_underlined: bool
    line: float = UNDERLINE

    @property
    def line_y(self) -> float:
        """The top of the line under the number."""
        return self.baseline + UNDERLINE_GAP


def person_card(place: Place, person: Seated, panel: Panel, planned: Sequence[PlannedSeat] = ()) -> PersonCard:
    """Return a person's card.

    The name and the organization are fitted first, then the given name in the space that is left.

    Parameters
    ----------
    place : Place
        The person's table.
    person : Seated
    panel : Panel
        The printable area of the card, in millimeters.
    planned : sequence of PlannedSeat
        Where the person sits in each of the rounds that were planned together.
    """
    rotation = _rotation(planned, panel) if planned else None
    given = " ".join((person.held_for or (person.name if person.made_name else called(person.name))).split())
    whole = " ".join((person.held_for or person.name).split())
    body, width = panel.body - (rotation.height - panel.foot if rotation else 0.0), panel.width
    left_over = whole.removeprefix(f"{given} ")
    rest = None if given == whole else fit(left_over, width, 0.25 * body, biggest=15, wanted=_wanted(9, 0.25 * body))
    duties = tuple(map(capitalized, person.duty_words))
    if duties and not person.is_staff:  # beside an organization, a duty alone would read as an office in it
        held = said_list([capitalized(person.duty_words[0]), *person.duty_words[1:]])
        at = said("at this session") if place.is_session else said("at this table")
        duties = (place.tell(said_joined([held, at], " ")),)
    about = place.tell(said("Reserved seat")) if person.held_for is not None else person.organization
    governance = said_field(said("Member"), said_list(person.governance)) if person.governance else ""
    below = " · ".join(part for part in (*duties, place.tell(governance), about) if part)
    below_name = fit(below, width, 0.24 * body, biggest=13, wanted=_wanted(8, 0.24 * body))
    left = body - (rest.height if rest else 0.0) - below_name.height
    return PersonCard(
        name=whole,
        given=fit(given, width, left, biggest=min(64.0, 0.9 * left / MM_PER_POINT), wanted=_wanted(GIVEN_POINTS, left)),
        rest=rest,
        below=below_name,
        kind_word=place.kind_word,
        number=place.number,
        table=fit(place.tell(place.own_name), *panel.table_box, biggest=14, wanted=6),
        rotation=rotation,
    )


def name_card(place: Place, person: Seated, panel: Panel, share: float, biggest: float = 40.0) -> NameCard:
    """Return a card with a person's name as large as it can be, up to a size.

    Parameters
    ----------
    place : Place
        The person's table.
    person : Seated
    panel : Panel
        The printable area of one side, in millimeters.
    share : float
        The share of its height for the name.
    biggest : float
        In points.
    """
    height = share * panel.height
    largest = 0.8 * height / MM_PER_POINT
    name = " ".join((person.held_for or person.alone).split())
    table = place.tell(place.own_name)
    shown = fit(name, panel.width, height, biggest=min(biggest, largest), wanted=_wanted(16, height))
    return NameCard(shown, place.number, table, person.chair, bool(person.made_name))


def fold_name_cards(found: Iterable[tuple[Place, Seated]], settings: Settings, share: float) -> FoldedPage | None:
    """Return a folded card with the name of each person, and blank cards; None if there is no one.

    Names have one size, which three of four reach; longer ones are smaller.

    Parameters
    ----------
    found : iterable of (Place, Seated)
        The people in the order of their cards, each with their table.
    settings : Settings
    share : float
        The share of the height of a side for the name.
    """
    stock = find_stock(settings.place_stock, PLACE_CARDS, settings.paper)
    panel = fold_panel(stock)
    shown = list(found)
    sizes = sorted(name_card(place, person, panel, share).name.size for place, person in shown)
    if not sizes:
        return None
    common = max(sizes[len(sizes) // 4], _wanted(16, share * panel.height))
    cards = [name_card(place, person, panel, share, common) for place, person in shown]
    smaller = [card.name.text for card in cards if card.name.is_shrunk and not card.is_unnamed]
    return FoldedPage(stock_page(stock, cards, smaller, spares=spares_for(len(cards))), panel)


def _rotation(planned: Sequence[PlannedSeat], panel: Panel) -> Rotation:
    """Return the rounds in two columns, each as high as the card allows; only their numbers if there are many."""
    most = ROTATION_SHARE * (panel.body + panel.foot)
    if len(planned) > MOST_STOPS:
        text = " · ".join(f"{one.round.partition(' · ')[0]}: {one.number}" for one in planned)
        numbers = fit(text, panel.width, most, biggest=9, wanted=6)
        return Rotation((), numbers, round(max(panel.foot, numbers.height), 2), 0.0)
    rows = math.ceil(len(planned) / 2)
    row = min(HIGHEST_STOP, most / rows)
    width, high = panel.width / 2 - STOP_NUMBER, row - STOP_ROUND - 0.2
    stops = tuple(
        Stop(
            number=one.number,
            table=fit(one.table, width, high, biggest=9, wanted=_wanted(6, high)),
            round=fit(one.round, width, STOP_ROUND, biggest=6.5, wanted=5),
            is_now=one.is_now,
        )
        for one in planned
    )
    return Rotation(stops, None, round(rows * row, 2), round(row, 2))


def shrunk(cards: Iterable[PersonCard]) -> tuple[str, ...]:
    """Return the names that are printed smaller than they should be."""
    return tuple(card.name for card in cards if card.is_shrunk)


def called(name: str) -> str:
    """Return the given name of a person, or the whole name if the given part cannot be recognized.

    Titles and offices are skipped. Initials and the words in `RELATIVES` are kept with the word after them. "Vance,
    Boris" is read as "Boris Vance". Names in scripts other than those in `FIRST_WORD_IS_GIVEN` are returned whole,
    because in many of them the family name comes first or the given name has several words, and so are
    families and offices.

    >>> called("Deputy Mayor Ana Ruiz"), called("J. Edgar Stone"), called("Vance, Boris"), called("山田 花子")
    ('Ana', 'J. Edgar', 'Boris', '山田 花子')
    >>> called("Great-aunt Winnie Amery"), called("Tía Rosa"), called("Grandma")
    ('Great-aunt Winnie', 'Tía Rosa', 'Grandma')
    >>> called("The Lopez family"), called("Town Administrator")
    ('The Lopez family', 'Town Administrator')
    """
    first = next((unicodedata.name(c, "") for c in name if c.isalpha()), "")
    if not first.startswith(FIRST_WORD_IS_GIVEN) or FAMILY.fullmatch(name) or is_office(name):
        return name
    words = given_part(name).split()
    taken = 0
    while taken < len(words) - 1 and (len(squashed(words[taken])) == 1 or squashed(words[taken]) in RELATIVES):
        taken += 1
    return " ".join(words[: taken + 1]) or name


def table_tent(place: Place, panel: Panel) -> TableTent:
    """Return a table's tent, with its name and its topic fitted next to its number."""
    drawn = numeral(place.number, panel)
    width, height = panel.width - drawn.width - BETWEEN, panel.height - ABOVE
    purpose = place.table.purpose
    share = 0.6 if purpose else 1.0
    name = fit(place.tell(place.own_name), width, share * height, biggest=0.8 * panel.height, wanted=20)
    left = height - name.height - 2.0
    largest = min(0.3 * panel.height, 0.8 * left / MM_PER_POINT)
    return TableTent(drawn, name, fit(purpose, width, left, biggest=largest, wanted=15))


def numeral(number: int, panel: Panel) -> Numeral:
    """Return a number as large as it can be next to the topic."""
    text = str(number)
    room = panel.height - UNDERLINE - UNDERLINE_GAP
    widest = (panel.width - TOPIC_WIDTH - BETWEEN) / (EM_OF_WIDEST_DIGIT * len(text))
    size = round(min(room / EM_OF_HIGHEST_DIGIT, widest, LARGEST), 2)
    high = EM_OF_HIGHEST_DIGIT * size
    return Numeral(
        text=text,
        size=size,
        width=round(EM_OF_WIDEST_DIGIT * size * len(text), 2),
        height=round(high + UNDERLINE + UNDERLINE_GAP, 2),
        baseline=round(high, 2),
        is_underlined=looks_turned(number),
    )


def _wanted(points: float, height: float) -> float:
    """Return the size wanted, or the largest size of one line in this height, rounded down to half a point.

    `points` and the result are in points, `height` is in millimeters.
    """
    return min(points, int(height / (LINE * MM_PER_POINT) * 2) / 2)
