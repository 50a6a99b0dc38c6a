"""Read XLSX workbooks. Each value is the text that a reader of the sheet would see.

Text stays as typed, so an id stored as text keeps its leading zeros. Shared texts and number formats have separate
parts in the file. A sheet is parsed when its rows are accessed.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial

from seating.sources.archive import Archive, damaged_error, refuse_many_sheets
from seating.sources.cell_values import GENERAL, Format, format_moment, format_number, note_formulas, parse_format
from seating.sources.list_limits import CellCount, RowCollector
from seating.sources.source import Book, Sheet, Source, name_sheet
from seating.wording import message, quoted, said

suffixes = (".xlsx", ".xlsm")

SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
    "",
)
"""The namespaces of ordinary and of strict workbooks, and none."""

KINDS = {
    f"{space}{name}": name
    for space in SPACES
    for name in (
        "col",
        "row",
        "c",
        "v",
        "t",
        "f",
        "is",
        "si",
        "rPh",
        "mergeCell",
        "sheet",
        "workbookPr",
        "numFmt",
        "cellXfs",
        "xf",
        "font",
        "strike",
    )
}
TRUE = frozenset({"1", "true"})
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys(range(14, 18), "yyyy-mm-dd"),
    **dict.fromkeys(range(18, 22), "hh:mm"),
    22: "yyyy-mm-dd hh:mm",
    **dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd"),
    **dict.fromkeys(range(45, 48), "hh:mm"),
}
"""Built-in formats, which a workbook refers to only by number."""


def open_book(data: bytes, file: str, suffix: str = ".xlsx") -> Book:
    """Return the sheets of a workbook, each parsed when it is accessed.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the file in messages.
    suffix : str
        One of `suffixes`.

    Raises
    ------
    InputError
        If the file is damaged or locked, or exceeds a limit.
    """
    workbook = _Workbook(Archive(data, file, message("an XLSX workbook")))
    sha256 = hashlib.sha256(data).hexdigest()
    sheets = (
        Sheet(title, state != "visible", load=partial(workbook.source, part, Source(file, sha256, (), title=title)))
        for title, state, part in workbook.sheets
    )
    return Book(file, sha256, tuple(sheets))


class _Workbook:
    """The parts of a workbook that all its sheets need."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.count = CellCount()
        main = next((target for kind, target in self._related("").values() if kind == "officeDocument"), None)
        if main is None:
            raise damaged_error(
                archive.file, said("the file is not %(kind)s, or it is damaged", kind=said("an XLSX workbook"))
            )
        related = self._related(main)
        self._parts = dict(related.values())
        head = _Head()
        archive.parse(main, head)
        refuse_many_sheets(archive.file, len(head.sheets))
        self.is_1904 = head.is_1904
        self.sheets = [
            (title, state, related.get(identity, ("worksheet", ""))[1])
            for title, state, identity in head.sheets
            if related.get(identity, ("worksheet", ""))[0] == "worksheet"
        ]

    @cached_property
    def texts(self) -> list[str]:
        """The shared texts of cells."""
        reading = _Texts()
        if (part := self._parts.get("sharedStrings")) is not None:
            self.archive.parse(part, reading)
        return reading.found

    @cached_property
    def formats(self) -> list[Format]:
        """The number format of each style."""
        reading = self._styles
        return [parse_format(reading.codes.get(number) or BUILT_IN.get(number, "General")) for number in reading.styles]

    @cached_property
    def struck_styles(self) -> frozenset[int]:
        """The numbers of the styles whose text is struck through."""
        return frozenset(number for number, font in enumerate(self._styles.fonts) if font in self._styles.struck_fonts)

    @cached_property
    def _styles(self) -> _Styles:
        reading = _Styles()
        if (part := self._parts.get("styles")) is not None:
            self.archive.parse(part, reading)
        return reading

    def source(self, part: str, empty: Source) -> Source:
        """Return `empty` with the rows of a sheet, what it shows of its cells, and a note about formulas."""
        place = empty.file if len(self.sheets) == 1 else name_sheet(empty.file, empty.title)
        reading = _Rows(self, RowCollector(place, self.count))
        with suppress(_EnoughError):
            self.archive.parse(part, reading, said("the sheet %(title)s", title=quoted(empty.title)))
        rows = reading.collector.rows()
        notes = (note_formulas(place, reading.formulas, len(reading.unsaved)),) if reading.formulas else ()
        return replace(
            empty,
            rows=rows,
            notes=notes,
            merged=tuple(reading.merged),
            merged_down=tuple(reading.merged_down),
            hidden=frozenset(reading.hidden),
            hidden_columns=frozenset(reading.hidden_columns),
            struck=frozenset(reading.struck),
            unsaved=frozenset(reading.unsaved),
        )

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the type and the path of each part that a part refers to, by id."""
        folder, name = posixpath.split(part)
        reading = _Relations(folder)
        self.archive.parse(posixpath.join(folder, "_rels", f"{name}.rels"), reading)
        return reading.found


class _Listener:
    """Base class of parser handlers: collects the text of an element between `_open` and `_close`."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._is_open = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""

    def text(self, text: str) -> None:
        """Handle a piece of text."""
        if self._is_open:
            self._pieces.append(text)

    def _open(self) -> None:
        self._pieces.clear()
        self._is_open = True

    def _close(self) -> str:
        self._is_open = False
        return "".join(self._pieces)


