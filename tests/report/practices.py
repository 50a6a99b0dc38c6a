"""The second meeting of an invented city, with the files of its practices: ideas, theories, requests, promises.

Some had a session before, some are paid for their time, and what the city has is on a map.
"""

from __future__ import annotations

from dataclasses import replace

from seating.analysis.initiative.memberships import Membership
from seating.analysis.promises import Commitments, Promise, PromiseState
from seating.forms.harvest import Harvest, Statement
from seating.forms.resources import Holder, Resource, Resources, ResourceState
from seating.forms.worksheets import WORKSHEETS, Worksheets, read_worksheet
from seating.judge import review
from seating.profiles import Heading, People, Person
from seating.requirements.buddy import BuddyRequirement
from seating.result import Result
from seating.room.tables import SheetTables
from seating.sources import read_bytes

from .made_up import large, result_of
from .packet.test_governance_members import STEER
from .packet.test_steering import steered
from .rich import after_rounds

FILES = {
    "ideas": """idea,theme,from
A loan for carts,Money to start,Ana Ruiz
Night classes,Skills,
A second market day,Places to sell,Ben Ode
Stalls with power,Places to sell,
""",
    "theory": """table,part,text,baseline,target,source
capital,assumption,Small loans are what is missing,,,
capital,strategy,A shared loan fund,,,
capital,short,20 loans in a year,,,
capital,medium,A fund that renews itself,,,
capital,measure,Loans to carts,3,20,Loan book
talent,strategy,Evening courses,,,
talent,long,No gap in pay,,,
""",
    "requests": """table,request,kind,owner,asked,answer
capital,Permits in ten days,policy,,2026-10-01,
capital,A meeting with the bank,introduction,,2026-09-01,It is on 3 November
talent,A room on Thursdays,resource,,2026-10-20,
""",
    "feedback": """table,was it the right table,how many,rather
capital,yes,6,
capital,no,2,talent
talent,no,4,capital
talent,yes,1,
""",
}

PROMISED = (
    ("capital", "Write down who may lend", PromiseState.KEPT),
    ("capital", "Call the two banks", PromiseState.OPEN),
    ("talent", "Find a teacher", PromiseState.OPEN),
)

SAID = (
    Statement("capital", "", ("fees",), "Fees are too high for a cart", "", 2),
    Statement("talent", "", ("fees", "buses"), "", "", 3),
    Statement("talent", "", ("buses",), "The last bus leaves at six", "", 4),
)

RESOURCES = (
    ("Small loans", ResourceState.HAVE, ("Oak Fund",), {"focus": ("capital",), "serves": ("carts",)}),
    ("Night classes", ResourceState.HAVE, ("Tern Island Schools",), {"focus": ("talent",), "serves": ("carts",)}),
    ("Guarantees", ResourceState.GAP, (), {"focus": ("capital",), "serves": ("shops",)}),
)

SECRET = "555-0137 after the canary sings"
"""A private cell of everyone."""


def practiced(result: Result | None = None) -> Result:
    """Return the second meeting of a room, with a steering table to which a table reports."""
    result = result or steered()
    capital, *others = result.convening.tables
    capital = capital.model_copy(update={"reports_to": "steer", "decides": "By consent", "meets": "each month"})
    requirements = (*result.requirements, BuddyRequirement(id="had-sessions", of="sessions"))
    update = {"tables": (capital, *others), "host": "Mill School", "show": ("sessions",)}
    convening = result.convening.model_copy(update=update)
    headings = {**result.people.headings, "stipend": Heading("Stipend", "K"), "sessions": Heading("Sessions", "L")}
    people = People(tuple(map(_with_secret, result.people)), file=result.people.file, headings=headings)
    room = replace(result.room, people=tuple(map(_with_secret, result.room.people)), listed=people)
    result = replace(
        result,
        convening=convening,
        people=people,
        room=room,
        requirements=requirements,
        review=review(room, requirements, result.plan),
        resources=Resources(
            ("resources.csv",),
            tuple(Resource(what, state, tuple(map(Holder, who)), cells) for what, state, who, cells in RESOURCES),
            ("focus", "serves"),
        ),
    )
    promises = tuple(Promise(table, (), what, "", None, None, state, "", 2) for table, what, state in PROMISED)
    return replace(
        after_rounds(result, dict(result.plan.seats)),
        worksheets=_read_files(result),
        harvest=Harvest("harvest.csv", "ab" * 32, SAID),
        commitments=Commitments("commitments.csv", promises, ()),
    )


def crowded(people: int) -> Result:
    """Return the second meeting of three tables with this many people each, and with all its files."""
    base = large(3 * people, 3)
    names = dict(zip((table.id for table in base.room.tables), ("capital", "talent", "culture"), strict=True))
    tables = [
        table.model_copy(update={"id": names[table.id], "name": f"Capital and kitchens, group {n}"})
        for n, table in enumerate(base.room.tables, start=1)
    ]
    steering = STEER.model_copy(update={"people": ("p00001",)})
    convening = base.convening.model_copy(update={"tables": tuple(tables)})
    made = result_of(base.people, convening, {person: names[at] for person, at in base.plan.seats.items()})
    governed = made.convening.model_copy(update={"tables": (*tables, steering)})
    return practiced(replace(made, convening=governed, memberships=(Membership("steer", "p00001", "member"),)))


def _with_secret(person: Person) -> Person:
    """Return a person with a private cell; every third one is paid, and every second one had a session."""
    number = int("".join(filter(str.isdigit, person.id)) or 0)
    own = {"stipend": ("$40",)} if number % 3 == 0 else {}
    own |= {"sessions": ("housing",)} if number % 2 == 0 else {}
    return person.model_copy(update={"phone": SECRET, "own": {**person.own, **own}})


def _read_files(result: Result) -> Worksheets:
    tables = SheetTables(tuple(result.convening.tables))
    read = (
        read_worksheet(read_bytes(FILES[sheet.name].encode(), sheet.file), sheet, result.people, tables)
        for sheet in WORKSHEETS
    )
    lines = {name: rows for one in read for name, rows in one.lines.items()}
    return Worksheets(lines)
