"""The pages that compare the cases of a study and sum up a batch, for the convening team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seating.analysis.cases import Case
from seating.present.environment import render_template
from seating.present.languages import translatable
from seating.present.settings import STANDARD, Settings
from seating.report.pages import UNTITLED
from seating.report.study.texts import (
    STATUSES,
    Comparison,
    describe_case,
    describe_goals,
    describe_value,
    list_people,
)
from seating.wording import said_list

WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 460, 20, 250
"""The ends of the axes of the picture, in its units."""

MOST_ROWS = 300
"""Maximum number of cases in the table of the page; all of them are in the spreadsheet."""

MOST_COLUMNS = 8
"""Maximum number of cases side by side, in the tables of requirements and of distances."""

MOST_LABELS = 3
"""Maximum number of cases that a dot of the picture names."""

WITHOUT_SEATING: Mapping[str, str] = {"failed": translatable("failed"), "not_seated": translatable("not seated")}
"""States of a convening of a batch that has no seating."""

FACTORS = {
    "tables": translatable("Tables"),
    "seats": translatable("Seats"),
    "date": translatable("Date"),
    "without": translatable("Without"),
    "with": translatable("With"),
    "absences": translatable("Drawn day"),
}

AXES = (translatable("Unmet musts"), translatable("Voices not heard"), translatable("People left out"))
"""What the picture can compare with the penalty, in the order of `Goals.numbers`."""

BY_NUMBER = translatable("Case")


@dataclass(frozen=True, slots=True)
class Dot:
    """One or several cases with the same numbers; `is_gray` says that nobody would choose them."""

    x: float
    y: float
    label: str
    numbers: tuple[int, ...]
    across: int
    penalty: int
    is_gray: bool


@dataclass(frozen=True, slots=True)
class TradeOff:
    """The picture of the trade-off: penalty against the first other number in which cases differ."""

    axis: str
    dots: tuple[Dot, ...]
    across: tuple[tuple[float, int], ...]
    up: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the table."""

    case: Case
    values: tuple[str, ...]
    status: str
    worst: str
    far: float | None
    better: int | None


def render_study(comparison: Comparison, settings: Settings = STANDARD) -> str:
    """Return the comparison as one self-contained HTML file.

    Parameters
    ----------
    comparison : Comparison
    settings : Settings
    """
    first = comparison.ranked[:MOST_COLUMNS]
    return render_template(
        settings,
        "study.html.j2",
        settings=settings,
        title=comparison.title or settings.words.gettext(UNTITLED),
        comparison=comparison,
        found=list(comparison.describe()),
        headings=[(key, FACTORS.get(key)) for key in comparison.factors],
        lines=[_line(comparison, case) for case in comparison.ranked[:MOST_ROWS]],
        picture=draw_trade_off(comparison),
        first=first,
        broken=list(_list_broken(comparison, first)),
        distances=[[comparison.distance(one, other) for other in first] for one in first],
        candidates=[
            (case, describe_case(case, comparison.factors), describe_goals(case)) for case in comparison.candidates
        ],
        failed=_group_failures(comparison),
        size=(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM),
    )


def render_batch(rows: Sequence[Mapping[str, Any]], title: str, settings: Settings = STANDARD) -> str:
    """Return the summary as one self-contained HTML file.

    Parameters
    ----------
    rows : sequence of mapping
        The fields of each row of `batch.csv`; numbers are None without a seating. `report` is the path of the report
        from the folder of the summary.
    title : str
        The name of the folder.
    settings : Settings
    """
    lines = [(row, {**STATUSES, **WITHOUT_SEATING}.get(row["status"], row["status"])) for row in rows]
    seated = sum(row["penalty"] is not None for row in rows)
    return render_template(settings, "batch.html.j2", settings=settings, title=title, lines=lines, seated=seated)


