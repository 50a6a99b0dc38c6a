"""Determine the meaning of each column: from the convening if it states one, otherwise from the best evidence.

If the evidence is not sufficient, an error asks the convener.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from seating.errors import InputError, Problem
from seating.near_words import ask_near
from seating.profiles.addresses import (
    IS_ADDRESS,
    Reachable,
    find_address,
    free_names,
    labels_by_address,
    name_people,
    with_addresses,
)
from seating.profiles.columns import ALIASES, CANONICAL, NAME_PARTS, SEVERAL, Column, on_one_line
from seating.profiles.headings.column_assignment import choose
from seating.profiles.headings.competing_columns import Decision, Decisions, SheetColumn
from seating.profiles.headings.contents import Contents, contents_of, is_full_name, is_name_like
from seating.profiles.headings.damaged_headings import restore_headings
from seating.profiles.headings.evidence import MIN_POINTS, candidates, meaning
from seating.profiles.headings.families import is_about_last_name, name_companion
from seating.profiles.headings.heading_row import SECTION, Layout, find_layout, find_likely_headings, knows_headings
from seating.profiles.headings.name_columns import read_full_names
from seating.profiles.headings.polarity import Sense, read_sense
from seating.profiles.headings.possible_meanings import near_meaning
from seating.profiles.headings.ticks import read_ticks
from seating.profiles.notebook import Notebook, lines_in_words
from seating.sources import Row, Source, column_letter
from seating.wording import Said, fold, name_column, quoted, said, said_count, said_joined, said_list, squashed


@dataclass(frozen=True, slots=True)
class Stated:
    """What the convening states about the columns of a list.

    Attributes
    ----------
    columns : mapping of str to sequence of str
        Meanings of headings: headings by canonical column, part of a party ("party more") or "own".
    used : collection of str
        Headings that the convening uses elsewhere as custom columns.
    vocabulary : mapping of canonical column to folded words
        Words that the convening allows in columns with fixed values.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    used: Collection[str] = ()
    vocabulary: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def mapped(self) -> Sequence[str]:
        """The headings whose meaning is stated."""
        return [text for texts in self.columns.values() for text in texts]

    @property
    def named(self) -> Sequence[str]:
        """All headings that the convening names."""
        return [*self.mapped, *self.used]


MOSTLY_NAMES = 0.6
"""The share of cells that could be names from which a column is likely to be that of the names."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings and the columns below it.

    Attributes
    ----------
    line : int
        The physical line of the headings.
    columns : tuple of Column
        The columns that are read. First and last name together form one more column, at the front.
    body : tuple of Row
        The rows of people, with names in one cell and the first name first.
    width : int
        Number of cells that belong to a column; cells further right do not.
    shown : tuple of Column
        All columns of the sheet in order, with the meaning chosen for each.
    """

    line: int
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    width: int
    shown: tuple[Column, ...] = ()

    def column(self, key: str) -> Column | None:
        """Return the first column with the meaning `key`; None if there is none."""
        return next(iter(self.all(key)), None)

    def first_of_each(self) -> tuple[Column, ...]:
        """Return the columns without later ones that have the same meaning."""
        seen: dict[str, Column] = {}
        for column in self.columns:
            seen.setdefault(column.key, column)
        return tuple(seen.values())

    def all(self, key: str) -> tuple[Column, ...]:
        """Return all columns with the meaning `key`."""
        return tuple(column for column in self.columns if column.is_known and column.key == key)


def find_headings(source: Source, notebook: Notebook, stated: Stated | None = None) -> Headings:
    """Return the headings of a list.

    Parameters
    ----------
    source : Source
    notebook : Notebook
        Collects problems and notes.
    stated : Stated, optional

    Raises
    ------
    InputError
        If no row contains headings, or no column contains names or ids. The other rows cannot be checked then.
    """
    stated = stated or Stated()
    layout = find_layout(source, notebook, stated.mapped)
    if layout is None:
        raise InputError(_missing(source, notebook))
    layout = replace(layout, headings=restore_headings(layout.headings, stated.named, notebook))
    layout = read_ticks(layout, notebook, stated.named, stated.columns.get("attending", ()))
    layout = _with_people_named(layout, stated, notebook)
    return _read_columns(layout, stated, notebook)


