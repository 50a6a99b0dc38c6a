"""Run `check` and `solve` on a list, and compare the results with what its owner meant.

The lists are in `tests/lists`; its README explains the fields of `expectations.json`.
"""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

LISTS = ROOT / "tests" / "lists"

COLUMNS = frozenset(
    [
        "name",
        "id",
        "organization",
        "sector",
        "representative_type",
        "interests",
        "speaks_to",
        "assets",
        "languages",
        "needs",
        "attending",
        "status",
        "duty",
        "with",
        "apart",
        "wishes",
        "avoids",
        "chose",
        "declined",
        "can_come",
        "pin",
        "email",
        "phone",
        "listed",
        "party",
    ]
)
"""Known columns; any other heading is a custom column."""

REASONS = {
    "no": ("attend", "declin", "status", "coming", "no ", "party", "absent", "regret", "cancel", "refund", "withdr"),
}
"""At least one of these words must be in the reason why a person is not seated."""

Case = dict[str, Any]
Run = Callable[[list[str], Path], "Answer"]


@dataclass(frozen=True)
class Answer:
    """What one command returned: its exit code, its JSON record and its standard error."""

    code: int
    record: dict[str, Any] = field(default_factory=dict)
    errors: str = ""

    def sentences(self) -> Iterator[str]:
        """Yield every text that the command prints for the user."""
        for note in self.record.get("notes") or ():
            yield f"{note.get('text', '')} [{note.get('slug', '')}]"
        for key in ("inferred", "clashes"):
            yield from (_as_text(one) for one in self.record.get(key) or ())
        for problem in self.record.get("problems") or ():
            parts = (problem.get(key) or "" for key in ("line", "column", "value", "says", "hint", "slug"))
            yield " ".join(map(str, parts))
        yield self.errors


def read_cases() -> list[Case]:
    """Return the expectations of all lists."""
    cases: list[Case] = json.loads((LISTS / "expectations.json").read_text("utf-8"))["cases"]
    return cases


def check_list(case: Case, folder: Path, run: Run) -> list[str]:
    """Run `check` on a list in an empty folder; return the differences from the expectations."""
    check = run(["check", *_arguments(case, folder), "--json"], folder)
    text = _told(case, check)
    wrong = _wrong_codes(case, check)
    if check.code != 0:
        return wrong + _unasked(case, text)
    return wrong + _wrong_notes(case, text) + _wrong_columns(case, check, text) + _wrong_counts(case, check)


def seat_list(case: Case, folder: Path, run: Run) -> list[str]:
    """Run `check` and `solve` on a list in an empty folder; return the differences from the expectations."""
    arguments = _arguments(case, folder)
    check = run(["check", *arguments, "--json"], folder)
    options = ["--out", "out", "--no-packet", "--json", "--quiet", "--time-limit", "4"]
    solve = run(["solve", *arguments, *options], folder)
    text = _told(case, check, solve)
    wrong = _wrong_codes(case, check) + _wrong_codes(case, solve)
    if check.code or solve.code:
        agree = [] if check.code == solve.code else [f"check exits {check.code}, solve {solve.code}"]
        return wrong + agree + _unasked(case, text)
    wrong += _wrong_notes(case, text) + _wrong_columns(case, check, text) + _wrong_counts(case, check)
    if not solve.record.get("rounds"):
        return [*wrong, "solve returns no round"]
    seated = solve.record["rounds"][-1]
    wrong += _wrong_totals(case, seated) + _wrong_absences(case, seated)
    wrong += _wrong_parties(case, seated) + _wrong_pairs(case, seated) + _wrong_voices(case, seated)
    return wrong + _wrong_tables(case, check, seated, text, folder / "out") + _shown_in_private(case, folder / "out")


def _arguments(case: Case, folder: Path) -> list[str]:
    """Copy a list and its files; return the arguments with which a user names them."""
    convening, sheet = case.get("convening"), case.get("sheet")
    for name in filter(None, (case["file"], convening, *case.get("beside", ()))):
        shutil.copy(LISTS / name, folder)
    options = [*(("--convening", convening) if convening else ()), *(("--sheet", sheet) if sheet else ())]
    return [case["file"], *options]


def _told(case: Case, *answers: Answer) -> str:
    """Return all messages, folded, without the names of files."""
    text = _folded("\n".join(sentence for answer in answers for sentence in answer.sentences()))
    for name in filter(None, (case["file"], case.get("convening"), *case.get("beside", ()))):
        text = text.replace(_folded(name), "(file)")
    return text


def _wrong_codes(case: Case, answer: Answer) -> list[str]:
    allowed = case["exit"] if isinstance(case["exit"], list) else [case["exit"]]
    return [] if answer.code in allowed else [f"exits {answer.code}, expected one of {allowed}: {answer.errors}"]


def _unasked(case: Case, text: str) -> list[str]:
    return [f"stops without asking about {item!r}" for item in case.get("asks_about", ()) if not _said(item, text)]


def _wrong_notes(case: Case, text: str) -> list[str]:
    noise = [f"says {item!r}, which is noise here" for item in case["silent_about"] if _said(item, text)]
    return noise + [f"does not mention {item!r}" for item in case["notes_about"] if not _said(item, text)]


def _wrong_columns(case: Case, check: Answer, text: str) -> list[str]:
    read = defaultdict(list)
    for heading in check.record["headings"]:
        read[_folded(heading["heading"])].append((heading["taken_as"] or "own", bool(heading.get("private"))))
    wrong = []
    for heading, expected in case["columns"].items():
        expected = expected if isinstance(expected, list) else [expected]
        found = read.get(_folded(heading))
        if found is None and expected != ["own"]:
            wrong.append(f"column {heading!r} is not reported, expected {expected}")
        # A note that asks whether a column is private is as good as reading it as private.
        is_asked = "needs" in expected and _folded(heading) in text and ("private" in text or "needs" in text)
        if found and not is_asked and not any(_fits(expected, *one) for one in found):
            wrong.append(f"column {heading!r} is taken as {found[0][0]!r}, expected {expected}")
    return wrong


