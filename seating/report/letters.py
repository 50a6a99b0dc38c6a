"""`letters.csv`: a row a person, for a mail merge. It holds e-mail, so it is never shared."""

from __future__ import annotations

from seating.profiles import Person
from seating.report.languages import Words
from seating.report.places import by_name, duty_in_words
from seating.report.privacy import Audience, private_values, shown_cell
from seating.report.tabular import csv_bytes
from seating.result import Result

__all__ = ["LETTERS", "LETTER_HEADINGS", "letters_csv"]

LETTERS = "letters.csv"

LETTER_HEADINGS = (
    *("name", "organization", "email", "table_number", "table_id", "table_name"),
    *("purpose", "place", "day", "time", "hosted_by", "duties", "title", "shared_result", "round"),
)


def letters_csv(result: Result, words: Words) -> bytes:
    """Return the rows A to Z: everybody with a seat, those among them whom no other page names."""
    return csv_bytes(LETTER_HEADINGS, [_row(result, person, words) for person in by_name(result.room.persons)])


def _row(result: Result, person: Person, words: Words) -> tuple[str, ...]:
    table = result.room.table(result.plan.seats[person.id])
    return (
        person.label,
        shown_cell(result, Audience.EVERYONE, person, "organization"),
        "; ".join(private_values(LETTERS, person, "email")),
        str(result.room.table_index[table.id] + 1),
        table.id,
        table.label,
        *(table.purpose, table.place, table.day, table.time, table.hosted_by),
        "; ".join(duty_in_words(result, person.id, duty, words) for duty in result.duties.get(person.id, ())),
        result.convening.title,
        result.convening.shared_result,
        str(result.room.round_number),
    )
