"""Find the row of headings on a sheet, and the rows of people below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.headings.competing_columns import NAMES
from seating.profiles.headings.contents import is_about_coming, is_full_name, is_reply, is_worded_reply, words
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.families import are_numbered, is_numbered_person
from seating.profiles.headings.heading_phrases import find_phrases, plain
from seating.profiles.headings.later_tables import find_later_tables
from seating.profiles.headings.row_texts import (
    LONGEST_HEADING,
    first_text,
    is_alone,
    known_meanings,
    name_columns,
    texts_of,
)
from seating.profiles.headings.side_by_side import are_over_sides, stack_sides
from seating.profiles.names import is_no_name
from seating.profiles.notebook import Notebook, lines_in_words
from seating.sources import SEARCHED_ROWS, Row, Source
from seating.wording import fold, quoted, said, said_count, said_list, squashed

SAMPLE = 1_000
"""Number of rows from which the usual number of filled cells is computed."""

AFTER_REPLY = " \t\n\xa0:–-()0123456789"
"""The characters that may follow a reply that stands above people: "Declined (3)"."""

LONGEST_SECTION = 80
"""Maximum number of characters of a text that is the heading of the rows below it."""

MOST_WORDS_OF_REPLY = 4
"""Maximum number of words of a reply that stands above the people who gave it."""

SECTION = "section"
"""Heading of the added column with the texts of section rows."""

NULLS = frozenset({"NULL", "<NULL>", "<null>", "(NULL)", "(null)", "[NULL]", "[null]", "\\N"})
"""How databases write a missing value. Case matters: Null may be a surname, and null a word."""

RULE = re.compile(r"[-–—=_~*+|:.\s]+")
IMPORTED = re.compile(r'\s*\{\s*"?ImportId"?')
ANSWERED = re.compile(r"(?:open.ended )?response|antwort|respuesta", re.IGNORECASE)
COUNTED = re.compile(
    r"\(?\s*\d[\d,.]* *(?:rows?|records?|people|persons|guests|entries|results|rows? affected|attendees|filas)\b.*",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"(?:grand |sub)?-?(?:(?:totals?|points possible|quorum|gesamt|totale|totaal|итого|всего|합계|合計|总计)\b"
    r"|(?:sum|summe|suma|count|anzahl|aantal|antal|antall|razem|celkem|spolu"
    r"|average|mean|median|durchschnitt|mittelwert|promedio|moyenne)(?=\s*(?:[:=(#\d]|$)|\s+(?-i:[a-z]))).{0,40}",
    re.IGNORECASE,
)
"""Matches a total or a mean. "Count" and the like are followed by no capital letter, because "Suma Rao" is a person."""
COMMENT = re.compile(r"#+\s+[^\W\d]")
"""Matches the beginning of a comment line, which programs and people put between the rows of a text file."""

SMALL_PRINT = re.compile(
    r"[*†‡#(\[]|(?:notes?|notas?|generated|exported|printed|source|updated|downloaded|actualizad[oa]|impreso|fuente)\b"
    r"|(?:as of|last (?:updated|changed|modified|edited))\b|(?:page|página|seite)\s+\d"
    r"|.*\b\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b|(?:\S+\s+){5}",
    re.IGNORECASE,
)
"""Matches the beginning of a remark below the people. A single word may be a name or an id and is kept."""

OTHERS = re.compile(
    r"\b(?:guardian|parent|mother|father|emergency|next of kin|spouse|partner|plus.?one|companion|second)",
    re.IGNORECASE,
)
"""Matches upper headings of columns that are about a person other than the person on the row."""

GROUPED = re.compile(
    r"\b(?:family|families|committee|team|department|dept|group|side|friends|section|table|staff|board|division|class|grade|year|"
    r"colleagues|neighbou?rs|relatives|cousins|choir|band|squad|house|district|ward|region|guests|speakers|sponsors|volunteers|members|"
    r"familia|familie|comite|comité|equipo|grupo|amigos|freunde|amis|famille)\b",
    re.IGNORECASE,
)


PLACE = re.compile(r"\d{1,3}\s*[.)]?")
"""Matches the number of a row, a table or a seat."""

NAMED = 0.6
"""Minimum share of full names in columns of people."""

TABLE = re.compile(r"(?:table|tisch|mesa|tavolo|tafel|stół|stůl|bord|桌)\s*(?:#|no\.?|nr\.?)?\s*\d{1,3}", re.IGNORECASE)
"""Matches a heading that is a table."""

FRAMED = re.compile(r"\s*([-–—=*#~_]{2,})\s*[^-–—=*#~_].*?\s*[-–—=*#~_]{2,}\s*")
"""Matches a section heading between dashes: "-- Public --"."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings and the rows of people of a list.

    Attributes
    ----------
    line : int
        The physical line of the headings.
    headings : tuple of str
        One per column, without surrounding spaces; "" if there is none.
    body : tuple of Row
        The rows of people. If there are section rows, each has one more cell: its section.
    has_sections : bool
        Whether the list has section rows.
    is_square : bool
        Whether the headings after the first name the people in the first column: a square matrix of numbers.
    choices : frozenset of int
        Columns that are single choices of a multiple-choice question, so that no column contains the whole answer.
    is_named : bool
        Whether a heading identifies the column of names or ids.
    replies : frozenset of int
        Columns whose cells were turned into replies, because their headings are about not coming.
    """

    line: int
    headings: tuple[str, ...]
    body: tuple[Row, ...]
    has_sections: bool = False
    is_square: bool = False
    choices: frozenset[int] = frozenset()
    is_named: bool = False
    replies: frozenset[int] = frozenset()


def find_layout(source: Source, notebook: Notebook, mapped: Collection[str] = ()) -> Layout | None:
    """Find the headings and the rows of people; return None if no row contains headings.

    Parameters
    ----------
    source : Source
    notebook : Notebook
        Collects notes on skipped rows, with their lines.
    mapped : collection of str
        Headings that the convening names.
    """
    rows = _without(source.rows, _is_rule, "rows-ruled", said("a separator line, not a person"), notebook)
    if _are_names_under_replies(rows) or _are_names_under_tables(rows):
        rows = [Row(rows[0].line, ("Name",)), *rows]
    at = _heading_row(rows, {squashed(text) for text in mapped})
    if at is None:
        return None
    if not mapped:
        rows, at = stack_sides(rows, at, notebook)
    headings, first, titles = _headings(source, rows, at)
    if titles:
        says = said(
            "%(file)s: the headings are on line %(line)s. The text above them, on %(lines)s, is read as a title",
            file=source.file,
            line=rows[at].line,
            lines=lines_in_words([row.line for row in titles]),
        )
        shown = said_list(quoted(", ".join(texts_of(row))) for row in titles[:3])
        _note_with_example(notebook, "title-rows", says, shown)
    body = _without(rows[first:], _is_imported, "rows-imported", said("the codes from a survey tool"), notebook)
    later = find_later_tables(body, headings, rows[at], {squashed(text) for text in mapped})
    headings = later.headings
    told = said("repeated headings")
    body = _without(later.rows, lambda row: row.line in later.repeated, "rows-repeated", told, notebook)
    told = said("people who are in a table above, and are read only there")
    body = _without(body, lambda row: row.line in later.again, "rows-again", told, notebook)
    width = len(headings)
    if source.title:  # workbooks do not store empty cells at the end of a row
        width = max([width, *(len(row.cells) for row in body)])
    headings = (*headings, *[""] * (width - len(headings)))
    body = _without_nulls(_without_totals(body, notebook), notebook)
    body = _without_odd_names(_without_places(body, headings, notebook), headings, notebook)
    body, has_sections = _in_sections(body, width, notebook, later.titles)
    upper = rows[at].cells
    is_named = bool(known_meanings(rows[at], ()) & NAMES or mapped)
    choices = frozenset(
        index
        for index, text in enumerate(headings)
        if first > at + 1 and text and text != (upper[index].strip() if index < len(upper) else "")
    )
    return Layout(rows[at].line, headings, tuple(body), has_sections, _is_square(headings, body), choices, is_named)


def _are_names_under_replies(rows: Sequence[Row]) -> bool:
    """Whether a list has no heading, only names below replies: "Coming", names, "Not coming", names."""
    return len(rows) > 1 and _is_reply_section(first_text(rows[0])) and all(len(texts_of(row)) < 2 for row in rows)


def _are_names_under_tables(rows: Sequence[Row]) -> bool:
    """Whether a list has no heading, only names below tables: "Table 1", names, "Table 2", names."""
    tables = [row for row in rows if TABLE.fullmatch(first_text(row))]
    return len(tables) > 1 and tables[0] is rows[0] and all(len(texts_of(row)) < 2 for row in rows)


def find_likely_headings(rows: Sequence[Row]) -> Row | None:
    """Return the row that most likely has the headings, if none is known: the first of those with the most texts.

    A title above the headings has fewer texts. Returns None if there are no texts.
    """
    row = max(
        (row for row in rows[:SEARCHED_ROWS] if not _is_total(row)), key=lambda row: len(texts_of(row)), default=None
    )
    return row if row is not None and texts_of(row) else None


def knows_headings(row: Row, *, own: bool = True) -> bool:
    """Whether a row contains a possible heading; with `own`, headings of custom columns such as "Gender" count too."""
    others = frozenset() if own else frozenset({"own", "private"})
    texts = (text for text in texts_of(row) if len(text) <= LONGEST_HEADING)
    return any(
        meaning(text)
        or is_numbered_person(text)
        or any(found.strength > 1 and found.meaning not in others for found in find_phrases(text))
        for text in texts
    )


def _is_rule(row: Row) -> bool:
    if not RULE.fullmatch(first_text(row)):
        return False
    texts = texts_of(row)
    return (
        bool(texts)
        and all(RULE.fullmatch(text) for text in texts)
        and max(map(len, texts)) > 2
        and (len(texts) > 1 or len(texts[0]) > 4)
    )


def _is_imported(row: Row) -> bool:
    if not IMPORTED.match(first_text(row)):
        return False
    texts = texts_of(row)
    return bool(texts) and all(IMPORTED.match(text) for text in texts)


def _without(
    rows: Sequence[Row], is_such: Callable[[Row], bool], slug: str, told: str, notebook: Notebook
) -> list[Row]:
    """Return the rows for which `is_such` is false, and add a note about the others."""
    kept: list[Row] = []
    gone: list[Row] = []
    for row in rows:
        (gone if is_such(row) else kept).append(row)
    if gone:
        says = said_count(
            "%(file)s: %(lines)s contains %(told)s",
            "%(file)s: %(lines)s contain %(told)s",
            len(gone),
            file=notebook.file,
            lines=lines_in_words([row.line for row in gone]),
            told=told,
        )
        _note_with_example(notebook, slug, says, quoted(", ".join(texts_of(gone[0]))))
    return kept


def _note_with_example(notebook: Notebook, slug: str, says: str, shown: str) -> None:
    """Add a note with an example in parentheses, which shared files leave out."""
    notebook.note(slug, said("%(text)s (%(shown)s).", text=says, shown=shown), said("%(text)s.", text=says))


def _heading_row(rows: Sequence[Row], mapped: Collection[str]) -> int | None:
    """Return the position of the heading row: of rows that could identify people, the one with the most meanings."""
    best, most = None, 0
    for at, row in enumerate(rows[:SEARCHED_ROWS]):
        known = known_meanings(row, mapped)
        if (
            known & NAMES
            and _may_stand_below(rows, at)
            and not (best is not None and _stands_over_people(rows[best:at]))
            and (
                len(known) > most
                or _is_below_groups(rows, best, at, known)
                or _is_after_gap(rows, best, at, known)
                or (at == 2 and _is_summary(*rows[:2]))
            )
        ):
            best, most = at, max(most, len(known))
    if best is None:
        best = next((at for at, row in enumerate(rows[:SEARCHED_ROWS]) if len(texts_of(row)) > 1), None)
        if best is not None and not _could_be_headings(rows, best):
            return None
    return best


def _stands_over_people(rows: Sequence[Row]) -> bool:
    """Whether a row with a heading for names stands over full names, so that rows below may have a further table."""
    names = [index for index, text in enumerate(rows[0].cells) if meaning(text) == "name"]
    cells = [text for row in rows[1:] for index in names if (text := row.cell(index))]
    return len(texts_of(rows[0])) > 1 and bool(cells) and sum(map(is_full_name, cells)) >= NAMED * len(cells)


def _is_below_groups(rows: Sequence[Row], best: int | None, at: int, known: Collection[str]) -> bool:
    """Whether a row with first and last names stands below a narrower row of groups: "Guest" over "First", "Last"."""
    if best is None or best != at - 1 or not {"first name", "last name"} <= set(known):
        return False
    return len(texts_of(rows[best])) < len(texts_of(rows[at]))


def _is_after_gap(rows: Sequence[Row], best: int | None, at: int, known: Collection[str]) -> bool:
    """Whether a row after a blank line is about names, and the best row so far only about ids: those of a meeting."""
    if best is None or rows[at].line == rows[at - 1].line + 1:
        return False
    names = NAMES - {"id"}
    return not known_meanings(rows[best], ()) & names and bool(set(known) & names)


def _may_stand_below(rows: Sequence[Row], at: int) -> bool:
    """Whether the rows above could be a summary, titles, which are narrower, or codes of a survey tool."""
    width = len(texts_of(rows[at]))
    above = rows[:at]
    if at == 1 and len(rows) > 2 and _is_imported(rows[2]):
        return True
    if at == 2 and rows[2].line > rows[1].line + 1 and _is_summary(rows[0], rows[1]):
        return True
    return all(len(texts_of(row)) < max(2, width) for row in above)


def _is_summary(over: Row, under: Row) -> bool:
    """Whether two rows describe a meeting rather than people: the number of participants stands under their heading."""
    pairs = zip(over.cells, under.cells, strict=False)
    return any(
        below.strip().isdigit() and "name" in {meaning(here), *(found.meaning for found in find_phrases(here))}
        for here, below in pairs
    )


def _could_be_headings(rows: Sequence[Row], at: int) -> bool:
    """Whether a row differs from those below: it contains no reply, no number and no text twice."""
    texts = texts_of(rows[at])
    below = {fold(cell) for row in rows[at + 1 :] for cell in row.cells}
    if _is_square(rows[at].cells, rows[at + 1 :]) or are_over_names(rows[at].cells, rows[at + 1 :]):
        return True
    return (
        (knows_headings(rows[at]) or are_numbered(texts) or any(text.endswith(("?", ":")) for text in texts))
        and len(set(map(fold, texts))) == len(texts)
        and not any(text.replace(".", "").isdigit() or "@" in text or is_reply(text) for text in texts)
        and not any(fold(text) in below for text in texts)
    )


def are_over_names(headings: Sequence[str], body: Sequence[Row]) -> bool:
    """Whether replies, such as "Not coming", or the sides of pairs, "Mentor" and "Mentee", stand over names."""
    texts = {index: text.strip() for index, text in enumerate(headings) if text.strip()}
    if len(texts) < 2:
        return False
    are_pairs = len(texts) == 2 and all(set(plain(text).split()) & words("pairs") for text in texts.values())
    are_replies = all(map(is_reply, texts.values())) and Reply.NO in map(read_reply, texts.values())
    if not (are_pairs or are_replies or are_over_sides(texts.values())):
        return False
    cells = [cell for row in body for index in texts if (cell := row.cell(index))]
    return bool(cells) and sum(map(is_full_name, cells)) >= NAMED * len(cells)


def _headings(source: Source, rows: Sequence[Row], at: int) -> tuple[tuple[str, ...], int, list[Row]]:
    """Return the headings, the position of the first row of people, and the title rows above the headings."""
    cells = [cell.strip() for cell in rows[at].cells]
    above = [row for row in rows[:at] if texts_of(row)]
    first = at + 1
    if len(rows) > first and _is_second_line(cells, rows[first]):
        lower = [cell.strip() for cell in rows[first].cells] + [""] * len(cells)
        joined = [
            over if not one or ANSWERED.fullmatch(one) else f"{over}: {one}"
            for over, one in zip(_spread(cells), lower, strict=False)
        ]
        return tuple(joined), first + 1, above
    if above and above[-1].line == rows[at - 1].line and _is_upper_line(source, above[-1], cells):
        upper = _spread([cell.strip() for cell in above[-1].cells], source, above[-1].line, len(cells))
        counts = {text: cells.count(text) for text in cells}
        cells = [
            (over if not here else f"{over} {here}" if over and (counts[here] > 1 or OTHERS.search(over)) else here)
            for over, here in zip(upper, cells, strict=False)
        ]
        return tuple(cells), first, above[:-1]
    is_summary = len(above) > 1 and _is_summary(*above[:2])
    if above and not is_summary and len(texts_of(above[-1])) >= len([cell for cell in cells if cell]):
        above = above[:-1]  # codes of a survey tool above the questions
    return tuple(cells), first, above


def _is_second_line(cells: Sequence[str], below: Row) -> bool:
    """Whether the row below contains the choices of questions: "Response", and texts below blank headings."""
    pairs = list(zip(cells, (cell.strip() for cell in below.cells), strict=False))
    return (
        any(one and not here for here, one in pairs)
        and all(
            not one or not here or ANSWERED.fullmatch(one) or is_choice(at, pairs)
            for at, (here, one) in enumerate(pairs)
        )
        and any(ANSWERED.fullmatch(one) for _, one in pairs)
    )


def is_choice(at: int, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a blank heading follows, so that the text below is the first of several choices."""
    return at + 1 < len(pairs) and not pairs[at + 1][0]