class _Relations(_Listener):
    """The parts that a part refers to."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
            self.found[attributes.get("Id", "")] = kind, target


class _Head(_Listener):
    """The sheets of a workbook: title, state, and the id of the part."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = KINDS.get(name)
        if kind == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), identity))
        elif kind == "workbookPr":
            self.is_1904 = attributes.get("date1904") in TRUE


class _Styles(_Listener):
    """The number format and the font of each style, the codes of custom formats, and which fonts are struck through."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self.fonts: list[int] = []
        self.struck_fonts: set[int] = set()
        self._number_of_fonts = 0
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = KINDS.get(name)
        if kind == "numFmt":
            self.codes[_index(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif kind == "cellXfs":
            self._in_cells = True
        elif kind == "xf" and self._in_cells:
            self.styles.append(_index(attributes.get("numFmtId")))
            self.fonts.append(_index(attributes.get("fontId")))
        elif kind == "font":
            self._number_of_fonts += 1
        elif kind == "strike" and attributes.get("val", "1") in TRUE:
            self.struck_fonts.add(self._number_of_fonts - 1)

    def end(self, name: str) -> None:
        if KINDS.get(name) == "cellXfs":
            self._in_cells = False


class _Texts(_Listener):
    """The shared texts of cells, without phonetic guides."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._parts: list[str] = []
        self._in_aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = KINDS.get(name)
        if kind == "t" and not self._in_aid:
            self._open()
        elif kind == "si":
            self._parts.clear()
        elif kind == "rPh":
            self._in_aid = True

    def end(self, name: str) -> None:
        kind = KINDS.get(name)
        if kind == "t" and self._is_open:
            self._parts.append(self._close())
        elif kind == "si":
            self.found.append(_unescaped("".join(self._parts)))
        elif kind == "rPh":
            self._in_aid = False


class _EnoughError(Exception):
    """The rows read so far exceed a limit."""


