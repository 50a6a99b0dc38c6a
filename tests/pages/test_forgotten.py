"""What `seating forget` prints of the files that name a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.forget.forget_plan import Fate, FileChange
from seating.api.forget.forget_run import Forgotten
from seating.api.forget.subjects import Known, Subject, find_subjects
from seating.pages.forgotten import list_blocks
from seating.profiles import People, Person, Status
from tests.pages.stored import compare
from tests.present.told import told

OUT = Path("reports")


def forgotten(**more: object) -> Forgotten:
    """Return one person, with a file for each of what can happen to one."""
    changes = (
        FileChange(OUT / "rounds" / "1.json", Fate.CHANGED, "a token stands for the person", (4, 7)),
        *(FileChange(OUT / "round-1" / f"{n}.html", Fate.REMOVED, "a page") for n in range(4)),
        FileChange(Path("people.csv"), Fate.LEFT, "your list", (3,), ("B: Ana Ruiz",)),
    )
    subject = Subject("p1", "forgotten-1", ("Ana Ruiz",))
    return Forgotten((subject,), changes, rounds=(1,), is_seated=True, **more)


@pytest.mark.parametrize("is_done", [True, False], ids=["done", "planned"])
def test_the_page_is_as_stored(is_done: bool, request: pytest.FixtureRequest) -> None:
    found = forgotten(is_done=is_done)
    name = f"forgotten-{request.node.callspec.id}"
    compare(name, lambda: list_blocks(found, Path("people.csv"), OUT), languages=("en", "es"))


def test_a_question_stands_in_for_the_option() -> None:
    assert "Add --yes" in told(list_blocks(forgotten(), None, OUT))
    assert "Add --yes" not in told(list_blocks(forgotten(), None, OUT, is_asked=True))


def test_a_held_seat_is_not_counted_as_a_person() -> None:
    people = Person(id="p1", name="Ana Ruiz"), Person(id="h1", organization="Port", status=Status.OPEN)
    known = Known(People(people))
    found = replace(forgotten(), subjects=find_subjects("h1", known))
    assert told(list_blocks(found, None, OUT)).split("  ")[1:3] == ["To be forgotten", "1 held seat\n"]
    both = replace(found, subjects=(*found.subjects, *find_subjects("p1", known)))
    assert "To be forgotten  1 person and 1 held seat\n" in told(list_blocks(both, None, OUT))
