"""A seating in at most fifteen lines, however large the room: who sits, what to do next, and what to open.

The report has everything; `--details` prints the whole page of `seating.pages.solved` or `seating.pages.repaired`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from seating.analysis.access import find_barriers, find_uninterpreted
from seating.convening import NotSeated
from seating.engines.outcome import Status
from seating.pages.solved import FIRST_FILES, LIST, describe_verdict, list_files, tell_missing_and_calls
from seating.pages.solved import list_blocks as list_everything
from seating.pages.unmet import sort_unmet
from seating.present.blocks import Block, Text, data, field, keep_filled, titled
from seating.present.shortening import cut, tell_more
from seating.report.claims import labels, seats
from seating.report.cut_off import list_cut_off
from seating.report.pages import packet_pages
from seating.report.quality import describe_quality
from seating.requirements.base.voices import VoiceState
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.result.staff_plan import tell_season
from seating.wording import Said, said, said_field, said_first, said_joined, said_list

MOST_LINES = 15
"""Maximum number of printed lines."""

MOST_MOVES = 4
"""Maximum number of lines about who moves and who is new."""

MOST_REASONS = 3
"""Maximum number of reasons why people have no seat."""

SENTENCE_LENGTH = 120
"""Maximum length of the sentence of a requirement, in characters."""

WITH_HEADING = 2
"""How many lines a heading takes: the one before it is blank."""


def list_blocks(result: Result, given: str = LIST) -> Iterator[Block]:
    """Yield a seating that was solved: in short, or everything if a must is not met.

    Parameters
    ----------
    result : Result
    given : str
        The list and the options that name the same inputs to another command.
    """
    if not has_succeeded(result):
        return list_everything(result, given)
    return describe_in_short(result, describe_quality(result), FIRST_FILES)


def has_succeeded(result: Result) -> bool:
    """Whether all musts are met, in the rounds planned ahead and at governance tables too."""
    views = (view for one in (result, *result.ahead) for view in (one, *one.governance))
    return not any(view.status in {Status.IMPOSSIBLE, Status.NO_SEATING} or view.review.unmet for view in views)


def describe_in_short(
    result: Result,
    quality: str,
    described: Mapping[str, Said],
    title: str = "",
    moves: Sequence[Text] = (),
    more: Sequence[Text] = (),
) -> Iterator[Block]:
    """Yield the verdict, the moves, what to do next and the files, in at most `MOST_LINES` lines.

    Parameters
    ----------
    result : Result
    quality : str
        How good the seating is, in sentences.
    described : mapping of str to Said
        The files to list, by their names in `Result.files`, with a description of each.
    title : str
        The heading of the moves.
    moves : sequence of Text
        Who is new and who moves, one on each line.
    more : sequence of Text
        What else there is to do.
    """
    yield describe_verdict(result, [quality], (), tell_season(result))
    files = tuple(keep_filled(list_files(result.files, described)))
    left = MOST_LINES - 1 - sum(name in result.files for name in described) - (WITH_HEADING if files else 0)
    if moves:
        shown = _cut_short(moves, MOST_MOVES)
        yield from titled(title, shown)
        left -= WITH_HEADING + len(shown)
    yield from titled(said("What to do next"), _list_steps(result, left - WITH_HEADING, more))
    yield from files


def _list_steps(result: Result, most: int, more: Sequence[Text]) -> list[Text]:
    """Return what to do next, in at most `most` lines, the most urgent first."""
    missing = said_joined(tell_missing_and_calls(result), " ")
    others = [*_tell_access(result), *_tell_not_seated(result.not_seated), *_tell_ahead(result), *more]
    first = [missing] if missing else []
    unmet = _list_unmet(result, max(1, most - len(first) - len(others)))
    return _cut_short([*first, *unmet, *others], most)


def _cut_short(lines: Sequence[Text], most: int) -> list[Text]:
    """Return at most so many lines; the last one tells how many more there are, and where."""
    if len(lines) <= most:
        return list(lines)
    left = len(lines) - most + 1
    return [*lines[: most - 1], said_field(tell_more(left), said("open the report, or add --details"))]


def _list_unmet(result: Result, most: int) -> Iterator[Text]:
    """Yield the worst unmet requirements, and how many more there are.

    Voices are left out where all others fit, because the line on who is missing names them.
    """
    unmet = sort_unmet(result)
    named = {voice.id for voice in result.review.asked if voice.state is not VoiceState.HEARD}
    others = [one for one in unmet if one.kind != VoiceRequirement.kind or one.id not in named]
    shown = others if len(others) <= most else others[: most - 1]
    for one in shown:
        yield field(said("Not met"), cut(result.sentence_of(one), SENTENCE_LENGTH))
    if len(shown) < len(others):
        yield field(said("Not met, and in the report"), len(unmet) - len(shown))


def _tell_access(result: Result) -> Iterator[Text]:
    """Yield how many people have no one to talk with, or no access where they would rather sit, and what lists them."""
    room, plan = result.room, result.plan
    cut_off = [one for _, found in list_cut_off(result) for one in found]
    alone = {person for one in (*cut_off, *find_uninterpreted(room, plan)) for person in one.people}
    barriers = find_barriers(room, plan, result.requirements)
    kept_away = {person for one in barriers if not one.is_seat for person in one.people}
    if alone:
        yield field(said("No one at the table to talk with, or no interpreter"), labels.PEOPLE(number=len(alone)))
    if kept_away:
        yield field(said("A table that they chose lacks what they need"), labels.PEOPLE(number=len(kept_away)))
    if alone or kept_away:
        yield _tell_where_needs_are(result.files)


def _tell_where_needs_are(files: Mapping[str, str]) -> Text:
    """Return which page lists needs and languages, or how to see who it is."""
    page = next(one.path for one in packet_pages() if one.name == "needs")
    file = Path(files.get("packet", "")).parent / page
    if "packet" in files and file.is_file():
        return field(said("Needs and languages"), data(file.as_posix()))
    return said("To see who, add --details.")


def _tell_not_seated(not_seated: tuple[NotSeated, ...]) -> Iterator[Text]:
    """Yield how many people have no seat, by reason."""
    if not not_seated:
        return
    reasons = Counter(one.reason for one in not_seated)
    parts = [said_joined([reason, f"({number:,})"], " ") for reason, number in reasons.most_common()]
    yield said_joined([seats.WITHOUT_SEAT(number=len(not_seated)), said_first(parts, MOST_REASONS)], " ")


def _tell_ahead(result: Result) -> Iterator[Text]:
    """Yield which rounds are planned ahead."""
    numbers = [f"{one.room.round_number}" for one in result.ahead]
    if numbers:
        yield field(said("Rounds planned ahead, each with its own report"), data(said_list(numbers)))
