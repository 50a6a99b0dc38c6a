"""The verdict in three plain sentences: who is seated, how good that is, who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from seating.engines.status import Status
from seating.report.settings import Settings
from seating.report.shared import SharedVoice, shared_requirements, shared_voices
from seating.report.states import STATE_WORDS, Tone
from seating.result import Result
from seating.voices import VoiceState
from seating.wording import counted, listed

__all__ = ["ORDER", "TITLE", "Figure", "Verdict", "fill"]

ORDER = 10
TITLE = "In short"

NAMED = 4
"""Voices of one state that the sentence names; the section on voices has all."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number worth seeing large, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The three sentences, the tone of the second, and a few figures."""

    tone: Tone
    shape: str
    headline: str
    seated: str
    quality: str
    missing: str
    figures: tuple[Figure, ...]


def fill(result: Result, settings: Settings) -> Verdict:
    """Return the verdict."""
    tone, shape, headline = _headline(result)
    return Verdict(
        tone=tone,
        shape=shape,
        headline=headline,
        seated=_seated(result),
        quality=_quality(result),
        missing=_missing(result),
        figures=_figures(result),
    )


def _headline(result: Result) -> tuple[Tone, str, str]:
    match result.status:
        case Status.OPTIMAL:
            return Tone.GOOD, "state-heard", "Everything that must hold holds, and no seating is better"
        case Status.FEASIBLE:
            return Tone.GOOD, "state-heard", "Everything that must hold holds"
        case Status.IMPOSSIBLE:
            return Tone.BAD, "state-absent", "Not everything that must hold can hold"
        case Status.NO_SEATING:
            return Tone.OPEN, "state-few", "No seating was found in which everything holds that must"


def _seated(result: Result) -> str:
    room = result.room
    used = len(set(result.plan.seats.values()))
    sentence = f"{counted(len(room.people), 'person is', 'people are')} seated at {counted(used, 'table')}"
    if room.staff:
        sentence += f", with {counted(len(room.staff), 'member')} of staff beside them"
    if result.not_seated:
        sentence += f"; {counted(len(result.not_seated), 'person on the list has', 'people on the list have')} no seat"
    return f"{sentence}."


def _quality(result: Result) -> str:
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        unmet = [r for r in shared_requirements(result) if r.is_must and not r.met]
        short = f"{result.review.unmet:,} short of what is asked"
        closest = f"this is the closest seating: {short}, in {counted(len(unmet), 'must')}"
        if result.status is Status.IMPOSSIBLE:
            return f"The musts cannot all hold together; {closest}."
        return f"No seating was found that meets every must, nor a proof that there is none; {closest}."
    if result.penalty == 0:
        if all(verdict.met for verdict in result.review.verdicts.values()):
            return "Everything that was asked for holds: no seating can be better."
        return "Every must holds and nothing costs a point: no seating can be better."
    costs = f"Every must holds; what else was asked and is unmet costs {counted(result.penalty, 'point')}"
    if result.bound is None:
        return f"{costs}."
    if result.bound == result.penalty:
        return f"{costs}, and it is proven that no seating costs less."
    away = counted(result.penalty - result.bound, "point")
    return f"{costs}, at most {away} more than the best there can be."


def _missing(result: Result) -> str:
    asked = shared_voices(result, (*result.review.voices, *result.review.gaps))
    if not asked:
        return "No voice, role or need was asked for, so none is known to be missing."
    lacking = sorted((v for v in asked if v.state is not VoiceState.HEARD), key=lambda voice: voice.state.rank)
    if not lacking:
        return "Every voice, role and need that was asked for is there."
    parts = []
    for state in dict.fromkeys(voice.state for voice in lacking):
        parts.append(f"{STATE_WORDS[state].lead} {_named([v for v in lacking if v.state is state])}")
    sentence = "; ".join(parts)
    return f"Missing or not yet heard: {sentence}."


def _named(voices: list[SharedVoice]) -> str:
    private = sum(1 for voice in voices if voice.is_private)
    names = list(dict.fromkeys(voice.name for voice in voices if not voice.is_private))
    shown, rest = names[:NAMED], len(names) - NAMED
    if rest > 0:
        shown.append(f"{rest} more")
    if private:
        shown.append("a private requirement" if private == 1 else f"{private} private requirements")
    return listed(shown)


def _figures(result: Result) -> tuple[Figure, ...]:
    used = len(set(result.plan.seats.values()))
    musts = [r for r in shared_requirements(result) if r.is_must]
    asked = (*result.review.voices, *result.review.gaps)
    figures = [Figure(f"{len(result.room.people):,}", "people seated"), Figure(f"{used:,}", "tables")]
    if musts:
        figures.append(Figure(f"{sum(r.met for r in musts)} of {len(musts)}", "musts hold"))
    figures.append(Figure(f"{result.penalty:,}", "penalty points, 0 is ideal"))
    if asked:
        heard = sum(voice.state is VoiceState.HEARD for voice in asked)
        figures.append(Figure(f"{heard} of {len(asked)}", "voices, roles and needs there"))
    return tuple(figures)
