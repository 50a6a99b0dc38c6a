"""Pages made from worksheets: what waits longest comes first, nothing is claimed of a table that has not begun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from seating import solve
from seating.analysis.possible_tables import Possible, find_merges, list_possible, list_same
from seating.analysis.promises import Commitments, Promise, PromiseState, read_commitments
from seating.charts.nominations import Nomination, Nominations
from seating.convening.schema import Outcome
from seating.forms.harvest import Harvest, Statement, Theme
from seating.forms.worksheets import FEEDBACK, IDEAS, REQUESTS, THEORY, UNPLACED, Worksheet, Worksheets, read_worksheet
from seating.present.blocks import Card, Heading
from seating.present.languages import words_in
from seating.profiles import Attendance, Status
from seating.report import shown_ideas
from seating.report.asks import list_open
from seating.report.packet import what_we_heard
from seating.report.sections import verdict
from seating.report.shown_demand import list_demand_blocks
from seating.report.shown_feedback import count_feedback
from seating.report.shown_ideas import list_idea_blocks
from seating.report.steering import check_in, requests
from seating.report.theory_of_change import list_theory_blocks
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import SheetTables, Table, TableKind
from seating.sources import read_bytes
from tests.builders import table
from tests.present.told import cells, titles, told

from ..made_up import small
from ..practices import practiced
from ..rich import rich


def with_rows(worksheet: Worksheet, text: str, **changes: object) -> Result:
    result = rich(**changes)
    tables = SheetTables(tuple(result.convening.tables))
    read = read_worksheet(read_bytes(text.encode(), worksheet.file), worksheet, result.people, tables)
    return replace(result, worksheets=read)


ASKED = """table,request,kind,owner,asked,answer
capital,A room,resource,,2026-10-20,
capital,Permit dates,policy,Zoe Quill,2026-10-01,
talent,The bank,introduction,,2026-09-01,We met
"""


def waiting_in(result: Result) -> int:
    return sum(one.number for one in list_open(result) if one.what == "Requests without an answer")


def test_requests_that_wait_longest_come_first_and_answers_are_by_table() -> None:
    result = with_rows(REQUESTS, ASKED, today=date(2026, 10, 31))
    tables = cells(requests.list_blocks(result))
    waiting = [row for row in tables["Requests without an answer, oldest first"] if any(row)]
    assert [(row[1].split(" a ")[0].strip(), row[5]) for row in waiting] == [("Permit dates", "30"), ("A room", "11")]
    assert "Days up to: 2026-10-31" in told(requests.list_blocks(result))
    (answered,) = tables[next(table.label for table in result.convening.tables if table.id == "talent")]
    assert answered[1] == "We met"
    assert waiting_in(result) == 2
    assert "Requests without an answer: 2" in told(verdict.list_blocks(result))
    assert "Requests without an answer" not in told(verdict.list_blocks(rich()))


def test_the_steering_table_answers_only_what_it_or_no_one_in_particular_was_asked() -> None:
    """The report counts all requests: someone else has to answer the others."""
    asked = "capital,A room,someone from the Steering; Bank\ncapital,A van,\n"
    asked += "talent,A map,capital\ntalent,A form,The city\n"
    base = rich()
    steer = table({"id": "steer", "name": "Steering", "kind": "steering", "people": ["p01"]})
    result = with_rows(REQUESTS, f"table,request,asked of\n{asked}", tables=(*base.convening.tables, steer))
    assert waiting_in(result) == 2
    assert "Requests without an answer: 4" in told(verdict.list_blocks(result))
    alone = with_rows(REQUESTS, f"table,request,asked of\n{asked}")
    assert waiting_in(alone) == 4, "no such table answers them"


def test_a_private_rule_for_a_governance_table_is_only_counted() -> None:
    asked = {"kind": "count", "at": "lead", "who": {"name": "Zoe"}, "at_least": 1, "private": True}
    tables = [{"id": "north"}, {"id": "lead", "kind": "leadership", "people": ["Ana"]}]
    result = solve([{"name": name} for name in ("Ana", "Ben")], {"tables": tables, "requirements": [asked]})
    found = {str(one.what): one.number for one in list_open(for_reader(result, Audience.TEAM))}
    assert found["Unmet requirements at governance tables"] == 1


def test_who_is_asked_is_a_table_by_its_name() -> None:
    """Typed as an id or as a name, or as words for someone else."""
    typed = "table,request,asked of\ncapital,A room,talent\ncapital,A bus,Talent and skill\ntalent,A form,The city\n"
    rows = cells(requests.list_blocks(with_rows(REQUESTS, typed)))["Requests without an answer"]
    assert [row[2] for row in rows if any(row)] == ["Talent and skill", "Talent and skill", "The city"]


def test_no_days_are_counted_without_a_date_or_before_the_request() -> None:
    for today in (None, date(2026, 9, 15)):
        result = with_rows(REQUESTS, ASKED, today=today)
        rows = cells(requests.list_blocks(result))["Requests without an answer, oldest first"]
        assert {row[5] for row in rows if any(row)} == {"–"}
        assert "Days up to" not in told(requests.list_blocks(result))


@pytest.mark.parametrize("today", [None, date(2026, 9, 15), date(2026, 10, 31)])
def test_the_oldest_request_comes_first_on_any_day_and_without_one(today: date | None) -> None:
    """Without a day, no days are counted, and the dates tell which request is older all the same."""
    rows = "capital,Undated,\ncapital,New,2026-10-20\ntalent,Old,2026-09-01\ncapital,Middle,2026-10-01\n"
    blocks = list(requests.list_blocks(with_rows(REQUESTS, f"table,request,asked\n{rows}", today=today)))
    shown = [row[1] for row in cells(blocks)["Requests without an answer, oldest first"] if any(row)]
    assert shown == ["Old", "Middle", "New", "Undated"]


def test_without_a_date_no_request_is_called_the_oldest() -> None:
    typed = "table,request\ncapital,A room\ntalent,A bus\n"
    assert "oldest" not in told(requests.list_blocks(with_rows(REQUESTS, typed)))


def parts_of(result: Result, table: str) -> str:
    number = 1 + [one.id for one in result.convening.tables].index(table)
    sheets = [block for block in list_theory_blocks(result) if isinstance(block, Card)]
    return told(next(sheet for sheet in sheets if sheet.anchor == f"theory-{number}").blocks)


def test_a_target_that_nothing_measures_is_named_and_a_table_that_has_not_begun_is_left_alone() -> None:
    result = with_rows(THEORY, "table,part,text\ncapital,strategy,A fund\ncapital,short,20 loans\n")
    begun = parts_of(result, "capital")
    assert "No measure shows whether the targets are reached." in begun
    assert "no assumption is written down" in begun
    assert "Still to decide" not in parts_of(result, "talent")


def test_a_measure_without_a_baseline_or_a_target_is_named() -> None:
    rows = "capital,measure,Loans,3,20\ncapital,measure,Days,,\ncapital,short,more\n"
    sheet = parts_of(with_rows(THEORY, f"table,part,text,baseline,target\n{rows}"), "capital")
    assert 'Measures without today’s value: "Days"' in sheet
    assert 'Measures without a target: "Days"' in sheet
    assert "No measure" not in sheet


def test_a_baseline_is_not_called_the_value_of_today() -> None:
    """The same file is read in every round, and the check-in calls this number the baseline too."""
    result = with_rows(THEORY, "table,part,text,baseline,target\ncapital,measure,Loans,3,20\n", today=date(2028, 1, 15))
    sheets = [block for block in list_theory_blocks(result) if isinstance(block, Card)]
    assert titles(sheets[0].blocks, "How we will know")[1:3] == ["Baseline", "Target"]
    assert titles(check_in.list_blocks(result), "Measures")[1:3] == ["Baseline", "Target"]
    assert titles(sheets[-1].blocks, "Each table’s targets and measures")[-1] == "Measures, with baseline and target"


def test_the_date_of_an_outcome_is_told_as_a_date() -> None:
    result = with_rows(THEORY, "table,part,text,baseline,target\ncapital,measure,Loans,3,20\n")
    outcomes = (Outcome(name="Classes", measure="people in classes", by="2029"), Outcome(name="A fund"))
    result = replace(result, convening=result.convening.model_copy(update={"outcomes": outcomes}))
    assert [row[2] for row in cells(check_in.list_blocks(result))["Measures"]] == ["2029", "", "20"]


def test_targets_and_measures_of_all_tables_are_on_one_sheet_by_when_they_should_be_reached() -> None:
    rows = (
        "capital,short,20 loans,,\ncapital,medium,A fund,,\ntalent,long,No gap in pay,,\n"
        "capital,measure,Loans,3,20\ntalent,measure,Pay,,\n"
    )
    blocks = list(list_theory_blocks(with_rows(THEORY, f"table,part,text,baseline,target\n{rows}")))
    assert cells(blocks)["Each table’s targets and measures"] == [
        ("Capital", "20 loans", "A fund", "", "Loans: 3 → 20"),
        ("Talent and skill", "", "", "No gap in pay", "Pay: ____ → ____"),
    ]
    sheet = with_rows(THEORY, "table,part,text\ncapital,strategy,A fund\ncapital,medium,20 funds\n")
    assert "lines for the coming years are blank" not in parts_of(sheet, "capital")
    sheet = with_rows(THEORY, "table,part,text,target\ncapital,strategy,A fund,\ncapital,measure,Loans,45 a month\n")
    assert "Say what will have changed, and by when: the lines for the coming years are blank." in parts_of(
        sheet, "capital"
    )
    assert "Each table’s targets and measures" not in cells(list_theory_blocks(rich()))


WANTED = "What is asked for"


def test_with_a_single_table_the_theme_that_leaves_out_the_fewest_people_is_told_in_the_singular() -> None:
    people = [{"id": f"p{n}", "name": f"Person {n}", "interests": "transit" if n else "space"} for n in range(4)]
    named = Nomination("Zoe", None, "capital", ("",) * 5, (), charts=(1, 2, 3, 4, 5))
    result = solve(people, {"tables": [{"id": "capital"}]})
    rows = Nominations(("charts.csv",), (named,))
    text = told(list_idea_blocks(replace(result, nominations=rows)))
    assert 'Fewest left out with: "transit"; left out: 1' in text


def test_what_most_people_ask_for_comes_first_and_those_who_are_left_out_are_named() -> None:
    rows = "A bus,transit,Ana\nA fund,capital,Ben; Cleo\nLoans,Capital,\nClasses,talent,\nYards,space,\nA sign,,\n"
    blocks = list(list_idea_blocks(with_rows(IDEAS, f"idea,theme,from\n{rows}")))
    found = [(row[1], row[3], row[-1]) for row in cells(blocks)[WANTED]]
    assert found == [
        ("Capital", "4", "2"),
        ("Talent and skill", "3", "1"),
        ("transit", "1", "1"),
        ("space", "1", "0"),
        ("without a theme", "–", "–"),
    ]
    assert 'With tables for: "Capital", "Talent and skill" and "transit"; left out: 1' in told(blocks)
    assert ('Fewest left out with: "Capital", "Talent and skill" and "space"; left out: 0') in told(blocks)
    assert [row[2] for row in cells(blocks)["Who is left out"]] == ["space"]
    rows = rows.replace("A sign,,", "A sign,,Hana Yoshida")
    blocks = list(list_idea_blocks(with_rows(IDEAS, f"idea,theme,from\n{rows}")))
    assert [row[-1] for row in cells(blocks)[WANTED]] == ["3", "2", "2", "1", "–"]
    assert 'and "transit"; left out: 2' in told(blocks)
    assert [row[2] for row in cells(blocks)["Who is left out"]] == ["space", "A sign"]


def test_the_first_choice_is_what_a_person_chose_even_if_they_rate_another_as_high() -> None:
    rows = [{"name": "Ana", "interests": "a:2; b:2", "chose": "a"}, {"name": "Ben", "interests": "a:2; b:2"}]
    result = solve(rows, {"tables": [{"id": one, "focus": one} for one in "ab"], "requirements": []})
    blocks = list(list_idea_blocks(replace(result, nominations=Nominations(("charts.csv",), ()))))
    assert {row[1]: row[4] for row in cells(blocks)[WANTED]} == {"a": "2", "b": "1"}
    assert "Those who chose none count for the themes that they rated highest." in told(blocks)


def test_a_choice_that_leaves_out_no_one_is_not_worded_and_names_no_tables() -> None:
    text = told(list_idea_blocks(with_rows(IDEAS, "idea,theme,from\nA bus,transit,\nYards,space,\n")))
    assert "space" in text
    assert "With tables for" not in text


def test_themes_that_are_not_shown_need_not_be_asked_for_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_ideas, "MOST_ROWS", 4)
    rows = "A bus,transit,Ana\nYards,space,Ben\nA sign,,Cleo\n"
    blocks = list(list_idea_blocks(with_rows(IDEAS, f"idea,theme,from\n{rows}")))
    assert [row[-2] for row in cells(blocks)[WANTED]] == ["3", "3", "2", "1"]
    assert "1 more is not shown." in told(blocks)


def test_only_people_on_the_list_are_counted_as_left_out_and_the_page_says_so() -> None:
    """Zoe is one of those who ask for a fair, and is counted in no number of those who are left out."""
    rows = "A bus,transit,Ana\nYards,space,Ben\nA fair,fair,Zoe Outsider\n"
    blocks = list(list_idea_blocks(with_rows(IDEAS, f"idea,theme,from\n{rows}")))
    assert {row[1]: row[3] for row in cells(blocks)[WANTED]}["fair"] == "1"
    assert cells(blocks)[WANTED][-1][-1] == "0"
    assert "counts the people on the list who ask only for something further down" in told(blocks)
    assert "With tables for" not in told(blocks)


def test_a_table_that_is_left_out_is_offered_a_place_at_one_that_the_same_people_ask_for() -> None:
    people = {person.id: person.label for person in rich().people}
    rows = f"Racks,bikes,{people['p01']}; {people['p09']}\nYards,space,{people['p10']}\n"
    page = told(list_idea_blocks(with_rows(IDEAS, f"idea,theme,from\nA bus,transit,Ana; Ben; Cam; Dee\n{rows}")))
    assert '"bikes" and "transit": 1 of 2' in page
    assert '"space" with' not in page


def test_who_is_not_on_the_list_also_asks_for_a_table_that_is_merged() -> None:
    """Of the two who ask for a fair, one is on the list, and asks for the bus too."""
    rows = "A bus,transit,Ana; Ben; Cam; Dee; Ana Ruiz\nA fair,fair,Ana Ruiz; Zoe Outsider\n"
    blocks = list(list_idea_blocks(with_rows(IDEAS, f"idea,theme,from\n{rows}")))
    assert {row[1]: row[3] for row in cells(blocks)[WANTED]}["fair"] == "2"
    page = told(blocks)
    assert "the only person who asks" not in page
    assert re.search(r'"fair" and "[^"]+": 1 of 1', page)


def test_a_table_is_offered_to_no_other_if_most_of_its_people_ask_for_different_ones() -> None:
    kept = (Possible("north", frozenset("ab")), Possible("south", frozenset("bcd")))
    bikes, yards = Possible("bikes", frozenset("bcx")), Possible("yards", frozenset("axyz"))
    assert list(find_merges((*kept, bikes, yards), kept)) == [(bikes, kept[1], frozenset("bc"))]


def test_words_that_several_ideas_without_a_theme_share_are_offered_as_themes() -> None:
    rows = "Small loans for shops\nA loan without collateral\nNight classes\nClasses in Spanish about loans\nA bus\n"
    page = told(list_idea_blocks(with_rows(IDEAS, f"idea\n{rows}")))
    assert 'without a theme share: "loans" (3) and "classes" (2)' in page
    assert "could become themes" not in told(list_idea_blocks(with_rows(IDEAS, "idea,theme\nA loan,x\nA loan,x\n")))


def test_more_tables_than_an_initiative_begins_with_are_compared_without_any_file() -> None:
    result = rich()
    more = tuple(result.convening.tables[0].model_copy(update={"id": f"t{n}", "name": f"T {n}"}) for n in range(6))
    many = result.convening.model_copy(update={"tables": (*result.convening.tables, *more)})
    assert WANTED in cells(list_idea_blocks(replace(result, convening=many)))


def test_charts_and_listening_sessions_ask_for_tables_without_a_file_of_ideas() -> None:
    charts = (
        Nomination("a lender", None, "talent", ("Vic", "Wen"), (), charts=(0, 1)),
        Nomination("Vic", None, "talent", ("Vic",), (), charts=(0,)),  # Vic chose this table
    )
    heard = (
        Statement("capital", "", ("talents and skills",), "", "", 2),
        Statement("talent", "", ("Talent",), "", "", 3),
    )
    result = replace(
        rich(), nominations=Nominations(("charts.xlsx",), charts), harvest=Harvest("harvest.csv", "ab" * 32, heard)
    )
    blocks = list(list_idea_blocks(result))
    assert "Statements" in titles(blocks, WANTED)  # recorders at working tables write them too
    found = {row[1]: row[3:8] for row in cells(blocks)[WANTED]}
    assert found["Talent and skill"] == ("4", "2", "2", "1", "7")
    assert found["talents and skills"] == ("–", "–", "–", "1", "1")
    assert '"Talent and skill" and "talents and skills"' in told(blocks)


def test_what_a_table_was_is_no_other_theme_than_the_table() -> None:
    """After a split, the former name means neither part, and is not offered as another name of one."""
    whole = [table({"id": "trade-fair", "name": "Trade and fairs", "was": ["shops"]})]
    names = {"abroad": "Trade abroad", "farms": "Trade abroad of farms"}
    parts = [table({"id": one, "name": name, "was": ["shops"]}) for one, name in names.items()]
    rows = with_rows(IDEAS, "idea,theme,from\nA loan,Trade,Zoe\nA shop,shops,Zoe\n").worksheets.of(IDEAS)

    def find(tables: Sequence[Table]) -> tuple[dict[str, int], list[tuple[str, str]]]:
        found = list_possible((), tables, rows, labels={"shops": "Trade"})
        return {one.name: len(one.ideas) for one in found if one.ideas}, [(a.name, b.name) for a, b in list_same(found)]

    assert find(whole) == ({"Trade and fairs": 2}, [])
    assert find(parts) == ({"Trade": 2}, [])
    focused = [one.model_copy(update={"focus": (one.id,)}) for one in parts]
    assert find(focused) == ({"Trade": 2}, []), "parts with a focus are listed without ideas too"
    assert list_same([Possible(name) for name in names.values()])


def test_a_chosen_table_is_the_first_choice_whatever_the_interests() -> None:
    result = rich()
    people = tuple(
        person.model_copy(update={"chose": ("talent",)}) if person.id == "p01" else person for person in result.people
    )
    found = {one.name: one for one in list_possible(people, result.convening.tables)}
    assert "p01" in found["Talent and skill"].first
    assert "p01" in found["Capital"].people - found["Capital"].first


def test_who_said_no_asks_for_no_table_but_keeps_their_ideas() -> None:
    """As on the page of demand, which counts those who may come."""
    result = rich()
    before = {one.name: one for one in list_possible(result.people, result.convening.tables)}
    asking = sorted(before["Capital"].people)[:2]
    said_no = {
        asking[0]: {"status": Status.DECLINED},
        asking[1]: {"attending": Attendance(chance=Fraction(0))},
    }
    people = [person.model_copy(update=said_no.get(person.id, {})) for person in result.people]
    after = {one.name: one for one in list_possible(people, result.convening.tables)}
    assert after["Capital"].people == before["Capital"].people - said_no.keys()
    assert before["Capital"].first >= after["Capital"].first
    name = result.people.by_id[asking[0]].label
    ideas_typed = with_rows(IDEAS, f"idea,theme,from\nA later bus,buses,{name}\n").worksheets.of(IDEAS)
    (proposed,) = [one for one in list_possible(people, result.convening.tables, ideas_typed) if one.name == "buses"]
    assert (proposed.people, len(proposed.others), len(proposed.ideas)) == (frozenset(), 1, 1)


def test_a_listening_session_that_proposed_an_idea_is_no_person() -> None:
    """Its statements on the theme, where the harvest has them, are not counted a second time."""
    rows = (
        "A later bus,buses,listening session 2; Zoe Quill\nA ferry,buses,Session 2\nA tram,buses,sesión de escucha 3\n"
        "A clinic,health,Séance d’écoute 1; une séance d'écoute au port; Sessão 2\nA nurse,health,Buổi lắng nghe 2\n"
        "A loan,loans,Porch talk\nA fund,loans,Oak Fund\n"
    )
    result = with_rows(IDEAS, f"idea,theme,from\n{rows}")
    porch = table({"id": "porch", "name": "Porch talk", "kind": "listening"})
    tables, proposed = (*result.convening.tables, porch), result.worksheets.of(IDEAS)

    def counts(*themes: Theme) -> dict[str, tuple[int, int, int]]:
        found = list_possible(result.people, tables, proposed, themes)
        wanted = [one for one in found if one.name in {"buses", "loans", "health"}]
        return {one.name: (len(one.people | one.others), one.statements, one.asked) for one in wanted}

    # an idea that came from several sessions is one idea
    assert counts() == {"buses": (1, 3, 4), "health": (0, 2, 2), "loans": (1, 1, 2)}
    said_there = tuple(Statement("porch", "", ("buses",), "Late.", "", line) for line in range(2, 6))
    assert counts(Theme("buses", said_there))["buses"] == (1, 4, 5)
    assert counts(Theme("buses", said_there[:1])) == counts()


def test_without_ideas_there_is_no_page() -> None:
    assert not list(list_idea_blocks(rich()))


def test_sessions_that_listen_have_no_theory_of_change() -> None:
    result = small()
    tables = tuple(table.model_copy(update={"kind": TableKind.LISTENING}) for table in result.convening.tables)
    listening = replace(result, convening=result.convening.model_copy(update={"tables": tables}))
    assert not list(list_theory_blocks(listening))


SPOKEN = Harvest(
    "harvest.csv",
    "ab" * 32,
    (
        Statement("capital", "", ("fees",), "Fees are too high", "", 2),
        Statement("talent", "", ("fees", "buses"), "", "", 3),
        Statement("talent", "", ("buses",), "The last bus leaves at six", "", 4),
    ),
)


def test_the_convener_reads_out_the_themes_and_what_each_table_said() -> None:
    result = replace(small(), harvest=SPOKEN)
    blocks = list(what_we_heard.list_blocks(result))
    assert cells(blocks)["Themes"] == [
        ("fees", "2", "2/2", "Capital and Talent and skill"),
        ("buses", "2", "1/2", "Talent and skill"),
    ]
    cards = {block.anchor: told(block.blocks) for block in blocks if isinstance(block, Card)}
    assert "Fees are too high" in cards["table-1"]
    assert "The last bus leaves at six" in cards["table-2"]
    assert list(what_we_heard.list_blocks(small())) == []
    alone = replace(SPOKEN, statements=SPOKEN.statements[:1])
    assert "No theme was named by more than one table." in told(
        what_we_heard.list_blocks(replace(result, harvest=alone))
    )


def test_ideas_and_the_demand_stand_under_headings_of_their_own() -> None:
    blocks = list(what_we_heard.list_blocks(practiced()))
    headings = [words_in("en").tell(block.text) for block in blocks if isinstance(block, Heading)]
    assert headings == ["Which ideas become tables", "Demand for the tables"]


def test_each_statement_is_read_out_because_the_table_is_asked_whether_it_said_so() -> None:
    texts = [f"We said {n}" for n in range(9)]
    spoken = Harvest("h.csv", "x", tuple(Statement("capital", "", ("fees",), one, "", 2) for one in texts))
    (card,) = [one for one in what_we_heard.list_blocks(replace(small(), harvest=spoken)) if isinstance(one, Card)]
    assert all(text in told(card.blocks) for text in texts)


def test_what_a_table_said_stands_beside_who_it_named_as_missing() -> None:
    result = replace(small(), harvest=SPOKEN)
    typed = read_bytes(b"table,who,what,missing\ncapital,,,welders\n", "c.csv")
    found = read_commitments(typed, result.people, SheetTables(result.convening.tables))
    spoken = replace(result, commitments=found)
    cards = [cells(block.blocks) for block in what_we_heard.list_blocks(spoken) if isinstance(block, Card)]
    parts = [tuple(part for part, _ in card["Themes, and who is missing"]) for card in cards]
    assert parts == [("Themes", "Who this table named as missing"), ("Themes",)]


def promised(result: Result) -> Result:
    rows = [("capital", "Lend", PromiseState.KEPT), ("capital", "Call", PromiseState.OPEN)]
    promises = tuple(Promise(table, (), what, "", None, None, state, "", 2) for table, what, state in rows)
    return replace(result, commitments=Commitments("commitments.csv", promises, ()))


def test_the_check_in_speaks_of_a_leadership_table_only_if_there_is_one() -> None:
    result = with_rows(REQUESTS, "table,request,asked\n,A bus,2026-01-01\n")
    kinds = {table.kind for table in result.convening.tables}
    assert ("leadership table" in told(check_in.list_blocks(result))) == ("leadership" in kinds)
    tables = [table for table in result.convening.tables if table.kind != "leadership"]
    without = replace(result, convening=result.convening.model_copy(update={"tables": tuple(tables)}))
    assert "leadership table" not in told(check_in.list_blocks(without))


def test_the_check_in_counts_promises_and_requests_of_each_table() -> None:
    result = promised(with_rows(REQUESTS, ASKED))
    rows = cells(check_in.list_blocks(result))["Promises and requests"]
    assert [row[1:] for row in rows] == [("1", "1", "–", "2")]
    assert list(check_in.list_blocks(rich())) == []


def test_whether_it_was_the_right_table_is_counted_and_a_wrong_one_is_asked_about() -> None:
    rows = "1,yes,3,\n1,no,1,talent\ntalent,No,3,\ntalent,no,,capital\ntalent,partly,1,\n3,no,4,\n"
    result = with_rows(FEEDBACK, f"table,was it the right table,how many,rather\n{rows}")
    found = cells(list_demand_blocks(result))["Was it the right table?"]
    assert found == [
        ("Capital", "3", "–", "1", "Talent and skill 1"),
        ("Talent and skill", "–", "1", "4", "Capital 1"),
        ("t03", "–", "–", "4", "–"),
    ]
    assert [one.table.id for one in count_feedback(result) if one.is_wrong] == ["talent"], (
        "4 people are too few to tell"
    )
    (wrong,) = [one for one in list_open(result) if one.what.startswith("Tables that were the wrong ones")]
    assert f"{wrong.what}: 1" in told(verdict.list_blocks(result))
    assert "Was it the right table?" not in cells(list_demand_blocks(rich()))


def of_former(worksheet: Worksheet, text: str) -> Result:
    """Return rows of a table that was split before this round, of one that is not clear, and of the whole room."""
    result = with_rows(worksheet, text)
    (lines,) = result.worksheets.lines.values()
    lines = tuple(replace(line, table=at) for line, at in zip(lines, ("old", UNPLACED, ""), strict=True))
    former = (table({"id": "old", "name": "Old hall"}),)
    return replace(result, worksheets=Worksheets({worksheet.name: lines}, former=former))


def test_requests_of_a_table_that_was_split_are_listed_with_it() -> None:
    result = of_former(REQUESTS, "table,request,answer\n,A van,\n,A room,\n,A bus,\n")
    rows = cells(requests.list_blocks(result))["Requests without an answer"]
    assert [(row[0], row[1]) for row in rows if any(row)] == [
        ("Old hall", "A van"),
        ("table not known", "A room"),
        ("the whole room", "A bus"),
    ]
    counted = cells(check_in.list_blocks(result))["Promises and requests"]
    assert [(row[0], row[-1]) for row in counted if row[-1] != "–"] == [
        ("Old hall", "1"),
        ("Table not known", "1"),
        ("The whole room", "1"),
    ]
    answered = of_former(REQUESTS, "table,request,answer\n,A van,Yes\n,A room,No\n,A bus,Soon\n")
    assert list(cells(requests.list_blocks(answered)))[1:] == ["Old hall", "Table not known", "The whole room"]


def test_theories_and_answers_of_a_table_that_was_split_are_shown_with_it() -> None:
    rows = "table,part,text\n,short,20 loans\n,long,x\n,long,y\n"
    shown = told(list_theory_blocks(of_former(THEORY, rows)))
    assert "Old hall" in shown
    assert "20 loans" in shown
    result = of_former(FEEDBACK, "table,right table,number\n,no,9\n,no,9\n,yes,3\n")
    rows = cells(list_demand_blocks(result))["Was it the right table?"]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("Old hall", "–", "9"),
        ("Table not known", "–", "9"),
        ("The whole room", "3", "–"),
    ]
    assert not any(one.is_wrong for one in count_feedback(result)), "no table of today"
