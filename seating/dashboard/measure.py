"""A colour that earlier seatings suggest, with the count behind it."""

from __future__ import annotations

from dataclasses import dataclass

from seating.dashboard.colours import Colour
from seating.dashboard.rating import key_of

__all__ = ["Measure", "by_share"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A colour that seatings suggest for a component.

    Attributes
    ----------
    components : tuple of str
        What the component may be called; the first is its usual name.
    colour : Colour
    says : str
        The count behind the colour, as a sentence.
    """

    components: tuple[str, ...]
    colour: Colour
    says: str

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(map(key_of, self.components))


def by_share(number: int, of: int) -> Colour:
    """Return green for all, yellow for half or more, else red."""
    return Colour.GREEN if number == of else Colour.YELLOW if 2 * number >= of else Colour.RED
