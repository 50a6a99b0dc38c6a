"""Names as short as they are written beside chairs."""

from __future__ import annotations

from dataclasses import dataclass

from seating.profiles import Person
from seating.profiles.person import MADE


@dataclass(frozen=True, slots=True)
class ChairName:
    """What is written beside a chair.

    Attributes
    ----------
    short : str
        The first name and the initial of the last one; of a companion without a name, "+1" and whose companion it is.
    initials : str
        For chairs without the space for that.
    is_unnamed : bool
        Whether the list has no name of this person.
    """

    short: str
    initials: str
    is_unnamed: bool = False


def shorten(person: Person) -> ChairName:
    """Return what is written beside the chair of a person.

    >>> from seating.profiles import Person
    >>> shorten(Person(id="a", name="Dr. Leo van Santos"))
    ChairName(short='Leo S', initials='LS', is_unnamed=False)
    >>> shorten(Person(id="b", name="Leo Santos's guest 2"))
    ChairName(short='+2 Leo', initials='+2', is_unnamed=True)
    """
    made = MADE.fullmatch(person.name)
    words = [word for word in (made[1] if made else person.name).split() if not word.endswith(".")] or [person.name]
    first = words[0]
    if made:
        number = person.party.number - 1 if person.party else int(made[3] or made[5] or 1)
        return ChairName(f"+{number} {first}", f"+{number}", is_unnamed=True)
    if len(words) == 1:
        return ChairName(first, first[:1])
    return ChairName(f"{first} {words[-1][:1]}", first[:1] + words[-1][:1])
