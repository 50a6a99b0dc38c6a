"""The forms that tables fill in on paper, declared as data: the title of each sheet, and what is to be written on it.

One template prints all of them. A grid names the worksheet into which its rows are typed and the field of each of its
columns, so that what is printed is what `seating.forms.worksheets` reads back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from seating.forms.worksheets import COMMITMENTS, RESOURCES, Worksheet
from seating.wording import message


@dataclass(frozen=True, slots=True)
class Lines:
    """A heading with lines to write on."""

    kind: ClassVar[str] = "lines"

    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Two headings beside each other, each with lines to write on."""

    kind: ClassVar[str] = "beside"

    left: Lines
    right: Lines


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill in, whose rows are typed into a worksheet.

    Attributes
    ----------
    title : str
    into : Worksheet
    columns : mapping of str to str
        The fields of the worksheet, each with the heading above its cells.
    rows : int
        The number of rows.
    style : str
        Classes of the style sheet.
    is_titled : bool
        Whether its title is printed; if not, it is read aloud only.
    has_needs : bool
        Whether the first rows have the needs of the table that the convening states.
    """

    kind: ClassVar[str] = "grid"

    title: str
    into: Worksheet
    columns: Mapping[str, str]
    rows: int
    style: str = "blank"
    is_titled: bool = True
    has_needs: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of several that a table takes together: its name, its question, and questions that help to answer it."""

    name: str
    asks: str
    prompts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps with a box to check for each, and lines to write on."""

    kind: ClassVar[str] = "steps"

    steps: tuple[Step, ...]
    lines: int


class Slot(StrEnum):
    """What stands on several forms, or is filled in with what is known of the table; each has a macro of its name."""

    BY_LINE = "by_line"
    BESIDES = "besides"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    RIGHT_TABLE = "right_table"
    QUOTES = "quotes"
    STAGE = "stage"
    LOOK_BACK = "look_back"

    @property
    def kind(self) -> str:
        """The name of its macro."""
        return self.value


Part = Lines | Beside | Grid | Steps | Slot


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet of a form: its name in anchors, its title, what to do with it, and its parts."""

    name: str
    title: str
    about: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form: the sheets of a table that works, and those of a table that only listens; a table may have none."""

    name: str
    working: tuple[PaperSheet, ...]
    listening: tuple[PaperSheet, ...] = ()


_RECORDED = message("Recorder’s form")
_MISSING = Lines(message("Who was missing from this table"), 2)
_ONE_LINE = Lines(message("One line for the whole room"), 1)


def _list_findings(points: int, lines: int) -> tuple[Part, ...]:
    """Return the parts for what a table found, with the numbers of lines."""
    return (
        Lines(message("What we found: three to five points"), points),
        Beside(Lines(message("Where we agree"), lines), Lines(message("Where we differ"), lines)),
        Beside(Lines(message("We can bring"), lines), Lines(message("We ask for"), lines)),
    )


def build_promises(rows: int) -> Grid:
    """Return the table for what a table will do, with the number of its rows."""
    columns = {
        "what": message("Action"),
        "who": message("Who"),
        "by": message("By when"),
        "note": message("Help needed"),
    }
    return Grid(message("What we will do"), COMMITMENTS, columns, rows, "blank commitments")


_KEPT_SHORT = message("For the recorder: keep it short, and use the speaker’s own words if they agree.")
_WITHOUT_NAMES = message("For the recorder: use the speakers’ own words, without names.")

RECORDER = PaperForm(
    "harvest",
    (
        PaperSheet("points", _RECORDED, _KEPT_SHORT, (Slot.BY_LINE, Slot.BESIDES, *_list_findings(7, 6))),
        PaperSheet(
            "commitments",
            message("What we will do"),
            message("Give each action a name and a date."),
            (build_promises(5), _MISSING, Slot.RIGHT_TABLE, _ONE_LINE, Slot.QUOTES),
        ),
    ),
    (
        PaperSheet("points", _RECORDED, _WITHOUT_NAMES, (Slot.BY_LINE, Slot.BESIDES, Slot.QUESTIONS, Slot.ANSWERS)),
        PaperSheet(
            "others",
            message("Other people and points"),
            "",
            (
                Lines(message("What surprised us"), 4),
                Lines(message("Who else should be asked"), 4),
                Slot.QUOTES,
            ),
        ),
    ),
)
"""What a table found and will do, or what it heard."""

SHORT_RECORDER = PaperForm(
    "harvest",
    (
        PaperSheet(
            "points",
            _RECORDED,
            _KEPT_SHORT,
            (*_list_findings(4, 3), build_promises(3), _MISSING, Slot.RIGHT_TABLE, _ONE_LINE),
        ),
    ),
    (
        PaperSheet(
            "points",
            _RECORDED,
            _WITHOUT_NAMES,
            (Slot.ANSWERS, Lines(message("Who else should be asked"), 2)),
        ),
    ),
)
"""The same on the back of a table sheet."""

NEEDED = PaperForm(
    "resources",
    (
        PaperSheet(
            "needs",
            message("What this table needs"),
            message("Write one thing on each line: a skill, money, a place, a rule, a contact."),
            (
                Grid(
                    message("What this table needs"),
                    RESOURCES,
                    {
                        "resource": message("What does this table need to get there?"),
                        "holder": message("Who in the room has it?"),
                        "not here": message("Who has it and is not here?"),
                        "serves": message("Who needs it?"),
                        "state": message("Have, partial or gap?"),
                    },
                    rows=12,
                    is_titled=False,
                    has_needs=True,
                ),
            ),
        ),
    ),
)
"""What a table needs, who in the room has it, and who has it and is not here."""

PROBLEM = PaperForm(
    "problem",
    (
        PaperSheet(
            "steps",
            message("The problem we are working on"),
            message("Repeat the four steps as often as needed. Most groups skip the last step, so make sure to do it."),
            (
                Slot.STAGE,
                Lines(message("In one sentence"), 2),
                Steps(
                    (
                        Step(
                            message("Define"),
                            message("What is wrong, and for whom?"),
                            (
                                message("Who lives with it, how long has this gone on, and what do they call it?"),
                                message("How large is it, and how do we know?"),
                            ),
                        ),
                        Step(
                            message("Interpret"),
                            message("Why is it happening?"),
                            (
                                message("What causes do we see, and what lies behind them?"),
                                message("Who sees it differently? What number would show who is right?"),
                            ),
                        ),
                        Step(
                            message("Find"),
                            message("What could change it?"),
                            (
                                message("What has helped, here or elsewhere?"),
                                message("What small step can we try soon, and who has to agree?"),
                            ),
                        ),
                        Step(
                            message("Reflect"),
                            message("Did it help, and what do we know now?"),
                            (
                                message("What happened that we did not expect?"),
                                message("What do we keep, change or stop? Does the problem look different now?"),
                            ),
                        ),
                    ),
                    lines=5,
                ),
                Slot.LOOK_BACK,
            ),
        ),
    ),
)
"""Define, interpret, find, reflect. Most groups are good at one or two of the four steps and skip the last."""

PAPER_FORMS = (RECORDER, NEEDED, PROBLEM)
"""The forms of the page of worksheets, in its order."""
