"""Find people in texts by their exact names and e-mail addresses, and by ids that mean no one and nothing else.

A name is found only as a whole. "Ann" is not found in "Anna", nor in "Ann Lee" if someone of that name stays. A name
that someone who stays shares is not replaced in sentences, because it may mean either of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from seating.api.forget.subjects import Subject
from seating.profiles.names import put_first_name_first
from seating.wording import fold, without_accents, without_marks

COMPUTED_ID = re.compile(r"p-[0-9a-f]{10}")

LEAST = 4
"""Minimum number of letters of an id that is a word of a name, and is looked for in texts."""

LONGEST_WORDS = 8
"""Maximum number of words of a name that is also looked for with the last name first."""

_BEGINS = r"(?:(?<![^\n\"“«;(])|(?<=; ))"
_ENDS = r"(?=\s*(?:[\"”»;:)\n]|$))"
"""A name with the last name first is found only where nothing else stands with it: "Okoro, Adaeze"."""


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

    @cached_property
    def of_them(self) -> Traces:
        """The same people, for texts that are about no one else, so that a shared name is theirs."""
        mine = set(map(fold, self.shared))
        others = {one: tuple(name for name in names if fold(name) not in mine) for one, names in self.others.items()}
        return replace(self, others=others)

    def in_text(self, text: str) -> str:
        """Return a text with everyone to forget replaced; the same object if it names none of them."""
        if not text or self._pattern is None:
            return text
        if text in self.requirements:
            return self._in_id(text)
        plain = unicodedata.normalize("NFC", without_marks(text))
        new = self._pattern.sub(self._replace, plain)
        return text if new == plain else new

    def is_in(self, text: str) -> bool:
        """Whether a text names a person to forget."""
        return self.in_text(text) != text

    def is_theirs(self, text: str) -> bool:
        """Whether a text is the name or the address of a person to forget, and nothing else."""
        return self.in_text(text.strip()) in {subject.token for subject in self.subjects}

    def _in_id(self, requirement: str) -> str:
        """Return the id of a requirement with the ids of people replaced; a number only as the part after a colon."""
        kind, colon, parts = requirement.partition(":")
        if colon:
            return kind + colon + "+".join(self.tokens.get(part, part) for part in parts.split("+"))
        for identity, token in self.tokens.items():
            if not identity.isdecimal():
                requirement = re.sub(rf"(?<![^_-]){re.escape(identity)}(?![^_-])", token, requirement)
        return requirement

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        parts: list[tuple[bool, int, str]] = []
        for number, subject in enumerate(self.subjects):
            sure = [_bounded(re.escape(email), email) for email in subject.emails]
            sure += [rf"(?<![\w-]){re.escape(subject.id)}(?!\w)"] if self._is_telling(subject) else []
            texts = [(True, text) for text in sure]  # an address may contain the name
            texts += [(False, text) for name in subject.names for text in self._label_patterns(name, subject.id)]
            for place, (is_sure, text) in enumerate(texts):
                parts.append((is_sure, len(text), f"(?P<s{number}_{place}>{text})"))
        if not parts:
            return None
        kept = sorted(self._kept_patterns(), key=len, reverse=True)
        group = f"(?P<kept>{'|'.join(kept)})|" if kept else ""
        mine = "|".join(text for _, _, text in sorted(parts, reverse=True))
        return re.compile(f"{group}{mine}", re.IGNORECASE)

    def _is_telling(self, subject: Subject) -> bool:
        """Whether an id stands for its person in any text: one unlike other texts, or a word of no name but theirs."""
        if is_telling(subject.id):
            return True
        key, theirs = without_accents(subject.id).casefold(), (name for names in self.others.values() for name in names)
        is_theirs = key in _words_of(theirs) or any(key == without_accents(one).casefold() for one in self.others)
        return len(key) >= LEAST and key in _words_of(subject.names) and not is_theirs

    def _label_patterns(self, name: str, identity: str) -> Iterator[str]:
        """Yield patterns of a name, also with the id by which charts tell people of the same name apart."""
        label = rf"\s*\[{re.escape(identity)}\]" if identity else ""
        if name not in self.shared:
            label = f"(?:{label})?"
            yield from (_BEGINS + text + _ENDS for text in _list_reversed(name))
        elif not identity:
            return
        yield from (_bounded(_joined(text), text) + label for text in {name, put_first_name_first(name)})

    def _kept_patterns(self) -> Iterator[str]:
        """Yield patterns of names and ids of others that contain those of someone to forget."""
        for identity, names in self.others.items():
            for subject in self.subjects:
                for name in names:
                    if any(_is_within(mine, name) for mine in subject.names):
                        yield from (_bounded(text, name) for text in (_joined(name), *_list_reversed(name)))
                if is_telling(subject.id) and identity != subject.id and identity.startswith(subject.id):
                    yield re.escape(identity)

    def _replace(self, found: re.Match[str]) -> str:
        if found.lastgroup is None or found.lastgroup == "kept":
            return found[0]
        return self.subjects[int(found.lastgroup[1:].partition("_")[0])].token


def is_telling(identity: str) -> bool:
    """Whether an id is unlike any other text, so that it can be looked for everywhere: one that was computed or typed.

    A number or a short word is looked for only where a record has ids.
    """
    if COMPUTED_ID.fullmatch(identity.partition("+")[0]):
        return True
    return len(identity) >= 5 and any(map(str.isdigit, identity)) and any(map(str.isalpha, identity))


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in without_accents(name).casefold().split())


def _is_within(name: str, other: str) -> bool:
    """Whether another name contains this one as words, without being the same."""
    mine, theirs = fold(name).split(), fold(other).split()
    starts = range(len(theirs) - len(mine) + 1)
    return len(theirs) > len(mine) and any(theirs[at : at + len(mine)] == mine for at in starts)


def _list_reversed(name: str) -> Iterator[str]:
    """Yield patterns of a name with each of its last words before a comma and the others."""
    words = put_first_name_first(_plain(name)).split()
    for at in range(1, len(words) if len(words) <= LONGEST_WORDS else 0):
        yield rf"{_joined(' '.join(words[at:]))}[^\S\n]*,[^\S\n]*{_joined(' '.join(words[:at]))}"


def _joined(name: str) -> str:
    return r"\s+".join(map(re.escape, _plain(name).split()))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", without_marks(name))


def _bounded(pattern: str, text: str) -> str:
    """Return a pattern that matches whole words only, in scripts that separate words by spaces."""
    before = r"(?<!\w)" if _separates(text[:1]) else ""
    return f"{before}{pattern}" + (r"(?!\w)" if _separates(text[-1:]) else "")


def _separates(sign: str) -> bool:
    return sign.isdecimal() or sign.upper() != sign.lower()