def _is_upper_line(source: Source, above: Row, cells: Sequence[str]) -> bool:
    """Whether the row above contains headings of groups of columns: merged cells, or several texts."""
    merged = any(line == above.line and last > first for line, first, last in source.merged)
    filled = len(texts_of(above))
    return filled > 1 and (merged or filled < len([cell for cell in cells if cell]))


def _spread(cells: Sequence[str], source: Source | None = None, line: int = 0, width: int = 0) -> list[str]:
    """Repeat upper headings over their columns: over merged cells, or up to the next heading."""
    spread = list(cells) + [""] * (width - len(cells))
    merged = [(first, last) for at, first, last in source.merged if at == line] if source else []
    if merged:
        for first, last in merged:
            for index in range(first, min(last, len(spread) - 1) + 1):
                spread[index] = spread[first]
        return spread
    over = ""
    for index, text in enumerate(spread):
        over = text or over
        spread[index] = over
    return spread


def _without_totals(body: list[Row], notebook: Notebook) -> list[Row]:
    """Remove rows that are no people: "(14 rows)", "Total, 54", "# not final yet"."""
    last = next((row.line for row in reversed(body) if not is_alone(row) and not _is_total(row)), 0)
    usual = _usual_width(body)

    end = next((row.line for row in body if row.line > last and _is_total(row)), None)

    are_words = any(any(map(str.isalpha, first_text(row))) for row in body if not is_alone(row))

    def is_total(row: Row) -> bool:
        is_below = row.line > last and usual > 1 and is_alone(row)
        is_after = end is not None and row.line > end
        text = first_text(row)
        is_number = are_words and not any(map(str.isalpha, text))
        return (
            _is_total(row)
            or COMMENT.match(text) is not None
            or (is_below and (is_after or is_number or SMALL_PRINT.match(text) is not None))
        )

    return _without(body, is_total, "rows-counted", said("a total, a count or a remark, not a person"), notebook)