class _Rows(_Listener):
    """The rows of a sheet."""

    def __init__(self, workbook: _Workbook, collector: RowCollector) -> None:
        super().__init__()
        self.collector = collector
        self.merged: list[tuple[int, int, int]] = []
        self.formulas: list[tuple[int, int]] = []
        self.merged_down: list[tuple[int, int, int]] = []
        self.hidden: list[int] = []
        self.hidden_columns: list[int] = []
        self.struck: list[tuple[int, int]] = []
        self.unsaved: list[tuple[int, int]] = []
        self._workbook = workbook
        self._columns: dict[str, int] = {}
        self._line = self._width = 0
        self._cells: list[str] = []
        self._column = -1
        self._cell: dict[str, str] = {}
        self._value = self._inline = ""
        self._formula: str | None = None
        self._in_aid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = KINDS.get(name)
        if kind == "c":
            self._cell = attributes
            self._value = self._inline = ""
            self._formula = None
        elif kind == "v" or kind == "f" or (kind == "t" and not self._in_aid):
            self._open()
        elif kind == "row":
            self._line = _index(attributes.get("r"), self._line + 1)
            self._cells, self._column = [], -1
            if attributes.get("hidden") in TRUE:
                self.hidden.append(self._line)
            if self._line > LAST_ROW:
                says = said(
                    "a row is numbered %(number)s; a sheet has at most %(most)s rows",
                    number=f"{self._line:,}",
                    most=f"{LAST_ROW:,}",
                )
                raise damaged_error(self.collector.file, says)
        elif kind == "col":
            if attributes.get("hidden") in TRUE:
                self._hide_columns(_index(attributes.get("min")) - 1, _index(attributes.get("max")))
        elif kind == "rPh":
            self._in_aid = True
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        kind = KINDS.get(name)
        if kind == "v":
            self._value = self._close()
        elif kind == "c":
            self._end_cell()
        elif kind == "t" and self._is_open:
            self._inline += self._close()
        elif kind == "f":
            self._formula = self._close()
        elif kind == "row" and self._cells:
            self._width = max(self._width, len(self._cells))
            # workbooks do not store empty cells at the end of a row
            if not self.collector.add(self._line, self._cells + [""] * (self._width - len(self._cells))):
                raise _EnoughError
        elif kind == "rPh":
            self._in_aid = False

    def _hide_columns(self, first: int, end: int) -> None:
        """Record hidden columns; they are in order, so one that was recorded before is not recorded a second time."""
        after = self.hidden_columns[-1] + 1 if self.hidden_columns else 0
        self.hidden_columns += range(max(first, after), min(end, LAST_COLUMN))

    def _end_cell(self) -> None:
        place = self._cell.get("r")
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = _column(letters)
                if column >= LAST_COLUMN:
                    says = said("line %(line)s has a cell in a column that cannot exist", line=self._line)
                    raise damaged_error(self.collector.file, says)
            self._column = column
        text = self._text_of_cell()
        if self._formula is not None:
            self.formulas.append((self._line, self._column))
            if not text:
                self.unsaved.append((self._line, self._column))
                text = f"={self._formula}"
        if text:
            if (style := self._cell.get("s")) is not None and _index(style) in self._workbook.struck_styles:
                self.struck.append((self._line, self._column))
            missing = self._column - len(self._cells)
            if missing > 0:
                self._cells.extend([""] * missing)
            if missing >= 0:
                self._cells.append(text)
            else:
                self._cells[self._column] = text

    def _text_of_cell(self) -> str:
        """Return the value of the cell whose end was just read, as its sheet shows it.

        Complex number formats are ignored.
        """
        kind = self._cell.get("t", "n")
        value = self._value
        if kind == "s" and value:
            index = _index(value, -1)
            texts = self._workbook.texts
            if not 0 <= index < len(texts):
                says = said("line %(line)s refers to text that is missing from the workbook", line=self._line)
                raise damaged_error(self.collector.file, says)
            return texts[index]
        if kind == "n" and value:
            formats = self._workbook.formats
            style = _index(self._cell.get("s"))
            return format_number(value, formats[style] if style < len(formats) else GENERAL, self._workbook.is_1904)
        if kind == "b":
            return {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}.get(value, value)
        if kind == "d":
            return format_moment(value)
        return _unescaped(value or self._inline)

    def _merge(self, reference: str) -> None:
        """Record merged cells."""
        first, _, last = reference.partition(":")
        start, end = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
        if start and end and int(start[2]) < int(end[2]):
            self.merged_down.append((int(start[2]), int(end[2]), _column(start[1])))
        if start and end and _column(start[1]) < _column(end[1]):
            self.merged.append((int(start[2]), _column(start[1]), _column(end[1])))


def _index(written: str | None, otherwise: int = 0) -> int:
    """Return a number from the file, or `otherwise` if it is missing or not valid in a workbook."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else otherwise


def _column(letters: str) -> int:
    """Return the number of a column, from 0; `LAST_COLUMN` if there is no such column."""
    if not (0 < len(letters) < 4 and letters.isascii() and letters.isalpha()):
        return LAST_COLUMN
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1


def _unescaped(text: str) -> str:
    """Return a text with line ends and tabs decoded from the form `_x000A_`."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if character in "\t\n\r_" else found[0]