def _with_people_named(layout: Layout, stated: Stated, notebook: Notebook) -> Layout:
    """Return the rows with names in place of the e-mail addresses that name other people on the list.

    So every column that names people is understood and resolved by names, however the people are written. The columns
    of names and addresses are those that the list has without this.
    """
    if len({index for row in layout.body for index, cell in enumerate(row.cells) if "@" in cell}) < 2:
        return layout
    aside = Notebook(notebook.file, notebook.place, notebook.columns)
    try:
        found = _read_columns(layout, stated, aside)
    except InputError:
        return layout
    email, name, identity = map(found.column, ("email", "name", "id"))
    if email is None or (name or identity) is None:
        return layout
    indices = {key: one.indices if one else () for key, one in (("name", name), ("email", email), ("id", identity))}
    rows = [
        Reachable(row.line, *(" ".join(filter(None, map(row.cell, indices[key]))) for key in ("name", "email", "id")))
        for row in found.body
    ]
    labels = labels_by_address(rows)
    own = {row.line: labels.get(find_address(row.email), "") for row in rows}
    left = {index for key in ("name", "email", "id") for one in found.all(key) for index in one.indices}
    body, number = name_people(layout.body, labels, own, left)
    if number:
        shown = {index: column for column in found.shown for index in column.indices}
        text = said_count(
            "%(file)s: in %(number)s cell of %(columns)s, e-mail addresses of people on this list are read as their "
            "names.",
            "%(file)s: in %(number)s cells of %(columns)s, e-mail addresses of people on this list are read as their "
            "names.",
            sum(number.values()),
            file=notebook.file,
            columns=said_list(quoted(shown[index].heading) for index in sorted(number) if index in shown),
        )
        notebook.note("names-from-addresses", text)
    return replace(layout, body=body)


def _read_columns(layout: Layout, stated: Stated, notebook: Notebook) -> Headings:
    """Return the headings below which the columns have these meanings."""
    freed = free_names(layout.body)
    layout = replace(layout, body=freed.rows)
    seen = _seen(layout, stated, notebook)
    meanings = _meanings(stated, seen, layout, notebook)
    if layout.is_square and not meanings and not _can_be_names(seen[0]):
        meanings = {0: "id"}  # the first column names the people, whatever its heading is
    used = frozenset(map(squashed, stated.used))
    decisions, body = choose(Decisions(seen, layout.body, meanings, used, layout.line, notebook))
    joined_names = [index for index, key in meanings.items() if key == "name"]
    if not any(decision.key in {"name", "id"} for decision in decisions):
        raise InputError(_nameless(seen, layout, notebook))
    asked = _note_what_was_matched(decisions, notebook)
    shown = tuple(
        replace(column, is_asked=True) if column.indices[0] in asked else column for column in map(_column, decisions)
    )
    read = tuple(
        column if column.heading else replace(column, heading=f"column {column.letter}")
        for column, decision in zip(shown, decisions, strict=True)
        if not decision.is_dropped
    )
    width = len(layout.headings) + layout.has_sections
    read = _with_names_joined(read)
    joined, body = read_full_names(decisions, body, notebook, joined_names)
    parts = {decision.seen.index for decision in decisions if decision.meaning in NAME_PARTS}
    parts |= set(joined.indices if joined else ())
    read = tuple(replace(one, key=one.heading, is_known=False) if one.indices[0] in parts else one for one in read)
    read = (joined, *read) if joined else read
    read, body, width = _with_addresses(read, body, width, freed.addresses, notebook)
    _note_addresses(read, body, notebook)
    return Headings(layout.line, read, body, width, shown)


def _note_addresses(read: Sequence[Column], body: Sequence[Row], notebook: Notebook) -> None:
    """Add a note on e-mail addresses in place of names, because pages for everyone show names."""
    names = next((column.indices[0] for column in read if column.is_known and column.key == "name"), None)
    cells = [] if names is None else [(row.line, row.cells[names]) for row in body if names < len(row.cells)]
    if lines := [line for line, cell in cells if IS_ADDRESS.fullmatch(cell.strip())]:
        text = said(
            "%(file)s: %(lines)s: there is an e-mail address instead of a name, so badges and lists for "
            "everyone show the address. Write the name there, and put the address in a column with the heading "
            "`email`.",
            file=notebook.file,
            lines=lines_in_words(lines),
        )
        notebook.note("name-is-address", text)


