"""Read the cells of a row that state how many people it stands for, and who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from seating.profiles.cells.attendance import attending_reader
from seating.profiles.cells.counts import Count, read_count, read_loosely, read_size
from seating.profiles.cells.replies import Reply, people_in, read_reply
from seating.profiles.columns import Column
from seating.profiles.duplicates import skeleton
from seating.profiles.headings.contents import is_nothing
from seating.profiles.headings.families import companion_label, is_reply_of
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.headings.recognition import Headings
from seating.profiles.name_cells.cell import NameCell
from seating.profiles.name_cells.list_names import know_names
from seating.profiles.name_cells.listed import NO_LIST
from seating.profiles.name_cells.reader import read_companions
from seating.profiles.name_cells.slate import LIST_JOINS, with_single_blanks
from seating.profiles.names import NOBODY, SOMEBODY, is_unnamed
from seating.profiles.party_notes import Counted
from seating.profiles.person import Attendance, Status
from seating.profiles.rows import Draft
from seating.wording import fold, message, quoted, said

LARGEST = 99
"""Maximum number of people on a row; a larger number is a telephone number, a year or a typing error."""

HINT = said("Write the number of people in the row, or their names separated by ;.")
READ_AS = message("is read as %(number)s")

CHILDREN = re.compile(r"child|kid|son\b|daughter|hijo|hija|enfant|kind", re.IGNORECASE)
"""Matches headings of columns that name children."""

UNNAMED = re.compile(r"\bunnamed\b|\bsin nombre\b|\bohne namen\b|\bsans nom\b")
"""Matches plain headings of columns that count the people whose names are in no other column."""


@dataclass(slots=True)
class PartyCells:
    """The contents of the party cells of a row: the numbers (None if not stated), and the names by slot."""

    total: int | None = None
    more: int | None = None
    adults: int | None = None
    children: int | None = None
    names: dict[int, str] = field(default_factory=dict)
    named_children: int = 0
    mentioned_children: int = 0
    """How many children are mentioned in a cell that is not about children alone: "2 adults, 1 kid"."""

    unnamed: int = 0
    """How many more come whose names are in no cell, beside those who are named."""

    coming: int | None = None
    """How many of the people come, according to a reply such as "1 of 3"."""

    answers: dict[int, Attendance] = field(default_factory=dict)
    """Whether a companion comes, by slot; 0 for all whose reply is in no column of their own."""

    first: tuple[Column, str] | None = None
    reply: tuple[Column, str] | None = None
    """The reply that speaks for several people."""

    is_unclear: bool = False


class CellReader:
    """Reads the party cells of rows, one row at a time."""

    def __init__(self, drafts: Sequence[Draft], headings: Headings, found: Counted) -> None:
        self.found = found
        columns = headings.all("party")
        self.slots = {column: 2 + at for at, column in enumerate(c for c in columns if c.part == "names")}
        self.replies = {column: self._slot_of(column) for column in columns if column.part == "replies"}
        texts = {
            column: [text for draft in drafts for one, text in draft.party if one == column] for column in self.replies
        }
        self.readers = {column: attending_reader(texts[column]) for column in self.replies}
        plain = [name for draft in drafts if "," not in (name := draft.text("name"))]
        with_comma = {part for draft in drafts for _, text in draft.party for part in _with_comma(text)}
        self.listed = know_names([*sorted(with_comma), *plain]) if with_comma else NO_LIST

    def _slot_of(self, column: Column) -> int:
        """Return the slot of the companion whose replies a column has; 0 for those of all."""
        named = ((slot, companion_label(other.heading)) for other, slot in self.slots.items())
        return next((slot for slot, label in named if label and is_reply_of(column.heading, label)), 0)

    def read(self, draft: Draft) -> PartyCells:
        """Return what the party cells of a row contain; a cell that cannot be read is reported."""
        cells = PartyCells()
        for column, written in draft.party:
            text = without_label(written)
            if fold(text) in {"n/a", "na", "-", "--", "–", "—"}:
                continue
            if column.part == "replies":
                self._take_answer(draft, cells, column, text)
                continue
            if column.part != "reply" or people_in(text):
                cells.first = cells.first or (column, text)
            before = len(cells.names)
            is_read = self._take(draft, cells, column, text)
            if column.part == "children" or CHILDREN.search(column.heading):
                cells.named_children += len(cells.names) - before
            if not is_read:
                says = said("does not show how many people are in the row")
                self.report(draft, "party-unclear", says, column, text, HINT)
                cells.is_unclear = True
        if cells.mentioned_children:
            cells.children = max(cells.children or 0, cells.mentioned_children)
        return cells

    def totals(self, draft: Draft) -> set[int]:
        """Return the numbers of people that the cells of a row state."""
        texts = (text for column, text in draft.party if column.part == "total")
        return {count.number for text in texts if (count := read_size(text)) is not None}

    def report(
        self, draft: Draft, slug: str, says: str, column: Column | None, text: str, hint: str | None = None
    ) -> None:
        """Report a cell that is in doubt: as a problem, or as a note if no one in the row is coming."""
        if declines(draft):
            self.found.notebook.remark(slug, says, draft.line, column, text)
        else:
            self.found.notebook.problem(slug, says, draft.line, column, text, hint)

    def _take(self, draft: Draft, cells: PartyCells, column: Column, text: str) -> bool:
        """Read one cell of a `party` column; return False if it cannot be read."""
        if column.part == "reply":
            return self._take_number_of_reply(draft, cells, column, text)
        if column.part in {"total", "adults"}:
            return self._take_number(draft, cells, column, text)
        if is_nothing(text) and read_count(text) is None:
            return True
        if column.part == "children" and read_reply(text) is Reply.YES and read_count(text) is None:
            return False
        if (found := read_companions(text, self.listed, frozenset(self.totals(draft)))) is not None:
            return self._take_companions(draft, cells, column, text, found)
        return column.part != "names" and self._take_number(draft, cells, column, text)

    def _take_companions(self, draft: Draft, cells: PartyCells, column: Column, text: str, found: NameCell) -> bool:
        """Add the people of a cell about those who come along; return False if its number is none of people.

        People who are mentioned one by one are all counted, so that a row of too many is named with their number.
        """
        stated = read_count(text)
        if stated is not None and stated.number > LARGEST:
            return False
        self._add_names(draft, cells, found.names, self.slots.get(column, 2))
        if found.is_unsure and found.number == 1:
            self._assume(draft, text)
        if column.part == "children":
            cells.children = (cells.children or 0) + found.number
            return True
        adults = found.more - found.children
        cells.mentioned_children += found.children
        if found.names or UNNAMED.search(plain(column.heading)):
            cells.unnamed += adults
        elif adults:
            cells.more = (cells.more or 0) + adults
        return True

    def _take_number(self, draft: Draft, cells: PartyCells, column: Column, text: str) -> bool:
        """Read a number of people; return False if there is none."""
        count = self._counted(draft, column, text)
        if count is None or count.number > LARGEST:
            return False
        if column.part == "total" and not count.has_number and count.is_unsure:
            return False
        if count.is_unsure and count.number == 1:
            self._assume(draft, text)
        self._add(cells, column, text, count)
        return True

    def _counted(self, draft: Draft, column: Column, text: str) -> Count | None:
        """Return the number of people in a cell; 0 if it means nobody."""
        if fold(text) in NOBODY or (is_nothing(text) and read_count(text) is None):
            is_alone = column.part == "total" and "me" in fold(text).split()
            return Count(1 if is_alone else 0)
        if (count := read_count(text)) is not None or column.part == "names":
            return count
        count = (read_size if column.part in {"total", "adults"} else read_loosely)(text)
        if count is not None and count.remark:
            says = said(READ_AS, number=count.number)
            self.found.notebook.remark("party-doubtful", says, draft.line, column, text)
        return count

    def _add(self, cells: PartyCells, column: Column, text: str, count: Count) -> None:
        """Add the number of people of a cell to those of its row."""
        if column.part == "children":
            cells.children = (cells.children or 0) + count.number
            return
        if count.has_children:
            cells.mentioned_children += count.children
        adults = count.number - count.children
        if column.part == "more" and UNNAMED.search(plain(column.heading)):
            cells.unnamed += adults
        elif column.part == "total" and count.has_number and not count.is_more:
            size = count.invited or count.number
            if count.invited:
                cells.coming = count.number
            if cells.total is None or size < cells.total:
                cells.total, cells.first = size, (column, text)
        else:
            part = column.part if column.part == "adults" else "more"
            setattr(cells, part, (getattr(cells, part) or 0) + adults)

    def _take_number_of_reply(self, draft: Draft, cells: PartyCells, column: Column, text: str) -> bool:
        """Read the number of people of a reply."""
        count = read_count(text) if read_reply(text) is Reply.CHANCE else people_in(text)
        if count is None:
            cells.reply = (column, text)
            return True
        if not count.has_number and len(self.found.read[id(draft)].names) > 1:
            return True  # "me and my husband" in the row of both
        if count.invited:
            cells.reply = (column, text)
            cells.coming = count.number
        self._add(cells, replace(column, part="total"), text, count)
        return count.number <= LARGEST

    def _take_answer(self, draft: Draft, cells: PartyCells, column: Column, text: str) -> None:
        """Read whether a companion comes."""
        outcome = self.readers[column](text)
        cells.answers[self.replies[column]] = outcome.value
        for fault in outcome.faults:
            self.report(draft, fault.slug, fault.says, column, fault.value or text, fault.hint)

    def _assume(self, draft: Draft, text: str) -> None:
        """Record a cell that is counted as one person although it does not clearly name one."""
        self.found.assumed.append(f"{quoted(text)} (line {draft.line})")

    def _add_names(self, draft: Draft, cells: PartyCells, names: Sequence[str], slot: int) -> None:
        """Add the names of companions, from a slot on."""
        own = {skeleton(name) for name in self.found.read[id(draft)].names if " " in name}
        for name in names:
            whole = self._whole(draft, name)
            if skeleton(whole) in own:
                continue  # the row names its own person among the others
            while slot in cells.names:
                slot += 1
            cells.names[slot] = whole
            slot += 1
            while slot in self.slots.values() and slot not in cells.names and len(names) > 1:
                slot += 1

    def _whole(self, draft: Draft, name: str) -> str:
        """Return a full name: a given name alone gets the surname of the row."""
        if " " in name or not any(map(str.isupper, name)):
            return name
        return f"{name} {self.found.read[id(draft)].surname}".strip()


def declines(draft: Draft) -> bool:
    """Whether a cell of a row states that it does not come."""
    attending = draft.fields.get("attending")
    is_out = isinstance(attending, Attendance) and attending.chance == 0
    return is_out or draft.fields.get("status") is Status.DECLINED


def without_label(text: str) -> str:
    """Return a cell about a companion without the word for one before a colon; "n. n." in any spelling is one text.

    >>> without_label("Begleitung: N. N."), without_label("Partner: Eva Lang"), without_label("Eva: Lang")
    ('n.n.', 'Eva Lang', 'Eva: Lang')
    """
    label, _, rest = text.partition(":")
    text = rest.strip() if rest.strip() and fold(label) in SOMEBODY else text
    return "n.n." if is_unnamed(text) else text


def _with_comma(text: str) -> Iterator[str]:
    """Yield the parts of a text that can be one name with the last name first."""
    for part in LIST_JOINS.split(with_single_blanks(text)):
        if "," in part and read_reply(part.partition(",")[0]) is None:
            yield part.strip()
