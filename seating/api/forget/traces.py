"""Find people in texts and cells: their names in both orders, their addresses and numbers, and ids that say who it is.

A name is found only as a whole. "Ann" is not found in "Anna", nor in "Ann Lee" if someone of that name stays. A name
that someone who stays shares is not replaced in sentences, because it may mean either of them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from seating.api.forget.subjects import Subject
from seating.profiles.names import put_first_name_first
from seating.wording import fold, without_marks

COMPUTED_ID = re.compile(r"p-[0-9a-f]{10}")

LEAST_DIGITS = 6
"""Digits of a telephone number, at least. Fewer are found in many other numbers."""

LONGEST_WORDS = 8
"""Words of a name that are also looked for with the last name first."""

SHOWN_AROUND = 60
"""Characters that are shown before and after a name in a line."""

_OPENED = re.compile(r"<(?:(style|script)\b)?", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:style|script)>", re.IGNORECASE)

_SEPARATORS = r"[\s().\-/]*"

_BLANKS = r"[^\S\r\n]*"
"""Spaces and tabs, but no line break."""


@dataclass(frozen=True)
class Traces:
    """What is looked for.

    Attributes
    ----------
    subjects : tuple of Subject
        Those to forget.
    others : mapping of str to tuple of str
        The names of all people who stay, by id.
    requirements : frozenset of str
        The ids of requirements, which may hold ids of people: "chair:nunez", "pin-nunez".
    """

    subjects: tuple[Subject, ...]
    others: Mapping[str, tuple[str, ...]]
    requirements: frozenset[str] = frozenset()

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The names of those to forget that someone who stays has too."""
        kept = {fold(name) for names in self.others.values() for name in names}
        return tuple(name for subject in self.subjects for name in subject.names if fold(name) in kept)

    @cached_property
    def tokens(self) -> Mapping[str, str]:
        """What stands for each person, by id."""
        return {subject.id: subject.token for subject in self.subjects if subject.id}

    def in_text(self, text: str) -> str:
        """Return a text with everyone to forget replaced; the same object if it names none of them."""
        if not text or self._pattern is None:
            return text
        if text in self.requirements:
            return self._in_id(text)
        plain = unicodedata.normalize("NFC", without_marks(text))
        new = self._pattern.sub(self._replace, plain)
        return text if new == plain else new

    def _in_id(self, requirement: str) -> str:
        """Return the id of a requirement with the ids of people replaced; a number only as the part after a colon."""
        kind, colon, parts = requirement.partition(":")
        if colon:
            return kind + colon + "+".join(self.tokens.get(part, part) for part in parts.split("+"))
        words = re.split(r"([-_])", requirement)
        for identity, token in self.tokens.items():
            mine = re.split(r"([-_])", identity)
            for at in range(len(words) - len(mine), -1, -1):
                if words[at : at + len(mine)] == mine and not identity.isdecimal():
                    words[at : at + len(mine)] = [token]
        return "".join(words)

    @cached_property
    def of_them(self) -> Traces:
        """The same people, for texts that are about no one else, so that a shared name is theirs."""
        mine = set(map(fold, self.shared))
        others = {one: tuple(name for name in names if fold(name) not in mine) for one, names in self.others.items()}
        return replace(self, others=others)

    @cached_property
    def by_name(self) -> Traces:
        """The same people without their addresses and telephone numbers, which others can have too."""
        return replace(self, subjects=tuple(replace(one, emails=(), phones=()) for one in self.subjects))

    def find_lines(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield everything in a text that names or belongs to a person to forget: its line, and the text around it."""
        if self._pattern is None:
            return
        plain = unicodedata.normalize("NFC", without_marks(text))
        line, seen = 1, 0
        for found in self._pattern.finditer(plain):
            if found.lastgroup != "kept":
                line, seen = line + plain.count("\n", seen, found.start()), found.start()
                yield line, _around(plain, found.start(), found.end())

    def is_in(self, text: str) -> bool:
        """Whether a text names a person to forget."""
        return next(self.find_lines(text), None) is not None

    def is_in_page(self, page: str) -> bool:
        """Whether a page in HTML or XML names someone to forget, even if the name is split into elements."""
        text = html.unescape(_without_tags(page))
        joints = (" ", "") if "\0" in text else ("",)
        return any(self.is_in(text.replace("\0", joint)) for joint in joints)

    def of_cell(self, cell: str) -> str | None:
        """Return what stands for the person that a whole cell or a part of it names; None if it names no one else."""
        _, mark, rest = without_marks(cell).strip().rpartition(" [")
        if mark and rest.endswith("]"):  # a chart labels people of the same name with their ids
            return self.tokens.get(rest[:-1])
        plain = fold(put_first_name_first(without_marks(cell)))
        return self._whole.get(plain) or self._whole.get(fold(cell))

    @cached_property
    def _whole(self) -> Mapping[str, str]:
        found = {}
        shared = set(map(fold, self.shared))
        for subject in self.subjects:
            for text in (*subject.names, *subject.emails, *subject.phones, *filter(is_telling, (subject.id,))):
                if fold(text) not in shared:
                    found[fold(text)] = subject.token
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        shared = set(map(fold, self.shared))
        others = [words for names in self.others.values() for name in names if len(words := _split_name(name)) > 1]
        parts: list[tuple[bool, int, str]] = []
        for number, subject in enumerate(self.subjects):
            names = [name for name in subject.names if fold(name) not in shared]
            label = rf"(?:\s*\[{re.escape(subject.id)}\])?" if subject.id else ""
            texts = [_bounded(re.escape(email), email) for email in subject.emails]
            texts += [pattern for phone in subject.phones for pattern in _phone_patterns(phone)]
            texts += [rf"(?<![\w-]){re.escape(subject.id)}(?!\w)"] if is_telling(subject.id) else []
            first = len(texts)  # an address may contain the name
            texts += [pattern + label for name in names for pattern in _name_patterns(name, others)]
            parts += [(place < first, len(text), f"(?P<s{number}_{place}>{text})") for place, text in enumerate(texts)]
        if not parts:
            return None
        kept = [(len(text), text) for text in self._kept_patterns()]
        group = f"(?P<kept>{'|'.join(text for _, text in sorted(kept, reverse=True))})|" if kept else ""
        mine = "|".join(text for _, _, text in sorted(parts, reverse=True))
        return re.compile(f"{group}{mine}", re.IGNORECASE)

    def _kept_patterns(self) -> Iterator[str]:
        """Yield patterns of names and ids of others that contain those of someone to forget."""
        for identity, names in self.others.items():
            for subject in self.subjects:
                for name in names:
                    if any(is_within(mine, name) for mine in subject.names):
                        yield from _name_patterns(name)
                if is_telling(subject.id) and identity != subject.id and identity.startswith(subject.id):
                    yield re.escape(identity)

    def _replace(self, found: re.Match[str]) -> str:
        if found.lastgroup is None or found.lastgroup == "kept":
            return found[0]
        return self.subjects[int(found.lastgroup[1:].partition("_")[0])].token


def _without_tags(page: str) -> str:
    """Return a page with a null character for each tag, and for each style and script with its content.

    What is not closed stays. The time grows with the length of the page only, whatever is in it.
    """
    parts, at, is_open = [], 0, False
    while (opened := _OPENED.search(page, at)) is not None:
        closed = _CLOSED.search(page, opened.end()) if opened[1] and not is_open else None
        is_open = is_open or (bool(opened[1]) and closed is None)  # no closing tag follows, so none is looked for
        end = page.find(">", opened.start()) + 1 if closed is None else closed.end()
        if not end:
            break
        parts += [page[at : opened.start()], "\0"]
        at = end
    return "".join([*parts, page[at:]])


def _around(text: str, start: int, end: int) -> str:
    """Return the line of a passage; of a long line, the part around the passage."""
    first = text.rfind("\n", 0, start) + 1
    last = len(text) if (found := text.find("\n", end)) < 0 else found
    before = "…" if start - SHOWN_AROUND > first else ""
    after = "…" if end + SHOWN_AROUND < last else ""
    return before + text[max(first, start - SHOWN_AROUND) : min(last, end + SHOWN_AROUND)].strip() + after


def is_telling(identity: str) -> bool:
    """Whether an id is unlike any other text, so that it can be looked for everywhere: one that was computed or typed.

    A number or a short word is looked for only where a record has ids.
    """
    if COMPUTED_ID.fullmatch(identity.partition("+")[0]):
        return True
    return len(identity) >= 5 and any(map(str.isdigit, identity)) and any(map(str.isalpha, identity))


def is_within(name: str, other: str) -> bool:
    """Whether another name contains this one as words, without being the same."""
    mine, theirs = fold(name).split(), fold(other).split()
    starts = range(len(theirs) - len(mine) + 1)
    return len(theirs) > len(mine) and any(theirs[at : at + len(mine)] == mine for at in starts)


def _split_name(name: str) -> list[str]:
    """Return the words of a name, with its last words last."""
    return unicodedata.normalize("NFC", without_marks(put_first_name_first(name))).split()


def _name_patterns(name: str, others: Sequence[Sequence[str]] = ()) -> Iterator[str]:
    """Yield patterns of a name: as it is, and with each of its last words before a comma and the others.

    The comma does not stand at the end of a line, because there it may be that of a blank cell after another name. Nor
    are two names in a row one: after the first words, neither the last ones follow nor those of someone else.

    Parameters
    ----------
    name : str
    others : sequence of sequence of str
        The words of the names of other people.
    """
    words = _split_name(name)
    yield _bounded(_joined(words), name)
    if fold(put_first_name_first(name)) != fold(name):
        yield _bounded(_joined(unicodedata.normalize("NFC", without_marks(name)).split()), name)
    if len(words) <= LONGEST_WORDS:
        for at in range(1, len(words)):
            first, last = _joined(words[:at]), _joined(words[at:])
            folded = [fold(word) for word in words[:at]]
            rests = {_joined(one[at:]) for one in others if len(one) > at and [*map(fold, one[:at])] == folded}
            follows = "|".join(sorted({last, *rests}))
            yield _bounded(rf"{last}{_BLANKS},{_BLANKS}{first}", name) + rf"(?!\s+(?:{follows})(?!\w))"


def _joined(words: Sequence[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _bounded(pattern: str, text: str) -> str:
    """Return a pattern that matches whole words only, in scripts that separate words by spaces."""
    first, last = text[:1], text[-1:]
    before = r"(?<!\w)" if _separates(first) else ""
    return f"{before}{pattern}" + (r"(?!\w)" if _separates(last) else "")


def _separates(sign: str) -> bool:
    return sign.isdecimal() or sign.upper() != sign.lower()


def _phone_patterns(phone: str) -> Iterable[str]:
    digits = [sign for sign in phone if sign.isdecimal()]
    if len(digits) >= LEAST_DIGITS:
        yield rf"(?<!\d)\+?\(?{_SEPARATORS.join(digits)}(?!\d)"
