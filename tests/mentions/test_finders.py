"""What a text means is looked up where texts are read, and nowhere else."""

from __future__ import annotations

import ast

from tests.shape import MODULES, ROOT, tree

FINDERS = {
    *("are_alike", "are_near", "are_same", "is_narrower", "is_short_for", "is_spelled_nearly", "is_typed_like"),
    *("nearly_names", "same_key", "share_words", "words_of", "Likeness"),
    *("describe_missing", "list_kind_columns"),
    *("NearNames", "find_listed", "is_name_of", "with_part_of_name"),
    *("find_kind_of_heading", "find_interpreted", "find_meal", "states_need"),
    *("PhraseReader", "Resolver", "find_side", "list_near"),
}
"""Functions and classes that decide what a typed text means, or which texts are near it."""

READING = ("mentions", "profiles", "forms", "typed_cells", "sources", "convening", "charts", "api/guided_start")
"""Where texts are read."""

HANDED_ON = {
    "analysis/possible_tables.py": {"are_near"},  # asks whether two themes are one table
    "api/charts/short_charts.py": {"find_listed"},  # reads a short chart
    "api/lists/merged_seats.py": {"NearNames"},  # asks who has another name on a new list
    "requirements/staff.py": {"find_interpreted"},  # asks for which language an interpreter is needed
    "result/meanings.py": {"Resolver", "with_part_of_name"},  # what pages ask
}
"""What other modules use, each for one question."""


LOOK_UP = {
    *("analysis/arrivals_file.py", "analysis/invitations.py", "api/day/desk_arrivals.py"),  # read files
    *("api/saved_rounds/saved_result.py", "report/shown_worksheets.py"),  # people of earlier lists
    *("analysis/initiative/memberships.py", "analysis/obstacles/case.py"),  # the convening
    *("api/inputs.py", "api/result.py"),  # the convening
    *("analysis/power.py", "analysis/season/hosts.py", "analysis/candidates/company.py"),  # cells of the list
    *("requirements/apart.py", "requirements/counterpart.py"),  # cells of the list
    "report/alone/choices.py",  # whether others have the name
}
"""The modules behind those that read texts in which a name is looked up, and in what. No other may begin to."""


def names_in(path) -> set[str]:
    """Return the names that a module uses, of its own or of others."""
    found, rooms = set(), ("seating.mentions", "seating.profiles")
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(rooms):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def test_no_page_and_no_analysis_looks_at_a_text_again() -> None:
    used = {
        inside: names
        for path in MODULES
        if (names := names_in(path) & FINDERS)
        and not (inside := path.relative_to(ROOT / "seating").as_posix()).startswith(READING)
    }
    assert used == HANDED_ON


def test_names_are_looked_up_where_texts_are_read() -> None:
    calls = {
        path.relative_to(ROOT / "seating").as_posix()
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "named"
    }
    assert {inside for inside in calls if not inside.startswith(READING)} == LOOK_UP


def test_every_finder_is_one() -> None:
    known = {
        node.name
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert known >= FINDERS