def _with_addresses(
    read: tuple[Column, ...],
    body: tuple[Row, ...],
    width: int,
    addresses: Mapping[tuple[int, int], str],
    notebook: Notebook,
) -> tuple[tuple[Column, ...], tuple[Row, ...], int]:
    """Move addresses from the column of names to that of addresses, which is added if there is none."""
    names = next((column.indices[0] for column in read if column.is_known and column.key == "name"), None)
    lines = [line for line, index in addresses if index == names]
    if names is None or not lines:
        return read, body, width
    email = next((column for column in read if column.is_known and column.key == "email"), None)
    at = email.indices[0] if email else width
    if email is None:
        body = tuple(row.with_inserted(at, "") for row in body)
        read, width = (*read, Column("email", "email", "", (at,), True)), width + 1
    text = said(
        "%(file)s: %(lines)s: an e-mail address follows the name. It is read as the person’s e-mail "
        "address, not as part of the name.",
        file=notebook.file,
        lines=lines_in_words(lines),
    )
    notebook.note("name-with-address", text)
    return read, with_addresses(body, addresses, names, at), width


def _seen(layout: Layout, stated: Stated, notebook: Notebook) -> list[SheetColumn]:
    """Return every column that has a heading or a filled cell; report repeated headings as problems.

    Repeated custom columns, such as "Comments" and "Comments", are kept unless the convening names them.
    """
    wanted = set(map(_compared, stated.named))
    seen: list[SheetColumn] = []
    first: dict[str, SheetColumn] = {}  # the first column with each heading, as headings are compared
    for index, heading in enumerate(layout.headings):
        if layout.is_square and index:
            break
        contents = contents_of(layout.body, (index,), stated.vocabulary)
        letter = column_letter(index)
        if not heading:
            if contents.filled:
                text = said(
                    "%(file)s: column %(letter)s has no heading; it is kept as %(name)s.",
                    file=notebook.file,
                    letter=letter,
                    name=quoted(f"column {letter}"),
                )
                notebook.note("heading-blank", text)
                seen.append(SheetColumn(index, "", letter, contents))
            continue
        same = first.get(_compared(heading))
        if same and contents.filled and same.contents.filled and _is_own(heading, contents, wanted):
            called = f"{heading} ({letter})"
            text = said(
                "%(file)s: columns %(first)s and %(second)s have the same heading %(heading)s. Column %(second)s is "
                "kept as %(name)s.",
                file=notebook.file,
                first=same.letter,
                second=letter,
                heading=quoted(heading),
                name=quoted(called),
            )
            notebook.note("heading-repeated", text)
            seen.append(SheetColumn(index, called, letter, contents))
            first.setdefault(_compared(called), seen[-1])
        elif same and contents.filled and same.contents.filled:
            says = said(
                "is the heading of two columns, %(first)s and %(second)s; the program cannot tell which one you mean",
                first=same.letter,
                second=letter,
            )
            column = Column(heading, heading, letter, (index,), False)
            notebook.problem("heading-twice", says, layout.line, column, heading, said("Rename or delete one of them."))
        elif same and contents.filled:
            seen[seen.index(same)] = first[_compared(heading)] = SheetColumn(index, heading, letter, contents)
        elif not same:
            first[_compared(heading)] = SheetColumn(
                index, heading, letter, contents, index in layout.choices, index in layout.replies
            )
            seen.append(first[_compared(heading)])
    if layout.has_sections:
        index = len(layout.headings)
        called = "section (rows)" if any(squashed(one.heading) == SECTION for one in seen) else SECTION
        seen.append(SheetColumn(index, called, "", contents_of(layout.body, (index,))))
    if layout.is_square:
        _note_square(layout, notebook)
    return seen


def _note_square(layout: Layout, notebook: Notebook) -> None:
    """Add the note on a square matrix, with the requirement that uses its numbers."""
    text = said(
        "%(file)s: the list is a square matrix: the heading row and the first column name the same people. "
        "People are read from the rows. The %(number)s numeric columns count only where a `similarity` requirement "
        "names this file. %(advice)s",
        file=notebook.file,
        number=len(layout.headings) - 1,
        advice=notebook.offer(
            said("seat pairs with high numbers together, and pairs with negative numbers apart"),
            [f"requirements: [{{kind: similarity, file: {on_one_line(notebook.file)}, wanted: high}}]"],
        ),
    )
    notebook.note("list-square", text)


def _can_be_names(column: SheetColumn) -> bool:
    """Whether the heading or the cells of a column are those of names or ids."""
    ranked = candidates(column.heading, column.contents)
    is_told = any(one.key in {"name", "id"} and one.points >= MIN_POINTS for one in ranked)
    return is_told or column.contents.share(is_name_like) >= MOSTLY_NAMES


