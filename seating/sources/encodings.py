"""Decode the bytes of a list. The encoding is inferred from the bytes and reported in a note.

UTF-8 is expected and needs no note. A byte order mark is decisive. Windows-1252, which spreadsheets in
Western Europe and the Americas write, is accepted if the result looks like Western text. Otherwise, the guess of
`chardet` is accepted if the result looks like text. If no encoding fits, the file is rejected, because an error is
better than garbled names.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from seating.errors import InputError, Note, Problem
from seating.word_files import read_words
from seating.wording import quoted, said, said_count

HINT = said("Open the list in a spreadsheet program, and save it again as CSV UTF-8.")
LINE_END = re.compile(rb"\r\n|\r|\n")
DELIMITERS = re.compile(r"[,;\t|\"\r\n]")
SHOWN = 50

MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),  # starts with the mark of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
CENTRAL = "cp1250"
"""What spreadsheets in Central Europe write; it has other letters in the places of some Western ones."""

VOWELS = frozenset("aeiouyáàâäãåæéèêëěęíìîïóòôöõøőúùûüűůýÿœąăAEIOUYÁÀÂÄÃÅÆÉÈÊËĚĘÍÌÎÏÓÒÔÖÕØŐÚÙÛÜŰŮÝŸŒĄĂ")
WORD = re.compile(r"[^\W\d_]+")
LETTERS = read_words("seating.sources", "letters.toml")

WESTERN = frozenset({"windows-1252", "iso-8859-1", "iso-8859-15", "ascii", "utf-8"})
OPENING = frozenset("‘“„«‹¿¡‚")
TYPOGRAPHIC = OPENING | frozenset("’”»›–—…•·°ºª€£©®™´\N{NO-BREAK SPACE}")


def decode(data: bytes, file: str) -> tuple[str, tuple[Note, ...]]:
    """Decode the bytes of a list; return the text, and a note if the encoding is not UTF-8.

    Raises InputError if the bytes contain NUL characters or no single encoding fits.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    for mark, name, codec in MARKS:
        if data.startswith(mark):
            return _wide(data, file, name, codec)
    if (unmarked := _unmarked_utf16(data)) is not None:
        return _wide(data, file, "UTF-16", unmarked)
    if b"\0" in data:
        raise InputError(_nul_problems(data, file))
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _legacy(data, file, error.start)


def marked_codec(data: bytes) -> str | None:
    """Return the codec of a byte order mark other than that of UTF-8; None if there is none."""
    return next((codec for mark, _, codec in MARKS if data.startswith(mark)), None)


def first_foreign(text: str) -> str:
    """Return the first piece of a line, between delimiters, that contains a non-ASCII letter."""
    pieces = re.split(DELIMITERS, text)
    return next((piece.strip() for piece in pieces if not piece.isascii()), "")


