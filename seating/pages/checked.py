"""The result of `seating check`: how the list was read, the demand for each table, and impossible musts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.analysis.table_demand import Demand
from seating.api.check import InputCheck
from seating.api.editing.wishes import list_wishes
from seating.convening import Convening, private_columns
from seating.convening.column_account import ColumnAccount, ColumnState, account_for_columns
from seating.convening.role_rules import lacks_role_rule
from seating.errors import Note
from seating.pages.candidates import list_candidates, list_wishes_to_accept
from seating.present.blocks import Block, Figures, Heading, Lines, Table, Text, data, field, paragraph, titled
from seating.present.blocks import Column as Title
from seating.present.blocks import Row as Line
from seating.profiles.columns import SEVERAL, Column, on_one_line, state_meaning
from seating.profiles.heads import count_heads, say_heads
from seating.report.claims import labels
from seating.report.quality import NO_ROLE_RULE
from seating.wording import Said, name_column, said, said_field, said_first, said_joined, said_list, squashed

SHOWN_ARRIVALS = 4

SHOWN_CANDIDATES = 10

SHOWN_SECTORS = 3
"""Maximum number of sectors listed for one table, the most frequent first."""


def list_notes(checked: InputCheck) -> list[Note]:
    """Return the notes but those on headings, which the page explains."""
    return [note for note in checked.notes if note.slug != "heading-matched"]


def list_blocks(checked: InputCheck, *, suggests: bool = False) -> Iterator[Block]:
    """Yield columns, inferred settings, demand, and musts that cannot be met; what the list suggests if asked."""
    yield Figures(list(_count(checked)), "facts")
    yield from _list_columns(checked)
    yield from titled(said("Inferred convening"), checked.sentences)
    yield _tabulate_demand(checked)
    if suggests:
        yield from _list_suggestions(checked)
    if lacks_role_rule(checked.room.people, checked.convening.requirements):
        yield paragraph(NO_ROLE_RULE)
    if checked.clashes:
        about = said("Musts that cannot be met, according to a simple count")
        yield from titled(about, [clash.sentence for clash in checked.clashes])
    else:
        yield paragraph(said("A simple count finds no must that cannot be met."))


def _list_suggestions(checked: InputCheck) -> Iterator[Block]:
    """Yield what could matter and who may be missing, as far as the list alone shows; or that it suggests nothing."""
    where = checked.convening.file
    wishes = list_wishes(checked.convening, checked.people)
    yield from list_wishes_to_accept(wishes, where)
    yield from list_candidates(checked.candidates, checked.convening, SHOWN_CANDIDATES, where)
    if not checked.candidates and all(one.is_chosen for one in wishes):
        yield paragraph(said("The columns in this list suggest nothing to ask about."))


def _count(checked: InputCheck) -> Iterator[tuple[Text, Text]]:
    """Yield how many people are on the list and get a seat, and who was marked at the desk."""
    room = checked.room
    yield said("List"), data(checked.people.file)
    yield said("On the list"), say_heads(count_heads(checked.listed))
    if checked.has_rounds:
        yield said("Round"), room.round_number
    yield said("To seat"), say_heads(count_heads(room.people), len(room.staff))
    yield said("Tables"), len(room.tables)
    # the desk marked who came to the open round; the marks do not apply to the next one
    if absent := [one.label for one in checked.people if one.attending.is_absent]:
        yield said("Marked absent at the desk"), data(said_first(absent, SHOWN_ARRIVALS))
    if came := [one.label for one in checked.room.persons if one.id in checked.unexpected]:
        yield said("Came without a seat by the list"), data(said_first(came, SHOWN_ARRIVALS))


def _list_columns(checked: InputCheck) -> Iterator[Block]:
    """Yield the recognized columns (with reasons), the list's own columns, and how to confirm guesses."""
    columns = checked.people.columns
    known = [column for column in columns if column.is_known]
    yield Heading(said("Columns"))
    rows = [
        Line((data(_name_column(column)), data(_meaning(column)), column.evidence))
        for column in known
        if squashed(column.key) != squashed(column.heading)
    ]
    titles = (Title(said("Heading")), Title(said("Read as")), Title(said("Why")))
    yield Table(said("Columns"), titles, rows, repeats_heading=True)
    yield Lines([*_list_others(checked), *_list_guesses(checked)], "bullets")


def _meaning(column: Column) -> str:
    return f"{column.key} ({column.part})" if column.part else column.key


