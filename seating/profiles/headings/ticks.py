"""Turn marks into replies: columns headed "Yes" and "No" with a mark or a date, and names with a ✅ or ❌ beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from seating.groups import tuples_by_key
from seating.profiles.cells.counts import read_count
from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.headings.contents import (
    is_about_coming,
    is_bare,
    is_full_name,
    is_name_like,
    is_reply,
    words,
)
from seating.profiles.headings.heading_row import NAMED, TABLE, Layout, are_over_names
from seating.profiles.headings.polarity import (
    Sense,
    are_mostly_marks,
    are_only_marks,
    are_ticks,
    is_clearly_turned,
    is_mark,
    is_unmarked,
    read_sense,
    read_subject,
    tell_who_stays_away,
)
from seating.profiles.headings.side_by_side import GROUP, are_over_sides, note_groups
from seating.profiles.notebook import Notebook
from seating.sources import Row, column_letter
from seating.wording import Said, fold, name_column, quoted, said, said_count, said_list, squashed

LONGEST_CHOICE = 4
"""Maximum number of words of a heading that is a reply."""

SIGNS = re.compile(r"([✓✔☑✅👍✗✘☒❌✖👎❎])\ufe0f?\s*")
REMARK = re.compile(r"(?P<name>.*?\S)\s*(?:[(\[](?P<in>[^()\[\]]+)[)\]]|\s[-–—:]\s+(?P<after>\S.*))")
"""Matches a name and a remark after it, in brackets or after a dash."""

LONGEST_REMARKED = 200
"""Maximum number of characters of a name with a reply after it."""

LONGEST_REMARK = 3
"""Maximum number of words of a reply after a name: "out of town", but not "out of town guest"."""

LEAST = 4
"""Minimum length of a reply in capitals after a name."""

NUMBERED = re.compile(r"\s*(\d{1,4})\s*[.)]\s+(?=\D)")
BULLET = re.compile(r"\s*[-–—*•·]\s+(?=[^\W\d_])")
"""Matches what stands before each name of a list that was pasted from a message."""

CHOICES = frozenset({Reply.YES, Reply.NO, Reply.MAYBE, Reply.NO_ANSWER, Reply.ONLINE})
TAG = "[attending]"
"""Ends the heading of a column of replies that was made of marks, so that it needs no other evidence."""

REFUSAL = "no"
"""Written into a marked cell below a heading that turns it round and is no reply itself: "Void"."""

OF_THE_LIST = frozenset({"attending", "declined"})
"""Headings that a list has for other purposes as well: `declined` names tables."""

MARKED, NUMBERS = 0.3, 0.8
"""Shares of the cells of a column from which signs and numbers in cells are read apart from the names."""


def read_ticks(
    layout: Layout, notebook: Notebook, mapped: Collection[str] = (), replies: Collection[str] = ()
) -> Layout:
    """Return the layout with columns of marks joined to one column of replies, and with marks apart from names.

    Parameters
    ----------
    layout : Layout
    notebook : Notebook
        Collects a note on what was changed.
    mapped : collection of str
        Headings that the convening names; their columns are left as they are.
    replies : collection of str
        Those of these headings that are columns of replies. A yes below "Not attending" is a no there as well.
    """
    stated = {squashed(text) for text in mapped}
    if not stated & {squashed(heading) for heading in layout.headings}:
        layout = _one_person_a_row(layout, notebook)
    layout = _turned_round(layout, {squashed(text) for text in replies})
    return _apart_from_names(_joined(layout, notebook, stated), notebook)


def _turned_round(layout: Layout, replies: Collection[str]) -> Layout:
    """Turn yes and no round in the columns of replies whose headings do: "Not attending"."""
    for index, heading in enumerate(layout.headings):
        cells = [row.cell(index) for row in layout.body]
        if squashed(heading) in replies and read_sense(heading) is Sense.TURNED and are_mostly_marks(cells):
            rows = zip(layout.body, cells, strict=True)
            body = (
                row.with_cell(index, REFUSAL if is_mark(cell) else "" if is_unmarked(cell) else cell)
                for row, cell in rows
            )
            layout = replace(layout, body=tuple(body))
    return layout


def _one_person_a_row(layout: Layout, notebook: Notebook) -> Layout:
    """Return a list with one row for each person if every column is a table: "Table 1", "Table 2"."""
    tables = {index: heading for index, heading in enumerate(layout.headings) if heading}
    if are_over_names(layout.headings, layout.body):
        if all(map(is_reply, tables.values())):
            return _under_replies(layout, _list_cells(layout, tables), notebook)
        are_sides = are_over_sides(tables.values())
        if are_sides:
            return _in_groups(layout, _list_cells(layout, tables), notebook)
        return _in_pairs(layout, tables, notebook)
    if len(tables) < 2 or not all(map(TABLE.fullmatch, tables.values())):
        return layout
    found = _list_cells(layout, tables)
    if not found or sum(is_full_name(name) for _, name, _ in found) < NAMED * len(found):
        return layout
    text = said(
        "%(file)s: each of the %(number)s columns from %(first)s to %(last)s is read as a table with its people. The "
        "tables are in the column %(column)s.",
        file=notebook.file,
        number=len(tables),
        first=quoted(next(iter(tables.values()))),
        last=quoted(list(tables.values())[-1]),
        column=quoted("Table"),
    )
    notebook.note("columns-are-tables", text)
    body = tuple(Row(line, (name, table)) for line, name, table in found)
    return replace(layout, headings=("Name", "Table"), body=body, has_sections=False, choices=frozenset())


def _list_cells(layout: Layout, columns: Mapping[int, str]) -> list[tuple[int, str, str]]:
    """Return the line, the text and the heading of each filled cell, row by row."""
    return [(row.line, cell, columns[index]) for row in layout.body for index in columns if (cell := row.cell(index))]


def _under_replies(layout: Layout, found: Sequence[tuple[int, str, str]], notebook: Notebook) -> Layout:
    """Return a list with one row for each person below a reply: "Coming", "Not coming"."""
    text = said(
        "%(file)s: the headings %(headings)s are read as replies from the people below them.",
        file=notebook.file,
        headings=said_list(quoted(heading) for heading in layout.headings if heading),
    )
    notebook.note("columns-ticked", text, shared_text="")
    body = tuple(Row(line, (name, reply)) for line, name, reply in found)
    return replace(layout, headings=("Name", f"Reply {TAG}"), body=body, has_sections=False, choices=frozenset())


def _in_groups(layout: Layout, found: Sequence[tuple[int, str, str]], notebook: Notebook) -> Layout:
    """Return a list with one row for each person below a group: "Bride's guests", "Groom's guests"."""
    note_groups(notebook, [heading for heading in layout.headings if heading])
    body = tuple(Row(line, (name, group)) for line, name, group in found)
    return replace(layout, headings=("Name", GROUP), body=body, has_sections=False, choices=frozenset())


def _in_pairs(layout: Layout, sides: dict[int, str], notebook: Notebook) -> Layout:
    """Return a list with one row for each person of the pairs, who shares a table with each partner."""
    lines: dict[str, int] = {}
    names: dict[str, str] = {}
    partners: dict[str, dict[str, None]] = {}
    parts: dict[str, dict[str, None]] = {}
    for row in layout.body:
        pair = [(row.cell(index), side) for index, side in sides.items() if row.cell(index)]
        for name, side in pair:
            lines.setdefault(fold(name), row.line)
            names.setdefault(fold(name), name)
            parts.setdefault(fold(name), {})[side] = None
            others = partners.setdefault(fold(name), {})
            others.update({other: None for other, _ in pair if fold(other) != fold(name)})
    first, second = sides.values()
    text = said(
        "%(file)s: each row is read as a pair of people who share a table, from the columns %(columns)s. A "
        "name that appears in several rows is one person. %(advice)s",
        file=notebook.file,
        columns=said_list(name_column(side, column_letter(index)) for index, side in sides.items()),
        advice=notebook.ask_meaning(said("read only the people in one column"), ["name"], first),
    )
    notebook.note("columns-are-pairs", text)
    body = tuple(
        Row(lines[key], (name, "; ".join(parts[key]), "; ".join(partners[key]))) for key, name in names.items()
    )
    headings = ("Name", f"{first} / {second}", "with")
    return replace(layout, headings=headings, body=body, has_sections=False, choices=frozenset())


def _joined(layout: Layout, notebook: Notebook, stated: Collection[str]) -> Layout:
    """Join the columns of each question, such as "Yes", "No" and "Maybe", and turn those about not coming round.

    The latter stay columns of their own, whatever else is marked on their rows.
    """
    turned = _list_turned(layout, stated)
    questions = _list_questions(layout, stated, has_refusals=bool(turned))
    read = dict(sorted((turned | {index: one for choices in questions for index, one in choices.items()}).items()))
    if not read:
        return layout
    marks = [row.cell(index) for row in layout.body for index in read]
    for choices in questions:
        layout = _with_choices(layout, choices)
    for index, heading in turned.items():
        layout = _with_refusals(layout, index, heading)
    if questions or are_ticks(marks):
        text = said_count(
            "%(file)s: the marks in the column %(columns)s are read as replies.",
            "%(file)s: the marks in the columns %(columns)s are read as replies.",
            len(read),
            file=notebook.file,
            columns=said_list(name_column(heading, column_letter(index)) for index, heading in read.items()),
        )
    else:
        text = _describe_turned(turned, notebook)
    notebook.note("columns-ticked", text, shared_text="")  # its columns are always private
    return layout


def _list_questions(layout: Layout, stated: Collection[str], *, has_refusals: bool) -> Sequence[Mapping[int, str]]:
    """Return the columns that are the answers to one question, for each question with a yes and a no.

    The no may be a column about not coming. Such a column answers no question about anything else, such as a dinner.
    """
    choices = _list_choices(layout, stated)
    subjects = tuples_by_key(
        (read_subject(one) if has_refusals else frozenset(), index) for index, one in choices.items()
    )
    questions = {subject: {index: choices[index] for index in indices} for subject, indices in subjects.items()}
    return [
        one
        for subject, one in questions.items()
        if _are_answered(layout, one, has_refusal=has_refusals and not subject)
    ]


def _list_choices(layout: Layout, stated: Collection[str]) -> dict[int, str]:
    """Return the columns with marks whose headings are replies, without those that are about not coming."""
    return {
        index: heading
        for index, heading in enumerate(layout.headings)
        if _is_choice(heading)
        and not is_clearly_turned(heading)
        and squashed(heading) not in stated
        and _holds_marks(layout.body, index, squashed(heading))
    }


def _are_answered(layout: Layout, choices: Mapping[int, str], *, has_refusal: bool) -> bool:
    """Whether columns are a yes and a no with marks; one that has its no beside it has ticks, and no words."""
    answers = {*map(read_reply, choices.values()), *({Reply.NO} if has_refusal else ())}
    cells = [row.cell(index) for row in layout.body for index in choices]
    is_marked = any(_ticked(row, choices) for row in layout.body)
    return {Reply.YES, Reply.NO} <= answers and is_marked and (len(choices) > 1 or are_ticks(cells))


def _with_choices(layout: Layout, choices: Mapping[int, str]) -> Layout:
    """Return the layout with the answers to one question in the first of their columns."""
    first, *others = choices
    headings = list(layout.headings)
    headings[first] = f"{' / '.join(choices.values())} {TAG}" if others else choices[first]
    for index in others:
        headings[index] = ""
    body = []
    for row in layout.body:
        cells = row.with_cell(first, "; ".join(_ticked(row, choices))).cells
        body.append(Row(row.line, tuple("" if at in others else cell for at, cell in enumerate(cells))))
    replies = layout.replies if others else layout.replies | {first}
    return replace(layout, headings=tuple(headings), body=tuple(body), replies=replies)


def _with_refusals(layout: Layout, index: int, heading: str) -> Layout:
    """Return the layout with a no in each marked cell of a column about not coming, and nothing in the others."""
    choice = {index: heading if read_reply(heading) is Reply.NO else REFUSAL}
    body = tuple(row.with_cell(index, "".join(_ticked(row, choice))) for row in layout.body)
    return replace(layout, body=body, replies=layout.replies | {index})


def _list_turned(layout: Layout, stated: Collection[str]) -> dict[int, str]:
    """Return the columns whose headings are about not coming, and whose cells show who stays away.

    So do the cells if a column of yes is marked only on the other rows. A list in the format of the program names
    tables under `declined`, unless it has such a column.
    """
    choices = _list_choices(layout, stated)
    accepting = [_list_marks(layout, index) for index, text in choices.items() if read_reply(text) is Reply.YES]
    found = {}
    for index, heading in enumerate(layout.headings):
        if not is_clearly_turned(heading) or squashed(heading) in stated:
            continue
        cells, marks = [row.cell(index) for row in layout.body], _list_marks(layout, index)
        if not are_only_marks(cells):
            continue
        is_told = any(marks and others and not marks & others for others in accepting)
        if is_told or (tell_who_stays_away(cells) and (accepting or heading not in OF_THE_LIST)):
            found[index] = heading
    return found


def _list_marks(layout: Layout, index: int) -> frozenset[int]:
    """Return the lines of the rows that are marked in a column."""
    return frozenset(row.line for row in layout.body if _ticked(row, {index: TAG}))


def _describe_turned(choices: Mapping[int, str], notebook: Notebook) -> Said:
    """Say that yes below headings about not coming is a no, with the lines that keep these columns as they are."""
    return said(
        "%(file)s: yes in %(columns)s means that the person is not coming. %(advice)s",
        file=notebook.file,
        columns=said_list(name_column(heading, column_letter(index)) for index, heading in choices.items()),
        advice=notebook.offer(said("keep it as your own column"), [notebook.columns_line("own", *choices.values())]),
    )


def _is_choice(heading: str) -> bool:
    return 0 < len(heading.split()) <= LONGEST_CHOICE and "?" not in heading and read_reply(heading) in CHOICES


def _holds_marks(body: Sequence[Row], index: int, heading: str) -> bool:
    """Whether a column has only marks, dates and signs; so has a blank one, unless a list may have its heading."""
    cells = {cell for row in body if (cell := row.cell(index))}
    return (bool(cells) or heading not in OF_THE_LIST) and are_only_marks(list(cells))


def _ticked(row: Row, choices: Mapping[int, str]) -> list[str]:
    """Return the headings of the columns that are marked on a row. "Invited" gives way to a reply."""
    cells = [(heading, row.cell(index)) for index, heading in choices.items()]
    found = [(heading, cell) for heading, cell in cells if cell and not is_unmarked(cell)]
    replied = [(heading, cell) for heading, cell in found if read_reply(heading) is not Reply.NO_ANSWER]
    return [heading for heading, _ in replied or found]


def _apart_from_names(layout: Layout, notebook: Notebook) -> Layout:
    """Take numbers and bullets of a list, and the signs for yes and no, out of the cells of a column."""
    for index, heading in enumerate(layout.headings):
        if not heading:
            continue
        cells = [row.cell(index) for row in layout.body]
        filled = [cell for cell in cells if cell]
        listed = _find_numbering(filled)
        if not listed and any(replies := _list_remarks(cells)):
            return _without_remarks(layout, index, replies, notebook)
        signs = [_sign(cell) for cell in cells]
        is_marked = sum(map(bool, signs)) > max(1, MARKED * len(filled))
        if not (is_marked or listed):
            continue
        plain = [SIGNS.sub("", cell).strip() if is_marked else cell for cell in cells]
        plain = [listed.sub("", cell, count=1) if listed else cell for cell in plain]
        remarks = _list_remarks(plain)
        if any(remarks):
            plain = [
                found["name"] if (found := REMARK.fullmatch(cell)) and remark else cell
                for cell, remark in zip(plain, remarks, strict=True)
            ]
            signs = [sign or remark for sign, remark in zip(signs, remarks, strict=True)]
        example = next((one, other) for one, other in zip(cells, plain, strict=True) if one != other)
        text = said(
            "%(file)s: column %(column)s: numbers and marks are not read as part of the names, so %(cell)s is "
            "read as %(name)s.",
            file=notebook.file,
            column=name_column(heading, column_letter(index)),
            cell=quoted(example[0]),
            name=quoted(example[1]),
        )
        notebook.note("cells-marked", text, column="name")
        rows = zip(layout.body, plain, strict=True)
        body = (row.with_cell(index, name) if index < len(row.cells) else row for row, name in rows)
        layout = replace(layout, body=tuple(body))
        return _with_replies(layout, heading, signs) if is_marked or any(remarks) else layout
    return layout


def _find_numbering(cells: Sequence[str]) -> re.Pattern[str] | None:
    """Return the pattern of what stands before each cell of a list: its number or a bullet."""
    if _are_numbered(cells):
        return NUMBERED
    return BULLET if len(cells) > 1 and sum(map(bool, map(BULLET.match, cells))) >= NUMBERS * len(cells) else None


def _list_remarks(cells: Sequence[str]) -> list[str]:
    """Return the reply that stands after each name in a column: "Ben Ode (declined)"; "" where there is none."""
    found = [REMARK.fullmatch(cell) if len(cell) <= LONGEST_REMARKED else None for cell in cells]
    replies = [one["in"] or one["after"] if one and _is_remark(one) else "" for one in found]
    if not any(replies):
        return replies
    names = [one["name"] if one and reply else cell for one, reply, cell in zip(found, replies, cells, strict=True)]
    filled = [name for name in names if name]
    return replies if sum(map(is_name_like, filled)) >= NAMED * len(filled) else []


def _is_remark(found: re.Match[str]) -> bool:
    """Whether the text after a name is a reply; a short one in capitals, such as "NO", may be a country."""
    text, name = (found["in"] or found["after"]).strip(), found["name"]
    first, *others = text.split() or [""]
    if (count := read_count(text)) is not None and count.is_more:
        return False  # "+1 tbc" is a guest
    if (
        not (is_full_name(name) or (found["in"] and is_name_like(name)))
        or len(others) >= LONGEST_REMARK
        or not any(map(str.isalpha, text))
    ):
        return False
    if any(word[:1].isupper() for word in others) and fold(first) not in words("helping"):
        return False  # "Absent Friends Choir" is a name
    if (text.isupper() and len(text) < LEAST) or (is_bare(text) and found["after"]):
        return False
    return is_bare(text) or is_about_coming(text) or read_reply(text) in {Reply.MAYBE, Reply.NO_ANSWER, Reply.WAITING}


def _without_remarks(layout: Layout, index: int, replies: Sequence[str], notebook: Notebook) -> Layout:
    """Return the layout with the replies after names in a column of their own, and add a note on it."""
    body, example = [], ("", "")
    for row, reply in zip(layout.body, replies, strict=True):
        found = REMARK.fullmatch(row.cell(index)) if reply else None
        if found is not None:
            example = example if any(example) else (row.cell(index), found["name"])
            row = row.with_cell(index, found["name"])
        body.append(row)
    heading = layout.headings[index]
    text = said(
        "%(file)s: column %(column)s: replies after names are not read as part of the names, so %(cell)s is "
        "read as %(name)s.",
        file=notebook.file,
        column=name_column(heading, column_letter(index)),
        cell=quoted(example[0]),
        name=quoted(example[1]),
    )
    notebook.note("cells-marked", text, shared_text="", column="name")
    return _with_replies(replace(layout, body=tuple(body)), heading, replies)


def _sign(cell: str) -> str:
    """Return the sign at the beginning or the end of a cell with other text; "" if there is none."""
    found = SIGNS.search(cell)
    if found is None or not SIGNS.sub("", cell).strip():
        return ""
    return found[1] if found.start() == 0 or found.end() == len(cell) else ""


def _are_numbered(cells: Sequence[str]) -> bool:
    """Whether the cells are items of a numbered list: "1. Ana", "2. Ben"."""
    numbers = [int(found[1]) for cell in cells if (found := NUMBERED.match(cell))]
    return len(numbers) > 1 and len(numbers) >= NUMBERS * len(cells) and numbers == sorted(set(numbers))


def _with_replies(layout: Layout, heading: str, signs: Sequence[str]) -> Layout:
    """Return the layout with one more column, which holds the sign of each row."""
    pairs = zip(layout.body, signs, strict=True)
    body = tuple(row.with_inserted(len(layout.headings), sign) for row, sign in pairs)
    return replace(layout, headings=(*layout.headings, f"{heading} {TAG}"), body=body)
