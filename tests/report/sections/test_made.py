"""How the seating was made: what has to be the same for the same seating."""

from __future__ import annotations

from dataclasses import replace

from seating.record.people import NO_DIGEST
from seating.report.sections.made import list_blocks
from tests.present.told import told

from ..made_up import small


def test_a_later_round_depends_on_the_saved_ones() -> None:
    first = small()
    assert "The same list, convening, seed and version give the same seating" in told(list_blocks(first))
    second = replace(first, room=replace(first.room, round_number=2))
    after = "The list, the convening, the saved rounds, the seed and the version determine the seating, unless"
    assert after in told(list_blocks(second))


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
