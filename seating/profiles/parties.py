"""Expand rows that stand for several people into one draft per person. The people of a row share a table."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from seating.profiles.addresses import find_address
from seating.profiles.cells.attendance import attending_reader
from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import Column
from seating.profiles.comma_names import order_names
from seating.profiles.duplicates import skeleton
from seating.profiles.headings.contents import is_bare, is_nothing
from seating.profiles.headings.families import companion_label, is_reply_of
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.headings.recognition import Headings
from seating.profiles.heads import say_gone
from seating.profiles.names import (
    NO_NAME,
    PARTICLES,
    NamedParty,
    are_names_on_lines,
    may_be_several,
    name_words,
    names_between_commas,
    number_in,
    people_named,
    put_first_name_first,
)
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.person import Attendance, Party, Status
from seating.profiles.rows import Draft
from seating.wording import Said, fold, message, name_column, quoted, said, said_count, said_first, said_list

LARGEST = 99
"""Maximum number of people on a row; a larger number is a telephone number, a year or a typing error."""

SHARED = ("attending", "status", "listed", "can_come", "pin", "declined", "languages")
"""Columns that apply to all people of a row: attendance, allowed tables and rounds, and languages."""

NOBODY = name_words("no_companion")
SOMEBODY = name_words("companion")
UNSURE = name_words("unsure_companion")
"""Texts that are counted as one person, although the person may not be known yet."""

HINT = said("Write the number of people in the row, or their names separated by ;.")
SWITCH = "parties: no"
"""The line of a convening that counts each row as one person."""

SHOWN = 6

CHILDREN = re.compile(r"child|kid|son\b|daughter|hijo|hija|enfant|kind", re.IGNORECASE)
"""Matches headings of columns that name children."""


BETWEEN = re.compile(r"[;\n&]|(?<=\s)and(?=\s)")
"""Separates the names in a cell of companions."""

UNNAMED = re.compile(r"\bunnamed\b|\bsin nombre\b|\bohne namen\b|\bsans nom\b")
"""Matches plain headings of columns that count the people whose names are in no other column."""

CHILDREN_TOO = re.compile(
    r"\b(\d{1,2}|one|two|three|four|five|six)\s*"
    r"(?:kids?|child|children|niñ[oa]s?|hij[oa]s?|enfants?|kind(?:er)?|bambin[io]|crianças?|barn|børn|dzieci)\b",
    re.IGNORECASE,
)
"""Matches children in a reply about a companion: "Yes (2 kids)"."""


def expand_parties(drafts: Sequence[Draft], headings: Headings, notebook: Notebook) -> list[Draft]:
    """Return one draft per person, in the order of the rows.

    The person named by the row keeps its id and all its cells. Each companion gets the row's id with a plus
    sign and a number, and only the cells about attendance and seating (`SHARED`).

    Parameters
    ----------
    drafts : sequence of Draft
        One per row, with ids.
    headings : Headings
    notebook : Notebook
        Collects problems and notes.
    """
    if headings.column("name") is None and not any(draft.party for draft in drafts):
        return list(drafts)
    reader = _Parties(drafts, headings, notebook)
    expanded = [person for draft in drafts for person in reader.people(draft)]
    reader.note_what_was_counted(headings)
    seen: set[str] = set()
    for draft in expanded:
        if (identity := draft.text("id")) in seen and "+" in identity:
            hint = said("Give each person their own id. Ids with a plus sign and a number are reserved for companions.")
            says = said("is the id of a companion in another row")
            notebook.problem("id-repeated", says, draft.line, headings.column("id"), identity, hint)
        seen.add(identity)
    return expanded


@dataclass(slots=True)
class _Cells:
    """The contents of the party cells of a row: the numbers (None if not stated), and the names by slot."""

    total: int | None = None
    more: int | None = None
    adults: int | None = None
    children: int | None = None
    names: dict[int, str] = field(default_factory=dict)
    named_children: int = 0
    unnamed: int = 0
    """How many more come whose names are in no cell, beside those who are named."""

    answers: dict[int, Attendance] = field(default_factory=dict)
    """Whether a companion comes, by slot; 0 for all whose reply is in no column of their own."""

    first: tuple[Column, str] | None = None
    is_unclear: bool = False


class _Parties:
    """Expands rows one by one. It uses the names on all rows, so that no one is counted twice."""

    def __init__(self, drafts: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
        self.headings = headings
        self.notebook = notebook
        self.name_column = headings.column("name")
        names = [draft.text("name") for draft in drafts]
        plain = [name for name in names if "," not in name]
        self.has_short_names = 2 * sum(" " not in name for name in plain) > len(plain)
        self.lists_given_names = self.has_short_names and len(plain) > 2
        has_commas = 2 * sum(name.count(",") == 1 and "&" not in name for name in names) > len(names)
        has_commas = has_commas and not may_be_several(names)
        self.is_last_first = has_commas and not (5 * len(plain) > len(names) and self.lists_given_names)
        self.given = {fold(name.split()[0]) for name in plain if name}
        with_comma = {
            part.strip() for one in drafts for _, text in one.party for part in BETWEEN.split(text) if "," in part
        }
        self.last_first = order_names([*with_comma, *plain]) if with_comma else {}
        self.read: dict[int, NamedParty] = {}
        for draft in drafts:
            self.read[id(draft)] = self._named(draft)
        parties = self.read.values()
        self.has_couples = any(len(party.names) > 1 and not party.is_doubtful for party in parties)
        self.rows: dict[str, Draft] = {}
        for draft in drafts:
            if len(self.read[id(draft)].names) == 1:
                self.rows.setdefault(skeleton(self.read[id(draft)].names[0]), draft)
        self.slots = {column: 2 + at for at, column in enumerate(c for c in headings.all("party") if c.part == "names")}
        self.replies = {column: self._slot_of(column) for column in headings.all("party") if column.part == "replies"}
        texts = {
            column: [text for draft in drafts for one, text in draft.party if one == column] for column in self.replies
        }
        self.readers = {column: attending_reader(texts[column]) for column in self.replies}
        self.counted: list[tuple[Draft, int]] = []
        self.by_name: list[Draft] = []
        self.on_list: list[tuple[Draft, str]] = []
        self.unknown: list[Draft] = []
        self.assumed: list[str] = []

    def _slot_of(self, column: Column) -> int:
        """Return the slot of the companion whose replies a column has; 0 for those of all."""
        named = ((slot, companion_label(other.heading)) for other, slot in self.slots.items())
        return next((slot for slot, label in named if label and is_reply_of(column.heading, label)), 0)

    def _named(self, draft: Draft) -> NamedParty:
        name = draft.text("name")
        organization = draft.text("organization")
        if not name or name == draft.text("id") or (organization and fold(organization) == fold(name)):
            return NamedParty(names=(name,))
        if "," in name and not self.is_last_first and (parts := names_between_commas(name)):
            return self._between_commas(parts)
        return people_named(name, is_last_first=self.is_last_first)

    def _between_commas(self, parts: Sequence[str]) -> NamedParty:
        """Return the people of a name such as "Ana, Ben"; it is doubtful if it may be one name, the last name first."""
        given = [fold(part.split()[0]) in self.given for part in parts]
        are_short = all(" " not in part for part in parts)
        is_clear = len(parts) > 2 or all(given) or (are_short and self.lists_given_names)
        return NamedParty(names=tuple(parts), is_doubtful=not is_clear)

    def people(self, draft: Draft) -> list[Draft]:
        """Return the drafts of all people that a row stands for, the row's own person first."""
        cells = self._cells(draft)
        if cells.is_unclear:
            return [draft]
        named = self._settled(draft, self.read[id(draft)], cells)
        stated = self._stated(draft, named, cells)
        if stated is None:
            return [draft]
        return self._members(draft, named, cells, stated)

    # Read the cells ------------------------------------------------------------------------------------------------

    def _cells(self, draft: Draft) -> _Cells:
        cells = _Cells()
        for column, written in draft.party:
            text = _without_label(written)
            if fold(text) in {"n/a", "na", "-", "--", "–", "—"}:
                continue
            if column.part == "replies":
                self._take_answer(draft, cells, column, text)
                continue
            cells.first = cells.first or (column, text)
            before = len(cells.names)
            is_read = self._take(draft, cells, column, text)
            if column.part == "children" or CHILDREN.search(column.heading):
                cells.named_children += len(cells.names) - before
            if not is_read:
                says = said("does not show how many people are in the row")
                self.notebook.problem("party-unclear", says, draft.line, column, text, HINT)
                cells.is_unclear = True
        return cells

    def _take(self, draft: Draft, cells: _Cells, column: Column, text: str) -> bool:
        """Read one cell of a `party` column; return False if it cannot be read."""
        number = number_in(text)
        if number is None and (fold(text) in NOBODY or is_nothing(text)):
            number = 1 if column.part == "total" and "me" in fold(text).split() else 0
        if number is not None and number > LARGEST:
            return False
        if column.part == "names" and number is None and is_bare(text):
            return self._take_reply(draft, cells, column, text)
        if column.part == "names" and (number is None or number == 0):
            return number == 0 or self._take_names(draft, cells, text, self.slots[column])
        if number is None and column.part in {"more", "children"}:
            return self._take_reply(draft, cells, column, text)
        if number is None:
            return False
        if column.part == "more" and UNNAMED.search(plain(column.heading)):
            cells.unnamed += number
        elif column.part == "total":
            if cells.total is None or number < cells.total:
                cells.total, cells.first = number, (column, text)
        else:
            part = "more" if column.part == "names" else column.part
            setattr(cells, part, (getattr(cells, part) or 0) + number)
        return True

    def _take_answer(self, draft: Draft, cells: _Cells, column: Column, text: str) -> None:
        """Read whether a companion comes."""
        outcome = self.readers[column](text)
        cells.answers[self.replies[column]] = outcome.value
        for fault in outcome.faults:
            self.notebook.problem(fault.slug, fault.says, draft.line, column, fault.value or text, fault.hint)

    def _take_reply(self, draft: Draft, cells: _Cells, column: Column, text: str) -> bool:
        reply = read_reply(text)
        if reply is Reply.YES and (found := CHILDREN_TOO.search(text)):
            cells.children = (cells.children or 0) + (number_in(found[1]) or 0)
        if fold(text) in SOMEBODY or reply in {Reply.YES, Reply.MAYBE, Reply.MARK, Reply.NO_ANSWER}:
            cells.more = (cells.more or 0) + 1
            self._assume(draft, text, reply)
            return column.part != "children"
        if reply is Reply.NO:
            return True
        return self._take_names(draft, cells, text, 2)

    def _assume(self, draft: Draft, text: str, reply: Reply | None = None) -> None:
        """Record a cell that is counted as one person although it does not clearly name one."""
        if fold(text) in UNSURE or reply in {Reply.MAYBE, Reply.NO_ANSWER}:
            self.assumed.append(f"{quoted(text)} (line {draft.line})")

    def _take_names(self, draft: Draft, cells: _Cells, text: str, slot: int) -> bool:
        names: list[str] = []
        for part in BETWEEN.split(text):
            if (
                not (name := _without_label(part.strip(f"{string.whitespace},")))
                or fold(name) in NOBODY
                or is_nothing(name)
            ):
                continue
            if fold(name) in SOMEBODY:
                cells.more = (cells.more or 0) + 1
                self._assume(draft, name)
            elif turned := self.last_first.get(name):
                names.append(turned)
            elif "," in name and not self.is_last_first:
                names += [piece.strip() for piece in name.split(",") if piece.strip()]
            else:
                names.append(name)
        if any(
            find_address(name) or len(name) > 60 or not any(map(str.isalpha, name)) or len(name.split()) > 6
            for name in names
        ):
            return False
        own = {skeleton(name) for name in self.read[id(draft)].names if " " in name}
        for name in names:
            if skeleton(name) in own:
                continue  # the row names its own person among the others
            while slot in cells.names:
                slot += 1
            cells.names[slot] = self._whole(draft, name)
            slot += 1
            while slot in self.slots.values() and slot not in cells.names and len(names) > 1:
                slot += 1
        return True

    def _whole(self, draft: Draft, name: str) -> str:
        """Return a full name: a given name alone gets the surname of the row."""
        if "," in name and self.is_last_first:
            last, _, first = name.partition(",")
            return f"{first.strip()} {last.strip()}".strip()
        if " " in name or not any(map(str.isupper, name)):
            return name
        surname = _surname(self.read[id(draft)], draft.text("name"))
        return f"{name} {surname}".strip()

    # Count the people ----------------------------------------------------------------------------------------------

    def _settled(self, draft: Draft, named: NamedParty, cells: _Cells) -> NamedParty:
        """Return the people that the name means. If it could be one name or two, the rest of the list decides."""
        total = cells.total if cells.total is not None else (cells.adults or 0) + (cells.children or 0)
        if not named.is_doubtful:
            if len(named.names) == 1 and total != 1 and are_names_on_lines(draft.text("name")):
                self._ask_about_lines(draft)
            return named
        is_alike = (self.has_couples or self.has_short_names) and "," not in draft.text("name")
        if total >= len(named.names) or (not cells.total and is_alike):
            return replace(named, names=tuple(self._whole_of(named.names)), is_doubtful=False)
        if "," in draft.text("name"):
            if total == 0 and (" " in "".join(named.names) or fold(named.names[0]) in self.given):
                self._ask_about_comma(draft, named)
            elif total == 0 and not self.is_last_first:
                says = said(
                    "is read as one person with the last name first. If it is two people, "
                    'write "&" between them: "Ana & Ben"'
                )
                self._remark(draft, says)
            return NamedParty(names=(draft.text("name"),))  # "Kim, Ada" is one person
        if total == 0:
            says = said(
                "might be two people, but is read as one. If it is two people, write both full names: "
                '"Ana Kim & Ben Kim"'
            )
            self._remark(draft, says)
        return replace(named, names=(draft.text("name"),))

    def _ask_about_lines(self, draft: Draft) -> None:
        """Ask, because given names over surnames look like two full names: "Ana Maria" over "Soto Perez"."""
        says = said(
            'has several lines, and is read as one name. If each line is a person, write "&" between them: '
            '"Ana Kim & Ben Kim"'
        )
        self._remark(draft, says)

    def _remark(self, draft: Draft, says: str) -> None:
        self.notebook.remark("party-doubtful", says, draft.line, self.name_column, draft.text("name"))

    def _ask_about_comma(self, draft: Draft, named: NamedParty) -> None:
        says = said("might be several people, or one person with the last name first")
        hint = said(
            "Write %(several)s or %(one)s. %(all)s",
            several=quoted(" & ".join(named.names)),
            one=quoted(put_first_name_first(draft.text("name"))),
            all=self.notebook.offer(said("count each row as one person"), [SWITCH]),
        )
        self.notebook.problem("party-unclear", says, draft.line, self.name_column, draft.text("name"), hint)

    def _whole_of(self, names: Sequence[str]) -> Iterable[str]:
        surname = _last_words(names[0]) if " " in names[0] else ""
        return [name if " " in name else f"{name} {surname}".strip() for name in names]

    def _stated(self, draft: Draft, named: NamedParty, cells: _Cells) -> int | None:
        """Return the number of people on a row; None, after reporting a problem, if its cells contradict each other."""
        base = len(named.names) or 1
        least = base + named.more + max(cells.more or 0, len(cells.names)) + cells.unnamed
        stated = [number for number in (cells.total, named.total) if number is not None]
        if cells.adults is not None:
            stated.append(cells.adults + (cells.children or 0))
        elif cells.children is not None:
            adults = max(cells.more or 0, len(cells.names) - cells.named_children)
            least = base + named.more + adults + cells.unnamed + max(cells.children, cells.named_children)
        if (most := max(least, *stated, 0)) > LARGEST:
            column, text = cells.first or (self.name_column, draft.text("name"))
            says = said(
                "makes the row stand for %(most)s people, but a row can stand for at most %(largest)s",
                most=most,
                largest=LARGEST,
            )
            self.notebook.problem("party-unclear", says, draft.line, column, text, HINT)
            return None
        if not stated:
            if named.is_open:
                self.unknown.append(draft)
            return least
        if stated[0] == 0 and len(set(stated)) == 1:
            return base + len(cells.names) if self._declines(draft, cells) else None
        if len(set(stated)) > 1 or stated[0] < (least if named.names else max(least - 1, 1)):
            column, text = cells.first or (self.name_column, draft.text("name"))
            says = said(
                "states %(count)s, but %(why)s",
                count=said_count("%(number)s person", "%(number)s people", stated[0]),
                why=_contradiction(least, stated),
            )
            hint = said("Write the same number everywhere, or clear the cell that is out of date.")
            self.notebook.problem("party-contradictory", says, draft.line, column, text, hint)
            return None
        return stated[0]

    def _declines(self, draft: Draft, cells: _Cells) -> bool:
        """Record that no one on a row of zero people comes; return False if another cell states that they come.

        Before there is an answer, 0 only means that none has come yet, so the person of the row keeps the seat.
        """
        attending = draft.fields.get("attending")
        if (attending is not None and 0 < attending.chance < 1) or draft.fields.get("status") is Status.INVITED:
            return True
        if attending is not None and attending.chance > 0 and cells.first:
            column, text = cells.first
            says = said("means that no one in the row is coming, but another cell means that someone is")
            hint = said(
                "Write how many people are coming, or write no in the column that shows whether they are coming."
            )
            self.notebook.problem("party-contradictory", says, draft.line, column, text, hint)
            return False
        draft.fields["attending"] = Attendance(chance=Fraction(0))
        return True

    # Identify the people -------------------------------------------------------------------------------------------

    def _members(self, draft: Draft, named: NamedParty, cells: _Cells, size: int) -> list[Draft]:
        row = draft.text("name")
        with_row = {name for name in (*named.names, *cells.names.values()) if self._has_row(draft, name)}
        if with_row >= {*named.names}:
            with_row -= {*named.names[:1]}
        if with_row:
            self._tie(draft, with_row)
        called: dict[int, str] = dict(enumerate(named.names, 1))
        shift = max(len(named.names), 1) - 1
        called |= {slot + shift: name for slot, name in cells.names.items()}
        free = (number for number in range(1, LARGEST * 3) if number not in called)
        while len(called) < size:
            called[next(free)] = ""
        members = {number: name for number, name in sorted(called.items()) if name not in with_row}
        if len(members) <= 1 and size == len(members):
            return [draft]
        names = dict(self._labels(named, cells, members))
        if len(named.names) > 1:
            self.by_name.append(draft)
        self.counted.append((draft, len(members)))
        children = min(max(cells.children or 0, cells.named_children) + named.children, len(members) - 1)
        party = Party(id=draft.text("id"), name=row, number=1, size=len(members), children=children)
        answers = {slot + shift if slot else 0: answer for slot, answer in cells.answers.items()}
        return [
            self._member(draft, names[number], number, party.model_copy(update={"number": at}), answers)
            for at, number in enumerate(members, 1)
        ]

    def _has_row(self, draft: Draft, name: str) -> bool:
        other = self.rows.get(skeleton(name))
        return other is not None and other is not draft

    def _tie(self, draft: Draft, names: Iterable[str]) -> None:
        """Require the person of a row to sit with the people named on it who have rows of their own."""
        for name in names:
            other = self.rows[skeleton(name)]
            self.on_list.append((draft, name))
            if other.text("id") not in draft.fields.get("with_", ()):
                draft.fields["with_"] = (*draft.fields.get("with_", ()), other.text("id"))

    def _labels(self, named: NamedParty, cells: _Cells, members: dict[int, str]) -> Iterable[tuple[int, str]]:
        """Yield the name of each member by number: their own name, or one made from the name of the row."""
        unnamed = [number for number, name in members.items() if not name]
        first = named.names[0] if named.names else ""
        children = 0
        if not named.family:
            counted = max((cells.children or 0) - cells.named_children, 0) + named.children
            children = min(counted, len(unnamed))
        guests = len(unnamed) - children
        for at, number in enumerate(unnamed):
            if named.family:
                yield number, f"{named.family} {number}"
            elif not first:
                yield number, ""
            elif at < guests:
                yield number, f"{first}'s guest" + (f" {at + 1}" if guests > 1 else "")
            else:
                yield number, f"{first}'s child" + (f" {at - guests + 1}" if children > 1 else "")
        yield from ((number, name) for number, name in members.items() if name)

    def _member(self, draft: Draft, name: str, number: int, party: Party, answers: Mapping[int, Attendance]) -> Draft:
        identity = party.id if party.number == 1 else f"{party.id}+{number}"
        if party.number == 1:
            return replace(draft, fields={**draft.fields, "name": name, "party": party})
        fields = {key: draft.fields[key] for key in SHARED if key in draft.fields}
        if answer := answers.get(number, answers.get(0)):
            fields = {**{key: fields[key] for key in fields if key != "status"}, "attending": answer}
        if draft.fields.get("status") is Status.OPEN and not name:
            fields |= {key: draft.fields[key] for key in ("organization", "sector") if key in draft.fields}
        return Draft(draft.line, {**fields, "id": identity, "name": name, "party": party}, {})

    # Report what was read ------------------------------------------------------------------------------------------

    def note_what_was_counted(self, headings: Headings) -> None:
        """Add notes on rows that stand for several people: their counts, the reason, and how to turn this off."""
        file = self.notebook.file
        columns = [name_column(column.heading, column.letter) for column in headings.all("party")]
        if self.counted:
            _note_counted(self, columns)
        elif columns:
            text = said(
                "%(file)s: %(columns)s might show how many people a row stands for, but each row counts as one person.",
                file=file,
                columns=said_list(columns),
            )
            self.notebook.note("party-counted", text)
        if self.on_list:
            form = message("%(name)s (line %(line)s)")
            text = said_count(
                "%(file)s: %(names)s has their own row and shares a table with the person whose row names "
                "them. No one is counted twice.",
                "%(file)s: %(names)s have their own rows and share a table with the person whose row names "
                "them. No one is counted twice.",
                len(self.on_list),
                file=file,
                names=said_first(
                    [said(form, name=quoted(name), line=draft.line) for draft, name in self.on_list], SHOWN
                ),
            )
            shared = said("%(file)s: some rows name people who have their own rows.", file=file)
            self.notebook.note("party-on-list", text, shared)
        if self.unknown:
            lines = lines_in_words([draft.line for draft in self.unknown])
            text = said(
                "%(file)s: %(lines)s: a name such as %(name)s does not show how many people it stands for. The "
                "smallest possible number is counted. Add a `party size` column with the right number.",
                file=file,
                lines=lines,
                name=quoted(self.unknown[0].text("name")),
            )
            shared = said("%(file)s: %(lines)s: the number of people is not known.", file=file, lines=lines)
            self.notebook.note("party-size-unknown", text, shared)