def _wide(data: bytes, file: str, name: str, codec: str) -> tuple[str, tuple[Note, ...]]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.decode(codec, "replace")[: error.start // 2].count("\n") + 1
        raise InputError(
            [
                Problem(
                    "encoding-damaged",
                    said("the file is %(name)s, but it is damaged here", name=name),
                    file,
                    line,
                    hint=HINT,
                )
            ]
        ) from None
    if "\0" in text:
        raise InputError(_nul_problems(text.encode("utf-8", "replace"), file))
    return text.lstrip("\ufeff"), (_encoding_note(file, name, text),)


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the codec if about every other byte is zero, as in Western text encoded as UTF-16; otherwise None."""
    start = data[:400]
    if len(start) < 8 or len(data) % 2:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _nul_problems(data: bytes, file: str) -> list[Problem]:
    says = said("the line contains a NUL character, so the file is damaged here")
    hint = said("Export the list again.")
    lines = [number for number, line in enumerate(LINE_END.split(data), start=1) if b"\0" in line]
    problems = [Problem("nul-character", says, file, line, hint=hint) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        problems.append(
            Problem(
                "nul-character",
                said_count(
                    "%(number)s more line contains NUL characters",
                    "%(number)s more lines contain NUL characters",
                    len(lines) - SHOWN,
                ),
                file,
            )
        )
    return problems


def _legacy(data: bytes, file: str, start: int) -> tuple[str, tuple[Note, ...]]:
    """Decode bytes that are not UTF-8; `start` is the position of the first invalid byte."""
    bad_line = len(LINE_END.findall(data[:start])) + 1
    for line in LINE_END.split(data):
        if not line.isascii() and _read(line, "utf-8") is not None:
            says = said("the line is not UTF-8, although other lines are; no single encoding fits the whole file")
            raise InputError([Problem("encoding-mixed", says, file, bad_line, hint=HINT)])
    guess = _guessed(data)
    western = _read(data, "cp1252")
    if western is not None and not _looks_western(western):
        western = None
    other = None
    central = _read(data, CENTRAL)
    if western is not None and central is not None and _looks_like_text(central):
        is_central = _is_central(western, central)
        if is_central:
            return central, (_encoding_note(file, "Windows-1250", central, western),)
        if is_central is False:
            return western, (_encoding_note(file, "Windows-1252", western),)
    elif western is None and central is not None and _looks_like_text(central) and _is_in_central_language(central):
        return central, (_encoding_note(file, "Windows-1250", central),)
    if guess.casefold() not in WESTERN:
        other = _read(data, guess)
        if other is not None and not _looks_like_text(other):
            other = None
    if western is not None and (other in {None, western} or _has_only_spaces(western)):
        return western, (_encoding_note(file, "Windows-1252", western),)
    if western is None and other is not None:
        return other, (_encoding_note(file, guess, other),)
    says = said("the line is not UTF-8, and its encoding cannot be determined")
    if western is not None and other is not None:
        one, two = _where_they_differ(western, other)
        says = said(
            "the line has a letter that can be read in two ways, as %(one)s or as %(two)s, and nothing in "
            "the file shows which one is right",
            one=quoted(one),
            two=quoted(two),
        )
    raise InputError([Problem("encoding-unknown", says, file, bad_line, hint=HINT)])


def _read(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(data: bytes) -> str:
    """Return the encoding that chardet detects in the lines that are not ASCII."""
    import chardet

    lines = [line for line in LINE_END.split(data) if not line.isascii()]
    return str(chardet.detect(b"\n".join(lines[:2000]))["encoding"] or "")


def _is_central(western: str, central: str) -> bool | None:
    """Whether the letters that differ between two readings make words of Central Europe; None if that is not known.

    Most of these letters are vowels in Windows-1252 and consonants in Windows-1250: "Jiøí" is "Jiří", and "Sřren" is
    "Søren".
    """
    pairs = dict.fromkeys((western[at], central[at]) for at in _list_words(western, central))
    votes = [_vote(one, other) for one, other in pairs if one != other]
    strong = {vote > 0 for vote in votes if abs(vote) > 1}
    if strong:
        return strong.pop() if len(strong) == 1 else None
    if any(votes):
        return False
    is_western, is_central = _fit_one_language(western, "western"), _fit_one_language(central, "central")
    return is_central if is_western != is_central and _is_mostly_ascii(western) else None


def _is_in_central_language(text: str) -> bool:
    """Whether a text is mostly ASCII, and has other letters of one language of Central Europe only."""
    return _is_mostly_ascii(text) and _fit_one_language(text, "central")


def _is_mostly_ascii(text: str) -> bool:
    return 2 * sum(map(str.isascii, text)) > len(text)


def _list_words(one: str, other: str) -> Iterator[slice]:
    """Yield where the words of two readings of the same bytes stand; a letter of either one belongs to a word."""
    start = end = 0
    for found in sorted(word.span() for text in (one, other) for word in WORD.finditer(text)):
        if found[0] > end:
            yield slice(start, end)
            start = found[0]
        end = max(end, found[1])
    yield slice(start, end)


def _vote(western: str, central: str) -> int:
    """Return 2 if a word is certainly of Central Europe, -2 if it is certainly Western, -1 if likely, 0 if unknown."""
    most = max(map(len, re.split(f"[{''.join(sorted(VOWELS))}]", central)))
    likely = 0
    for at, (one, other) in enumerate(zip(western, central, strict=True)):
        if one == other:
            continue
        after, is_before, is_after = (
            western[at + 1 : at + 2],
            *(0 <= near < len(western) and western[near] in VOWELS for near in (at - 1, at + 1)),
        )
        if not one.isalpha() and other.isalpha() and 0 < at < len(western) - 1:
            return 2  # "WO£EK" for "WOŁEK": no sign stands inside a word
        if one.casefold() == "ñ":  # Spanish writes it before vowels, and Polish never does
            return -2 if is_after else 2
        if one == "ï" and is_before:
            return -2  # the dots say that the vowel stands alone: "Loïc"
        if one not in VOWELS or other in VOWELS:
            continue
        if is_after and (is_before or not after.isascii()):
            return 2  # "Dvoøák"
        if most > 2 and not is_before and not is_after and at + 1 < len(western):
            likely = -1  # "Sřren"
    return likely


def _fit_one_language(text: str, region: str) -> bool:
    """Whether one language of a region has all letters of a text that are not ASCII."""
    letters = {character.casefold() for character in text if character.isalpha() and not character.isascii()}
    return any(letters <= set(letters_of) for letters_of in LETTERS[region].values())


def _has_only_spaces(text: str) -> bool:
    """Whether all non-ASCII characters are no-break spaces, each at an end of a word.

    A letter of another encoding would stand inside a word: "Tom\N{NO-BREAK SPACE}s" may be "Tomás".
    """
    inside = re.search("\\w\N{NO-BREAK SPACE}(?=[^\\W\\d_])(?![A-Z])", text)
    return inside is None and all(character.isascii() or character == "\N{NO-BREAK SPACE}" for character in text)


def _looks_western(text: str) -> bool:
    """Whether all non-ASCII characters occur where Western European text has them."""
    run = 0
    before = " "
    for character in text:
        if character.isascii():
            run = 0
        elif character.isalpha():
            run += 1
            # three in a row, or a capital inside a word, indicate another alphabet
            if run > 2 or (character.isupper() and before.islower()):
                return False
        elif character not in TYPOGRAPHIC or (character in OPENING and before.isalpha()):
            return False
        before = character
    return True


def _looks_like_text(text: str) -> bool:
    """Whether a text looks correctly decoded.

    Non-ASCII characters must be letters, marks, numbers, punctuation or spaces, and none may be a capital that
    follows a small letter.
    """
    before = " "
    for character in text:
        if not character.isascii():
            if unicodedata.category(character)[0] not in "LMPNZ":
                return False
            if character.isupper() and before.islower():
                return False
        before = character
    return True


def _where_they_differ(one: str, two: str) -> tuple[str, str]:
    for left, right in zip(one.splitlines(), two.splitlines(), strict=False):
        if left != right:
            pieces = zip(re.split(DELIMITERS, left), re.split(DELIMITERS, right), strict=False)
            found = [(one.strip(), two.strip()) for one, two in pieces if one != two]
            return found[0] if found else (first_foreign(left), first_foreign(right))
    return first_foreign(one), first_foreign(two)


def _encoding_note(file: str, name: str, text: str, rejected: str | None = None) -> Note:
    says = said("%(file)s is not UTF-8; it was read as %(name)s", file=file, name=name)
    told, example = says, first_foreign(text)
    if rejected is not None:
        one, two = _where_they_differ(text, rejected)
        told = said(
            "%(text)s, in which one cell reads %(cell)s. In Windows-1252 it would read %(other)s",
            text=says,
            cell=quoted(one),
            other=quoted(two),
        )
    elif example:
        told = said("%(text)s, in which one cell reads %(cell)s", text=says, cell=quoted(example))
    told = said("%(text)s. Save it as CSV UTF-8 to be sure.", text=told)
    return Note("encoding-guessed", told, said("%(text)s.", text=says))
