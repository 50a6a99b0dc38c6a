"""Whatever breaks when somebody stays away is found, and stand-ins help as they are said to: by the judge alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from seating.analysis.attendance import Chances, absences, compute_chances
from seating.analysis.attendance.absences import find_absences
from seating.analysis.attendance.events import build_requirement_event
from seating.findings import Finding
from seating.judge import review
from seating.plan import Plan, Room
from seating.profiles import Attendance
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.wording import fold
from tests.builders import plan, requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

from .enumerating import random_plan, uncertain_room

CASES = 80


def worth(here: Room, asked: list[Requirement], seated: Plan) -> tuple[int, int]:
    found = review(here, asked, seated)
    return found.unmet, found.penalty


def without(here: Room, *away: str) -> Room:
    people = tuple(p for p in here.people if p.id not in away)
    return replace(here, people=people, staff=tuple(p for p in here.staff if p.id not in away))


def lost(here: Room, each: Requirement, seated: Plan, *away: str) -> int:
    """Return how much more is short with these away, finding by finding."""
    before = {_subject(finding): finding.shortfall for finding in each.judge(here, seated).findings}
    then = each.judge(without(here, *away), seated).findings
    return sum(max(0, finding.shortfall - before.get(_subject(finding), 0)) for finding in then)


def _subject(finding: Finding) -> Finding:
    """Return a finding with its group folded: an absence may change the spelling, and that is no loss."""
    return replace(finding, group=fold(finding.group or ""))


def test_every_absence_that_breaks_something_is_found_with_what_it_breaks() -> None:
    breaking = 0
    for case in range(CASES):
        rng = Random(f"absence {case}")
        here = random_room(rng, most_persons=7)
        seated = random_plan(rng, here)
        asked = [
            random_requirement(rng, here, kind).model_copy(update={"id": kind})
            for kind in rng.sample(sorted(kinds()), 4)
        ]
        events = {each.id: build_requirement_event(each, here, seated) for each in asked}
        found = find_absences(here, asked, seated, events)
        told = {one.persons[0]: (one.unmet, one.penalty) for one in found.singles}
        for person in here.persons:
            units = [(each, lost(here, each, seated, person.id)) for each in asked]
            unmet = sum(short for each, short in units if each.is_must)
            penalty = sum(short * each.weight for each, short in units if not each.is_must)
            assert told.get(person.id, (0, 0)) == (unmet, penalty), f"case {case}: {person.id}, {asked}"
        assert found.is_complete
        assert [one.rank for one in found.singles] == sorted(one.rank for one in found.singles)
        breaking += len(found.singles)
    assert breaking >= CASES // 2


def test_pairs_are_those_who_break_more_together_than_each_alone() -> None:
    pairs = 0
    for case in range(CASES):
        rng = Random(f"pair {case}")
        here = random_room(rng, most_persons=7, most_tables=2)
        seated = random_plan(rng, here)
        asked = [
            random_requirement(rng, here, kind).model_copy(update={"id": kind})
            for kind in ("count", "role_mix", "voice", "variety")
        ]
        local = [each for each in asked if each.id != "voice" or each.at != ("the room",)]
        events = {each.id: build_requirement_event(each, here, seated) for each in asked}
        found = {pair.persons: pair for pair in find_absences(here, asked, seated, events).pairs}
        for one, other in combinations(here.persons, 2):
            if seated.seats[one.id] != seated.seats[other.id]:
                continue
            both = [lost(here, each, seated, one.id, other.id) for each in local]
            alone = [lost(here, each, seated, p.id) for p in (one, other) for each in local]
            weights = [(each.is_must, each.weight) for each in local]
            more = [
                sum((w if not must else 1) * n for (must, w), n in zip(weights, both, strict=True) if must is kind)
                > sum(
                    (w if not must else 1) * n for (must, w), n in zip(weights * 2, alone, strict=True) if must is kind
                )
                for kind in (True, False)
            ]
            assert ((one.id, other.id) in found) == any(more), f"case {case}: {one.id}, {other.id}, {asked}"
        pairs += len(found)
    assert pairs >= 10


def test_so_many_pairs_are_tried_and_the_rest_is_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four people at each of three tables are six pairs each; with seven allowed, one table is tried."""
    here = room([{"id": f"p{n:02}", "sector": "labor"} for n in range(12)], ["t1", "t2", "t3"])
    seated = Plan({f"p{n:02}": f"t{1 + n // 4}" for n in range(12)})
    asked = [requirement("count", id="three", who={"sector": "labor"}, at_least=3)]
    events = {each.id: build_requirement_event(each, here, seated) for each in asked}
    tried: list[tuple[str, ...]] = []
    absence = absences._Trying.absence

    def counted(self: absences._Trying, persons: tuple[str, ...]) -> absences.Absence | None:
        tried.append(persons)
        return absence(self, persons)

    monkeypatch.setattr(absences._Trying, "absence", counted)
    assert find_absences(here, asked, seated, events).is_complete
    assert sum(len(persons) == 2 for persons in tried) == 18
    tried.clear()
    monkeypatch.setattr(absences, "MOST_PAIRS_TRIED", 7)
    found = find_absences(here, asked, seated, events)
    assert not found.is_complete
    assert [persons for persons in tried if len(persons) == 2] == list(combinations(("p00", "p01", "p02", "p03"), 2))
    assert len([persons for persons in tried if len(persons) == 1]) == 12


