"""Who is to be forgotten: the people that a text means, with every id and name under which they were recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from seating.errors import Miss, UsageError
from seating.ledger import Ledger
from seating.profiles import People, Person
from seating.profiles.person import TOKEN, is_forgotten
from seating.record.entries import AttendedContent, ImportedContent, SeatedContent
from seating.wording import fold, listed, quoted


@dataclass(frozen=True)
class Subject:
    """A person to forget.

    Attributes
    ----------
    id : str
        "" if the name is on no list and in no round.
    token : str
        What stands for them from now on.
    names, emails : tuple of str
    line : int or None
        The line of their row in the list.
    is_seat : bool
        Whether it is a seat on the list that is held for someone to be found.
    """

    id: str
    token: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    line: int | None = None
    is_seat: bool = False


@dataclass(frozen=True)
class Known:
    """Everyone on the list and in the ledger.

    Attributes
    ----------
    people : People
        Those on the list as they are there, and others with an id and a name.
    names : mapping of str to tuple of str
        Every name under which someone was recorded, by id.
    tokens : frozenset of str
        What stands for others in any file, and is not used again.
    """

    people: People
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tokens: frozenset[str] = frozenset()


def list_known(
    listed_people: People | None,
    ledger: Ledger,
    more: Iterable[tuple[str, str]] = (),
    tokens: frozenset[str] = frozenset(),
) -> Known:
    """Return everyone on the list, in the ledger and in other files.

    Parameters
    ----------
    listed_people : People or None
        The list, if it was given.
    ledger : Ledger
    more : iterable of (id, name)
        Those in other files, such as walk-ins.
    tokens : frozenset of str
        What stands for others in any file.
    """
    names: dict[str, dict[str, None]] = {}
    on_list = {} if listed_people is None else dict(listed_people.by_id)
    pairs = [(one.id, one.label if one.name else "") for one in on_list.values()]
    pairs += [(identity, name) for identity, name in more if identity]
    pairs += _list_recorded(ledger)
    for identity, name in pairs:
        names.setdefault(identity, {})
        if name and name != identity:
            names[identity][name] = None
    persons = [
        on_list.get(identity) or Person(id=identity, name=next(iter(found), ""))
        for identity, found in names.items()
        if not is_forgotten(identity)
    ]
    return Known(People(tuple(persons)), {identity: tuple(found) for identity, found in names.items()}, tokens)


def _list_recorded(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the ids and names in the ledger, also in entries that were undone."""
    for entry in ledger.entries:
        match entry.content:
            case SeatedContent() as content:
                yield from ((person.id, person.name) for person in content.pages.people)
                for record in content.rounds:
                    yield from ((seat.id, seat.name) for seat in record.seats)
            case AttendedContent(present=present):
                yield from ((identity, "") for identity in present)
            case ImportedContent(earlier=earlier):
                yield from ((identity, "") for one in earlier for identity in one.seats)


def find_subjects(text: str, known: Known) -> tuple[Subject, ...]:
    """Return the people that an id, a name or an e-mail address of the list means.

    Companions without a name of their own go with their person. A text that means no one is returned without an id,
    because charts and invitations name people who are not on the list.

    Parameters
    ----------
    text : str
    known : Known

    Raises
    ------
    UsageError
        When several people have this name or address, or the text is blank.
    """
    if not text.strip():
        raise UsageError("No one is named. Give the id or the name of the person to forget.")
    tokens = _free_tokens({*known.names, *known.tokens})
    found = known.people.find_each(text)
    if isinstance(found, Miss):
        if found.is_ambiguous:
            same = [person.id for group in known.people.everyone(text) for person in group]
            raise _several("the name", text, same)
        former = [identity for identity, names in known.names.items() if fold(text) in map(fold, names)]
        reached = [person.id for person in known.people if fold(text) in map(fold, person.values("email"))]
        if len(reached) > 1:
            raise _several("the address", text, reached)
        if len(former) == 1 and not is_forgotten(former[0]):
            found = (known.people.by_id[former[0]],)
        elif reached:
            found = (known.people.by_id[reached[0]],)
        else:
            return (Subject("", next(tokens), (" ".join(text.split()),)),)
    everyone = dict.fromkeys(person.id for person in found)
    everyone |= dict.fromkeys(one.id for person in found for one in _list_companions(person, known.people))
    return tuple(_subject(known, identity, next(tokens)) for identity in everyone)


def _several(what: str, text: str, people: Sequence[str]) -> UsageError:
    return UsageError(
        f"{quoted(text)} is {what} of several people: {listed(people)}. Give the id of one of them. If they "
        "are the same person, run the command once for each id."
    )


def _subject(known: Known, identity: str, token: str) -> Subject:
    person = known.people.by_id[identity]
    return Subject(
        id=identity,
        token=token,
        names=tuple(name for name in known.names.get(identity, ()) if name),
        emails=tuple(person.values("email")),
        line=person.line or None,
        is_seat=identity in known.people.held,
    )


def _list_companions(person: Person, people: People) -> Iterator[Person]:
    """Yield those who come with a person and have no name of their own, such as the guest of "Ana Kim + 1"."""
    if person.name and not person.is_companion:
        for other in people:
            if other.id.rpartition("+")[0] == person.id and (not other.name or fold(person.name) in fold(other.name)):
                yield other


def _free_tokens(taken: Iterable[str]) -> Iterator[str]:
    known = set(taken)
    return (token for n in count(1) if (token := f"{TOKEN}{n}") not in known)
