"""A saved round becomes a result again: from the ledger alone, or with what the list knows of the people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from seating.analysis.invite import invitation
from seating.api.chances import recorded_chances
from seating.api.recorded_names import unknown_name
from seating.api.recorded_people import people_of, persons_of
from seating.api.result import Solved
from seating.convening import Convening, NotSeated
from seating.engines.outcome import Status
from seating.errors import InputError, Note, Problem
from seating.explain.conflict import Conflict
from seating.explain.ways_out import WayOut
from seating.findings import Finding, Op, Verdict, Wanted
from seating.history import History
from seating.judge import Review
from seating.ledger import SavedRound
from seating.plan import Plan, Room
from seating.profiles import People
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.result import Move, Recruit, Repair, Standing
from seating.voices import Voice, VoiceState

__all__ = ["recorded"]


class _Recorded(Requirement):
    """A requirement as a record has it: what was said of it, and nothing to judge by."""

    said: str

    def sentence(self, room: Room) -> str:
        return self.said


def recorded(saved: SavedRound, history: History, listed: People | None = None) -> Solved:
    """Return the result that a ledger's entry keeps of a round.

    Parameters
    ----------
    saved : SavedRound
    history : History
        The rounds before it.
    listed : People, optional
        The list, where it is at hand: people who are still on it are taken from there, with all their columns.

    Raises
    ------
    InputError
        When the entry names people, tables or requirements that it does not have, or was written in another form.
    """
    record, whole, pages = saved.record, saved.entry.content, saved.entry.content["pages"]
    try:
        people, convening = people_of(whole, listed), _convening(whole)
    except ValidationError as error:
        raise _unreadable(saved, f"`{'.'.join(map(str, error.errors()[0]['loc']))}` in `pages`") from None
    except ValueError:
        raise _unreadable(saved, "`pages.people`") from None
    if fault := unknown_name(saved, people, convening):
        raise _unreadable(saved, fault)
    seated, staff = persons_of(record["seats"], people)
    room = Room(
        people=seated,
        staff=staff,
        tables=tuple(table for table in convening.tables if table.seats_people),
        listed=people,
        working_language=convening.working_language,
        round_number=saved.number,
        history=history,
    )
    requirements = tuple(_requirement(each, pages.get("reasons", {})) for each in record["requirements"])
    is_alone = len(whole["rounds"]) == 1
    return Solved(
        people=people,
        convening=convening.model_copy(update={"requirements": requirements}),
        room=room,
        requirements=requirements,
        plan=Plan(saved.seats),
        review=_review(record, saved.penalty),
        status=Status(record.get("status") or whole["status"]),
        bound=whole.get("bound") if is_alone else record.get("bound"),
        seconds=whole["seconds"],
        seed=whole["seed"],
        private_names={identity: identity for identity in pages.get("private", ())},
        not_seated=tuple(NotSeated(people.by_id[each["id"]], each["reason"]) for each in record.get("not_seated", ())),
        standing=tuple(Standing(each["table"], each["id"], each["as"]) for each in record.get("standing", ())),
        duties={seat["id"]: tuple(seat["duties"]) for seat in record["seats"] if seat["duties"]},
        moves=_moves(record.get("moves", ())),
        chances=recorded_chances(record),
        repair=_repair(whole),
        notes=tuple(Note(note["slug"], note["text"]) for note in whole.get("notes", ())),
        **_told(whole, saved.number, {table.id: table.label for table in room.tables}),
    )


def _convening(whole: Mapping[str, Any]) -> Convening:
    source = whole["inputs"]["convening"]
    found = Convening.model_validate({**whole["pages"]["convening"], "file": source["file"]})
    return found.model_copy(update={"sha256": source["sha256"]})


def _unreadable(saved: SavedRound, what: str) -> InputError:
    says = f"cannot be shown: {what} does not hold what belongs there, so another version or program wrote it"
    hint = "Seat the round again with `seating solve`, or show it with the version that saved it."
    return InputError([Problem("ledger-damaged", says, saved.entry.file_name, hint=hint)])


def _moves(records: Iterable[Mapping[str, Any]]) -> tuple[Move, ...]:
    return tuple(Move(each["id"], each["from"], each["to"], each["reason"]) for each in records)


def _repair(whole: Mapping[str, Any]) -> Repair | None:
    """Return what is known of the moves, where the seating was made from an earlier one."""
    if "fewest_moves" not in whole:
        return None
    proven, newcomers = bool(whole.get("fewest_moves_proven")), tuple(whole.get("newcomers", ()))
    return Repair(proven, whole["fewest_moves"], newcomers)


def _told(whole: Mapping[str, Any], number: int, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return what is told of the musts that clash, and of whom to invite.

    Of rounds planned together it is told once: of the first whose musts clash, and of the open one.
    """
    rounds = whole["rounds"]
    clashing = next((each["round"] for each in rounds if each.get("status") == "impossible"), rounds[0]["round"])
    if number != clashing:
        whole = {**whole, "conflict": None, "conflicts": (), "conflicts_complete": None}
    if number != rounds[0]["round"]:
        whole = {**whole, "recruit": ()}
    conflict = whole.get("conflict") or {"ways_out": []}
    return {
        "conflicts": tuple(
            Conflict(tuple(each["requirements"]), each["confirmed"]) for each in whole.get("conflicts", ())
        ),
        "conflicts_complete": bool(whole.get("conflicts_complete")),
        "ways_out": tuple(
            WayOut(kind=way["kind"], sentence=way["sentence"], cost=way["cost"], confirmed=way["confirmed"])
            for way in conflict["ways_out"]
        ),
        "recruit": tuple(
            Recruit(
                who=each["who"],
                people=each["people"],
                serves=tuple(each["serves"]),
                sentence=_invitation(each, labels),
                confirmed=each["confirmed"],
                smallest=each.get("smallest", False),
                tables=tuple(each.get("tables", ())),
            )
            for each in whole.get("recruit", ())
        ),
    }


