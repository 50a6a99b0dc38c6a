"""Near duplicates: people who may be listed twice, and values with two spellings.

Texts are compared without regard to accents, word order, letters of other alphabets that look alike, and single typing
errors.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from seating.groups import group_by_key
from seating.profiles.cells import split
from seating.profiles.columns import Column
from seating.profiles.names import names_no_person, put_first_name_first
from seating.profiles.notebook import SHOWN_NOTES, Notebook
from seating.profiles.people import People
from seating.profiles.person import Person
from seating.profiles.private_columns import SHOWABLE
from seating.wording import fold, quoted, said, said_count, said_list, value_key, without_marks

SHORTEST_NAME = 6
"""Minimum length of a name for which a difference of one letter is reported."""

LONGEST_WORD = 40
"""Maximum length of words in which a typing error is accepted and compounds are recognized."""


def note_duplicates(people: People, notebook: Notebook) -> None:
    """Add a note for each pair of people who may be the same person. No one is merged."""
    named = [
        person
        for person in people
        if person.name and person.name != person.id and not person.has_made_name and not names_no_person(person.name)
    ]
    spelled = said("names that might be two spellings of one name")
    _note_pairs(notebook, "duplicate-name", said("the same name"), _same(named, attrgetter("name")), "organization")
    _note_pairs(notebook, "duplicate-spelling", spelled, _other_spelling(named), "organization")
    reached = (person for person in people if "@" in person.email)
    _note_pairs(notebook, "duplicate-email", said("the same e-mail"), _same(reached, attrgetter("email")), "email")


def _note_pairs(notebook: Notebook, slug: str, says: str, pairs: Iterable[Sequence[Person]], column: str) -> None:
    count = 0
    for one, other in pairs:
        if one.party and other.party and one.party.id == other.party.id:  # one row lists both, so they are two people
            continue
        count += 1
        if count <= SHOWN_NOTES:
            names = [_described(one), _described(other)]
            text = said(
                "%(place)s and %(other_place)s: %(same)s: %(names)s. Are they the same person? Both are kept.",
                place=f"{notebook.file}:{one.line}",
                other_place=f"{notebook.file}:{other.line}",
                same=says,
                names=said_list(dict.fromkeys(names)),
            )
            notebook.note(slug, text, column=column)
    if count > SHOWN_NOTES:
        more = said_count(
            "%(file)s: %(number)s more pair of people with %(same)s.",
            "%(file)s: %(number)s more pairs of people with %(same)s.",
            count - SHOWN_NOTES,
            file=notebook.file,
            same=says,
        )
        notebook.note(slug, more, column=column)


def _described(person: Person) -> str:
    name = quoted(person.label)
    if not person.organization:
        return name
    return said("%(name)s of %(organization)s", name=name, organization=quoted(person.organization))


def _same(persons: Iterable[Person], text_of: Callable[[Person], str]) -> Iterator[tuple[Person, Person]]:
    """Yield each later person with a text, such as a name, together with the first person who has it."""
    first: dict[str, Person] = {}
    for person in persons:
        earlier = first.setdefault(fold(text_of(person)), person)
        if earlier is not person:
            yield earlier, person


def _other_spelling(named: Sequence[Person]) -> Iterable[tuple[Person, Person]]:
    """Yield pairs of people whose names look alike, or differ by one letter within one organization."""
    by_name = {fold(person.name): person for person in reversed(named)}
    first: dict[str, Person] = {}
    for person in by_name.values():
        shape = skeleton(person.name)
        if not shape:
            continue
        earlier = first.setdefault(shape, person)
        if earlier is not person:
            yield _in_order(earlier, person)
    together = group_by_key(
        (fold(person.organization), shape) for shape, person in first.items() if len(shape) >= SHORTEST_NAME
    )
    for shapes in together.values():
        for one, other in one_edit_apart(shapes) if len(shapes) > 1 else ():
            if re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
                continue  # "Group 4" and "Group 5" are numbered
            yield _in_order(first[one], first[other])


def _in_order(one: Person, other: Person) -> tuple[Person, Person]:
    return (one, other) if one.line <= other.line else (other, one)


COMPARED = frozenset({"organization", "sector", "interests", "speaks_to", "assets", "languages"})
SINGLE = frozenset({"organization", "sector"})
MOST_VALUES = 2_000
RARE = 0.2
"""A misspelling occurs once, or at most this fraction as often as the correct spelling."""


def note_spellings(columns: Iterable[Column], counts: Mapping[Column, Counter[str]], notebook: Notebook) -> None:
    """Add a note for each group of values in a column that are probably one value.

    Values that compare equal are read as one; all others stay separate.

    Parameters
    ----------
    columns : iterable of Column
        The columns to check.
    counts : mapping of Column to Counter of str
        How often each cell text occurs in each column.
    notebook : Notebook
        Collects the notes.
    """
    for column in columns:
        if column.is_known and column.key not in COMPARED:
            continue
        values = _values(column, counts[column])
        by_fold: dict[str, Counter[str]] = {}
        for text, count in values.items():
            by_fold.setdefault(fold(text), Counter())[text] += count
        total = sum(values.values())
        is_category = column.is_known or len(by_fold) * 2 <= total or len(by_fold) <= 12
        if not is_category or len(by_fold) > MOST_VALUES:
            continue
        _note_equal(column, by_fold, notebook)
        _note_alike(column, by_fold, notebook)


def _values(column: Column, cells: Counter[str]) -> Counter[str]:
    """Count each value as written. In columns with several values per cell, surrounding spaces are removed."""
    values: Counter[str] = Counter()
    for text, count in cells.items():
        items = [text] if column.key in SINGLE else split(text)
        for item in items:
            if column.key == "interests":
                item = re.split("[:=]", item)[0].strip()
            values[item] += count
    return values


def _note_equal(column: Column, by_fold: Mapping[str, Counter[str]], notebook: Notebook) -> None:
    """Add notes about spellings that differ only in case or spaces and are therefore read as one value."""
    groups = [sorted(spellings) for spellings in by_fold.values() if len(spellings) > 1]
    for spellings in groups[:SHOWN_NOTES]:
        says = said("%(values)s are read as one value", values=said_list(map(quoted, spellings)))
        _note_values(column, "spelling-equal", says, notebook)
    if len(groups) > SHOWN_NOTES:
        more = said_count(
            "%(number)s more value has spellings that are read as one",
            "%(number)s more values have spellings that are read as one",
            len(groups) - SHOWN_NOTES,
        )
        _note_values(column, "spelling-equal", more, notebook)


def _note_alike(column: Column, by_fold: Mapping[str, Counter[str]], notebook: Notebook) -> None:
    counts = {value: sum(spellings.values()) for value, spellings in by_fold.items()}
    shown = {value: spellings.most_common(1)[0][0] for value, spellings in by_fold.items()}
    alike = [(one, other) for one, other in find_alike(counts) if not _is_one_value(column, one, other)]
    pairs = {tuple(sorted(pair, key=lambda value: -counts[value])): None for pair in alike}
    for usual, rare in list(pairs)[:SHOWN_NOTES]:
        says = said(
            "%(rare)s (%(few)s) and %(usual)s (%(many)s) might be the same value, but are read as two. "
            "Use one spelling, or define both spellings in `vocabulary`",
            rare=quoted(shown[rare].strip()),
            few=counts[rare],
            usual=quoted(shown[usual].strip()),
            many=counts[usual],
        )
        _note_values(column, "spelling-alike", says, notebook)
    if len(pairs) > SHOWN_NOTES:
        more = said_count(
            "%(number)s more pair of values might be the same value",
            "%(number)s more pairs of values might be the same value",
            len(pairs) - SHOWN_NOTES,
        )
        _note_values(column, "spelling-alike", more, notebook)


def _is_one_value(column: Column, one: str, other: str) -> bool:
    """Whether two spellings are read as one language or, in a column that can name people, as one name."""
    if not column.is_known:
        return "," in one + other and put_first_name_first(one) == put_first_name_first(other)
    return value_key(column.key, one) == value_key(column.key, other)


def _note_values(column: Column, slug: str, says: str, notebook: Notebook) -> None:
    place = notebook.place_of(column)
    is_open = column.is_known and column.key in SHOWABLE
    shared = None if is_open else said("%(place)s: some values might be two spellings of one value.", place=place)
    notebook.note(slug, said("%(place)s: %(text)s.", place=place, text=says), shared, column.key)


def find_alike(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return pairs of folded values that are probably one value.

    >>> find_alike({"owner": 20, "ownr": 1, "renter": 9})
    [('owner', 'ownr')]
    """
    slips = list(_slips(counts))
    usual = {min(pair, key=counts.__getitem__): max(pair, key=counts.__getitem__) for pair in slips}
    return slips + list(_abbreviated(counts, usual))


