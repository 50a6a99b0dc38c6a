"""What a convener may rather want than a new seating."""

from __future__ import annotations

from collections.abc import Iterator

from seating.api.opened import Opened
from seating.api.request import Request
from seating.errors import Note
from seating.wording import counted

__all__ = ["suggestions"]

FEW = 10
"""One in so many people may have come or gone for a change to be a small one; or three of any number."""


def suggestions(request: Request, opened: Opened) -> Iterator[Note]:
    """Yield a note when little has changed since the open round was saved: a repair would move few people."""
    saved = opened.past.last
    if saved is None or opened.past.closing is not None or request.rounds > 1:
        return
    if opened.is_made_from(saved.entry.content["inputs"]):
        return
    now = {person.id for person in opened.room.persons}
    changed = len(now.symmetric_difference(saved.seats))
    if changed <= max(3, len(now) // FEW):
        what = counted(changed, "person has", "people have") + " come or gone" if changed else "little has changed"
        text = (
            f"Since round {saved.number} was saved, {what}, and everybody was seated anew. "
            "To keep most people where they were: `seating rounds undo`, then `seating repair`."
        )
        yield Note("repair-instead", text)
