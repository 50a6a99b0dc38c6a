"""Four invented rounds in a ledger: a split, a table for one round, leavers, a walk-in, and one round only planned."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

from seating.api.saved_rounds.closing_report import ClosingReport, write_closing_report
from seating.ledger import Kind, Ledger
from seating.present.settings import Settings
from tests.ledger.made_up import WHOLE, record

PEOPLE = {
    "p1": ("Ana Ruiz", "Mesa Bank", "business", "decision-maker"),
    "p2": ("Ben Okafor", "Mesa Bank", "business", "doer"),
    "p3": ("Chloé Åkesson", "Open Orchard", "nonprofit", "doer"),
    "p4": ("Dev Rao", "City Hall", "government", "decision-maker"),
    "p5": ("Eve Stone", "", "community", "designee"),
    "p6": ("Fay Lund", "Open Orchard", "nonprofit", ""),
    "p7": ("Gil Marsh", "Night Shift", "Labor", "designee"),
}
STAFF = {"s1": "Hana Staff"}
ROUNDS = {
    1: {"p1": "business", "p2": "business", "p3": "business", "p4": "money", "p5": "money", "s1": "money"},
    2: {"p1": "labs", "p2": "shops", "p3": "shops", "p4": "money", "p6": "permits", "s1": "money"},
    3: {"p1": "labs", "p3": "shops", "p4": "shops", "p6": "money", "p7": "money", "s1": "money"},
    4: {"p1": "shops", "p3": "labs", "p4": "money", "p6": "money", "p7": "shops", "s1": "labs"},
}
LEFT_AFTER = {"p5": 1}
"""The last round with these people on the list, unless they come back."""
DUTIES = {
    1: {"p1": "chair", "p4": "chair"},
    2: {"p1": "chair", "p2": "chair"},
    3: {"p1": "chair", "p4": "chair"},
    4: {},
}
STEERING = {1: ("p1", "p4"), 2: ("p1", "p4"), 3: ("p1", "p7"), 4: ()}
TABLES = {
    1: [{"id": "business", "name": "Business"}, {"id": "money", "name": "Money"}],
    2: [
        {"id": "labs", "name": "Laboratories", "was": ["business"]},
        {"id": "shops", "name": "Shops", "was": ["business"]},
        {"id": "money", "name": "Money"},
        {"id": "permits", "name": "Permits"},
    ],
}
TABLES[3] = TABLES[4] = [*TABLES[2][:3]]
VOICES = {1: ("missing", 0, {}), 2: ("heard", 3, {"shops": 1, "permits": 1}), 3: ("too_few", 1, {"money": 1})}
HARVEST = "table,question,theme,text,voice\nbusiness,1,Loans,Nobody lends to us,\nmoney,1,Loans; Trust,We wait,\n"
PROMISES = (
    "table,who,what,by,state,note,missing\n"
    "labs,Ana Ruiz,List the tests,2026-05-01,kept,,\n"
    "shops,Chloé Åkesson,Ask ten shops,2026-05-02,,,home businesses\n"
    ",,Meet again,round 9,,,\n"
)


def voice(state: str, attending: int, tables: dict[str, int]) -> list[dict[str, Any]]:
    """Return a public voice of this state, and a private one."""
    more = {"invited": 3, "needed": 2, "sentence": "Every table has youth.", "tables": tables}
    why = {"why": "not_coming", "reason": "3 people on the list, but no one is coming"} if state == "missing" else {}
    public = {"id": "voice-1", "name": "Youth", "state": state, **why, "attending": attending, **more}
    hidden = {
        "id": "private-1",
        "name": "A private requirement",
        "state": "missing",
        "sentence": "A private requirement.",
    }
    return [public, {**hidden, "invited": None, "attending": None, "needed": None, "tables": {}}]


def saved(number: int) -> dict[str, Any]:
    """Return a round as the ledger keeps it."""
    one = record(number, ROUNDS[number])
    names = {**{person: about[0] for person, about in PEOPLE.items()}, **STAFF}
    for seat in one["seats"]:
        seat["name"] = names[seat["id"]]
        seat["duties"] = [DUTIES[number][seat["id"]]] if seat["id"] in DUTIES[number] else []
        if seat["id"] in STAFF:
            seat.update(staff=True, duties=["facilitator"])
    one["standing"] = [{"table": "steering", "id": person, "as": "member"} for person in STEERING[number]]
    one["voices"] = voice(*VOICES[number]) if number in VOICES else []
    return one


def entry(*numbers: int, **more: Any) -> dict[str, Any]:
    """Return the content of an entry that seats these rounds."""
    keys = ("name", "organization", "sector", "representative_type")
    people: list[dict[str, Any]] = [
        {"id": person, **{key: cell for key, cell in zip(keys, about, strict=True) if cell}}
        for person, about in PEOPLE.items()
        if numbers[0] <= LEFT_AFTER.get(person, numbers[0]) or any(person in ROUNDS[number] for number in numbers)
    ]
    people += [{"id": person, "name": name, "duty": "facilitator"} for person, name in STAFF.items()]
    convening = {
        "title": "Riverton together",
        "shared_result": "1,000 more living-wage jobs",
        "tables": [
            *map(dict, TABLES[numbers[0]]),
            {"id": "steering", "name": "Steering", "kind": "steering", "people": ["p1"]},
        ],
        "rounds": [{"day": "2026-03-03"}, {}, {"day": "2026-06-02"}],
    }
    columns = {"organization": "Organization", "sector": "Sector", "representative_type": "Type"}
    pages = {"columns": columns, "people": people, "convening": convening, "private": ["private-1"], "reasons": {}}
    inputs = {
        "stakeholders": {"file": f"list-{numbers[0]}.csv", "sha256": "", "rows": 0},
        "convening": {"file": None, "sha256": None},
    }
    return {**WHOLE, "inputs": inputs, "pages": pages, "rounds": [saved(number) for number in numbers], **more}


def closed(number: int, *absent: str, told_by: str = "list") -> dict[str, Any]:
    """Return the part of an entry that closes a round."""
    return {"closed": {"round": number, "absent": list(absent), "told_by": told_by}}


def attended(number: int, *present: str, **tables: str) -> dict[str, Any]:
    """Return the content of an entry that records who came."""
    source = {"attended": {"file": f"came-{number}.csv", "sha256": ""}}
    return {"round": number, "present": [*present], "tables": tables, "inputs": source}


def write_story(out: Path) -> Ledger:
    """Save the rounds: who came is recorded for the first and the third."""
    with patch("seating.ledger.ledger._now", return_value="2026-03-04T08:00:00Z"):
        ledger = Ledger.open(out).add(Kind.SEATED, entry(1))
        ledger = ledger.add(Kind.ATTENDED, attended(1, "p1", "p2", "p4", "s1"))
        themes = [{"theme": "Permits", "statements": 3, "tables": {"permits": 2, "shops": 1}}]
        ledger = ledger.add(Kind.SEATED, entry(2, themes=themes, **closed(1, "p3", "p5", told_by="attended")))
        ledger = ledger.add(Kind.SEATED, entry(3, 4, **closed(2, "p6")))
        return ledger.add(Kind.ATTENDED, attended(3, "p1", "p2", "p3", "p4", "p6", "s1", p2="shops"))


def close_story(out: Path, settings: Settings | None = None, is_typed_back: bool = True) -> ClosingReport:
    """Write the story into a folder, and its closing report."""
    write_story(out)
    if not is_typed_back:
        return write_closing_report(out, settings=settings)
    harvest, promises = out / "harvest.csv", out / "commitments.csv"
    harvest.write_text(HARVEST, encoding="utf-8")
    promises.write_text(PROMISES, encoding="utf-8")
    return write_closing_report(out, [(1, harvest)], [promises], settings)


def close_long_story(out: Path, rounds: int, people: int, settings: Settings | None = None) -> dict[str, str]:
    """Return the pages of many rounds of three tables with long names and this many people each, by name."""
    ledger = Ledger.open(out)
    tables = [{"id": f"t{n}", "name": f"Access to capital for every kind of entrepreneur, part {n}"} for n in range(3)]
    listed = [
        {"id": f"p{n}", "name": f"Person {n} of Number Street", "organization": f"Society for Trade {n % 30}"}
        for n in range(3 * people)
    ]
    for number in range(1, rounds + 1):
        content = entry(1)
        content["pages"]["people"] = listed
        content["pages"]["convening"]["tables"] = tables
        seats = {
            person["id"]: f"t{(n + number * (n % 2)) % 3}" for n, person in enumerate(listed) if n % 7 != number % 7
        }
        one = record(number, seats)
        for seat in one["seats"]:
            seat["duties"] = ["chair"] if seat["id"] in {f"p{number}", f"p{number + 9}"} else []
        one["voices"] = [{**voice("too_few", 12, {"t0": 5})[0], "name": f"Voice {n} of the valley"} for n in range(6)]
        ledger = ledger.add(Kind.SEATED, {**content, "rounds": [one]})
        ledger = ledger.add(Kind.ATTENDED, attended(number, *list(seats)[::2]))
    written = write_closing_report(out, settings=settings)
    return {name: Path(path).read_text(encoding="utf-8") for name, path in written.files.items()}
