"""What the marks of people in the drawn room show beside their roles: one column as colors, and meals as letters."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from seating.api.inputs import RoundInputs
from seating.present.languages import Words
from seating.profiles import People, Person
from seating.profiles.need_words import MEALS
from seating.profiles.needs import NeedKind, find_kind_of_column, list_needs, list_needs_in
from seating.report.chair_names import shorten
from seating.report.shades import Shade, Shades, list_coloring, shade

LETTERS = dict(zip(MEALS, ("v", "vg", "g", "d", "h", "k"), strict=True))
"""The letter of each meal that has a name."""

LOOK = "look"
"""The cookie in which a browser keeps the look of the seating screen."""

OTHER_MEAL = "*"
"""Stands for a need that is about food and is no single meal of `LETTERS`."""


Traits = Mapping[str, tuple[str, ...]]
"""What the list of people is filtered by, by the id of the person."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the seating screen shows in one browser.

    Attributes
    ----------
    is_room : bool
        Whether tables are drawn as the room from above, not as columns.
    column : str or None
        The column whose values color the marks; "" for roles, None for the usual choice.
    has_meals : bool
        Whether marks have letters for meals.
    """

    is_room: bool = True
    column: str | None = None
    has_meals: bool = True


def read_look(cookies: Mapping[str, str]) -> Look:
    """Return the look that a browser keeps in its cookies; the usual one if it keeps none.

    >>> read_look({"look": "view=columns&color=side"})
    Look(is_room=False, column='side', has_meals=False)
    """
    if LOOK not in cookies:
        return Look()
    kept = dict(parse_qsl(cookies[LOOK], keep_blank_values=True))
    return Look(kept.get("view") != "columns", kept.get("color"), "meals" in kept)


def write_look(look: Look) -> str:
    """Return a look as `read_look` reads it."""
    kept = {"view": "room" if look.is_room else "columns", "color": look.column, "meals": "1" if look.has_meals else ""}
    return urlencode({name: value for name, value in kept.items() if value or (name == "color" and value is not None)})


@dataclass(frozen=True, slots=True)
class RoomMarks:
    """What marks show.

    Attributes
    ----------
    column : str
        The column that colors the marks; "" for roles.
    shades : tuple of Shade
        The legend of colors, the most frequent value first, then all others; () for roles.
    colors, values : mapping of str to str
        The class and the value of each person, by id, while a column colors the marks. Spellings that differ only in
        case or spaces are one value.
    meals : mapping of str to str
        The letters of a person, by id.
    meal_names : mapping of str to str
        The legend of letters, and what a person eats, by letter.
    diets : mapping of str to str
        The letters of a person, also while marks have none: the list of people is filtered by them.
    columns : tuple of (str, str)
        The columns that can color the marks: the name in code, and the heading.
    has_staff : bool
        Whether there is staff, which has a mark of its own.
    """

    column: str = ""
    shades: tuple[Shade, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    meals: Mapping[str, str] = field(default_factory=dict)
    meal_names: Mapping[str, str] = field(default_factory=dict)
    diets: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[tuple[str, str], ...] = ()
    has_staff: bool = False


def list_usual_columns(inputs: RoundInputs) -> Iterator[str]:
    """Yield the columns that color the marks unless a browser has chosen: those that musts and wishes are about.

    Where people have roles, the marks show these.
    """
    if not any(person.representative_type for person in inputs.room.people):
        for one in inputs.all_requirements:
            if not one.private:
                yield from (column for column in one.asks_columns if column not in inputs.private_columns)


def mark_people(
    look: Look, people: People, persons: Sequence[Person], words: Words, usual: Iterable[str] = ()
) -> RoomMarks:
    """Return what the marks of these people show.

    Parameters
    ----------
    look : Look
    people : People
    persons : sequence of Person
    words : Words
    usual : iterable of str
        Of these columns, the first that can color marks does so unless a browser has chosen.
    """
    headings = {column: heading.text for column, heading in people.headings.items()}
    columns = list_coloring(headings, persons)
    wanted = usual if look.column is None else (look.column,)
    column = next((one for one in wanted if one in columns), "")
    shades = shade(column, persons, words) if column else Shades()
    letters = {one.id: found for one in persons if (found := _letters(one))}
    diets = {person: " ".join(found) for person, found in letters.items()}
    used = {letter for found in letters.values() for letter in found}
    names = {letter: words.gettext(meal) for meal, letter in LETTERS.items() if letter in used}
    if OTHER_MEAL in used:
        names[OTHER_MEAL] = words.gettext("another meal")
    return RoomMarks(
        column=column,
        shades=shades.legend,
        colors=shades.colors,
        values=shades.values,
        meals=diets if look.has_meals else {},
        meal_names=names if look.has_meals else {},
        diets=diets,
        columns=tuple((one, headings[one]) for one in columns),
        has_staff=any(one.duty is not None for one in persons),
    )


def _letters(person: Person) -> list[str]:
    """Return the letters of what a person eats, each once, in the order of the cell."""
    about_food = (column for column in person.own if find_kind_of_column(column) is NeedKind.FOOD)
    needs = [*list_needs(person.needs, person), *(need for one in about_food for need in list_needs_in(one, person))]
    food = (LETTERS.get(need.name, OTHER_MEAL) for need in needs if need.kind is NeedKind.FOOD)
    return list(dict.fromkeys(food))


def list_traits(shown: RoomMarks, persons: Iterable[Person], new: Container[str], locked: Container[str]) -> Traits:
    """Return by what each person is found in the list of people: the color, meals, access and more.

    Parameters
    ----------
    shown : RoomMarks
    persons : iterable of Person
    new, locked : container of str
        The ids of those who are new since the last seating, and of those who are locked.
    """
    return {one.id: tuple(_list_traits(shown, one, new, locked)) for one in persons}


def _list_traits(shown: RoomMarks, person: Person, new: Container[str], locked: Container[str]) -> Iterator[str]:
    if color := shown.colors.get(person.id):
        yield color
    if letters := shown.diets.get(person.id):
        yield from ("diet", *(f"diet:{letter}" for letter in letters.split()))
    if any(need.kind is NeedKind.ACCESS for need in list_needs(person.needs, person)):
        yield "access"
    if shorten(person).is_unnamed:
        yield "unnamed"
    if person.id in new:
        yield "new"
    if person.id in locked:
        yield "locked"
