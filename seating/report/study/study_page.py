"""The pages that compare the cases of a study and sum up a batch, for the convening team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from seating.analysis.cases import Case
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Lines,
    Raw,
    Row,
    Span,
    Table,
    Text,
    below,
    data,
    join,
    list_sections,
    paragraph,
    strong,
)
from seating.present.page import Masthead, render_page
from seating.present.settings import STANDARD, Settings
from seating.report.pages import UNTITLED
from seating.report.study.texts import (
    STATUSES,
    Comparison,
    describe_case,
    describe_goals,
    describe_value,
)
from seating.wording import Said, message, said, said_count, said_list

WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 460, 20, 250
"""The ends of the axes of the picture, in its units."""

MOST_ROWS = 300
"""Maximum number of cases in the table of the page; all of them are in the spreadsheet."""

MOST_COLUMNS = 8
"""Maximum number of cases side by side, in the tables of requirements and of distances."""

MOST_LABELS = 3
"""Maximum number of cases that a dot of the picture names."""

WITHOUT_SEATING: Mapping[str, str] = {"failed": message("failed"), "not_seated": message("not seated")}
"""States of a convening of a batch that has no seating."""

FACTORS = {
    "tables": message("Tables"),
    "seats": message("Seats"),
    "date": message("Date"),
    "without": message("Without"),
    "with": message("With"),
    "absences": message("Simulated day"),
}

AXES = (message("Unmet musts"), message("Voices not fully in the room"), message("People left out"))
"""What the picture can compare with the penalty, in the order of `Goals.numbers`."""

BY_NUMBER = message("Case")


@dataclass(frozen=True, slots=True)
class Dot:
    """One or several cases with the same numbers; `is_gray` means that no one would choose them."""

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

    axis: Said
    dots: tuple[Dot, ...]
    across: tuple[tuple[float, int], ...]
    up: tuple[tuple[float, int], ...]
    size: tuple[int, int, int, int, int, int] = (WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM)


def render_study(comparison: Comparison, settings: Settings = STANDARD) -> str:
    """Return the comparison as one self-contained HTML file.

    Parameters
    ----------
    comparison : Comparison
    settings : Settings
    """
    masthead = _masthead(said("Comparison of cases"), comparison.title or said(UNTITLED))
    return render_page(masthead, list_blocks(comparison), settings)


def _masthead(kind: Said, title: str) -> Masthead:
    for_team = said("For the convening team")
    return Masthead("study", kind, for_team, title, skip=said("Skip to the comparison"), stamp=for_team)


def list_blocks(comparison: Comparison) -> Iterator[Block]:
    """Yield what a study found, its trade-off, and its cases side by side.

    Parameters
    ----------
    comparison : Comparison
    """
    first = comparison.ranked[:MOST_COLUMNS]
    sections = (
        ("found", said("What was found"), _list_findings(comparison)),
        ("picture", said("The trade-off"), _list_picture(comparison)),
        ("cases", said("Cases"), list_cases(comparison)),
        ("broken", said("Which requirements break"), _list_broken(comparison, first)),
        ("distance", said("How far the seatings differ"), _list_distances(comparison, first)),
        ("candidates", said("Candidates"), _list_candidates(comparison)),
        ("failed", said("Cases that failed"), _list_failures(comparison)),
        ("method", said("How to read this page"), _explain()),
    )
    yield from list_sections(sections)


def _list_findings(comparison: Comparison) -> Iterator[Block]:
    yield Lines(list(map(data, comparison.describe())), "bullets", "found")
    about = said(
        "Each comparison uses the best case for each value. Unmet musts and the penalty are based on the "
        "requirements in the convening, even if a case changes them."
    )
    yield paragraph(about, "intro")


def _list_picture(comparison: Comparison) -> Iterator[Block]:
    if picture := draw_trade_off(comparison):
        about = said(
            "Lower is better, and further left is better. Each dot is a case, or several with the same "
            "numbers. A gray dot means that another case is at least as good in musts, voices, people left "
            "out and penalty, and better in one of them."
        )
        yield paragraph(about, "intro")
        yield Raw("trade_off.html.j2", picture)


def _name_case(number: int | str) -> Said:
    return said("Case %(case)s", case=number)


def list_cases(comparison: Comparison) -> Iterator[Block]:
    """Yield the table of the cases, the best first."""
    titles = (
        Column(said("Case")),
        *(Column(_name_factor(key)) for key in comparison.factors),
        Column(said("Unmet musts"), is_number=True),
        Column(said("Voices not fully in the room")),
        Column(said("Left out"), is_number=True),
        Column(said("Penalty"), is_number=True),
        Column(said("Quality")),
        Column(said("Worst off")),
        Column(said("Differs"), is_number=True),
    )
    caption = said("Best first: by unmet musts, voices not fully in the room, people left out and penalty")
    rows = [_describe_row(comparison, case) for case in comparison.ranked[:MOST_ROWS]]
    yield Table(caption, titles, rows, "cases", is_wide=True)
    if len(comparison.ranked) > MOST_ROWS:
        yield paragraph(said("Only the best cases are shown. All are in study.csv."), "intro")


def _name_factor(key: str) -> Text:
    """Return the name of a factor; one of a requirement stands as it is written."""
    return said(FACTORS[key]) if key in FACTORS else data(key)


def _describe_row(comparison: Comparison, case: Case) -> Row:
    """Return a case as a row; one that no one would choose is gray."""
    one, goals = case.result, case.goals
    assert one is not None
    assert goals is not None
    better = comparison.dominated.get(case.number)
    status: list[Text] = [said(STATUSES[one.status])]
    if better:
        status.append(below(said("worse than case %(case)s", case=better)))
    penalty: list[Text] = [goals.penalty]
    if one.penalty != goals.penalty:
        penalty.append(below(said("by its own requirements: %(number)s", number=one.penalty)))
    if one.bound is not None and one.bound != one.penalty:
        penalty.append(below(said("at least %(number)s", number=one.bound)))
    voices: list[Text] = [goals.not_heard]
    if one.not_heard:
        voices.append(below(", ".join(name for name, _ in one.not_heard), is_data=True))
    worst: Text = NOTHING
    if one.worst is not None:
        person, points = one.worst
        counted = said_count("%(number)s point", "%(number)s points", points)
        worst = (data(comparison.people.get(person, person)), " ", below(counted))
    cells = (
        *(data(_show_value(key, case.values[key]) or NOTHING) for key in comparison.factors),
        goals.unmet,
        join(voices, " "),
        goals.left_out,
        join(penalty, " "),
        join(status, " "),
        worst,
        _percent(comparison.distance(case)),
    )
    return Row((_name_case(case.number), *cells), tone="gray" if better else "")


def _percent(share: float | None) -> str:
    return NOTHING if share is None else f"{round(share * 100)} %"


def _list_broken(comparison: Comparison, cases: Sequence[Case]) -> Iterator[Block]:
    """Yield each requirement that one of the cases does not meet, with the shortfalls."""
    results = [case.result for case in cases if case.result is not None]
    known = [*comparison.sentences, *(key for one in results for key in one.broken)]
    rows = []
    for identity in dict.fromkeys(known):
        shortfalls = [one.broken.get(identity, 0) for one in results]
        if any(shortfall != 0 for shortfall in shortfalls):
            sentence = comparison.sentences.get(identity, "")
            name = (data(sentence), " ", below(identity, is_data=True)) if sentence else data(identity)
            rows.append(Row((name, *map(_describe_shortfall, shortfalls))))
    caption = said(
        "How far each requirement falls short in the best cases, measured by each case’s own requirements; – "
        "means met or left out"
    )
    titles = (Column(said("Requirement")), *(Column(_name_case(case.number)) for case in cases))
    yield Table(caption, titles, rows, "side", stacks=False, is_wide=True)


def _describe_shortfall(shortfall: int | None) -> Text:
    """Return a shortfall; 0 means that the requirement is met, None that no one else may know by how much it is not."""
    if shortfall == 0:
        return NOTHING
    return Span(said("unmet") if shortfall is None else f"{shortfall:,}", tone="bad")


def _list_distances(comparison: Comparison, cases: Sequence[Case]) -> Iterator[Block]:
    if len(cases) < 2:
        return
    about = said(
        "Of all pairs of people who sit together in at least one of two cases, this is the percentage that do "
        "so in only one. People who have a seat in only one of the cases are left out. 0%: everyone else sits with "
        "the same people in both cases. 100%: no pair stays together."
    )
    yield paragraph(about, "intro")
    rows = []
    for one in cases:
        shares = (NOTHING if one is other else _percent(comparison.distance(one, other)) for other in cases)
        rows.append(Row((str(one.number), *shares)))
    titles = (Column(said("Case")), *(Column(str(case.number)) for case in cases))
    caption = said("Difference between the seatings of the best cases")
    yield Table(caption, titles, rows, "side", stacks=False, is_wide=True)


def _list_candidates(comparison: Comparison) -> Iterator[Block]:
    if len(comparison.candidates) < 2:
        return
    about = said(
        "Seatings for the best case, within the given distance of its penalty. The search made each one "
        "as different as possible from those before it."
    )
    yield paragraph(about, "intro")
    lines: list[Text] = []
    for case in comparison.candidates:
        values = describe_case(case, comparison.factors)
        varied = (" (", data(values), ")") if values else ()
        lines.append((strong(_name_case(case.number)), *varied, ": ", data(describe_goals(case))))
    yield Lines(lines, "bullets", "plain")


def _list_failures(comparison: Comparison) -> Iterator[Block]:
    """Yield the numbers of the cases that failed, by message."""
    found: dict[str, list[str]] = {}
    for case in comparison.failed:
        found.setdefault(case.result.shared_message if case.result else "", []).append(str(case.number))
    lines = [(strong(_name_case(said_list(numbers))), ": ", why) for why, numbers in found.items()]
    yield Lines(lines[:MOST_ROWS], "bullets", "plain")


def _explain() -> Iterator[Block]:
    yield Lines(
        [
            said(
                "A case is one combination of the values that vary. Each case is solved and checked like a "
                "single seating."
            ),
            said(
                "Left out: people who have a seat in the convening as it is, but none in the case. Held seats do not "
                "count."
            ),
            said(
                "Worst off: the person named most in unmet shoulds, by weight times shortfall. Private "
                "requirements do not count."
            ),
            said("Differs: how much the seating differs from the best case’s seating."),
        ],
        "bullets",
        "plain",
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
    seated = sum(row["penalty"] is not None for row in rows)
    heading = said_count("%(number)s convening", "%(number)s convenings", len(rows))
    blocks = (
        paragraph(
            said_count("%(number)s of them has a seating.", "%(number)s of them have a seating.", seated), "intro"
        ),
        tabulate_convenings(heading, rows),
    )
    sections = list_sections([("batch", heading, blocks)])
    return render_page(_masthead(said("Seatings for many convenings"), title), sections, settings)


def tabulate_convenings(caption: Said, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the convenings of a batch as a table; see `render_batch`."""
    titles = (
        Column(said("Convening")),
        Column(said("Quality")),
        Column(said("People"), is_number=True),
        Column(said("Tables"), is_number=True),
        Column(said("Unmet musts"), is_number=True),
        Column(said("Penalty"), is_number=True),
        Column(said("Requirements met"), is_number=True),
        Column(said("Voices heard"), is_number=True),
    )
    return Table(caption, titles, list(map(_describe_convening, rows)), repeats_heading=True, is_wide=True)


