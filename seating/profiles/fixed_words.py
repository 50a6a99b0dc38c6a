"""The words that lists and charts have for types, duties, the status of an invitation and what a person speaks to.

The first word of each entry is the English one, the second the one that Spanish pages show, if they do. Words are
compared without case, accents, spaces and punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from seating.profiles.person import Duty, Role, Status
from seating.wording import message, squashed

ROLE_WORDS: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.DESIGNEE: (
            *("designee", "representante", "designees"),
            *("delegado", "delegada", "delegado/a", "designado", "designada", "designado/a"),
        ),
        Role.DOER: ("doer", "ejecutor/a", "doers", "ejecutor", "ejecutora", "implementer"),
        Role.DECISION_MAKER: ("decision-maker", "decisor/a", "decision-makers", "decisor", "decisora", "decider"),
    }
)

DUTY_WORDS: Mapping[Duty, tuple[str, ...]] = MappingProxyType(
    {
        Duty.FACILITATOR: ("facilitator", "facilitador/a", "facilitador", "facilitadora"),
        Duty.INTERPRETER: ("interpreter", "intérprete"),
        Duty.RECORDER: ("recorder", "relator/a", "relator", "relatora"),
        Duty.OBSERVER: ("observer", "observador/a", "observador", "observadora"),
        Duty.HOST: ("host", "anfitrión/a", "anfitrión", "anfitriona"),
    }
)

STATUS_WORDS: Mapping[Status, tuple[str, ...]] = MappingProxyType(
    {
        Status.CONFIRMED: ("confirmed", "confirmado/a", "confirmado", "confirmada"),
        Status.INVITED: ("invited", "invitado/a", "invitado", "invitada"),
        Status.OPEN: ("open", "abierto/a", "abierto", "abierta", "reservado", "reservada", "por nombrar"),
        Status.NOMINATED: ("nominated", "propuesto/a", "propuesto", "propuesta", "nominado", "nominada"),
        Status.IDEA: ("idea",),
        Status.DECLINED: ("declined", "declinó", "rechazó", "declinado", "declinada"),
    }
)

SPEAKS_TO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        message("policy"): ("policy", "policies", "policymaking", "política", "políticas", "políticas públicas"),
        message("practice"): ("practice", "practices", "práctica", "prácticas"),
        message("funding"): ("funding", "funds", "financiación", "financiamiento", "fondos"),
        message("program"): (
            *("program", "programs", "programme", "programmes", "program delivery"),
            *("programa", "programas"),
        ),
        message("resource"): ("resource", "recurso", "resources", "resource allocation", "recursos"),
    }
)

_ROLES = {squashed(word): role for role, words in ROLE_WORDS.items() for word in words}
_DUTIES = {squashed(word): duty for duty, words in DUTY_WORDS.items() for word in words}
_STATUSES = {squashed(word): status for status, words in STATUS_WORDS.items() for word in words}
_SUBJECTS = {squashed(word): subject for subject, words in SPEAKS_TO.items() for word in words}


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
