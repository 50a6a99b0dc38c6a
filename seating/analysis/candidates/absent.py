"""Candidates who are absent from a list: usual sectors, expected public partners, and cells of the frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from seating.analysis.candidates.candidate import Candidate, Cause, Evidence, tell_uncounted, voice_candidate
from seating.analysis.candidates.words import group_by_name, words_for_partner
from seating.convening.schema import Convening
from seating.groups import group_by_key
from seating.profiles import Person
from seating.profiles.categories import count_values, is_category
from seating.profiles.private_columns import private_columns
from seating.profiles.sectors import USUAL_SECTORS
from seating.wording import capitalized, fold, message, quoted, said, said_count

FEWEST_USUAL, SHARE_USUAL = 3, 0.6
"""A column of sectors uses the usual ones if at least so many of them occur, and this share of people is in one."""

SURPRISING = 4
"""An empty frame cell is surprising if this many people could be expected in it, judging by its row and column."""


def list_usual_sectors(convening: Convening) -> Mapping[str, tuple[str, ...]]:
    """Return the usual sectors of a convening, each with all the words by which a list may name it."""
    if convening.usual_sectors is None:
        return {name: sector.words for name, sector in USUAL_SECTORS.items()}
    usual = {fold(name): sector.words for name, sector in USUAL_SECTORS.items()}
    return {name: (name, *others, *usual.get(fold(name), ())) for name, others in convening.usual_sectors.items()}


def suggest_sectors(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the usual sectors that no one, or only one person, comes from.

    Without `usual_sectors` in the convening, this applies only to lists whose sectors are mostly the usual ones.
    """
    if not evidence.is_known("sector"):
        return
    usual = list_usual_sectors(evidence.convening)
    people = (*evidence.coming, *evidence.listed, *evidence.room.held, *evidence.staff)
    values = group_by_name((value for person in people for value in person.values("sector")), usual)
    groups = (evidence.coming, evidence.listed, evidence.room.held, evidence.staff)
    coming, listed, held, staff = (_group(group, usual, values) for group in groups)
    if evidence.convening.usual_sectors is None:
        inside = {person.id for each in coming.values() for person in each}
        if sum(map(bool, coming.values())) < FEWEST_USUAL or len(inside) < SHARE_USUAL * len(evidence.coming):
            return
    for name in usual:
        value = _find_usual_value(coming[name] or listed[name], values[name]) or name
        if len(coming[name]) > 1 or held[name] or not evidence.may_ask("sector", value):
            continue
        only = said("Only 1 person from the sector %(sector)s is coming.", sector=said(value))
        why = (
            tell_uncounted(only, staff[name])
            if coming[name]
            else _write_absence(len(listed[name]), staff[name], said("the sector %(sector)s", sector=said(value)))
        )
        yield voice_candidate(
            Cause.SECTOR,
            (name,),
            capitalized(value),
            why,
            {"sector": value},
            90 if not coming[name] else 75,
            at_least=2 if coming[name] else 1,
        )


UNNAMED = message(
    "No cell in the list names %(partner)s, an expected partner. If the list uses another name, write it next "
    "to %(partner)s under `expected`."
)


