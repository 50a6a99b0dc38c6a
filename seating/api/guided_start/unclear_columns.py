"""Columns whose heading does not tell what they mean, but whose cells do once the tables have names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from seating.api.guided_start.questionnaire import Draft
from seating.api.reading import read_list
from seating.errors import InputError
from seating.profiles.columns import CANONICAL
from seating.profiles.fixed_words import as_known
from seating.profiles.person import Role
from seating.wording import squashed

INTERESTS, ROLE = "interests", "representative_type"

SHARE = 0.9
"""The share of the filled cells that have to fit."""


def know_roles(draft: Draft) -> Draft:
    """Return the draft with the column of roles, if the list has one under another heading."""
    roles = {role.value for role in Role}
    return _know(draft, ROLE, lambda value: as_known(ROLE, value) in roles)


def know_interests(draft: Draft, names: Collection[str]) -> Draft:
    """Return the draft with the column in which people name the tables, if the list has one under another heading.

    Parameters
    ----------
    draft : Draft
    names : collection of str
        What the tables are about.
    """
    wanted = {squashed(name) for name in names}
    return _know(draft, INTERESTS, lambda value: squashed(re.sub(r"[:=]?\s*\d*$", "", value)) in wanted)


def know_grid(draft: Draft) -> Draft:
    """Return the draft with the columns of a rating grid, which are interests together, if the list has one."""
    headings = [one.heading for one in draft.people.columns if one.is_known and one.key == INTERESTS]
    return replace(draft, columns={**draft.columns, INTERESTS: tuple(headings)}) if len(headings) > 1 else draft


def _know(draft: Draft, meaning: str, fits: Callable[[str], bool]) -> Draft:
    """Return the draft with the first column of the list's own whose values fit a meaning that the list lacks."""
    if meaning in draft.people.headings or draft.request is None:
        return draft
    for column in draft.people.headings:
        values = [value for person in draft.people for value in person.values(column)]
        fitting = sum(map(fits, values))
        if column not in CANONICAL and 2 * fitting > len(draft.people) and fitting >= SHARE * len(values):
            return _with_column(draft, meaning, (draft.people.headings[column].text,))
    return draft


def _with_column(draft: Draft, meaning: str, headings: tuple[str, ...]) -> Draft:
    columns: Mapping[str, tuple[str, ...]] = {**draft.columns, meaning: headings}
    rules = replace(draft.rules, columns={**draft.rules.columns, **columns})
    assert draft.request is not None
    try:
        return replace(draft, people=read_list(draft.request, rules).people, columns=columns)
    except InputError:  # a few cells do not fit, and the list is read without this meaning
        return draft
