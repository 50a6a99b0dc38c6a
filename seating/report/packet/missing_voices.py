"""The missing voices, for the convener: who is not in the room, and lines for names of people to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.aims import find_frame_voices, list_asks
from seating.present.blocks import Block, keep_filled
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Status
from seating.report.invitations import list_to_consider
from seating.report.labels import STATE_WORDS, StateWords, name_voice, state_reason
from seating.report.places import by_name, sort_key
from seating.report.privacy import Audience, shared_candidates
from seating.result import Result
from seating.voices import Voice, VoiceState, list_held_seats

ORDER = 80
TITLE = "Missing voices"
ABOUT = "Who is not in the room, which tables lack them, and lines for the names of people to ask."
AUDIENCE = Audience.CONVENER

FEWEST_LINES, MOST_LINES = 2, 4

MOST_TO_ASK = 12
"""Maximum number of people named whose blank cells would decide a state; the others are counted."""


@dataclass(frozen=True, slots=True)
class VoiceToFind:
    """A voice, role or need that is not heard, with lines to write on for the people who are missing.

    If nobody of it is known to be on the list, `to_ask` names the people whose blank cells would decide. There are no
    lines if its state is unknown, or if enough people come and only have to sit elsewhere; `to_move` names them.
    """

    name: str
    state: StateWords
    sentence: str
    tables: tuple[str, ...]
    lines: range
    to_ask: tuple[str, ...]
    more_to_ask: int
    to_move: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A person on the list who has no seat; `reason` is a sentence."""

    name: str
    organization: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """An open seat: for whom it is held, at which table, and the voices that it is held for."""

    name: str
    table: str
    voices: str


@dataclass(frozen=True, slots=True)
class MissingVoices:
    """Voices, then roles and needs, worst first; held seats; whom to invite; and who is on the list but not coming.

    `to_consider` has the candidates, including dependences. `is_asked` is whether the convening asks for any of them.
    """

    voices: tuple[VoiceToFind, ...]
    held: tuple[HeldSeat, ...]
    invitations: tuple[str, ...]
    absent: tuple[Absent, ...]
    to_consider: tuple[Block, ...]
    is_asked: bool


def fill(result: Result, settings: Settings) -> MissingVoices:
    """Return everything that is not heard, including private voices, because only the convener reads this page."""
    told = {voice.id for voice in result.review.voices}
    framed = find_frame_voices(
        result.convening.frame, result.room, result.plan
    )  # others may not read of private columns
    asked = (*result.review.voices, *result.review.gaps, *(voice for voice in framed if voice.id not in told))
    labels = {t.id: t.label_with(number) for number, t in enumerate(result.room.tables, start=1)}
    absent = sorted(result.not_seated, key=lambda found: (*sort_key(found.person.label), found.person.id))
    candidates = shared_candidates(result, AUDIENCE)
    return MissingVoices(
        voices=tuple(_to_find(asked, result, labels, settings)),
        held=tuple(_held_seats(result, labels, settings)),
        invitations=tuple(recruit.sentence for recruit in result.recruit),
        absent=tuple(Absent(found.person.label, found.person.organization, found.reason) for found in absent),
        to_consider=keep_filled(list_to_consider(candidates, result, on_paper=True)) if candidates else (),
        is_asked=bool(asked),
    )


def _held_seats(result: Result, labels: Mapping[str, str], settings: Settings) -> Iterable[HeldSeat]:
    """Yield every open seat, in table order, whether or not it is held for a voice."""
    asks = [ask for _, ask in list_asks(result.requirements, result.convening.frame, result.room)]
    for person, table in list_held_seats(result.room, result.plan):
        names = dict.fromkeys(name_voice(ask.name) for ask in asks if ask.matches(person))
        yield HeldSeat(person.label, labels[table.id], settings.words.listed(list(names)))


def _blanks(result: Result) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return, for each voice, role or need, the people in the room whose cells are blank and would decide its state."""
    here = [person for person in by_name(result.room.people) if person.status is not Status.OPEN]
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    return {
        (identity, ask.name): [p.label for p in here if ask.blank(p) and not p.is_companion] for identity, ask in asks
    }


def _to_find(
    voices: Iterable[Voice],
    result: Result,
    labels: Mapping[str, str],
    settings: Settings,
) -> Iterable[VoiceToFind]:
    blanks = _blanks(result)
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    at_each = {(identity, ask.name) for identity, ask in asks if not (ask.for_room or ask.or_none)}
    for voice in voices:
        if voice.state is VoiceState.HEARD:
            continue
        is_open = voice.state in {VoiceState.UNKNOWN, VoiceState.MISSING}
        to_ask = blanks.get((voice.id, voice.name), ()) if is_open else ()
        lines = (
            0
            if voice.state in {VoiceState.UNKNOWN, VoiceState.ELSEWHERE, VoiceState.UNHEARD}
            else min(MOST_LINES, max(FEWEST_LINES, voice.needed - voice.attending))
        )
        # A saved round whose list has changed has no asks: it is not known whether each table needs the voice.
        asked_at = voice.tables.items() if (voice.id, voice.name) in at_each else ()
        none_at = tuple(labels[table] for table, people in asked_at if not people)
        if len(none_at) == len(labels) > 1:  # nobody anywhere, as the sentence says
            none_at = ()
        sentence = state_reason(voice, labels)
        more = max(0, len(to_ask) - MOST_TO_ASK)
        yield VoiceToFind(
            name_voice(voice.name),
            STATE_WORDS[voice.state],
            sentence,
            none_at,
            range(lines),
            tuple(to_ask[:MOST_TO_ASK]),
            more,
            _list_to_move(voice, result, labels, settings.words),
        )


def _list_to_move(voice: Voice, result: Result, labels: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """Return people of a voice who sit at tables that do not lack it, with their tables, if only seats are wrong."""
    if voice.state is not VoiceState.ELSEWHERE:
        return ()
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    ask = next((ask for identity, ask in asks if (identity, ask.name) == (voice.id, voice.name)), None)
    here = [person for person in by_name(result.room.people) if person.status is not Status.OPEN]
    found = [(person, result.plan.seats[person.id]) for person in here if ask is not None and ask.matches(person)]
    named = [f"{person.label} ({words.tell(labels[table])})" for person, table in found if table not in voice.at]
    return tuple(named[:MOST_TO_ASK])
