"""Expand rows that stand for several people into one draft per person. The people of a row share a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from seating.profiles.cells.replies import refuses_for
from seating.profiles.columns import Column
from seating.profiles.duplicates import skeleton
from seating.profiles.headings.contents import is_need, words
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.headings.recognition import Headings
from seating.profiles.name_cells.cell import Doubt, NameCell, NamedPerson
from seating.profiles.name_cells.list_names import know_names
from seating.profiles.name_cells.reader import read_name_cell
from seating.profiles.names import ONESELF, RELATED, SOMEBODY, are_names_on_lines, name_words, put_first_name_first
from seating.profiles.notebook import Notebook
from seating.profiles.party_cells import HINT, LARGEST, CellReader, PartyCells, declines
from seating.profiles.party_notes import SWITCH, Counted, note_what_was_counted
from seating.profiles.person import Attendance, Party, Status
from seating.profiles.rows import Draft
from seating.wording import Said, fold, quoted, said, said_count, said_list

SHARED = ("attending", "status", "listed", "can_come", "pin", "declined", "languages")
"""Columns that apply to all people of a row: attendance, allowed tables and rounds, and languages."""

HOUSEHOLD = name_words("of_households")
"""Words of headings of columns that describe a household, so that they apply to all people of a row."""

NOT_OF_HOUSEHOLD = name_words("not_of_households")
"""Words of headings of columns that describe one person, although a word for a household is among them."""

COUNTED = "parties: yes"
"""The line of a convening that counts people by the numbers in brackets after their names."""

CAPITALIZED = re.compile(r"(?<=\w\W)[A-ZÀ-Þ]\w+|(?<=\W\s)[A-ZÀ-Þ]\w+")
"""Matches words in a text that may be given names."""

ONLY_AGES = 10
"""If all bare numbers after names are above this one, they are ages."""


def expand_parties(
    drafts: Sequence[Draft], headings: Headings, notebook: Notebook, *, are_counts: bool = False
) -> list[Draft]:
    """Return one draft per person, in the order of the rows.

    The person named by the row keeps its id and all its cells. Each companion gets the row's id with a plus
    sign and a number, the cells about attendance and seating (`SHARED`), and those that describe the household.

    Parameters
    ----------
    drafts : sequence of Draft
        One per row, with ids.
    headings : Headings
    notebook : Notebook
        Collects problems and notes.
    are_counts : bool
        Whether a number in brackets after one person's name is the number of people, as in "Ana Kim (2)".
    """
    if headings.column("name") is None and not any(draft.party for draft in drafts):
        return list(drafts)
    reader = _Parties(drafts, headings, notebook)
    reader.settle_bare_numbers(drafts, are_counts=are_counts)
    expanded = [person for draft in drafts for person in reader.people(draft)]
    note_what_was_counted(reader.found, headings.all("party"))
    seen: set[str] = set()
    for draft in expanded:
        if (identity := draft.text("id")) in seen and "+" in identity:
            hint = said("Give each person their own id. Ids with a plus sign and a number are reserved for companions.")
            says = said("is the id of a companion in another row")
            notebook.problem("id-repeated", says, draft.line, headings.column("id"), identity, hint)
        seen.add(identity)
    return expanded


class _Parties:
    """Expands rows one by one. It uses the names on all rows, so that no one is counted twice."""

    def __init__(self, drafts: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
        self.headings = headings
        self.notebook = notebook
        self.found = Counted(notebook)
        self.name_column = headings.column("name")
        names = [draft.text("name") for draft in drafts]
        self.listed = replace(know_names(names), turns=frozenset())  # the names of rows are in the usual order by now
        for draft in drafts:
            self.found.read[id(draft)] = self._named(draft)
        parties = self.found.read.values()
        has_couples = any(len(cell.people) > 1 and not cell.doubt for cell in parties)
        self.names_several = has_couples or 2 * self.listed.short > self.listed.plain
        self.rows: dict[str, Draft] = {}
        for draft in drafts:
            if len(self.found.read[id(draft)].names) == 1:
                self.rows.setdefault(skeleton(self.found.read[id(draft)].names[0]), draft)
        self.cells = CellReader(drafts, headings, self.found)
        self.household = frozenset(column.key for column in headings.columns if _is_of_household(column))

    def _named(self, draft: Draft) -> NameCell:
        name = draft.text("name")
        organization = draft.text("organization")
        if not name or name == draft.text("id") or (organization and fold(organization) == fold(name)):
            return NameCell(people=(NamedPerson(name),))
        return read_name_cell(name, self.listed)

    def people(self, draft: Draft) -> list[Draft]:
        """Return the drafts of all people that a row stands for, the row's own person first."""
        cells = self.cells.read(draft)
        if cells.is_unclear:
            return [draft]
        named = self._settled(draft, self.found.read[id(draft)], cells)
        stated = self._stated(draft, named, cells)
        if stated is None:
            return [draft]
        return self._members(draft, named, cells, stated)

    def settle_bare_numbers(self, drafts: Sequence[Draft], *, are_counts: bool) -> None:
        """Decide what numbers in brackets after one person's name are; ask about those that nothing decides.

        They are the number of people where the convening or another cell says so. Behind equal names they tell people
        apart, and numbers above `ONLY_AGES` alone are ages.
        """
        bare = [draft for draft in drafts if self.found.read[id(draft)].doubt is Doubt.NUMBER]
        counted = [draft for draft in bare if are_counts or self.cells.totals(draft)]
        for draft in counted:
            self.found.read[id(draft)] = self.found.read[id(draft)].as_counted()
        left = [draft for draft in bare if draft not in counted]
        same = Counter(fold(self._unnumbered(draft)) for draft in left)
        doubtful = [draft for draft in left if same[fold(self._unnumbered(draft))] == 1 != self._number(draft)]
        if doubtful and all(self._number(draft) > ONLY_AGES for draft in doubtful):
            doubtful = []
        for draft in doubtful:
            self._ask_about_number(draft)
        for draft in left:
            if draft not in doubtful:
                self._remark(draft, said("is read as the name of one person; the number is not the number of people"))

    def _number(self, draft: Draft) -> int:
        return self.found.read[id(draft)].bare or 0

    def _unnumbered(self, draft: Draft) -> str:
        return self.found.read[id(draft)].others[0].name

    def _ask_about_number(self, draft: Draft) -> None:
        says = said("has a number after the name of one person, which can be the number of people or something else")
        hint = said(
            "Write %(name)s if people are counted. %(all)s",
            name=quoted(f"{self._unnumbered(draft)} ({self._number(draft)} people)"),
            all=self.notebook.offer(
                said("count people by all such numbers, or count each row as one person"), [COUNTED, SWITCH]
            ),
        )
        self.cells.report(draft, "party-unclear", says, self.name_column, draft.text("name"), hint)

    # Count the people ----------------------------------------------------------------------------------------------

    def _settled(self, draft: Draft, named: NameCell, cells: PartyCells) -> NameCell:
        """Return the people that the name means. If it could be one name or two, the rest of the list decides."""
        total = cells.total if cells.total is not None else (cells.adults or 0) + (cells.children or 0)
        if named.doubt in {None, Doubt.NUMBER}:
            if len(named.people) == 1 and total != 1 and are_names_on_lines(draft.text("name")):
                self._ask_about_lines(draft)
            return named
        is_alike = named.doubt is Doubt.SEVERAL and not cells.total and self.names_several
        if total >= len(named.others) or is_alike:
            return named.as_several()
        if total == 0:
            self._tell_doubt(draft, named)
        return named

    def _tell_doubt(self, draft: Draft, named: NameCell) -> None:
        """Ask whether a name is several people, or tell that it is read as one."""
        if named.doubt is Doubt.SEVERAL_OR_TURNED:
            self._ask_about_comma(draft, named)
        elif named.doubt is Doubt.TURNED_OR_SEVERAL:
            says = said(
                "is read as one person with the last name first. If it is two people, "
                'write "&" between them: "Ana & Ben"'
            )
            self._remark(draft, says)
        else:
            says = said(
                "might be two people, but is read as one. If it is two people, write both full names: "
                '"Ana Kim & Ben Kim"'
            )
            self._remark(draft, says)

    def _ask_about_lines(self, draft: Draft) -> None:
        """Ask, because given names over surnames look like two full names: "Ana Maria" over "Soto Perez"."""
        says = said(
            'has several lines, and is read as one name. If each line is a person, write "&" between them: '
            '"Ana Kim & Ben Kim"'
        )
        self._remark(draft, says)

    def _remark(self, draft: Draft, says: str) -> None:
        self.notebook.remark("party-doubtful", says, draft.line, self.name_column, draft.text("name"))

    def _ask_about_comma(self, draft: Draft, named: NameCell) -> None:
        says = said("might be several people, or one person with the last name first")
        hint = said(
            "Write %(several)s or %(one)s. %(all)s",
            several=quoted(" & ".join(person.name for person in named.others)),
            one=quoted(put_first_name_first(draft.text("name"))),
            all=self.notebook.offer(said("count each row as one person"), [SWITCH]),
        )
        self.cells.report(draft, "party-unclear", says, self.name_column, draft.text("name"), hint)

    def _stated(self, draft: Draft, named: NameCell, cells: PartyCells) -> int | None:
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
            self.cells.report(draft, "party-unclear", says, column, text, HINT)
            return None
        if not stated:
            if named.is_open:
                self.found.unknown.append(draft)
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
            self.cells.report(draft, "party-contradictory", says, column, text, hint)
            return None
        return stated[0]

    def _declines(self, draft: Draft, cells: PartyCells) -> bool:
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

    def _members(self, draft: Draft, named: NameCell, cells: PartyCells, size: int) -> list[Draft]:
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
            self.found.by_name.append(draft)
        self.found.rows.append((draft, len(members)))
        is_open = draft.fields.get("status") is Status.OPEN
        self.found.unnamed += 0 if is_open or declines(draft) else sum(not name for name in members.values())
        children = min(max(cells.children or 0, cells.named_children) + named.children, len(members) - 1)
        party = Party(id=draft.text("id"), name=row, number=1, size=len(members), children=children)
        answers = {slot + shift if slot else 0: answer for slot, answer in cells.answers.items()}
        answers |= dict.fromkeys(self._find_absent(draft, cells, members, names), Attendance(chance=Fraction(0)))
        return [
            self._member(draft, names[number], number, party.model_copy(update={"number": at}), answers)
            for at, number in enumerate(members, 1)
        ]

    def _find_absent(
        self, draft: Draft, cells: PartyCells, members: Mapping[int, str], names: Mapping[int, str]
    ) -> Collection[int]:
        """Return the members of a row who do not come, according to a reply for all of them; ask if it does not tell.

        Of "1 of 3", the people who are named come before those who are not.
        """
        if cells.reply is None:
            return ()
        column, text = cells.reply
        if cells.coming is not None:
            away = len(members) - cells.coming
            unnamed = [number for number, name in members.items() if not name]
            if away <= 0 or cells.coming == 0:
                return list(members) if cells.coming == 0 else ()
            if away <= len(unnamed):
                return unnamed[-away:]
        elif not _denies(text, names.values(), has_unnamed=not all(members.values())):
            return ()
        elif len(members) == 2 and not members[max(members)]:
            return (max(members),)
        says = said("does not show who of %(names)s is coming", names=said_list(map(quoted, names.values())))
        hint = said("Write each person in a row of their own, with their own reply.")
        self.cells.report(draft, "party-unclear", says, column, text, hint)
        return ()

    def _has_row(self, draft: Draft, name: str) -> bool:
        other = self.rows.get(skeleton(name))
        return other is not None and other is not draft

    def _tie(self, draft: Draft, names: Iterable[str]) -> None:
        """Require the person of a row to sit with the people named on it who have rows of their own."""
        for name in names:
            other = self.rows[skeleton(name)]
            self.found.on_list.append((draft, name))
            if other.text("id") not in draft.fields.get("with_", ()):
                draft.fields["with_"] = (*draft.fields.get("with_", ()), other.text("id"))

    def _labels(self, named: NameCell, cells: PartyCells, members: dict[int, str]) -> Iterable[tuple[int, str]]:
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
        answer = answers.get(number, answers.get(0) if party.number > 1 else None)
        answered: dict[str, object] = {} if answer is None else {"attending": answer}
        without = {"status"} if answered else set()
        if party.number == 1:
            kept = {key: value for key, value in draft.fields.items() if key not in without}
            return replace(draft, fields={**kept, **answered, "name": name, "party": party})
        shared = self.household.union(SHARED).difference(without)
        if draft.fields.get("status") is Status.OPEN and not name:
            shared |= {"organization", "sector"}
        fields = {key: value for key, value in draft.fields.items() if key in shared}
        own = {key: values for key, values in draft.own.items() if key in self.household}
        identity = f"{party.id}+{number}"
        return Draft(draft.line, {**fields, **answered, "id": identity, "name": name, "party": party}, own)


