"""What changed since the last round, held against the two seatings; and how the list differs from the last one."""

from __future__ import annotations

from dataclasses import replace

from seating.analysis.initiative.changes import FormerList, FormerRow
from seating.profiles import People, Person
from seating.profiles.person import MARKED_ABSENT
from seating.report.pages import render_report
from seating.report.sections.changed import list_blocks
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.history import History, PastRound
from seating.wording import said
from tests.present.told import cells, told

from ..made_up import result_of, small, visited
from ..rich import EARLIER, after_rounds, rich

LIST = "What changed on the list"


def test_without_an_earlier_round_nothing_is_said():
    assert not list(list_blocks(rich()))
    assert "What changed" not in render_report(rich())


def test_everybody_is_in_the_group_they_belong_to():
    blocks = list(list_blocks(after_rounds(rich(), {"p08": "t03", **EARLIER}, EARLIER)))
    shown = told(blocks)
    assert "\nMoved\n    Fern Whitlock Capital to Talent and skill\n" in shown
    assert "\nStill on the list, but no longer seated\n    Omar Vance Talent and skill said no\n" in shown
    assert "\nBack after a round without a seat\n    Grace Lindqvist  to Talent and skill\n" in shown
    figures = dict(cells(blocks)["figures"])
    assert figures["new"] == "8"
    assert figures["at the same table"] == "4", "three at Capital, one of them when it was Money, and one at Talent"


def test_those_who_have_left_the_list_are_counted_by_themselves():
    """`seating rounds diff` counts both as without a seat."""
    blocks = list(list_blocks(after_rounds(rich(), {**EARLIER, "zoe": "capital"})))
    figures = dict(cells(blocks)["figures"])
    assert figures["still on the list, but no longer seated"] == "1"
    assert figures["no longer on the list"] == "1"


def test_a_person_who_was_forgotten_is_not_told_as_still_on_the_list():
    """A saved list has a row for what stands for them."""
    for identity, number in (("gone-1", "1"), ("forgotten-1", "0")):
        result = after_rounds(rich(), {"p01": "capital", identity: "capital"})
        result = replace(result, people=People((*result.people, Person(id=identity, name=""))))
        figures = dict(cells(list_blocks(result))["figures"])
        assert figures["still on the list, but no longer seated"] == number


def test_who_fills_a_held_seat_did_not_sit_there_before():
    result = after_rounds(rich(), {**EARLIER, "p06": "capital"})
    (past,) = result.room.history.rounds
    history = History((replace(past, held={"p06": "capital"}),))
    result = replace(result, room=replace(result.room, history=history))
    assert "    Fern Whitlock  to Talent and skill\n" in told(list_blocks(result))


def test_walk_ins_were_never_on_the_list():
    blocks = list(list_blocks(after_rounds(rich(), {**EARLIER, "zoe": "capital", "walk-in-1": "capital"})))
    figures = dict(cells(blocks)["figures"])
    assert (figures["no longer on the list"], figures["walk-ins who are not on the list"]) == ("1", "1")


def test_who_left_the_list_and_walks_in_is_still_not_on_it():
    """The columns that the desk does not have did not become blank on the list."""
    base = former(small(), p01=FormerRow("Ana Ruiz", {"name": ("Ana Ruiz",), "organization": ("Oak",)}, table="talent"))
    ana = base.people.by_id["p01"].model_copy(update={"walked_in": True, "organization": ""})
    found = lines(
        replace(base, people=base.people.with_persons(tuple(ana if p.id == "p01" else p for p in base.people)))
    )
    assert [line for line in found if line[0] == "Ana Ruiz"] == [
        ("Ana Ruiz", "No longer on the list", "Talent and skill", "–")
    ]


def test_who_was_absent_in_the_last_round_is_not_called_absent_in_this_one():
    """Omar had a seat and did not come. The list says that he does not come now, which is told."""
    result = after_rounds(rich(), EARLIER)
    (past,) = result.room.history.rounds
    came = {person: table for person, table in EARLIER.items() if person != "x01"}
    history = History((replace(past, seats=came, away={"x01": EARLIER["x01"]}),))
    shown = told(list_blocks(replace(result, room=replace(result.room, history=history))))
    told_of = "Omar Vance Talent and skill said no; absent in the last round"
    assert f"\nStill on the list, but no longer seated\n    {told_of}\n" in shown
    assert "Absent this time" not in shown
    history = History((replace(history.rounds[0], assumed=frozenset({"x01"})),))  # no one recorded who came
    shown = told(list_blocks(replace(result, room=replace(result.room, history=history))))
    assert "Omar Vance Talent and skill said no; not counted as present in the last round" in shown
    assert "absent in the last round" not in shown


