"""Whether a heading asks for people to sit with, for people to avoid, or for both, so that its names tell neither."""

from __future__ import annotations

import re
from functools import lru_cache

from seating.profiles.headings.contents import words
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.heading_phrases import find_phrases, plain

SLASH = re.compile(r"\s*/\s*")
NEAR, AWAY = frozenset({"with", "wishes"}), frozenset({"apart", "avoids"})


@lru_cache(maxsize=4_096)
def asks_both_ways(heading: str) -> bool:
    """Whether a heading names both directions. A "not" before "or" is about both of its sides.

    >>> [asks_both_ways(text) for text in ("Sit with / avoid", "Seat near or away from", "Do not seat near or with")]
    [True, True, False]
    """
    sides = [_sides(part) for part in SLASH.split(heading)]
    if any(one & NEAR and other & AWAY for one in sides for other in sides if one != other):
        return True
    spoken = plain(heading).split()
    cuts = [at for at, word in enumerate(spoken) if word in words("between")]
    if not cuts:
        return False
    before, after = spoken[: cuts[0]], spoken[cuts[0] + 1 :]
    is_or_not = bool(set(after[:2]) & words("negations")) and bool(_sides(" ".join(after)) & AWAY)
    is_plain = not set(before) & words("negations")
    return is_plain and (is_or_not or bool(_sides(" ".join(before)) & NEAR and _sides(" ".join(after)) & AWAY))


def _sides(text: str) -> frozenset[str]:
    """Return the meanings of a part of a heading; one that turns it round leaves only that: "not with"."""
    found = {meaning(text), *(one.meaning for one in find_phrases(text))}
    away = found & AWAY
    return frozenset(one for one in away or found & NEAR if one is not None)
