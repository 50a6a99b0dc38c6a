"""Make the manual page of a kind of requirement from its docstring and its fields.

The reference page in the docs is made from these pages too.
"""

from __future__ import annotations

import inspect
from dataclasses import asdict, dataclass
from typing import Any

from seating.cli.keys import Key, keys_of
from seating.requirement import Requirement

__all__ = ["Page", "page_of"]


@dataclass(frozen=True, slots=True)
class Page:
    """The manual page of one kind.

    Attributes
    ----------
    kind : str
    summary, description : str
        The first paragraph of the docstring, and the whole docstring up to its example.
    example : str
        The worked example, as YAML.
    is_must : bool
        Whether it is a must by default.
    can_be_robust : bool
        Whether it takes the key `robust`: it must then be met after any one absence.
    keys : tuple of Key
        Its keys, without those that every kind takes.
    """

    kind: str
    summary: str
    description: str
    example: str
    is_must: bool
    can_be_robust: bool
    keys: tuple[Key, ...]

    def as_record(self) -> dict[str, Any]:
        """Return the page as plain data."""
        return asdict(self)

    def text(self) -> str:
        """Return the page as a terminal shows it."""
        own = [f"  {key.name:<16}{key.holds}{_unless(key)}" for key in self.keys] or ["  none of its own"]
        example = [f"  {line}" if line else "" for line in self.example.splitlines()]
        return "\n".join(
            [
                f"{self.kind} ({'must' if self.is_must else 'should'}, unless the convening says otherwise)",
                "",
                self.description,
                "",
                "Keys",
                *own,
                "Every kind also takes id, must, weight, at, rounds, note, private and may_relax_to"
                f"{'; this one robust too' if self.can_be_robust else ''}.",
                "",
                "Example",
                *example,
            ]
        )


def page_of(kind: type[Requirement]) -> Page:
    """Return the manual page of a kind."""
    text, _, example = inspect.cleandoc(kind.__doc__ or "").partition("Example\n-------\n")
    description = text.strip()
    return Page(
        kind=kind.kind,
        summary=" ".join(description.partition("\n\n")[0].split()),
        description=description,
        example=example.replace("```yaml", "").replace("```", "").strip("\n"),
        is_must=kind.is_must_by_default,
        can_be_robust=kind.can_be_robust,
        keys=keys_of(kind),
    )


def _unless(key: Key) -> str:
    if key.default is None:
        return " (required)"
    return f" (default: {key.default})" if key.default else ""
