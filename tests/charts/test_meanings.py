"""Who of those that charts name is missing, and what their texts mean."""

from __future__ import annotations

import pytest

from seating.charts.agreement import find_agreement
from seating.charts.join_decisions import Join
from seating.charts.joins import join_alike
from seating.charts.summary import (
    Absence,
    Missing,
    Perspective,
    find_missing,
    list_perspectives,
    make_resolver,
    resolve_texts,
)
from seating.mentions import MentionKind
from seating.profiles import People, Who
from seating.requirements.base.kind import Ask
from tests.charts.forms import charts, long, people

HERE = people(
    {"id": "p1", "name": "Ana Kim", "organization": "State Small Business Office"},
    {"id": "p2", "name": "Ben Ode", "status": "idea"},
    {"id": "p3", "name": "Cy Poe", "status": "declined"},
    {"id": "p4", "name": "Di Rey", "attending": 0},
    {"id": "p5", "name": "someone from the union", "sector": "labor", "status": "open"},
)
COMING = {"p1", "p5"}

VOICES = (
    Perspective("voice-1", "Vietnamese businesses", Who.model_validate({"languages": "vi", "sector": "business"})),
    Perspective("voice-2", "Organized labor", Who.model_validate({"sector": "labor"})),
    Perspective("voice-3", "Youth", Who.model_validate({"age": ["youth", "young adult"]})),
    Perspective("voice-4", "Second-stage firms (50 or more employees)", None),
    Perspective("frame-1", "x", Who.model_validate({"sector": "labor", "representative_type": "doer"}), is_cell=True),
)


def missing(text: str, sector: str = "", role: str = "", listed: People = HERE) -> list[Missing]:
    found = charts(long(["A", "", "", "talent", sector, role, text, ""]), listed=listed)
    agreement = find_agreement(join_alike([found], listed), listed)
    return list(
        find_missing(agreement, resolve_texts(agreement, make_resolver(listed, VOICES)), listed, COMING, VOICES)
    )


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("Ben Ode", Absence.NOT_INVITED),
        ("Cy Poe", Absence.DECLINED),
        ("Di Rey", Absence.NOT_COMING),
        ("a welder", Absence.NOT_BY_NAME),
        ("someone from the union", Absence.HELD),
    ],
)
def test_why_somebody_is_missing(text: str, absence: Absence) -> None:
    assert [one.absence for one in missing(text)] == [absence]


def test_one_who_is_coming_is_not_missing() -> None:
    assert missing("Ana Kim") == []


def test_without_a_list_nobody_is_known_to_be_missing() -> None:
    found = find_agreement(join_alike([charts(long(["A", "", "", "talent", "", "", "x", ""]))], people()), people())
    assert find_missing(found, {}, people(), None, VOICES) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Organised labor", MentionKind.UNKNOWN),
        ("the organized labor", MentionKind.VOICE),
        ("vietnamese business", MentionKind.VOICE),
        ("Vietnamese-speaking business owners", MentionKind.UNKNOWN),
        ("Union???", MentionKind.VALUE),
        ("AFL-CIO", MentionKind.UNKNOWN),
        ("labour", MentionKind.VALUE),
        ("River  Bank", MentionKind.ORGANIZATION),
        ("someone from the bank", MentionKind.UNKNOWN),
    ],
)
def test_only_a_text_that_is_equal_to_a_name_has_a_meaning(text: str, kind: MentionKind) -> None:
    """The row of the chart in which it stands makes no difference."""
    row = {"id": "p9", "name": "Eve Poe", "organization": "River Bank", "sector": "unions", "status": "declined"}
    for sector in ("", "labor"):
        (one,) = missing(text, sector, listed=people(row))
        assert one.mention.kind is kind
        assert (one.absence is Absence.NOT_BY_NAME) == (not one.mention.is_on_list)


def test_an_organization_or_a_kind_or_a_voice_of_which_someone_is_coming_is_not_missing() -> None:
    here = people({"id": "p1", "name": "Ana Kim", "organization": "State Office", "sector": "labor"})
    for text in ("the State Office", "labor", "organized labor"):
        assert missing(text, listed=here) == []


def test_a_held_seat_is_no_one_of_its_organization() -> None:
    eve = {"id": "p9", "name": "Eve Poe", "organization": "River Bank", "status": "declined"}
    seat = {"id": "p8", "name": "", "organization": "River Bank", "status": "open"}
    (one,) = missing("the River Bank", listed=people(eve, seat))
    assert (one.mention.ids, one.mention.name) == (("p9",), "River Bank")
    (one,) = missing("the River Bank", listed=people(seat))
    assert one.mention.kind is MentionKind.UNKNOWN


@pytest.mark.parametrize(
    ("statuses", "absence"),
    [(["declined"], "has declined"), (["nominated"], "not invited yet"), (["declined", "nominated"], "not coming")],
)
def test_an_organization_is_missing_as_its_people_are(statuses: list[str], absence: str) -> None:
    rows = [
        {"id": f"p{n}", "name": f"Eve {n}", "organization": "Nurses", "status": s} for n, s in enumerate(statuses, 7)
    ]
    (one,) = missing("nurses", listed=people(*rows))
    assert one.absence == absence


def test_a_name_that_several_people_have_is_not_missing_if_one_of_them_comes() -> None:
    rows = ({"id": "q1", "name": "Ana Kim"}, {"id": "q2", "name": "Ana Kim", "organization": "Mill"})
    assert missing("ana kim", listed=people(*rows, {"id": "p1", "name": "Ana Kim"})) == []
    away = [dict(row, status="declined") for row in rows]
    assert [one.absence for one in missing("ana kim", listed=people(*away))] == [Absence.DECLINED]


def test_an_answer_gives_all_texts_that_it_joins_their_meaning() -> None:
    rows = [[f"A{n}", "", "", "talent", "", "", text, ""] for n, text in enumerate(("carpenters", "carpentry"))]
    decisions = [Join(text, "Organized labor", True) for text in ("carpenters", "carpentry")]
    joined = join_alike([charts(long(*rows), listed=HERE)], HERE, decisions)
    agreement = find_agreement(joined, HERE)
    (one,) = find_missing(agreement, resolve_texts(agreement, make_resolver(HERE, VOICES)), HERE, set(), VOICES)
    assert (one.mention.kind, one.mention.ids, one.named.number) == (MentionKind.VOICE, ("voice-2",), 2)


def test_perspectives_are_those_asked_for_and_the_needed_cells() -> None:
    ask = Ask("Youth", bool, bool, 1, (), who=VOICES[2].who)
    found = list_perspectives([("voice-3", ask)], [{"sector": "labor", "representative_type": "doer"}])
    assert [(one.id, one.name, one.is_cell) for one in found] == [
        ("voice-3", "Youth", False),
        ("frame-1", "labor · doer", True),
    ]
