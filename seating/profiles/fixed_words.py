"""The meaning of words of a list or a chart that are fixed: types, duties, statuses, what a person speaks to.

The words are data: `fixed_words.toml`.
"""

from __future__ import annotations

from seating.profiles.person import Duty, Role, Status
from seating.word_files import read_words, split_words
from seating.wording import message, squashed

_WORDS = read_words("seating.profiles", "fixed_words.toml")

SPEAKS_TO = (message("policy"), message("practice"), message("funding"), message("program"), message("resource"))
"""What a person can speak to."""


def _find_meanings(kind: str) -> dict[str, str]:
    """Return the meaning of each word of a kind, in the form in which words are compared."""
    return {squashed(word): meaning for meaning, words in _WORDS[kind].items() for word in split_words(words)}


_ROLES = {word: Role(role) for word, role in _find_meanings("roles").items()}
_DUTIES = {word: Duty(duty) for word, duty in _find_meanings("duties").items()}
_STATUSES = {word: Status(status) for word, status in _find_meanings("statuses").items()}
_SUBJECTS = _find_meanings("subjects")

ROLES, DUTIES = frozenset(_ROLES) | {"dm"}, frozenset(_DUTIES)
"""What the cells of a column of types, or of duties, may have, in the form in which words are compared."""


def find_role(text: str) -> Role | None:
    """Return the representative type that a text names, in either language; None if it names none.

    >>> find_role("Decision Makers"), find_role("decisora"), find_role("chair")
    (<Role.DECISION_MAKER: 'decision-maker'>, <Role.DECISION_MAKER: 'decision-maker'>, None)
    """
    return _ROLES.get(squashed(text))


def find_duty(text: str) -> Duty | None:
    """Return the duty of staff that a text names, in either language; None if it names none."""
    return _DUTIES.get(squashed(text))


def find_status(text: str) -> Status | None:
    """Return the status of an invitation that a text names, in either language; None if it names none.

    >>> find_status("Abierto"), find_status("perhaps")
    (<Status.OPEN: 'open'>, None)
    """
    return _STATUSES.get(squashed(text))


def find_subject(text: str) -> str | None:
    """Return the English word for what a person speaks to; None if a text is none of these.

    >>> find_subject("Política"), find_subject("housing")
    ('policy', None)
    """
    return _SUBJECTS.get(squashed(text))


def as_known(column: str, value: str) -> str:
    """Return a value of a column as the list is read: the English word for what a person speaks to, or a type.

    >>> as_known("speaks_to", "práctica"), as_known("representative_type", "decisora"), as_known("trade", "práctica")
    ('practice', 'decision-maker', 'práctica')
    """
    match column:
        case "speaks_to":
            return find_subject(value) or value
        case "representative_type":
            return str(find_role(value) or value)
        case "duty":
            return str(find_duty(value) or value)
    return value
