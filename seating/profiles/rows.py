"""Turn rows into drafts of people: read every cell and give every row an id.

References to other rows are resolved later.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from seating.errors import Meaning
from seating.profiles.cells import Outcome, Remark, cell_reader, infer_separators, read_cell, split, split_type
from seating.profiles.cells.attendance import PLAIN_REPLIES, are_shares, is_probability, reply_in_words
from seating.profiles.cells.replies import Reply, people_in, read_reply, refuses_for
from seating.profiles.columns import SEVERAL, Column
from seating.profiles.headings.recognition import Headings
from seating.profiles.names import is_no_name, is_no_organization
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.person import NOT_APPLICABLE, Status
from seating.sources import Row, column_letter
from seating.wording import (
    LONGEST_NAME,
    fold,
    is_blank_text,
    message,
    quoted,
    said,
    said_count,
    said_joined,
    said_list,
    squashed,
)

REPLIES = frozenset({"attending", "status"})
"""Known columns whose cells are replies, which may speak for several people."""

Replacements = Mapping[str, Mapping[str, str]]
"""For each column, the value that a vocabulary assigns to each folded text."""

SHOWN_REPLIES = 6
"""Maximum number of different replies with one meaning that a note quotes."""

PLACEHOLDERS = frozenset(
    {"tbd", "tba", "tbc", "tbn", "n/a", "?", "??", "???", "-", "--", "–", "xxx", "unknown", "anonymous"}
    | {"to be confirmed", "to be named", "to be decided", "to be announced", "vacant", "nobody", "none", "plus one"}
)


MAY_NOT_APPLY = frozenset(
    {"organization", "sector", "representative_type", "interests", "speaks_to", "assets", "languages", "needs"}
    | {"duty", "email", "phone"}
)
"""Known columns in which `n/a` means that the column does not apply. It means the same in every custom column."""

DOES_NOT_APPLY = Outcome(None)
"""The outcome of a cell that contains `n/a`; compared by identity."""


@dataclass(slots=True)
class Draft:
    """An unfinished person: the fields of a `Person` read so far, and the line.

    `own` contains the values of custom columns, `party` the cells that state the number of people on the row.
    """

    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    party: list[tuple[Column, str]] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Return a text field; "" if it is blank."""
        return str(self.fields.get(key) or "")


def read_rows(
    headings: Headings, notebook: Notebook, replacements: Replacements, explained: Collection[str] = ()
) -> tuple[list[Draft], _Counts]:
    """Return a draft for each row that is not blank, and the number of times each text occurs in each column.

    Parameters
    ----------
    headings : Headings
    notebook : Notebook
        Collects problems and notes.
    replacements : mapping of column to mapping of folded text to text
        For each column, the texts to replace and the text to read instead of each.
    explained : collection of str
        Columns for which the convening defines `n/a`; there it is an ordinary value.
    """
    reader = _RowReader(headings, notebook, replacements, explained)
    drafts = [draft for row in headings.body if (draft := reader.read(row)) is not None]
    reader.note_short_rows()
    reader.note_separators()
    if not drafts and not notebook.has_problems:
        hint = said("Write one row for each person below the headings.")
        notebook.problem("no-people", said("there are headings but no people below them"), headings.line, hint=hint)
    return drafts, reader.split_counts()


_Counts = dict[Column, Counter[str]]


NAMES_GROUPS = frozenset({"organization", "sector", "interests", "speaks_to"})
"""Columns of the list whose values are the names of groups, so that "?" would be one."""


ANSWERS = frozenset({"none", "nothing", "nil", "ninguno", "ninguna", "nada"})
"""Folded texts that may be an answer, although people write them where they have nothing to write."""


def _may_mean_unknown(value: str) -> bool:
    """Whether a value of a list may mean that nothing is known: "?" or "TBD"."""
    return is_blank_text(value) and fold(value).strip(" .") not in ANSWERS


def _is_organization(column: Column) -> bool:
    return column.is_known and column.key == "organization"


