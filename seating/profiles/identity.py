"""Give every row an id: the stated one, or one computed from name and organization.

Rows that are equal in every cell are one person. Rows with the same name whose other cells differ are two people,
unless one has "yes" and the other "no".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache

from seating.groups import group_by_key
from seating.profiles.cells.attendance import reply_in_words
from seating.profiles.columns import RELATIONS, Column
from seating.profiles.headings.contents import contents_of, is_name_like
from seating.profiles.headings.evidence import are_running
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.headings.recognition import Headings
from seating.profiles.names import names_no_person
from seating.profiles.notebook import SHOWN_NOTES, Notebook, lines_in_words
from seating.profiles.person import Attendance, Status
from seating.profiles.rows import PLACEHOLDERS, Draft, compute_id
from seating.wording import fold, message, name_column, quoted, said, said_count, said_first, said_joined, said_list

UNNAMED = PLACEHOLDERS | {
    *("guest", "a guest", "+1", "child", "partner"),
    *("invitado", "invitada", "gast", "invité", "ospite"),
}
"""Names that several people may share, because they stand for someone who is not named yet."""

TIMES = re.compile(
    r"timestamp|time stamp|submi|(?:start|completion|response|reply|created|updated|modified) ?(?:time|at|date|on)"
    r"|marca temporal|horodat|zeitstempel|carimbo|informazioni cronologiche|tijdstempel|sygnatura czasowa"
    r"|^(?:date|time)$"
)
"""Matches headings of columns that state when a row was written, which distinguishes no people."""

DIFFERENT = 0.7
"""Minimum share of different texts, and of texts that could be names, of a column that might have the names."""

RELATION_FIELDS = frozenset("with_" if key == "with" else key for key in RELATIONS)
"""The fields of a draft that name other people."""

MOST_WORDS = 3
"""Maximum number of words of a cell that distinguishes people; a longer one is a remark."""


def identify(drafts: Sequence[Draft], headings: Headings, notebook: Notebook) -> list[Draft]:
    """Give an id to each draft without one, and return the drafts without rows that repeat an earlier one.

    Repeated ids, and rows with the same name of which one has yes and one no, are reported as problems. Rows with the
    same name and organization are numbered in the order of their e-mail addresses and other cells. These are not part
    of the id, because anyone who guesses an address could then check it against the id.

    Parameters
    ----------
    drafts : sequence of Draft
        Changed in place.
    headings : Headings
    notebook : Notebook
        Collects problems and notes.
    """
    drafts = _without_equal_rows(drafts, _numbering(headings), notebook)
    given = [draft for draft in drafts if draft.text("id")]
    nameless = [draft for draft in drafts if not draft.text("id") and (draft.text("name") or draft.fields)]
    for draft in nameless:
        draft.fields["id"] = compute_id(draft.text("name"), draft.text("organization"))
    for alike in _shared(nameless, lambda draft: draft.text("id")):
        if _answers_differ(alike):
            _ask_which_answer(alike, headings, notebook)
        for number, draft in enumerate(sorted(alike, key=_order), start=1):
            place = f"{number} of {len(alike)}"
            draft.fields["id"] = compute_id(draft.text("name"), draft.text("organization"), place)
    for alike in _shared(given, lambda draft: fold(draft.text("id"))):
        _name_repeated(alike, headings, notebook)
    column = headings.column("id")
    if column and nameless and given:
        lines = lines_in_words([draft.line for draft in nameless])
        text = said("%(file)s: %(lines)s: missing ids are made from the names.", file=notebook.file, lines=lines)
        notebook.note("id-computed", text)
    if column and not headings.column("name"):
        text = said(
            "%(file)s: there is no name column, so people are shown by their id (%(column)s).",
            file=notebook.file,
            column=quoted(column.heading),
        )
        if (other := _may_have_names(headings)) is not None:
            advice = notebook.ask_meaning(said("use it"), ["name"], other.heading)
            may = said("%(column)s might have the names.", column=name_column(other.heading, other.letter))
            text = said_joined([text, may, advice], " ")
        notebook.note("name-from-id", text)
    return drafts


def take_stated_ids(drafts: Sequence[Draft], stated: Mapping[str, str], notebook: Notebook) -> list[Draft]:
    """Return the drafts with the ids that the convening states for some of them.

    An id is not taken if no person, or not only one, has the name, or if another person has the id. A note names them.

    Parameters
    ----------
    drafts : sequence of Draft
        Changed in place.
    stated : mapping of str to str
        Ids, by the name in the row or by the id that the list gives.
    notebook : Notebook
        Collects the note.
    """
    named: dict[str, list[Draft]] = {}
    for draft in drafts if stated else ():
        for key in {fold(draft.text("name")), fold(draft.text("id"))} - {""}:
            named.setdefault(key, []).append(draft)
    taken, unused, now = {draft.text("id") for draft in drafts}, [], dict[str, str]()
    for name, identity in stated.items():
        found = named.get(fold(name), [])
        if len(found) != 1 or not identity or identity in taken:
            unused.append(name)
            continue
        now[found[0].text("id")] = found[0].fields["id"] = identity
        taken.add(identity)
    for draft in drafts if now else ():
        for key in draft.fields.keys() & RELATION_FIELDS:  # cells that name a person by the id in the list
            draft.fields[key] = tuple(now.get(text, text) for text in draft.fields[key])
    if unused:
        text = said(
            "%(file)s: `ids` in the convening gives ids that are not used, for %(names)s.",
            file=notebook.file,
            names=said_first(map(quoted, unused), SHOWN_NOTES),
        )
        shared = said("%(file)s: `ids` in the convening gives ids that are not used.", file=notebook.file)
        notebook.note("id-unused", text, shared, "name")
    return list(drafts)


def _may_have_names(headings: Headings) -> Column | None:
    """Return the first column with a different text on almost every row, most of which could be names."""
    for column in headings.columns:
        contents = contents_of(headings.body, column.indices)
        are_different = contents.filled > 1 and contents.different >= DIFFERENT
        if not column.is_known and are_different and contents.share(is_name_like) >= DIFFERENT:
            return column
    return None


def _shared(drafts: Iterable[Draft], key: Callable[[Draft], Hashable]) -> list[list[Draft]]:
    """Return the groups of two or more drafts that have the same key."""
    groups = group_by_key((key(draft), draft) for draft in drafts)
    return [group for group in groups.values() if len(group) > 1]


def _is_named(draft: Draft) -> bool:
    """Whether a row names a person, rather than a seat that is held for somebody or the organization that holds it."""
    name = draft.text("name")
    if not name or fold(name) in UNNAMED or fold(name) == fold(draft.text("organization")):
        return False
    return not names_no_person(name)


def _numbering(headings: Headings) -> frozenset[str]:
    """Return the custom columns that number the rows, which distinguishes no people."""
    return frozenset(
        column.key
        for column in headings.columns
        if not column.is_known and are_running(contents_of(headings.body, column.indices), 2)
    )


def _without_equal_rows(drafts: Sequence[Draft], numbering: Collection[str], notebook: Notebook) -> list[Draft]:
    """Remove rows that are equal to an earlier row in every cell but the time and the row number; add a note on them.

    Parameters
    ----------
    drafts : sequence of Draft
    numbering : collection of str
        The columns that number the rows.
    notebook : Notebook
        Collects the notes.
    """
    names = Counter(fold(draft.text("name")) for draft in drafts)
    alike_in_name = (draft for draft in drafts if names[fold(draft.text("name"))] > 1 and _is_named(draft))
    groups = _shared(alike_in_name, lambda draft: _cells(draft, numbering))
    for alike in groups[:SHOWN_NOTES]:
        text = said(
            "%(places)s: %(name)s: these rows are identical, except perhaps for a row number or a time, so "
            "they are counted once. If they are different people, add an `id` column.",
            places=said_list(f"{notebook.file}:{draft.line}" for draft in alike),
            name=quoted(alike[0].text("name")),
        )
        notebook.note("rows-equal", text, column="name")
    if len(groups) > SHOWN_NOTES:
        more = said_count(
            "%(file)s: %(number)s more person is in several identical rows and is counted once.",
            "%(file)s: %(number)s more people are in several identical rows and are counted once.",
            len(groups) - SHOWN_NOTES,
            file=notebook.file,
        )
        notebook.note("rows-equal", more, column="name")
    gone = {id(draft) for alike in groups for draft in alike[1:]}
    _note_seats_held([draft for draft in drafts if not _is_named(draft)], numbering, notebook)
    return [draft for draft in drafts if id(draft) not in gone]


def _note_seats_held(drafts: Sequence[Draft], numbering: Collection[str], notebook: Notebook) -> None:
    """Add a note on equal rows that name no person, each of which holds a seat."""
    named = [draft for draft in drafts if draft.text("name") and fold(draft.text("name")) not in UNNAMED]
    for alike in _shared(named, lambda draft: _cells(draft, numbering))[:SHOWN_NOTES]:
        text = said(
            "%(file)s: %(lines)s: %(name)s is not the name of a person, so each of these rows holds a seat.",
            file=notebook.file,
            lines=lines_in_words([draft.line for draft in alike]),
            name=quoted(alike[0].text("name")),
        )
        notebook.note("rows-equal", text, column="name")


def _cells(draft: Draft, numbering: Collection[str]) -> Hashable:
    """Return all that a row contains, except when it was written and its number; texts are compared without case."""
    fields = sorted(
        (key, fold(value) if isinstance(value, str) else repr(value)) for key, value in draft.fields.items()
    )
    keys = {key for key in draft.own if not _is_time(key)} - set(numbering)
    own = sorted((key, tuple(map(fold, draft.own[key]))) for key in keys)
    party = [(column.heading, fold(text)) for column, text in draft.party]
    return tuple(fields), tuple(own), tuple(party)


@lru_cache(maxsize=4_096)
def _is_time(heading: str) -> bool:
    return TIMES.search(plain(heading)) is not None


def _order(draft: Draft) -> tuple[str, str, int]:
    """Return what rows with one name are numbered by: the address, then cells that a later answer does not change."""
    own = sorted((key, tuple(map(fold, values))) for key, values in draft.own.items() if not _is_time(key))
    return fold(draft.text("email")), repr([fold(draft.text("phone")), fold(draft.text("sector")), own]), draft.line


def _answers_differ(alike: Sequence[Draft]) -> bool:
    """Whether one of these rows has "no" and another does not, and nothing shows that they are different people."""
    if len({_is_coming(draft) for draft in alike}) < 2 or not all(map(_is_named, alike)):
        return False
    emails = [email for draft in alike if (email := fold(draft.text("email")))]
    if len(set(emails)) < len(emails):
        return True
    return len(emails) < len(alike) and not _are_distinguished(alike)


def _is_coming(draft: Draft) -> bool:
    attending = draft.fields.get("attending")
    is_out = isinstance(attending, Attendance) and attending.chance == 0
    return not is_out and draft.fields.get("status") is not Status.DECLINED


def _are_distinguished(alike: Sequence[Draft]) -> bool:
    """Whether a short cell, such as a phone number, a town or a class, differs between all of these rows."""
    columns = {key for draft in alike for key in draft.own if not _is_time(key)}
    compared = [[draft.text(key) for draft in alike] for key in ("phone", "sector")]
    compared += [["; ".join(draft.own.get(key, ())) for draft in alike] for key in columns]
    return any(
        all(cells) and len({*map(fold, cells)}) == len(cells) and all(len(cell.split()) <= MOST_WORDS for cell in cells)
        for cells in compared
    )


def _ask_which_answer(alike: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
    """Report rows of one person who answered yes and no, with each answer, its line and its time."""
    first, last = alike[0], max(alike, key=lambda draft: draft.line)
    form, timed = message("%(answer)s on line %(line)s"), message("%(answer)s on line %(line)s (%(time)s)")
    answers = []
    for draft in alike:
        value = draft.fields.get("status") or draft.fields.get("attending")
        answer = said(reply_in_words(value) or message("yes"))
        time = next((values[0] for key, values in draft.own.items() if _is_time(key) and values), "")
        answers.append(said(timed if time else form, answer=answer, line=draft.line, time=time))
    says = said(
        "is listed with different answers: %(answers)s. Line %(last)s is the last of these rows",
        answers=said_list(answers),
        last=last.line,
    )
    hint = said(
        "Delete the row that is out of date. If they are different people, add an `id` column with a different "
        "id for each."
    )
    notebook.problem("id-needed", says, first.line, headings.column("name"), first.text("name"), hint)


def _name_repeated(alike: Sequence[Draft], headings: Headings, notebook: Notebook) -> None:
    first = alike[0]
    for draft in alike[1:]:
        says = said("is already the id on line %(line)s", line=first.line)
        hint = said("Give each person their own id.")
        notebook.problem("id-repeated", says, draft.line, headings.column("id"), draft.text("id"), hint)
