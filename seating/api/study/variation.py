"""What a study varies: factors with their values, from options or a file, and the combinations that are its cases."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seating.convening.document import KeyPath, read_text, scalar
from seating.convening.formats.yaml import YAML_SUFFIXES, parse
from seating.errors import InputError, Problem
from seating.near_words import did_you_mean, nearest
from seating.wording import whole_number

MOST_CASES = 10_000
"""Maximum number of cases of a study. A page and a table with more could not be read."""

NUMBERS = frozenset({"absences"})
"""Factors whose values are whole numbers, of which `0-4` names five."""

PEOPLE = frozenset({"without", "with"})
"""Factors whose values are lists of people."""

NOBODY = "nobody"

_RANGE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")

_OTHER_NAMES = {"tables.count": "tables", "tables.seats": "seats"}

OPTION = "--vary"


@dataclass(frozen=True)
class Factor:
    """One thing that varies.

    Attributes
    ----------
    key : str
        What it is: "tables", "requirements.balance-1", "tables.capital.seats".
    values : tuple
        Plain values, as a file would state them; distinct.
    file : str
        "--vary" or the name of the file, for messages.
    line : int or None
    """

    key: str
    values: tuple[Any, ...]
    file: str = OPTION
    line: int | None = None

    def as_problem(self, says: str, hint: str, value: Any = None) -> Problem:
        """Return the problem of this factor or of one of its values.

        Parameters
        ----------
        says : str
        hint : str
        value : object, optional
        """
        shown = None if value is None else str(value)
        return Problem("vary-wrong", says, self.file, self.line, value=shown, hint=hint, subject=self.key)


@dataclass(frozen=True)
class Variation:
    """The factors of a study, and how many of the combinations are drawn.

    Attributes
    ----------
    factors : tuple of Factor
        With distinct keys.
    sample : int or None
        The number of combinations; None for all.
    seed : int
        Seed of the sample and of the search.
    """

    factors: tuple[Factor, ...]
    sample: int | None = None
    seed: int = 0

    @property
    def combinations(self) -> int:
        """The number of combinations of all values."""
        return math.prod(len(factor.values) for factor in self.factors)

    def as_plain(self) -> dict[str, Any]:
        """Return the variation as JSON can store it."""
        factors = [{"key": one.key, "values": list(one.values)} for one in self.factors]
        return {"factors": factors, "sample": self.sample, "seed": self.seed}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Variation:
        """Return the variation that was stored. Raise `KeyError`, `TypeError` or `ValueError` if it is damaged."""
        try:
            factors = tuple(_normalize(Factor(str(one["key"]), tuple(one["values"]))) for one in plain["factors"])
        except InputError as error:
            raise ValueError("the values are damaged") from error
        sample, seed = plain["sample"], plain["seed"]
        if type(seed) is not int:
            raise ValueError("the seed is damaged")
        if sample is not None and (type(sample) is not int or sample < 1):
            raise ValueError("the sample is damaged")
        return cls(factors, sample, seed)


def read_variation(given: Sequence[str], sample: int | None = None, seed: int = 0) -> Variation:
    """Return what varies, from options `KEY=VALUE,VALUE` and names of YAML files.

    Parameters
    ----------
    given : sequence of str
    sample : int, optional
        Overrides that of a file.
    seed : int

    Raises
    ------
    UsageError
        When a file cannot be read.
    InputError
        With all errors in the options and files, and when there are too many cases.
    """
    factors: list[Factor] = []
    problems: list[Problem] = []
    for text in given:
        if "=" in text:
            key, _, written = text.partition("=")
            if not key.strip():
                hint = "Write it before the equals sign, for example tables=5,6."
                problems.append(Problem("vary-wrong", "does not say what varies", "--vary", value=text, hint=hint))
                continue
            found, drawn = [Factor(key.strip(), tuple(written.split(",")))], None
        else:
            found, drawn = _read_file(Path(text))
        sample = sample if sample is not None else drawn
        for factor in found:
            try:
                factors.append(_normalize(factor))
            except InputError as error:
                problems += error.problems
    keys = [factor.key for factor in factors]
    for number, factor in enumerate(factors):
        if factor.key in keys[:number]:
            problems.append(factor.as_problem("is given twice", "Write all of its values in one place."))
    variation = Variation(tuple(factors), sample, seed)
    if not problems and not factors:
        problems.append(Factor("", ()).as_problem("says nothing that varies", "Write for example --vary tables=5,6."))
    if not problems and (sample is None or sample > MOST_CASES) and variation.combinations > MOST_CASES:
        says = f"makes {variation.combinations:,} cases, more than {MOST_CASES:,}"
        hint = "Leave out values, or draw some of the combinations: --sample 100."
        problems.append(Problem("vary-wrong", says, factors[0].file, hint=hint))
    if problems:
        raise InputError(problems)
    return variation


def list_cases(variation: Variation) -> Iterator[dict[str, Any]]:
    """Yield the values of each case by key, in a fixed order; each has a seed.

    Without a sample, the last factor varies fastest. A sample keeps this order.

    Parameters
    ----------
    variation : Variation
    """
    total = variation.combinations
    chosen: Sequence[int] = range(total)
    if variation.sample is not None and variation.sample < total:
        chosen = sorted(random.Random(variation.seed).sample(range(total), variation.sample))
    for number in chosen:
        values: dict[str, Any] = {}
        for factor in reversed(variation.factors):
            number, at = divmod(number, len(factor.values))
            values[factor.key] = factor.values[at]
        yield {"seed": variation.seed} | {factor.key: values[factor.key] for factor in variation.factors}


def _read_file(path: Path) -> tuple[list[Factor], int | None]:
    """Return the factors of a YAML file, and its sample."""
    if path.suffix.casefold() not in YAML_SUFFIXES:
        hint = "Write --vary tables=5,6, or the name of a YAML file."
        raise InputError(
            [Problem("vary-wrong", "says neither values nor a YAML file", OPTION, value=str(path), hint=hint)]
        )
    document = parse(read_text(path).text, path.name)
    problems = []
    for key in document.plain:
        if key not in {"vary", "sample"}:
            near = nearest(str(key), ["vary", "sample"]) or "vary"
            says, hint = "is not a key of such a file", did_you_mean(near)
            problems.append(Problem("vary-wrong", says, path.name, document.line((key,)), value=str(key), hint=hint))
    vary, sample = document.plain.get("vary"), document.plain.get("sample")
    if not isinstance(vary, dict) or not vary:
        hint = "Write `vary:` and under it for example `tables: [5, 6]`."
        problems.append(Problem("vary-wrong", "says nothing that varies", path.name, hint=hint))
    if sample is not None and (not isinstance(sample, int) or isinstance(sample, bool) or sample < 1):
        hint = "Write a whole number, at least 1."
        where = document.line(("sample",))
        problems.append(
            Problem("vary-wrong", "is not a number of cases", path.name, where, value=str(sample), hint=hint)
        )
    if problems:
        raise InputError(problems)
    assert isinstance(vary, dict)
    found = [
        Factor(".".join(map(str, keys)), tuple(value), path.name, document.line(("vary", *keys)))
        for keys, value in _leaves(vary, ())
    ]
    return found, sample


def _leaves(plain: Mapping[str, Any], above: KeyPath) -> Iterator[tuple[KeyPath, list[Any]]]:
    for key, value in plain.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value if isinstance(value, list) else [value]


def _normalize(factor: Factor) -> Factor:
    """Return a factor with its values as plain data. Raise `InputError` for values that have no meaning."""
    key = _OTHER_NAMES.get(factor.key, factor.key)
    name = Factor(key, (), factor.file, factor.line)
    if key == "seed":
        hint = "For other seatings of one case, write --candidates 3 --within 2: they differ as much as possible."
        raise InputError([name.as_problem("does not vary any more", hint)])
    values: list[Any] = []
    for value in factor.values:
        text = value.strip() if isinstance(value, str) else value
        if key in PEOPLE:
            values.append(_list_people(text))
        elif key in NUMBERS:
            values += _list_numbers(name, text)
        elif text == "":
            raise InputError([name.as_problem("has an empty value", f"Write for example --vary {key}=VALUE,VALUE.")])
        else:
            values.append(scalar(text) if isinstance(text, str) and key != "date" else text)
    if key == "date":
        values = [str(value) for value in values]
    if not values:
        raise InputError([name.as_problem("has no values", f"Write for example --vary {key}=VALUE,VALUE.")])
    if len(values) > MOST_CASES:  # before they are compared with each other
        raise InputError([name.as_problem(f"has more than {MOST_CASES:,} values", "Leave out values.")])
    distinct = [value for number, value in enumerate(values) if value not in values[:number]]
    return Factor(key, tuple(distinct), factor.file, factor.line)


def _list_people(value: Any) -> list[str]:
    names = value.split(";") if isinstance(value, str) else value if isinstance(value, list) else [value]
    found = [str(name).strip() for name in names]
    return [name for name in found if name and name.casefold() != NOBODY]


def _list_numbers(factor: Factor, value: Any) -> range | list[int]:
    hint = f"Write whole numbers from 0 on, such as {factor.key}=0-4."
    found = _RANGE.fullmatch(str(value))
    first, last = (int(found[1]), int(found[2])) if found else (whole_number(str(value), 10),) * 2
    if first is None or last is None or first >= 2**31:
        raise InputError([factor.as_problem("is not a number from 0 on", hint, value)])
    if not first <= last < first + MOST_CASES:
        raise InputError([factor.as_problem(f"is no range of at most {MOST_CASES:,} numbers", hint, value)])
    return range(first, last + 1)