class _RowReader:
    """Reads rows one by one; each distinct text of a column is parsed once."""

    def __init__(
        self, headings: Headings, notebook: Notebook, replacements: Replacements, explained: Collection[str]
    ) -> None:
        self.headings = headings
        self.may_not_apply = {
            column
            for column in headings.columns
            if (not column.is_known or column.key in MAY_NOT_APPLY)
            and {column.key, squashed(column.heading)}.isdisjoint(explained)  # the names that a vocabulary may use
        }
        self.notebook = notebook
        self.replacements = replacements
        self.has_name = headings.column("name") is not None
        self.counts: _Counts = {
            column: Counter(text for row in headings.body if (text := _text(row, column)) and not text.isspace())
            for column in headings.columns
        }
        self._separations = {column: infer_separators(column, self.counts[column]) for column in headings.columns}
        self._readers = {column: cell_reader(column.key, self._replaced(column)) for column in headings.columns}
        self._shares = {
            column: column.key in REPLIES and are_shares(self.counts[column]) for column in headings.columns
        }
        self._short: list[int] = []
        names = headings.column("name")
        counted = Counter[str]() if names is None else self.counts[names]
        odd = sum(number for text, number in counted.items() if is_no_name(text))
        self._has_usual_names = 2 * odd <= counted.total()
        self._known: dict[Column, dict[str, Outcome]] = {column: {} for column in headings.columns}
        self._indices = frozenset(index for column in headings.columns for index in column.indices)

    def read(self, row: Row) -> Draft | None:
        """Return the draft of a row; None if the row is blank."""
        cells = row.cells
        if not "".join(cells).strip():
            return None
        draft = Draft(row.line)
        for column, known in self._known.items():
            text = _text(row, column)
            if not text or text.isspace():
                text = self.replacements.get(column.key, {}).get("", "")
            if text:
                self._take(draft, column, text, known)
        if len(cells) > self.headings.width:
            self._name_surplus(row)
        elif len(cells) < self.headings.width:
            self._short.append(row.line)
        self._judge_name(draft, row)
        return draft

    def _take(self, draft: Draft, column: Column, text: str, known: dict[str, Outcome]) -> None:
        if column.is_known and column.key == "party":
            draft.party.append((column, text.strip()))
            return
        outcome = known.get(text)
        if outcome is None:
            outcome = known[text] = self._read(column, text)
        if column.is_known and column.key in REPLIES and self._speaks_for_several(column, text):
            draft.party.append((replace(column, part="reply"), text.strip()))
        for fault in outcome.faults:
            value = text if fault.value is None else fault.value
            might = tuple(sorted(fault.might))
            meaning = Meaning(column.key, fault.likely, value.strip(), might) if might else None
            self.notebook.problem(fault.slug, fault.says, draft.line, column, value, fault.hint, meaning)
        for remark in outcome.remarks:
            value = text if remark.value is None else remark.value
            self.notebook.remark(remark.slug, remark.says, draft.line, column, value.strip())
        if outcome is DOES_NOT_APPLY:
            draft.fields["not_applicable"] = draft.fields.get("not_applicable", frozenset()) | {column.key}
        elif not column.is_known:
            if outcome.value:
                draft.own[column.key] = outcome.value
        elif outcome.value is not None:
            key = "with_" if column.key == "with" else column.key
            several = column.key in SEVERAL and key in draft.fields  # two columns with the same meaning
            draft.fields[key] = _combined(draft.fields[key], outcome.value) if several else outcome.value
        elif column.key in {"name", "id", "organization", "email"}:
            draft.fields[column.key] = text.strip()  # wrong and reported, but needed to compare rows
        if outcome.types_at:
            draft.fields["types_at"] = outcome.types_at

    def _speaks_for_several(self, column: Column, text: str) -> bool:
        """Whether a reply states a number of people, or denies that one of them comes."""
        if self._shares[column] and read_reply(text) is Reply.CHANCE:
            return True
        return people_in(text) is not None or bool(refuses_for(text))

    def _read(self, column: Column, text: str) -> Outcome:
        """Return the outcome of a cell, with `n/a` removed from its values."""
        replaced = _replace_words(column, text, self.replacements.get(column.key, {}))
        written = self._separations[column].split(replaced)
        unclear: list[Remark] = []
        if column in self.may_not_apply:
            values = split(written)
            applicable = [value for value in values if fold(value) not in NOT_APPLICABLE]
            if (values and not applicable) or (_is_organization(column) and is_no_organization(replaced)):
                return DOES_NOT_APPLY
            if len(applicable) < len(values):
                written = "; ".join(applicable)
            if not column.is_known or column.key in NAMES_GROUPS:
                says = said("counts as a value in requirements; clear the cell if it is not known")
                unclear = [Remark("value-unclear", says, value) for value in applicable if _may_mean_unknown(value)]
        outcome = read_cell(column.key, written, self._readers[column])
        return replace(outcome, remarks=(*outcome.remarks, *unclear)) if unclear else outcome

    def _replaced(self, column: Column) -> list[str]:
        """Return the texts of a column, with words replaced according to the vocabulary."""
        words = self.replacements.get(column.key, {})
        return [words.get(fold(text), text) for text in self.counts[column]]

    def split_counts(self) -> _Counts:
        """Return how often each text occurs in each column, with `;` between its values."""
        found: _Counts = {}
        for column, counts in self.counts.items():
            found[column] = Counter()
            for text, count in counts.items():
                if self._known[column].get(text) is not DOES_NOT_APPLY:
                    found[column][self._separations[column].split(text)] += count
        return found

    def note_separators(self) -> None:
        """Add notes about columns with separators other than `;` and about the meaning of unusual replies."""
        for column, separation in self._separations.items():
            place = self.notebook.place_of(column)
            if separation.separators:
                text = said("%(place)s: %(text)s.", place=place, text=separation.says())
                shared = said("%(place)s: cells are split into several values.", place=place)
                self.notebook.note("values-split", text, shared, column.key)
            elif separation.unsplit:
                text = said(
                    "%(place)s: %(cell)s is kept as one value. Separate values with a semicolon (;).",
                    place=place,
                    cell=quoted(separation.unsplit),
                )
                shared = said("%(place)s: some cells might contain several values.", place=place)
                self.notebook.note("values-not-split", text, shared, column.key)
            if column.is_known and column.key in REPLIES:
                self._note_replies(column, place)
            if _is_organization(column):
                self._note_no_organization(column, place)

    def _note_no_organization(self, column: Column, place: str) -> None:
        """Add a note on cells that tell that a person belongs to no organization."""
        none = self._known[column].items()
        texts = [text for text, outcome in none if outcome is DOES_NOT_APPLY and is_no_organization(text)]
        if texts:
            number = sum(self.counts[column][text] for text in texts)
            shared = said_count(
                "%(place)s: %(number)s cell names no organization.",
                "%(place)s: %(number)s cells name no organization.",
                number,
                place=place,
            )
            told = said(
                "%(text)s %(texts)s mean that the person belongs to none.",
                text=shared,
                texts=said_list(map(quoted, dict.fromkeys(text.strip() for text in texts[:SHOWN_REPLIES]))),
            )
            if len(texts) == 1:
                told = said(
                    "%(text)s %(texts)s means that the person belongs to none.",
                    text=shared,
                    texts=quoted(texts[0].strip()),
                )
            self.notebook.note("organization-none", told, shared, column.key)

    def _note_replies(self, column: Column, place: str) -> None:
        """Add a note on how the replies of a column are read, except for plain words, and one on probabilities."""
        stated = [text for text, outcome in self._known[column].items() if is_probability(text, outcome.value)]
        if stated:
            told = said(
                "%(place)s: a probability such as %(text)s is read as maybe. The number is not used.",
                place=place,
                text=quoted(stated[0].strip()),
            )
            shared = said("%(place)s: probabilities are read as maybe. The numbers are not used.", place=place)
            self.notebook.note("probabilities-read", told, shared, column.key)
        meant: dict[str, list[str]] = {}
        plain = PLAIN_REPLIES | {status.value for status in Status}
        for text, outcome in self._known[column].items():
            is_clear = fold(text) in plain or text in stated or outcome.faults
            if not is_clear and (word := reply_in_words(outcome.value)):
                meant.setdefault(word, []).append(quoted(text.strip()))
        if meant:
            form = message("%(texts)s as %(meaning)s")
            read = [
                said(form, texts=said_list(dict.fromkeys(texts[:SHOWN_REPLIES])), meaning=said(word))
                for word, texts in meant.items()
            ]
            text = said(
                "%(place)s: replies are read as follows: %(replies)s. Everyone gets a seat unless their reply is "
                "read as “no”.",
                place=place,
                replies=said_joined(read, "; "),
            )
            self.notebook.note(
                "replies-read", text, said("%(place)s: the cells are read as replies.", place=place), column.key
            )

    def _name_surplus(self, row: Row) -> None:
        for index in range(self.headings.width, len(row.cells)):
            if value := row.cells[index].strip():
                says = said("is in column %(letter)s, which has no heading", letter=column_letter(index))
                hint = said("If a cell contains the delimiter, put it in quotes. Otherwise give the column a heading.")
                self.notebook.problem("cell-surplus", says, row.line, value=value, hint=hint)

    def note_short_rows(self) -> None:
        """Add a note about rows with fewer cells than headings."""
        if self._short:
            text = said_count(
                "%(file)s: %(number)s row has fewer cells than there are headings (%(lines)s); the missing cells are "
                "read as empty.",
                "%(file)s: %(number)s rows have fewer cells than there are headings (%(lines)s); the missing cells are "
                "read as empty.",
                len(self._short),
                file=self.notebook.file,
                lines=lines_in_words(self._short),
            )
            self.notebook.note("cells-missing", text)

    def _judge_name(self, draft: Draft, row: Row) -> None:
        name = draft.text("name")
        column = self.headings.column("name")
        if len(name) > LONGEST_NAME:
            says = said(
                "is a name with %(number)s characters; at most %(most)s are allowed",
                number=f"{len(name):,}",
                most=f"{LONGEST_NAME:,}",
            )
            self.notebook.problem("text-too-long", says, draft.line, column, name, hint=said("Shorten it."))
        if name:
            if fold(name) in PLACEHOLDERS:
                says = said(
                    "looks like a placeholder. To reserve a seat, leave the name blank and enter “open” as the status"
                )
                self.notebook.remark("name-placeholder", says, draft.line, column, name)
            elif self._has_usual_names and is_no_name(name):
                says = said(
                    "is not a name, but other cells in the row are filled, so it gets a seat. Write the name, "
                    "or delete the row"
                )
                self.notebook.remark("name-placeholder", says, draft.line, column, name)
            return
        if not self.has_name:
            self._take_id_as_name(draft, row)
        elif draft.fields.get("status") is not Status.OPEN:
            self.notebook.problem(
                "name-missing",
                said("the name is missing; the row contains %(shown)s", shown=_shown(row)),
                draft.line,
                column,
            )
        elif not (draft.text("organization") or draft.text("sector")):
            says = said("the open seat does not show who it is held for")
            hint = said("Fill in the organization, the sector or a name.")
            self.notebook.problem("open-seat-unsaid", says, draft.line, column, hint=hint)

    def _take_id_as_name(self, draft: Draft, row: Row) -> None:
        if draft.text("id"):
            draft.fields["name"] = draft.text("id")
        else:
            says = said("the id and the name are missing; the row contains %(shown)s", shown=_shown(row))
            self.notebook.problem("name-missing", says, draft.line, self.headings.column("id"))


