"""Who is who: the ids of a list's people, given or computed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from seating.profiles.headings import Headings
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.rows import Draft
from seating.wording import fold, quoted

__all__ = ["computed_id", "identify"]

SEPARATOR = "\x1f"
"""Between the texts an id is computed from: the unit separator, which no cell of a table holds."""


def computed_id(*texts: str) -> str:
    """Return `p-` and 10 hex digits of SHA-256 over the folded texts.

    >>> computed_id("Ada Kim", "Tern Island") == computed_id(" ADA  kim", "tern island")
    True
    """
    joined = SEPARATOR.join(map(fold, texts))
    return f"p-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def identify(drafts: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
    """Give an id to each draft that has none; repeated ids, and rows that are equal, are problems.

    Rows whose name and organization are those of another row are numbered in the order of their e-mails. The e-mail
    itself goes into no id, since whoever guesses an address could check it against the id.
    """
    given = [draft for draft in drafts if draft.text("id")]
    nameless = [draft for draft in drafts if not draft.text("id") and (draft.text("name") or draft.fields)]
    for draft in nameless:
        draft.fields["id"] = computed_id(draft.text("name"), draft.text("organization"))
    for alike in _shared(nameless, lambda draft: draft.text("id")):
        if len({fold(draft.text("email")) for draft in alike}) < len(alike):
            _ask_for_ids(alike, headings, notebook)
            continue
        for number, draft in enumerate(sorted(alike, key=lambda draft: fold(draft.text("email"))), start=1):
            place = f"{number} of {len(alike)}"
            draft.fields["id"] = computed_id(draft.text("name"), draft.text("organization"), place)
    for alike in _shared(given, lambda draft: fold(draft.text("id"))):
        _name_repeated(alike, headings, notebook)
    column = headings.column("id")
    if column and nameless and given:
        lines = lines_in_words([draft.line for draft in nameless])
        notebook.note("id-computed", f"{notebook.file}: {lines}: the id is blank; one is made from the name.")
    if column and not headings.column("name"):
        text = (
            f"{notebook.file}: there is no column of names; people are printed by their id ({quoted(column.heading)})."
        )
        notebook.note("name-from-id", text)


def _shared(drafts: Iterable[Draft], key: Callable[[Draft], str]) -> list[list[Draft]]:
    """Return the drafts that have a key in common, where several do."""
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(key(draft), []).append(draft)
    return [group for group in groups.values() if len(group) > 1]


def _ask_for_ids(alike: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
    first = alike[0]
    at = f" of {quoted(first.text('organization'))}" if first.text("organization") else ""
    says = f"{at} stands on {lines_in_words([draft.line for draft in alike])}; the rows cannot be told apart".strip()
    hint = "Take out a row that is one too many, or add a column id that tells these people apart."
    name = first.text("name") or "an open seat"
    notebook.problem("id-needed", says, first.line, headings.column("name"), name, hint)


def _name_repeated(alike: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
    first = alike[0]
    for draft in alike[1:]:
        says = f"is the id of line {first.line} already"
        hint = "Each person has an id of their own."
        notebook.problem("id-repeated", says, draft.line, headings.column("id"), draft.text("id"), hint)
