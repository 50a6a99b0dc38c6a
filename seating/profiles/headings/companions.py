"""Find people who come along and have no row of their own, by the cells of a column, whatever its heading is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from seating.profiles.cells.counts import LARGEST_SHARE, counts_people, states_size
from seating.profiles.headings.competing_columns import Decisions, SheetColumn, has_room
from seating.profiles.headings.contents import is_bare, is_name_like, is_nothing, words
from seating.profiles.headings.evidence import FEW, HALF, MIN_POINTS, Candidate
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.name_cells.reader import read_companions, read_name_cell
from seating.profiles.names import NO_PERSON
from seating.word_files import read_words, split_words
from seating.wording import fold, quoted, said, squashed, whole_number

MOSTLY = 0.8
"""Minimum share of the cells of a column that name people."""

DIFFERENT = 0.9
"""Minimum share of different texts: each companion comes with one row."""

SURE, LIKELY, UNKNOWN = 2, 1, 0
"""How clearly a heading tells that its names are of people who come along."""


def claim_companions(state: Decisions, claimed: Mapping[int, Sequence[Candidate]]) -> Iterator[tuple[int, Candidate]]:
    """Yield the columns with names of people who are not on the list, and those whose numbers count these people.

    Such a column is claimed if its heading is clear, or if a column of numbers counts the people that each row names.

    Parameters
    ----------
    state : Decisions
        Its columns of names are known.
    claimed : mapping of int to sequence of Candidate
        What the headings of the columns claim, by column index.
    """
    numbers = [one for one in state.seen if _may_count(state, one, claimed.get(one.index, ()))]
    are_small = _are_small(_name_columns(state))
    for one in state.seen:
        is_sure = _strength_of(one.heading) == SURE
        if not (is_sure or numbers) or not _may_name_others(
            state, one, claimed.get(one.index, ()), are_small=are_small
        ):
            continue
        counted = next(
            (other for other in numbers if other is not one and _counts(state, other, one, are_small=are_small)), None
        )
        evidence = said("it names people who have no row of their own")
        if counted is not None:
            evidence = said("%(column)s counts the people that it names", column=quoted(counted.called))
            told = said("it counts the people named in %(column)s", column=quoted(one.called))
            yield counted.index, Candidate("party total", 0, MIN_POINTS, told, is_by_cells=True)
        if counted is not None or is_sure:
            yield one.index, Candidate("party names", 0, MIN_POINTS, evidence, is_by_cells=True)


def claim_labeled_sizes(
    state: Decisions, claimed: Mapping[int, Sequence[Candidate]]
) -> Iterator[tuple[int, Candidate]]:
    """Yield the columns of "Fox household (3)" under a heading for a party, if each row has another label."""
    told = [*(each.meaning for listed in claimed.values() for each in listed[:1])]
    if "party total" in told or any(decision.meaning == "party total" for decision in state.found.values()):
        return
    for one in state.seen:
        cells = one.contents
        claims = claimed.get(one.index)
        is_free = claims is not None and not any(has_room(each.meaning) for each in claims)
        is_free = is_free and squashed(one.heading) not in state.used
        if not is_free or not _among(plain(one.heading).split(), "parties"):
            continue
        are_labels = all(states_size(text) and not counts_people(text) for text in cells.texts)
        if are_labels and cells.filled > 1 and cells.different == 1:
            evidence = said("its cells contain the number of people")
            yield one.index, Candidate("party total", 0, MIN_POINTS, evidence, is_by_cells=True)


def ask_about_companions(state: Decisions) -> None:
    """Ask whether people come along who are named below a heading that is only likely to be about companions."""
    for index, decision in list(state.found.items()):
        one = decision.seen
        is_left = decision.key in {"own", "private"} and not (decision.is_stated or decision.is_dropped)
        is_asked = index in state.reported and not decision.evidence  # a column that lost to another one has evidence
        if not is_left or is_asked or _strength_of(one.heading) != LIKELY:
            continue
        are_small = _are_small(_name_columns(state))
        is_named = _may_name_others(state, one, (), are_small=are_small) and one.contents.share(_has_full_name) >= HALF
        if is_named and _may_come_along(state, one):
            _ask(state, one)


def _may_name_others(state: Decisions, one: SheetColumn, claims: Sequence[Candidate], *, are_small: bool) -> bool:
    """Whether the cells of a column name people that are not on the list, and its heading has no other meaning.

    A heading about coming over names is misread, and a meaning that another column gets leaves the column free.
    """
    decision, cells = state.found.get(one.index), one.contents
    if (decision is not None and decision.is_stated) or not state.names or one.index in state.names:
        return False
    are_lost = all(not has_room(each.meaning) or each.meaning == "party names" for each in claims)
    if not are_lost or (cells.replies and any(each.key in {"attending", "status"} for each in claims)):
        return False
    if squashed(one.heading) in state.used or not one.heading or not cells.filled:
        return False
    if cells.people >= 0.5 or cells.listed:
        return False
    told = set(cells.texts).difference(cells.fitting(is_nothing), cells.fitting(_says_nobody))
    fitting = told.intersection(cells.fitting(_names_in_small if are_small else _names_others))
    named = fitting.intersection(cells.fitting(_names_one))
    rows = sum(cells.counts[text] for text in named)
    is_sure = _strength_of(one.heading) == SURE
    are_different = len(named) >= (HALF if is_sure else DIFFERENT) * rows
    return len(fitting) >= MOSTLY * len(told) > 0 and are_different and bool(named or is_sure)


def _name_columns(state: Decisions) -> list[SheetColumn]:
    return [one for one in state.seen if one.index in state.names]


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


def _names_others(text: str) -> bool:
    return _number_named(text, are_small=False) > 0


def _names_in_small(text: str) -> bool:
    return _number_named(text, are_small=True) > 0


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
    names = sorted(state.names)
    for row in state.body:
        found = read_companions(row.cell(one.index))
        surname = fold(" ".join(row.cell(index) for index in names)).split()[-1:]
        if found is not None and (found.number > 1 or found.number > len(found.names)):
            return True
        if found is not None and any(fold(name).split()[-1:] == surname for name in found.names):
            return True
    return False


def _may_count(state: Decisions, one: SheetColumn, claims: Sequence[Candidate]) -> bool:
    """Whether a column may have numbers of people: it has some, and nothing else is known of it."""
    decision = state.found.get(one.index)
    meaning = decision.meaning if decision is not None else claims[0].meaning if claims else "own"
    is_free = meaning in {"own", "private", "party total"} and one.index not in state.names
    return is_free and one.contents.number(_is_number) >= FEW


def _is_number(text: str) -> bool:
    return whole_number(text) is not None


def _counts(state: Decisions, other: SheetColumn, one: SheetColumn, *, are_small: bool) -> bool:
    """Whether numbers in a column count the people of each row: those of its name, and those in the other column."""
    names = sorted(state.names)
    agree = with_names = 0
    for row in state.body:
        number = whole_number(row.cell(other.index).strip())
        if number is None:
            continue
        named = _number_named(row.cell(one.index), are_small=are_small)
        own = len(read_name_cell(" ".join(row.cell(index) for index in names)).names) or 1
        if number != own + named:
            return False
        agree += 1
        with_names += bool(named) and number <= LARGEST_SHARE
    return with_names > 1 and agree >= FEW


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


def _ask(state: Decisions, one: SheetColumn) -> None:
    """Report a column of people who have no row of their own; they may come along or be named for another reason."""
    says = said("contains names that are not on this list, which can be those of people who come along")
    hint = state.notebook.ask_meaning(said("state what it is"), ("party", "own"), one.called)
    state.reported.add(one.index)
    state.notebook.problem("column-unclear", says, state.line, one.column, hint=hint)
