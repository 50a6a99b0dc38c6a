"""Everyone shares a language with others at their table: what is told of those who do not."""

from __future__ import annotations

from seating.model import Value
from seating.profiles import Status
from tests.builders import plan, requirement, room, value_of


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


def test_a_blank_language_of_a_held_seat_counts_for_no_one() -> None:
    """Only filled cells of a held seat count: a blank one speaks with no one, and needs no one to talk with."""
    for languages, found in (("", ["ana"]), ("en", []), ("vi", ["ana", "held"])):
        people = [{"id": "ana", "languages": "en"}, {"id": "held", "languages": languages, "status": Status.OPEN}]
        here = room(people, ["north"], working_language="en")
        asked, seats = requirement("common_language", must=True), plan(north=["ana", "held"])
        assert [each.people[0] for each in asked.check(here, seats)] == found, languages
        assert value_of(here, [asked], seats) == Value(len(found), 0), languages