def test_what_one_person_breaks_is_computed_once_and_not_for_each_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a table of eight, a person is in seven pairs."""
    people = [{"id": f"p{n:02}", "sector": f"s{n}"} for n in range(8)]
    here = room(people, [{"id": "t0"}])
    asked = [requirement("variety", of="sector", at_least=8).model_copy(update={"id": "variety"})]
    seated = Plan({person["id"]: "t0" for person in people})
    events = {each.id: build_requirement_event(each, here, seated) for each in asked}
    computed: list[tuple[str, ...]] = []
    losses = absences._Trying._losses

    def counted(self: absences._Trying, *given: object) -> tuple[absences.Loss, ...]:
        computed.append(given[1])  # type: ignore[arg-type]
        return losses(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(absences._Trying, "_losses", counted)
    found = find_absences(here, asked, seated, events)
    assert [absence.penalty for absence in found.singles] == [1] * 8
    assert sum(len(persons) == 2 for persons in computed) == 28
    assert sum(len(persons) == 1 for persons in computed) == 2 * 8


def test_a_stand_in_makes_good_as_much_as_is_said() -> None:
    helping = 0
    for case in range(CASES):
        rng = Random(f"stand-in {case}")
        here = random_room(rng, most_persons=7)
        seated = random_plan(rng, here)
        asked = [
            random_requirement(rng, here, kind).model_copy(update={"id": kind})
            for kind in ("count", "role_mix", "assets", "size", "staff")
        ]
        present = without(here, *(person.id for person in here.people if person.is_held))  # no one fills a held seat
        before = worth(present, asked, seated)
        for card in compute_chances(here, asked, seated).cards:
            day = without(present, card.absence.persons[0])
            for one in (*card.from_tables, *card.from_list):
                person = here.listed.by_id[one.person]
                is_new = one.person not in here.index
                people = sorted(
                    (*day.people, *([person] if is_new and person.duty is None else [])), key=lambda p: p.id
                )
                staff = sorted((*day.staff, *([person] if is_new and person.duty else [])), key=lambda p: p.id)
                then = Plan({**seated.seats, one.person: one.target})
                now = worth(replace(day, people=tuple(people), staff=tuple(staff)), asked, then)
                assert (now[0] - before[0], now[1] - before[1]) == (one.unmet, one.penalty)
                assert now < worth(day, asked, seated), "nobody stands in who does not help"
                assert one.origin == ("" if is_new else seated.seats[one.person])
                helping += 1
    assert helping >= 10


def test_what_to_do_names_who_moves_and_what_stays() -> None:
    """Ana is Capital's only doer; Talent has three, so it keeps two when Ben moves."""
    doers = ("ana", "ben", "cam", "dee")
    people = [{"id": i, "representative_type": "doer"} for i in doers]
    here = room([*people, "eli", {"id": "fay", "representative_type": "doer", "status": "idea"}], ["capital", "talent"])
    asked = [requirement("role_mix", at_least={"doer": 1}, must=True)]
    seated = plan(capital=["ana", "eli"], talent=["ben", "cam", "dee"])
    found = compute_chances(here, asked, seated)
    (card,) = found.cards
    assert card.absence.persons == ("ana",)
    assert (card.absence.unmet, card.absence.penalty) == (1, 0)
    first = card.from_tables[0]
    assert (first.person, first.origin, first.target, first.keeps, first.makes_good) == (
        "ben", "talent", "capital", (("doer", 2),), True,
    )  # fmt: skip
    assert [one.person for one in card.from_list] == ["fay"]
    (without_fay,) = compute_chances(here, asked, seated, refused={"fay"}).cards
    assert (without_fay.from_tables, without_fay.from_list) == (card.from_tables, ())
    assert found.hanging == 1
    assert [pair.persons for pair in found.pairs] == []


