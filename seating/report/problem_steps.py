"""The four steps of solving a problem, and what to ask at each."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.languages import translatable

__all__ = ["STEPS", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four: its name, what it is for, and what to ask."""

    name: str
    about: str
    questions: tuple[str, ...]


STEPS = (
    Step(
        translatable("Define"),
        translatable("What is wrong, and for whom?"),
        (
            translatable("Who lives with it, since when, and what do they call it?"),
            translatable("How large is it, and how do we know?"),
        ),
    ),
    Step(
        translatable("Interpret"),
        translatable("Why is it so?"),
        (
            translatable("Which reasons do we see, and what lies under them?"),
            translatable("Who sees it differently? Which figure would show who is right?"),
        ),
    ),
    Step(
        translatable("Find"),
        translatable("What could change it?"),
        (
            translatable("What has helped, here or elsewhere?"),
            translatable("What can we try soon and small, and whose yes does it need?"),
        ),
    ),
    Step(
        translatable("Reflect"),
        translatable("Did it help, and what do we know now?"),
        (
            translatable("What happened that we did not expect?"),
            translatable("What do we keep, change or stop? Does the problem look different now?"),
        ),
    ),
)
