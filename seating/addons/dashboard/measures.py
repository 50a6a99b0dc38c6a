"""Colors that earlier seatings suggest for components, with the counts behind them, and evidence without a color."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.addons.dashboard.ratings import Color, make_key
from seating.analysis.shared_result import find_stated
from seating.record.result import MeasuredRecord, PlayersRecord, ResultRecord
from seating.report.measured import CAPITAL_WORDS, PUBLIC_WORDS
from seating.requirements.base.kind import PRIVATE_PREFIX
from seating.word_files import read_words, split_words
from seating.wording import Said, said, said_count, said_list

MANY_SECTORS, SOME_SECTORS = 3, 2
"""Minimum number of sectors at every table for green, and for yellow."""


@dataclass(frozen=True, slots=True)
class _OfComponent:
    """What is about a component with one of these names, the usual one first."""

    components: tuple[str, ...]

    @property
    def component(self) -> str:
        """The usual name of the component."""
        return self.components[0]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the names, from `make_key`."""
        return frozenset(map(make_key, self.components))


@dataclass(frozen=True, slots=True)
class Measure(_OfComponent):
    """A color that seatings suggest for a component.

    Attributes
    ----------
    color : Color
    says : str
        The count behind the color, as a sentence.
    """

    color: Color
    says: str


@dataclass(frozen=True, slots=True)
class Evidence(_OfComponent):
    """What the newest seating shows about a component. It is no rating and suggests none.

    Attributes
    ----------
    says : tuple of Said
        What was counted, as sentences, and the words that it was counted by.
    """

    says: tuple[Said, ...]


_WORDS = read_words("seating.addons.dashboard", "component_words.toml")
PUBLIC_PLAYERS, CAPITAL_PLAYERS = (tuple(split_words(_WORDS[name])) for name in ("public_players", "capital_players"))
DECIDING = "public decision-makers"


def find_evidence(records: Sequence[ResultRecord]) -> tuple[Evidence, ...]:
    """Return the evidence in the record of the last round about public players and about capital players.

    Parameters
    ----------
    records : sequence of ResultRecord
        The content of `result.json` for each round, in the order of the rounds.
    """
    measured = records[-1].measured if records else None
    if measured is None:
        return ()
    found = []
    for names, about in (
        (PUBLIC_PLAYERS, ("public", DECIDING)),
        (CAPITAL_PLAYERS, ("capital", "funding")),
    ):
        groups = [one for one in measured.players if one.group in about]
        if not any(one.people for one in groups):  # then it goes without saying that no one of them decides
            groups = [one for one in groups if one.group != DECIDING]
        says = tuple(text for one in groups for text in _evidence(one, measured.labels))
        found += [Evidence(names, says)] if says else []
    return tuple(found)


def _evidence(players: PlayersRecord, labels: Mapping[str, str]) -> Iterator[Said]:
    """Yield how many people of a group sit at how many tables, at which, and the words that they were counted by."""
    if not players.people:
        yield from _no_one(players.group)
        return
    some = [f"{labels.get(table, table)} ({number:,})" for table, number in players.tables.items() if number]
    none = [labels.get(table, table) for table, number in players.tables.items() if not number]
    seated = len(players.tables) - len(none)
    at = {"some": f"{seated:,}", "tables": f"{len(players.tables):,}"}
    yield _count_people(players.group, players.people, at)
    if some and players.people == 1:
        yield said("This person sits at %(tables)s.", tables=said_list(some))
    elif some:
        yield said("They sit at %(tables)s.", tables=said_list(some))
    if sum(players.tables.values()) > players.people:
        yield said("A person counts at the table where they sit and at each table of which they are a member.")
    if players.suggested:
        only = [f"{labels.get(table, table)} ({number:,})" for table, number in players.suggested.items()]
        yield said_count(
            "This person is only suggested as a member until an election: %(tables)s.",
            "Of these people, some are only suggested as members until an election: %(tables)s.",
            players.people,
            tables=said_list(only),
        )
    if none and some and players.people == 1:
        yield said("This person does not sit at %(tables)s.", tables=said_list(none, "or"))
    elif none and some:
        yield said("None of them sits at %(tables)s.", tables=said_list(none, "or"))
    if players.words:
        yield said("The list describes them with these words: %(words)s.", words=said_list(players.words))


def _no_one(group: str) -> Iterator[Said]:
    """Yield what the list does not tell of anyone at the tables. It may describe such people with other words."""
    match group:
        case "public":
            yield said(
                "The list describes no one at these tables with any of these words for the public sector: %(words)s.",
                words=said_list(sorted(PUBLIC_WORDS), "or"),
            )
        case _ if group == DECIDING:
            yield said("The list describes no decision-maker at these tables with any of these words.")
        case "capital":
            yield said(
                "The list describes no one at these tables with any of these words for funding or capital: %(words)s.",
                words=said_list(sorted(CAPITAL_WORDS), "or"),
            )
        case "funding":
            yield said("The list describes no one at these tables as able to speak to funding.")


