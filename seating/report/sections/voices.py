"""The state of each voice, role and need, the worst first, the frame, and who was nominated or named as missing.

Who calls is a page of the packet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seating.present.blocks import (
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
    paragraph,
)
from seating.report import named_missing, nominations, voices_over_rounds
from seating.report.frame import draw_frame
from seating.report.missing import WHO_CALLS, list_missing
from seating.report.voice_states import STATE_WORDS, name_voice, state_reason, state_span
from seating.result import Result
from seating.voices import Voice, VoiceState
from seating.wording import Said, fold, said, said_list

ORDER = 30
TITLE = "Who is missing"

MOST_DRAWN = 12
"""Maximum number of needed people to draw one by one; a larger number is written instead."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the voices, roles and needs, and the frame; nothing if the convening has none and no one is missing."""
    lacking = [voice for voice in result.review.gaps if voice.state is not VoiceState.HEARD]
    short = {fold(voice.name) for voice in lacking}  # several requirements can ask for one need, each at its own tables
    there = list(dict.fromkeys(voice.name for voice in result.review.gaps if fold(voice.name) not in short))
    yield _list_voices(result, result.review.voices, said("Voices, worst first"))
    yield _list_voices(result, lacking, said("Unmet roles and needs, worst first"))
    if there:
        yield paragraph((said("Roles and needs that are met:"), " ", data(said_list(map(said, there))), "."), "intro")
    yield from draw_frame(result)
    if list_missing(result):
        yield paragraph(WHO_CALLS)
    yield from fold_away(said("Voices over the rounds"), voices_over_rounds.list_blocks(result))
    named = (*nominations.list_blocks(result), *named_missing.list_blocks(result))
    yield from fold_away(said("Who was nominated"), named)


def _list_voices(result: Result, voices: Iterable[Voice], caption: Said) -> Table:
    labels = {table.id: table.label for table in result.room.tables}
    titles = (
        Column(said("Who")),
        Column(said("State")),
        Column(said("Invited"), is_number=True),
        Column(said("Coming"), is_number=True),
        Column(said("Needed"), is_number=True),
    )
    rows = []
    for voice in voices:
        state: Text = state_span(voice.state)
        if not result.is_private(voice):
            state = (state_span(voice.state), " ", below(state_reason(voice, labels)))
        numbers = (voice.invited, voice.attending, voice.needed)
        shown = (NOTHING if result.is_private(voice) else number for number in numbers)
        rows.append(Row((_name(voice), state, *shown), tone=STATE_WORDS[voice.state].tone))
    return Table(caption, titles, rows, "voices")


def _name(voice: Voice) -> Text:
    """Return the name of a voice; the people needed are drawn if there are several and they are not too many."""
    needed, attending = voice.needed or 0, voice.attending or 0
    name = data(name_voice(voice.name))
    if not 1 < needed <= MOST_DRAWN:
        return name
    drawn = ["person"] * min(attending, needed) + ["free"] * max(0, needed - attending)
    return (name, " ", Span("", "below", mark=" ".join(drawn)))
