"""Who is missing: the list, which voices are heard, the frame, and who was nominated or named as missing."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import (
    BREAK,
    NOTHING,
    Block,
    Column,
    Row,
    Span,
    Table,
    Text,
    below,
    data,
    fold_away,
    join,
    paragraph,
)
from seating.report import named_missing, nominations, voices_over_rounds
from seating.report.frame import draw_frame
from seating.report.missing import TITLE as LIST
from seating.report.missing import WHO_CALLS, Missing, list_missing, name_first, tell_cut
from seating.report.voice_states import STATE_WORDS, name_voice, state_reason, state_span
from seating.requirements.base.voices import Voice, VoiceState
from seating.result import Result
from seating.room.tables import map_labels
from seating.wording import fold, said, said_list

ORDER = 30
TITLE = "Who is missing"

MOST_DRAWN = 12
"""Maximum number of needed people to draw one by one; a larger number is written instead."""


MOST_ROWS = 200
"""Maximum number of rows: charts of many people can name tens of thousands."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the list of who is missing, those who are heard, and the frame; nothing if there is none of these."""
    found = list_missing(result)
    yield Table(said(LIST), _list_titles(), list(map(_describe, found[:MOST_ROWS])), "missing", repeats_heading=True)
    if len(found) > MOST_ROWS:
        yield paragraph(tell_cut(MOST_ROWS, found))
    if found:
        yield paragraph(WHO_CALLS)
    yield _list_heard(result)
    short = {fold(one.name) for one in found}  # several requirements can ask for one need, each at its own tables
    there = list(dict.fromkeys(voice.name for voice in result.review.gaps if fold(voice.name) not in short))
    if there:
        yield paragraph((said("Roles and needs that are met:"), " ", data(said_list(map(said, there))), "."), "intro")
    yield from draw_frame(result)
    yield from fold_away(said("Voices over the rounds"), voices_over_rounds.list_blocks(result))
    named = (*nominations.list_blocks(result), *named_missing.list_blocks(result))
    yield from fold_away(said("Who was nominated"), named)


def _list_titles() -> tuple[Column, ...]:
    return (
        Column(said("Who is missing")),
        Column(said("State")),
        Column(said("Why it matters")),
        Column(said("How many"), is_number=True),
        Column(said("Where")),
    )


def _describe(one: Missing) -> Row:
    name, state, tone = data(one.label), state_span(one.state), STATE_WORDS[one.state].tone
    if one.is_private:
        return Row((name, state, NOTHING, NOTHING, NOTHING), tone=tone)
    tables = data(name_first(one.tables)) if one.tables else NOTHING
    return Row((name, state, join(map(data, one.why), BREAK), one.people, tables), tone=tone)


def _list_heard(result: Result) -> Table:
    labels = map_labels(result.room.tables)
    titles = (
        Column(said("Who")),
        Column(said("State")),
        Column(said("Invited"), is_number=True),
        Column(said("Coming"), is_number=True),
        Column(said("Needed"), is_number=True),
    )
    rows = []
    for voice in (voice for voice in result.review.voices if voice.state is VoiceState.HEARD):
        state: Text = state_span(voice.state)
        numbers: tuple[Text | int, ...] = (NOTHING,) * 3
        if voice.is_told:
            state = (state_span(voice.state), " ", below(state_reason(voice, labels)))
            numbers = (voice.invited, voice.attending, voice.needed)
        rows.append(Row((_name(voice), state, *numbers), tone=STATE_WORDS[voice.state].tone))
    return Table(said("Voices that are heard"), titles, rows, "voices")


def _name(voice: Voice) -> Text:
    """Return the name of a voice; the people needed are drawn if there are several and they are not too many."""
    needed, attending = voice.needed or 0, voice.attending or 0
    name = data(name_voice(voice.name))
    if not 1 < needed <= MOST_DRAWN:
        return name
    drawn = ["person"] * min(attending, needed) + ["free"] * max(0, needed - attending)
    return (name, " ", Span("", "below", mark=" ".join(drawn)))
