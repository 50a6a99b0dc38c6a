"""One story: random inputs and a sequence of commands, with a check of the ledger and the pages after each."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shlex
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import Result

from seating.ledger import atomic_files
from seating.report import output
from tests.cli.running import run
from tests.stories.by_hand import Book
from tests.stories.engine import use_this_process
from tests.stories.inputs import SECRETS, Inputs, draw_inputs, draw_newcomer

SEATS = {0, 4, 5, 6}
"""Exit codes of a command that has saved a seating."""

REFUSES = {2, 3}

CONVENERS = {"letters.csv", "breakout-rooms.csv", "recruit.csv", "invitations.csv"}
"""Files outside the convener-only folder that are for the convener only."""

STEPS = 6


def run_story(seed: int, folder: Path, kind: type[Story] | None = None) -> Counter[str]:
    """Run one story, of this kind, in an empty folder; return how often each command ended with each exit code.

    Raises
    ------
    AssertionError
        If something is wrong, with the commands so far.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        use_this_process(patched)
        story = (kind or Story)(seed, patched)
        try:
            story.tell()
        except Exception as error:
            raise AssertionError(
                f"story {seed}:\n  " + "\n  ".join(story.lines) + f"\n{type(error).__name__}: {error}"
            ) from error
        return story.codes


