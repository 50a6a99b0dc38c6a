"""Which voice sits at which table, and at which tables it is needed but missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seating.findings import Verdict
from seating.present.blocks import Block, Raw
from seating.report.labels import STATE_WORDS, StateWords, name_voice
from seating.result import Result
from seating.tables import Table
from seating.voices import Voice, VoiceState
from seating.wording import said_count, said_joined

ORDER = 62
TITLE = "Voices and tables"

ALL_SHOWN = 24
"""With more tables than this, only the tables where a voice sits or is short are shown for it."""

MOST_SHOWN = 60
"""Maximum number of tables shown for one voice; tables where it is short come first."""


class Fare(StrEnum):
    """The state of a voice at one table; the value is a class in the stylesheet."""

    THERE = "there"
    SHORT = "short"
    NONE = "none"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Cell:
    """A voice at one table; `people` is its number of people there, None if the voice is not asked for there."""

    number: int
    table: str
    people: int | None
    fare: Fare


@dataclass(frozen=True, slots=True)
class Row:
    """One voice with its tables; `rest` tells how many tables are not shown."""

    name: str
    state: StateWords
    cells: tuple[Cell, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class VoiceMap:
    """All public voices, worst first; `tables` is () if there are more than `ALL_SHOWN` tables."""

    rows: tuple[Row, ...]
    tables: Sequence[Table]


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the map; nothing if there is no public voice or no table."""
    short = {one.id: _short_at(one.verdict) for one in result.judged}
    voices = [voice for voice in result.review.voices if not result.is_private(voice)]
    if voices and result.room.tables:
        rows = tuple(
            _row(result, v, STATE_WORDS[v.state], short.get(v.id, frozenset()) | _lacking_at(v)) for v in voices
        )
        tables = result.room.tables
        yield Raw("sections/voice_map.html.j2", VoiceMap(rows, tables if len(tables) <= ALL_SHOWN else ()))


def _short_at(verdict: Verdict) -> frozenset[str]:
    return frozenset(finding.table for finding in verdict.findings if finding.table is not None)


def _lacking_at(voice: Voice) -> frozenset[str]:
    """Return the tables that lack a voice; with `or_none`, the requirement has no finding for those with none."""
    return frozenset(voice.at) if voice.state is VoiceState.ELSEWHERE else frozenset()


def _row(result: Result, voice: Voice, state: StateWords, short: frozenset[str]) -> Row:
    cells, name = [], name_voice(voice.name)
    for number, table in enumerate(result.room.tables, start=1):
        people = voice.tables.get(table.id)
        if table.id in short:
            fare = Fare.SHORT
        elif people is None:
            fare = Fare.UNASKED
        else:
            fare = Fare.THERE if people else Fare.NONE
        cells.append(Cell(number, table.id, people, fare))
    if len(cells) <= ALL_SHOWN:
        return Row(name, state, tuple(cells), "")
    telling = [cell for cell in cells if cell.fare in {Fare.THERE, Fare.SHORT}]
    first = sorted(telling, key=lambda cell: cell.fare is not Fare.SHORT)[:MOST_SHOWN]
    fares, more = Counter(cell.fare for cell in cells), len(telling) - len(first)
    rest = []
    if none := fares[Fare.NONE]:
        rest.append(said_count("none at %(number)s more table", "none at %(number)s more tables", none))
    if unasked := fares[Fare.UNASKED]:
        rest.append(said_count("not asked at %(number)s more table", "not asked at %(number)s more tables", unasked))
    rest += [said_count("%(number)s table not shown", "%(number)s tables not shown", more)] if more else []
    return Row(name, state, tuple(sorted(first, key=lambda cell: cell.number)), said_joined(rest, "; "))
