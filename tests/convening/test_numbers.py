"""Where a requirement reads numbers, a cell holds one or is blank."""

from __future__ import annotations

from tests.convening.made_up import people, places, problems

CONVENING = {"tables": [{"id": "north"}], "requirements": [{"kind": "level", "of": "years"}]}


def test_cells_that_are_no_number_are_errors_at_their_cells() -> None:
    """All at once, each with its place; blanks are left alone, and so is a column nobody reads as numbers."""
    listed = people(
        {"id": "ana", "years": "3"},
        {"id": "ben", "years": "about 3"},
        {"id": "cam", "years": "1,200"},
        {"id": "dee", "size": "large"},
        {"id": "eli", "years": "1; 2"},
    )
    found = problems(listed, CONVENING)
    assert places(found) == [(3, "number-wrong"), (4, "number-wrong"), (6, "number-wrong")]
    assert [problem.value for problem in found] == ["about 3", "1,200", "1; 2"]
    assert {problem.column for problem in found} == {"years"}
