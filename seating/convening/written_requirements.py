"""Read and validate the requirements of a convening, and add those that apply by default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from seating.convening.document import KeyPath
from seating.convening.error_locations import in_known_keys, problems_of, unknown_keys
from seating.convening.formats import Document
from seating.convening.resolvers import in_the_lists_words, words_not_allowed
from seating.errors import InputError, Problem
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.tables import Table
from seating.wording import listed, nearest

__all__ = ["read_requirements", "with_the_usual"]


def read_requirements(
    document: Document, context: Mapping[str, Any], vocabulary: Mapping[str, Any]
) -> tuple[tuple[Requirement, ...], list[Problem]]:
    """Return the valid requirements of a document, with ids, and the problems of the others.

    Parameters
    ----------
    document : Document
    context : mapping of str to object
        The validation context of `finders`.
    vocabulary : mapping of str to object
        For each column, the allowed values and their other names.
    """
    path: KeyPath = ("requirements",)
    written = document.plain.get("requirements")
    if not isinstance(written, list | tuple):
        hint = "Write a list: - kind: role_mix …"
        place = document.file_of(path), document.line(path)
        return (), [Problem("value-wrong", "is not a list", *place, subject="requirements", hint=hint)]
    found: list[Requirement] = []
    problems: list[Problem] = []
    numbers: Counter[str] = Counter()
    first: dict[str, int | None] = {}
    for number, entry in enumerate(written):
        here = (*path, number)
        kind, wrong = _kind(document, entry, here)
        problems += wrong
        if kind is None:
            continue
        numbers[kind] += 1
        identity = _identity(entry.get("id"), f"{kind}-{numbers[kind]}")
        problems += _reserved_or_twice(document, here, entry.get("id"), identity, first)
        requirement, wrong = _requirement(document, {**entry, "id": identity}, here, kind, context, vocabulary)
        problems += wrong
        found += [requirement] if requirement is not None else []
    return tuple(found), problems


def _kind(document: Document, entry: Any, path: KeyPath) -> tuple[str | None, list[Problem]]:
    """Return the kind of an entry, or None and the problem."""
    place = document.file_of((*path, "kind")), document.line((*path, "kind"))
    subject = f"requirement {int(path[-1]) + 1}"
    if not isinstance(entry, Mapping) or entry.get("kind") is None:
        hint = "Write {kind: count, who: {sector: government}, at_least: 1}; `seating kinds` lists the kinds."
        return None, [Problem("kind-unknown", "the key `kind` is missing", *place, hint=hint, subject=subject)]
    kind = str(entry["kind"])
    if kind in kinds():
        return kind, []
    near = nearest(kind, kinds())
    hint = f'Did you mean "{near}"?' if near else f"The kinds are {listed(kinds())}."
    return None, [Problem("kind-unknown", "is not a kind of requirement", *place, value=kind, hint=hint)]


def _identity(written: Any, otherwise: str) -> str:
    """Return the id as written, or `otherwise` if there is none."""
    is_word = isinstance(written, str | int | float) and not isinstance(written, bool)
    return (str(written).strip() if is_word else "") or otherwise


def _requirement(
    document: Document,
    entry: Mapping[str, Any],
    path: KeyPath,
    kind: str,
    context: Mapping[str, Any],
    vocabulary: Mapping[str, Any],
) -> tuple[Requirement | None, list[Problem]]:
    """Return one requirement, or None and its problems."""
    model = kinds()[kind]
    named = {field.alias or name for name, field in model.model_fields.items()} - model.hidden_keys
    keys = ["kind", *sorted(named)]
    subject = f'requirement "{entry["id"]}"'
    problems = list(unknown_keys(entry, keys, document, path, subject))
    given = in_known_keys(entry, keys)
    given.pop("kind", None)
    for key in sorted({"who", "whom"} & given.keys()):
        given[key] = in_the_lists_words(given[key], context["column"], vocabulary)
        for value, hint in words_not_allowed(given[key], vocabulary):
            place = document.file_of((*path, key)), document.line((*path, key))
            says = "is not in the vocabulary of its column"
            about = f"{subject}, {key}"
            problems.append(Problem("value-not-allowed", says, *place, value=value, hint=hint, subject=about))
    try:
        return model.model_validate(given, context=dict(context)), problems
    except ValidationError as error:
        return None, [*problems, *problems_of(error, document, path, subject)]
    except InputError as error:  # from a file named in the requirement
        return None, [*problems, *error.problems]


def _reserved_or_twice(
    document: Document, path: KeyPath, written: Any, identity: str, first: dict[str, int | None]
) -> Iterable[Problem]:
    """Yield a problem for a reserved or repeated id; record new ids."""
    place = document.file_of((*path, "id")), document.line((*path, "id"))
    if isinstance(written, bool | Mapping | list):
        yield Problem("id-wrong", "is not a text", *place, value=str(written), hint="Write a word.", subject="id")
    if ":" in identity or identity.startswith("private-"):
        says = "cannot be the id of a requirement: ids with a colon and ids that begin with private- are reserved"
        yield Problem("id-wrong", says, *place, value=identity, hint="Choose another.")
    if identity in first:
        says = f"is the id of two requirements; the first is on line {first[identity]}"
        yield Problem("requirement-twice", says, *place, value=identity, hint="Give each an id of its own.")
    first.setdefault(identity, place[1])


def with_the_usual(stated: Sequence[Requirement], tables: Sequence[Table]) -> tuple[Requirement, ...]:
    """Return the requirements, and after them the usual ones for these tables that are not stated, musts first."""
    have = {requirement.kind for requirement in stated}
    usual = [model for kind, model in kinds().items() if kind not in have and model.is_usual(tables)]
    usual.sort(key=lambda model: not model.is_must_by_default)
    return (*stated, *(model.model_validate({"id": f"{model.kind}-1"}) for model in usual))