def _note_counted(found: _Parties, columns: Sequence[str]) -> None:
    """Add the note on the rows that were counted as several people."""
    rests: list[str] = []
    if columns:
        one, many = message("the column %(columns)s"), message("the columns %(columns)s")
        rests.append(said(one if len(columns) == 1 else many, columns=said_list(columns)))
    if any(column.key == "attending" for draft, _ in found.counted for column, _ in draft.party):
        rests.append(said("replies that speak for several people"))
    numbered = [draft for draft, _ in found.counted if found.read[id(draft)].total or found.read[id(draft)].more]
    if numbered:
        name = quoted(numbered[0].text("name"))
        rests.append(said("names for several people (such as %(name)s)", name=name))
    if found.by_name:
        name = quoted(found.by_name[0].text("name"))
        rests.append(said("names of two people (such as %(name)s)", name=name))
    held = sum(number for draft, number in found.counted if draft.fields.get("status") is Status.OPEN)
    people = sum(number for _, number in found.counted) - held
    stands = said_count(
        "%(file)s: %(number)s row stands for %(people)s",
        "%(file)s: %(number)s rows stand for %(people)s",
        len(found.counted),
        file=found.notebook.file,
        people=say_gone(people, held),
    )
    text = said(
        "%(stands)s, according to %(why)s: %(names)s. The people in a row share a table.",
        stands=stands,
        why=said_list(rests),
        names=said_first([f"{quoted(_name_row(draft))} {number}" for draft, number in found.counted], SHOWN),
    )
    if found.assumed:
        assumed = said_count(
            "%(names)s is counted as one person who might come.",
            "%(names)s are each counted as one person who might come.",
            len(found.assumed),
            names=said_first(found.assumed, SHOWN),
        )
        text = said("%(text)s %(more)s", text=text, more=assumed)
    by = said("according to columns in the list") if columns else said("according to their names")
    shared = said("%(stands)s, %(why)s.", stands=stands, why=by)
    more = found.notebook.offer(said("count each row as one person"), [SWITCH])
    found.notebook.note("party-counted", said("%(text)s %(more)s", text=text, more=more), shared)


