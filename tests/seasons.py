"""Generated seasons of listening sessions: people of several kinds, sessions for each kind, and few facilitators."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

TYPES = ("microenterprise", "main street", "second stage", "innovation-led")
NEIGHBORHOODS = ("Old Docks", "Hill Quarter", "Millrace", "Airport Flats")
LANGUAGES = (("en",), ("es",), ("en", "es"), ("vi", "en"), ("vi",))
QUESTIONS = ["What helped you most?", "What is missing?", "What do you fear most?"]


def season(
    sessions: int = 32, people: int = 520, facilitators: int = 8, seed: int = 0, travel: int = 0, **rules: Any
) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Return the rows of a list and a convening.

    Three sessions of four are for one kind of entrepreneur, the others for one neighborhood. There are two sessions on
    each Tuesday and Thursday, which overlap, so each facilitator can serve at one of them.

    Parameters
    ----------
    sessions, people, facilitators : int
    seed : int
    travel : int
        Free days that facilitators want between places.
    **rules : object
        Further keys of `sessions`.
    """
    rng = np.random.default_rng(seed)
    rows = [_person(number, rng) for number in range(people)]
    rows += [_facilitator(number) for number in range(facilitators)]
    tables = [_session(number, sessions, people) for number in range(sessions)]
    convening: dict[str, Any] = {
        "title": "Season of listening",
        "working_language": "en",
        "tables": tables,
        "sessions": {**({"travel": travel} if travel else {}), **rules},
        "requirements": [
            {"kind": "staff", "duty": "facilitator", "must": True},
            {"kind": "staff", "duty": "facilitator", "at_least": 0, "speaks": True, "weight": 3},
        ],
    }
    return rows, convening


def _person(number: int, rng: np.random.Generator) -> dict[str, str]:
    return {
        "id": f"p{number:03}",
        "name": f"Person {number:03}",
        "organization": f"Firm {number:03}",
        "entrepreneur_type": TYPES[number % 4],
        "neighborhood": NEIGHBORHOODS[int(rng.integers(4))],
        "languages": "; ".join(LANGUAGES[int(rng.choice(5, p=[0.55, 0.15, 0.2, 0.07, 0.03]))]),
        "duty": "",
    }


def _facilitator(number: int) -> dict[str, str]:
    languages = ("en; es", "en; es; vi", "en; vi", "en; es; vi")[number % 4]
    name = f"Facilitator {number}"
    return {"id": f"f{number}", "name": name, "languages": languages, "duty": "facilitator"}


def _session(number: int, sessions: int, people: int) -> dict[str, Any]:
    week, of_week = divmod(number // 2, 2)
    day = date(2027, 1, 5) + timedelta(weeks=week, days=2 * of_week)
    is_evening = number % 2
    each = people // sessions
    whom = {"neighborhood": NEIGHBORHOODS[number // 4 % 4]} if number % 4 == 3 else {}
    whom = whom or {"entrepreneur_type": TYPES[(number - number // 4) % 4]}
    return {
        "id": f"s{number + 1:02}",
        "name": f"Session {number + 1}",
        "kind": "listening",
        "seats": f"{max(1, each - 6)}-{each + 8}",
        "day": day.isoformat(),
        "time": "18:30-20:00" if is_evening else "18:00-19:30",
        "place": f"Hall {number % 5 + 1}",
        "for": whom,
        "questions": QUESTIONS,
    }
