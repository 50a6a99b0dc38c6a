"""The names of duties and of roles at governance tables."""

from __future__ import annotations

from seating.analysis.initiative.memberships import Membership
from seating.analysis.relief import Lack
from seating.report.claims.labels import DUTY_OF, SUGGESTED, WHO_SPEAKS
from seating.result import Result
from seating.result.memberships import has_suggested_role, is_named_member, is_suggested
from seating.wording import Said, message, said, said_joined, said_language, said_list

DUTIES = (
    message("facilitator"),
    message("interpreter"),
    message("recorder"),
    message("observer"),
    message("host"),
    message("chair"),
    message("reporter"),
    message("liaison"),
)
"""The duties whose names are translated; a duty that the convener named is printed as written."""


MEMBERS_MEET = said(
    "Members of a governance table also meet at that table, wherever else they sit. Requirements in the "
    "convening and on the list apply to ordinary seats only, unless they name a governance table."
)


def duty_in_words(result: Result, person: str, duty: str) -> Said:
    """Return a duty as pages show it: "chair", or "chair (suggested until elected)" if the program chose the person.

    Parameters
    ----------
    result : Result
    person : str
        The person's id.
    duty : str
        As written in the list or the convening.
    """
    word = name_duty(duty)
    return SUGGESTED(name=word) if is_suggested(result, person, duty) else word


def name_duty(duty: str) -> Said:
    """Return the name of a duty; one that the convener named stands as written."""
    return said(duty) if duty in DUTIES else Said(duty)


def name_lack(lack: Lack) -> str:
    """Return the duty, or the duty with the language, that a table would lack."""
    duty = said_list([said(duty.value) for duty in lack.duties], last="or")
    if not lack.speaks:
        return duty
    languages = dict.fromkeys(map(said_language, lack.languages))
    return WHO_SPEAKS(duty=duty, language=said_list(languages, last="or"))


def describe_role(result: Result, membership: Membership) -> tuple[str, str, str]:
    """Return the table from which a member was drawn ("" for none), their role, and their duty at the table itself.

    The role is "chair of Capital, suggested until elected", "chair", "member by name" or "chosen".

    Parameters
    ----------
    result : Result
    membership : Membership
    """
    duty, _, origin = membership.role.partition(" of ")
    word = name_duty(duty)
    if origin:
        label = next((one.label for one in result.convening.tables if one.id == origin), origin)
        role = DUTY_OF(duty=word, table=label)
        if has_suggested_role(result, membership):
            role = as_suggested(role)
            if is_named_member(result, membership):
                role = as_named(role)
        return origin, role, ""
    if duty in DUTIES:
        return "", word, word
    return "", said("named member") if is_named_member(result, membership) else said("chosen"), ""


def as_suggested(role: str) -> Said:
    """Return a role that rests on a suggestion of the program."""
    return said_joined([role, said("suggested until elected")], ", ")


def as_named(role: str) -> Said:
    """Return a role of someone the convening names too."""
    return said_joined([said("named member"), role], "; ")


def governance_roles(result: Result, person: str) -> tuple[Said, ...]:
    """Return the memberships of a person, given by their id: "Leadership (chair of Capital)"."""
    held = [one for one in result.memberships if one.person == person]
    by_id = {table.id: table for table in result.convening.tables} if held else {}
    found = []
    for one in held:
        if one.table in by_id:
            _, role, _ = describe_role(result, one)
            found.append(said_joined([by_id[one.table].label, " (", role, ")"], ""))
    return tuple(found)