def _is_total(row: Row) -> bool:
    """Whether a row is a count or a total: its first text names one, and its other texts contain numbers."""
    if not (COUNTED.match(first_text(row)) or TOTAL.match(first_text(row))):
        return False
    first, *rest = texts_of(row)
    is_count = COUNTED.fullmatch(first) is not None and not rest
    return is_count or (TOTAL.fullmatch(first) is not None and all(map(_is_of_total, rest)))


def _is_of_total(text: str) -> bool:
    """Whether a text beside the word total is a number or a formula, which may have lost its brackets."""
    return any(map(str.isdigit, text)) or "(" in text or text.startswith("=")


def _without_places(body: list[Row], headings: Sequence[str], notebook: Notebook) -> list[Row]:
    """Remove rows without a name that have only the number of the row, the table or the seat, and lone "5."."""
    named = name_columns(headings)
    numbered = {index for index, text in enumerate(headings) if set(plain(text).split()) <= words("places")} - named
    if not named:
        return body

    def is_place(row: Row) -> bool:
        filled = {index: text for index, cell in enumerate(row.cells) if (text := cell.strip())}
        if not filled or not all(map(PLACE.fullmatch, filled.values())):
            return False
        return filled.keys() <= numbered or (len(filled) == 1 and not first_text(row).isdigit())

    return _without(body, is_place, "rows-counted", said("a number without a person"), notebook)


