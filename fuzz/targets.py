"""The readers to fuzz: each takes the bytes of a file and ends in a value or in an error that names what is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fuzz.world import World
from seating.addons.batch.batch_folders import find_folders, find_list
from seating.addons.dashboard.board import build_board
from seating.addons.dashboard.dashboard_run import read_results
from seating.addons.dashboard.measures import find_measures
from seating.addons.dashboard.ratings import read_ratings
from seating.analysis.arrivals_file import read_arrivals, read_walk_ins
from seating.analysis.invitations import read_invitations
from seating.analysis.promises import read_commitments
from seating.api.charts.typed import DRAFTS, list_drafts, read_draft
from seating.api.lists.raw_list import read_raw_list
from seating.api.manual_seating import read_manual_seating
from seating.api.rounds import find_round
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.seating_files import read_earlier, read_plan, read_seats
from seating.charts.agreement import find_agreement
from seating.charts.chart_reader import read_charts
from seating.charts.join_decisions import read_joins
from seating.charts.joins import join_alike
from seating.convening import read_convening
from seating.convening.edit_history import ConveningHistory
from seating.errors import InputError, SeatingError, as_text
from seating.forms.entries import without_apostrophes
from seating.forms.harvest import count_themes, read_harvest
from seating.forms.resources import read_resources
from seating.ledger import Ledger
from seating.ledger.entry import sign
from seating.ledger.steps import STEPS
from seating.profiles.reader import people_sheet, read_people
from seating.profiles.weighted_pairs import read_weighted_pairs
from seating.record.entries import UnreadableRecordError
from seating.record.result_file import load_result
from seating.room.tables import SheetTables
from seating.sources import open_book, read_bytes

Read = Callable[[World, bytes, str], object]


@dataclass(frozen=True)
class Target:
    """A reader.

    Attributes
    ----------
    name : str
    read : function
        Takes the world, the bytes of a file and its suffix.
    """

    name: str
    read: Read


TARGETS: dict[str, Target] = {}


def _target(read: Read) -> Read:
    name = read.__name__.strip("_").replace("_", "-")
    TARGETS[name] = Target(name, read)
    return read


def read_input(target: Target, world: World, data: bytes, suffix: str) -> bool:
    """Read a file; return whether it was accepted. Any exception but a `SeatingError` is a fault of the reader.

    Parameters
    ----------
    target : Target
    world : World
    data : bytes
    suffix : str
        With a dot.
    """
    try:
        target.read(world, data, suffix)
    except SeatingError as error:
        _require_words(error)
        return False
    return True


def _require_words(error: SeatingError) -> None:
    """Raise an exception unless an error says what is wrong, in words that can be printed."""
    if not str(error).strip() or (isinstance(error, InputError) and not error.problems):
        raise AssertionError("an error without words")
    if isinstance(error, InputError) and not all(problem.slug for problem in error.problems):
        raise AssertionError("a problem without a slug")
    str(error).encode("utf-8", "surrogateescape")  # a file name may hold bytes that are no text


@_target
def _list(world: World, data: bytes, suffix: str) -> object:
    book = open_book(data, "people" + suffix, suffix)
    return read_people(people_sheet(book, None, {}, lambda source, title: False))


@_target
def _raw_list(world: World, data: bytes, suffix: str) -> object:
    path = world.write("given/other" + suffix, data)
    return read_raw_list(world.request(people=str(path)))


@_target
def _convening(world: World, data: bytes, suffix: str) -> object:
    return read_convening(world.plain_people, world.write("given/convening" + suffix, data))


@_target
def _tables(world: World, data: bytes, suffix: str) -> object:
    path = world.write("given/tables" + suffix, data)
    return read_convening(
        world.plain_people, world.write("given/beside.json", json.dumps({"tables": path.name}).encode())
    )


@_target
def _charts(world: World, data: bytes, suffix: str) -> object:
    charts = read_charts([open_book(data, "chart" + suffix, suffix)], world.people, world.tables, may_add_tables=True)
    return find_agreement(join_alike([charts], world.people), world.people)


@_target
def _decisions(world: World, data: bytes, suffix: str) -> object:
    return read_joins(read_bytes(data, "joined" + suffix, suffix), world.people)


@_target
def _history(world: World, data: bytes, suffix: str) -> object:
    return read_earlier(read_bytes(data, "earlier" + suffix, suffix), world.people, world.inputs.convening)


@_target
def _seating(world: World, data: bytes, suffix: str) -> object:
    source = read_bytes(data, "seating" + suffix, suffix)
    with suppress(SeatingError):
        read_plan(source, world.inputs.room)
    return read_seats(source, world.inputs.room)


@_target
def _ratings(world: World, data: bytes, suffix: str) -> object:
    ratings = read_ratings(read_bytes(data, "ratings" + suffix, suffix))
    return build_board(ratings, ratings.quarters[-1]) if ratings.quarters else ratings


@_target
def _harvest(world: World, data: bytes, suffix: str) -> object:
    return count_themes(
        read_harvest(read_bytes(data, "harvest" + suffix, suffix), SheetTables(world.tables), ["Labor"])
    )


@_target
def _resources(world: World, data: bytes, suffix: str) -> object:
    return read_resources(
        read_bytes(data, "resources" + suffix, suffix), world.people, SheetTables(tuple(world.tables))
    )


@_target
def _commitments(world: World, data: bytes, suffix: str) -> object:
    return read_commitments(
        read_bytes(data, "commitments" + suffix, suffix), world.people, SheetTables(tuple(world.tables))
    )


@_target
def _invitations(world: World, data: bytes, suffix: str) -> object:
    return read_invitations(read_bytes(data, "invitations" + suffix, suffix), world.people, ["Labor", "North: doer"])


@_target
def _pairs(world: World, data: bytes, suffix: str) -> object:
    return read_weighted_pairs(read_bytes(data, "pairs" + suffix, suffix), world.people)


@_target
def _arrivals(world: World, data: bytes, suffix: str) -> object:
    source = without_apostrophes(read_bytes(data, "arrivals" + suffix, suffix))
    arrivals = read_arrivals(source, world.people, 1)
    return read_walk_ins(source, arrivals, world.people, world.rules)


@_target
def _ledger(world: World, data: bytes, suffix: str) -> object:
    """Read a ledger whose newest or first entry has these bytes; the others are sound."""
    with world.exchanged(world.entries[-1 if len(data) % 2 else 0], data):
        return _rounds_in(world)


@_target
def _entry(world: World, data: bytes, suffix: str) -> object:
    """Read a ledger whose only entry has this content, with a valid signature, as another version may have saved it."""
    try:
        plain = json.loads(data)
        envelope = [plain.pop(key, None) for key in ("ledger", "entry", "kind", "saved", "previous")]
        signed = sign(1, envelope[2], "2026-03-02T17:45:00Z", "", plain)[0]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    with world.only_entry(signed):
        return _rounds_in(world)


def _rounds_in(world: World) -> object:
    """Show each round, from the ledger alone and with the list."""
    ledger = Ledger.open(world.out)
    for problem in ledger.problems:
        as_text(problem).encode()
    known = ledger.sound.rounds
    for number in list(known)[:2]:
        find_round(ledger, number)
        with suppress(SeatingError):
            saved_result(world.request(people=None), number)
        saved_result(world.request(), number)
    return known


@_target
def _result(world: World, data: bytes, suffix: str) -> object:
    with suppress(UnreadableRecordError):
        record = load_result(data)
        if record is not None:
            find_measures([record])
    world.write("out/round-1/result.json", data)
    return read_results(world.out)


@_target
def _steps(world: World, data: bytes, suffix: str) -> object:
    world.write(Path("out") / STEPS, data)
    return read_manual_seating(world.out, world.inputs)


@_target
def _drafts(world: World, data: bytes, suffix: str) -> object:
    world.write(Path("out") / DRAFTS / f"{'a' * 16}.json", data)
    list_drafts(world.out)
    return read_draft(world.out, "a" * 16)


@_target
def _edits(world: World, data: bytes, suffix: str) -> object:
    world.write("texts/steps.jsonl", data)
    history = ConveningHistory.read(world.folder / "texts", world.folder / "convening.yaml")
    return (history.text_before() if history.done else None, history.text_after() if history.undone else None)


@_target
def _batch(world: World, data: bytes, suffix: str) -> object:
    """Each line is the name of a file in a folder of a batch."""
    folder = world.folder / "batch"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "evening").mkdir(parents=True)
    for line in data.split(b"\n")[:20]:
        name = line.replace(b"/", b"").replace(b"\0", b"")[:200]
        with suppress(OSError, ValueError):
            (folder / "evening" / name.decode("utf-8", "surrogateescape")).touch()
    return [find_list(found) for found in find_folders(folder, world.out)]