def _is_of_household(column: Column) -> bool:
    """Whether the heading of a column shows that its cells describe the whole household of a row."""
    is_apt = not column.is_known or column.key in {"organization", "sector"}
    spoken = set(plain(column.heading).split())
    return is_apt and bool(spoken & HOUSEHOLD) and not spoken & NOT_OF_HOUSEHOLD


def _denies(text: str, names: Iterable[str], *, has_unnamed: bool) -> bool:
    """Whether a yes denies something of another person of the row: "I will come but my husband cannot".

    Where somebody of the row has no name, any name in the text may be theirs.
    """
    given = {fold(name.split()[0]) for name in names if name}
    if has_unnamed:
        given |= {fold(word) for word in CAPITALIZED.findall(text)} - words("days")
    clauses = (clause for clause in refuses_for(text) if not is_need(clause))
    return any(
        (SOMEBODY | RELATED | ONESELF | given) & {fold(word) for word in re.findall(r"\w+", clause)}
        for clause in clauses
    )


def _contradiction(least: int, stated: Sequence[int]) -> Said:
    """Return what contradicts the first number that a row states."""
    if len(set(stated)) > 1:
        return said("another cell in the row contains %(number)s", number=stated[-1])
    return said_count("the row names %(number)s person", "the row names %(number)s people", least)