def test_whose_table_is_gone_was_at_no_table_of_this_round():
    """Omar was marked absent after his table had been taken out of the convening."""
    result = after_rounds(rich(), EARLIER)
    result = replace(result, not_seated=tuple(replace(one, reason=said(MARKED_ABSENT)) for one in result.not_seated))
    for table, line in (
        ("gone", "Talent and skill marked absent at the desk"),
        ("money", "Talent and skill to Capital"),
    ):
        history = replace(result.room.history, saved={"x01": table})
        shown = told(list_blocks(replace(result, room=replace(result.room, history=history))))
        assert f"Omar Vance {line}" in shown


def test_a_table_that_was_renamed_has_the_name_of_today():
    """Money became Capital, as all other pages of the round have it."""
    shown = told(list_blocks(after_rounds(rich(), {"p06": "money"})))
    assert "\nMoved\n    Fern Whitlock Capital to Talent and skill\n" in shown
    gone = former(
        after_rounds(rich(), {"p06": "money"}), gone=FormerRow("Zoe Quill", {"name": ("Zoe",)}, table="money")
    )
    assert ("Zoe Quill", "No longer on the list", "Capital", "–") in lines(gone)


def test_tables_that_were_renamed_split_or_merged_are_named():
    """Badges and doors of the last round have the names of then."""
    result = after_rounds(rich(), EARLIER)
    (past,) = result.room.history.rounds

    def told_after(*more: str, **labels: str) -> str:
        """Return what changed if the tables had these names, and if these tables were Money too."""
        history = History((replace(past, labels=labels),))
        was = {table.id: (*table.was, *(("money",) if table.id in more else ())) for table in result.convening.tables}
        tables = tuple(table.model_copy(update={"was": was[table.id]}) for table in result.convening.tables)
        convening = result.convening.model_copy(update={"tables": tables})
        return told(
            list_blocks(replace(result, room=replace(result.room, history=history, tables=tables), convening=convening))
        )

    same = {"capital": "Capital", "talent": "Talent and skill"}
    title = "\nTables renamed, split or merged\n"
    assert f"{title}    Money and Capital → Capital\n\n" in told_after(capital="Capital", money="Money")
    assert f"{title}    Money → Capital\n    Money → Talent and skill\n\n" in told_after("talent", money="Money")
    assert f"{title}    Skill → Talent and skill\n\n" in told_after(capital="Capital", talent="Skill")
    assert title not in told_after(**same)
    assert title not in told_after("talent"), "the names of an imported round are not known"


def test_pairs_who_meet_again_are_counted_over_all_rounds():
    blocks = list_blocks(after_rounds(rich(), EARLIER, EARLIER))
    assert cells(blocks)["Pairs who meet again"] == [("Ana Ruiz, Ben Okafor", "Capital", "2")]


def test_guests_meet_again_at_the_session_that_both_go_to():
    """Ana's seat is at Carts; at Shops, where she meets Cam, she is a guest."""
    result = after_rounds(visited(), {"ana": "shops", "cam": "shops"})
    blocks = list(list_blocks(result))
    assert cells(blocks)["Pairs who meet again"] == [("Ana Ruiz, Cam Ode", "Shops", "1")]
    assert dict(cells(blocks)["figures"])["moved"] == "0", "she is still at Shops, which was her seat"


def test_two_sessions_of_one_earlier_round_are_told_as_one_round():
    """Ana and Ben both went to both sessions, so they met twice in one round."""
    result = visited()
    past = PastRound(1, {"ana": "carts", "ben": "carts"}, further={"ana": ("shops",), "ben": ("shops",)})
    result = replace(result, room=replace(result.room, history=History((past,)), round_number=2))
    found = cells(list_blocks(result))["Pairs who meet again"]
    assert found == [("Ana Ruiz, Ben Okafor", "Carts", "1")]


def test_pairs_beyond_the_first_are_counted():
    all_at_one = dict.fromkeys((f"p{n:02}" for n in range(1, 15)), "hall")
    blocks = list(list_blocks(after_rounds(rich(), all_at_one)))
    assert len(cells(blocks)["Pairs who meet again"]) == 20
    assert "6 more are not shown." in told(blocks), "5, 5 and 4 people are 10, 10 and 6 pairs"
    assert "Ana Ruiz hall to Capital" in told(blocks)


def former(result: Result, **changes: FormerRow | None) -> Result:
    """Return the result after a list that was the same except for these people; None for a person who was not on it."""
    columns = ("name", "organization", "sector", "representative_type", "size", "needs")
    people = {
        person.id: FormerRow(
            person.label,
            cells={column: values for column in columns if (values := person.values(column))},
            had_seat=person.id in result.plan.seats,
        )
        for person in result.people
    }
    known = {one: was for one, was in {**people, **changes}.items() if was is not None}
    return replace(result, former_list=FormerList(1, columns, known))


def lines(result: Result) -> list[tuple[str, ...]]:
    return cells(list_blocks(for_reader(result, Audience.TEAM))).get(LIST, [])


