"""How evenly duties are spread over organizations, sectors, representative types and declared voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.analysis.power import group_people
from seating.errors import Note
from seating.profiles import Person
from seating.requirements.base.kind import Requirement
from seating.requirements.duty import DutyRequirement
from seating.requirements.voice import VoiceRequirement
from seating.room.plan import Plan, Room, as_seated
from seating.wording import Said, fold, message, said, said_count, said_first, said_joined

VOICE = "voice"
"""The key of the spread over voices; those of the other spreads are columns."""

COLUMNS = ("organization", "sector", "representative_type")


@dataclass(frozen=True, slots=True)
class GroupDuties:
    """A group of people in the room.

    Attributes
    ----------
    name : str
    people, duties : int
        The number of its people, and of the duties that they hold. Duties of staff do not count.
    share : Fraction
        The number of duties that would match the group's share of the people who may hold them.
    """

    name: str
    people: int
    duties: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """The duties of the groups of one column, or of the voices.

    Attributes
    ----------
    by : str
        "organization", "sector", "representative_type" or "voice".
    groups : tuple of GroupDuties
        Most duties first, then by name. People with a blank cell are in no group.
    is_share_known : bool
        Whether a requirement tells of each duty who may hold it. Of a saved round, only their sentences may be there.
    """

    by: str
    groups: tuple[GroupDuties, ...]
    is_share_known: bool = True

    @property
    def compared(self) -> tuple[GroupDuties, ...]:
        """The groups without organizations of which no one holds a duty or may hold one."""
        if self.by != "organization":
            return self.groups
        return tuple(group for group in self.groups if group.share or group.duties)

    @property
    def uneven(self) -> tuple[GroupDuties, ...]:
        """The groups that have too many duties, or too few.

        Organizations should have equal numbers: those with the most and the fewest count if the numbers differ by more
        than one, unless no one from them may hold a duty. Other groups should have their share, if it is known: those
        that are more than one duty away from it, rounded, count.
        """
        if self.by != "organization":
            away = (group for group in self.groups if abs(group.duties - round(group.share)) > 1)
            return tuple(away) if self.is_share_known else ()
        groups = self.compared
        if not groups:
            return ()
        most, fewest = groups[0].duties, groups[-1].duties
        return tuple(group for group in groups if most - fewest > 1 and group.duties in (most, fewest))


def measure_spreads(
    room: Room,
    requirements: Iterable[Requirement],
    duties: Mapping[str, Sequence[str]],
    hidden: Collection[str] = (),
    plan: Plan | None = None,
) -> tuple[Spread, ...]:
    """Return the spread of duties by organization, sector, representative type and voice; () if no one has a duty.

    Seats that are held for people to be found hold no duties and count in no group.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
        Those of kind `voice` declare the voices. Those of kind `duty` say who may hold a duty; if several of them have
        one name, whoever may hold it by one of them.
    duties : mapping of person id to sequence of str
    hidden : collection of str
        Columns and ids of requirements that are left out, such as private ones.
    plan : Plan, optional
        Where people sit, for those who have another representative type at some tables.
    """
    people = room.coming if plan is None else as_seated(room.coming, plan)
    asked = tuple(requirements)
    held = Counter(fold(duty) for person in people for duty in duties.get(person.id, ()))
    if not held:
        return ()
    fair = _share_duties(people, asked, held)
    is_known = held.keys() <= {fold(one.name) for one in asked if isinstance(one, DutyRequirement)}
    found = []
    for column in COLUMNS:
        members = group_people(people if column not in hidden else (), column)
        found.append(Spread(column, _groups(members, duties, fair), is_known))
    voices = [r for r in asked if isinstance(r, VoiceRequirement) and r.id not in hidden]
    there = {voice.label: [person for person in people if voice.who.matches(person)] for voice in voices}
    groups = _groups({name: one for name, one in there.items() if one}, duties, fair)
    found.append(Spread(VOICE, groups, is_known))
    return tuple(spread for spread in found if spread.groups)


def _share_duties(
    people: Sequence[Person], requirements: Iterable[Requirement], held: Mapping[str, int]
) -> Mapping[str, Fraction]:
    """Return the part of all duties that each person would hold if everyone who may hold one had the same.

    Parameters
    ----------
    people : sequence of Person
    requirements : iterable of Requirement
    held : mapping of str to int
        The number of people who hold each duty, by its folded name.
    """
    asking: dict[str, list[DutyRequirement]] = {}
    for requirement in requirements:
        if isinstance(requirement, DutyRequirement):
            asking.setdefault(fold(requirement.name), []).append(requirement)
    found = dict.fromkeys((person.id for person in people), Fraction(0))
    for duty, number in held.items():
        asked = [one.who for one in asking.get(duty, ())]
        may = [p for p in people if not asked or any(who is None or who.matches(p) for who in asked)] or people
        for person in may:
            found[person.id] += Fraction(number, len(may))
    return found


def _groups(
    members: Mapping[str, Sequence[Person]], duties: Mapping[str, Sequence[str]], fair: Mapping[str, Fraction]
) -> tuple[GroupDuties, ...]:
    groups = (
        GroupDuties(
            name,
            len(people),
            sum(len(duties.get(person.id, ())) for person in people),
            sum((fair[person.id] for person in people), start=Fraction(0)),
        )
        for name, people in members.items()
    )
    return tuple(sorted(groups, key=lambda group: (-group.duties, fold(group.name))))


SHOWN = 3
"""Maximum number of groups that the note names."""


def note_uneven(spreads: Iterable[Spread]) -> Iterator[Note]:
    """Yield a note that names what the duties are spread unevenly over, if there is anything."""
    told = [text for spread in spreads if (text := _describe(spread))]
    if told:
        text = said(
            "Duties are spread unevenly. %(spreads)s Elected duties are included.", spreads=said_joined(told, " ")
        )
        yield Note("duties-uneven", text)


_BY = {
    "sector": message("By sector: %(groups)s."),
    "representative_type": message("By representative type: %(groups)s."),
    VOICE: message("By voice: %(groups)s."),
}


def _describe(spread: Spread) -> str:
    uneven = spread.uneven
    if not uneven:
        return ""
    if spread.by == "organization":
        return _describe_organizations(uneven)
    told = [say_share(group) for group in uneven[:SHOWN]]
    return said(_BY[spread.by], groups=said_joined(told, "; "))


def say_share(group: GroupDuties) -> Said:
    """Return the number of duties of a group of several, with its fair share as a whole number."""
    who = {"group": said(group.name), "number": group.duties}
    if share := round(group.share):
        return said("%(number)s for %(group)s (a fair share would be about %(share)s)", **who, share=share)
    return said("%(number)s for %(group)s (a fair share would be less than 1)", **who)


def _describe_organizations(uneven: Sequence[GroupDuties]) -> Said:
    most, fewest = uneven[0].duties, uneven[-1].duties
    top = [group.name for group in uneven if group.duties == most]
    few = sum(group.duties == fewest for group in uneven)
    if fewest:
        others = said_count(
            "%(number)s organization has %(fewest)s", "%(number)s organizations have %(fewest)s", few, fewest=fewest
        )
    else:
        others = said_count("%(number)s organization has none", "%(number)s organizations have none", few)
    return said_count(
        "By organization: %(named)s has %(most)s; %(others)s.",
        "By organization: %(named)s have %(most)s each; %(others)s.",
        len(top),
        named=said_first(top, SHOWN),
        most=most,
        others=others,
    )
