"""What is read from a cell that names people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from seating.profiles.names import SUFFIX, bare_family, last_words


class Kind(Enum):
    """What a piece of a cell is."""

    NAME = "name"
    COUNT = "count"
    ADDRESS = "address"
    NOTE = "note"
    JOIN = "join"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell as written. The pieces of a cell in order are the cell, with single blanks."""

    kind: Kind
    text: str


class Doubt(Enum):
    """What a cell leaves open, so that its row or the convener has to decide."""

    SEVERAL = "one name, or two people"
    SEVERAL_OR_TURNED = "several people, or one with the last name first"
    TURNED_OR_SEVERAL = "one person with the last name first, or several"
    NUMBER = "a number that can count people or not"


class Comma(NamedTuple):
    """What is before and after a comma that may put the family name first."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as a cell names them: the given part with titles, the family name, and a degree or remark behind it."""

    given: str
    family: str = ""
    rest: str = ""

    @property
    def name(self) -> str:
        """The name with the given part first."""
        return f"{self.given} {self.family}".strip() + self.rest


def person_named(name: str, family: str = "", rest: str = "") -> NamedPerson:
    """Return the person of a name whose given part is first; without a stated family name, it is the last word.

    >>> person_named("Ana de la Cruz"), person_named("Luz García López", "García López").given
    (NamedPerson(given='Ana', family='de la Cruz', rest=''), 'Luz')
    """
    found = SUFFIX.search(name)
    bare, rest = (name[: found.start()].strip(), name[found.start() :] + rest) if found else (name, rest)
    family = family if family and bare.endswith(f" {family}") else last_words(bare)
    return NamedPerson(bare.removesuffix(family).strip() if family else bare, family, rest)


@dataclass(frozen=True, slots=True)
class NameCell:
    """The people of a cell.

    Attributes
    ----------
    tokens : tuple of Token
    people : tuple of NamedPerson
        The people it names; empty for a family.
    family : str
        The name of the family, "Fox family"; "" if it is not a family.
    more : int
        How many come who are not named.
    children : int
        How many of those without a name are children.
    total : int or None
        The number of people that the cell states for all.
    is_open : bool
        Whether the cell tells that there are more people, but not how many.
    is_unsure : bool
        Whether the cell tells that somebody may come, or is not known yet.
    doubt : Doubt or None
        What the cell leaves open. `people` has the likely reading.
    others : tuple of NamedPerson
        The people of the other reading.
    bare : int or None
        The number that is in doubt: "Ana Kim (2)".
    turned : str
        The text with the first names first; "" if no name was turned.
    """

    tokens: tuple[Token, ...] = ()
    people: tuple[NamedPerson, ...] = ()
    family: str = ""
    more: int = 0
    children: int = 0
    total: int | None = None
    is_open: bool = False
    is_unsure: bool = False
    doubt: Doubt | None = None
    others: tuple[NamedPerson, ...] = ()
    bare: int | None = None
    commas: tuple[Comma, ...] = ()
    turned: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the people, with the given part first."""
        return tuple(person.name for person in self.people)

    @property
    def number(self) -> int:
        """All people that the cell names or counts."""
        return len(self.people) + self.more

    @property
    def surname(self) -> str:
        """The family name of the first person, or of the family; before a comma that is left, the last word."""
        if self.commas and not self.people[0].family:
            return last_words(self.commas[0].before) or self.commas[0].before
        return self.people[0].family if self.people else bare_family(self.family)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses, as written, without what frames them."""
        return tuple(text.strip("<>()[] ").removeprefix("mailto:") for text in self.texts(Kind.ADDRESS))

    @property
    def has_loose_address(self) -> bool:
        """Whether an address stands behind no name."""
        found = [at for at, token in enumerate(self.tokens) if token.kind is Kind.ADDRESS]
        before = ("".join(token.text for token in self.tokens[:at]).rstrip() for at in found)
        return any(not text or text[-1] in ",;&+/|" for text in before)

    def texts(self, kind: Kind) -> tuple[str, ...]:
        """Return the pieces of a kind."""
        return tuple(token.text for token in self.tokens if token.kind is kind)

    def as_several(self) -> NameCell:
        """Return the cell with its doubt settled: it names several people."""
        return replace(self, people=self.others, others=(), doubt=None)

    def as_counted(self) -> NameCell:
        """Return the cell with its doubt settled: the number counts people."""
        return replace(self, people=self.others, others=(), doubt=None, total=self.bare, bare=None)

    @property
    def written(self) -> str:
        """The people as a cell that is read alike."""
        text = self.family or " & ".join(self.names)
        if self.total is not None:
            adults = self.total - self.children
            said = f"{adults} adults, {self.children} children" if self.children else f"{self.total} people"
            return f"{text} ({said})"
        counts = ((self.more - self.children, "people"), (self.children, "children"))
        added = [f"{number} {unit}" for number, unit in counts if number]
        return " + ".join([*([text] if text else []), *added, *(["family"] if self.is_open and self.people else [])])