def _slips(counts: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """Yield pairs of values that differ in one letter, an accent, the order of words, a space or an ordinal."""
    by_shape: dict[str, str] = {}
    unspaced: dict[str, str] = {}
    for value in counts:
        if not any(map(str.isalpha, value)):
            continue  # numbers that differ in a sign or a decimal point are different
        shape = " ".join(sorted(ORDINALS.get(word, word) for word in skeleton(value).split()))
        by_shape.setdefault(shape, value)
        same = unspaced.setdefault(shape.replace(" ", ""), value)
        if same != value:
            yield same, value
    for one, other in one_edit_apart(by_shape):
        few, many = sorted((counts[by_shape[one]], counts[by_shape[other]]))
        if few <= max(1, RARE * many):
            yield by_shape[one], by_shape[other]


def _abbreviated(counts: Mapping[str, int], usual: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield each value that is an abbreviation of exactly one other value: its first letters or its initials.

    A misspelling counts as the value that `usual` maps it to.
    """
    initials: dict[str, list[str]] = {}
    starts: dict[str, list[str]] = {}
    for value in counts:
        words = re.findall(r"\w+", value)
        if len(words) > 1:
            initials.setdefault("".join(word[0] for word in words), []).append(value)
        for length in range(1, min(LONGEST_START + 1, len(value))):
            if length < SHORTEST_WORD or value[length].isalpha():  # "food" is no abbreviation of "food bank"
                starts.setdefault(value[:length], []).append(value)
    for value, count in counts.items():
        if not value.isalpha() or value in {"yes", "no"} or len(value) > LONGEST_START:
            continue
        meant = initials.get(value, []) if len(value) > 1 else []
        if not meant:
            meant = [word for word in starts.get(value, []) if count <= max(1, RARE * counts[word])]
        if len(longer := {usual.get(word, word) for word in meant}) == 1:
            yield value, longer.pop()


LONGEST_START = 6
"""Maximum number of letters of an abbreviation."""

ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
"""Ordinals in digits, which are read like the words."""

LOOKALIKES = str.maketrans(
    "авеорсухіјѕԁһкмнтьαβεορυνικτηωı",
    "abeopcyxijsdhkmhtbabeopyviktnwi",
)
"""Maps small Cyrillic and Greek letters to the Latin letters that look like them."""

PLAIN = str.maketrans({sign: sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128))})
"""Maps the signs of ASCII to small letters and digits, and all others to spaces."""

DIGIT = re.compile("[0-9]")

SHORTEST_WORD = 4
"""Minimum length of a word in which a difference of one letter is a typing error."""

LONGEST_TEXT = 80
"""Maximum length of a text that is compared. The index stores one form per letter, so longer texts cost too much."""

CROWDED = 50
"""Maximum number of texts that share a shortened form; a larger group is a numbered series, not typing errors."""


def skeleton(text: str) -> str:
    """Return the form in which names are compared.

    Words are sorted, look-alike letters are unified, and case, accents and punctuation are removed. In
    scripts without case, marks are kept because they change the sound.

    >>> skeleton("Kim, Ada") == skeleton("ada kim")
    True
    """
    if text.isascii() and text.isprintable():  # true of most names, and ten times as fast
        return " ".join(sorted(text.translate(PLAIN).split()))
    letters: list[str] = []
    base = ""
    for sign in unicodedata.normalize("NFKD", fold(without_marks(text))):
        if not unicodedata.category(sign).startswith("M"):
            base = sign
            letters.append(sign if sign.isalnum() else " ")
        elif not _has_case(base):
            letters.append(sign)
    plain = unicodedata.normalize("NFC", "".join(letters).translate(LOOKALIKES))
    return " ".join(sorted(plain.split()))


def one_edit_apart(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that differ by one letter added, left out or changed.

    Texts with digits are skipped, and so are pairs that differ only in a short word: "Team A" and "Team B" are
    different. Texts in scripts without case are skipped because one character is a syllable or a word there: 김민수
    and 김민주 are two people. Long texts are skipped because they are not names. Each text is indexed under every form
    with one letter left out, so the time is proportional to the length of the list.
    """
    first: dict[str, str] = {}
    shortened: dict[str, list[str]] = {}
    for text in texts:
        for form in _forms(text):
            earlier = first.setdefault(form, text)
            if earlier is not text:  # few forms are those of several texts, and a list for each takes much memory
                shortened.setdefault(form, [earlier]).append(text)
    seen = set()
    for alike in shortened.values():
        if not 1 < len(alike) <= CROWDED:
            continue
        for at, one in enumerate(alike):
            for other in alike[at + 1 :]:
                if (one, other) not in seen and _is_one_edit(one, other):
                    seen.add((one, other))
                    if max(map(len, set(one.split()) ^ set(other.split()))) >= SHORTEST_WORD:
                        yield one, other


def _forms(text: str) -> set[str]:
    """Return a text and its forms with one letter left out; an empty set if the text is not compared."""
    if len(text) > LONGEST_TEXT or not _is_compared(text):
        return set()
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}


def _is_compared(text: str) -> bool:
    if text.isascii():
        return DIGIT.search(text) is None
    return not any(sign.isdigit() or (sign.isalpha() and not _has_case(sign)) for sign in text)


def _has_case(sign: str) -> bool:
    return sign.upper() != sign or sign.lower() != sign


def _is_one_edit(one: str, other: str) -> bool:
    """Whether the texts become equal by adding, removing or changing one letter or swapping two adjacent letters."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]


def is_within(one: str, other: str, most: int) -> bool:
    """Whether two words are at most so many edits apart; a word longer than `LONGEST_WORD` is near no other."""
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > LONGEST_WORD:
        return False
    return _is_one_edit(one, other) if most == 1 else edits(one, other) <= most


def edits(one: str, other: str) -> int:
    """Return the number of letters added, left out, changed, or exchanged with their neighbor.

    >>> edits("vietnamese", "vietnamees"), edits("bookkeeper", "bookeeper")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
