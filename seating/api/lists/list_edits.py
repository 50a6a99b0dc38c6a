"""Edits of the convening that say how the list is read: its columns, words and cells, added rows, ids and privacy.

The list itself is never changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from seating.convening.edit import Edit, Insert, Remove, Set
from seating.convening.schema import Convening
from seating.errors import UsageError
from seating.profiles.columns import ALIASES, CANONICAL, NAME_PARTS, PARTS, state_meaning
from seating.profiles.corrections import Correction
from seating.wording import fold, said, squashed

AUTOMATIC = ""
"""The meaning of a column that the program decides."""


def edit_cell(plain: Mapping[str, Any], correction: Correction) -> tuple[Edit, ...]:
    """Return the edits that read a cell as if it had another text; without another text, those that no longer do.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    correction : Correction
        It takes the place of an earlier one of the same cell.
    """
    stated = Convening.model_validate({"corrections": plain.get("corrections") or []}).corrections
    place = (correction.row, correction.column, correction.was)
    same = next((number for number, one in enumerate(stated) if one.is_about(*place)), None)
    if correction.now.strip() == correction.was.strip():
        if same is None:
            raise UsageError(said("The cell already contains this text. Write something else."))
        return (Remove(("corrections", same) if len(stated) > 1 else ("corrections",)),)
    entry = correction.model_dump()
    if same is not None:
        return (Set(("corrections", same), entry),)
    return (Insert(("corrections",), entry) if stated else Set(("corrections",), [entry]),)


def edit_cells(plain: Mapping[str, Any], corrections: Sequence[Correction]) -> tuple[Edit, ...]:
    """Return the edits that correct several cells in one step.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    corrections : sequence of Correction
        Of different cells. Each takes the place of an earlier one of its cell; one whose text is that in the list
        only takes that away.

    Raises
    ------
    UsageError
        If nothing changes.
    """
    stated = list(Convening.model_validate({"corrections": plain.get("corrections") or []}).corrections)
    made = list(stated)
    for one in corrections:
        made = [other for other in made if not other.is_about(one.row, one.column, one.was)]
        if one.now.strip() != one.was.strip():
            made.append(one)
    if made == stated:
        raise UsageError(said("Nothing was changed in this row."))
    return _state("corrections", [one.model_dump() for one in made])


def edit_addition(plain: Mapping[str, Any], number: int, texts: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the edits that add a row to the list, or change or remove one that was added.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    number : int
        The number of the added row, from 0; the number of added rows for a new one.
    texts : mapping of str to str
        The text of each cell, by heading. Without any text, the row is removed.
    """
    stated = list(Convening.model_validate({"additions": plain.get("additions") or []}).additions)
    filled = {heading: text.strip() for heading, text in texts.items() if text.strip()}
    made: list[Mapping[str, str]] = [*stated[:number], *([filled] if filled else []), *stated[number + 1 :]]
    if made == stated:
        raise UsageError(said("Nothing was changed in this row."))
    return _state("additions", made)


def edit_ids(plain: Mapping[str, Any], ids: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the edits that give people the ids that they had under other names.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    ids : mapping of str to str
        By the name in the list, or by the id that the list gives. An earlier statement of the same id no longer counts.
    """
    stated = Convening.model_validate({"ids": plain.get("ids") or {}}).ids
    kept = {name: identity for name, identity in stated.items() if identity not in ids.values()}
    return (Set(("ids",), {**kept, **ids}),)


def _state(key: str, values: Sequence[Any]) -> tuple[Edit, ...]:
    return (Set((key,), list(values)),) if values else (Remove((key,)),)


def edit_column(plain: Mapping[str, Any], heading: str, meaning: str) -> tuple[Edit, ...]:
    """Return the edits that state the meaning of a column.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    heading : str
        The heading as written in the list.
    meaning : str
        A canonical column, a part of a party such as "party more", "own", or "" to let the program decide.

    Raises
    ------
    UsageError
        If there is no such meaning.
    """
    key, _, part = meaning.partition(" ")
    is_known = key in (*CANONICAL, "own") and (not part or (key == "party" and part in PARTS))
    if meaning != AUTOMATIC and not is_known and meaning not in NAME_PARTS:
        raise UsageError(said("There is no such column."))
    written = state_meaning(_stated(plain), meaning, heading)
    return (Set(("columns",), written),) if written else (Remove(("columns",)),)


def edit_values(
    plain: Mapping[str, Any], column: str, present: Collection[str], values: Collection[str], spelling: str
) -> tuple[Edit, ...]:
    """Return the edits that read some values of a column as one.

    A vocabulary lists all allowed values of its column. In columns with fixed values, and in `assets`, it only names
    other words for some of them.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    column : str
        The canonical name or the heading of the column.
    present : collection of str
        All values of the column as they are read now. They remain allowed. Empty if the list
        cannot be read.
    values : collection of str
        The values to replace.
    spelling : str
        What they are read as.

    Raises
    ------
    UsageError
        If nothing is chosen or nothing is written, or if the other values of the column are not known.
    """
    spelling = spelling.strip()
    if not values or not spelling:
        raise UsageError(said("Choose at least one value, and write how it should be read."))
    stated = Convening.model_validate({"vocabulary": plain.get("vocabulary") or {}}).vocabulary
    same = {squashed(column), squashed(ALIASES.get(squashed(column), column))}
    name = next((one for one in stated if squashed(one) in same or ALIASES.get(squashed(one)) == column), column)
    words = {value: list(others) for value, others in stated.get(name, {}).items()}
    if column not in FEW and not words and not present:
        raise UsageError(said("The list cannot be read yet. Correct its other problems first, then merge spellings."))
    target = next((value for value in words if fold(value) == fold(spelling)), spelling)
    for value in present if column not in FEW else ():
        if not any(fold(value) in {fold(one), *map(fold, others)} for one, others in words.items()):
            words[value] = []
    moved = words.setdefault(target, [])
    for value in dict.fromkeys(values):
        found = next((one for one in words if one == value), None)
        if found == target:
            continue
        for others in words.values():
            others[:] = [other for other in others if fold(other) != fold(value)]
        moved += [value, *(words.pop(found) if found is not None else ())]
    if column in FEW:
        words = {value: others for value, others in words.items() if others or value in stated.get(name, {})}
    return (Set(("vocabulary", name), words),)


FEW = frozenset({"representative_type", "status", "duty", "attending", "listed", "assets"})
"""Columns whose vocabulary only names other words for values, and need not list all of them."""


def edit_privacy(plain: Mapping[str, Any], heading: str, is_private: bool) -> tuple[Edit, ...]:
    """Return the edits that add a column to `private`, or take it out.

    Parameters
    ----------
    plain : mapping
        The data of the convening.
    heading : str
        The heading as written in the list.
    is_private : bool
    """
    written = plain.get("private") or []
    named = [str(one) for one in (written if isinstance(written, list) else [written])]
    kept = [one for one in named if not _is_same(one, heading)]
    kept += [heading] if is_private else []
    return (Set(("private",), kept),) if kept else (Remove(("private",)),)


def _stated(plain: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    found: Mapping[str, tuple[str, ...]] = Convening.model_validate({"columns": plain.get("columns") or {}}).columns
    return found


def _is_same(one: str, other: str) -> bool:
    return (squashed(one) or one) == (squashed(other) or other)