def _without_odd_names(body: list[Row], headings: Sequence[str], notebook: Notebook) -> list[Row]:
    """Remove rows with nothing but a date, a number or a sign where most others have a name."""
    named = name_columns(headings)
    names = [text for row in body for index in named if (text := row.cell(index))]
    if 2 * sum(map(is_no_name, names)) > len(names):
        return body

    def is_odd(row: Row) -> bool:
        filled = {index: text for index, cell in enumerate(row.cells) if (text := cell.strip())}
        return bool(filled) and filled.keys() <= named and all(map(is_no_name, filled.values()))

    told = said("a date, a number or a symbol where other rows have a name, so no one gets a seat for it")
    return _without(body, is_odd, "rows-counted", told, notebook)


def _without_nulls(body: list[Row], notebook: Notebook) -> list[Row]:
    """Replace the missing-value words of databases by empty cells, and add one note."""
    found = [cell.strip() for row in body for cell in row.cells if cell.strip() in NULLS]
    if not found:
        return body
    text = said_count(
        "%(file)s: %(number)s cell contains %(words)s, which databases write for a missing value. It is read as empty.",
        "%(file)s: %(number)s cells contain %(words)s, which databases write for missing values. "
        "They are read as empty.",
        len(found),
        file=notebook.file,
        words=said_list(map(quoted, dict.fromkeys(found))),
    )
    notebook.note("cells-null", text)
    return [replace(row, cells=tuple("" if cell.strip() in NULLS else cell for cell in row.cells)) for row in body]


