"""The first page: who sits where, who is missing, what to do next, and how good the seating is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.access import advise_interpreters, describe_cut_off
from seating.analysis.aims import LACKING
from seating.convening.rooms import advise_another_date
from seating.convening.suggestions import describe_no_wishes
from seating.engines.outcome import Status
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import Figure, LackingVoices, Tone, list_lacking, name_further, name_voices
from seating.report.places import named
from seating.report.privacy import (
    SharedRequirement,
    hides_points,
    shared_candidates,
    shared_cut_off,
    shared_distance,
    shared_recruit,
    shared_requirements,
    shared_voices,
)
from seating.requirement import KEEP_PREFIX, LinkRequirement
from seating.result import Result
from seating.voices import VoiceState, list_held_seats

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
        seated=" ".join(filter(None, (_seated(result, words), _held(result, words)))),
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
        quality=describe_quality(result, words),
        figures=_figures(result, words),
    )


def _tone(result: Result, lacking: Sequence[LackingVoices]) -> Tone:
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        return Tone.BAD
    if lacking:
        return lacking[0].state.tone
    if _count_unmet_at_governance(result):
        return Tone.OPEN
    return Tone.GRAY if result.asks_only_seats else Tone.GOOD


def _seated(result: Result, words: Words) -> str:
    room = result.room
    tables = words.ngettext("%(number)s table", "%(number)s tables", len(set(result.plan.seats.values())))
    if not room.staff:
        return words.ngettext(
            "%(number)s person sits at %(tables)s.",
            "%(number)s people sit at %(tables)s.",
            len(room.people),
            tables=tables,
        )
    staff = words.ngettext("%(number)s member of staff", "%(number)s members of staff", len(room.staff))
    return words.ngettext(
        "%(number)s person and %(staff)s sit at %(tables)s.",
        "%(number)s people and %(staff)s sit at %(tables)s.",
        len(room.people),
        staff=staff,
        tables=tables,
    )


def _held(result: Result, words: Words) -> str:
    """Return how many of the people at tables are only seats that are held; "" if there are none."""
    number = len(list_held_seats(result.room, result.plan))
    if not number:
        return ""
    return words.ngettext(
        "This counts %(number)s seat held for somebody to be found.",
        "This counts %(number)s seats held for somebody to be found.",
        number,
    )


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


def _count_unmet_at_governance(result: Result) -> int:
    """Return how many requirements about the members of governance tables are not met."""
    return sum(not one.met for view in result.governance for one in shared_requirements(view) if one.applies)


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
    if at_governance := _count_unmet_at_governance(result):
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


def describe_quality(result: Result, words: Words) -> str:
    """Return whether the musts are met, how far the seating is from optimal, and how many requirements are met."""
    _ = words.gettext
    requirements = _list_requirements(result)
    n_met = sum(1 for requirement in requirements if requirement.met)
    met = words.ngettext(
        "%(met)s of %(number)s requirement is met.",
        "%(met)s of %(number)s requirements are met.",
        len(requirements),
        met=n_met,
    )
    kept = _locks(result, words)
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        return f"{_closest(result, words)} {met}{kept}"
    if result.asks_only_seats:
        some_wait = bool(result.idle_requirements)
        return f"{words.tell(describe_no_wishes(result.convening, result.people, some_wait=some_wait))}{kept}"
    if n_met == len(requirements):
        if "requirements" in result.convening.inferred:
            return f"{_('Every requirement inferred from the list is met.')}{kept}"
        if unmet := _count_unmet_at_governance(result):
            best = _("Every requirement about the seats is met. No seating can be better.")
            rest = words.ngettext(
                "%(number)s requirement about the members of governance tables is not met.",
                "%(number)s requirements about the members of governance tables are not met.",
                unmet,
            )
            return f"{best} {rest}{kept}"
        return f"{_('Every requirement is met. No seating can be better.')}{kept}"
    return f"{_('All musts are met.')} {_distance(result, words)} {met}{kept}"


def _locks(result: Result, words: Words) -> str:
    """Return how many locks are kept, which no requirement of the convening asks for; "" if there are none."""
    locks = [one.met for one in shared_requirements(result) if one.id.startswith(KEEP_PREFIX)]
    if not locks:
        return ""
    return " " + words.gettext("Locks kept: %(number)s of %(all)s.", number=sum(locks), all=len(locks))


def _list_requirements(result: Result) -> list[SharedRequirement]:
    """Return the requirements of the convening that apply; locks are not among them."""
    return [one for one in shared_requirements(result) if one.applies and not one.id.startswith(KEEP_PREFIX)]


def _distance(result: Result, words: Words) -> str:
    """Return how far the seating is from optimal, in words."""
    distance = shared_distance(result)
    if distance.for_one_round:
        return words.gettext("No seating of this round is better, but the plan of all rounds may not be optimal.")
    if distance.points is None and hides_points(result):
        return words.gettext(
            "Points of private requirements are left out, and so is how far the seating may be from optimal."
        )
    if distance.points is None and result.repair is not None and result.repair.offers:
        return words.gettext("A better seating is known; no must requires its moves.")
    if distance.points is None:
        return words.gettext("It is not known whether a better seating exists.")
    if distance.points == 0:
        return words.gettext("This seating is optimal.")
    return words.ngettext(
        "This seating is at most %(number)s point from optimal.",
        "This seating is at most %(number)s points from optimal.",
        distance.points,
    )


def _closest(result: Result, words: Words) -> str:
    if result.status is Status.IMPOSSIBLE:
        return words.gettext("The musts cannot all be met together. This is the closest seating found.")
    return words.gettext(
        "No seating that meets every must was found; one may still exist. This is the closest seating found."
    )


def _figures(result: Result, words: Words) -> tuple[Figure, ...]:
    _ = words.gettext
    requirements = _list_requirements(result)
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