def _list_others(checked: InputCheck) -> Iterator[Text]:
    """Yield the columns that were recognized by name, those of the list's own that count, and those not read."""
    hidden = private_columns(checked.convening, checked.people)
    known = [column for column in checked.people.columns if column.is_known]
    account = account_for_columns(checked.convening, checked.people)
    others = [one for one in account if not one.column.is_known]
    alike = [f"{c.key} ({c.letter})" for c in known if squashed(c.key) == squashed(c.heading)]
    unread = [one for one in others if one.state is not ColumnState.READ]
    read = [one.column for one in others if one.state is ColumnState.READ]
    own = [_name_column(column) for column in read if column.key not in hidden]
    private = [_name_column(column) for column in read if column.key in hidden]
    if alike:
        yield field(said("Recognized by name"), data(said_list(alike)))
    if own:
        yield field(said("Your own columns, which are used"), data(said_list(own)))
    if private:
        yield field(said("Your own private columns, which only you see"), data(said_list(private)))
    if left := [_name_unread(one) for one in unread if one.column.key not in hidden]:
        yield field(said("Not used, though requirements can use them"), data(said_list(left)))
    if left := [_name_unread(one) for one in unread if one.column.key in hidden]:
        yield field(said("Not used, and only you see them"), data(said_list(left)))


def _name_unread(one: ColumnAccount) -> str:
    """Return a column that was not read, with what it could be."""
    column = _name_column(one.column)
    if not one.could_be:
        return column
    return labels.COULD_BE(column=column, meanings=said_list(one.could_be, "or"))


def _name_column(column: Column) -> str:
    return name_column(column.heading, column.letter) if column.heading else labels.COLUMN(letter=column.letter)


def _list_guesses(checked: InputCheck) -> Iterator[Text]:
    """Yield the lines of a convening that confirm the guessed columns."""
    guessed = [column for column in checked.people.columns if column.is_known and column.is_guess]
    if not guessed:
        return
    convening = checked.convening
    if convening.file is None:
        about = said(
            "Some columns were guessed. To confirm them, make a text file named convening.yaml in the same "
            "folder as the list, copy this into it, and correct it where needed:"
        )
    elif convening.columns:
        about = said(
            "Some columns were guessed. To confirm them, replace `columns` in the convening with this, and "
            "correct it where needed:"
        )
    else:
        about = said(
            "Some columns were guessed. To confirm them, copy this into the convening and correct it where needed:"
        )
    yield about
    yield data("  columns:")
    for line in _confirm(guessed, convening):
        yield data(f"    {line}")


def _confirm(guessed: Sequence[Column], convening: Convening) -> Iterator[str]:
    """Yield the meanings of the guessed columns, and of those that the convening states, as lines."""
    stated = dict(convening.columns)
    for column in guessed:
        has_several = column.key in SEVERAL
        heading = column.heading or _name_column(column)
        stated[column.meaning] = (*(stated.get(column.meaning, ()) if has_several else ()), heading)
    for key, value in state_meaning(stated, "").items():
        yield f"{key}: {on_one_line(value)}"


def _tabulate_demand(checked: InputCheck) -> Table:
    """Return the demand for each table, without empty columns."""
    titles = (
        said("Table"),
        said("Seats"),
        said("Interested"),
        said("Very interested"),
        said("First choice"),
        said("Roles"),
        said("Sectors"),
    )
    sectors = {id(demand.by_sector): demand.by_sector for demand in checked.demand}  # tables of one focus share them
    shown = {key: _name_sectors(counts) for key, counts in sectors.items()}
    is_asked = any(person.interests for person in checked.room.coming)
    has_rated = any(person.has_rated for person in checked.room.coming)
    # Without interests, no count of people is shown; without scores, no one is more interested than others.
    shows = {"counts_people": is_asked, "counts_scores": has_rated}
    rows = [_demand_row(demand, shown[id(demand.by_sector)], **shows) for demand in checked.demand]
    used = [number for number in range(len(titles)) if any(row[number] for row in rows)]
    has_focus = any(table.focus for table in checked.room.tables)
    caption = said("Demand for the tables") if has_focus and is_asked else said("Tables")
    return Table(
        caption,
        [Title(titles[number]) for number in used],
        [Line([data(row[number]) for number in used]) for row in rows],
    )


def _demand_row(demand: Demand, sectors: str, *, counts_people: bool, counts_scores: bool) -> tuple[str, ...]:
    """Return the demand for one table as a row.

    Cells about people are blank for a table without a focus, because the counts would be those of the whole list.
    """
    table = demand.table
    if not table.focus or not counts_people:
        return table.label, str(table.seats), "", "", "", "", ""
    scores = [str(demand.interested), *((str(demand.eager), str(demand.best)) if counts_scores else ("", ""))]
    roles = said_joined(
        [said_field(said(role), f"{number:,}") for role, number in _sort_by_count(demand.by_role)], ", "
    )
    return table.label, str(table.seats), *scores, roles, sectors


def _name_sectors(counts: Mapping[str, int]) -> Said:
    """Return the most frequent sectors with their counts, and the number of people from all others."""
    sectors = _sort_by_count(counts)
    shown = [f"{sector}: {number:,}" for sector, number in sectors[:SHOWN_SECTORS]]
    if others := sum(number for _, number in sectors[SHOWN_SECTORS:]):
        shown.append(said_field(said("other sectors"), f"{others:,}"))
    return said_joined(shown, ", ")


def _sort_by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the values with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
