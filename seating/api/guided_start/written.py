"""Write the answers of the guided start as a convening with comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from seating.api.check import find_clashes
from seating.api.guided_start.questionnaire import (
    ACCESS,
    APART,
    BEFORE,
    NEEDED,
    PURPOSE,
    QUESTIONS,
    TABLES,
    WHEN,
    Draft,
    Entry,
)
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.convening.convening_file import as_flow, list_stated, plain_requirement, plain_table
from seating.convening.convening_reader import read_convening
from seating.convening.edit import parse_text
from seating.convening.inference import infer_fill
from seating.present.languages import Words
from seating.profiles.named_groups import PERSPECTIVE
from seating.wording import message

NAME = "convening.yaml"

OPENING = message("Written from your answers. Change it as you like; the program never overwrites it.")
SKIPPED = message("not answered")
SEATS = message(
    "seats: 6-10 means from 6 to 10 people; 8 means exactly 8. Each table can also have a purpose and a place."
)
MUSTS = message(
    "A requirement with must: true has to be met; the others count according to their weight. `seating kinds` "
    "lists all kinds."
)
HEADINGS = message("What some headings in the list mean.")
INTRODUCED = message("Columns that the list does not have yet. Add a column when someone who needs it is coming.")
USUAL = message("What most meetings want, as far as the columns in the list allow.")
WAITING = message("When both are on the list, remove the # before the next line.")
TOO_MUCH = message("These cannot all be met, so they are wishes (must: false).")

COMPANY: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "same": ({"kind": "continuity", "at_least": "2/3", "weight": 3}, {"kind": "buddy", "weight": 3}),
    "other": ({"kind": "new_company", "weight": 1},),
}
"""The requirements for what happened before."""


def write_convening(draft: Draft, words: Words) -> str:
    """Return the convening as YAML with comments. `check` accepts it as it is.

    Parameters
    ----------
    draft : Draft
    words : Words
        The language of the comments.
    """
    draft = _name_columns(draft, words)
    text = _write(draft, words)
    if draft.request is not None and draft.apart and _has_clash(draft.request, text):
        wished = tuple(replace(entry, plain={**entry.plain, "must": False}) for entry in draft.apart)
        return _write(replace(draft, apart=wished), words, TOO_MUCH)
    return text


def _has_clash(request: Request, text: str) -> bool:
    """Whether counting proves that no seating meets the musts of a convening."""
    inputs = read_round(replace(request, convening=parse_text(text, NAME), inputs=None, write=False))
    return bool(find_clashes(inputs))


def _write(draft: Draft, words: Words, about_apart: str = "") -> str:
    tell = _Comments(draft, words)
    parts = [f"# {words.gettext(OPENING)}\n"]
    parts += tell.of(PURPOSE)
    parts.append(_line("title", draft.title))
    parts.append(_line("shared_result", draft.shared_result))
    parts += tell.of(WHEN)
    if draft.day or draft.before == "first":
        plan = {**({"stage": "forming"} if draft.before == "first" else {})}
        plan |= {"day": draft.day.isoformat()} if draft.day else {}
        pairs = ", ".join(f"{key}: {value}" for key, value in plan.items())
        parts.append(f"rounds: [{{{pairs}}}]\n")
    parts += tell.of(TABLES)
    parts.append(f"# {words.gettext(SEATS)}\ntables:\n")
    parts += [f"  - {as_flow(table)}\n" for table in _list_tables(draft)]
    if draft.columns:
        meant = {key: texts[0] if len(texts) == 1 else list(texts) for key, texts in draft.columns.items()}
        parts.append(f"\n# {words.gettext(HEADINGS)}\ncolumns: {as_flow(meant)}\n")
    lacking = {column for one in draft.needed for column in one.plain["who"]} - set(draft.people.headings)
    if lacking:
        parts.append(f"# {words.gettext(INTRODUCED)}\nvocabulary: {as_flow({one: [] for one in sorted(lacking)})}\n")
    parts += tell.of(ACCESS)
    parts.append(_line("working_language", draft.languages[0] if draft.languages else ""))
    parts.append(f"\n# {words.gettext(MUSTS)}\nrequirements:\n")
    parts += tell.of(NEEDED, "  ")
    parts += _list_entries(draft.needed, words)
    parts += tell.of(APART, "  ")
    parts += [f"  # {words.gettext(about_apart)}\n"] if about_apart else []
    parts += _list_entries(draft.apart, words)
    if len(draft.languages) > 1 and "languages" in draft.people.headings:
        parts.append("  - {kind: common_language, weight: 5}\n")
    parts += tell.of(BEFORE, "  ")
    parts += [f"  - {as_flow(entry)}\n" for entry in COMPANY.get(draft.before, ())]
    parts.append(f"\n  # {words.gettext(USUAL)}\n")
    parts += [f"  - {as_flow(entry)}\n" for entry in _list_usual(draft)]
    text = "".join(parts)
    return text if parse_text(text, NAME).plain.get("requirements") else text.replace("requirements:\n", "", 1)


def _name_columns(draft: Draft, words: Words) -> Draft:
    """Return the draft with the column for kinds of people named in a language."""
    if PERSPECTIVE in draft.people.headings:
        return draft
    named = []
    for entry in draft.needed:
        who = {words.gettext(c) if c == PERSPECTIVE else c: value for c, value in entry.plain["who"].items()}
        named.append(replace(entry, plain={**entry.plain, "who": who}))
    return replace(draft, needed=tuple(named))


def _line(key: str, value: str) -> str:
    return f"{key}: {as_flow(value)}\n" if value else f"# {key}:\n"


class _Comments:
    """The comment above each part: the question with its answer."""

    def __init__(self, draft: Draft, words: Words) -> None:
        self._draft, self._words = draft, words

    def of(self, key: str, indent: str = "") -> Iterator[str]:
        """Yield the comment for a question."""
        asked = next(question.asks for question in QUESTIONS if question.key == key)
        typed = self._draft.typed.get(key) or self._words.gettext(SKIPPED)
        yield f"\n{indent}# {self._words.gettext(asked)} {typed}\n"


def _list_tables(draft: Draft) -> Iterator[Mapping[str, Any]]:
    """Yield the tables as they are written; inferred from the list if the question was skipped."""
    tables = draft.tables
    if draft.count:
        tables = tuple(
            {**table, **({"seats": draft.count["seats"]} if "seats" in draft.count else {})} for table in tables
        )
    elif not tables:
        found = read_convening(draft.people, {}).convening.tables
        tables = tuple(plain_table(table) for table in found)
    day = {"day": draft.day.isoformat()} if draft.day else {}
    time = {"time": draft.hours} if draft.hours else {}
    for table in tables:
        features = [*draft.features.get("", ()), *draft.features.get(str(table["id"]), ())]
        yield {**table, **day, **time, **({"features": features} if features else {})}


def _list_usual(draft: Draft) -> Iterator[Mapping[str, Any]]:
    """Yield the requirements that are inferred for these tables."""
    plain = {"tables": [dict(table) for table in _list_tables(draft)]}
    convening = read_convening(draft.people, plain).convening
    yield from map(plain_requirement, list_stated(convening))
    yield from infer_fill(draft.people, convening.tables)


def _list_entries(entries: tuple[Entry, ...], words: Words) -> Iterator[str]:
    for entry in entries:
        if entry.about and len(entries) > 1:
            yield f"  # {entry.about}\n"
        if entry.waits:
            yield f"  # {words.gettext(WAITING)}\n  # - {as_flow(entry.plain)}\n"
        else:
            yield f"  - {as_flow(entry.plain)}\n"
