"""Every table has the staff it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from seating.errors import InvalidValueError
from seating.groups import group_by_key
from seating.near_words import ask_near
from seating.profiles import Duty, Person
from seating.profiles.need_words import find_interpreted
from seating.requirements.base.findings import Finding, outside, state
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import any_number, holders, subject
from seating.room.languages import find_main_languages, first_language, languages_of, speaks_main
from seating.room.plan import Plan, Room, judged_tables
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import fold, listed, message, plural, said, said_language, said_list

INTERPRETING = (Duty.INTERPRETER, Duty.FACILITATOR)
"""The duties of staff who can help people that do not speak the working language."""

LANGUAGE_WEIGHT = 10
"""The weight of the requirement that these people share a language with such staff: more than a choice of a table."""


def _duty(value: Any) -> Any:
    words = [duty.value for duty in Duty]
    word = fold(str(value))
    if word in words:
        return word
    hint = ask_near(word, words, said("The duties are %(values)s.", values=said_list(words)))
    raise InvalidValueError(said("is not a duty"), hint, value=value)


def list_interpreted(room: Room, *, is_whole: bool = False) -> dict[str, frozenset[str]]:
    """Return the languages as they are compared, by the id of each person whose needs name an interpreter for them.

    People who do not speak the language of the room are left out if they speak one of these, because their languages
    ask for an interpreter already; with `is_whole`, they are not.
    """
    spoken: frozenset[str] = frozenset().union(*(languages_of(room, person) for person in room.persons))
    found = {}
    for person in room.people:
        named = [find_interpreted(need, spoken) or frozenset() for need in person.needs]
        languages: frozenset[str] = frozenset().union(*named)
        languages = languages - find_main_languages(room) or languages
        is_heard = not speaks_main(room, person) and bool(languages_of(room, person) & languages)
        if languages and (is_whole or not is_heard):
            found[person.id] = languages
    return found


class StaffRequirement(Requirement):
    """Each table has at least a given number of staff with a duty.

    With `speaks: true`, each person at the table must also share a language with one of these staff. One unit
    of shortfall is one staff member missing, or, with `speaks: true`, one person who shares no language with
    any of them. A blank means the working language.

    If the list has interpreters or facilitators who speak other languages too, the program adds a requirement
    for them, unless the convening states `speaks: true` for their duty. This requirement, a wish with weight
    10, asks that each person who does not speak the working language share a language with one of them. The
    program adds another wish with weight 10, which is private: if a person's needs name an interpreter for a
    language, an interpreter or a facilitator at the table should speak that language.

    Example
    -------
    ```yaml
    requirement: {kind: staff, duty: facilitator, speaks: true}
    people:
      - {id: ana, languages: en}
      - {id: ben, languages: es}
      - {id: cam, languages: en}
      - {id: flo, languages: en, duty: facilitator}
    seating: {north: [ana, ben, flo], south: [cam]}
    shortfall: 3
    because: Ben cannot talk to Flo; South has no facilitator, so Cam has none to talk to.
    ```
    """

    kind: ClassVar[str] = "staff"
    kind_label: ClassVar[str] = message("staff")
    topic: ClassVar[str] = message("who is needed")
    is_about_staff: ClassVar[bool] = True
    misses_people: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True
    hidden_keys: ClassVar[frozenset[str]] = frozenset({"for_others", "needed"})

    duty: Annotated[
        Duty,
        BeforeValidator(_duty, json_schema_input_type=Duty | str),
        Field(description=listed((duty.value for duty in Duty), last="or")),
    ]
    at_least: Count = 1
    speaks: bool = False
    for_others: bool = Field(
        default=False,
        description="whether only people who do not speak the working language count; do not write it: the program "
        "sets it",
    )
    needed: Mapping[str, frozenset[str]] = Field(
        default_factory=dict,
        description="the languages for which a person needs an interpreter, by the person's id; do not write it: the "
        "program sets it",
    )

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return ("languages", "needs") if self.needed else ("languages",) if self.speaks else ()

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of the staff who count."""
        return INTERPRETING if self.for_others else (self.duty,)

    def languages(self, room: Room, person: Person) -> frozenset[str]:
        """Return the languages of which the staff have to speak one with a person; none if that person does not count.

        A blank means the working language.
        """
        if self.needed:
            return self.needed.get(person.id, frozenset())
        return frozenset() if self.for_others and speaks_main(room, person) else languages_of(room, person)

    @property
    def _one(self) -> str:
        if self.for_others:
            return said("an interpreter or a facilitator")
        article = message("an %(duty)s") if self.duty.value[0] in "aeiou" else message("a %(duty)s")
        return said(article, duty=said(self.duty.value))

    def sentence(self, room: Room) -> str:
        if self.needed:
            return said(
                "Everyone who needs an interpreter for a language has %(one)s who speaks it at their table.",
                one=self._one,
            )
        if not self.at_least and not self.speaks:
            return any_number(room, self.at, said(plural(self.duty.value)))
        if self.for_others:
            main = room.working_language or min(find_main_languages(room))
            language = said_language(main) if main else said("the working language")
            return said(
                "Everyone who does not speak %(language)s shares a language with %(one)s at their table.",
                language=language,
                one=self._one,
            )
        if not self.at_least:
            return said(
                "Everyone at %(where)s shares a language with %(one)s there.",
                where=subject(room, self.at, begins=False),
                one=self._one,
            )
        talks = said(", and everyone there shares a language with %(one)s", one=self._one) if self.speaks else ""
        return said(
            "%(where)s has at least %(staff)s%(talks)s.",
            where=subject(room, self.at),
            staff=holders(self.at_least, self.duty.value),
            talks=talks,
        )

    def encode(self, room: Room) -> Iterable[CountTerm]:
        tables = room.numbers_at(self.at)
        able = [room.index[person.id] for person in room.staff if person.duty in self.duties]
        yield CountTerm.constant(np.array(able, dtype=np.int64), tables, self.at_least)
        if not self.speaks:
            return
        alike = group_by_key(
            (languages, i) for i, person in enumerate(room.people) if (languages := self.languages(room, person))
        )
        # Each person at a table without enough staff who speak one of these languages is one too many.
        high = np.array([0, NO_LIMIT], dtype=np.int64)
        low = np.zeros_like(high)
        for languages, members in alike.items():
            able = [
                len(room.people) + i
                for i, person in enumerate(room.staff)
                if person.duty in self.duties and languages_of(room, person) & languages
            ]
            group, base = np.array(members, dtype=np.int64), np.array(able, dtype=np.int64)
            yield CountTerm(group, tables, low, high, base)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        spoken = first_language(room, finding.people[0]) if finding.people else ""
        if finding.people and self.needed:
            spoken = min(self.needed[finding.people[0]])
        return {"duty": self.duty.value, "languages": spoken} if spoken else {"duty": self.duty.value}

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        staff = room.staff_members(plan)
        for table, people in judged_tables(room, plan, self.at):
            on_duty = [person for person in staff[table.id] if person.duty in self.duties]
            yield from outside(table.id, said(self.duty.value), len(on_duty), self.at_least)
            if self.speaks:
                yield from self._unheard(room, table, [p for p in people if self.languages(room, p)], on_duty)

    def _unheard(
        self, room: Room, table: Table, people: Sequence[Person], on_duty: Sequence[Person]
    ) -> Iterable[Finding]:
        spoken = [languages_of(room, person) for person in on_duty]
        duty = said("interpreter or facilitator") if self.for_others else said(self.duty.value)
        words = said("%(one)s who shares a language", one=self._one)
        for person in people:
            if all(languages.isdisjoint(self.languages(room, person)) for languages in spoken):
                says = said("no %(duty)s here shares a language with %(person)s", person=person.label, duty=duty)
                if self.needed:
                    says = said(
                        "no %(duty)s here speaks the language for which %(person)s needs one",
                        person=person.label,
                        duty=duty,
                    )
                yield Finding(table.id, person.label, 0, state(words), 1, (person.id,), says=says)
