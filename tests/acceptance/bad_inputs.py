"""Run the command on unusual or broken inputs, and compare the results with the expected ones.

The inputs are in `tests/bad-inputs`; its README explains the fields of `expectations.json`.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import BAD_INPUTS

Case = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """The output of one run.

    Attributes
    ----------
    code : int
        The exit code.
    message : str
        Standard output and standard error.
    pages : tuple of str
        The source of each HTML page.
    result : dict
        The record `result.json`; empty where none was written.
    folders : tuple of Path
        The folder of the input and that of the output.
    """

    code: int
    message: str
    pages: tuple[str, ...]
    result: dict[str, Any]
    folders: tuple[Path, Path]

    @property
    def text(self) -> str:
        """Return what a reader sees on the pages."""
        return "\n".join(html.unescape(page) for page in self.pages)

    @property
    def notes(self) -> str:
        """Return all text that a reader sees."""
        notes = [note["text"] for note in self.result.get("notes", ())]
        conflict = json.dumps(self.result.get("conflict") or {}, ensure_ascii=False)
        return "\n".join([self.message, *notes, conflict, self.text])


def read_cases() -> list[Case]:
    """Return the expectations of all inputs."""
    cases: list[Case] = json.loads((BAD_INPUTS / "expectations.json").read_text(encoding="utf-8"))["cases"]
    return cases


def try_input(case: Case, folder: Path, run: Callable[..., Any]) -> list[str]:
    """Run the command on an input as a user does; return the differences from the expectations.

    Parameters
    ----------
    case : dict
        One entry of `expectations.json`.
    folder : Path
        An empty folder.
    run : callable
        Takes the words of a command, `cwd` and `timeout` in seconds; returns a completed process.
    """
    source, out = folder / "in", folder / "out"
    source.mkdir()
    for name in filter(None, (case["file"], case.get("convening"))):
        if (BAD_INPUTS / name).is_file():
            shutil.copy(BAD_INPUTS / name, source)
    if "generate" in case:
        write_large(case["generate"], source / case["file"])
    words = [case.get("command", "solve"), case["file"]]
    words += ["--convening", case["convening"]] if "convening" in case else []
    words += ["--out", str(out), "--time-limit", "20"] if words[0] == "solve" else []
    done = run("-m", "seating", *words, cwd=source, timeout=case.get("limit_seconds", 120))
    pages = tuple(path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.html")))
    results = sorted(out.rglob("result.json"))
    result = json.loads(results[-1].read_text(encoding="utf-8")) if results else {}
    outcome = Outcome(done.returncode, done.stdout + done.stderr, pages, result, (source, out))
    wrong = _accepted(case, outcome) if outcome.code == 0 else _refused(case, outcome)
    return wrong + _forbidden(case, outcome)


def write_large(kind: str, path: Path) -> None:
    """Write an input that is too large for the repository: `rows100k`, `rows250k` or `field1mb`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_large_lines(kind))


def _large_lines(kind: str) -> Iterator[str]:
    if kind == "field1mb":
        yield "name,organization,representative_type,needs\n"
        yield "Ada Kim,Tern Island,doer," + "step-free access please " * 43691 + "END\n"
        yield "Boris Vance,Slate Roof,designee,\n"
        return
    yield "name,id,organization,representative_type\n"
    for number in range({"rows100k": 100_000, "rows250k": 250_000}[kind]):
        yield f"Person {number:06d},p{number:06d},Org {number % 997},doer\n"


def _accepted(case: Case, outcome: Outcome) -> list[str]:
    """Return the faults of a run that accepted the input."""
    verdicts = {case["expect"], case.get("also_accept", case["expect"])}
    wrong = [] if verdicts & {"ok", "warn"} else ["accepted, expected an error"]
    if case["expect"] == "warn" and "ok" not in verdicts:
        wrong += _silent(case["must_mention"], outcome.notes)
    if outcome.result and "people" in case:
        last = outcome.result["rounds"][-1]
        counts = {"people": len(last["seats"]) + len(last["not_seated"]), "seated": len(last["seats"])}
        wrong += [f"{key}: {n}, expected {case[key]}" for key, n in counts.items() if case.get(key, n) != n]
    if outcome.pages:
        seen = _folded(outcome.text)
        wrong += [
            f"name lost or altered: {name[:40]!r}" for name in case.get("names_intact", ()) if _folded(name) not in seen
        ]
        source = "\n".join(outcome.pages)
        wrong += [f"pages lack {text!r}" for text in case.get("html_must", ()) if text not in source]
        wrong += [f"pages contain {text!r}" for text in case.get("html_must_not", ()) if text in source]
    return wrong


def _refused(case: Case, outcome: Outcome) -> list[str]:
    """Return the faults of a run that refused the input."""
    if "error" not in {case["expect"], case.get("also_accept")}:
        return [f"exits {outcome.code}, expected {case['expect']}: {outcome.message}"]
    codes = case.get("exit", [3])
    wrong = [] if outcome.code in codes else [f"exits {outcome.code}, expected one of {codes}: {outcome.message}"]
    expected = case["must_mention"] if case["expect"] == "error" else case.get("if_error_must_mention", [])
    wrong += _silent(expected, outcome.notes if outcome.code == 4 else outcome.message)
    wrong += [] if outcome.message.strip() else ["no message"]
    return wrong + (["wrote pages in spite of the error"] if outcome.pages and outcome.code != 4 else [])


def _forbidden(case: Case, outcome: Outcome) -> list[str]:
    """Return faults that must not occur in any run, whether the input was accepted or refused."""
    wrong = [f"message contains {text!r}" for text in case["must_not"] if text in outcome.message]
    paths = [folder / name for name in case.get("must_not_exist", ()) for folder in outcome.folders]
    wrong += [f"was created: {path.name}" for path in paths if path.exists()]
    is_long = len(outcome.message) > case.get("max_message_chars", 1 << 20)
    return wrong + ([f"message of {len(outcome.message)} characters"] if is_long else [])


def _silent(items: list[str], text: str) -> list[str]:
    return [f"does not mention {item!r} in {text[:2000]!r}" for item in items if not _said(item, text)]


def _said(item: str, text: str) -> bool:
    """Return whether a text contains some words, or names a place as FILE:LINE in one of several forms."""
    text = _folded(text)
    place = re.fullmatch(r".+\.(?:csv|yaml|json):(\d+)", item)
    return _folded(item) in text or (
        place is not None and re.search(rf"\blines?\b[^.;\n]*\b{place[1]}\b", text) is not None
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
