"""What the convener says that a text means holds wherever the text stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, summarize_charts
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.charts.join_decisions import Join, list_answers
from seating.errors import InputError
from seating.mentions import MentionKind, Resolver
from seating.profiles import People, Person
from seating.report.named_missing import list_blocks
from seating.result.meanings import list_unknown_texts, resolve_mention, resolve_table
from tests.present.told import told

LIST = "id,name,organization\np1,Ana Kim,River Bank\np2,Ben Ode,Mill\np3,Cy Poe,Mill\n"
ANSWERS = "description,joined with,join\nthe baker,Ana Kim,yes\nbakers,the baker,yes\nmillers,Mill,yes\n"
TEXTS = "the baker; bakers; millers; the mill owners"


def answered(folder: Path, answers: str = ANSWERS) -> Request:
    """Write a list, the convener's answers, and one file of each kind in which people type names."""
    (folder / "list.csv").write_text(LIST)
    out = folder / "out"
    out.mkdir()
    (out / "mentions.csv").write_text(answers)
    (folder / "commitments.csv").write_text(f"table,who,what,missing\nt01,the baker,Bake,{TEXTS}\n")
    (folder / "charts.csv").write_text("chart of,table,who\nDi,t01,the baker\nDi,t01,millers\n")
    (folder / "invitations.csv").write_text("perspective,person,state\n,bakers,asked\n")
    more = {"charts": (folder / "charts.csv",), "invitations": folder / "invitations.csv"}
    return Request(str(folder / "list.csv"), {"tables": [{"id": "t01"}]}, out=out, packet=False, **more)


def test_an_answer_holds_for_charts_promises_missing_people_and_invitations(tmp_path: Path) -> None:
    result = solve_request(answered(tmp_path))
    assert [one.person for one in result.commitments.promises[0].who] == ["p1"]
    assert [one.person for one in result.commitments.missing] == ["p1", "p1", None, None]
    named = {one.text: one.person for one in result.nominations.found if one.charts}
    assert named == {"Ana Kim": "p1", "Mill": None}
    assert [row.person for row in result.invitations.rows if row.text] == ["p1"]
    page = told(list_blocks(result))
    assert "people from this organization with a seat: 2" in page
    assert "not on the list by this name" in page, "owners of a mill are not Mill"


def test_an_answer_holds_for_a_saved_round(tmp_path: Path) -> None:
    request = answered(tmp_path)
    solve_request(request)
    again = solve_request(replace(request, next_round=True))
    assert resolve_mention(again, "millers").kind is MentionKind.ORGANIZATION


def test_answers_are_followed_to_their_end() -> None:
    people = People((Person(id="p1", name="Ana Kim", organization="River Bank"),))
    joins = [
        Join("a", "b", True),
        Join("b", "c", True),
        Join("c", "a", True),
        Join("x", "y", True),
        Join("y", "p1", True),
    ]
    assert list_answers(joins, people)["x"] == "p1"
    index = Resolver(replace(people, answers=list_answers(joins, people)))
    assert [index.resolve(text).kind for text in ("a", "x")] == [MentionKind.UNKNOWN, MentionKind.PERSON]


def test_an_answer_holds_for_a_person_and_a_table_under_new_names(tmp_path: Path) -> None:
    answers = "description,joined with,join,id\nthe baker,Ana Kim,yes,p1\nMoney,Capital,yes,t01\n"
    request = answered(tmp_path, answers)
    (tmp_path / "list.csv").write_text(LIST.replace("Ana Kim", "Ana Lee"))
    (tmp_path / "charts.csv").write_text("chart of,table,who\nDi,Money,the baker\n")
    (tmp_path / "commitments.csv").write_text("table,who,what\nMoney,the baker,Bake\n")
    result = solve_request(replace(request, convening={"tables": [{"id": "t01", "name": "Funds"}]}))
    (found,) = (one for one in result.nominations.found if one.charts)
    assert (found.person, found.table) == ("p1", "t01")
    assert resolve_table(result, "Money").ids == ("t01",)
    assert [one.table for one in result.commitments.promises] == ["t01"]
    summary = summarize_charts(ChartsRequest(request.charts, str(tmp_path / "list.csv"), out=request.out))
    assert ["the baker", "Ana Lee", "yes", "p1"] in [[*one.texts, one.answer, one.person] for one in summary.joins]
    assert b"the baker,Ana Lee,yes,p1" in (request.out / "mentions.csv").read_bytes()


def test_an_answer_does_not_pass_to_someone_else(tmp_path: Path) -> None:
    answers = "description,joined with,join,id\nthe baker,Ana Kim,yes,p9\n"
    (tmp_path / "list.csv").write_text(LIST)
    result = solve_request(answered(tmp_path, answers.replace("Ana Kim", "Ana Gone")))
    assert resolve_mention(result, "the baker").kind is MentionKind.UNKNOWN
    (tmp_path / "out" / "mentions.csv").write_text(answers.replace("p9", "p2"))
    with pytest.raises(InputError, match="has the id of"):
        solve_request(Request(str(tmp_path / "list.csv"), out=tmp_path / "out", packet=False))


def test_every_text_of_a_file_that_names_no_one_is_asked_about_once(tmp_path: Path) -> None:
    request = answered(tmp_path, ANSWERS.replace("the baker,Ana Kim,yes", "Millers,Mill,yes"))
    path = request.out / "mentions.csv"
    assert solve_request(request).files["mentions"] == path.as_posix()
    rows = [line.split(",")[:3] for line in path.read_text("utf-8-sig").splitlines()]
    assert rows[-2:] == [["millers", "Mill", "yes"], ["the mill owners", "Mill", ""]]
    before = path.read_bytes()
    solve_request(replace(request, next_round=True))
    assert path.read_bytes() == before
    path.write_text(before.decode("utf-8-sig").replace("the mill owners,Mill,", "the mill owners,Mill,yes"))
    again = solve_request(replace(request, next_round=True))
    assert resolve_mention(again, "the mill owners").kind is MentionKind.ORGANIZATION
    assert list_unknown_texts(again) == ("the baker", "bakers")
    assert "mentions" not in again.files


def test_what_a_text_may_mean_is_offered(tmp_path: Path) -> None:
    request = answered(tmp_path, "description,joined with,join\n")
    (tmp_path / "invitations.csv").write_text("perspective,person,state\n,Rivr Bank,asked\n")
    solve_request(request)
    rows = (request.out / "mentions.csv").read_text("utf-8-sig").splitlines()
    assert {"Rivr Bank,River Bank,", "the baker,,"} <= set(rows)
