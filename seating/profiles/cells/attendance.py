"""Read the cells that state whether a person comes: `attending`, and replies in `status`.

The reader first examines the whole column, because an x means yes in one list and no in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from seating.near_words import ask_near
from seating.profiles.cells.counts import read_count
from seating.profiles.cells.replies import Reply, chance_in, read_reply, rounds_in, suggest_reply
from seating.profiles.cells.values import Fault, Outcome, split
from seating.profiles.fixed_words import find_status
from seating.profiles.person import Attendance, Status
from seating.wording import fold, message, said, said_list

ROUNDS_HINT = said("Write the rounds like this: round 1; round 3.")
HINT = said("Write yes, no or maybe.")
CHANCES: Mapping[Reply, Fraction] = {
    Reply.YES: Fraction(1),
    Reply.ONLINE: Fraction(1),
    Reply.NO: Fraction(0),
    Reply.MAYBE: Fraction(1, 2),
    Reply.NO_ANSWER: Fraction(1, 2),
}
WORDS: Mapping[Fraction, str] = {
    Fraction(1): message("yes"),
    Fraction(0): message("no"),
    Fraction(1, 2): message("not known yet"),
}
"""How what a reply says is called in notes."""
STATUSES: Mapping[Reply, Status] = {
    Reply.YES: Status.CONFIRMED,
    Reply.ONLINE: Status.CONFIRMED,
    Reply.NO: Status.DECLINED,
    Reply.MAYBE: Status.INVITED,
    Reply.NO_ANSWER: Status.INVITED,
}
PLAIN_REPLIES = frozenset({"yes", "no", "maybe", "y", "n", "true", "false", "1", "0"})
"""Replies so plain that no note explains how they are read."""

DOUBTFUL: Mapping[Reply, str] = {
    Reply.ONLINE: said(
        "means that the person takes part online, while others come in person. Only you can decide whether the "
        "person gets a seat"
    ),
    Reply.WAITING: said(
        "means that the person is on a waiting list. Only you can decide whether the person gets a seat"
    ),
    Reply.MARK: said("might be a check mark or a cross"),
}
"""Error texts for replies whose meaning the column does not settle."""

TICKS = frozenset("✓✔☑✅√○◯〇")
"""Check marks; in a column that contains one, an x means no."""

Settled = Mapping[Reply, Reply | None]
"""The meanings of ambiguous replies in a column; None where only the owner of the list knows."""


def infer_meanings(texts: Iterable[str]) -> Settled:
    """Return the meanings of ambiguous replies, such as an x or "online", in a column with these texts."""
    texts = list(texts)
    cells = {fold(text) for text in texts}
    replies = {read_reply(text) for text in cells}
    signs = {text for text in cells if text in TICKS}
    words = {text for text in cells if read_reply(text) in {Reply.YES, Reply.NO} and text not in TICKS}
    says_yes = any(read_reply(text) is Reply.YES for text in words)
    says_no = any(read_reply(text) is Reply.NO for text in words)
    mark: Reply | None = Reply.YES
    if signs and not says_no:
        mark = Reply.NO
    elif says_yes and says_no:
        mark = None
    elif says_yes:
        mark = Reply.NO if words <= {"1", "y", "yes", "true"} else None
    online = None if Reply.YES in replies else Reply.ONLINE
    settled = {Reply.MARK: mark, Reply.ONLINE: online, Reply.WAITING: None}
    if are_shares(texts):
        settled[Reply.CHANCE] = Reply.YES
    if Reply.NO in replies or "accepted" in cells:  # calendars write "none" for people who have not answered
        settled[Reply.NONE] = Reply.NO_ANSWER
    return settled


def are_shares(texts: Iterable[str]) -> bool:
    """Whether texts such as "1/3" state how many of the people of a row come; no chance is written "2/2".

    >>> are_shares(["2/2", "1/3"]), are_shares(["1/3", "2/3"])
    (True, False)
    """
    found = [share for text in texts if "/" in text and (share := read_count(text)) is not None and share.invited]
    return any(share.number == share.invited > 1 for share in found)


def attending_reader(texts: Iterable[str]) -> Callable[[str], Outcome]:
    """Return the reader for a column `attending` with these texts."""
    settled = infer_meanings(texts)
    return lambda text: read_attending(text, settled)


def status_reader(texts: Iterable[str]) -> Callable[[str], Outcome]:
    """Return the reader for a column `status` with these texts."""
    settled = infer_meanings(texts)
    return lambda text: read_status(text, settled)


def read_attending(text: str, settled: Settled | None = None) -> Outcome:
    """Read whether a person comes and the rounds they come to; a blank cell means yes to all rounds."""
    items = split(text)
    if any(map(rounds_in, items)):
        return _with_rounds(items, settled)
    chances = {_chance(item, settled) for item in items}
    if len(chances) > 1 and all(isinstance(chance, Fraction) for chance in chances):
        return Outcome(Attendance(), (Fault("attending-unknown", said("has two contradictory answers"), HINT),))
    chance = _chance("; ".join(items), settled) if items else Fraction(1)
    return Outcome(Attendance(chance=chance)) if isinstance(chance, Fraction) else Outcome(Attendance(), (chance,))


def _with_rounds(items: Iterable[str], settled: Settled | None) -> Outcome:
    chances: set[Fraction] = set()
    rounds: set[int] = set()
    for item in items:
        named = rounds_in(item)
        if 0 in named:
            fault = Fault("attending-unknown", said("is not a round; rounds are numbered from 1"), ROUNDS_HINT, item)
            return Outcome(Attendance(), (fault,))
        if named:
            rounds.update(named)
            continue
        chance = _chance(item, settled)
        if isinstance(chance, Fault):
            return Outcome(Attendance(), (chance,))
        chances.add(chance)
    if len(chances) > 1:
        return Outcome(Attendance(), (Fault("attending-unknown", said("has two contradictory answers"), HINT),))
    return Outcome(Attendance(chance=next(iter(chances), Fraction(1)), rounds=frozenset(rounds)))


def _chance(text: str, settled: Settled | None) -> Fraction | Fault:
    """Return the chance that a person comes, or the fault if it cannot be read."""
    if found := chance_in(text):
        if settled and Reply.CHANCE in settled:
            return Fraction(int(found[0] > 0))
        chance = Fraction(*found)
        outside = Fault("attending-unknown", said("is not a probability from 0 to 1"), HINT, text.strip())
        return chance if 0 <= chance <= 1 else outside
    read = Reply.NONE if fold(text) == "none" else read_reply(text)
    reply = _settled(read, settled)
    if reply is not None and reply in CHANCES:
        return CHANCES[reply]
    if re.fullmatch(r"-?\d+(\.\d+)?", fold(text)):
        return Fault("attending-unknown", said("is not a probability from 0 to 1"), HINT, text.strip())
    likely = suggest_reply(text) if read is None else None
    unknown = Fault(
        "attending-unknown",
        said("does not show whether the person is coming"),
        HINT,
        text.strip(),
        ("maybe", "no", "yes"),
        likely or "",
    )
    return _asked(text, read, unknown)


def read_status(text: str, settled: Settled | None = None) -> Outcome:
    """Read the status of an invitation, written as a status or as a reply."""
    if not text.strip():
        return Outcome(None)
    if (status := find_status(text)) is not None:
        return Outcome(status)
    read = Reply.NONE if fold(text) == "none" else read_reply(text)
    reply = _settled(read, settled)
    if reply is not None and reply in STATUSES:
        return Outcome(STATUSES[reply])
    values = [word.value for word in Status]
    hint = ask_near(text, values, said("The statuses are %(values)s.", values=said_list(values)), cutoff=0.7)
    likely = suggest_reply(text) if read is None else None
    might = ("confirmed", "declined", "invited")
    unknown = Fault(
        "status-unknown", said("is not a status"), hint, text.strip(), might, STATUSES[likely] if likely else ""
    )
    return Outcome(None, (_asked(text, read, unknown),))


def _settled(reply: Reply | None, settled: Settled | None) -> Reply | None:
    """Return the meaning of a reply in its column; None if it is unknown."""
    return settled[reply] if reply and settled and reply in settled else reply


def reply_in_words(value: object) -> str:
    """Return how a cell was read: yes, no or a status; "" for a probability or rounds, which this does not explain."""
    if isinstance(value, Status):
        return value.value
    if not isinstance(value, Attendance) or value.rounds is not None:
        return ""
    return WORDS.get(value.chance, "")


def is_probability(text: str, value: object) -> bool:
    """Whether a cell states with a number that someone may or may not come, such as "70%"; it is read as maybe."""
    return isinstance(value, Attendance) and 0 < value.chance < 1 and any(map(chance_in, split(text)))


def _asked(text: str, reply: Reply | None, unknown: Fault) -> Fault:
    """Return the fault for an ambiguous reply; `unknown` if the reply is not ambiguous."""
    word = text.strip()
    says = DOUBTFUL.get(reply) if reply else None
    if says is None:
        return unknown
    return replace(unknown, says=says, hint=None, value=word)
