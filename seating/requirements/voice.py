"""A perspective is present: enough people of it at each table, or in the room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, field_validator, model_validator

from seating.errors import InvalidValueError
from seating.profiles import ELSEWHERE, Person, Who
from seating.requirements.base.findings import Finding, Verdict, outside
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Ask, Requirement, is_active
from seating.requirements.base.phrases import subject
from seating.room.arrays import groups_at, numbers_where
from seating.room.history import History
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.terms import CountTerm, FixedTerm
from seating.wording import fold, message, said, said_count

THE_ROOM = "the room"


def _organizations(value: Any) -> Any:
    """Read the names of organizations as a description of the people who work there."""
    if not value or not isinstance(value, str | list | tuple | Mapping | Who):
        hint = said("Write the name of an organization, a list of names, or {column: value}.")
        raise InvalidValueError(
            said("does not name an organization or describe people who serve this voice"), hint, value=str(value)
        )
    return {"organization": value} if isinstance(value, str | list | tuple) else value


Serves = Annotated[Who, BeforeValidator(_organizations, json_schema_input_type=str | tuple[str, ...] | Who)]
"""A description of people, or the names of their organizations."""

MOST_WEIGHT = 1000
"""The largest weight a requirement may have."""


class VoiceRequirement(Requirement):
    """Each table has at least a given number of people with a given perspective.

    With `at: the room`, the number applies to the whole room instead.

    One unit of shortfall is one person missing. With `or_none: true`, a table without any of these people costs
    nothing, so that no one has to speak for a perspective alone. The voice is still unmet if no one with the
    perspective attends, or if `at` names a table where none of them sits. With `carry: true`, a voice that
    was unmet in the last round has twice its weight in this round, three times its weight after two unmet
    rounds, and so on, up to 1000. Records do not name private voices: the program tells them apart by their
    order. So a private voice gains weight only if there were as many private voices in that round as there are now.

    `serves` describes people from organizations that serve the people of this voice: `{serves: renters}`, or
    the names of organizations. If only such people attend, the voice is heard only through an organization that
    serves it. They do not count toward `at_least`.

    Example
    -------
    ```yaml
    requirement: {kind: voice, name: Youth, who: {age: youth}, at_least: 2, or_none: true}
    tables: [{id: north}, {id: south}, {id: west}]
    people:
      - {id: ana, age: youth}
      - {id: ben, age: youth}
      - {id: cam, age: youth}
      - {id: dee, age: adult}
    seating: {north: [ana, ben], south: [cam], west: [dee]}
    shortfall: 1
    because: Cam is alone at South; West has no youth, which `or_none` allows.
    ```
    """

    kind: ClassVar[str] = "voice"
    kind_label: ClassVar[str] = message("voice")
    topic: ClassVar[str] = message("who is needed")
    misses_people: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    is_voice: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    name: str = ""
    who: Who
    at_least: Count = 1
    or_none: bool = False
    carry: bool = False
    serves: Serves | None = None

    @field_validator("at", mode="wrap")
    @classmethod
    def _may_be_the_room(cls, value: Any, read: Callable[[Any], Any]) -> Any:
        only = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
        return (THE_ROOM,) if isinstance(only, str) and fold(only) == THE_ROOM else read(value)

    @model_validator(mode="after")
    def _room_is_all_or_nothing(self) -> Self:
        if self.is_for_room and self.or_none:
            raise InvalidValueError(
                said("`or_none` applies only to single tables"), said("Leave it out when you write `at: the room`.")
            )
        return self

    @property
    def is_for_room(self) -> bool:
        """Whether the number applies to the whole room rather than to each table."""
        return self.at == (THE_ROOM,)

    @property
    def label(self) -> str:
        """The name, or the description if there is no name."""
        return self.name or self.who.phrase()

    def rounds_unmet(self, history: History) -> int:
        """Return for how many consecutive rounds, up to the last one, the voice was active and unmet."""
        asked = (past for past in reversed(history.rounds) if past.number < 1 or is_active(self, past.number))
        return sum(1 for _ in takewhile(lambda past: self.id in past.unmet, asked))

    def after(self, history: History) -> Self:
        if not self.carry or self.is_must:
            return self
        weight = min(MOST_WEIGHT, self.weight * (1 + self.rounds_unmet(history)))
        return self.model_copy(update={"weight": weight})

    def sentence(self, room: Room) -> str:
        where = said("The room") if self.is_for_room else subject(room, self.at)
        whom = self.who.phrase("person" if self.at_least == 1 else "people")
        whom = said("%(whom)s (%(name)s)", whom=whom, name=self.name) if self.name else whom
        if not self.at_least:
            return said("%(where)s may have any number of %(whom)s.", where=where, whom=whom)
        return said(
            "%(where)s has at least %(number)s %(whom)s%(none)s%(carried)s.",
            where=where,
            number=self.at_least,
            whom=whom,
            none=said(", or none") if self.or_none else "",
            carried=self._carried(room),
        )

    def _carried(self, room: Room) -> str:
        unmet = self.rounds_unmet(room.history) if self.carry and not self.is_must else 0
        if not unmet:
            return ""
        since = said_count("in the last round", "in the last %(number)s rounds", unmet)
        return said("; its weight is higher because it was unmet %(since)s", since=since)

    def encode(self, room: Room) -> Iterable[CountTerm | FixedTerm]:
        if self.is_for_room:
            yield FixedTerm(max(0, self.at_least - len(numbers_where(room, self.who.matches))))
            return
        for group, tables in groups_at(room, self.who.matches, room.numbers_at(self.at), self.asks_columns):
            yield CountTerm.constant(group, tables, self.at_least, or_none=self.or_none)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        if not self.is_for_room:
            yield from super().check(room, plan)
            return
        # whether the room has the voice does not depend on the seats
        seated = (person.at(ELSEWHERE) for members in room.members(plan).values() for person in members)
        unseated = (person for person in room.people if person.id not in plan.seats)
        have = sum(1 for person in (*seated, *unseated) if self.who.matches(person))
        yield from outside(None, self.label, have, self.at_least, who=self.who)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have = len([person for person in members if self.who.matches(person)])
        if self.or_none and not have:
            return
        yield from outside(table.id, self.label, have, self.at_least, or_none=self.or_none, who=self.who)

    def judge(self, room: Room, plan: Plan) -> Verdict:
        verdict = super().judge(room, plan)
        return replace(verdict, met=verdict.met and (not self.or_none or self._is_present(room, plan)))

    def _is_present(self, room: Room, plan: Plan) -> bool:
        """Whether someone of the perspective sits at each table that the requirement names, or anywhere."""
        members = room.members(plan)
        present = {table: any(map(self.who.matches, here)) for table, here in room.coming_at(plan).items()}
        if self.at is None:
            return any(present.values())
        named = [table for table in room.tables_at(self.at) if members[table.id] or not table.open_if_needed]
        return all(present[table.id] for table in named) and any(present.values())

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return self.who.example()

    def asks(self, room: Room) -> Iterable[Ask]:
        tables = room.tables if self.is_for_room else room.tables_at(self.at)
        yield Ask(
            name=self.label,
            matches=self.who.matches,
            blank=self.who.could_be,
            at_least=self.at_least,
            tables=tuple(table.id for table in tables),
            for_room=self.is_for_room,
            or_none=self.or_none and self.at is None,
            is_stricter=self.or_none and self.at is not None,
            who=self.who,
            serves=self.serves,
        )
