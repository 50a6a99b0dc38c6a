"""The requirements: the unmet ones with their tables and their cost, the met ones, and those that do not apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.convening.files import list_stated
from seating.findings import NONE_THERE
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.charts import Slice, slices
from seating.report.labels import StateWords, Tone, name_requirement
from seating.report.places import describe_finding
from seating.report.privacy import SharedFinding, SharedRequirement, hides_points, shared_penalty, shared_requirements
from seating.result import Result
from seating.wording import said_count

ORDER = 60
TITLE = "Requirements"

SHOWN = 6
"""Number of findings of one requirement that are visible at first; the others can be unfolded."""

MOST = 200
"""Maximum number of findings of one requirement on the page; `result.json` has all of them."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One finding: its place, the id of its table ("" for none), and the shortfall in words."""

    where: str
    table: str
    text: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """One unmet requirement, or all private musts or all private shoulds together.

    `price` is `points` as printed; for a must and for private shoulds it is "", and `without_price` is what is printed
    instead. `part` is the bar of its share of the penalty, and `price_in_words` says the same as text. The shortfall
    and the points of a private should are not shown.
    """

    id: str
    sentence: str
    note: str
    binds: str
    state: StateWords
    points: int
    price: str
    without_price: str
    price_in_words: str
    part: tuple[Slice, ...]
    shortfall: int
    lacks: tuple[Lack, ...]
    more: tuple[Lack, ...]
    unfold: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Held:
    """One requirement that is met, or that does not apply in this round."""

    id: str
    sentence: str
    note: str
    binds: str


@dataclass(frozen=True, slots=True)
class Requirements:
    """Unmet requirements, most costly first, and met ones; `example` is the id of an unmet public should, or "".

    `penalty` is that of the public ones; `is_partial` is True if points of private ones are left out.
    `held` lists the met ones, and `if_filled` those that are met only if somebody takes an open seat. `inactive` lists
    the requirements that do not apply in this round. `summary` does not count them.
    """

    unmet: tuple[Unmet, ...]
    held: tuple[Held, ...]
    if_filled: tuple[Held, ...]
    inactive: tuple[Held, ...]
    penalty: int
    is_partial: bool
    summary: str
    example: str


def fill(result: Result, settings: Settings) -> Requirements | None:
    """Return the requirements and their findings; None if there are no requirements."""
    words = settings.words
    every = shared_requirements(result)
    if not every:
        return None
    requirements = [r for r in every if r.applies]
    unmet = [r for r in requirements if not r.met]
    blocks = [[r] for r in unmet if not r.is_private] + _alike(unmet)
    blocks.sort(key=lambda alike: (not alike[0].is_must, -_penalty(alike), -_shortfall(alike)))
    met = [r for r in requirements if r.met]
    waiting = {one.id for one in (*result.review.voices, *result.review.gaps) if one.held} - {*result.private_names}
    penalty = shared_penalty(result)
    return Requirements(
        unmet=tuple(_unmet(result, alike, penalty, words) for alike in blocks),
        held=tuple(_held(result, alike, words) for alike in _one_by_one([r for r in met if r.id not in waiting])),
        if_filled=tuple(_held(result, [r], words) for r in met if r.id in waiting),
        inactive=tuple(_held(result, [r], words) for r in every if not r.applies),
        penalty=penalty,
        is_partial=hides_points(result),
        summary=_summary(result, len(requirements), len(met), words),
        example=next((alike[0].id for alike in blocks if not alike[0].is_must and not alike[0].is_private), ""),
    )


def _summary(result: Result, number: int, n_met: int, words: Words) -> str:
    """Return how many requirements are met, and what is counted besides those that are written in the convening."""
    met = words.ngettext(
        "%(met)s of %(number)s requirement is met.",
        "%(met)s of %(number)s requirements are met.",
        number,
        met=n_met,
    )
    if len(list_stated(result.convening)) == len(result.convening.requirements):
        return met
    counted = words.gettext(
        "This counts also those that the program makes from the tables, from cells of the list or from charts."
    )
    return f"{met} {counted}"


