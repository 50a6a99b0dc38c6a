"""Needed cells of the frame as voices, and who sends whom."""

from __future__ import annotations

from seating.analysis.aims import find_frame_voices
from seating.analysis.power import count_representatives
from seating.api.interface import solve
from seating.convening.schema import Frame
from tests.builders import plan, room

FRAME = Frame(rows="sector", columns="speaks_to", needed=(("Government", "policy"), ("labor", "practice")))


def test_a_needed_cell_has_the_state_of_a_voice() -> None:
    here = room(
        [
            {"id": "ana", "sector": "government", "speaks_to": "Policy; funding"},
            {"id": "ben", "sector": "labor", "speaks_to": "policy"},
            {"id": "cam", "sector": "labor", "speaks_to": "practice", "status": "declined"},
        ],
        ["north"],
    )
    first, second = find_frame_voices(FRAME, here, plan(north=["ana", "ben"]))
    assert (first.id, first.name, first.attending, first.tables) == ("frame-1", "Government · policy", 1, {"north": 1})
    assert ((first.state, first.why), (second.state, second.why)) == (("heard", None), ("missing", "not_coming"))


def test_unmet_cells_are_voices_of_the_result_and_are_recruited() -> None:
    people = [
        {"name": "Ana", "sector": "labor", "speaks_to": "policy"},
        {"name": "Ben", "sector": "government", "speaks_to": "funding"},
    ]
    convening = {
        "tables": [{"id": "north"}],
        "requirements": [{"kind": "size"}],
        "frame": {"rows": "sector", "columns": "speaks_to", "needed": [["government", "policy"], ["labor", "policy"]]},
    }
    solved = solve(people, convening)
    assert {voice.id: str(voice.state) for voice in solved.review.voices} == {"frame-1": "missing", "frame-2": "heard"}
    (wanted,) = solved.recruit
    assert (dict(wanted.who), wanted.people, wanted.serves) == (
        {"sector": "government", "speaks_to": "policy"},
        1,
        ("frame-1",),
    )
    assert wanted.confirmed
    assert wanted.smallest
    assert solved.penalty == 0, "a cell of the frame is no requirement"


def test_a_frame_over_a_private_column_is_no_voice_that_others_read() -> None:
    people = [{"name": "Ana", "sector": "labor", "speaks_to": "policy"}]
    convening = {
        "tables": [{"id": "north"}],
        "requirements": [{"kind": "size"}],
        "private": ["sector"],
        "frame": {"rows": "sector", "columns": "speaks_to", "needed": [["government", "policy"]]},
    }
    assert solve(people, convening).review.voices == ()


def test_who_has_only_designees_and_who_has_nobody_to_decide() -> None:
    rows = [
        ("oak", "designee"),
        ("Oak", "designee"),
        ("elm", "doer"),
        ("ash", "decision-maker"),
        ("fir", ""),
        ("fir", "doer"),
    ]
    people = [
        {"id": f"p{n}", "organization": o, **({"representative_type": r} if r else {})} for n, (o, r) in enumerate(rows)
    ]
    held = {"id": "held", "organization": "yew", "status": "open"}
    found = {sent.name: sent for sent in count_representatives(room([*people, held], ["north"]).coming, "organization")}
    assert set(found) == {"oak", "elm", "ash", "fir"}
    assert [name for name, sent in found.items() if sent.only_designees] == ["oak"]
    assert {name for name, sent in found.items() if sent.without_decision_maker} == {"oak", "elm"}, "a blank may decide"
