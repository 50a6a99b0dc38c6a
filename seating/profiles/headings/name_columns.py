"""Find the columns of names and ids, and combine names into one cell with the first name first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from seating.profiles.columns import NAME_PARTS, RELATIONS, Column
from seating.profiles.headings.competing_columns import (
    STATED,
    Decision,
    Decisions,
    SheetColumn,
    cells_of,
)
from seating.profiles.headings.contents import contents_of, is_full_name, words
from seating.profiles.headings.evidence import MIN_POINTS, MOSTLY_DIFFERENT, MOSTLY_FILLED
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.headings.person_roles import PersonRole, are_of_different_people, read_role
from seating.profiles.name_cells.list_names import order_names
from seating.profiles.names import put_first_name_first
from seating.profiles.notebook import Notebook, lines_in_words
from seating.sources import Row
from seating.wording import Said, fold, name_column, quoted, said, said_count, said_list


def _list(columns: Sequence[SheetColumn]) -> Said:
    return said_list(name_column(one.called, one.letter) for one in columns)


def settle_names(state: Decisions) -> None:
    """Treat "Nom" next to "Prénom" as the last name, and "Nombre" next to "Apellidos" as the first name."""
    taken = {decision.meaning: decision for decision in state.found.values() if decision.key == "name"}
    whole = taken.pop("name", None)
    if whole is None and len(taken) == 1:
        _take_as_whole(state, *taken.values())
    if whole is None or whole.is_stated or not taken:
        return
    if len(taken) == 2:
        _choose_between(state, whole, [taken[part] for part in NAME_PARTS])
        return
    (part,) = taken.values()
    if holds_whole_names(whole.seen.heading, cells_of(state, whole.seen), cells_of(state, part.seen)):
        return
    meant = "first name" if part.meaning == "last name" else "last name"
    named = name_column(part.seen.called, part.seen.letter)
    evidence = said("%(column)s has the first names", column=named)
    if part.meaning == "last name":
        evidence = said("%(column)s has the last names", column=named)
    state.found[whole.seen.index] = replace(whole, meaning=meant, evidence=evidence, is_guess=False)


def _take_as_whole(state: Decisions, part: Decision) -> None:
    """Treat "Name (surname first)" as the whole name, if most of its cells are one with a comma: "Hill, Tom"."""
    texts = part.seen.contents.counts
    if not part.is_stated and 2 * len(order_names(texts)) > len(texts):
        state.found[part.seen.index] = replace(part, meaning="name")


def _choose_between(state: Decisions, whole: Decision, parts: Sequence[Decision]) -> None:
    """Keep a column of whole names beside first and last names only if it names the same people.

    "Account Name" has the same text many times. "Order Name" beside "Ticket First Name" names someone else, and so does
    any further name that differs from complete first and last names. If the first and last names are those of the
    buyer, they are kept instead.
    """
    heading, contents = whole.seen.heading, whole.seen.contents
    if contents.filled > 2 and contents.different < MOSTLY_DIFFERENT:
        state.found[whole.seen.index] = Decision(whole.seen, "own", said("most of its values appear more than once"))
    elif all(are_of_different_people(heading, part.seen.heading) for part in parts):
        for part in parts:
            state.found[part.seen.index] = Decision(part.seen, "own", _is_of_somebody_else(whole.seen))
    elif _are_complete_guests(parts) and (
        read_role(heading) is PersonRole.BEHIND
        or (read_role(heading) is PersonRole.UNKNOWN and _lines_of_others(state, whole.seen, [v.seen for v in parts]))
    ):
        state.found[whole.seen.index] = Decision(whole.seen, "own", _is_of_somebody_else(*(v.seen for v in parts)))


def _are_complete_guests(parts: Sequence[Decision]) -> bool:
    """Whether each row has a first and a last name, and the headings are about the people who come."""
    contents = [part.seen.contents for part in parts]
    are_guests = all(read_role(part.seen.heading) is PersonRole.GUEST for part in parts)
    return are_guests and all(one.filled == one.rows for one in contents)


def _is_of_somebody_else(*names: SheetColumn) -> Said:
    return said("the people who come are named in %(columns)s", columns=_list(names))


def _lines_of_others(state: Decisions, one: SheetColumn, names: Sequence[SheetColumn]) -> list[int]:
    """Return the lines on which a column has a name that is no part of the name in other columns, and not the same."""
    lines = []
    for row, cell in zip(state.body, cells_of(state, one), strict=True):
        name = fold(" ".join(filter(None, (row.cell(other.index) for other in names))))
        spoken, known = (set(text.replace(",", " ").split()) for text in (cell, name))
        if spoken and known and not (spoken <= known or known <= spoken):
            lines.append(row.line)
    return lines


def note_names_of_others(state: Decisions) -> None:
    """Add a note on each column that names someone behind the people who come, if it names others on some rows."""
    whole = [v.seen for v in state.found.values() if v.meaning == "name"]
    parts = [v.seen for meant in NAME_PARTS for v in state.found.values() if v.meaning == meant]
    names = whole or parts
    for one in state.seen if names else ():
        ranked = state.ranked.get(one.index, ())
        named = next((each for each in ranked if each.key == "name" and each.points >= MIN_POINTS), None)
        role, decision = read_role(one.heading), state.found.get(one.index)
        is_kept = decision is not None and (decision.meaning == "own" or role is PersonRole.BEHIND)
        has_names = role is PersonRole.BEHIND or one.contents.share(is_full_name) >= MOSTLY_FILLED
        if named is None or not is_kept or not has_names or role is PersonRole.GUEST:
            continue
        if lines := _lines_of_others(state, one, names):
            text = said(
                "%(file)s: %(lines)s: %(column)s names someone else than %(names)s. The people in %(names)s are "
                "seated. %(advice)s",
                file=state.notebook.file,
                lines=lines_in_words(lines),
                column=name_column(one.called, one.letter),
                names=_list(names),
                advice=state.notebook.ask_meaning(said("seat the others instead"), [named.meaning], one.called),
            )
            state.notebook.note("heading-chosen", text)
            state.reported.add(one.index)


def list_names(state: Decisions) -> frozenset[str]:
    """Return the folded names and ids on the list; names with the last name first are included in both orders."""
    names: set[str] = set()
    firsts = [decision.seen.index for decision in state.found.values() if decision.meaning == "first name"]
    lasts = [decision.seen.index for decision in state.found.values() if decision.meaning == "last name"]
    for decision in state.found.values():
        if decision.meaning in {"name", "id"}:
            names.update(map(fold, decision.seen.contents.counts))
            if decision.meaning == "name":
                names.update(map(fold, order_names(decision.seen.contents.counts).values()))
    stated = [index for index, key in state.said.items() if key == "name"]
    if len(stated) > 1:
        names = {fold(text) for text in contents_of(state.body, stated).counts}
    if firsts and lasts:
        names.update(map(fold, contents_of(state.body, (firsts[0], lasts[0])).counts))
    return frozenset(names)


EXAMPLES = 2
"""Number of turned names that a note shows."""

MANY_WORDS = 0.6
"""Minimum share of names with several words for a column to be treated as whole names."""


def list_given_names(state: Decisions) -> frozenset[str]:
    """Return the folded given names that exactly one person on the list has."""
    counts: Counter[str] = Counter()
    for decision in state.found.values():
        if decision.meaning == "first name":
            counts.update({fold(text): count for text, count in decision.seen.contents.counts.items()})
        elif decision.meaning == "name":
            for text, count in decision.seen.contents.counts.items():
                if words := fold(put_first_name_first(text)).split():
                    counts[words[0]] += count
    return frozenset(name for name, count in counts.items() if count == 1 and len(name) > 1)


def given_names(row: Row, indices: Sequence[int]) -> set[str]:
    """Return the folded texts of a row's name cells, and all of them joined."""
    texts = [row.cells[index].strip() for index in indices if index < len(row.cells)]
    return {fold(text) for text in (*texts, " ".join(texts), *map(put_first_name_first, texts))} - {""}


