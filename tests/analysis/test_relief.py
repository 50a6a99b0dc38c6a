"""Who could take over a duty at a session is found without a look at every other session."""

from __future__ import annotations

import pytest

from seating.analysis.obstacles import Situation
from seating.analysis.relief import find_reliefs
from seating.convening.schema import SessionRules
from seating.requirements.size import SizeRequirement
from seating.room.plan import Plan
from tests.builders import requirement, room


def test_a_must_of_another_session_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    number = 40
    tables = [
        {"id": f"t{n:02}", "day": f"2027-{n // 28 + 1:02}-{n % 28 + 1:02}", "place": "Hall", "time": "9:00"}
        for n in range(number)
    ]
    people = [{"id": f"p{n:02}"} for n in range(number)]
    staff = [{"id": one, "duty": "facilitator"} for one in ("f1", "f2")]
    here = room([*people, *staff], tables)
    seats = {f"p{n:02}": f"t{n:02}" for n in range(number)} | {"f1": "t00", "f2": "t01"}
    asked = [requirement("size", id=f"size-{n}", at=[table["id"]], must=True) for n, table in enumerate(tables)]
    asked.append(requirement("staff", id="staff", duty="facilitator", at_least=1, must=True))
    judged: list[str] = []
    judge = SizeRequirement.judge
    monkeypatch.setattr(SizeRequirement, "judge", lambda must, *of: judged.append(must.id) or judge(must, *of))
    found = list(find_reliefs(Situation(here.listed, here, Plan(seats), asked), SessionRules()))
    assert [(one.lack.table, [person.id for person in one.from_tables]) for one in found] == [
        ("t00", ["f2"]),
        ("t01", ["f1"]),
    ]
    assert set(judged) == {"size-0", "size-1"}


def test_one_of_two_languages_is_not_asked_for_beside_one_of_them() -> None:
    people = [{"id": "a", "languages": "en"}, {"id": "b", "languages": "en; vi"}, {"id": "c", "languages": "es; fr"}]
    here = room([*people, {"id": "f", "duty": "facilitator", "languages": "en; es"}], [{"id": "t"}])
    asked = [requirement("staff", id="staff", duty="facilitator", speaks=True)]
    found = find_reliefs(Situation(here.listed, here, Plan(dict.fromkeys("abcf", "t")), asked), SessionRules())
    assert [one.lack.languages for one in found if one.lack.speaks] == [("en",), ("es", "fr")]


def test_the_same_languages_in_other_words_are_asked_for_once() -> None:
    people = [{"id": "a", "languages": "Cymraeg; English"}, {"id": "b", "languages": "Welsh; English"}]
    here = room([*people, {"id": "f", "duty": "facilitator", "languages": "en"}], [{"id": "t"}])
    asked = [requirement("staff", id="staff", duty="facilitator", speaks=True)]
    found = find_reliefs(Situation(here.listed, here, Plan(dict.fromkeys("abf", "t")), asked), SessionRules())
    assert [sorted(one.lack.speaks) for one in found if one.lack.speaks] == [["cy", "en"]]


@pytest.mark.parametrize("is_first", [True, False])
def test_the_larger_of_two_numbers_of_staff_is_what_a_session_needs(is_first: bool) -> None:
    """One is asked for at every table, and two at this one, in whatever order."""
    here = room([{"id": "a"}, *({"id": one, "duty": "facilitator"} for one in ("f", "g"))], [{"id": "t"}])
    every = requirement("staff", id="every", duty="facilitator", at_least=1, must=True)
    two = requirement("staff", id="two", duty="facilitator", at_least=2, at=["t"], must=True)
    asked = [two, every] if is_first else [every, two]
    plan = Plan({"a": "t", "f": "t", "g": "t"})
    assert [one.lack.staff for one in find_reliefs(Situation(here.listed, here, plan, asked), SessionRules())] == [
        ("f", "g")
    ]