def draw_trade_off(comparison: Comparison) -> TradeOff | None:
    """Return the picture of the trade-off; None with fewer than two different cases."""
    cases = [(case, case.goals.numbers) for case in comparison.ranked if case.goals is not None]
    if len({numbers for _, numbers in cases}) < 2:
        return None
    axis = next((n for n in range(3) if len({numbers[n] for _, numbers in cases}) > 1), None)
    groups: dict[tuple[int, int], list[int]] = {}
    for case, numbers in sorted(cases, key=lambda one: one[0].number):
        groups.setdefault((case.number if axis is None else numbers[axis], numbers[3]), []).append(case.number)
    across, up = sorted({x for x, _ in groups}), sorted({y for _, y in groups})
    dots = []
    for (x, y), members in groups.items():
        shown = ", ".join(map(str, members[:MOST_LABELS])) + (" …" if len(members) > MOST_LABELS else "")
        gray = all(number in comparison.dominated for number in members)
        dots.append(Dot(_place(x, across, LEFT, RIGHT), _place(y, up, BOTTOM, TOP), shown, tuple(members), x, y, gray))
    return TradeOff(
        BY_NUMBER if axis is None else AXES[axis],
        tuple(_with_labels(dots)),
        tuple((_place(x, across, LEFT, RIGHT), x) for x in _ticks(across)),
        tuple((_place(y, up, BOTTOM, TOP), y) for y in _ticks(up)),
    )


def _with_labels(dots: Sequence[Dot]) -> list[Dot]:
    """Return the dots without the labels that would cover others; those that somebody might choose come first."""
    shown: list[Dot] = []
    found = []
    for dot in sorted(dots, key=lambda one: (one.is_gray, one.numbers)):
        if any(abs(one.y - dot.y) < 14 and abs(one.x - dot.x) < 90 for one in shown):
            found.append(replace(dot, label=""))
        else:
            shown.append(dot)
            found.append(dot)
    return found[::-1]  # what somebody might choose is drawn on top


def _group_failures(comparison: Comparison) -> Sequence[tuple[str, str]]:
    """Return the numbers of the cases that failed, by message."""
    found: dict[str, list[str]] = {}
    for case in comparison.failed:
        found.setdefault(case.result.shared_message if case.result else "", []).append(str(case.number))
    return [(said_list(numbers), why) for why, numbers in found.items()][:MOST_ROWS]


def _place(value: int, values: Sequence[int], start: float, end: float) -> float:
    """Return where a value is drawn between the ends of an axis, with a margin at both."""
    low, high = values[0], values[-1]
    share = (value - low) / (high - low) if high > low else 0.5
    return round(start + (end - start) * (0.08 + 0.84 * share), 1)


def _ticks(values: Sequence[int]) -> list[int]:
    """Return at most six round values of an axis, between its ends."""
    low, high = values[0], values[-1]
    steps = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    step = next(step for step in steps if high - low <= 5 * step)
    return list(range(-(-low // step) * step, high + 1, step))


def _line(comparison: Comparison, case: Case) -> CaseLine:
    one = case.result
    assert one is not None
    values = tuple(show_value(key, case.values[key]) for key in comparison.factors)
    worst = "" if one.worst is None else comparison.people.get(one.worst[0], one.worst[0])
    better = comparison.dominated.get(case.number)
    return CaseLine(case, values, STATUSES[one.status], worst, comparison.distance(case), better)


def show_value(key: str, value: Any) -> str:
    """Return a value as a cell under the heading of its factor; "" for nobody."""
    return list_people(value) if key in {"without", "with"} else str(describe_value("", value)).strip()


def _list_broken(comparison: Comparison, cases: Sequence[Case]) -> Iterator[tuple[str, str, list[int | None]]]:
    """Yield the id and the sentence of each requirement that one of the cases does not meet, and their shortfalls.

    A shortfall of 0 says that the requirement is met; None that it is unmet, and nobody else may know by how much.
    """
    results = [case.result for case in cases if case.result is not None]
    known = [*comparison.sentences, *(key for one in results for key in one.broken)]
    for identity in dict.fromkeys(known):
        cells = [one.broken.get(identity, 0) for one in results]
        if any(cell != 0 for cell in cells):
            yield identity, comparison.sentences.get(identity, ""), cells