class Story:
    """The commands of one story, and what is known of the rounds."""

    def __init__(self, seed: int, patched: pytest.MonkeyPatch) -> None:
        self.random, self.patched = Random(seed), patched
        self.inputs = self.draw()
        self.book = Book()
        self.lines: list[str] = []
        self.codes: Counter[str] = Counter()
        self.fresh: set[int] = set()
        self.is_edited = False

    def draw(self) -> Inputs:
        """Return the list and the convening."""
        return draw_inputs(self.random)

    def tell(self) -> None:
        self.write_inputs()
        self.says("check people.csv" + self.maybe(" --json"))
        self.solve("")
        steps: list[Callable[[], None]] = [
            *(self.next_round, self.next_round, self.again, self.repair, self.repair, self.attended, self.undo),
            *(self.render, self.render, self.share, self.explain, self.review, self.look, self.change_list),
            *(self.earlier, self.typed_back),
        ]
        for _ in range(STEPS):
            self.random.choice(steps)()
        self.look()

    def write_inputs(self) -> None:
        Path("people.csv").write_text(self.inputs.list_text, encoding="utf-8")
        if self.inputs.convening is not None:
            Path("convening.yaml").write_text(self.inputs.convening_text, encoding="utf-8")

    def maybe(self, text: str, chance: float = 0.3) -> str:
        return text if self.random.random() < chance else ""

    def says(self, line: str) -> Result:
        """Run a command; the program must not fail unexpectedly."""
        self.lines.append(line)
        ran = run(line)
        self.lines[-1] = f"{line}  -> {ran.exit_code}"
        self.codes[f"{shlex.split(line)[0]} {ran.exit_code}"] += 1
        assert ran.exit_code in SEATS | REFUSES | ({1, 130} if self.is_failing else set()), ran.output
        assert "Traceback" not in ran.output, ran.output
        assert "inside seating" not in ran.output or self.is_failing, ran.output
        if ran.exit_code in REFUSES:
            assert "error:" in ran.stderr or '"problems"' in ran.stdout, ran.output
        if "--json" in line and ran.exit_code in SEATS:
            assert json.loads(ran.stdout)["schema_version"] == 2
        return ran

    is_failing = False

    # what is done

    def options(self) -> str:
        chosen = [
            *(
                self.maybe(" --json"),
                self.maybe(" --quiet"),
                self.maybe(" --no-packet", 0.2),
                self.maybe(" --strict", 0.2),
            ),
            *(self.maybe(" --language es", 0.25), self.maybe(" --paper A4", 0.1)),
        ]
        return "".join(chosen)

    def solve(self, more: str, next_round: bool = False) -> None:
        rounds = self.random.choice((2, 3)) if self.random.random() < 0.15 else 1
        planned = f" --rounds {rounds}" if rounds > 1 else ""
        seed = self.maybe(f" --seed {self.random.randint(1, 9)}")
        closes = " --next-round" if next_round else ""
        self.seats(f"solve --pages all people.csv{closes}{planned}{seed}{more}{self.options()}", rounds, next_round)

    def next_round(self) -> None:
        self.solve("", next_round=True)

    def again(self) -> None:
        people = [row for row in self.inputs.rows if row["name"]]
        kept = shlex.quote(self.inputs.reference(self.random.choice(people)))
        self.solve(self.maybe(f" --keep {kept}"))

    def repair(self) -> None:
        if self.random.random() < 0.8:
            self.change_list()
        if self.random.random() < 0.3:
            self.edit_seats()
        self.seats(f"repair --pages all people.csv{self.maybe(' --max-moves 3')}{self.options()}", 1, False)

    def seats(self, line: str, rounds: int, next_round: bool) -> None:
        """Run a command that saves a seating; sometimes it fails while it writes its pages."""
        before = self.entries()
        was_unfinished = self.book.now.unfinished
        error = self.random.choice(
            (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyError("x"), KeyboardInterrupt())
        )
        if fails := self.random.random() < 0.15 and not was_unfinished:
            with pytest.MonkeyPatch.context() as patched:
                _fail_from(patched, self.random.randint(0, 4), error)
                self.is_failing = True
                ran = self.says(line)
                self.is_failing = False
        else:
            ran = self.says(line)
        if ran.exit_code in REFUSES and len(self.entries()) == len(before):
            self.check()
            return
        numbers = range(self.book.now.open_round + next_round, self.book.now.open_round + next_round + rounds)
        if fails:
            assert "not all pages are written" in ran.stderr, ran.output
            self.book.seat([_saved_seats_of(number) for number in numbers], next_round, unfinished=True)
            self.check(seats=False)
            if self.random.random() < 0.5:
                assert self.says(line.replace(" --next-round", "") if not next_round else line).exit_code in SEATS
            else:
                assert self.says("report people.csv").exit_code == 0
            self.book.undo()
        assert ran.exit_code in SEATS or fails, ran.output
        self.book.seat([_seats_of(number) for number in numbers], next_round)
        self.fresh = {number for number in self.fresh if number < numbers[0]} | set(numbers)
        assert len(self.entries()) == len(before) + 1, "one entry for one seating"
        self.is_edited = False
        self.check()

    def edit_seats(self) -> None:
        """Move one person by hand in the file of the round."""
        path = Path(f"reports/round-{self.book.now.open_round}/seating.csv")
        if not path.is_file() or self.book.now.open_round not in self.fresh or not self.inputs.tables:
            return
        rows = _rows(path)
        row = self.random.choice(rows)
        row["table_id"] = self.random.choice(self.inputs.tables)
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8")
        self.fresh.discard(self.book.now.open_round)

    def change_list(self) -> None:
        """Change the list: a person arrives, a person cancels, a person's organization changes."""
        rows = self.inputs.rows
        for _ in range(self.random.randint(1, 2)):
            match self.random.choice(("come", "away", "other")):
                case "come":
                    rows.append(draw_newcomer(self.random, self.inputs) | {"pin": "", "with": "", "apart": ""})
                case "away":
                    self.random.choice(rows)["attending"] = "no"
                case "other":
                    self.random.choice(rows)["sector"] = "nonprofit"
        self.write_inputs()

    def attended(self) -> None:
        seats = self.book.now.rounds.get(self.book.now.open_round)
        if not seats:
            return
        came = [person for person in seats if self.random.random() < 0.8] or list(seats)
        Path("came.csv").write_text("id\n" + "".join(f"{person}\n" for person in came), encoding="utf-8")
        if self.says(f"rounds attended came.csv{self.maybe(' --json')}").exit_code == 0:
            self.book.record()
        self.check()

    def undo(self) -> None:
        before = dict(self.book.now.rounds)
        if self.says(f"rounds undo{self.maybe(' --json')}").exit_code == 0:
            self.book.undo()
        else:
            assert not before
        self.fresh = {n for n in self.fresh if self.book.now.rounds.get(n) == before.get(n)}
        self.check()

    def render(self) -> None:
        if not self.book.now.rounds:
            return
        number = self.random.choice(sorted(self.book.now.rounds))
        command = self.random.choice(("report", "packet"))
        options = self.maybe(" --language es") + self.maybe(" --json")
        line = f"{command}{self.maybe(' people.csv', 0.7)} --round {number}{options}"
        more = " --pages all" if command == "packet" else ""
        more += self.maybe(" --large-print") + self.maybe(" --stock plain") if command == "packet" else ""
        assert self.says(line + more).exit_code == 0
        if command == "report":
            self.fresh.add(number)
        self.check()

    def share(self) -> None:
        if not self.book.now.rounds:
            return
        where = f"shared-{len(self.lines)}"
        assert self.says(f"packet --pages all{self.maybe(' people.csv', 0.7)} --share {where}").exit_code == 0
        for path in Path(where).rglob("*"):
            if path.is_file():
                _holds_no_secret(path)
        self.check()

    def explain(self) -> None:
        people = [row for row in self.inputs.rows if row["name"]]
        person = shlex.quote(self.inputs.reference(self.random.choice(people)))
        about = self.random.choice((f"--person {person}", "--conflict", "--requirement size-1"))
        self.says(f"explain people.csv {about}{self.maybe(' --json')}")
        self.check()

    def review(self) -> None:
        path = f"reports/round-{self.book.now.open_round}/seating.csv"
        if Path(path).is_file():
            self.says(f"review people.csv {path}{self.maybe(' --json')}")
            self.check()

    def earlier(self) -> None:
        """Import earlier seatings."""
        people = [row for row in self.inputs.rows if row["name"]]
        rows = [f"{_cell(self.inputs.reference(row))},1,{self.random.choice(('old', 'north'))}" for row in people]
        heading = "id" if "id" in people[0] else "name"
        Path("earlier.csv").write_text(f"{heading},round,table\n" + "\n".join(rows) + "\n", encoding="utf-8")
        line = f"solve --pages all people.csv --history earlier.csv{self.options()}"
        before = len(self.entries())
        ran = self.says(line)
        if ran.exit_code in SEATS:
            for _ in range(len(self.entries()) - before - 1):
                self.book.record()
            assert len(self.entries()) - before in {1, 2}
            self.book.seat([_seats_of(self.book.now.open_round)], False)
            self.fresh = {n for n in self.fresh if n < self.book.now.open_round} | {self.book.now.open_round}
        self.check()

    def typed_back(self) -> None:
        """Add a harvest and nominations."""
        if not self.inputs.tables or not self.book.now.rounds:
            return
        table = self.random.choice(self.inputs.tables)
        Path("harvest.csv").write_text(f"table,question,theme,text\n{table},,Rent,Too dear\n", encoding="utf-8")
        name = _cell(self.random.choice([row["name"] for row in self.inputs.rows if row["name"]]))
        charts = f"who says it,person or description,table,why\n{name},a welder,{table},Skill\n,{name},,\n"
        Path("charts.csv").write_text(charts, encoding="utf-8")
        if self.random.random() < 0.5:
            assert self.says(f"report people.csv --harvest harvest.csv{self.maybe(' --json')}").exit_code == 0
            self.fresh.add(self.book.now.open_round)
            self.check()
        else:
            harvested = "--harvest harvest.csv --nominations charts.csv"
            self.seats(f"solve --pages all people.csv {harvested}{self.options()}", 1, False)

    def look(self) -> None:
        self.says(f"rounds list{self.maybe(' --json')}")
        for number in self.book.now.rounds:
            assert self.says(f"rounds show {number}{self.maybe(' --json')}").exit_code == 0
        if len(self.book.now.rounds) > 1:
            one, other = self.random.sample(sorted(self.book.now.rounds), 2)
            assert self.says(f"rounds diff {one} {other}{self.maybe(' --json')}").exit_code == 0

    # what is looked at

    def entries(self) -> list[str]:
        return sorted(path.name for path in Path("reports/rounds").glob("*.json"))

    def check(self, seats: bool = True) -> None:
        """Compare the ledger with the one kept by hand, and check every page."""
        told = json.loads(run("rounds list --json").stdout)
        assert told["problems"] == []
        assert [(r["round"], r["state"], r["unfinished"]) for r in told["rounds"]] == self.book.now.told
        for number, known in self.book.now.rounds.items() if seats else ():
            assert _saved_seats_of(number) == known, f"round {number}"
            if number in self.fresh:
                assert _seats_of(number) == known, f"seating.csv of round {number}"
        for path in Path("reports").rglob("*"):
            if path.is_file():
                _is_whole(path)
                if not self.book.now.unfinished:
                    _links_lead_somewhere(path)
                if "convener-only" not in path.parts and path.name not in {
                    "letters.csv",
                    "breakout-rooms.csv",
                    "recruit.csv",
                    "invitations.csv",
                }:
                    _holds_no_secret(path)