def test_nobody_who_is_away_lacks_company() -> None:
    """Ana and Ben alone speak Vietnamese: when one is away the other has nobody to talk to, not the absent one."""
    people = [{"id": "ana", "languages": "vi"}, {"id": "ben", "languages": "vi"}, {"id": "cam", "languages": "en"}]
    here = room([*people, {"id": "dee", "languages": "en"}], ["north"])
    asked = [requirement("common_language", must=True)]
    found = compute_chances(here, asked, plan(north=["ana", "ben", "cam", "dee"]))
    told = {card.absence.persons[0]: [loss.finding.people for loss in card.absence.losses] for card in found.cards}
    assert told == {"ana": [("ben",)], "ben": [("ana",)], "cam": [("dee",)], "dee": [("cam",)]}


def test_those_with_a_duty_are_asked_to_move_after_everybody_else() -> None:
    doers = ("ana", "ben", "cam", "dee")
    here = room([{"id": i, "representative_type": "doer"} for i in doers], ["capital", "talent"])
    asked = [requirement("role_mix", at_least={"doer": 1}, must=True)]
    seated = plan(capital=["ana"], talent=["ben", "cam", "dee"])
    (card,) = compute_chances(here, asked, seated, {"ben", "cam"}).cards
    assert next(one.person for one in card.from_tables) == "dee"


def test_a_stand_in_fits_all_that_is_particular() -> None:
    """Ana is a designee who speaks Spanish: whoever is one of these only is no stand-in where somebody is both."""
    people = [
        {"id": "ana", "representative_type": "designee", "languages": "es"},
        {"id": "ben", "languages": "es", "representative_type": "doer"},
        {"id": "cam", "representative_type": "designee", "languages": "en"},
        {"id": "dee", "representative_type": "designee", "languages": "en"},
        {"id": "eli", "representative_type": "designee", "languages": "en; es"},
        {"id": "fay", "representative_type": "designee", "languages": "es", "status": "idea"},
        {"id": "gus", "representative_type": "designee", "languages": "en", "status": "idea"},
        {"id": "hal", "representative_type": "designee", "languages": "es", "attending": 0},
    ]
    here = room(people, ["north", "south"], working_language="en")
    asked = [
        requirement("role_mix", at_least={"designee": 1}),
        requirement("count", who={"languages": "es"}, at_least=1, at="north"),
    ]
    alone = plan(north=["ana"], south=["ben", "cam", "dee", "eli"])
    (card,) = [card for card in compute_chances(here, asked, alone).cards if card.absence.persons == ("ana",)]
    assert [one.person for one in card.from_tables] == ["eli"]
    assert [one.person for one in card.from_list] == ["fay"]


def test_a_seat_that_is_held_is_no_person_who_may_stay_away() -> None:
    half = Attendance(chance=Fraction(1, 2))
    here = room([{"id": "ana"}, {"id": "held", "status": "open"}, "cam"], ["north"])
    here = replace(here, people=tuple(one.model_copy(update={"attending": half}) for one in here.people))
    seated = Plan(dict.fromkeys(("ana", "held", "cam"), "north"))
    assert compute_chances(here, [requirement("size", must=True)], seated).uncertain == 2