def _name_row(draft: Draft) -> str:
    """Return the name in a row, or what stands in for it in the row of a held seat."""
    return next(filter(None, map(draft.text, ("name", "organization", "sector"))), "")


def _contradiction(least: int, stated: Sequence[int]) -> Said:
    """Return what contradicts the first number that a row states."""
    if len(set(stated)) > 1:
        return said("another cell in the row contains %(number)s", number=stated[-1])
    return said_count("the row names %(number)s person", "the row names %(number)s people", least)


def _without_label(text: str) -> str:
    """Return a cell about a companion without the word for one before a colon; "n. n." in any spelling is one text.

    >>> _without_label("Begleitung: N. N."), _without_label("Partner: Eva Lang"), _without_label("Eva: Lang")
    ('n.n.', 'Eva Lang', 'Eva: Lang')
    """
    label, _, rest = text.partition(":")
    text = rest.strip() if rest.strip() and fold(label) in SOMEBODY else text
    return "n.n." if re.fullmatch(NO_NAME, text.strip(), re.IGNORECASE) else text


def _surname(named: NamedParty, row: str) -> str:
    """Return the surname to add to given names on a row."""
    if named.family:
        return re.sub(
            r"(?i)\b(the|family|household|clan|familie|familia|família|famille|famiglia)\b", "", named.family
        ).strip()
    if "," in row:
        return row.partition(",")[0].strip()
    return _last_words(named.names[0]) if named.names else ""


def _last_words(name: str) -> str:
    """Return the last word of a name with the particles before it; "" if the name is one word."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and fold(words[at - 1]) in PARTICLES:
        at -= 1
    return " ".join(words[at:]) if len(words) > 1 else ""