def _describe_convening(row: Mapping[str, Any]) -> Row:
    status: list[Text] = [said({**STATUSES, **WITHOUT_SEATING}.get(row["status"], row["status"]))]
    if row["message"]:
        status.append(below(row["message"]))
    link = quote(row["report"]) if row["report"] else ""
    if row["penalty"] is None:
        numbers: list[Text] = [NOTHING] * 4
    else:
        penalty: Text = row["penalty"]
        if row["bound"] is not None and row["bound"] != row["penalty"]:
            penalty = (row["penalty"], " ", below(said("at least %(number)s", number=row["bound"])))
        numbers = [row["people"], row["tables"], row["unmet"], penalty]
    met, heard = _count_of(row["met"], row["requirements"]), _count_of(row["heard"], row["voices"])
    return Row((data(row["folder"], link), join(status, " "), *numbers, met, heard))


def _count_of(part: int | None, whole: int | None) -> Text:
    return NOTHING if whole is None else said("%(number)s of %(whole)s", number=part, whole=whole)


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
        said(BY_NUMBER if axis is None else AXES[axis]),
        tuple(_with_labels(dots)),
        tuple((_place(x, across, LEFT, RIGHT), x) for x in _ticks(across)),
        tuple((_place(y, up, BOTTOM, TOP), y) for y in _ticks(up)),
    )


def _with_labels(dots: Sequence[Dot]) -> list[Dot]:
    """Return the dots without the labels that would cover others; those that someone might choose come first."""
    shown: list[Dot] = []
    found = []
    for dot in sorted(dots, key=lambda one: (one.is_gray, one.numbers)):
        if any(abs(one.y - dot.y) < 14 and abs(one.x - dot.x) < 90 for one in shown):
            found.append(replace(dot, label=""))
        else:
            shown.append(dot)
            found.append(dot)
    return found[::-1]  # what someone might choose is drawn on top


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


def _show_value(key: str, value: Any) -> str:
    """Return a value as a cell under the heading of its factor; "" for no one."""
    return said_list(value) if key in {"without", "with"} else str(describe_value("", value)).strip()
