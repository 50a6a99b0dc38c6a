"""The names of requirements as pages print them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from seating.profiles import People
from seating.profiles.person import WHOLE_TOKEN
from seating.wording import said_joined

OF_A_CELL = re.compile(rf"(\w+):(p-[0-9a-f]{{10}}(?:\+\d+)?|walk-in-\d+|{WHOLE_TOKEN.pattern})((?:-\d+)?)")
"""The id of a requirement from a cell of a person whose own id was made by the program."""


def name_requirement(identity: str, people: People) -> str:
    """Return the id of a requirement as it is printed: with the name of the person whose id was computed.

    Parameters
    ----------
    identity : str
    people : People
    """
    found = OF_A_CELL.fullmatch(identity)
    person = people.by_id.get(found[2]) if found else None
    return identity if found is None or person is None else name_cell(identity, {found[2]: person.label})


def name_cell(identity: str, names: Mapping[str, str]) -> str:
    """Return the id of a requirement from a cell as it is printed, or any other id as it is.

    >>> name_cell("chose:p-0123456789", {"p-0123456789": "Ana Ruiz"})
    'chose: Ana Ruiz'
    """
    found = OF_A_CELL.fullmatch(identity)
    if found is None or found[2] not in names:
        return identity
    return said_joined([f"{found[1]}: ", names[found[2]], found[3].replace("-", ", ")], "")