def _is_own(heading: str, contents: Contents, wanted: Collection[str]) -> bool:
    """Whether a heading marks a custom column that the convening does not use."""
    ranked = candidates(heading, contents)
    return bool(ranked) and all(one.key == "own" for one in ranked) and _compared(heading) not in wanted


def _is_same(one: str, other: str) -> bool:
    return _compared(one) == _compared(other)


@lru_cache(maxsize=4_096)
def _compared(heading: str) -> str:
    return squashed(heading) or heading


def _meanings(stated: Stated, seen: Sequence[SheetColumn], layout: Layout, notebook: Notebook) -> Mapping[int, str]:
    """Return the meanings that the convening states, by column index."""
    meanings: dict[int, str] = {}
    for key, headings in stated.columns.items():
        named: dict[int, SheetColumn] = {}
        for heading in headings:
            found = [one for one in seen if _is_same(one.heading or one.called, heading)]
            if found:
                meanings[found[0].index] = key
                named[found[0].index] = found[0]
                continue
            shown = said("The headings are %(shown)s.", shown=said_list(quoted(one.called) for one in seen[:12]))
            hint = ask_near(heading, [one.called for one in seen], shown)
            says = said(
                "is named under `columns` in the convening (%(key)s), but the list has no such heading", key=key
            )
            notebook.problem("column-unmapped", says, layout.line, value=heading, hint=hint)
        if len(_list_competing(key, named.values())) > 1:
            _refuse_several(key, list(named.values()), layout, notebook)
    return meanings


def _list_competing(key: str, named: Collection[SheetColumn]) -> Sequence[SheetColumn]:
    """Return the columns of which only one can have a meaning; "Cancelled" does not compete with "RSVP"."""
    if key in {"own", "name"} or key.partition(" ")[0] in SEVERAL:
        return []
    return [one for one in named if key != "attending" or read_sense(one.heading) is not Sense.TURNED]


def _refuse_several(key: str, named: Sequence[SheetColumn], layout: Layout, notebook: Notebook) -> None:
    """Report several columns for a meaning that only one can have; otherwise the last one would silently win."""
    headings = said_list(name_column(one.called, one.letter) for one in named)
    says = said(
        "has %(number)s columns under `columns` in the convening, but can have only one: %(headings)s",
        number=len(named),
        headings=headings,
    )
    lines = [notebook.columns_line(key, one.called) for one in named]
    hint = keep = notebook.offer(said("keep the one for this seating"), lines)
    if key == "attending":
        hint = said(
            "If each column is about a different event, run `seating` once for each event. To seat everyone "
            "who is coming to any of them, add a column that contains yes or no. %(keep)s",
            keep=keep,
        )
    notebook.problem("column-several", says, layout.line, value=key, hint=hint)


def _column(decision: Decision) -> Column:
    seen = decision.seen
    is_known = decision.key not in {"own", "private"}
    key = decision.key if is_known else seen.called.capitalize() if seen.called in CANONICAL else seen.called
    private = decision.is_private or decision.key == "private"
    return Column(
        key,
        seen.heading,
        seen.letter,
        (seen.index,),
        is_known,
        decision.part,
        decision.evidence,
        private,
        is_guess=decision.is_guess and is_known,
        might=decision.might,
        is_asked=decision.is_asked,
        is_blank=not seen.contents.filled,
    )


