"""A network of convenings on one page: what leaves each city, and the page that shows the cities side by side.

The page is for the people who hold the network together. It has counts and states. No name of a person or of an
organization leaves a city, except the contact that its own convening gives under `network_contact`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from seating.analysis.assets import list_needs
from seating.analysis.network import City, Heard, compare_perspectives, list_offers
from seating.analysis.promises import PromiseState
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Lines,
    Row,
    Table,
    Text,
    below,
    data,
    join,
    list_sections,
    paragraph,
)
from seating.present.page import Masthead, render_page
from seating.present.settings import STANDARD, Settings
from seating.present.shortening import tell_more
from seating.report.counts import is_few, list_names, mentions
from seating.report.labels import PROMISE_STATES
from seating.result import Result
from seating.voices import VoiceState
from seating.wording import fold, said, said_count

MOST_CITIES = 12
"""Maximum number of cities named in one cell; with more, the others are counted."""

MOST_ROWS = 100
"""Maximum number of rows of a table about perspectives or offers."""

MOST_ROUNDS = 6
"""Maximum number of rounds shown; the latest ones are chosen."""


def describe_city(result: Result, name: str) -> City:
    """Return what the network may know about a convening.

    Parameters
    ----------
    result : Result
    name : str
        That of its folder.
    """
    names = list_names(result.people)
    voices = [voice for voice in result.review.voices if not result.is_private(voice)]
    people = result.room.coming
    words = [{fold(text) for one in person.assets for text in (one.word, str(one))} for person in people]
    brought = Counter(word for each in words for word in each) if result.may_total("assets") else Counter()
    needs = {fold(one.need): one.need for one in reversed(list_needs(result.room, result.plan))}
    return City(
        name=name,
        perspectives={voice.name: voice.state for voice in voices if not mentions(voice.name, names)},
        lacking=tuple(
            need
            for key, need in needs.items()
            if result.may_total("assets") and key not in brought and not mentions(need, names)
        ),
        brought=brought,
        promises=_count_promises(result),
        rounds=tuple(_list_rounds(result)),
        contact=result.convening.network_contact,
    )


def _count_promises(result: Result) -> Mapping[PromiseState, int]:
    return Counter(state for _, state in result.promises)


def _list_rounds(result: Result) -> Iterator[Heard]:
    """Yield how many perspectives were heard in each round of the ledger, and in this one."""
    for past in result.room.history.rounds:
        if past.number >= 1 and not past.is_planned:
            states = [voice.state for voice in past.voices.values()]
            yield Heard(past.number, states.count(VoiceState.HEARD.value), len(states))
    voices = result.review.voices
    yield Heard(result.room.round_number, sum(one.state is VoiceState.HEARD for one in voices), len(voices))


def render_network(cities: Sequence[City], title: str, settings: Settings = STANDARD) -> str:
    """Return the comparison of cities as one self-contained HTML file.

    Parameters
    ----------
    cities : sequence of City
        Those that have a seating, in the order of their names.
    title : str
        The name of the network.
    settings : Settings
    """
    intro = said("This page shows only counts and states. It names no one except the contacts that the cities gave.")
    parts = (
        ("missing", said("Missing in one or more cities"), _list_missing(cities)),
        ("offers", said("What one city lacks and another has"), _list_offers(cities)),
        ("rounds", said("Voices heard, round by round"), _list_heard(cities)),
        ("promises", said("Promises, city by city"), _list_promises(cities)),
        ("contacts", said("Contacts"), _list_contacts(cities)),
    )
    readers = said("For the network")
    masthead = Masthead(
        "network", said("Cities side by side"), readers, title, said("Skip to the comparison"), stamp=readers
    )
    return render_page(masthead, (paragraph(intro, "intro"), *list_sections(parts)), settings)


def _list_missing(cities: Sequence[City]) -> Iterator[Block]:
    shared = compare_perspectives(cities)
    rows = [
        Row((data(one.name), *map(_name_cities, (one.lacking, one.partly, one.open, one.heard))))
        for one in shared
        if one.lacking or one.partly
    ]
    if not rows:
        return
    yield paragraph(said("These are the voices, roles and needs that at least two cities ask for."), "intro")
    titles = (
        said("Who"),
        said("No one in the room"),
        said("In the room, but not heard as requested"),
        said("Not known, or only through others"),
        said("Heard"),
    )
    yield Table(said("Who is missing where"), list(map(Column, titles)), rows[:MOST_ROWS])
    yield from _tell_left_out(len(rows))


def _list_offers(cities: Sequence[City]) -> Iterator[Block]:
    offers = list_offers(cities)
    rows = [
        Row((data(one.what), _name_cities(one.lacking), join([_offer(city, n) for city, n in one.has], ", ")))
        for one in offers[:MOST_ROWS]
    ]
    if not rows:
        return
    yield paragraph(
        said("Each line shows something that no one in one city’s room brings, but that people in another city bring."),
        "intro",
    )
    titles = (said("What"), said("Lacking in"), said("Ask"))
    yield Table(said("What could be borrowed"), list(map(Column, titles)), rows)
    yield from _tell_left_out(len(offers))


def _offer(city: City, people: int) -> Text:
    """Return a city that has something, with the number of its people unless few bring it."""
    if is_few(people):
        return data(city.name)
    return (data(city.name), " ", below(said_count("%(number)s person", "%(number)s people", people)))


def _list_promises(cities: Sequence[City]) -> Iterator[Block]:
    rows = [
        Row((data(city.name), *(city.promises.get(state, 0) for state in PromiseState)))
        for city in cities
        if city.promises
    ]
    columns = (Column(said("City")), *(Column(PROMISE_STATES[state], is_number=True) for state in PromiseState))
    if rows:
        yield Table(said("How many promises are late, open and kept"), columns, rows)


def _list_heard(cities: Sequence[City]) -> Iterator[Block]:
    known = {city.name: {one.round_number: one for one in city.rounds if one.asked} for city in cities}
    numbers = sorted({number for rounds in known.values() for number in rounds})[-MOST_ROUNDS:]
    if not numbers:
        return
    rows = [
        Row((data(name), *(_count_heard(rounds.get(number)) for number in numbers))) for name, rounds in known.items()
    ]
    columns = (Column(said("City")), *(Column(said("Round %(number)s", number=number)) for number in numbers))
    yield Table(said("How many of the voices that a round asked for were heard"), columns, rows)


def _count_heard(one: Heard | None) -> Text:
    return NOTHING if one is None else said("%(number)s of %(whole)s", number=one.heard, whole=one.asked)


def _list_contacts(cities: Sequence[City]) -> Iterator[Block]:
    yield Lines([(data(city.name), ": ", data(city.contact)) for city in cities if city.contact], "bullets", "plain")


def _name_cities(names: Sequence[str]) -> Text:
    if not names:
        return NOTHING
    listed = data(", ".join(names[:MOST_CITIES]))
    left = len(names) - MOST_CITIES
    if left <= 0:
        return listed
    return (listed, " ", tell_more(left))


def _tell_left_out(number: int) -> Iterator[Block]:
    if number > MOST_ROWS:
        yield paragraph(said("Only the first %(number)s are shown.", number=MOST_ROWS), "intro")
