"""Descriptions of people: `{column: value}`, `{column: [any, of, these]}`, `not: {…}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationInfo, model_serializer, model_validator

from seating.profiles.person import NOT_APPLICABLE, Person
from seating.wording import fold, message, said, said_language, said_list

__all__ = ["Who"]


SAID = {
    "interests": message("whose interests include %(values)s"),
    "assets": message("who can bring %(values)s"),
    "languages": message("who speak %(values)s"),
    "speaks_to": message("who can speak to %(values)s"),
}
"""Phrases for columns where "whose … is" would be incomplete or sound wrong."""

SAID_OF_ONE: Mapping[str, str] = SAID | {"languages": message("who speaks %(values)s")}
"""The same phrases for one person."""


def as_word(value: Any) -> str:
    """Return a value of a convening as the list would spell it: true and false become yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class Who(BaseModel):
    """A description of people. All keys must match; for each key, any one of its values.

    It is built from a mapping in a convening. If the validation context has a function `column` (name ->
    canonical name, raising ValueError with a suggestion), that function resolves the column names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Mapping[str, tuple[str, ...]] = {}
    not_: Who | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: Any, _: ModelWrapValidatorHandler[Who], info: ValidationInfo) -> Who:
        if isinstance(value, Who):
            return value
        if not isinstance(value, Mapping) or not value:
            raise ValueError("`who` picks people by column: {sector: government}, with `not: {…}` to take away")
        find: Callable[[str], str] = (info.context or {}).get("column", str)
        columns: dict[str, tuple[str, ...]] = {}
        without: Who | None = None
        for key, wanted in value.items():
            if key == "not":
                without = Who.model_validate(wanted, context=info.context)
                continue
            values = wanted if isinstance(wanted, list | tuple) else (wanted,)
            if not values or any(v is None or isinstance(v, Mapping | list | tuple) for v in values):
                raise ValueError(f"`{key}` needs a value, or a list of values")
            columns[find(str(key))] = tuple(as_word(v) for v in values)
        # Do not call the handler: inside another model it would recurse into this validator.
        return cls.model_construct(columns=columns, not_=without)

    @model_serializer
    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = {k: v[0] if len(v) == 1 else list(v) for k, v in self.columns.items()}
        if self.not_ is not None:
            plain["not"] = self.not_._plain()
        return plain

    @cached_property
    def _folded(self) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple((column, frozenset(map(fold, values))) for column, values in self.columns.items())

    def matches(self, person: Person) -> bool:
        """Whether the description fits this person; False for companions, whom a row's cells do not describe."""
        if person.is_companion:
            return False
        for column, wanted in self._folded:
            if not any(value in wanted for value in _comparable(person, column)):
                return False
        return self.not_ is None or not self.not_.matches(person)

    def could_be(self, person: Person) -> bool:
        """Whether the description could fit once blank cells are filled: all filled cells fit and some are blank.

        `n/a` counts as filled. Blank cells of columns inside `not` are ignored: a person is ruled out only if `not`
        matches now. The result is False for companions.
        """
        if person.is_companion:
            return False
        is_open = False
        for column, wanted in self._folded:
            if _is_blank(person, column):
                is_open = True
            elif not any(value in wanted for value in _comparable(person, column)):
                return False
        return is_open and (self.not_ is None or not self.not_.matches(person))

    def example(self) -> Mapping[str, str]:
        """Return cells of a person that the description fits: the first value of each column."""
        return {column: values[0] for column, values in self.columns.items()}

    def phrase(self, noun: str = "people") -> str:
        """Return the description in words: `people whose sector is government or labor`."""
        return said("%(noun)s %(clause)s", noun=said(noun), clause=self.clause(is_one=noun == "person"))

    def clause(self, *, is_one: bool = False) -> str:
        """Return the clause that describes the people: `whose sector is labor`; `is_one` selects the singular verb."""
        phrases = SAID_OF_ONE if is_one else SAID
        text = said_list(_said_of(column, values, phrases) for column, values in self.columns.items())
        if self.not_ is None:
            return text
        if not text:
            return said("other than those %(others)s", others=self.not_.clause())
        return said("%(these)s, but not those %(others)s", these=text, others=self.not_.clause())


NOUNS = (message("people"), message("person"), message("People"))
"""Nouns with which a description may begin."""


def _said_of(column: str, values: Iterable[str], phrases: Mapping[str, str]) -> str:
    names_languages = column.endswith(("language", "languages"))
    told = said_list(map(said_language, values) if names_languages else values, last="or")
    if column in phrases:
        return said(phrases[column], values=told)
    return said("whose %(column)s is %(values)s", column=column.replace("_", " "), values=told)


def _is_blank(person: Person, column: str) -> bool:
    """Whether the value is unknown. A score such as `capital:0` is known: the person is not interested in the area.

    A blank `duty` is not unknown: the person is not staff.
    """
    if column in person.not_applicable or column == "duty":
        return False
    return not person.interests if column == "interests" else not person.values(column)


def _comparable(person: Person, column: str) -> Iterable[str]:
    if column in person.not_applicable:
        yield from NOT_APPLICABLE
        return
    if column == "assets":  # match the word with and without its group
        for asset in person.assets:
            yield fold(asset.word)
            yield fold(str(asset))
        return
    for value in person.values(column):
        yield fold(value)
