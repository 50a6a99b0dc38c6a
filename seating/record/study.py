"""What `seating study --json` prints: what was found, and the cases."""

from __future__ import annotations

from seating.record.fields import OutputRecord, Text


class StudyRecord(OutputRecord):
    """What a study found. The record is for the convener only, because it names people."""

    found: list[Text]
    """The findings, as sentences."""
    cases: list[dict[Text, Text]]
    """The cases as in `study.csv`, each cell as text. `case` is the number. Each factor has a key. `status` is the
    status in `result.json`, or `error` or `not solved yet`. `unmet`, `penalty` and `bound` are the figures for the
    case. `voices_not_heard` contains names. `left_out` is the number of people who lose their seat. `worst_off` is
    the person most affected by unmet shoulds, and `worst_off_points` is the number of points. `unmet_as_stated` and
    `penalty_as_stated` are the figures according to the requirements that the convening states. `differs_from_best`
    is a number from 0 to 1. `worse_than` is the number of a better case. `broken` contains the ids of unmet
    requirements. `message` is the reason why the case failed. `candidate` is the number of the seating among those
    that differ from the best one."""
    files: dict[Text, Text]
    """The files that were written, by name."""