def _fail_from(patched: pytest.MonkeyPatch, page: int, error: BaseException) -> None:
    left = iter(range(page))

    def writes(path: Path, content: bytes) -> None:
        if path.name != output.LIST and next(left, None) is None:  # the list of files is written before the round
            with atomic_files.readable_reasons(path):
                raise error
        atomic_files.write_whole(path, content)

    patched.setattr(output, "write_whole", writes)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _seats_of(number: int) -> dict[str, str]:
    return {row["id"]: row["table_id"] for row in _rows(Path(f"reports/round-{number}/seating.csv"))}


def _saved_seats_of(number: int) -> dict[str, str]:
    record = json.loads(run(f"rounds show {number} --json").stdout)["rounds"][0]
    return {seat["id"]: seat["table"] for seat in record["seats"]}


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _is_whole(path: Path) -> None:
    assert path.suffix not in {".part", ".new"}, f"{path} is left over"
    if path.suffix == ".html":
        text = path.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>"), path
        assert text.rstrip().endswith("</html>"), path
    if path.suffix == ".json":
        json.loads(path.read_bytes())


def _links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8") if path.suffix == ".html" else ""
    for link in re.findall(r'href="([\w/-]+\.(?:html|csv|ics))"', text):
        assert (path.parent / link).is_file(), f"{path} links to {link}, which is not there"


def _holds_no_secret(path: Path) -> None:
    if path.suffix in {".html", ".json", ".csv", ".ics", ".yaml"}:
        text = path.read_text(encoding="utf-8")
        for kind, secret in {**SECRETS, "email": "private.example"}.items():
            assert secret not in text, f"{path} holds {kind}"
