"""The missing voices, for the convener: who is not in the room, and lines for names of people to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.analysis.aims import find_frame_voices, list_asks
from seating.present.blocks import (
    NOTHING,
    Block,
    Card,
    Column,
    Heading,
    Lines,
    Row,
    Span,
    Table,
    Text,
    data,
    join,
    keep_filled,
    paragraph,
    quiet,
)
from seating.profiles import Status
from seating.report.invitations import list_to_consider
from seating.report.labels import STATE_WORDS, name_voice, state_reason
from seating.report.places import by_name, sort_key
from seating.report.privacy import Audience, shared_candidates
from seating.result import Result
from seating.voices import Voice, VoiceState, list_held_seats
from seating.wording import Said, said, said_count, said_joined, said_list

ORDER = 80
TITLE = "Missing voices"
ABOUT = "Who is not in the room, which tables lack them, and lines for the names of people to ask."
AUDIENCE = Audience.CONVENER

FEWEST_LINES, MOST_LINES = 2, 4

MOST_TO_ASK = 12
"""Maximum number of people named whose blank cells would decide a state; the others are counted."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield everything that is not heard, including private voices, because only the convener reads this page.

    Held seats, whom to invite, what to consider, and who is on the list without a seat follow.
    """
    about = said(
        "For each voice that is not heard: who could speak for it, and who will ask them? Do not name anyone in the "
        "room as the voice of a group."
    )
    yield paragraph(about, "intro")
    labels = {t.id: t.label_with(number) for number, t in enumerate(result.room.tables, start=1)}
    yield from _list_voices(result, labels)
    yield _list_held_seats(result, labels)
    if result.recruit:
        yield Heading(said("Who to invite"))
        yield Lines([recruit.sentence for recruit in result.recruit], "bullets", "plain")
    candidates = shared_candidates(result, AUDIENCE)
    if to_consider := keep_filled(list_to_consider(candidates, result, on_paper=True)) if candidates else ():
        yield Heading(said("To consider"))
        yield from to_consider
    absent = sorted(result.not_seated, key=lambda found: (*sort_key(found.person.label), found.person.id))
    rows = [Row((data(found.person.label), data(found.person.organization), found.reason)) for found in absent]
    titles = (Column(said("Name")), Column(said("Organization")), Column(said("Why")))
    yield Table(said("On the list, without a seat"), titles, rows)


def _list_voices(result: Result, labels: Mapping[str, str]) -> Iterator[Block]:
    """Yield each voice, role and need that is not heard, the worst first; lines for others if all are heard."""
    known = {voice.id for voice in result.review.voices}
    framed = find_frame_voices(
        result.convening.frame, result.room, result.plan
    )  # others may not read of private columns
    asked = (*result.review.voices, *result.review.gaps, *(voice for voice in framed if voice.id not in known))
    unheard = [voice for voice in asked if voice.state is not VoiceState.HEARD]
    blanks = _find_blanks(result)
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    # A saved round whose list has changed has no asks: it is not known whether each table needs the voice.
    at_each = {(identity, ask.name) for identity, ask in asks if not (ask.for_room or ask.or_none)}
    for number, voice in enumerate(unheard, start=1):
        shown = STATE_WORDS[voice.state]
        state = Span(shown.word, tone=shown.tone, mark=shown.shape)
        key = (voice.id, voice.name)
        blocks = _describe_voice(result, voice, labels, blanks.get(key, ()), key in at_each)
        yield Card((data(name_voice(voice.name)), " ", state), keep_filled(blocks), f"voice-{number}", "to-find")
    if asked and not unheard:
        yield paragraph(said("Every voice that the convening asks for is heard. Which other voice should it ask for?"))
    elif not asked:
        yield paragraph(said("The convening does not ask for any voice. Which voices must be present?"))
    if not unheard:
        yield _make_lines(MOST_LINES)


def _describe_voice(
    result: Result, voice: Voice, labels: Mapping[str, str], blanks: Sequence[str], is_at_each: bool
) -> Iterator[Block]:
    """Yield why a voice is not heard, whom to ask or to move, and lines to write on for the people who are missing.

    If nobody of it is known to be on the list, the people whose blank cells would decide are named. There are no lines
    if its state is unknown, or if enough people come and only have to sit elsewhere. `is_at_each` is whether each of
    its tables needs it: the others are not named.
    """
    none_at = [labels[table] for table, people in voice.tables.items() if is_at_each and not people]
    if len(none_at) == len(labels) > 1:  # nobody anywhere, as the sentence says
        none_at = []
    where: Text = ""
    if none_at:
        tables = join([data(label, style="quiet") for label in none_at], ", ")
        where = (quiet(said("No one at:")), " ", *tables)
    yield paragraph(join(filter(None, (data(state_reason(voice, labels)), where)), " "))
    if blanks and voice.state in {VoiceState.UNKNOWN, VoiceState.MISSING}:
        about = said("Ask these people first, because their cells are blank:")
        others = max(0, len(blanks) - MOST_TO_ASK)
        more = (" ", said_count("and %(number)s other", "and %(number)s others", others)) if others else ()
        yield paragraph((about, " ", *join(map(data, blanks[:MOST_TO_ASK]), ", "), *more, "."))
    if to_move := _list_to_move(voice, result, labels):
        about = said("Enough people are coming, but they sit at other tables:")
        yield paragraph((about, " ", *join(map(data, to_move), ", "), "."))
    if voice.state not in {VoiceState.UNKNOWN, VoiceState.ELSEWHERE, VoiceState.UNHEARD}:
        lines = min(MOST_LINES, max(FEWEST_LINES, voice.needed - voice.attending))
        yield _make_lines(lines, repeats_heading=True)


def _make_lines(number: int, *, repeats_heading: bool = False) -> Table:
    titles = (said("Who could be asked"), said("Organization"), said("Who will ask them"), said("By when"))
    rows = [Row(("",) * len(titles))] * number
    caption = said("Names to ask")
    return Table(caption, list(map(Column, titles)), rows, "blank", repeats_heading=repeats_heading, stacks=False)


def _list_held_seats(result: Result, labels: Mapping[str, str]) -> Table:
    """Return every open seat, in table order, whether or not it is held for a voice."""
    asks = [ask for _, ask in list_asks(result.requirements, result.convening.frame, result.room)]
    titles = (said("Held for"), said("At table"), said("Voices"), said("Who will ask them"))
    rows = []
    for person, table in list_held_seats(result.room, result.plan):
        names = list(dict.fromkeys(name_voice(ask.name) for ask in asks if ask.matches(person)))
        voices = data(said_list(names)) if names else NOTHING
        rows.append(Row((data(person.label), data(labels[table.id]), voices, "")))
    return Table(said("Seats held for people yet to be found"), list(map(Column, titles)), rows)


def _find_blanks(result: Result) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return, for each voice, role or need, the people in the room whose cells are blank and would decide its state."""
    here = [person for person in by_name(result.room.people) if person.status is not Status.OPEN]
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    return {
        (identity, ask.name): [p.label for p in here if ask.blank(p) and not p.is_companion] for identity, ask in asks
    }


def _list_to_move(voice: Voice, result: Result, labels: Mapping[str, str]) -> list[Said]:
    """Return people of a voice who sit at tables that do not lack it, with their tables, if only seats are wrong."""
    if voice.state is not VoiceState.ELSEWHERE:
        return []
    asks = list_asks(result.requirements, result.convening.frame, result.room)
    ask = next((ask for identity, ask in asks if (identity, ask.name) == (voice.id, voice.name)), None)
    here = [person for person in by_name(result.room.people) if person.status is not Status.OPEN]
    found = [(person, result.plan.seats[person.id]) for person in here if ask is not None and ask.matches(person)]
    moved = [(person.label, labels[table]) for person, table in found if table not in voice.at]
    return [said_joined([name, " (", table, ")"], "") for name, table in moved[:MOST_TO_ASK]]
