"""Find people who come along and have no row of their own, by the cells of a column, whatever its heading is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from seating.profiles.cells.companions import read_companions
from seating.profiles.cells.counts import LARGEST_SHARE, counts_people, states_size
from seating.profiles.headings.competing_columns import Decision, Decisions, SheetColumn
from seating.profiles.headings.contents import is_bare, is_name_like, is_nothing, words
from seating.profiles.headings.evidence import FEW, HALF
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.names import NO_PERSON, people_named
from seating.word_files import read_words, split_words
from seating.wording import fold, name_column, quoted, said, squashed, whole_number

MOSTLY = 0.8
"""Minimum share of the cells of a column that name people."""

DIFFERENT = 0.9
"""Minimum share of different texts: each companion comes with one row."""

SURE, LIKELY, UNKNOWN = 2, 1, 0
"""How clearly a heading tells that its names are of people who come along."""


def choose_named_companions(state: Decisions) -> None:
    """Read columns with the names of people who are not on the list as companions, or ask whether they come along.

    Such a column is read if its heading is clear, or if a column of numbers counts the people that each row names.
    """
    for one in list(_names_of_others(state)):
        strength = _strength_of(one.heading)
        counted = next((other for other in state.seen if _counts(state, other, one)), None)
        is_read = state.found[one.index].meaning == "party names"
        if counted is None and is_read:
            continue
        if counted is None and strength == UNKNOWN:
            continue
        if counted is None and strength == LIKELY:
            if one.contents.share(_has_full_name) >= HALF and _may_come_along(state, one):
                _ask(state, one)
            continue
        evidence = said("it names people who have no row of their own")
        if counted is not None:
            evidence = said("%(column)s counts the people that it names", column=quoted(counted.called))
            if state.found[counted.index].key in {"own", "private"}:
                told = said("it counts the people named in %(column)s", column=quoted(one.called))
                state.found[counted.index] = Decision(counted, "party total", told, is_guess=True)
                state.pending.pop(counted.index, None)
        if is_read:
            continue
        state.found[one.index] = Decision(one, "party names", evidence, is_guess=True)
        state.pending.pop(one.index, None)
        _note(state, one, evidence)


def choose_labeled_sizes(state: Decisions) -> None:
    """Read "Fox household (3)" under a heading for a party as the number of people, if each row has another label."""
    if any(decision.meaning == "party total" for decision in state.found.values()):
        return
    for index, decision in list(state.found.items()):
        one, cells = decision.seen, decision.seen.contents
        is_free = decision.key == "own" and not (decision.is_stated or decision.is_dropped)
        if not is_free or squashed(one.heading) in state.used or not _among(plain(one.heading).split(), "parties"):
            continue
        are_labels = all(states_size(text) and not counts_people(text) for text in cells.texts)
        if are_labels and cells.filled > 1 and cells.different == 1:
            evidence = said("its cells contain the number of people")
            state.found[index] = Decision(one, "party total", evidence, is_guess=True)
            state.pending.pop(index, None)
            return


def _names_of_others(state: Decisions) -> Iterator[SheetColumn]:
    """Yield the columns whose cells name people that are not on the list, unless the cells fit another meaning."""
    own_name = [decision.seen for decision in state.found.values() if decision.key == "name"]
    if not own_name:
        return
    for index, decision in state.found.items():
        one = decision.seen
        is_misread = decision.key in {"attending", "status"} and not one.contents.replies
        is_free = decision.key in {"own", "private"} or decision.meaning == "party names" or is_misread
        is_free = is_free and not (decision.is_stated or decision.is_dropped)
        is_asked = index in state.reported and not decision.evidence  # a column that lost to another one has evidence
        if not is_free or is_asked or squashed(one.heading) in state.used or not one.heading:
            continue
        cells = one.contents
        if cells.people >= 0.5 or cells.listed or not cells.filled:
            continue
        told = [text for text in cells.texts if not (is_nothing(text) or _says_nobody(text))]
        fitting = [text for text in told if _number_named(text, are_small=_are_small(own_name))]
        named = [text for text in fitting if _names_one(text)]
        rows = sum(cells.counts[text] for text in named)
        is_sure = _strength_of(one.heading) == SURE
        are_different = len(named) >= (HALF if is_sure else DIFFERENT) * rows
        if len(fitting) >= MOSTLY * len(told) > 0 and are_different and (named or is_sure):
            yield one


def _are_small(names: Collection[SheetColumn]) -> bool:
    """Whether the list writes all names in small letters."""
    texts = [text for one in names for text in one.contents.texts]
    return bool(texts) and not any(map(str.isupper, "".join(texts)))


def _number_named(text: str, *, are_small: bool) -> int:
    """Return how many people a cell names, with or without a name; 0 if it has other texts."""
    if is_bare(text) or (found := read_companions(text)) is None:
        return 0
    are_names = all(
        is_name_like(name.title() if are_small else name) and NO_PERSON.isdisjoint(fold(name).split())
        for name in found.names
    )
    return found.number if are_names else 0


def _says_nobody(text: str) -> bool:
    """Whether a text states that nobody comes along: "no", "just me"."""
    found = read_companions(text)
    return found is not None and not found.number


def _names_one(text: str) -> bool:
    """Whether a cell has a name, rather than only a number or a word such as "guest"."""
    found = read_companions(text)
    return found is not None and bool(found.names)


def _has_full_name(text: str) -> bool:
    """Whether a cell has a name of two or more words."""
    found = read_companions(text)
    return found is not None and any(" " in name for name in found.names)


def _may_come_along(state: Decisions, one: SheetColumn) -> bool:
    """Whether a cell names several people, a guest, or somebody with the surname of the row; a group has one name."""
    names = [found.seen.index for found in state.found.values() if found.key == "name"]
    for row in state.body:
        found = read_companions(row.cell(one.index))
        surname = fold(" ".join(row.cell(index) for index in names)).split()[-1:]
        if found is not None and (found.number > 1 or found.number > len(found.names)):
            return True
        if found is not None and any(fold(name).split()[-1:] == surname for name in found.names):
            return True
    return False


def _counts(state: Decisions, other: SheetColumn, one: SheetColumn) -> bool:
    """Whether numbers in a column count the people of each row: those of its name, and those in the other column."""
    decision = state.found.get(other.index)
    if other is one or decision is None or decision.key not in {"own", "private", "party"}:
        return False
    if decision.meaning not in {"own", "private", "party total"}:
        return False
    names = [found.seen.index for found in state.found.values() if found.key == "name"]
    are_small = _are_small([found.seen for found in state.found.values() if found.key == "name"])
    agree = differ = with_names = 0
    for row in state.body:
        number = whole_number(row.cell(other.index).strip())
        if number is None:
            continue
        named = _number_named(row.cell(one.index), are_small=are_small)
        own = len(people_named(" ".join(row.cell(index) for index in names)).names) or 1
        agree, differ = agree + (number == own + named), differ + (number != own + named)
        with_names += bool(named) and number <= LARGEST_SHARE
    return with_names > 1 and agree >= FEW and differ == 0


def _strength_of(heading: str) -> int:
    """Return how clearly a heading tells that its names are of people who come along.

    Two words about other people, a party or coming together are clear: "Rest of party". One such word is likely, if
    nothing else is said: "Party", but not "Member status".
    """
    spoken = plain(heading).split()
    if _among(spoken, "unless") or set(spoken) & (words("by") | words("consent")):
        return UNKNOWN
    told = set().union(*(_among(spoken, kind) for kind in ("others", "parties", "together")))
    beside = set(spoken) - told - words("fillers")
    if len(told) > 1:
        return SURE
    return LIKELY if told and not beside else UNKNOWN


def _among(spoken: Collection[str], kind: str) -> set[str]:
    known = _words()[kind]
    begun = tuple(word[:-1] for word in known if word.endswith("*"))
    return {word for word in spoken if word in known or (begun and word.startswith(begun))}


@cache
def _words() -> dict[str, frozenset[str]]:
    written = read_words("seating.profiles.headings", "companion_words.toml")
    return {kind: frozenset(split_words(text)) for kind, text in written.items()}


def counts_of_unknown(spoken: Collection[str]) -> bool:
    """Whether the words of a heading ask for a number without telling of what: "TOTAL COUNT", "Accepted count"."""
    return len(set(spoken)) > 1 and set(spoken) <= _words()["counts"] | words("fillers")


def _note(state: Decisions, one: SheetColumn, evidence: str) -> None:
    text = said(
        "%(file)s: column %(column)s is read as %(meaning)s: %(evidence)s. %(advice)s",
        file=state.notebook.file,
        column=name_column(one.called, one.letter),
        meaning="party (names)",
        evidence=evidence,
        advice=state.notebook.ask_meaning(said("keep it as your own column"), ["own"], one.called),
    )
    state.notebook.note("heading-chosen", text)


def _ask(state: Decisions, one: SheetColumn) -> None:
    """Report a column of people who have no row of their own; they may come along or be named for another reason."""
    says = said("contains names that are not on this list, which can be those of people who come along")
    hint = state.notebook.ask_meaning(said("state what it is"), ("party", "own"), one.called)
    state.reported.add(one.index)
    state.notebook.problem("column-unclear", says, state.line, one.column, hint=hint)
