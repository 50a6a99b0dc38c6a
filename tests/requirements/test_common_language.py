"""Everyone shares a language with others at their table: what is told of those who do not."""

from __future__ import annotations

from tests.builders import plan, requirement, room


def test_what_is_told_of_somebody_whose_language_an_interpreter_speaks_is_true() -> None:
    """Staff do not count, so the sentence does not claim that nobody at the table speaks it."""
    people = [{"id": "ana", "languages": "vi"}, {"id": "ben", "languages": "en"}, {"id": "cam", "languages": "en"}]
    interpreter = {"id": "dee", "languages": "en; vi", "duty": "interpreter"}
    here = room([*people, interpreter], ["north"])
    seats = plan(north=["ana", "ben", "cam", "dee"])
    alone, ben, cam = requirement("common_language", others=2).check(here, seats)
    assert alone.says == "Ana shares a language with no one else here, not counting staff"
    assert ben.says == "Ben shares a language with only 1 other person here, not counting staff"
    assert cam.people == ("cam",)