def suggest_expected(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the public partners of `expected` from which no one comes.

    Private columns are not read: a candidate inferred from one could not be on a page.
    """
    column = next((c for c in ("organization", "sector") if c in evidence.people.headings), None)
    if column is None:
        return
    hidden = private_columns(evidence.convening, evidence.people)
    own = [c for c in evidence.own_columns if c not in hidden and is_category(c, evidence.listed, least_filled=0)]
    columns = [c for c in ("organization", "sector", *own) if c in evidence.people.headings]
    ids: dict[str, set[str]] = {}  # of the people with each value
    for person in evidence.people:
        for text in (text for c in columns for text in person.values(c)):
            ids.setdefault(fold(text), set()).add(person.id)
    partners = evidence.convening.expected
    words = {name: words_for_partner(name, others) for name, others in partners.items()}
    texts = group_by_name(ids, words)
    labels = group_by_name((p.label for p in evidence.room.held), {name: (name, *words[name]) for name in partners})
    for name in partners:
        fitting = {one for text in (*texts[name], fold(name)) for one in ids.get(text, ())}
        if any(person.id in fitting for person in evidence.coming):
            continue
        if any(person.id in fitting or person.label in labels[name] for person in evidence.room.held):
            continue
        away = [person for person in evidence.listed if person.id in fitting]
        staff = [person for person in evidence.staff if person.id in fitting]
        values = list(dict.fromkeys(value for person in (*away, *staff) for value in person.values(column))) or [name]
        values = [value for value in values if evidence.may_ask(column, value)]
        if values:
            partner = said("%(partner)s, an expected partner,", partner=name)
            is_named = away or staff
            why = _write_absence(len(away), staff, partner) if is_named else said(UNNAMED, partner=quoted(name))
            yield voice_candidate(Cause.EXPECTED, (name,), name, why, {column: values}, 85, more=frozenset(columns))


def suggest_frame_cells(evidence: Evidence) -> Iterator[Candidate]:
    """Yield the needed cells of the frame with one person, and others that are surprisingly empty."""
    frame = evidence.convening.frame
    if frame is None:
        return
    needed = {(fold(row), fold(column)) for row, column in frame.needed}
    rows, columns = count_values(frame.rows, evidence.coming), count_values(frame.columns, evidence.coming)
    cells = Counter(
        cell
        for person in evidence.coming
        for cell in {(fold(r), fold(c)) for r in person.values(frame.rows) for c in person.values(frame.columns)}
    )
    spelled = {fold(v): v for p in evidence.coming for c in (frame.columns, frame.rows) for v in p.values(c)}
    surprising = {cell for cell in _large_cells(rows, columns, SURPRISING * len(evidence.coming)) if not cells[cell]}
    alone = {cell for cell in needed if cells[cell] == 1}
    for row, column in sorted(surprising - needed | alone):
        name = f"{spelled[row]} · {spelled[column]}"
        why = (
            said("The cell %(cell)s in the frame has only 1 person.", cell=name)
            if (row, column) in alone
            else said(
                "The cell %(cell)s in the frame is empty, although many people are in its row or column.", cell=name
            )
        )
        who = {frame.rows: spelled[row], frame.columns: spelled[column]}
        yield voice_candidate(
            Cause.FRAME, (row, column), name, why, who, 55, at_least=2 if (row, column) in alone else 1
        )


def _large_cells(rows: Mapping[str, int], columns: Mapping[str, int], least: float) -> Iterator[tuple[str, str]]:
    """Yield the cells for which the people in the row times those in the column are at least `least`."""
    by_size = sorted(columns.items(), key=lambda item: -item[1])
    for row, of_row in rows.items():
        for column, of_column in by_size:
            if of_row * of_column < least:
                break
            yield row, column


def _group(
    people: Iterable[Person], names: Iterable[str], values: Mapping[str, Collection[str]]
) -> Mapping[str, list[Person]]:
    """Return, for each name, the people whose sector is one of its values."""
    names_of = group_by_key((value, name) for name in names for value in values[name])
    found: dict[str, list[Person]] = {name: [] for name in names}
    for person in people:
        for name in dict.fromkeys(name for value in person.values("sector") for name in names_of.get(value, ())):
            found[name].append(person)
    return found


def _find_usual_value(people: Sequence[Person], sectors: Collection[str]) -> str | None:
    """Return the most frequent of these sectors among these people; None if there is none."""
    found = Counter(value for p in people for value in p.values("sector") if value in sectors)
    return found.most_common(1)[0][0] if found else None


def _write_absence(listed: int, staff: Collection[Person], group: str) -> str:
    """Return the sentence that none of a group, or only staff, is on the list, or that those who are have no seat."""
    if not listed:
        only = said("Only staff from %(group)s are on the list.", group=group)
        return only if staff else said("No one from %(group)s is on the list.", group=group)
    why = said_count(
        "%(number)s person from %(group)s is on the list, but has no seat.",
        "%(number)s people from %(group)s are on the list, but none of them has a seat.",
        listed,
        group=group,
    )
    return tell_uncounted(why, staff)