def _invitation(record: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return the sentence of an invitation, worked out again where it can be, since pages can translate that."""
    tables = [labels.get(table, table) for table in record.get("tables", ())]
    try:
        again = [invitation(record["who"], record["people"], tables, needs) for needs in (False, True)]
    except ValidationError:
        again = []
    recorded_sentence = str(record["sentence"])
    return next((sentence for sentence in again if sentence == recorded_sentence), recorded_sentence)


def _requirement(record: Mapping[str, Any], reasons: Mapping[str, str]) -> Requirement:
    known = kinds().get(record["kind"])
    facts = {"kind": record["kind"], "is_about_seats": known is not None and known.is_about_seats}
    kind = type("Recorded", (_Recorded,), {**facts, "__module__": __name__})
    found: Requirement = kind(
        id=record["id"],
        must=record["must"],
        weight=record["weight"] or 1,
        note=reasons.get(record["id"], ""),
        said=record["sentence"],
    )
    return found


def _review(record: Mapping[str, Any], penalty: int) -> Review:
    requirements = record["requirements"]
    return Review(
        verdicts={each["id"]: _verdict(each) for each in requirements},
        unmet=sum(each["shortfall"] or 0 for each in requirements if each["must"]),
        penalty=penalty,
        voices=_voices(record.get("voices", ())),
        gaps=_voices(record.get("gaps", ())),
    )


def _verdict(record: Mapping[str, Any]) -> Verdict:
    findings = tuple(
        Finding(
            table=each["table"],
            group=each["group"],
            have="" if each["have"] is None else each["have"],
            wanted=Wanted(Op.STATE, phrase=each["want"] or ""),
            shortfall=each["shortfall"] or 0,
            people=tuple(each.get("people", ())),
        )
        for each in record["findings"]
    )
    return Verdict(record["id"], findings, record["met"])


def _voices(records: Iterable[Mapping[str, Any]]) -> tuple[Voice, ...]:
    """Return voices; a private one has no numbers, and none are shown of it."""
    return tuple(
        Voice(
            id=each["id"],
            name=each["name"],
            state=VoiceState(each["state"]),
            invited=each["invited"] or 0,
            attending=each["attending"] or 0,
            needed=each["needed"] or 0,
            tables=each["tables"],
            because=_because(each),
        )
        for each in records
    )


def _because(record: Mapping[str, Any]) -> str:
    """Return why a voice has its state: a record holds the name and the reason as one sentence, if not private."""
    sentence, name = str(record["sentence"]), f"{record['name']}: "
    return sentence.removeprefix(name).removesuffix(".") if sentence.startswith(name) else ""
