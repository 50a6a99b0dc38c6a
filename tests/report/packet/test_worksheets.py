"""The forms that tables fill in: what each of them has, and that what is typed from them is read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.convening.schema import RoundPlan
from seating.forms.worksheets import THEORY
from seating.present.languages import languages, words_in
from seating.present.settings import STANDARD
from seating.report.packet import worksheets as page
from seating.report.pages import render_packet
from seating.report.paper_forms import NEEDED, PAPER_FORMS, PROBLEM, RECORDER, SHORT_RECORDER, Grid, Steps
from seating.report.theory_of_change import MEASURED
from seating.result import Result
from seating.room.tables import Stage, TableKind
from seating.wording import squashed

from ..conftest import Page
from ..made_up import small

GRIDS = [
    part
    for form in (*PAPER_FORMS, SHORT_RECORDER)
    for sheet in (*form.working, *form.listening)
    for part in sheet.parts
    if isinstance(part, Grid)
]

MEASURES = {name: heading for name, heading in MEASURED.items() if name != "text"}
"""The columns of a measure but the one with its name, which is typed as the text of a row."""

COLUMNS = [(grid.into, grid.columns) for grid in GRIDS] + [(THEORY, MEASURES)]


def listening() -> Result:
    result = small()
    tables = tuple(table.model_copy(update={"kind": TableKind.LISTENING}) for table in result.room.tables)
    convening = result.convening.model_copy(update={"tables": tables})
    return replace(result, room=replace(result.room, tables=tables), convening=convening)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("worksheet", "columns"), COLUMNS)
def test_each_printed_heading_names_the_column_into_which_its_cells_are_typed(worksheet, columns, language) -> None:
    fields = {field.name: field.words for field in worksheet.fields}
    for name, heading in columns.items():
        assert squashed(words_in(language).gettext(heading)) in fields[name], (worksheet.name, heading)


def test_each_table_that_works_has_each_form_and_a_table_that_listens_only_the_recorders() -> None:
    working, heard = page.fill(small(), STANDARD), page.fill(listening(), STANDARD)
    assert working is not None
    assert heard is not None
    number = len(small().room.tables)
    assert [form.form for form in working.forms] == [RECORDER] * number + [NEEDED] * number + [PROBLEM] * number
    assert len(working.theory) == number
    assert [form.form for form in heard.forms] == [RECORDER] * number
    assert heard.theory == ()


def test_every_form_and_sheet_has_an_anchor_of_its_own() -> None:
    shown = Page(render_packet(small())["worksheets.html"])
    ids = [attributes["id"] for _, attributes, _ in shown.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    (labels,) = [[sheet.name for sheet in RECORDER.working]]
    for name in labels:
        assert f"table-capital-harvest-{name}" in ids


def test_a_sheet_for_problems_has_the_four_steps_for_each_table() -> None:
    text = " ".join(Page(render_packet(small())["worksheets.html"]).texts)
    (steps,) = (part for part in PROBLEM.working[0].parts if isinstance(part, Steps))
    assert [step.name for step in steps.steps] == ["Define", "Interpret", "Find", "Reflect"]
    for step in steps.steps:
        assert text.count(step.name) >= len(small().room.tables)


def test_a_sheet_for_problems_says_stage_and_cadence() -> None:
    rounds = (RoundPlan(stage=Stage.NORMING, cadence="every second Tuesday"),)
    base = small()
    result = replace(base, convening=base.convening.model_copy(update={"rounds": rounds}))
    filled = page.fill(result, STANDARD)
    assert filled is not None
    assert {(form.stage, form.meets) for form in filled.forms} == {("norming", "every second Tuesday")}
    tables = tuple(one.model_copy(update={"meets": "first Mondays"}) for one in result.room.tables)
    own = page.fill(replace(result, room=replace(result.room, tables=tables)), STANDARD)
    assert own is not None
    assert {form.meets for form in own.forms} == {"first Mondays"}
    assert "every second Tuesday" in render_packet(result)["worksheets.html"]


def test_the_needs_of_a_table_come_first_on_its_sheet_and_leave_rows_to_write_on() -> None:
    base = small()
    needs = tuple(f"need {n}" for n in range(14))
    tables = (base.room.tables[0].model_copy(update={"needs": needs}), *base.room.tables[1:])
    result = replace(base, room=replace(base.room, tables=tables))
    filled = page.fill(result, STANDARD)
    assert filled is not None
    (grid,) = (part for part in NEEDED.working[0].parts if isinstance(part, Grid))
    first, second, *_ = (form.list_firsts(grid) for form in filled.forms if form.form is NEEDED)
    assert first == (*needs[:12], *[""] * 4)
    assert second == ("",) * 12