def holds_whole_names(heading: str, names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a column contains whole names, rather than only first names or only last names.

    Most whole names have several words or contain the first or last name on their row.

    Parameters
    ----------
    heading : str
        The heading of the column.
    names : sequence of str
        Folded cells of the column, one per row.
    parts : sequence of str
        Folded cells of the column of first or last names, one per row.
    """
    if words("whole") & set(plain(heading).split()):
        return True
    filled = [name for name in names if name]
    pairs = [(name, part) for name, part in zip(names, parts, strict=True) if name and part]
    if not pairs or 2 * len(pairs) < len(filled):
        return True
    held = sum(set(part.split()) <= set(name.replace(",", " ").split()) for name, part in pairs)
    several = sum(" " in name for name in filled)
    return 5 * held > len(pairs) or several >= MANY_WORDS * len(filled)


def read_full_names(
    decisions: Sequence[Decision], body: Sequence[Row], notebook: Notebook, stated: Sequence[int] = ()
) -> tuple[Column | None, tuple[Row, ...]]:
    """Join first and last names, complete whole names, and put first names first.

    Parameters
    ----------
    decisions : sequence of Decision
    body : sequence of Row
        The rows of people.
    notebook : Notebook
        Collects notes on changed names.
    stated : sequence of int
        The columns of names that the convening states. If there are several, they are joined in this order.

    Returns
    -------
    column : Column or None
        The column made of first and last names; None if the list has a column of whole names. Blank cells of
        that column are filled from first and last names.
    rows : tuple of Row
        The rows with these changes.
    """
    first = next((v.seen for v in decisions if v.meaning == "first name" and not v.is_dropped), None)
    last = next((v.seen for v in decisions if v.meaning == "last name" and not v.is_dropped), None)
    whole = next((v.seen for v in decisions if v.meaning == "name" and not v.is_dropped), None)
    parts = [part for part in (first, last) if part]
    rows = tuple(body)
    if len(stated) > 1:
        by_index = {one.seen.index: one.seen for one in decisions}
        whole, parts = None, [by_index[index] for index in stated]
    if whole is None:
        if not parts:
            return None, rows
        heading = " + ".join(part.heading for part in parts)
        letter = " and ".join(part.letter for part in parts)
        evidence = STATED if len(stated) > 1 else said("first and last name")
        return Column("name", heading, letter, tuple(part.index for part in parts), True, evidence=evidence), rows
    if parts:
        rows = _completed(rows, whole.index, [part.index for part in parts], whole.heading, notebook)
    others = (v.seen.contents for v in decisions if v.key not in {"name", *RELATIONS})
    turned = order_names(whole.contents.counts, {fold(text) for contents in others for text in contents.counts})
    if turned:
        rows = _in_usual_order(rows, whole.index, whole.heading, turned, notebook)
    return None, rows


def _completed(
    rows: tuple[Row, ...], whole: int, parts: Sequence[int], heading: str, notebook: Notebook
) -> tuple[Row, ...]:
    """Fill blank whole names from first and last names."""
    lines, filled = [], []
    for row in rows:
        if row.cell(whole):
            filled.append(row)
            continue
        name = " ".join(text for at in parts if (text := row.cell(at)))
        if name:
            lines.append(row.line)
        filled.append(row.with_cell(whole, name) if name else row)
    if lines:
        text = said(
            "%(file)s: %(lines)s: %(column)s is blank. The name is made from the first and last name.",
            file=notebook.file,
            lines=lines_in_words(lines),
            column=quoted(heading),
        )
        notebook.note("name-completed", text)
    return tuple(filled)


def _in_usual_order(
    rows: tuple[Row, ...], at: int, heading: str, turned: Mapping[str, str], notebook: Notebook
) -> tuple[Row, ...]:
    names = [row.cell(at) for row in rows]
    found = [name for name in names if name in turned]
    examples = [
        said("%(written)s as %(read)s", written=quoted(name), read=quoted(turned[name]))
        for name in list(dict.fromkeys(found))[:EXAMPLES]
    ]
    values = {"file": notebook.file, "column": quoted(heading), "examples": said_list(examples)}
    if len(found) < len(turned) or len(examples) < len(found):
        text = said_count(
            "%(file)s: %(column)s has %(number)s name with the last name first, which is read with the first name "
            "first, for example %(examples)s.",
            "%(file)s: %(column)s has %(number)s names with the last name first, which are read with the first name "
            "first, for example %(examples)s.",
            len(found),
            **values,
        )
    else:
        text = said("%(file)s: %(column)s has last names first: %(examples)s.", **values)
    shared = said("%(file)s: %(column)s has names with the last name first.", **values)
    notebook.note("names-turned", text, shared)
    return tuple(
        row.with_cell(at, turned[name]) if name in turned else row for row, name in zip(rows, names, strict=True)
    )
