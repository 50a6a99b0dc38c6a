"""Write the answers of the guided start as a convening with comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from seating.api.check import find_clashes
from seating.api.editing.convening_text import WITHOUT_LIST
from seating.api.guided_start.questionnaire import (
    ACCESS,
    APART,
    BEFORE,
    MEMBERS,
    NEEDED,
    PURPOSE,
    QUESTIONS,
    TABLES,
    TOGETHER,
    WHEN,
    WHO_SITS_THERE,
    Draft,
    Entry,
)
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.convening.convening_file import as_flow, list_stated, plain_requirement, plain_table
from seating.convening.convening_reader import read_convening
from seating.convening.edit import Remove, edit_text, parse_text
from seating.convening.inference import infer_fill
from seating.mentions.kinds_of_people import PERSPECTIVE
from seating.present.languages import Words
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

MEMBERLESS = message("This table needs members. Write them in people: and remove the # before the next line.")

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
    is_must = bool(draft.apart or draft.together or draft.members)
    if draft.request is not None and is_must and _has_clash(draft.request, text):
        wished = replace(draft, apart=tuple(map(_wish, draft.apart)), together=tuple(map(_wish, draft.together)))
        return _write(wished, words, TOO_MUCH)
    return text


def _wish(entry: Entry) -> Entry:
    """Return a requirement as a wish."""
    return replace(entry, plain={**entry.plain, "must": False})


def _has_clash(request: Request, text: str) -> bool:
    """Whether counting proves that no seating meets the musts of a convening."""
    inputs = read_round(replace(request, convening=parse_text(text, NAME), inputs=None, write=False))
    return bool(find_clashes(inputs))


def _write(draft: Draft, words: Words, about_company: str = "") -> str:
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
    if draft.chosen_tables and not draft.is_starter:
        parts += tell.of(MEMBERS)
    parts.append(f"# {words.gettext(SEATS)}\ntables:\n")
    parts += [f"  - {as_flow(table)}\n" for table in _list_tables(draft)]
    parts += [f"  # {words.gettext(MEMBERLESS)}\n  # - {as_flow(table)}\n" for table in _list_memberless(draft)]
    kept = parse_text(draft.kept, NAME).plain
    if columns := {**draft.rules.columns, **draft.columns}:
        meant = {key: texts[0] if len(texts) == 1 else list(texts) for key, texts in columns.items()}
        parts.append(f"\n# {words.gettext(HEADINGS)}\ncolumns: {as_flow(meant)}\n")
    lacking = {column for one in draft.needed for column in one.plain["who"]} - {*draft.people.headings, "id", "name"}
    if vocabulary := {**{one: [] for one in sorted(lacking)}, **kept.get("vocabulary", {})}:
        parts += [f"# {words.gettext(INTRODUCED)}\n"] if lacking else []
        parts.append(f"vocabulary: {as_flow(vocabulary)}\n")
    if draft.kept:
        edits = [Remove((key,)) for key in ("columns", "vocabulary") if key in kept]
        parts.append(f"\n{edit_text(draft.kept, NAME, edits).removeprefix(WITHOUT_LIST)}")
    parts += tell.of(ACCESS)
    parts.append(_line("working_language", draft.languages[0] if draft.languages else ""))
    parts.append(f"\n# {words.gettext(MUSTS)}\nrequirements:\n")
    parts += tell.of(NEEDED, "  ")
    parts += _list_entries(draft.needed, words)
    parts += tell.of(TOGETHER, "  ")
    parts += [f"  # {words.gettext(about_company)}\n"] if about_company and draft.together else []
    parts += _list_entries(draft.together, words)
    parts += tell.of(APART, "  ")
    parts += [f"  # {words.gettext(about_company)}\n"] if about_company and draft.apart else []
    parts += _list_entries(draft.apart, words)
    parts += [f"  - {as_flow(entry)}\n" for entry in _list_table_duties(draft)]
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
        asked = next(question.asks for question in (*QUESTIONS, WHO_SITS_THERE) if question.key == key)
        typed = self._draft.typed.get(key) or self._words.gettext(SKIPPED)
        yield f"\n{indent}# {self._words.gettext(asked)} {typed}\n"


def _list_tables(draft: Draft) -> Iterator[Mapping[str, Any]]:
    """Yield the tables as they are written; inferred from the list if the question was skipped."""
    tables = [one for one in draft.tables if one not in _list_memberless(draft)]
    if not any("kind" not in one for one in tables):
        found = read_convening(draft.people, {}).convening.tables
        tables = [*(plain_table(table) for table in found), *tables]
    day = {"day": draft.day.isoformat()} if draft.day else {}
    time = {"time": draft.hours} if draft.hours else {}
    for table in tables:
        if "kind" in table:  # its members sit at the other tables
            yield {**table, **({"people": list(draft.members[table["id"]])} if table["id"] in draft.members else {})}
            continue
        features = [*draft.features.get("", ()), *draft.features.get(str(table["id"]), ())]
        yield {**table, **day, **time, **({"features": features} if features else {})}


def _list_memberless(draft: Draft) -> list[Mapping[str, Any]]:
    """Return the tables that govern whose members are not known yet; such a table would seat people."""
    return [one for one in draft.tables if "kind" in one and "from" not in one and one["id"] not in draft.members]


def _list_table_duties(draft: Draft) -> Iterator[Mapping[str, Any]]:
    """Yield who sits at a head table, and the duties whose holders are the members of tables that govern."""
    for identity in sorted(draft.heads & draft.members.keys()):
        yield {"kind": "pin", "people": list(draft.members[identity]), "tables": [identity]}
    for duty in dict.fromkeys(one["from"] for one in draft.tables if "from" in one):
        yield {"kind": "duty", "name": duty, "each": 1}


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
