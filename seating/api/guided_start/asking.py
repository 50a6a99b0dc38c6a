"""What is asked back: an answer that could not be used, with the answers that might be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seating.api.guided_start.questionnaire import Draft
from seating.mentions import Mention
from seating.near_words import did_you_mean
from seating.wording import Said, quoted, said, said_joined, said_list


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that might be meant: what it means, and the whole answer to give."""

    says: Said
    typed: str


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Why an answer cannot be used, as sentences, and what to answer instead."""

    says: Said
    offers: tuple[Offer, ...] = ()


Read = tuple[Draft, Said] | Misunderstood
"""The draft with an answer and what was understood, or what is asked back."""


def ask_who(typed: str, mention: Mention, *, may_be_missing: bool) -> Misunderstood:
    """Return the question who is meant by a text that is not on the list.

    Parameters
    ----------
    typed : str
        The whole answer.
    mention : Mention
        What is unknown, with what it may mean.
    may_be_missing : bool
        Whether people who are not on the list can be an answer.
    """
    parts = [said("%(name)s is not on the list.", name=quoted(mention.text))]
    if len(mention.near) == 1:
        parts.append(did_you_mean(mention.near[0]))
    elif mention.near:
        parts.append(said("Did you mean %(names)s?", names=said_list(map(quoted, mention.near), "or")))
    if may_be_missing:
        hint = said("If someone else is missing, write %(name)s.", name=quoted(f"{mention.text}?"))
        parts.append(hint)
    return Misunderstood(said_joined(parts, " "), tuple(_list_offers(typed, mention, may_be_missing)))


def _list_offers(typed: str, mention: Mention, may_be_missing: bool) -> Iterator[Offer]:
    for one in mention.near:
        yield Offer(said("%(name)s is meant.", name=quoted(one)), replace_part(typed, mention.text, one))
    if may_be_missing:
        missing = replace_part(typed, mention.text, f"{mention.text}?")
        yield Offer(said("%(name)s is missing from the list.", name=quoted(mention.text)), missing)


def replace_part(typed: str, part: str, by: str) -> str:
    """Return an answer with one of its parts replaced; a part that ends there comes before one inside a longer name.

    >>> replace_part("Elm Clinic, Elm", "Elm", "Oak Fund")
    'Elm Clinic, Oak Fund'

    Parameters
    ----------
    typed, part, by : str
    """
    ends = rf"(?<!\w){re.escape(part)}(?=\s*(?:[,;/.]|$|\s(?:and|y|at|en|plus)\b))"
    found = re.search(ends, typed) or re.search(re.escape(part), typed)
    return typed if found is None else f"{typed[: found.start()]}{by}{typed[found.end() :]}"