def test_where_everybody_is_sure_to_come_nothing_is_uncertain() -> None:
    here = room(["ana", "ben"], ["north"])
    asked = [requirement("size", must=True)]
    seated = plan(north=["ana", "ben"])
    assert compute_chances(here, asked, seated) == Chances()


def test_chances_do_not_hang_on_the_order_of_rows() -> None:
    for case in range(10):
        rng = Random(f"order {case}")
        here = uncertain_room(rng)
        seated = random_plan(rng, here)
        asked = [random_requirement(rng, here, kind) for kind in ("count", "balance", "voice")]
        rows = list(here.listed)
        rng.shuffle(rows)
        shuffled = replace(here, listed=here.listed.with_persons(rows))
        first, second = (compute_chances(each, asked, seated) for each in (here, shuffled))
        assert (first.requirements, first.voices, first.musts) == (second.requirements, second.voices, second.musts)


def test_what_stays_is_told_only_where_it_is_asked_for_and_no_must_pays_for_a_must() -> None:
    """Capital asks for a doer, and admits nobody from Oak; nobody asks Talent for one."""
    people = [{"id": "ana", "representative_type": "doer"}, {"id": "eli"}, {"id": "cam"}]
    people += [{"id": i, "representative_type": "doer", "organization": o} for i, o in (("ben", "Oak"), ("dee", "Elm"))]
    here = room(people, ["capital", "talent"])
    asked = [
        requirement("role_mix", id="doers", at="capital", at_least={"doer": 1}, must=True),
        requirement("count", id="no-oak", at="capital", who={"organization": "Oak"}, at_most=0, must=True),
        requirement("count", id="few-oak", at="talent", who={"organization": "Oak"}, at_most=0, weight=9),
    ]
    seated = plan(capital=["ana", "eli"], talent=["ben", "cam", "dee"])
    (card,) = compute_chances(here, asked, seated).cards
    assert card.absence.persons == ("ana",)
    assert [(one.person, one.keeps) for one in card.from_tables] == [("dee", ())]


def test_a_move_that_breaks_a_must_is_not_named_beside_one_that_breaks_none() -> None:
    """Without Ana, Capital lacks a doer and a person; Ben may not sit there, and Dee may."""
    people = [{"id": "ana", "representative_type": "doer"}, {"id": "eli"}, {"id": "cam"}]
    people += [{"id": i, "representative_type": "doer", "organization": o} for i, o in (("ben", "Oak"), ("dee", "Elm"))]
    here = room(people, [{"id": "capital", "seats": "2-4"}, {"id": "talent", "seats": "1-4"}])
    asked = [
        requirement("role_mix", id="doers", at="capital", at_least={"doer": 1}, must=True),
        requirement("count", id="no-oak", at="capital", who={"organization": "Oak"}, at_most=0, must=True),
        requirement("size", id="size-1"),
        requirement("count", id="elm", at="talent", who={"organization": "Elm"}, at_least=1, weight=9),
    ]
    cards = compute_chances(here, asked, plan(capital=["ana", "eli"], talent=["ben", "cam", "dee"])).cards
    (card,) = [card for card in cards if card.absence.persons == ("ana",)]
    assert [(one.person, one.unmet) for one in card.from_tables] == [("dee", 0)]


def test_a_table_without_its_interpreter_is_judged_by_the_language_of_the_room() -> None:
    """Everyone at the table speaks Spanish. The room speaks English, so all of them lack the interpreter."""
    rows = [{"id": f"e{n}", "languages": "en"} for n in range(4)] + [{"id": f"s{n}", "languages": "es"} for n in "12"]
    rows.append({"id": "mai", "duty": "interpreter", "languages": "es"})
    here = room(rows, ["north", "south"], working_language="en")
    seats = {f"e{n}": "south" for n in range(4)} | dict.fromkeys(("s1", "s2", "mai"), "north")
    asked = requirement("staff", duty="interpreter", at_least=0, speaks=True, for_others=True)
    (card,) = compute_chances(here, [asked], Plan(seats)).cards
    assert card.absence.persons == ("mai",)
    assert {loss.finding.people for loss in card.absence.losses} == {("s1",), ("s2",)}
