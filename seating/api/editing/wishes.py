"""What matters for a list: what the convening asks for, what the columns suggest besides, and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seating.api.editing.convening_edits import edit_convening, list_entries, name_requirements
from seating.api.editing.convening_text import ConveningText, read_convening_text
from seating.api.editing.preview import Preview
from seating.api.lists.list_edits import edit_column, edit_privacy
from seating.api.request import Request
from seating.convening import Convening
from seating.convening.convening_file import as_flow, list_stated, plain_requirement
from seating.convening.edit import Edit, Insert, Remove, Set, apply_edits
from seating.convening.suggestions import Suggestion, list_meanings, suggest_chairs, suggest_requirements
from seating.profiles import People
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement

MUST, NICE = "must", "nice"
"""How much a wish counts: it has to be met, or it should be."""

_STRENGTH = frozenset({"must", "weight"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A suggestion, and whether the convening asks for it.

    Attributes
    ----------
    suggestion : Suggestion
    is_chosen : bool
    is_must : bool
        What it is in the convening; while it is not chosen, what it would be if nothing else is stated.
    identity : str
        The id of its requirement in the convening; "" if there is none.
    """

    suggestion: Suggestion
    is_chosen: bool = False
    is_must: bool = False
    identity: str = ""

    @property
    def has_strength(self) -> bool:
        """Whether it can be a must or a wish; the meaning of a column and an order of chairs are neither."""
        return self.suggestion.part == "requirements"

    @property
    def strength(self) -> str:
        """`MUST`, or `NICE`."""
        return MUST if self.is_must else NICE


def list_wishes(convening: Convening, people: People) -> tuple[Wish, ...]:
    """Return what could matter for a list: what the convening asks for already, and what nothing asks for yet.

    Parameters
    ----------
    convening : Convening
    people : People
    """
    stated = list_stated(convening)
    bare = convening.model_copy(update={"requirements": ()})
    offered = [_key(one.entry) for one in suggest_requirements(bare, people)]
    chosen = [one for one in stated if _key_of(one) in offered]
    others = tuple(one for one in convening.requirements if one not in chosen)
    rest = convening.model_copy(update={"requirements": others})
    found = []
    for one in suggest_requirements(rest, people):
        same = next((each for each in chosen if _key_of(each) == _key(one.entry)), None)
        found.append(Wish(one, is_must=one.is_must) if same is None else Wish(one, True, same.is_must, same.id))
    found += [Wish(one, is_chosen=_has_order(convening, one)) for one in suggest_chairs(convening, people)]
    return (*found, *(Wish(one, is_chosen=True, is_must=True) for one in list_meanings(people)))


def list_rules(found: Preview, entries: Sequence[Mapping[str, Any]]) -> tuple[Wish, ...]:
    """Return what the convening states and what could matter besides: who is needed first, then who sits with whom.

    Parameters
    ----------
    found : Preview
        The convening as it is now. If it has problems, only what it states is known.
    entries : sequence of mapping
        The requirements as the convening states them.
    """
    wishes = () if found.inputs is None else list_wishes(found.inputs.convening, found.inputs.people)
    known, rules = {one.identity for one in wishes}, list(wishes)
    for identity, entry in zip(name_requirements(entries), entries, strict=True):
        if identity not in known:
            requirement = found.requirements.get(identity)
            is_must = requirement.is_must if requirement else entry.get("must") is True
            says = found.sentences.get(identity) or as_flow(entry)
            rules.append(Wish(Suggestion(says, "requirements", _key(entry)), True, is_must, identity))
    return tuple(sorted(rules, key=lambda one: _rank(one.suggestion)))


def find_opposite(wish: Wish, wishes: Iterable[Wish]) -> Wish | None:
    """Return the wish for the opposite: to mix the groups of a column, or to keep them together; None if there is none.

    Parameters
    ----------
    wish : Wish
    wishes : iterable of Wish
        All that are offered.
    """
    sought = _GROUPS.get(str(wish.suggestion.entry.get("kind"))), wish.suggestion.column
    found = (one for one in wishes if sought == (one.suggestion.entry.get("kind"), one.suggestion.column))
    return next(found, None) if all(sought) else None


_GROUPS = {"together": "balance", "balance": "together"}

