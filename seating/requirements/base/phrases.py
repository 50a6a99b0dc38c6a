"""Parts of the sentences of requirements: their tables and their people, as a reader sees them.

Each part is a text that a page can translate (see `Said` in `seating.wording`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice

from seating.profiles import People
from seating.room.plan import Room
from seating.room.tables import Table
from seating.wording import Said, fold, message, plural, said, said_count, said_joined, said_list, singular

NAMED = 6
"""Maximum number of people or pairs in a sentence; a longer list ends with the number of the others."""


def subject(room: Room, at: Sequence[str] | None, *, begins: bool = True) -> str:
    """Return tables as the subject of a sentence: "Every table", "Each of Capital and Talent".

    Parameters
    ----------
    room : Room
    at : sequence of str or None
        Ids of tables; None for every table.
    begins : bool
        Whether the words start the sentence.
    """
    if at is not None and not room.tables_at(at):
        return table_names(room, at)
    return subject_of(room.tables_at(at), is_every=at is None, begins=begins)


def subject_of(tables: Sequence[Table], *, is_every: bool, begins: bool = True) -> str:
    """Return tables as the subject of a sentence. If one of them may stay empty, the words say "in use".

    Parameters
    ----------
    tables : sequence of Table
    is_every : bool
        Whether to write "every table" instead of the tables' names.
    begins : bool
        Whether the words start the sentence.
    """
    may_be_empty = any(table.open_if_needed for table in tables)
    if is_every and begins:
        return said("Every table in use") if may_be_empty else said("Every table")
    if is_every:
        return said("every table in use") if may_be_empty else said("every table")
    labels = said_list(table.label for table in tables)
    each = message("Each of %(tables)s") if begins else message("each of %(tables)s")
    these = said(each, tables=labels) if len(tables) > 1 else labels
    return said("%(these)s (if in use)", these=these) if may_be_empty else these


def table_names(room: Room, ids: Sequence[str], last: str = "and") -> str:
    """Return the names of tables, in the order of the room; of tables elsewhere, such as governance tables, if none is.

    A table that is not known is named by its id.
    """
    here = [table.label for table in room.tables_at(ids)]
    return said_list(here or [room.labels_elsewhere.get(one, one) for one in ids], last=last)


def only_at(room: Room, at: Sequence[str] | None) -> str:
    """Return tables as the end of a sentence: " (at Capital)", or "" for None, which means every table."""
    if at is None:
        return ""
    return said(" (at %(tables)s)", tables=table_names(room, at))


def names(room: Room, ids: Sequence[str], last: str = "and") -> str:
    """Return the names of people; a long list ends with a number: "Ana, Ben and 5 others"."""
    named = len(ids) if len(ids) <= NAMED else NAMED - 1
    labels = [room.listed.by_id[i].label if i in room.listed.by_id else i for i in ids[:named]]
    if more := len(ids) - named:
        labels.append(said_count("%(number)s other", "%(number)s others", more))
    return said_list(labels, last=last)


def names_of_pairs(room: Room, pairs: Sequence[tuple[str, str]]) -> str:
    """Return the names of pairs, each pair once: "Ana and Ben; Cam and Dee"; a long list ends with a number."""
    distinct = {frozenset(pair): pair for pair in reversed(pairs)}.values()
    named = len(distinct) if len(distinct) <= NAMED else NAMED - 1
    labels = [names(room, pair) for pair in islice(reversed(distinct), named)]
    if more := len(distinct) - named:
        labels.append(said_count("%(number)s other pair", "%(number)s other pairs", more))
    return said_joined(labels, "; ")


def about_pairs(room: Room, pairs: Sequence[tuple[str, str]], at: Sequence[str] | None, one: str, several: str) -> Said:
    """Return the sentence of a requirement about pairs.

    Parameters
    ----------
    room : Room
    pairs : sequence of (str, str)
    at : sequence of str or None
        Ids of the tables where it applies.
    one, several : str
        The texts for one pair and for several, with `people` and `where`.
    """
    text = one if len({frozenset(pair) for pair in pairs}) == 1 else several
    return said(text, people=names_of_pairs(room, pairs), where=only_at(room, at))


def about_seats(
    room: Room, people: Sequence[str], tables: Sequence[str], at: Sequence[str] | None, one: str, several: str
) -> Said:
    """Return the sentence of a requirement about people at tables.

    Parameters
    ----------
    room : Room
    people, tables : sequence of str
    at : sequence of str or None
        Ids of the tables where it applies.
    one, several : str
        The texts for one person and for several, with `people`, `tables` and `where`.
    """
    told = {"people": names(room, people), "tables": table_names(room, tables, last="or"), "where": only_at(room, at)}
    return said(one if len(people) == 1 else several, **told)


def band(least: int | None, most: int | None) -> str:
    """Return the limits of a count: "at least 2", "at most 3", "exactly 2", "at least 2 and at most 3".

    The lower limit is left out if it is 0 and there is an upper one.

    Parameters
    ----------
    least, most : int or None
        Not both None.
    """
    if least == most:
        return said("exactly %(number)s", number=most)
    ends = [(message("at least %(number)s"), least or None), (message("at most %(number)s"), most)]
    return said_list(said(word, number=number) for word, number in ends if number is not None)


def any_number(room: Room, at: Sequence[str] | None, whom: str) -> str:
    """Return the sentence of a requirement that asks for nothing: "Every table may have any number of people."."""
    return said("%(where)s may have any number of %(whom)s.", where=subject(room, at), whom=whom)


def share_words(share: Fraction) -> str:
    """Return a share as shown to the reader: "1/3", "33%" for 0.33, and "100%", because 1 could mean one person."""
    is_percent = share.denominator == 1 or (share.denominator > 10 and 100 % share.denominator == 0)
    return f"{share * 100}%" if is_percent else str(share)


HOLDERS = (
    message("facilitators"),
    message("interpreters"),
    message("recorders"),
    message("observers"),
    message("hosts"),
    message("chairs"),
    message("reporters"),
    message("liaisons"),
    message("designees"),
    message("doers"),
    message("decision-makers"),
)
"""The plurals of all duties and roles that the program knows, for the translation catalogs."""


def holders(number: int, role: str) -> str:
    """Return a number of people with a duty or a role: "1 doer", "2 doers"."""
    noun = said(role if number == 1 else plural(role))
    return said("%(number)s %(holders)s", number=f"{number:,}", holders=noun)


NOT_NOUNS = frozenset({"apart", "attending", "avoids", "can come", "chose", "declined", "listed", "speaks to", "with"})
"""Built-in columns whose names cannot stand for their values in a sentence."""


def heading_of(people: People, column: str | None) -> str:
    """Return a column as the list calls it; its own name if the headings are not known, as in a saved round."""
    heading = people.headings.get(column or "")
    return " ".join(heading.text.split()) if heading is not None else column or ""


def column_words(column: str) -> str:
    """Return a column as a noun in a sentence: "home language"; in quotes if its name is not a noun."""
    words = column.replace("_", " ")
    return f'"{words}"' if fold(words) in NOT_NOUNS else words


VALUES = (
    message("sectors"),
    message("organizations"),
    message("representative types"),
    message("interests"),
    message("languages"),
    message("assets"),
    message("sector"),
    message("organization"),
    message("representative type"),
    message("interest"),
    message("language"),
    message("asset"),
)
"""The nouns for values of built-in columns, for the translation catalogs."""


def column_values(column: str, number: int = 2) -> str:
    """Return the noun for a number of values of a column: "sectors", "home language", "values of "speaks to""."""
    words = column_words(column)
    if words.startswith('"'):
        return said_count("value of %(column)s", "values of %(column)s", number, column=words)
    noun = singular(words) if number == 1 else plural(words)
    return said(noun) if noun in VALUES else noun


def with_carry(where: str, carries: bool) -> str:
    """Return the end of a sentence with what `carry` adds to it."""
    return said("%(where)s; those who missed out in earlier rounds go first", where=where) if carries else where


def missed_before(says: str, times: int) -> str:
    """Return a finding about a person, and for how many rounds in a row before this one it was the same."""
    if not times:
        return says
    return said_count(
        "%(finding)s, as in their last round", "%(finding)s, as in their last %(number)s rounds", times, finding=says
    )
