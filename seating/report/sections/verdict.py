"""The first page: who sits where, who is missing, what to do next, and how good the seating is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.access import advise_interpreters, describe_cut_off
from seating.analysis.aims import LACKING
from seating.convening.rooms import advise_another_date
from seating.engines.outcome import Status
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import Figure, LackingVoices, Tone, list_lacking, name_further, name_voices
from seating.report.places import named
from seating.report.privacy import (
    shared_candidates,
    shared_cut_off,
    shared_recruit,
    shared_requirements,
    shared_voices,
)
from seating.report.quality import count_seated, count_unmet_at_governance, describe_quality, list_counted
from seating.requirement import LinkRequirement
from seating.result import Result
from seating.voices import VoiceState

ORDER = 10
TITLE = "In short"

MOST_TABLES = 16
"""Maximum number of tables listed here; the section on tables has all of them."""

MOST_INVITATIONS = 3
"""Maximum number of invitations listed here; the section on voices has all of them."""


@dataclass(frozen=True, slots=True)
class TableLink:
    """A table with a link to its card and the number of people at it."""

    anchor: str
    label: str
    people: int


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next.

    `section` names the section with details, "" for none. `is_quoted` marks a sentence that is quoted from the result;
    if the result was read from a record, it is in English on a page of any language.
    """

    text: str
    section: str = ""
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answers to the convener's three questions, and the quality of the seating in words.

    Attributes
    ----------
    tone : Tone
        The tone of the worst answer; good only if all musts are met and every voice is heard.
    seated, not_seated : str
        `not_seated` is "" if everybody on the list has a seat.
    cut_off : tuple of str
        Sentences on people who can talk with no one else at their table.
    tables : tuple of TableLink
        The tables in use, at most `MOST_TABLES`.
    more_tables : str
        How many tables are not listed; "" if all are.
    lacking : tuple of LackingVoices
        Worst first; () if every voice is met.
    without_voices : str
        The answer if every voice is met, or the sentence that a counterpart is missing; otherwise "".
    steps : tuple of Step
    quality : str
    figures : tuple of Figure
    """

    tone: Tone
    seated: str
    not_seated: str
    cut_off: tuple[str, ...]
    tables: tuple[TableLink, ...]
    more_tables: str
    lacking: tuple[LackingVoices, ...]
    without_voices: str
    steps: tuple[Step, ...]
    quality: str
    figures: tuple[Figure, ...]


def fill(result: Result, settings: Settings) -> Verdict:
    """Return the first page."""
    words = settings.words
    lacking = list_lacking(result, words)
    tables = _tables(result)
    return Verdict(
        tone=_tone(result, lacking),
        seated=words.tell(count_seated(result)),
        not_seated=_not_seated(result, words),
        cut_off=tuple(
            words.tell(describe_cut_off(result.room, one, named(result, one.people))) for one in shared_cut_off(result)
        ),
        tables=tables[:MOST_TABLES],
        more_tables=words.ngettext("%(number)s more table", "%(number)s more tables", len(tables) - MOST_TABLES)
        if len(tables) > MOST_TABLES
        else "",
        lacking=lacking,
        without_voices=_without_voices(result, bool(lacking), words),
        steps=tuple(_steps(result, words)),
        quality=words.tell(describe_quality(result)),
        figures=_figures(result, words),
    )


def _tone(result: Result, lacking: Sequence[LackingVoices]) -> Tone:
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        return Tone.BAD
    if lacking:
        return lacking[0].state.tone
    if count_unmet_at_governance(result):
        return Tone.OPEN
    return Tone.GRAY if result.asks_only_seats else Tone.GOOD


def _not_seated(result: Result, words: Words) -> str:
    if not result.not_seated:
        return ""
    return words.ngettext(
        "%(number)s person on the list has no seat.",
        "%(number)s people on the list have no seat.",
        len(result.not_seated),
    )


def _tables(result: Result) -> tuple[TableLink, ...]:
    members = result.room.members(result.plan)
    used = [table for table in result.room.tables if members[table.id]]
    return tuple(TableLink(f"table-{table.id}", table.label, len(members[table.id])) for table in used)


def _lacks_counterpart(result: Result) -> bool:
    """Whether a person lacks their counterpart at another table; a private requirement does not tell."""
    views = [
        (view, {one.id for one in shared_requirements(view) if not one.met}) for view in (result, *result.governance)
    ]
    return any(isinstance(r, LinkRequirement) and r.id in unmet for view, unmet in views for r in view.requirements)


def _without_voices(result: Result, has_lacking: bool, words: Words) -> str:
    if _lacks_counterpart(result):
        return words.gettext(
            "A member or a table lacks a counterpart. The requirements below, or those at the governance tables, show "
            "who is missing."
        )
    if has_lacking:
        return ""
    if result.review.voices or result.review.gaps:
        return words.gettext("Every voice, role and need that the convening asks for is in the room.")
    return words.gettext(
        "The convening does not ask for any voice, role or need. List those that must not be missing under "
        "“requirements” in the convening."
    )


def _steps(result: Result, words: Words) -> Iterator[Step]:
    """Yield what the convener can do next, most urgent first."""
    _ = words.gettext
    advice = words.tell(advise_another_date(result.not_seated))
    found = [
        *_steps_about_musts(result, words),
        *(Step(words.tell(text), "tables") for text in advise_interpreters(result.room, shared_cut_off(result))),
        *([Step(advice, "not-seated")] if advice else []),
        *_steps_about_voices(result, words),
        *_steps_about_requirements(result, words),
    ]
    suggested = [p for p, duties in result.duties.items() if any(result.is_suggested(p, duty) for duty in duties)]
    if suggested:
        found.append(
            Step(
                words.ngettext(
                    "Ask the person suggested for a duty whether they accept it.",
                    "Ask the %(number)s people suggested for a duty whether they accept it.",
                    len(suggested),
                ),
                "people",
            )
        )
    if not found and result.asks_only_seats:
        found.append(Step(_("Add what matters to the convening, and seat everyone again. Or print the packet.")))
    yield from found or [Step(_("No change is needed. Print the packet."))]
    if offered := len(shared_candidates(result).offered):
        yield Step(
            words.ngettext(
                "Consider the person or group that the list suggests, if you like.",
                "Consider the %(number)s people or groups that the list suggests, if you like.",
                offered,
            ),
            "to-consider",
        )


def _steps_about_musts(result: Result, words: Words) -> Iterator[Step]:
    if result.conflicts and all(len(conflict.requirements) == 1 for conflict in result.conflicts):
        yield Step(words.gettext("Change the must that cannot be met."), "conflict")
    elif result.conflicts:
        yield Step(words.gettext("Change one of the musts that cannot be met together."), "conflict")
    elif result.review.unmet:
        yield Step(
            words.gettext("Relax a must that is not met, or search longer with a higher --time-limit."), "requirements"
        )


def _steps_about_voices(result: Result, words: Words) -> Iterator[Step]:
    voices = shared_voices(result, (*result.review.voices, *result.review.gaps))
    recruits = shared_recruit(result)
    section = "conflict" if result.conflicts else "voices" if voices else ""
    for recruit in recruits[:MOST_INVITATIONS]:
        yield Step(recruit.sentence, section, is_quoted=True)
    if len(recruits) > MOST_INVITATIONS:
        yield Step(name_further(recruits[MOST_INVITATIONS:], words), section)
    absent = LACKING - {VoiceState.ELSEWHERE}
    if not recruits and any(voice.state in absent for voice in voices):
        yield Step(words.gettext("Find people for the missing voices. The packet has a page for this."), "voices")
    unknown = [voice for voice in voices if voice.state is VoiceState.UNKNOWN]
    if unknown:
        yield Step(
            words.gettext(
                "Fill in the blank cells that decide whether these voices are in the room: %(voices)s.",
                voices=name_voices(unknown, words),
            ),
            "voices",
        )


def _steps_about_requirements(result: Result, words: Words) -> Iterator[Step]:
    unmet = sum(1 for requirement in shared_requirements(result) if not requirement.is_must and not requirement.met)
    if unmet:
        yield Step(
            words.ngettext(
                "Check whether you can accept the requirement that is not met.",
                "Check whether you can accept the %(number)s requirements that are not met.",
                unmet,
            ),
            "requirements",
        )
    if at_governance := count_unmet_at_governance(result):
        yield Step(
            words.ngettext(
                "Check whether you can accept the requirement at a governance table that is not met.",
                "Check whether you can accept the %(number)s requirements at governance tables that are not met.",
                at_governance,
            ),
            "governance",
        )
    if result.longer_limit is not None:
        yield Step(
            words.gettext(
                "For a better seating, or proof that there is none, run again with --time-limit %(seconds)s.",
                seconds=result.longer_limit,
            )
        )


def _figures(result: Result, words: Words) -> tuple[Figure, ...]:
    _ = words.gettext
    requirements = list_counted(result)
    voices = (*result.review.voices, *result.review.gaps)
    figures = [
        Figure(f"{len(result.room.people):,}", _("people seated")),
        Figure(f"{len(set(result.plan.seats.values())):,}", _("tables")),
    ]
    if voices:
        heard = sum(voice.state is VoiceState.HEARD for voice in voices)
        figures.append(
            Figure(_("%(part)s of %(all)s", part=heard, all=len(voices)), _("voices, roles and needs heard"))
        )
    for label, of_these in (
        (_("musts met"), [r for r in requirements if r.is_must]),
        (_("other requirements met"), [r for r in requirements if not r.is_must]),
    ):
        if of_these:
            met = sum(requirement.met for requirement in of_these)
            figures.append(Figure(_("%(part)s of %(all)s", part=met, all=len(of_these)), label))
    return tuple(figures)
