"""The staff plan of a season, by session and by staff member, with the workload of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.analysis.season.session_times import in_order_of_time
from seating.analysis.season.staffing import has_staff_plan
from seating.present.blocks import BREAK, NOTHING, Block, Column, Lines, Row, Table, Text, data, join, strong, tag
from seating.profiles.days import name_weekday
from seating.profiles.heads import say_in_column
from seating.report.person_names import tell_no_one
from seating.report.places import Place, Seated, places
from seating.report.sections.season import BY_SESSION
from seating.report.sort_keys import name_key
from seating.result import Result
from seating.result.staff_plan import tell_staff_plan
from seating.wording import Said, message, said

ORDER = 16
TITLE = message("Staff plan")
ABOUT = message("Which staff members serve at which sessions, by session and by person, with each person’s workload.")
FILLED_BY = message("tables with a `day`, and staff, who have a duty on the list")


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the plan, by session and by person; nothing unless this is a season of sessions with staff."""
    season = result.season
    if not (has_staff_plan(result.room) if season is None else season.has_staff):
        return
    yield Lines(tell_staff_plan(result), name="intro")  # how good the plan is, if that was computed
    found = {place.table.id: place for place in places(result)}
    ordered = [found[table.id] for table in in_order_of_time(result.room.tables)]
    without = tell_no_one(result)
    rows = [_describe_session(place, without) for place in ordered if place.taken or place.staff]
    yield Table(said("By session"), BY_SESSION, rows, "by-session")
    serving = {person.id: person for place in ordered for person in place.staff}
    staff = sorted(serving.values(), key=lambda one: (*name_key(one.name), one.id))
    columns = (Column(said("Name")), Column(said("Sessions"), is_number=True), Column(said("When and where")))
    yield Table(said("By person"), columns, [_describe_workload(person, ordered) for person in staff], "by-person")


def _describe_session(place: Place, without: Said) -> Row:
    where = join(_list_where(place), "") or NOTHING
    staff = join(map(_name_with_duties, place.staff), ", ") or strong(without)
    return Row((_name_session(place), join(_list_when(place), " · "), where, say_in_column(place.heads), staff))


def _describe_workload(person: Seated, ordered: Sequence[Place]) -> Row:
    """Return a member of staff with the sessions at which they serve, in order of time."""
    sessions = [place for place in ordered if person in place.staff]
    lines = [join((*_list_when(at), *_list_where(at), _name_session(at)), " · ") for at in sessions]
    return Row((_name_with_duties(person), len(sessions), join(lines, BREAK)))


def _name_session(place: Place) -> Text:
    return (str(place.number), " ", data(place.table.label))


def _list_when(place: Place) -> list[Text]:
    weekday = name_weekday(place.table.day)
    parts: list[Text] = [said(weekday)] if weekday else []
    return [*parts, *(data(text) for text in (place.table.day, place.table.time) if text)]


def _list_where(place: Place) -> list[Text]:
    return [data(place.table.place)] if place.table.place else []


def _name_with_duties(person: Seated) -> Text:
    return join((data(person.name), *map(tag, person.duty_words)), " ")
