"""The saved rounds of a ledger: a list, one round, two compared, an undone entry, attendance, the closing report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from seating.analysis.season.staffing import read_season
from seating.api.rounds import Attendance, Undo
from seating.history import name_former
from seating.ledger import Comparison, Ledger, SavedRound
from seating.ledger.records import standing_record
from seating.present.blocks import Block, Column, Row, Table, Text, code, data, figure, join, paragraph, titled
from seating.record.entries import AttendedContent, SeatedContent
from seating.record.result import RequirementRecord, SeatRecord
from seating.record.sentences import read_messages
from seating.report.closing.closing_page import tabulate_rounds
from seating.report.closing.ledger_facts import HeldRound
from seating.report.duty_names import name_duty
from seating.report.renamed_tables import (
    ABSENT_AT_THEIR_SEAT,
    TABLES_RENAMED,
    group_origins,
    tell_renamed,
    tell_renumbered,
)
from seating.report.requirement_names import name_cell
from seating.wording import Said, message, said, said_count, said_joined, said_list

WITHOUT_PRIVATE = said("The penalty does not include points from private requirements, which are not saved.")


def list_rounds(ledger: Ledger) -> Iterator[Block]:
    """Yield all rounds."""
    earlier = [past for past in ledger.history(1).rounds if past.number < 1]
    if earlier:
        yield paragraph(
            said_count(
                "%(number)s earlier round from a file given with --history.",
                "%(number)s earlier rounds from a file given with --history.",
                len(earlier),
            )
        )
    if not ledger.rounds and not ledger.problems:
        yield paragraph(said("No round is saved in %(folder)s yet.", folder=ledger.folder.parent.as_posix()))
    titles: tuple[Text, ...] = (
        said("Round"),
        said("Saved (UTC)"),
        said("People"),
        said("Tables"),
        figure(said("Penalty")),
        said("State"),
    )
    rows = [_describe_row(ledger, saved) for _, saved in sorted(ledger.rounds.items())]
    yield Table(said("Saved rounds"), [Column(title) for title in titles], rows, repeats_heading=True)
    if any(leaves_out_points(saved) for saved in ledger.rounds.values()):
        yield paragraph(figure(WITHOUT_PRIVATE))
    if ledger.entries and not ledger.problems:
        yield paragraph(
            said_count(
                "%(number)s entry checked: intact.", "%(number)s entries checked: all intact.", len(ledger.entries)
            )
        )


SEVERAL_SESSIONS = said(
    "Each person is listed at every session that they were invited to. Of some people with several sessions, the "
    "record tells that they came, but not to which of them."
)
"""What is told if it is not known at which of their sessions people were present."""


def list_round(ledger: Ledger, saved: SavedRound) -> Iterator[Block]:
    """Yield who sat where in one round.

    Parameters
    ----------
    ledger : Ledger
    saved : SavedRound
    """
    about = standing_record(ledger, saved)
    told = said(
        "Round %(round)s: %(people)s at %(tables)s. State: %(state)s. Saved %(time)s UTC.",
        round=saved.number,
        people=said_count("%(number)s person", "%(number)s people", about.people),
        tables=said_count("%(number)s table", "%(number)s tables", about.tables),
        state=_describe_state(ledger, saved),
        time=_format_time(saved.entry.saved),
    )
    yield paragraph(
        (told, figure(" "), figure(said("The penalty is %(number)s (0 is ideal).", number=f"{about.penalty:,}")))
    )
    if leaves_out_points(saved):
        yield paragraph(figure(WITHOUT_PRIVATE))
    labels, (visits, _) = saved.table_labels, read_season(saved.record)
    if saved.attended is not None and visits.keys() & saved.present.keys() - saved.attended.further.keys():
        yield paragraph(SEVERAL_SESSIONS)
    for table, label in labels.items():
        seats = [seat for seat in saved.record.seats if seat.table == table]
        people = sorted(seats, key=lambda seat: seat.name.casefold())
        further = sorted(
            (
                seat
                for seat in saved.record.seats
                if table in (*visits.get(seat.id, ()), *saved.visited.get(seat.id, ())) and table != seat.table
            ),
            key=lambda seat: seat.name.casefold(),
        )
        lines = [_describe_seat(saved, seat, labels) for seat in people]
        lines += [_describe_visit(saved, seat, table, labels) for seat in further]
        yield from titled(label, [*lines, *_list_unseated(saved, table)])
    names = {seat.id: saved.labels.get(seat.id, seat.name) for seat in saved.record.seats}
    unmet = [
        (each.sentence, " [", code(name_cell(each.id, names)), "]")
        for each in _list_requirements(saved)
        if not each.met
    ]
    yield from titled(said("Unmet requirement") if len(unmet) == 1 else said("Unmet requirements"), unmet)


def _describe_seat(saved: SavedRound, seat: SeatRecord, labels: Mapping[str, str]) -> Text:
    """Return a person with their duties, and whether they were absent or sat at another table."""
    duties: list[Text] = [
        (name_duty(duty), ", ", said("suggested until elected")) if duty in seat.suggested else name_duty(duty)
        for duty in seat.duties
    ]
    parts: list[Text] = [data(saved.labels.get(seat.id, seat.name))]
    if duties:
        parts.append(("(", *join(duties, "; "), ")"))
    if seat.id in saved.held:
        parts.append(said("(held seat)"))
    elif seat.id in saved.absent:
        parts.append(_tell_absent(saved, seat))
    elif (sat := saved.present.get(seat.id, seat.table)) != seat.table:
        parts.append(said("(sat at %(table)s)", table=labels.get(sat, sat)))
    return join(parts, " ")


def _list_unseated(saved: SavedRound, table: str) -> Iterator[Text]:
    """Yield the people who are recorded as present at a table, and had no seat in the round."""
    came = [person for person, where in saved.present.items() if where == table and person not in saved.seats]
    names = [saved.labels.get(person, saved.people.by_id[person].label) for person in came]
    for name in sorted(names, key=str.casefold):
        yield join([data(name), said("(came without a seat)")], " ")


def _describe_visit(saved: SavedRound, seat: SeatRecord, table: str, labels: Mapping[str, str]) -> Text:
    """Return a guest, or a member of staff, at a further session, planned or not, and whether they came to it."""
    about = said("(further session; seat at %(table)s)", table=labels.get(seat.table, seat.table))
    parts: list[Text] = [data(saved.labels.get(seat.id, seat.name)), about]
    if seat.id in saved.absent:
        parts.append(_tell_absent(saved, seat))
    elif table not in (saved.present.get(seat.id, seat.table), *saved.visited.get(seat.id, ())):
        parts.append(said("(did not come to this session)"))
    return join(parts, " ")


def _tell_absent(saved: SavedRound, seat: SeatRecord) -> Said:
    return said("(not counted as present)") if seat.id in saved.assumed else said("(absent)")


AT, WAS_AT, HAD_SEAT = (
    message("%(name)s: at %(table)s"),
    message("%(name)s: was at %(table)s"),
    message("%(name)s: had a seat at %(table)s"),
)
"""Where someone is in one of two rounds. The last one is true of people who were absent."""


def list_comparison(compared: Comparison) -> Iterator[Block]:
    """Yield the differences between two rounds."""
    then, now, names = (
        compared.before.table_labels,
        compared.after.table_labels,
        {**compared.names, **compared.labels},
    )
    yield paragraph(
        said_count(
            "From round %(before)s to round %(after)s: %(number)s person stayed at the same table, %(moved)s moved, "
            "%(joined)s had no seat in round %(before)s, %(left)s had none in round %(after)s.",
            "From round %(before)s to round %(after)s: %(number)s people stayed at the same table, %(moved)s moved, "
            "%(joined)s had no seat in round %(before)s, %(left)s had none in round %(after)s.",
            compared.stayed,
            before=compared.before.number,
            after=compared.after.number,
            moved=f"{len(compared.moved):,}",
            joined=f"{len(compared.joined):,}",
            left=f"{len(compared.left):,}",
        )
    )
    if compared.absent:
        yield paragraph(ABSENT_AT_THEIR_SEAT)

    origins = group_origins(compared.renamed, then, now)

    def was(table: str) -> str:
        heirs = {b: now.get(b, b) for b, those in origins.items() if table in those}
        is_merged = any(len(origins[b]) > 1 for b in heirs)
        return name_former(table, heirs, then.get(table, table), is_merged)

    moved, held = (
        [
            said("%(name)s: from %(then)s to %(now)s", name=compared.label_of(person), then=was(a), now=now.get(b, b))
            for person, a, b in moves
        ]
        for moves in (compared.moved, compared.held)
    )

    def tell(person: str, table: str, where: str, name: Callable[[str], str]) -> Said:
        tables = said_list(map(name, (table, *compared.further.get(person, ()))))
        where = HAD_SEAT if person in compared.absent else where
        return said(where, name=compared.label_of(person), table=tables)

    joined = [tell(*one, AT, lambda table: now.get(table, table)) for one in compared.joined]
    left = [tell(*one, WAS_AT, was) for one in compared.left]
    yield from titled(TABLES_RENAMED, tell_renamed(compared.renamed, then, now))
    renumbered = tell_renumbered(compared.before.numbers, then, compared.after.convened)
    yield from titled(said("Tables with another number"), renumbered)
    yield from titled(said("Moved"), moved)
    yield from titled(said("Held seats at another table"), held)
    yield from titled(said("Without a seat in round %(number)s", number=compared.before.number), joined)
    yield from titled(said("Without a seat in round %(number)s", number=compared.after.number), left)
    sentences = {
        each.id: (each.sentence, " [", code(name_cell(each.id, names)), "]")
        for each in _list_requirements(compared.after)
    }
    yield from titled(said("Newly met"), [sentences[identity] for identity in compared.met])
    yield from titled(said("Newly unmet"), [sentences[identity] for identity in compared.unmet])
    yield from _count_unmet_private(compared)


def _count_unmet_private(compared: Comparison) -> Iterator[Block]:
    """Yield how many private requirements are unmet. The ledger does not tell which one of the other round each is."""
    then, now = (
        sum(each.is_private and not each.met for each in saved.record.requirements)
        for saved in (compared.before, compared.after)
    )
    if then or now:
        yield paragraph(
            said(
                "Unmet private requirements: %(then)s in round %(before)s and %(now)s in round %(after)s.",
                then=f"{then:,}",
                before=compared.before.number,
                now=f"{now:,}",
                after=compared.after.number,
            )
        )


def _list_requirements(saved: SavedRound) -> Iterable[RequirementRecord]:
    """Return the requirements of a round, with sentences that can be translated if the ledger has their messages."""
    return read_messages(saved.record, saved.seating.messages).requirements


def list_undo(undone: Undo) -> Iterator[Block]:
    """Yield what was undone, and which round is open now."""
    ledger = undone.ledger
    state = said("No saved round is left.")
    if ledger.rounds:
        state = said("Round %(number)s is open now.", number=ledger.open_round)
    about = said("Undone: %(entry)s.", entry=_describe_entry(undone))
    pages = said("No entry was deleted.")
    if ledger.rounds and _shows_undone_seats(undone):
        pages = said(
            "No entry was deleted. Run `seating report` and `seating packet` with the list and the same options as "
            "before to regenerate the pages."
        )
    elif ledger.rounds:
        pages = said("No entry was deleted. Run `seating report` to regenerate the pages.")
    yield paragraph(said_joined([about, state, pages], " "))


def _shows_undone_seats(undone: Undo) -> bool:
    """Whether the packet of the round that is open now was written for the seating that was undone."""
    content = undone.entry.content
    return isinstance(content, SeatedContent) and content.rounds[0].round == undone.ledger.open_round


def list_attendance(recorded: Attendance) -> Iterator[Block]:
    """Yield how many people attended, and who was absent."""
    saved = recorded.saved
    names = {seat.id: saved.labels.get(seat.id, seat.name) for seat in saved.record.seats if seat.id not in saved.held}
    away = sorted(names[person] for person in saved.absent)
    found = [
        said(
            "Round %(round)s: %(came)s of %(seated)s attended.",
            round=saved.number,
            came=f"{len(saved.seated & saved.present.keys()):,}",
            seated=count_seated(len(saved.seated)),
        )
    ]
    if recorded.unseated:
        found.append(
            said_count(
                "%(number)s more person came without a seat.",
                "%(number)s more people came without a seat.",
                recorded.unseated,
            )
        )
    if saved.staff:
        came = f"{len(saved.staff - saved.absent):,}"
        found.append(said("%(came)s of %(number)s staff members came.", came=came, number=f"{len(saved.staff):,}"))
    if away:
        found.append(said("Absent: %(names)s.", names=said_list(away)))
    yield paragraph(said_joined(found, " "))


def count_seated(number: int) -> Said:
    """Return how many people have a seat."""
    return said_count("%(number)s person with a seat", "%(number)s people with a seat", number)


def leaves_out_points(saved: SavedRound) -> bool:
    """Whether the points of a private requirement are missing from the penalty of a saved round."""
    return any(each.penalty is None and not each.met for each in saved.record.requirements)


def _describe_row(ledger: Ledger, saved: SavedRound) -> Row:
    about = standing_record(ledger, saved)
    time = _format_time(saved.entry.saved)
    return Row((saved.number, time, about.people, about.tables, about.penalty, _describe_state(ledger, saved)))


STATES = {"held": said("held"), "open": said("still open"), "planned": said("planned")}


def _describe_state(ledger: Ledger, saved: SavedRound) -> Said:
    """Return the state of a round, and how many people attended if that is known."""
    state = STATES[ledger.state_of(saved)]
    if ledger.is_unfinished(saved):
        state = said("%(state)s, but not all pages were written; rerun the command that seated it", state=state)
    if saved.attended is None:
        return state
    came = len(saved.seated & saved.present.keys())
    values = {"state": state, "came": f"{came:,}", "number": f"{len(saved.seated):,}"}
    if (others := saved.n_present - came) > 0:
        return said_count(
            "%(state)s; recorded attendance: %(came)s of %(seated)s, and %(number)s more without a seat",
            "%(state)s; recorded attendance: %(came)s of %(seated)s, and %(number)s more without a seat",
            others,
            state=state,
            came=values["came"],
            seated=values["number"],
        )
    if saved.attended.told_by == "attended":
        return said("%(state)s; recorded attendance: %(came)s of %(number)s", **values)
    return said("%(state)s; attendance was not recorded; assumed from the list: %(came)s of %(number)s", **values)


def _describe_entry(undone: Undo) -> Said:
    """Return what an undone entry contained."""
    match undone.entry.content:
        case SeatedContent(rounds=rounds):
            time = _format_time(undone.entry.saved)
            return said("the seating for round %(round)s, saved %(time)s UTC", round=rounds[0].round, time=time)
        case AttendedContent(round=number):
            return said("the attendance for round %(round)s", round=number)
        case _:
            return said("the earlier seatings given with --history")


def _format_time(saved: str) -> str:
    """Return a time stamp as `2026-03-02 17:45`, in UTC."""
    return saved.replace("T", " ").removesuffix("Z")[:16]


def list_closing(rounds: Iterable[HeldRound], files: Iterable[str]) -> Iterator[Block]:
    """Yield the numbers of each round, and the files of the closing report.

    Parameters
    ----------
    rounds : iterable of HeldRound
    files : iterable of str
        Their paths.
    """
    yield tabulate_rounds(rounds)
    yield from titled(said("Files"), map(data, files))
