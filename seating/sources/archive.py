"""Read workbooks, which are zipped XML, within size limits.

One megabyte of a malicious file can unpack to a gigabyte. So the declared sizes are checked before anything is
unpacked, and no part is read beyond its declared size. The XML is parsed as a stream. Documents with a document type
declaration are rejected, which also rules out all custom entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Protocol
from xml.parsers import expat

from seating.errors import InputError, Problem
from seating.sources.list_limits import megabytes
from seating.wording import said

DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises for a damaged archive, features that it does not support, and parts that it cannot decrypt."""

MAX_UNPACKED = 250_000_000
"""Maximum unpacked size, in bytes, of all parsed parts of a file."""

UNPACKED_FREELY = 20_000_000
MAX_GROWTH = 40
"""Maximum ratio of unpacked to packed size beyond 20 MB. Ordinary lists have ratios of 5 to 15."""

MAX_TAGS = 30_000_000
"""Maximum number of tags in all parsed parts of a file; 200,000 rows of 20 columns have 24 million."""

MAX_SHEETS = 500
"""Maximum number of sheets of a workbook. Each is looked through for the list of people."""

MAX_TAG = 1_000_000
"""Maximum size of a tag in bytes; the parser scans an unfinished tag again with every piece it gets."""

PIECE = 1 << 16


class Handler(Protocol):
    """Callbacks of the parser. Names of elements and attributes are `namespace name`, or `name` without a namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""

    def text(self, text: str) -> None:
        """Handle a piece of an element's text, which may arrive in several pieces."""


class Archive:
    """The parts of a zipped file.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the file in messages.
    kind : str
        The expected format, in words: "an XLSX workbook".
    """

    def __init__(self, data: bytes, file: str, kind: str) -> None:
        self.file = file
        self._packed = len(data)
        self._unpacked = self._tags = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            # some programs write paths with backslashes or in a different case
            self._parts = {info.filename.replace("\\", "/").casefold(): info for info in self._zip.infolist()}
        except DAMAGED:
            raise damaged_error(file, said("the file is not %(kind)s, or it is damaged", kind=said(kind))) from None

    def holds(self, part: str, word: bytes) -> bool:
        """Whether the first megabyte of a part contains a word; False if the part is missing."""
        if part.casefold() not in self._parts:
            return False
        return word in b"".join(islice(self._pieces(part), MAX_TAG // PIECE))

    def parse(self, part: str, handler: Handler, called: str | None = None) -> None:
        """Parse one part. All calls together count toward the limits of the file.

        Parameters
        ----------
        part : str
            The path of the part within the file.
        handler : Handler
            Gets the elements and texts.
        called : str, optional
            The name of the part in messages; by default its path.

        Raises
        ------
        InputError
            If the part is missing, damaged or unsafe, or exceeds a limit.
        """
        self._measure(part)
        for piece in self._pieces(part):  # a quick first pass, to limit the work of the parser
            self._tags += piece.count(b"<")
            if self._tags > MAX_TAGS:
                says = said("the workbook has more than %(most)s tags, which is the limit", most=f"{MAX_TAGS:,}")
                raise too_large_error(self.file, says)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = PIECE
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = self._refuse
        given = 0
        try:
            for piece in self._pieces(part):
                self._feed(parser, piece, called or part)
                given += len(piece)
                if given - parser.CurrentByteIndex > MAX_TAG:
                    says = said("%(part)s has a tag larger than %(size)s", part=called or part, size=megabytes(MAX_TAG))
                    raise damaged_error(self.file, says)
            self._feed(parser, b"", called or part, is_last=True)
        except expat.ExpatError as error:
            says = said("%(part)s is damaged on line %(line)s", part=called or part, line=error.lineno)
            raise damaged_error(self.file, says) from None

    def _feed(self, parser: expat.XMLParserType, piece: bytes, called: str, *, is_last: bool = False) -> None:
        """Parse a piece; raise InputError if the part declares an encoding that does not exist or is no encoding."""
        try:
            parser.Parse(piece, is_last)
        except (LookupError, ValueError) as error:
            if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
                raise  # one of the handlers raised it
            says = said("%(part)s is written in an unknown encoding", part=called)
            raise damaged_error(self.file, says) from None

    def _measure(self, part: str) -> None:
        """Raise InputError if a part unpacks to more than the limit; missing parts are reported later."""
        info = self._parts.get(part.casefold())
        self._unpacked += info.file_size if info is not None else 0
        most = min(MAX_UNPACKED, max(UNPACKED_FREELY, MAX_GROWTH * self._packed))
        if self._unpacked > most:
            says = said(
                "the workbook unpacks to %(size)s; the limit for a file of its size is %(most)s",
                size=megabytes(self._unpacked),
                most=megabytes(most),
            )
            raise too_large_error(self.file, says)

    def _refuse(self, *_: object) -> None:
        raise damaged_error(self.file, said("the file declares a document type, which is not safe to read"))

    def _pieces(self, part: str) -> Iterator[bytes]:
        info = self._parts.get(part.casefold())
        if info is None:
            raise damaged_error(self.file, said("%(part)s is missing from the file", part=part))
        if info.flag_bits & 1:
            raise damaged_error(self.file, said("the file is locked with a password"))
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise damaged_error(self.file, said("%(part)s is compressed in an unsupported way", part=part))
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except DAMAGED:
            raise damaged_error(self.file, said("%(part)s is damaged", part=part)) from None


def damaged_error(file: str, says: str) -> InputError:
    """Return the error for a workbook that cannot be read."""
    return InputError([Problem("workbook-damaged", says, file, hint=said("Save it as XLSX, or as CSV UTF-8."))])


def refuse_many_sheets(file: str, number: int) -> None:
    """Raise InputError if a workbook has more sheets than `MAX_SHEETS`."""
    if number > MAX_SHEETS:
        says = said(
            "the workbook has %(number)s sheets; at most %(most)s are allowed", number=f"{number:,}", most=MAX_SHEETS
        )
        hint = said("Save only the list, as CSV UTF-8.")
        raise InputError([Problem("file-too-large", says, file, hint=hint)])


def too_large_error(file: str, says: str) -> InputError:
    """Return the error for a workbook that exceeds a limit."""
    hint = said("Save only the list, as CSV UTF-8; empty rows with formatting also count.")
    return InputError([Problem("file-too-large", says, file, hint=hint)])
