"""Why a voice has its state: in English as the judge says it, else in the page's own language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from seating.present.languages import words_in
from seating.profiles import People
from seating.report.fates import tell_where
from seating.report.renamed_tables import find_numbers_before
from seating.report.requirement_names import name_requirement
from seating.report.voice_states import STATE_WORDS, state_reason
from seating.requirements.base.voices import Voice, VoiceReason, VoiceState, write_heard
from seating.room.history import History, PastRound
from seating.room.plan import Plan
from seating.wording import said, said_count, said_list
from tests.builders import person

from .rich import rich

LABELS = {"talent": "Talent", "capital": "Capital"}


def voice(state: VoiceState, attending: int = 0, needed: int = 1, because: str = "", **more: Any) -> Voice:
    keys = {"invited": 0, "tables": {}, **more}
    return Voice("v", "Youth", state, attending=attending, needed=needed, because=because, **keys)


def test_english_pages_have_the_sentence_of_the_judge():
    """With what only the judge knows, such as the tables' names."""
    elsewhere = voice(VoiceState.ELSEWHERE, 4, 2, "4 coming, but too few at Birch")
    assert words_in("en").tell(state_reason(elsewhere, LABELS)) == "4 coming, but too few at Birch."
    missing = voice(VoiceState.MISSING, because="no one on the list")
    assert words_in("en").tell(state_reason(missing, LABELS)) == "No one on the list."


REASONED = [(state, None) for state in VoiceState]
REASONED += [(VoiceState.MISSING, reason) for reason in VoiceReason if reason is not VoiceReason.NO_SHARED_LANGUAGE]
REASONED += [(VoiceState.ELSEWHERE, VoiceReason.NO_SHARED_LANGUAGE)]


@pytest.mark.parametrize(("state", "reason"), REASONED)
@pytest.mark.parametrize("attending", [1, 2])
@pytest.mark.parametrize("more", [{}, {"held": {"talent": 1}}, {"serving": 1}, {"serving": 3, "invited": 2}])
def test_no_english_is_left_in_spanish(state, reason, attending, more):
    told = voice(state, attending, 3, "an English sentence", why=reason, **more)
    spanish = words_in("es").tell(state_reason(told, LABELS))
    assert spanish != "an English sentence"
    assert spanish[0].isupper()
    assert spanish.endswith(".")
    english = {
        "coming",
        "nobody",
        "needed",
        "list",
        "seat",
        "held",
        "person",
        "organization",
        "anybody",
        "anyone",
        "one",
    }
    assert not english.intersection(spanish.lower().replace(".", " ").split())


@pytest.mark.parametrize("state", VoiceState)
def test_every_state_has_its_own_words_and_shape_in_spanish(state):
    shown, spanish = STATE_WORDS[state], words_in("es")
    assert shown.word != spanish.tell(shown.word)
    assert [words.shape for words in STATE_WORDS.values()].count(shown.shape) == 1


def test_tables_are_named_in_every_language():
    """When the judge names them. A result that was read from an older record has only the English sentence."""
    spanish, tables = words_in("es"), said_list(["Birch", "Elm"])
    message = "%(number)s coming, but too few at %(tables)s"
    elsewhere = said_count(message, message, 4, tables=tables)
    unheard = said("no one else at %(tables)s shares a language with them", tables=tables)
    assert spanish.tell(state_reason(voice(VoiceState.ELSEWHERE, 4, 2, elsewhere), LABELS)) == (
        "Asisten 4, pero no bastan en Birch y Elm."
    )
    told = spanish.tell(
        state_reason(voice(VoiceState.ELSEWHERE, 4, 2, unheard, why=VoiceReason.NO_SHARED_LANGUAGE), LABELS)
    )
    assert told == "Nadie más en Birch y Elm comparte su idioma."
    untold = voice(VoiceState.ELSEWHERE, 4, 2, str(unheard), why=VoiceReason.NO_SHARED_LANGUAGE)
    assert spanish.tell(state_reason(untold, LABELS)) == ("En una mesa donde nadie más comparte su idioma.")


def test_the_numbers_are_told():
    spanish = words_in("es")
    few = voice(VoiceState.TOO_FEW, 1200, 3000)
    assert spanish.tell(state_reason(few, LABELS)) == "Asisten: 1,200; se necesitan: 3,000."
    heard = voice(VoiceState.HEARD, 1, tables={"talent": 1})
    assert spanish.tell(state_reason(heard, LABELS)) == "Asiste 1, donde se necesita."


def test_a_held_seat_and_those_who_serve_are_told_in_spanish():
    told = voice(VoiceState.MISSING, why=VoiceReason.THROUGH_ORGANIZATION, held={"talent": 1, "capital": 2}, serving=2)
    assert words_in("es").tell(state_reason(told, LABELS)) == (
        "No se sabe de nadie con esta voz que venga; vienen 2 personas de organizaciones que les prestan servicios; "
        "hay un asiento reservado en Talent y Capital."
    )


@pytest.mark.parametrize("identity", ["p-0123456789", "p-0123456789+1", "walk-in-2"])
def test_the_id_of_a_requirement_names_the_person_whose_id_the_program_made(identity: str):
    people = People((person({"id": identity, "name": "Ana Ruiz"}),))
    assert name_requirement(f"with:{identity}", people) == "with: Ana Ruiz"


@pytest.mark.parametrize(
    ("tables", "named", "told"),
    [
        ({"capital": 0, "talent": 2}, "capital", "coming: 2, Capital: 0"),
        ({"capital": 0, "talent": 2}, "talent", "2 coming, seated where needed"),
        ({"capital": 0, "talent": 2}, None, "2 coming, seated where needed"),
        ({"talent": 2}, "capital", "coming: 2"),
    ],
)
def test_people_who_are_seated_where_a_voice_asks_for_them_may_still_miss_at_the_table_that_named_them(
    tables, named, told
):
    voice = Voice("v", "Landlords", VoiceState.HEARD, 2, 2, 2, tables, write_heard(2, 2))
    assert tell_where(rich(), voice, named) == told


def test_a_guest_is_told_the_number_that_any_session_had_where_they_went_before():
    held = rich()
    guest, other = held.room.people[0].id, held.room.people[1].id
    at = held.plan.seats[guest]
    away = next(table.id for table in held.room.tables if table.id != at)
    past = PastRound(1, {guest: away, other: away}, numbers={at: 91, away: 92}, further={guest: (at,)})
    plan = Plan({**held.plan.seats, other: at})
    again = replace(held, plan=plan, room=replace(held.room, history=History((past,))))
    assert find_numbers_before(again) == {guest: 91}