_RANKS = {"who is needed": 0, "who sits together": 1, "how people are mixed": 1, "who sits apart": 2, "languages": 4}
"""The places of topics in the order in which a host thinks of them. Columns with a meaning come before languages."""


def _rank(suggestion: Suggestion) -> int:
    """Return the place of a rule among others: roles, families, people by name, notes, languages, and the rest."""
    if suggestion.part == "columns":
        return 3
    kind = kinds().get(str(suggestion.entry.get("kind")))
    is_named = not suggestion.entry.keys().isdisjoint({"people", "pairs"})
    return max(_RANKS.get(kind.topic, 5) if kind else 5, 2 * is_named)


def _has_order(convening: Convening, suggestion: Suggestion) -> bool:
    """Whether the order around the tables heeds a suggestion."""
    rules = convening.chairs
    return rules is not None and all(getattr(rules, key) == value for key, value in suggestion.entry.items())


def choose_wishes(
    request: Request, wishes: Sequence[Wish], asked: Mapping[str, str], what: str, expected: str | None = None
) -> ConveningText:
    """Write which wishes matter into the convening, as one step that can be undone; return its text.

    Parameters
    ----------
    request : Request
    wishes : sequence of Wish
        All that were offered. Those that are not in `asked` are taken out of the convening.
    asked : mapping of str to str
        For the line of each suggestion that matters, `MUST` or `NICE`.
    what : str
    expected : str or None
        As for `edit_convening`.

    Raises
    ------
    UsageError, InputError, FolderHeldError
        As for `edit_convening`.
    """
    written = read_convening_text(request)
    edits = list(_list_edits(written.plain, wishes, asked, list_entries(request, "requirements")))
    return edit_convening(request, edits, what, expected or written.sha256) if edits else written


def _list_edits(
    plain: Mapping[str, Any], wishes: Sequence[Wish], asked: Mapping[str, str], entries: Sequence[Mapping[str, Any]]
) -> list[Edit]:
    edits: list[Edit] = []
    removed: list[int] = []
    numbers = {identity: number for number, identity in enumerate(name_requirements(entries))}
    for wish in wishes:
        one, strength = wish.suggestion, asked.get(wish.suggestion.line)
        if not wish.has_strength:
            if wish.is_chosen != (strength is not None):
                stated = _edit_meaning(plain, one, is_asked=strength is not None)
                edits, plain = [*edits, *stated], apply_edits(plain, stated)
        elif strength is None:
            removed += [numbers[wish.identity]] if wish.identity else []
        elif not wish.identity:
            edits.append(Insert(("requirements",), {**one.entry, **_strengthen(one, strength)}))
        elif strength != wish.strength:
            number = numbers[wish.identity]
            entry = {key: value for key, value in entries[number].items() if key != "must"}
            edits.append(Set(("requirements", number), {**entry, "must": strength == MUST}))
    return [*edits, *(Remove(("requirements", number)) for number in sorted(removed, reverse=True))]


def _edit_meaning(plain: Mapping[str, Any], suggestion: Suggestion, *, is_asked: bool) -> Sequence[Edit]:
    """Return the edits that state or take back the meaning of a column, which stays private, or an order of chairs."""
    ((key, value),) = suggestion.entry.items()
    if suggestion.part == "chairs":
        return _edit_order(plain, key, value if is_asked else None)
    if is_asked:
        return edit_column(plain, value, key)
    return (*edit_column(plain, value, "own"), *edit_privacy(plain, value, is_private=True))


def _edit_order(plain: Mapping[str, Any], key: str, value: str | None) -> list[Edit]:
    """Return the edits that write or remove a key of `chairs`; without any, there is no order."""
    rules = {name: stated for name, stated in dict(plain.get("chairs") or {}).items() if name != key}
    rules |= {} if value is None else {key: value}
    return [Set(("chairs",), rules) if rules else Remove(("chairs",))]


def _strengthen(suggestion: Suggestion, strength: str) -> dict[str, bool]:
    """Return the key `must`, unless it goes without saying."""
    return {} if (strength == MUST) == suggestion.is_must else {"must": strength == MUST}


def _key(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry without the keys for how much it counts."""
    return {key: value for key, value in entry.items() if key not in _STRENGTH}


def _key_of(requirement: Requirement) -> dict[str, Any]:
    plain = _key(plain_requirement(requirement))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}
