"""What the place of a table offers: that it is near a door, the stage or the bar.

These are features of tables like those that a convening states. People who need one of them sit at such a table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from seating.profiles.needs import blank_parentheses, split_needs
from seating.room.floor import PlacedTable, plan_floor
from seating.room.hall import Fixture, FixtureKind, Hall
from seating.room.tables import Table
from seating.word_files import read_words, split_words
from seating.wording import fold, message

NEAR = 5.0
"""A table is near a thing if its middle is at most this far from the edge of the thing, in meters."""

MOST_TABLES = 400
"""With more tables than this, there is no plan of the room, and no feature follows from it."""

NEAR_A_THING: Mapping[FixtureKind, str] = {
    FixtureKind.DOOR: message("near door"),
    FixtureKind.STAGE: message("near stage"),
    FixtureKind.BAR: message("near bar"),
}
"""The feature of tables near a thing."""

_FEATURES = {
    fold(word): feature
    for feature, words in read_words(__package__, "feature_words.toml").items()
    for word in (feature, *split_words(words))
}


def name_feature(need: str) -> str:
    """Return the feature of a place that a need asks for; another need is returned as it is.

    >>> name_feature("Near the stage"), name_feature("No stairs, please!"), name_feature("vegan")
    ('near stage', 'step-free', 'vegan')
    """
    return _FEATURES.get(fold(need)) or _FEATURES.get(fold(_PLEASE.sub("", need)), need)


_PLEASE = re.compile(
    r"^\s*(?:please|por favor)[\s,]+|[\s,(]+(?:please|por favor|thanks|thank you|gracias)\b[\s.!)]*$", re.IGNORECASE
)
"""Polite words before or after a need."""


def list_features(need: str) -> tuple[str, ...]:
    """Return the texts in a need that may name a feature of a place: the whole, and its parts if it has several.

    What is in parentheses is said about a need, and is no need.

    >>> list_features("wheelchair, childcare (2 kids).")
    ('wheelchair, childcare (2 kids).', 'wheelchair', 'childcare')
    """
    parts = (" ".join(blank_parentheses(part).split()).rstrip(" .") for part in split_needs(need))
    return tuple(dict.fromkeys((need, *filter(None, parts))))


def add_features(tables: Sequence[Table], hall: Hall | None) -> tuple[Table, ...]:
    """Return the tables with the features that follow from their places, as far as they are not stated.

    Parameters
    ----------
    tables : sequence of Table
    hall : Hall or None
        Without things in it, no feature is known.
    """
    standing = [table for table in tables if table.seats_people]
    if hall is None or not hall.fixed or not standing or len(standing) > MOST_TABLES:
        return tuple(tables)
    plan = plan_floor(standing, hall)
    found: dict[str, list[str]] = {table.id: [] for table in tables}
    for kind, feature in NEAR_A_THING.items():
        things = [thing for thing in plan.fixed if thing.kind is kind]
        for identity in list_near([one for one in plan.tables if one.id not in plan.outside], things):
            found[identity].append(feature)
    return tuple(_add(table, found[table.id]) for table in tables)


def _add(table: Table, features: Sequence[str]) -> Table:
    stated = {name_feature(feature) for feature in table.features}
    return table.model_copy(update={"near": tuple(feature for feature in features if feature not in stated)})


def list_near(tables: Sequence[PlacedTable], things: Sequence[Fixture]) -> frozenset[str]:
    """Return the ids of the tables near one of the things; the nearest tables of all are near in any case."""
    if not tables or not things:
        return frozenset()
    away = {table.id: min(measure_distance(table, thing) for thing in things) for table in tables}
    nearest = min(away.values())
    return frozenset(identity for identity, meters in away.items() if meters <= max(NEAR, nearest))


def measure_distance(table: PlacedTable, thing: Fixture) -> float:
    """Return how far the middle of a table is from the edge of a thing, in meters; 0 if it is inside."""
    angle = math.radians(thing.turn)
    x, y = table.x - thing.at[0], table.y - thing.at[1]
    across = abs(x * math.cos(angle) + y * math.sin(angle)) - thing.extent[0] / 2
    down = abs(y * math.cos(angle) - x * math.sin(angle)) - thing.extent[1] / 2
    return round(math.hypot(max(0.0, across), max(0.0, down)), 6)
