"""For every voice, its state and its tables in each round; a state that is not known is gray."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seating.present.blocks import Block, Column, Row, Table, Text, below, data, paragraph, quiet
from seating.report.claims.labels import ROUND, TABLES
from seating.report.voice_states import state_span
from seating.requirements.base.voices import VoiceState
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.result.shared_requirements import list_public
from seating.room.history import AskedVoice, PastRound, PastVoice
from seating.room.lineage import label_of
from seating.room.plan import Room
from seating.wording import Said, said, said_field, said_joined

MOST_ROUNDS = 6
"""Maximum number of earlier rounds shown; the latest ones are chosen."""

MOST_NAMED = 3
"""Maximum number of tables named for one voice in one round; with more, only their number is given."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the voices by round; nothing if there was no earlier round or no public voice is asked for."""
    voices = list_public(result, result.review.voices)
    asked = [AskedVoice(voice.id, voice.name, frozenset(voice.tables)) for voice in voices]
    past = result.room.history.with_voices(lambda _: asked).rounds[-MOST_ROUNDS:]
    if not voices or not past:
        return
    if left := len(result.room.history.rounds) - len(past):
        yield paragraph(said_field(said("Earlier rounds that are not shown"), f"{left:,}"), "intro")
    rows = []
    for voice in voices:
        carried = _carried(result, voice.id)
        name: Text = (data(voice.name), " ", below(carried)) if carried else data(voice.name)
        before = (_past(round_, voice.id, result.room) for round_ in past)
        rows.append(Row((name, *before, _cell(voice.state, voice.tables, result.room))))
    titles = [Column(title) for title in (said("Voice"), *map(_name, past), said("This round"))]
    caption = said("Whether each voice was heard, and how many of its people had seats where it was asked for")
    yield Table(caption, titles, rows, "rounds")


def _name(past: PastRound) -> Said:
    return said("Before round 1") if past.number < 1 else ROUND(number=past.number)


def _past(past: PastRound, voice: str, room: Room) -> Text:
    if past.is_planned:  # its own page has the state that is expected
        return quiet(said("planned"))
    if past.number < 1:  # seats are all that is known of it
        return state_span(VoiceState.UNKNOWN)
    found: PastVoice | None = past.voices.get(voice)
    return quiet(said("not asked")) if found is None else _cell(VoiceState(found.state), found.tables, room)


def _cell(state: VoiceState, tables: Mapping[str, int], room: Room) -> Text:
    """Return a voice's state, and the tables where its people had a seat, with their number at each."""
    there = {label_of(room, table): people for table, people in tables.items() if people}
    if not there:
        return state_span(state)
    where = said_joined((said_joined([label, str(people)], " ") for label, people in there.items()), ", ")
    if len(there) > MOST_NAMED:
        where = TABLES(number=len(there))
    return (state_span(state), " ", below(where, is_data=True))


def _carried(result: Result, voice: str) -> str:
    """Return in how many rounds in a row the voice was unmet, by which its weight was raised; "" for none."""
    asked = result.by_requirement.get(voice)  # a needed cell of the frame is a voice that no requirement asks for
    if not isinstance(asked, VoiceRequirement) or not asked.carry or asked.is_must:
        return ""
    unmet = asked.rounds_unmet(result.room.history)
    if not unmet:
        return ""
    return said_field(said("Last rounds in which it was unmet"), f"{unmet:,}")
