"""What `seating study --json` prints: what was found, and the cases."""

from __future__ import annotations

from seating.record.fields import OutputRecord, Text


class StudyRecord(OutputRecord):
    """What a study found. It is for the convener only, because it names people."""

    found: list[Text]
    """What was found, as sentences."""
    cases: list[dict[Text, Text]]
    """The cases as in `study.csv`, each cell as text. `case` is the number. Each factor has a key. `status` is that of
    `result.json`, `error` or `not solved yet`. `unmet`, `penalty` and `bound` are those of the case. `voices_not_heard`
    are names. `left_out` is the number of people who lose their seat. `worst_off` is the person that unmet shoulds
    concern most, with `worst_off_points`. `unmet_as_stated` and `penalty_as_stated` are those by the requirements that
    the convening states. `differs_from_best` is from 0 to 1. `worse_than` is the number of a case that is better.
    `broken` are ids of unmet requirements. `message` is why the case failed. `candidate` is its number among the
    seatings that differ from the best."""
    files: dict[Text, Text]
    """The files that were written, by name."""
