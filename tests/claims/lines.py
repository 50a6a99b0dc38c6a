"""The lines of a page, and the claims that stand in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seating.report.claims import list_claims
from seating.report.claims.form import Claim, Sort
from tests.report.lettered import spell_reasons

BLOCKS = re.compile(r"(<(?:/?(?:p|li|ul|ol|t[rdh]|d[tdl]|h\d|div|section|article|caption|table|body)\b)[^>]*>)")
HEAD = re.compile(r'<(?:th scope="row"|dt\b)')
SIGNS = {Sort.NUMBER: r"\d[\d,]*", Sort.COUNT: r"\d[^.;]*?", Sort.NAME: r"[^;]+?", Sort.WORDS: r"[^.;]+?"}
"""What an argument looks like where it is printed."""
HIDDEN = re.compile(r"(?s)<(style|script|svg)\b.*?</\1>")

CLAIMS = list_claims()


@dataclass(frozen=True)
class Line:
    """The words of one block of a page, and those of the heading of its row in a table, or of its label."""

    page: str
    head: str
    text: str


def as_text(source: str) -> str:
    """Return the words of a part of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", source)).split())


def read_lines(page: str, source: str) -> Iterator[Line]:
    """Yield the lines of a page."""
    head, is_head = "", False
    for part in BLOCKS.split(HIDDEN.sub("", spell_reasons(source))):
        if BLOCKS.fullmatch(part):
            head, is_head = "" if part.startswith(("<tr", "</dd")) else head, bool(HEAD.match(part))
        elif text := as_text(part):
            head = text if is_head else head
            yield Line(page, head, text)


def find_claims(line: Line) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each claim of a line, by its name, with its arguments as they are printed.

    Where several texts begin, it is the one with the most words of its own.
    """
    found: dict[int, tuple[int, str, Mapping[str, str]]] = {}
    for name, form in FORMS:
        for match in form.finditer(line.text):
            arguments: Mapping[str, str] = match.groupdict()
            own = len(match[0]) - sum(map(len, arguments.values()))
            if own > found.get(match.start(), (0,))[0]:
                found[match.start()] = own, name, arguments
    for _, name, arguments in found.values():
        yield name, arguments


def _form(claim: Claim, text: str) -> str:
    """Return the pattern of a text at the beginning of a sentence or a clause."""
    parts = re.split(r"%\((\w+)\)s", text)
    for at in range(1, len(parts), 2):
        parts[at] = f"(?P<{parts[at]}>{SIGNS[claim.arguments[parts[at]]]})"
    parts[::2] = map(re.escape, parts[::2])
    parts[0] = re.sub(r"^[a-z]", lambda first: f"[{first[0]}{first[0].upper()}]", parts[0])
    end = "" if text.endswith(".") else r"(?=[.;]|$)"
    return rf"(?:^|(?<=[.;:] )){''.join(parts)}{end}"


FORMS = [
    (name, re.compile(_form(claim, text))) for name, claim in CLAIMS.items() for text in (claim.one, claim.many) if text
]
"""The pattern of each text, with the name of its claim."""