def _combined(one: Any, other: Any) -> Any:
    """Return the values of two columns with the same meaning; of two scores of one area, the higher one."""
    if not isinstance(one, Mapping):
        return (*one, *other)
    return {area: max(one.get(area, 0), other.get(area, 0)) for area in (*one, *other)}


def _replace_words(column: Column, text: str, words: Mapping[str, str]) -> str:
    """Return a cell with a word of the vocabulary replaced; in representative types, one at each table."""
    if fold(text) in words or column.key != "representative_type" or not words:
        return words.get(fold(text), text)
    parts = [(item, *split_type(item)) for item in split(text)]
    return "; ".join(
        f"{table}: {words[fold(type_)]}" if table and fold(type_) in words else words.get(fold(item), item)
        for item, table, type_ in parts
    )


def _text(row: Row, column: Column) -> str:
    """Return the cell of a column; several cells that form one value are joined with a space."""
    cells = row.cells
    if len(column.indices) == 1:
        index = column.indices[0]
        return cells[index] if index < len(cells) else ""
    return " ".join(cells[i].strip() for i in column.indices if i < len(cells) and cells[i].strip())


def _shown(row: Row) -> str:
    def texts() -> Iterator[str]:
        for cell in row.cells:
            if cell.strip():
                yield quoted(cell.strip())

    shown = list(texts())
    if len(shown) > 4:
        shown = [*shown[:3], said_count("%(number)s more cell", "%(number)s more cells", len(shown) - 3)]
    return said_list(shown)


SEPARATOR = "\x1f"
"""Separates the texts from which an id is computed: the unit separator, which no table cell contains."""


def compute_id(*texts: str) -> str:
    """Return `p-` and the first 10 hexadecimal digits of SHA-256 over the folded texts.

    >>> compute_id("Ada Kim", "Tern Island") == compute_id(" ADA  kim", "tern island")
    True
    """
    joined = SEPARATOR.join(map(fold, texts))
    return f"p-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