def _count_people(group: str, number: int, at: Mapping[str, str]) -> Said:
    match group:
        case "public":
            return said_count(
                "%(number)s person from the public sector sits at %(some)s of %(tables)s tables.",
                "%(number)s people from the public sector sit at %(some)s of %(tables)s tables.",
                number,
                **at,
            )
        case _ if group == DECIDING:
            return said_count(
                "%(number)s decision-maker from the public sector sits at %(some)s of %(tables)s tables.",
                "%(number)s decision-makers from the public sector sit at %(some)s of %(tables)s tables.",
                number,
                **at,
            )
        case "capital":
            return said_count(
                "%(number)s person who brings funding or capital sits at %(some)s of %(tables)s tables.",
                "%(number)s people who bring funding or capital sit at %(some)s of %(tables)s tables.",
                number,
                **at,
            )
    return said_count(
        "%(number)s person who can speak to funding sits at %(some)s of %(tables)s tables.",
        "%(number)s people who can speak to funding sit at %(some)s of %(tables)s tables.",
        number,
        **at,
    )


def find_measures(records: Sequence[ResultRecord]) -> tuple[Measure, ...]:
    """Return the measures that the records of some rounds support.

    Parameters
    ----------
    records : sequence of ResultRecord
        The content of `result.json` for each round, in the order of the rounds.
    """
    if not records:
        return ()
    measured = records[-1].measured
    of_convening = () if measured is None else _measures_of_convening(measured)
    return (*of_convening, *_voices(records))


def _measures_of_convening(measured: MeasuredRecord) -> Iterator[Measure]:
    """Yield the measures that the counts of a result support."""
    yield _shared_result(measured.shared_result.strip())
    if measured.outcomes > 0:
        color = choose_color(measured.outcomes_with_measure, measured.outcomes)
        says = said_count(
            "%(number)s of %(outcomes)s in the convening has a measure.",
            "%(number)s of %(outcomes)s in the convening have a measure.",
            measured.outcomes_with_measure,
            outcomes=said_count("%(number)s outcome", "%(number)s outcomes", measured.outcomes),
        )
        yield Measure(("Outcomes",), color, says)
    if measured.sectors:
        yield _sectors([*measured.sectors.values()])


def _shared_result(text: str) -> Measure:
    names = ("Shared result",)
    if not text:
        return Measure(names, Color.RED, said("The convening names no shared result."))
    stated = find_stated(text)
    if stated.number and stated.time:
        return Measure(
            names, Color.GREEN, said("The convening names a shared result that includes a number and a time.")
        )
    if not stated.number:
        says = said("The convening names a shared result, but no number that shows when it has been reached.")
    else:
        says = said("The convening names a shared result, but no time by which to reach it.")
    return Measure(names, Color.YELLOW, says)


def _sectors(numbers: Sequence[int]) -> Measure:
    many = sum(n >= MANY_SECTORS for n in numbers)
    fewest = min(numbers)
    color = Color.GREEN if fewest >= MANY_SECTORS else Color.YELLOW if fewest >= SOME_SECTORS else Color.RED
    says = said_count(
        "%(number)s of %(tables)s seats people from at least %(sectors)s sectors. The smallest number of sectors at a "
        "table is %(fewest)s.",
        "%(number)s of %(tables)s seat people from at least %(sectors)s sectors. The smallest number of sectors at a "
        "table is %(fewest)s.",
        many,
        tables=said_count("%(number)s table", "%(number)s tables", len(numbers)),
        sectors=MANY_SECTORS,
        fewest=f"{fewest:,}",
    )
    return Measure(("Cross-sector table", "Cross sector table", "Cross-sector tables"), color, says)


def _voices(records: Sequence[ResultRecord]) -> Iterator[Measure]:
    """Yield a measure of the voices heard in each round, without private ones. Its color is that of the last round."""
    own = [record.rounds[0] for record in records]  # the others were planned together with it, and have their own
    every = ((one.round, one.voices) for one in own)
    shown = ((n, [voice for voice in voices if not voice.id.startswith(PRIVATE_PREFIX)]) for n, voices in every)
    rounds = [(number, voices) for number, voices in shown if voices]
    if rounds:
        heard = [sum(voice.state == "heard" for voice in voices) for _, voices in rounds]
        counts = [
            said("%(number)s of %(all)s in round %(round)s", number=number, all=len(voices), round=at)
            for (at, voices), number in zip(rounds, heard, strict=True)
        ]
        names = ("Voices heard", "Voices", "Community voices")
        says = said("Voices heard: %(counts)s.", counts=said_list(counts))
        yield Measure(names, choose_color(heard[-1], len(rounds[-1][1])), says)


def choose_color(number: int, of: int) -> Color:
    """Return green if `number` equals `of`, yellow if it is at least half of it, otherwise red."""
    return Color.GREEN if number == of else Color.YELLOW if 2 * number >= of else Color.RED
