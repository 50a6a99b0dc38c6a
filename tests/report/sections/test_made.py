"""How the seating was made: what has to be the same for the same seating."""

from __future__ import annotations

from dataclasses import replace

from seating.api.one_round import note_interruption
from seating.convening.schema import ResourceColumns
from seating.engines.interruption import Ending
from seating.history import History, PastRound
from seating.record.people import NO_DIGEST
from seating.report.sections.made import list_blocks
from seating.requirement import KEEP_PREFIX
from seating.resources import Resources
from seating.result import Repair
from tests.builders import requirement
from tests.present.told import told

from ..made_up import result_of, small


def test_a_later_round_depends_on_the_saved_ones() -> None:
    first = small()
    assert "The same list, convening, seed and version give the same seating" in told(list_blocks(first))
    second = replace(first, room=replace(first.room, round_number=2))
    after = "The list, the convening, the saved rounds, the seed and the version determine the seating, unless"
    assert after in told(list_blocks(second))
    history = History((PastRound(0, {"s01": "capital"}, {}),))
    assert after in told(list_blocks(replace(first, room=replace(first.room, history=history))))


def test_no_search_repeats_seats_from_the_board() -> None:
    for number in (1, 2):
        manual = replace(small(), is_manual=True, room=replace(small().room, round_number=number))
        text = told(list_blocks(manual))
        assert (
            "This seating was saved on the board, where seats can be changed by hand. It is in the file seating.csv."
        ) in text
        assert "the seed" not in text
        assert "same seating" not in text


def test_a_digest_that_was_removed_with_the_data_of_a_person_is_left_out() -> None:
    made = small()
    people, convening = replace(made.people, sha256="a" * 64), made.convening.model_copy(update={"sha256": "b" * 64})
    known = told(list_blocks(replace(made, people=people, convening=convening)))
    assert "SHA-256 of the list" in known
    assert "SHA-256 of the convening" in known
    people, convening = replace(people, sha256=NO_DIGEST), convening.model_copy(update={"sha256": NO_DIGEST})
    found = told(list_blocks(replace(made, people=people, convening=convening, chart_files=(("a.csv", NO_DIGEST),))))
    assert "SHA-256" not in found
    assert "000" not in found


def test_what_was_kept_and_counted_gaps_determine_the_seating_too() -> None:
    first, after = small(), "the seed and the version determine the seating"
    lock = requirement("pin", id=f"{KEEP_PREFIX}s01", people=["s01"], tables=[first.plan.seats["s01"]], must=True)
    asked = first.convening.model_copy(update={"requirements": (lock,)})
    kept = told(list_blocks(result_of(first.people, asked, dict(first.plan.seats))))
    assert f"The list, the convening, the saved rounds, what was kept, {after}" in kept
    counted = first.convening.model_copy(update={"resource_map": ResourceColumns(count_gaps=True)})
    gaps = told(list_blocks(replace(first, convening=counted, resources=Resources((), (), ()))))
    assert f"The list, the convening, the resources, {after}" in gaps


def test_a_repair_without_a_file_of_arrivals_does_not_depend_on_one() -> None:
    repaired = replace(small(), repair=Repair(fewest_proven=True, fewest=0))
    assert "The list, any arrivals, the convening, the saved rounds, the seed and the version" in told(
        list_blocks(repaired)
    )


def test_rounds_planned_together_depend_on_their_number() -> None:
    first = small()
    planned = replace(first, planned={1: first.plan.seats, 2: first.plan.seats})
    after = "The list, the convening, the number of rounds planned together, the seed and the version determine"
    assert after in told(list_blocks(planned))


def test_a_search_that_was_interrupted_is_not_repeated() -> None:
    stopped = replace(small(), notes=tuple(note_interruption(Ending.INTERRUPTED)))
    text = told(list_blocks(stopped))
    assert "The search was interrupted, so the same inputs might give a different seating." in text
    assert "give the same seating" not in text
