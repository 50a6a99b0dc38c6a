"""The second meeting of an invented city, with the files of its practices: ideas, theories, requests, promises."""

from __future__ import annotations

from dataclasses import replace

from seating.analysis.promises import Commitments, Promise, PromiseState
from seating.harvest import Harvest, Statement
from seating.profiles import People, Person
from seating.result import Result
from seating.sources import read_bytes
from seating.tables import SheetTables
from seating.worksheets import WORKSHEETS, Worksheets, read_worksheet

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

SECRET = "555-0137 after the canary sings"
"""A private cell of everyone."""


def practiced() -> Result:
    """Return the second meeting, with a steering table to which a table reports."""
    result = steered()
    capital, *others = result.convening.tables
    capital = capital.model_copy(update={"reports_to": "steer", "decides": "By consent", "meets": "each month"})
    convening = result.convening.model_copy(update={"tables": (capital, *others), "host": "Mill School"})
    people = People(tuple(map(_with_secret, result.people)), file=result.people.file)
    room = replace(result.room, people=tuple(map(_with_secret, result.room.people)), listed=people)
    result = replace(result, convening=convening, people=people, room=room)
    promises = tuple(Promise(table, (), what, "", None, None, state, "", 2) for table, what, state in PROMISED)
    return replace(
        after_rounds(result, dict(result.plan.seats)),
        worksheets=_read_files(result),
        harvest=Harvest("harvest.csv", "ab" * 32, SAID),
        commitments=Commitments("commitments.csv", promises, ()),
    )


def _with_secret(person: Person) -> Person:
    return person.model_copy(update={"phone": SECRET})


def _read_files(result: Result) -> Worksheets:
    tables = SheetTables(tuple(result.convening.tables))
    read = (
        read_worksheet(read_bytes(FILES[sheet.name].encode(), sheet.file), sheet, result.people, tables)
        for sheet in WORKSHEETS
    )
    lines = {name: rows for one in read for name, rows in one.lines.items()}
    return Worksheets(lines)
