"""The verdict in three plain sentences: who is seated, how good that is, who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from seating.engines.outcome import Status
from seating.report.labels import Tone, state_words
from seating.report.languages import Words
from seating.report.privacy import SharedVoice, shared_requirements, shared_voices
from seating.report.settings import Settings
from seating.result import Result
from seating.voices import VoiceState

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
    words = settings.words
    tone, shape, headline = _headline(result, words)
    return Verdict(
        tone=tone,
        shape=shape,
        headline=headline,
        seated=_seated(result, words),
        quality=_quality(result, words),
        missing=_missing(result, words),
        figures=_figures(result, words),
    )


def _headline(result: Result, words: Words) -> tuple[Tone, str, str]:
    _ = words.gettext
    if result.asks_only_seats and not result.review.unmet:
        return Tone.GREY, "state-unknown", _("There are no requirements beyond the seats at each table.")
    match result.status:
        case Status.OPTIMAL:
            return Tone.GOOD, "state-heard", _("All musts are met. This seating is optimal.")
        case Status.FEASIBLE:
            return Tone.GOOD, "state-heard", _("All musts are met.")
        case Status.IMPOSSIBLE:
            return Tone.BAD, "state-absent", _("Not all musts can be met.")
        case Status.NO_SEATING:
            return Tone.OPEN, "state-few", _("No seating was found that meets all musts.")


def _seated(result: Result, words: Words) -> str:
    room = result.room
    tables = words.ngettext("%(number)s table", "%(number)s tables", len(set(result.plan.seats.values())))
    sentence = words.ngettext(
        "%(number)s person is seated at %(tables)s",
        "%(number)s people are seated at %(tables)s",
        len(room.people),
        tables=tables,
    )
    if room.staff:
        sentence += ", " + words.ngettext(
            "with %(number)s member of staff beside them",
            "with %(number)s members of staff beside them",
            len(room.staff),
        )
    if result.not_seated:
        sentence += "; " + words.ngettext(
            "%(number)s person on the list has no seat",
            "%(number)s people on the list have no seat",
            len(result.not_seated),
        )
    return f"{sentence}."


def _quality(result: Result, words: Words) -> str:
    _ = words.gettext
    if result.status in {Status.IMPOSSIBLE, Status.NO_SEATING}:
        return _closest(result, words)
    if result.penalty == 0:
        if result.asks_only_seats:
            return _("Every table stays within its seats. There are no other requirements.")
        if all(verdict.met for verdict in result.review.verdicts.values()):
            if "requirements" in result.convening.inferred:
                return _("Every requirement inferred from the list is met.")
            return _("Every requirement is met: no seating can be better.")
        return _("All musts are met and the penalty is 0: no seating can be better.")
    points = words.ngettext("%(number)s point", "%(number)s points", result.penalty)
    costs = _("All musts are met; the other unmet requirements cost %(points)s", points=points)
    if result.bound is None:
        return f"{costs}."
    if result.bound == result.penalty:
        return f"{costs}, " + _("and it is proven that no seating costs less.")
    away = words.ngettext("%(number)s point", "%(number)s points", result.penalty - result.bound)
    return f"{costs}, " + _("at most %(points)s more than the best possible seating.", points=away)


def _closest(result: Result, words: Words) -> str:
    unmet = sum(1 for r in shared_requirements(result) if r.is_must and not r.met)
    closest = words.gettext(
        "this is the closest seating: %(short)s short of what is asked, in %(musts)s",
        short=f"{result.review.unmet:,}",
        musts=words.ngettext("%(number)s must", "%(number)s musts", unmet),
    )
    if result.status is Status.IMPOSSIBLE:
        return words.gettext("The musts cannot all be met together; %(closest)s.", closest=closest)
    return words.gettext(
        "No seating was found that meets every must, nor a proof that there is none; %(closest)s.", closest=closest
    )


def _missing(result: Result, words: Words) -> str:
    asked = shared_voices(result, (*result.review.voices, *result.review.gaps))
    if not asked:
        return words.gettext("No voice, role or need was asked for, so none is known to be missing.")
    lacking = sorted((v for v in asked if v.state is not VoiceState.HEARD), key=lambda voice: voice.state.rank)
    if not lacking:
        return words.gettext("Every voice, role and need that was asked for is there.")
    shown = state_words(words)
    parts = []
    for state in dict.fromkeys(voice.state for voice in lacking):
        parts.append(f"{shown[state].lead} {_named([v for v in lacking if v.state is state], words)}")
    return words.gettext("Missing or not yet heard: %(voices)s.", voices="; ".join(parts))


def _named(voices: list[SharedVoice], words: Words) -> str:
    private = sum(1 for voice in voices if voice.is_private)
    names = list(dict.fromkeys(voice.name for voice in voices if not voice.is_private))
    shown, rest = names[:NAMED], len(names) - NAMED
    if rest > 0:
        shown.append(words.gettext("%(number)s more", number=rest))
    if private:
        shown.append(words.ngettext("a private requirement", "%(number)s private requirements", private))
    return words.listed(shown)


def _figures(result: Result, words: Words) -> tuple[Figure, ...]:
    _ = words.gettext
    used = len(set(result.plan.seats.values()))
    musts = [r for r in shared_requirements(result) if r.is_must]
    asked = (*result.review.voices, *result.review.gaps)
    figures = [Figure(f"{len(result.room.people):,}", _("people seated")), Figure(f"{used:,}", _("tables"))]
    if musts:
        held = _("%(part)s of %(all)s", part=sum(r.met for r in musts), all=len(musts))
        figures.append(Figure(held, _("musts hold")))
    figures.append(Figure(f"{result.penalty:,}", _("penalty points, 0 is ideal")))
    if asked:
        heard = sum(voice.state is VoiceState.HEARD for voice in asked)
        there = _("%(part)s of %(all)s", part=heard, all=len(asked))
        figures.append(Figure(there, _("voices, roles and needs there")))
    return tuple(figures)
