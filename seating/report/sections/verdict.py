"""The first page: who sits where, who is missing, what to do next, and how good the seating is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seating.engines.outcome import Status
from seating.present.blocks import (
    Block,
    Card,
    Figures,
    Heading,
    Lines,
    Span,
    Text,
    data,
    join,
    keep_filled,
    paragraph,
    quiet,
)
from seating.profiles.heads import count_heads, say_in_column
from seating.report.asks import list_open_answers
from seating.report.claims.labels import MORE_TABLES, PART_OF
from seating.report.claims.seats import WITHOUT_SEAT
from seating.report.cut_off import tell_cut_off, tell_interpreters
from seating.report.missing import Missing, list_missing, tell_missing
from seating.report.quality import (
    count_seated,
    count_tables,
    count_unmet_at_governance,
    describe_quality,
    list_counted,
)
from seating.report.tones import Tone
from seating.report.voice_states import STATE_WORDS
from seating.requirements.base.voices import VoiceState
from seating.result import Result
from seating.result.proof import is_about_seats_only
from seating.result.readers import may_tell
from seating.room.plan import Plan, Room
from seating.wording import said, said_field

ORDER = 10
TITLE = "In short"

MOST_TABLES = 16
"""Maximum number of tables listed here; the section on tables has all of them."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next; `section` names the section with details, "" for none."""

    text: str
    section: str = ""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the answers to the convener's three questions, the quality of the seating in words, and its figures."""
    yield Card("", keep_filled(_list_answers(result, list_missing(result))), name="verdict", tone=_tone(result))
    yield Figures(list(_list_figures(result)))


def _list_answers(result: Result, found: Sequence[Missing]) -> Iterator[Block]:
    missing = tell_missing(found)
    yield Heading(said("Who sits where"))
    seated = join(filter(None, (count_seated(result), _not_seated(result))), " ")
    yield paragraph(seated)
    yield Lines(_list_tables(result.room, result.plan), "bullets", "at-tables")
    if may_tell(result, "languages") and (cut_off := list(tell_cut_off(result))):
        yield Heading(said("Who shares no language with the others"))
        yield Lines(cut_off, "bullets")
    if missing is not None:
        yield Heading(said("Who is missing"))
        yield paragraph((missing, " ", Span(said("Who they are"), "screen", link="#voices")))
    elif without := _without_voices(result):
        yield Heading(said("Who is missing"))
        yield paragraph(without)
    if steps := [_link_step(step) for step in _steps(result)]:
        yield Heading(said("What to do next"))
        yield Lines(steps, "numbers", "steps")
    yield Heading(said("How good this seating is"))
    yield paragraph(describe_quality(result))


def _link_step(step: Step) -> Text:
    """Return a step with a link to the section with details."""
    if not step.section:
        return step.text
    more = said("More")
    spoken = said_field(more, step.text)
    return (step.text, " ", Span(more, "screen", link=f"#{step.section}", spoken=spoken))


def _tone(result: Result) -> Tone:
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        return Tone.BAD
    states = {voice.state for voice in result.review.asked} - {VoiceState.HEARD}
    if states:
        return STATE_WORDS[min(states, key=lambda state: state.rank)].tone
    if count_unmet_at_governance(result):
        return Tone.OPEN
    return Tone.GRAY if is_about_seats_only(result) else Tone.GOOD


def _not_seated(result: Result) -> Text:
    without = [one for one in result.not_seated if one.person.id in result.people.on_list]
    if not without:
        return ""
    return Span(WITHOUT_SEAT(number=len(without)), link="#not-seated")


def _list_tables(room: Room, plan: Plan) -> list[Text]:
    """Return the tables in use with links to their cards, and the number of people at each."""
    members = room.members(plan)
    used = [table for table in room.tables if members[table.id]]
    if not used:
        return []
    lines: list[Text] = [
        (data(table.label, f"#table-{table.id}"), " ", quiet(say_in_column(count_heads(members[table.id]))))
        for table in used[:MOST_TABLES]
    ]
    if left := max(0, len(used) - MOST_TABLES):
        lines.append(Span(MORE_TABLES(number=left), link="#tables"))
    return [*lines, Span(said("Everyone A–Z"), "screen", link="#people")]


def _without_voices(result: Result) -> Text:
    """Return what is told if no one is missing."""
    if any(each.review.asked for each in (result, *result.governance)):
        return said("Every voice, role and need that the convening asks for is in the room.")
    if result.people.is_party:  # no one represents anything
        return ""
    return said("The convening does not ask for any voice, role or need.")


def _steps(result: Result) -> Iterator[Step]:
    """Yield what the convener can do next, most urgent first."""
    plan = result.plan if result.may_see("languages") else None  # it names people with a language
    asks_interpreters = may_tell(result, "languages") and not result.is_over
    found = [
        *([Step(said("What cannot be met"), "conflict")] if result.conflicts and not result.is_over else ()),
        *(Step(text, "tables") for text in (tell_interpreters(result, plan) if asks_interpreters else ())),
    ]
    found += [Step(said_field(one.what, f"{one.number:,}")) for one in list_open_answers(result) if one.number]
    yield from found


def _list_figures(result: Result) -> Iterator[tuple[Text, Text]]:
    requirements = list_counted(result.judged)
    voices = result.review.asked
    heads = count_heads(result.room.people)
    yield said("people seated"), heads.people
    if heads.held:
        yield said("held seats"), heads.held
    yield said("tables"), count_tables(result.room, result.plan)
    if voices:
        heard = sum(voice.state is VoiceState.HEARD for voice in voices)
        yield (
            said("kinds of people and needs covered as requested"),
            PART_OF(part=heard, all=len(voices)),
        )
    for label, of_these in (
        (said("musts met"), [r for r in requirements if r.is_must]),
        (said("other requirements met"), [r for r in requirements if not r.is_must]),
        (
            said("requirements met at governance tables"),
            [r for view in result.governance for r in list_counted(view.judged)],
        ),
    ):
        if of_these:
            met = sum(requirement.met for requirement in of_these)
            yield label, PART_OF(part=met, all=len(of_these))