def test_changes_of_the_list_name_whose_cell_differs():
    base = small()
    ana, ben = base.people.by_id["p01"], base.people.by_id["p02"]
    found = former(
        base,
        p01=FormerRow(ana.label, cells={"name": ("Ana R.",), "organization": ("Tern Bank",), "sector": ("business",)}),
        p02=FormerRow(
            ben.label,
            cells={
                column: values
                for column in ("name", "organization", "sector", "size")
                if (values := ben.values(column))
            }
            | {"representative_type": ("designee",), "needs": ("CANARY",)},
        ),
        p03=None,
        gone=FormerRow("Zoe Quill", cells={"name": ("Zoe Quill",)}, table="talent"),
        x01=FormerRow("Omar Vance", {"name": ("Omar Vance",), "organization": ("Local 71",)}, table="talent"),
        p14=FormerRow(
            "Mei", cells={"name": ("Mei",), "sector": ("Community",), "representative_type": ("doer",)}, had_seat=False
        ),
    )
    assert lines(found) == [
        ("Chloé Åkesson", "New on the list", "–", "Capital"),
        ("Zoe Quill", "No longer on the list", "Talent and skill", "–"),
        ("Mei", "Seat", "–", "t03"),
        ("Omar Vance", "Seat", "Talent and skill", "has no seat in this round"),
        ("Ana Ruiz", "Name", "Ana R.", "Ana Ruiz"),
        ("Ana Ruiz", "Organization", "Tern Bank", "Mesa Credit Union"),
        ("Ana Ruiz", "Representative type", "–", "decision-maker"),
        ("Ana Ruiz", "Size", "–", "micro"),
        ("Ben Okafor", "Representative type", "designee", "doer"),
    ], "case does not matter, and nobody reads what was needed"
    html = render_report(found)
    assert "CANARY" not in html
    assert "Compared with the earlier list of round: 1" in html
    later = replace(found, room=replace(found.room, round_number=2))
    assert "Compared with the list of round: 1" in render_report(later)
    assert "Since the last round" not in html


def test_the_same_cells_are_no_change():
    found = former(small())
    assert lines(found) == []
    assert "The report shows no changes." in render_report(found)


def test_a_column_that_is_private_now_is_not_compared():
    base = former(small(), p01=FormerRow("Ana Ruiz", cells={"name": ("Ana Ruiz",), "organization": ("Tern Bank",)}))
    hidden = replace(
        base, private_columns=base.private_columns | {"organization", "sector", "size", "representative_type"}
    )
    assert lines(hidden) == []
    assert "Tern Bank" not in render_report(hidden)


def test_changes_beyond_the_most_are_counted_and_stand_beside_those_of_the_round():
    base = after_rounds(small(), EARLIER)
    gone = {f"g{n}": FormerRow(f"Gone {n}") for n in range(203)}
    blocks = list(list_blocks(former(base, **gone)))
    assert len(cells(blocks)[LIST]) == 200
    assert "3 more are not shown." in told(blocks)
    assert cells(blocks)["figures"]


def test_changes_of_the_list_are_in_spanish():
    base = former(small(), p02=FormerRow("Ben Okafor", cells={"representative_type": ("designee",)}), p03=None)
    rows = cells(list_blocks(base), "es")["Qué cambió en la lista"]
    assert ("Chloé Åkesson", "Nueva persona en la lista", "–", "Capital") in rows
    assert ("Ben Okafor", "Tipo de representante", "representante", "ejecutor/a") in rows


def test_people_of_one_name_are_told_apart_among_the_changes_of_the_list():
    base = small()
    other = {"name": "Ana Ruiz", "organization": "Elm"}
    people = [p.model_copy(update=other) if p.id == "p02" else p for p in base.people]
    base = result_of(People(tuple(people)), base.convening, dict(base.plan.seats))
    ana = base.people.by_id["p01"]
    gone = FormerRow("Ana Ruiz", cells={"name": ("Ana Ruiz",), "organization": ("Tern Bank",)}, table="talent")
    found = lines(former(base, p01=None, gone=gone))
    assert found == [
        (f"Ana Ruiz ({ana.organization})", "New on the list", "–", "Capital"),
        ("Ana Ruiz (Tern Bank)", "No longer on the list", "Talent and skill", "–"),
    ]


def test_a_private_organization_of_a_person_who_left_is_not_shown():
    base = small()
    people = [p.model_copy(update={"name": "Ana Ruiz"}) if p.id == "p02" else p for p in base.people]
    private = base.private_columns | {"organization"}
    base = result_of(People(tuple(people)), base.convening, dict(base.plan.seats), private_columns=private)
    gone = FormerRow("Ana Ruiz", cells={"name": ("Ana Ruiz",), "organization": ("Tern Bank",)}, table="talent")
    found = lines(former(base, gone=gone))
    assert found == [("Ana Ruiz", "No longer on the list", "Talent and skill", "–")]