def _fits(expected: Sequence[str], taken: str, is_private: bool) -> bool:
    taken = taken if taken in COLUMNS else "own"
    hidden = {"needs": is_private or taken == "needs", "private": is_private or taken in {"needs", "email", "phone"}}
    return any(taken == word or hidden.get(word, False) for word in expected)


def _wrong_counts(case: Case, check: Answer) -> list[str]:
    counts = ((key, check.record.get(key), case[key]) for key in ("people", "to_seat"))
    return [
        f"check: {key} is {found}, expected {wanted}" for key, found, wanted in counts if not _within(found, wanted)
    ]


def _wrong_totals(case: Case, seated: dict[str, Any]) -> list[str]:
    seats, listed = len(seated["seats"]), len(seated["seats"]) + len(seated["not_seated"])
    counts = (("seated", seats, case["to_seat"]), ("people in all", listed, case["people"]))
    return [f"{found} {what}, expected {wanted}" for what, found, wanted in counts if not _within(found, wanted)]


def _wrong_absences(case: Case, seated: dict[str, Any]) -> list[str]:
    """Return people who declined but are seated, and people who are absent without the right reason."""
    wrong = []
    for name, why in case["out"].items():
        absent = _find(name, seated["not_seated"])
        is_named_absent = any(_words(one["name"]) == _words(name) for one in absent)
        if _find(name, seated["seats"]) and not is_named_absent:
            wrong.append(f"{name} declined and is seated")
        elif not absent:
            wrong.append(f"{name} is neither seated nor among those not seated")
        elif not any(word in _folded(absent[0]["reason"]) + " " for word in REASONS[why]):
            wrong.append(f"{name} is out because {absent[0]['reason']!r}, expected {why!r}")
    return wrong


def _wrong_parties(case: Case, seated: dict[str, Any]) -> list[str]:
    wrong = []
    for party in case.get("parties", ()):
        seats = [seat for seat in seated["seats"] if any(_holds(seat["name"], word) for word in party["words"])]
        if len(seats) != party["people"]:
            wrong.append(f"party {party['words']} has {len(seats)} seats, expected {party['people']}")
        elif len({seat["table"] for seat in seats}) > 1:
            wrong.append(f"party {party['words']} is split")
    return wrong


def _wrong_pairs(case: Case, seated: dict[str, Any]) -> list[str]:
    wrong = []
    for key in ("together", "apart"):
        for pair in case.get(key, ()):
            first, second = (_find(name, seated["seats"]) for name in pair)
            if not first or not second:
                wrong.append(f"{pair}: one of them has no seat")
            elif (first[0]["table"] == second[0]["table"]) != (key == "together"):
                wrong.append(f"{pair} are not {key}")
    return wrong


def _wrong_voices(case: Case, seated: dict[str, Any]) -> list[str]:
    heard = {voice["name"]: voice["attending"] for voice in seated["voices"]}
    expected = case.get("voices", {}).items()
    return [f"{name}: {heard.get(name)} attending, expected {n}" for name, n in expected if heard.get(name) != n]


def _wrong_tables(case: Case, check: Answer, seated: dict[str, Any], text: str, out: Path) -> list[str]:
    sizes = Counter(seat["table"] for seat in seated["seats"] if not seat.get("staff"))
    wrong = []
    if len(seated["seats"]) > 1 and 1 in sizes.values() and "alone" not in text:
        wrong.append("a person sits alone, and no note says so")
    tables = case.get("tables")
    if tables is None:
        return wrong
    if len(check.record["demand"]) != len(tables):
        wrong.append(f"{len(check.record['demand'])} tables, expected {len(tables)}")
    with next(out.glob("round-*/seating.csv")).open(encoding="utf-8-sig", newline="") as file:
        by_name = Counter(row["table_name"] for row in csv.DictReader(file))
    wrong += [f"table {name!r} is not in the file" for name in by_name if name not in tables]
    full = [(name, n) for name, n in by_name.items() if tables.get(name) and n > tables[name]]
    return wrong + [f"table {name} holds {n}, has {tables[name]} seats" for name, n in full]


def _shown_in_private(case: Case, out: Path) -> list[str]:
    """Return the private cells that are on a page or in a file for everyone."""
    public = [path for path in (*out.rglob("*.html"), *out.rglob("seating.csv")) if "convener-only" not in path.parts]
    pages = "\n".join(html.unescape(path.read_text("utf-8", "replace")) for path in public)
    return [f"a page shows {text!r}" for text in case.get("never_shown", ()) if not public or text in pages]


def _find(name: str, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the people of exactly this name, or those whose name has all its words."""
    same = [person for person in people if _words(person["name"]) == _words(name)]
    return same or [person for person in people if _holds(person["name"], name)]


def _folded(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text)).casefold().split())


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", _folded(text)))


def _holds(whole: str, part: str) -> bool:
    return not _words(part) - _words(whole)


def _said(item: str | list[str], text: str) -> bool:
    """Return whether a text has a word, or one of several."""
    return any(_folded(one) in text for one in (item if isinstance(item, list) else [item]))


def _within(value: int | None, wanted: int | list[int]) -> bool:
    low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
    return value is not None and low <= value <= high


def _as_text(one: object) -> str:
    return one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