def _one_by_one(requirements: Sequence[SharedRequirement]) -> list[list[SharedRequirement]]:
    return [[r] for r in requirements if not r.is_private] + _alike(requirements)


def _alike(requirements: Sequence[SharedRequirement]) -> list[list[SharedRequirement]]:
    """Return the private requirements in groups: musts, then shoulds."""
    groups = [[r for r in requirements if r.is_private and r.is_must is is_must] for is_must in (True, False)]
    return [group for group in groups if group]


def _penalty(alike: Sequence[SharedRequirement]) -> int:
    """Return how much a group of requirements adds to the penalty; 0 for private ones."""
    return sum(r.penalty or 0 for r in alike)


def _shortfall(alike: Sequence[SharedRequirement]) -> int:
    return sum(r.shortfall or 0 for r in alike)


def _unmet(result: Result, alike: Sequence[SharedRequirement], total: int, words: Words) -> Unmet:
    held, penalty = _held(result, alike, words), _penalty(alike)
    every = [_lack(result, finding, words) for r in alike for finding in r.findings]
    if (
        not every and not alike[0].is_private and not _shortfall(alike)
    ):  # a voice that no table has to have, see `Verdict.met`
        every = [Lack(words.gettext("The room"), "", words.gettext(NONE_THERE))]
    lacks = tuple(dict.fromkeys(every) if alike[0].is_private else every)  # a private one says only where it is
    few = lacks if len(lacks) <= SHOWN + 1 else lacks[:SHOWN]
    is_must = alike[0].is_must
    has_price = not is_must and not alike[0].is_private
    return Unmet(
        id=held.id,
        sentence=held.sentence,
        note=held.note,
        binds=held.binds,
        state=_state(is_must, words),
        points=penalty,
        price=f"{penalty:,}" if has_price else "",
        without_price=words.gettext("must") if is_must else words.gettext("should"),
        price_in_words=words.gettext("%(part)s of %(all)s points", part=f"{penalty:,}", all=f"{total:,}"),
        part=slices((penalty, total - penalty))[:1] if has_price and penalty else (),
        shortfall=_shortfall(alike),
        lacks=few,
        more=lacks[len(few) : MOST],
        unfold=words.gettext("%(number)s more", number=f"{len(lacks) - len(few):,}"),
        left_out=words.ngettext(
            "%(number)s more is in result.json.", "%(number)s more are in result.json.", len(lacks) - MOST
        )
        if len(lacks) > MOST
        else "",
    )


def _state(is_must: bool, words: Words) -> StateWords:
    tone, shape = (Tone.BAD, "state-absent") if is_must else (Tone.OPEN, "state-few")
    return StateWords(words.gettext("Unmet"), "", tone, shape)


def _lack(result: Result, finding: SharedFinding, words: Words) -> Lack:
    at_table = finding.table in result.room.table_index
    return Lack(
        where=result.room.table(finding.table).label
        if finding.table is not None and at_table
        else finding.table or words.gettext("The room"),
        table=finding.table or "" if at_table else "",
        text=words.tell(describe_finding(result, finding)),
    )


def _held(result: Result, alike: Sequence[SharedRequirement], words: Words) -> Held:
    """Return a requirement as shown on the page; private ones are combined and shown without their weights."""
    first = alike[0]
    if first.is_private:
        more = words.gettext("%(id)s and %(number)s more", id=first.id, number=len(alike) - 1)
        sentence = said_count("%(number)s private requirement.", "%(number)s private requirements.", len(alike))
        binds = words.gettext("Must") if first.is_must else words.gettext("Should")
        return Held(first.id if len(alike) == 1 else more, sentence, "", binds)
    binds = words.gettext("Must")
    if first.weight is not None:
        binds = words.gettext("Should, weight %(weight)s", weight=first.weight)
    return Held(name_requirement(first.id, result.people), first.sentence, first.note, binds)
