"""The saved rounds of a ledger: a list, one round, two compared, an undone entry, attendance, the closing report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from seating.analysis.season.staffing import read_season
from seating.api.rounds import Attendance, Undo
from seating.ledger import Comparison, Ledger, SavedRound
from seating.ledger.records import standing_record
from seating.present.blocks import (
    ARROW,
    Block,
    Column,
    Figures,
    Row,
    Table,
    Text,
    code,
    data,
    field,
    figure,
    join,
    paragraph,
    titled,
)
from seating.record.entries import AttendedContent, SeatedContent
from seating.record.result import RequirementRecord, SeatRecord
from seating.record.sentences import read_messages
from seating.report.claims.labels import PART_OF, ROUND, ROUND_IN_LINE
from seating.report.claims.quality import PENALTY
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
from seating.room.history import name_former
from seating.wording import Said, said, said_joined, said_list

WITHOUT_PRIVATE = said("The penalty does not include points from private requirements, which are not saved.")


def list_rounds(ledger: Ledger) -> Iterator[Block]:
    """Yield all rounds."""
    earlier = [past for past in ledger.history(1).rounds if past.number < 1]
    if earlier:
        yield paragraph(field(said("Earlier rounds from a file given with --history"), len(earlier)))
    if not ledger.rounds and not ledger.problems:
        yield paragraph(field(said("No round is saved yet"), data(ledger.folder.parent.as_posix())))
    titles: tuple[Text, ...] = (
        said("Round"),
        said("Saved (UTC)"),
        said("People"),
        said("Tables"),
        figure(said("Penalty")),
        said("State"),
        said("Attendance"),
    )
    rows = [_describe_row(ledger, saved) for _, saved in sorted(ledger.rounds.items())]
    yield Table(said("Saved rounds"), [Column(title) for title in titles], rows, repeats_heading=True)
    if any(leaves_out_points(saved) for saved in ledger.rounds.values()):
        yield paragraph(figure(WITHOUT_PRIVATE))
    if ledger.entries and not ledger.problems:
        yield paragraph(field(said("Entries checked and intact"), len(ledger.entries)))


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
    facts: list[tuple[Text, Text]] = [
        (said("Saved (UTC)"), _format_time(saved.entry.saved)),
        (said("People"), about.people),
        (said("Tables"), about.tables),
        (said("State"), _describe_state(ledger, saved)),
        *_count_attendance(saved),
    ]
    yield paragraph((ROUND(number=saved.number), figure(". "), figure(PENALTY(number=about.penalty))))
    yield Figures(facts, "facts")
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
        parts.append(("(", *field(said("sat at"), data(labels.get(sat, sat))), ")"))
    return join(parts, " ")


def _list_unseated(saved: SavedRound, table: str) -> Iterator[Text]:
    """Yield the people who are recorded as present at a table, and had no seat in the round."""
    came = [person for person, where in saved.present.items() if where == table and person not in saved.seats]
    names = [saved.labels.get(person, saved.people.by_id[person].label) for person in came]
    for name in sorted(names, key=str.casefold):
        yield join([data(name), said("(came without a seat)")], " ")


def _describe_visit(saved: SavedRound, seat: SeatRecord, table: str, labels: Mapping[str, str]) -> Text:
    """Return a guest, or a member of staff, at a further session, planned or not, and whether they came to it."""
    home = field(said("seat at"), data(labels.get(seat.table, seat.table)))
    parts: list[Text] = [data(saved.labels.get(seat.id, seat.name)), ("(", said("further session"), "; ", *home, ")")]
    if seat.id in saved.absent:
        parts.append(_tell_absent(saved, seat))
    elif table not in (saved.present.get(seat.id, seat.table), *saved.visited.get(seat.id, ())):
        parts.append(said("(did not come to this session)"))
    return join(parts, " ")


def _tell_absent(saved: SavedRound, seat: SeatRecord) -> Said:
    return said("(not counted as present)") if seat.id in saved.assumed else said("(absent)")


def list_comparison(compared: Comparison) -> Iterator[Block]:
    """Yield the differences between two rounds."""
    then, now, names = (
        compared.before.table_labels,
        compared.after.table_labels,
        {**compared.names, **compared.labels},
    )
    yield paragraph((ROUND(number=compared.before.number), " ", ARROW, " ", str(compared.after.number)))
    counts: list[tuple[Text, Text]] = [
        (said("At the same table"), compared.stayed),
        (said("Moved"), len(compared.moved)),
        (said("Only in the second"), len(compared.joined)),
        (said("Only in the first"), len(compared.left)),
    ]
    yield Figures(counts, "facts")
    if compared.absent:
        yield paragraph(ABSENT_AT_THEIR_SEAT)

    origins = group_origins(compared.renamed, then, now)

    def was(table: str) -> str:
        heirs = {b: now.get(b, b) for b, those in origins.items() if table in those}
        is_merged = any(len(origins[b]) > 1 for b in heirs)
        return name_former(table, heirs, then.get(table, table), is_merged)

    moved, held = (
        [
            (data(compared.label_of(person)), ": ", data(was(a)), " ", ARROW, " ", data(now.get(b, b)))
            for person, a, b in moves
        ]
        for moves in (compared.moved, compared.held)
    )

    def tell(person: str, table: str, name: Callable[[str], str]) -> Text:
        tables = said_list(map(name, (table, *compared.further.get(person, ()))))
        away: tuple[str, ...] = (" ", said("(absent)")) if person in compared.absent else ()
        return (data(compared.label_of(person)), ": ", data(tables), *away)

    joined = [tell(*one, lambda table: now.get(table, table)) for one in compared.joined]
    left = [tell(*one, was) for one in compared.left]
    yield from titled(TABLES_RENAMED, tell_renamed(compared.renamed, then, now))
    renumbered = tell_renumbered(compared.before.numbers, then, compared.after.convened)
    yield from titled(said("Tables with another number"), renumbered)
    yield from titled(said("Moved"), moved)
    yield from titled(said("Held seats at another table"), held)
    yield from titled(said("Only in the second"), joined)
    yield from titled(said("Only in the first"), left)
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
        yield paragraph((said("Unmet private requirements"), ": ", then, " ", ARROW, " ", now))


def _list_requirements(saved: SavedRound) -> Iterable[RequirementRecord]:
    """Return the requirements of a round, with sentences that can be translated if the ledger has their messages."""
    return read_messages(saved.record, saved.seating.messages).requirements


def list_undo(undone: Undo) -> Iterator[Block]:
    """Yield what was undone, and which round is open now."""
    ledger = undone.ledger
    facts = [(said("Undone"), _describe_entry(undone))]
    if ledger.rounds:
        facts.append((said("Open round"), ledger.open_round))
    yield Figures(facts, "facts")
    if not ledger.rounds:
        yield paragraph(said("No saved round is left."))
    pages = said("No entry was deleted.")
    if ledger.rounds and _shows_undone_seats(undone):
        pages = said(
            "No entry was deleted. Run `seating report` and `seating packet` with the list and the same options as "
            "before to regenerate the pages."
        )
    elif ledger.rounds:
        pages = said("No entry was deleted. Run `seating report` to regenerate the pages.")
    yield paragraph(pages)


def _shows_undone_seats(undone: Undo) -> bool:
    """Whether the packet of the round that is open now was written for the seating that was undone."""
    content = undone.entry.content
    return isinstance(content, SeatedContent) and content.rounds[0].round == undone.ledger.open_round


def list_attendance(recorded: Attendance) -> Iterator[Block]:
    """Yield how many people attended, and who was absent."""
    saved = recorded.saved
    names = {seat.id: saved.labels.get(seat.id, seat.name) for seat in saved.record.seats if seat.id not in saved.held}
    away = sorted(names[person] for person in saved.absent)
    came = len(saved.seated & saved.present.keys())
    facts: list[tuple[Text, Text]] = [
        (said("Round"), saved.number),
        (said("Came, with a seat"), PART_OF(part=came, all=len(saved.seated))),
    ]
    if recorded.unseated:
        facts.append((said("Came without a seat"), recorded.unseated))
    if saved.staff:
        facts.append((said("Staff who came"), PART_OF(part=len(saved.staff - saved.absent), all=len(saved.staff))))
    if away:
        facts.append((said("Absent"), data(said_list(away))))
    yield Figures(facts, "facts")


def leaves_out_points(saved: SavedRound) -> bool:
    """Whether the points of a private requirement are missing from the penalty of a saved round."""
    return any(each.penalty is None and not each.met for each in saved.record.requirements)


def _describe_row(ledger: Ledger, saved: SavedRound) -> Row:
    about = standing_record(ledger, saved)
    time = _format_time(saved.entry.saved)
    came = join((field(name, number) for name, number in _count_attendance(saved)), "; ")
    return Row((saved.number, time, about.people, about.tables, about.penalty, _describe_state(ledger, saved), came))


STATES = {"held": said("held"), "open": said("still open"), "planned": said("planned")}


def _describe_state(ledger: Ledger, saved: SavedRound) -> Said:
    """Return the state of a round."""
    state = STATES[ledger.state_of(saved)]
    unfinished = said("not all pages were written; rerun the command that seated it")
    return said_joined([state, unfinished], "; ") if ledger.is_unfinished(saved) else state


def _count_attendance(saved: SavedRound) -> Iterator[tuple[Text, Text]]:
    """Yield how many of those with a seat came, and how many others; nothing if that is not known."""
    if saved.attended is None:
        return
    came = len(saved.seated & saved.present.keys())
    others = saved.n_present - came
    is_told = saved.attended.told_by == "attended" or others > 0
    title = said("Recorded attendance") if is_told else said("Attendance assumed from the list")
    yield title, PART_OF(part=came, all=len(saved.seated))
    if others > 0:
        yield said("Came without a seat"), others


def _describe_entry(undone: Undo) -> Text:
    """Return what an undone entry contained."""
    match undone.entry.content:
        case SeatedContent(rounds=rounds):
            saved = field(said("saved (UTC)"), _format_time(undone.entry.saved))
            return (said("seating"), ", ", ROUND_IN_LINE(number=rounds[0].round), ", ", *saved)
        case AttendedContent(round=number):
            return (said("attendance"), ", ", ROUND_IN_LINE(number=number))
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
