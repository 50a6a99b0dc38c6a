"""The demand for each table, by role and sector, next to its seats."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.table_demand import Demand, compute_demand
from seating.forms.worksheets import NO, PARTLY, YES
from seating.present.blocks import NOTHING, Block, Column, Row, Table, Text, data, join, paragraph, strong
from seating.profiles.heads import say_in_column
from seating.report.counts import tell_unread
from seating.report.places import places
from seating.report.role_marks import ROLE_MARKS
from seating.report.shown_feedback import count_feedback
from seating.report.sort_keys import sort_key
from seating.result import Result
from seating.result.readers import may_total
from seating.wording import said, said_alone, said_joined, said_list


def list_demand_blocks(result: Result) -> Iterator[Block]:
    """Yield the answers about the tables and the demand; nothing without answers, a focus and an interest.

    Roles and sectors are not counted if the convening makes their column private.
    """
    yield from _list_feedback(result)
    if not any(table.focus for table in result.room.tables) or not any(p.interests for p in result.room.coming):
        return
    rated = said(
        "“Interested” people rated the table’s focus 1 or higher, “very interested” people rated it 3, and "
        "“first choice” counts the interested people who rated no other focus higher."
    )
    named = said("“Interested” people named the table’s focus as an interest.")
    interested = [person for person in result.room.coming if person.interests]
    has_rated = any(person.has_rated for person in interested)
    about = [rated if has_rated else named]
    if not all(person.has_rated for person in interested):
        about.append(said("An area without a score counts as 1."))
    yield paragraph(said_joined(about, " "), "intro")
    yield from tell_unread(result.room, result.unread)
    roles = [role for role in ROLE_MARKS if role is not None] if may_total(result, "representative_type") else []
    tells_sectors = may_total(result, "sector")
    titles = [Column(said("Table")), Column(said("Focus"))]
    numbers = [said("Seats"), said("Seated"), said("Interested")]
    numbers += [said("Very interested"), said("First choice")] if has_rated else []
    numbers += [said_alone(ROLE_MARKS[role].word, "") for role in roles]
    titles += [Column(title, is_number=True) for title in numbers]
    last = [Column(said("Sectors"))] if tells_sectors else []
    asked = {demand.table.id: demand for demand in compute_demand(result.room, result.unread)}
    rows = []
    for place in places(result):
        demand = asked[place.table.id]
        by_role = (demand.by_role.get(role.value, 0) for role in roles)
        name = (str(place.number), " ", data(place.table.label))
        seats: tuple[Text, ...] = (place.seats or NOTHING, say_in_column(place.heads))
        if not place.table.focus:  # no one rates it
            unrated = [NOTHING] * (len(titles) - 4 + len(last))
            rows.append(Row((name, NOTHING, *seats, *unrated)))
            continue
        ratings = (demand.eager, demand.best) if has_rated else ()
        counts: tuple[Text, ...] = (strong(str(demand.interested)), *ratings, *by_role)
        focus = data(said_list(place.table.focus))
        sectors = (_list_sectors(demand),) if last else ()
        rows.append(Row((name, focus, *seats, *counts, *sectors)))
    caption = said("How many people ask for each table")
    yield Table(caption, [*titles, *last], rows, "demand", stacks=False, is_wide=True)
    counted = (_describe_counted(bool(roles), bool(last)), said("One person can ask for several tables."))
    yield paragraph(said_joined(filter(None, counted), " "), "quiet")


def _describe_counted(tells_roles: bool, tells_sectors: bool) -> str:
    """Return whose roles and sectors are counted; "" if neither are."""
    if tells_roles and tells_sectors:
        return said("The roles and sectors are those of the interested people.")
    if tells_roles:
        return said("The roles are those of the interested people.")
    return said("The sectors are those of the interested people.") if tells_sectors else ""


def _list_sectors(demand: Demand) -> Text:
    """Return the sectors of the interested people with their numbers, the largest first."""
    counts = sorted(demand.by_sector.items(), key=lambda found: (-found[1], sort_key(found[0])))
    return join([(data(sector), " ", number) for sector, number in counts], ", ")


def _list_feedback(result: Result) -> Iterator[Block]:
    """Yield how many people of each table answered that it was the right one."""
    titles = (
        Column(said("Table")),
        Column(said("yes"), is_number=True),
        Column(said("partly"), is_number=True),
        Column(said("no"), is_number=True),
        Column(said("Would rather sit at")),
    )
    rows = []
    for one in count_feedback(result):
        counts = (one.answers.get(answer, 0) or NOTHING for answer in (YES, PARTLY, NO))
        better = [(data(text), " ", number) for text, number in one.better.items()]
        rows.append(Row((one.name, *counts, join(better, ", ") or NOTHING)))
    if rows:
        yield Table(said("Was it the right table?"), titles, rows, "feedback")
