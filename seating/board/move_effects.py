"""What a move, a swap or another seating changes, in the words of every screen: rules, wishes, and for whom.

A rule is a must, a wish any other requirement. Both are counted where they are not met: for each table, pair or group
that they are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from seating.api.gains import GainLine, compare_seatings
from seating.api.result import Solved
from seating.explanations.seat_gains import Gain
from seating.report.tones import Tone
from seating.wording import Said, said, said_count, said_field, said_joined

AS_GOOD = said("just as good")


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """What another seating changes.

    Attributes
    ----------
    units, points : int
        Changes of the total shortfall of the rules, and of the penalty.
    lines : tuple of GainLine
        The changes; those that the readers may not know of are left out.
    """

    units: int
    points: int
    lines: tuple[GainLine, ...] = ()

    @property
    def order(self) -> tuple[int, int]:
        """The best first."""
        return self.units, self.points

    @property
    def loses(self) -> bool:
        """Whether any rule or wish is kept less than now."""
        return any(line.units > 0 for line in self.lines)

    @property
    def badge(self) -> str:
        """One number, as short as it can be: for how many rules or wishes the seating becomes better or worse."""
        worse, better = (_count(self.lines, self.units != 0, sign) for sign in (1, -1))
        if self.units:
            return f"! {worse or ''}".strip() if self.units > 0 else f"✓ {better or ''}".strip()
        if self.points:
            return f"−{worse or ''}" if self.points > 0 else f"+{better or ''}"
        return "0"

    @property
    def tone(self) -> Tone:
        """Good for a gain, bad for a rule that is kept less, open for wishes that are kept less."""
        if self.units or self.points:
            return Tone.BAD if self.units > 0 else Tone.GOOD if self.order < (0, 0) else Tone.OPEN
        return Tone.GRAY

    @property
    def brief(self) -> Said:
        """The badge in words; no wishes beside a rule, because no number of wishes makes up for one."""
        is_rule, is_worse = self.units != 0, self.order > (0, 0)
        number = _count(self.lines, is_rule, 1 if is_worse else -1)
        if self.order == (0, 0) or not number:
            return _word_whole(self.order, is_alone=True)
        if is_rule and is_worse:
            return said_count("%(number)s must gets worse", "%(number)s musts get worse", number)
        if is_rule:
            return said_count("%(number)s must gets better", "%(number)s musts get better", number)
        if is_worse:
            return said_count("%(number)s wish is less well met", "%(number)s wishes are less well met", number)
        return said_count("%(number)s wish is better met", "%(number)s wishes are better met", number)

    @property
    def full(self) -> Said:
        """What changes, as a clause."""
        return self._word()

    @property
    def told(self) -> Said:
        """What changes, as a clause that also names the first change."""
        return self._word(self.lines[0].says if self.lines else "")

    @property
    def in_points(self) -> Said:
        """The same in the numbers that the program computes with, as a sentence."""
        numbers = {"units": _sign(self.units), "points": _sign(self.points)}
        return said("Shortfall of musts: %(units)s. Points for wishes that are not met: %(points)s.", **numbers)

    def _word(self, example: str = "") -> Said:
        parts = list(_count_lines(self.lines))
        if example:
            parts[0] = said_field(parts[0], example)
        if not self._is_explained:
            parts.append(_word_whole(self.order, is_alone=not parts))
        return said_joined(parts or [AS_GOOD], "; ")

    @property
    def _is_explained(self) -> bool:
        """Whether the lines alone tell if the seating becomes better or worse."""
        lines = self.lines
        units = sum(line.units for line in lines if line.is_must)
        points = sum(line.points for line in lines)
        decisive = [line.units for line in lines if line.is_must] or [line.units for line in lines]
        is_mixed = min(decisive, default=0) < 0 < max(decisive, default=0)
        is_whole = units == self.units and (points == self.points or bool(self.units))
        return is_whole and not is_mixed


NOTHING_CHANGES = MoveEffect(0, 0)


def describe_gain(gain: Gain, lines: Sequence[GainLine]) -> MoveEffect:
    """Return what a move or a swap changes.

    Parameters
    ----------
    gain : Gain
    lines : sequence of GainLine
        The same in words.
    """
    return MoveEffect(gain.units, gain.points, tuple(lines))


def describe_change(now: Solved, then: Solved) -> MoveEffect:
    """Return what another seating of the same room changes."""
    units, points = then.review.unmet - now.review.unmet, then.penalty - now.penalty
    return MoveEffect(units, points, compare_seatings(now, then))


def _count(lines: Sequence[GainLine], is_must: bool, sign: int) -> int:
    return sum(line.is_must == is_must and line.units * sign > 0 for line in lines)


def _sign(number: int) -> str:
    return f"{number:+,}".replace("-", "−") if number else "0"


def _rank(line: GainLine) -> int:
    """Return the place of a change: rules first, losses first, and what is newly not kept before what gets worse."""
    change = 0 if not line.before else 1 if line.units > 0 else 2 if not line.after else 3
    return change if line.is_must else 4 + change


def _count_lines(lines: Sequence[GainLine]) -> Iterator[Said]:
    """Yield how many musts and wishes change in each way."""
    for rank, found in groupby(sorted(lines, key=_rank), key=_rank):
        yield _word_number(rank, len(list(found)))


def _word_number(rank: int, number: int) -> Said:
    if rank == 0:
        return said_count("%(number)s more must unmet", "%(number)s more musts unmet", number)
    if rank == 1:
        return said_count("%(number)s unmet must gets worse", "%(number)s unmet musts get worse", number)
    if rank == 2:
        return said_count("%(number)s more must met", "%(number)s more musts met", number)
    if rank == 3:
        return said_count("%(number)s unmet must gets better", "%(number)s unmet musts get better", number)
    if rank == 4:
        return said_count("%(number)s fewer wish met", "%(number)s fewer wishes met", number)
    if rank == 5:
        return said_count(
            "%(number)s unmet wish is further from being met",
            "%(number)s unmet wishes are further from being met",
            number,
        )
    if rank == 6:
        return said_count("%(number)s more wish met", "%(number)s more wishes met", number)
    return said_count(
        "%(number)s unmet wish is closer to being met", "%(number)s unmet wishes are closer to being met", number
    )


def _word_whole(order: tuple[int, int], *, is_alone: bool) -> Said:
    if order == (0, 0):
        return AS_GOOD if is_alone else said("just as good overall")
    return said("worse overall") if order > (0, 0) else said("better overall")