def _usual_width(rows: Sequence[Row]) -> int:
    """Return the median number of filled cells of a row."""
    widths = sorted(len(texts_of(row)) for row in rows[:SAMPLE])
    return widths[len(widths) // 2] if widths else 0


def _in_sections(body: list[Row], width: int, notebook: Notebook, titles: Collection[int]) -> tuple[list[Row], bool]:
    """Treat rows whose only text does not look like a name as section headings; add the section to each row below.

    The rows whose lines are in `titles` stand above further headings.
    """
    if width < 2 or _usual_width(body) < 2:
        found = {number: text for number, row in enumerate(body) if _is_reply_section(text := first_text(row))}
        if len(found) > 1 or any(read_reply(text.rstrip(AFTER_REPLY)) is Reply.NO for text in found.values()):
            return _given_sections(body, found, width, notebook), True
        tables = {number: text for number, row in enumerate(body) if TABLE.fullmatch(text := first_text(row))}
        if len(tables) > 1:
            return _given_sections(body, tables, width, notebook), True
        found = {number: first_text(row) for number, row in enumerate(body) if row.line in titles}
        return (_given_sections(body, found, width, notebook), True) if found else (body, False)
    names = [first_text(row) for row in body[:SAMPLE] if not is_alone(row)]
    are_capitals = sum(name.isupper() for name in names) * 2 > len(names)
    alone = {number: first_text(row) for number, row in enumerate(body) if is_alone(row)}
    have_codes = _have_codes(body, width)
    found = {
        number: text
        for number, text in alone.items()
        if _is_section(text, are_capitals=are_capitals)
        or (have_codes and any(map(str.isalpha, text)))
        or body[number].line in titles
    }
    if not found or len(found) * 2 > len(body):
        return body, False
    return _given_sections(body, found, width, notebook), True


def _have_codes(body: Sequence[Row], width: int) -> bool:
    """Whether every row with several texts has a code of its own, so that a text alone on a row is not a person.

    A code has three digits or more; sizes of parties are shorter.
    """
    rows = [row for row in body[:SAMPLE] if not is_alone(row) and texts_of(row)]
    for index in range(1, width):
        codes = {cell for row in rows if (cell := row.cell(index))}
        if len(rows) > 2 and len(codes) == len(rows) and all(sum(map(str.isdigit, code)) > 2 for code in codes):
            return True
    return False


def _is_section(text: str, *, are_capitals: bool) -> bool:
    letters = [c for c in text if c.isalpha()]
    if not letters or len(text) > LONGEST_SECTION:
        return False
    if FRAMED.fullmatch(text):
        return True
    is_loud = re.sub(r"\([^)]*\)", "", text).isupper() and not are_capitals and len(letters) > 2
    is_grouped = GROUPED.search(text) is not None and not re.match(r"the\b|mr\b|mrs\b|dr\b", text, re.IGNORECASE)
    if _is_reply_section(text):
        return True
    is_told = ":" in text or COUNTED.search(text) is not None
    return is_loud or is_told or (is_grouped and not _is_family(text))


def _is_reply_section(text: str) -> bool:
    """Whether a text alone on a row may be a reply of the people below it: "Not coming", "Declined (3)"."""
    if len(text) > LONGEST_SECTION:
        return False
    text = text.rstrip(AFTER_REPLY)
    first, _, rest = text.partition(" ")
    if not text or len(text.split()) > MOST_WORDS_OF_REPLY or re.search(r"[(\[]|\s[-–—:]\s", text):
        return False
    if read_reply(text) is None:
        return False
    if rest and first[:1].isupper() and read_reply(rest) is read_reply(text) and fold(first) not in words("helping"):
        return False  # "Ben Declined": the first word may be a name
    return is_about_coming(text) or (
        is_worded_reply(text) and read_reply(text) in {Reply.MAYBE, Reply.NO_ANSWER, Reply.WAITING}
    )


def _is_family(text: str) -> bool:
    """Whether a text may be a household on the list, such as "Fox family", rather than the heading of a group."""
    return (
        re.fullmatch(r"[^\W\d_]+ (?:family|familia|familie|famille)", text, re.IGNORECASE) is not None
        and not text.isupper()
    )


def _given_sections(body: list[Row], found: dict[int, str], width: int, notebook: Notebook) -> list[Row]:
    rows, section = [], ""
    told: list[str] = []
    for number, row in enumerate(body):
        if number in found:
            text = found[number]
            section = (text.strip(" -–—=*#~_") if FRAMED.fullmatch(text) else text).rstrip(":").strip()
            told.append(said("%(name)s (line %(line)s)", name=quoted(found[number]), line=row.line))
            continue
        rows.append(row.with_inserted(width, section))

    def says(rows: str) -> str:
        return said_count(
            "%(file)s: %(rows)s is read as the heading of the rows below it, not as a person.",
            "%(file)s: %(rows)s are read as headings of the rows below them, not as people.",
            len(told),
            file=notebook.file,
            rows=rows,
        )

    text = said(
        "%(text)s For each row below such a heading, the column %(column)s contains that heading.",
        text=says(said_list(told)),
        column=quoted(SECTION),
    )
    notebook.note("section-rows", text, says(said_count("%(number)s row", "%(number)s rows", len(told))))
    return rows


def _is_square(headings: Sequence[str], body: Sequence[Row]) -> bool:
    """Whether the headings name the people in the first column, so that the list is a square matrix of numbers."""
    across = {fold(text) for text in headings[1:] if text}
    down = {fold(row.cells[0]) for row in body if row.cells and row.cells[0].strip()}
    return len(down) > 2 and len(across & down) >= 0.8 * max(len(across), len(down))