def _with_names_joined(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns, with those that have parts of the name of the same companion joined into one."""
    joined: dict[tuple[str, ...] | tuple[int, ...], Column] = {}
    for column in columns:
        called = name_companion(column.heading) if column.part == "names" else ""
        key = (called,) if called else column.indices
        if before := joined.get(key):
            first, last = sorted((before, column), key=lambda one: is_about_last_name(one.heading))
            heading, letter = f"{first.heading} + {last.heading}", f"{first.letter} and {last.letter}"
            column = replace(first, heading=heading, letter=letter, indices=(*first.indices, *last.indices))
        joined[key] = column
    return tuple(joined.values())


def _nameless(seen: Sequence[SheetColumn], layout: Layout, notebook: Notebook) -> tuple[Problem, ...]:
    """Report that no column of names was found, and ask which one it is."""
    shown = said_list(quoted(one.called) for one in seen[:6])
    near = next((one.heading for one in seen if near_meaning(one.heading) in {"name", "id"}), None)
    likely = near or next(
        (one.heading for one in seen if one.heading and one.contents.share(is_name_like) >= MOSTLY_NAMES),
        seen[0].called if seen else "",
    )
    hint = _ask_for_names(likely, near, notebook)
    says = said("no heading shows which column contains the names; the headings are %(shown)s", shown=shown)
    notebook.problem("name-column-missing", says, layout.line, hint=hint)
    return notebook.problems()


def _ask_for_names(likely: str, near: str | None, notebook: Notebook) -> Said:
    """Return the hint for a list in which no heading indicates the names; `near` is a heading that resembles one."""
    hint = said(
        'Give one column the heading "name". %(advice)s',
        advice=notebook.ask_meaning(said("choose a column instead"), ["name"], likely),
    )
    if not near:
        return hint
    return said("Does %(near)s contain the names? %(hint)s", hint=hint, near=quoted(near))


def _missing(source: Source, notebook: Notebook) -> tuple[Problem, ...]:
    """Report that no row contains headings."""
    row = find_likely_headings(source.rows) or next(
        (row for row in source.rows if any(map(str.strip, row.cells))), None
    )
    if row is None:
        notebook.problem("file-empty", said("the file is empty"), hint=said("Check that you exported the right list."))
        return notebook.problems()
    at, line, first = source.rows.index(row), row.line, [text for cell in row.cells if (text := cell.strip())]
    shown = said_list(quoted(text) for text in first[:6])
    cells = [below.cells for below in source.rows[at + 1 :]]
    columns = [[below[i] for below in cells if i < len(below)] for i in range(len(row.cells))]
    named = [text.strip() for text, below in zip(row.cells, columns, strict=True) if _are_names(below)]
    likely = next(filter(None, named), first[0])
    near = next((text for text in first if near_meaning(text) in {"name", "id"}), None)
    if knows_headings(row, own=False) or near or len(source.rows) == 1:
        says = said("no heading shows which column contains the names; the headings are %(shown)s", shown=shown)
        hint = _ask_for_names(near or likely, near, notebook)
        notebook.problem("name-column-missing", says, line, hint=hint)
    else:
        has_title = any(cell.strip() for above in source.rows[:at] for cell in above.cells)
        which = said("the row with the most text") if has_title else said("the first row")
        if source.title:
            which = said("%(row)s in the sheet %(title)s", row=which, title=quoted(source.title))
        says = said("no heading row was found; %(row)s contains %(shown)s", row=which, shown=shown)
        hint = said(
            'If the list has no headings, add a heading row above it: "name" above the names, and a word above '
            "each of the other columns."
        )
        if not (is_full_name(likely) and likely in named and all(word[:1].isupper() for word in likely.split())):
            advice = notebook.ask_meaning(said("choose the column that has the names"), ["name"], likely)
            hint = said("%(hint)s If these are the headings: %(advice)s", hint=hint, advice=advice)
        notebook.problem("headings-missing", says, line, hint=hint)
    return notebook.problems()


def _are_names(cells: Sequence[str]) -> bool:
    """Whether most cells of a column could be names of two or more words."""
    return 2 * sum(is_name_like(cell) and " " in cell.strip() for cell in cells) > len(cells) > 0


def _note_what_was_matched(decisions: Sequence[Decision], notebook: Notebook) -> frozenset[int]:
    """Add the notes on headings that were read as something else; return the columns about which a note asks."""
    matched = [
        said(
            "%(column)s as %(meaning)s",
            column=name_column(decision.seen.heading, decision.seen.letter),
            meaning=decision.told,
        )
        for decision in decisions
        if decision.key not in {"own", "private"}
        and decision.seen.heading
        and fold(decision.seen.heading).replace(" ", "_") != decision.key
    ]
    if matched:
        columns = said_joined(matched, ", ")
        text = said("%(file)s: headings are read as follows: %(columns)s.", file=notebook.file, columns=columns)
        notebook.note("heading-matched", text)
    missing = set(ALIASES.values()) - {decision.key for decision in decisions}
    asked: set[int] = set()
    for decision in decisions:
        seen = decision.seen
        is_known = meaning(seen.heading) is not None  # another note explains why its cells do not fit
        if (
            decision.key == "own"
            and not (decision.is_stated or is_known)
            and (near := near_meaning(seen.heading)) in missing
        ):
            text = said(
                "%(file)s: column %(column)s is kept as your own column. If you mean %(near)s, rename the column. "
                "%(advice)s",
                file=notebook.file,
                column=name_column(seen.heading, seen.letter),
                near=near,
                advice=notebook.ask_meaning(said("read it this way"), [near], seen.heading),
            )
            notebook.note("heading-near", text)
            asked.add(seen.index)
    return frozenset(asked)
