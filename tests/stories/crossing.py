"""A story that crosses charts, governance, promises, arrivals, splits, sessions, languages and forgetting.

The list is one of `tests/report/claims.py`, so what each page claims can be read a second time after every step.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from tests.report import claims
from tests.report.claims import Written
from tests.stories import readings
from tests.stories.inputs import Inputs, as_csv
from tests.stories.story import SEATS, Story

STEPS = 4


@dataclass
class Crossed(Inputs):
    """A list and a convening in which every person has an id; the files that are written may leave the ids out."""

    has_ids: bool = True

    @property
    def list_text(self) -> str:
        return as_csv([{k: v for k, v in row.items() if k != "id" or self.has_ids} for row in self.rows])

    @property
    def convening_text(self) -> str:
        names = {row["id"]: self.reference(row) for row in self.rows}
        tables = [
            {key: [names[p] for p in value] if key in {"chair", "people"} else value for key, value in one.items()}
            for one in self.convening["tables"]
        ]
        return json.dumps({**self.convening, "tables": tables}, ensure_ascii=False)

    def reference(self, row: Mapping[str, str]) -> str:
        return row["id"] if self.has_ids else row["name"]


class Crossing(Story):
    """The commands of one story."""

    most_tables = 5
    """No table is split if there would be more."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.was_forgotten: list[str] = []
        self.on_paper: Mapping[str, str] = {}
        self.chairs: Mapping[str, tuple[str, int | None]] = {}

    def draw(self) -> Crossed:
        random = self.random
        drawn = claims.draw(random)
        rows = [{**row, "email": f"{row['id']}@private.example", "can_come": ""} for row in drawn.rows]
        convening = dict(drawn.convening)
        requirements = list(convening["requirements"])
        requirements += [one for one in EXTRA if random.random() < 0.3]
        convening |= {"title": "Crossing", "requirements": requirements, "tables": [*map(dict, convening["tables"])]}
        if random.random() < 0.25:
            make_season(random, rows, convening)
        if random.random() < 0.4:
            convening["chairs"] = random.choice(({}, {"alternate": "tenure"}, {"together": "across"}))
        inputs = Crossed(rows, convening, frozenset(), has_ids=random.random() < 0.5)
        inputs.tables = tuple(Written((), convening).labels)
        return inputs

    def tell(self) -> None:
        self.write_inputs()
        self.says("check people.csv" + self.maybe(" --json"))
        self.solve("")
        steps: list[Callable[[], None]] = [
            *(
                self.next_round,
                self.next_round,
                self.next_round,
                self.repair,
                self.arrive,
                self.arrive,
                self.fill_charts,
            ),
            *(self.fill_charts, self.promise, self.promise, self.split, self.split, self.rename, self.undo),
            *(self.forget, self.close, self.close, self.rate, self.explain, self.render, self.share, self.ask_around),
        ]
        for _ in range(STEPS):
            self.random.choice(steps)()
        self.look()
        self.close()

    def says(self, line: str) -> Any:
        ran = super().says(line)
        assert self.inputs.has_ids or "--json" in line or not readings.INTERNAL.search(ran.output), ran.output
        return ran

    # what is done

    def solve(self, more: str, next_round: bool = False) -> None:
        closes = " --next-round" if next_round else ""
        self.seats(f"solve --pages all people.csv{closes}{more}{self.options()}", 1, next_round)

    def seats(self, line: str, rounds: int, next_round: bool) -> None:
        before = len(self.entries())
        if line.startswith("repair"):
            number = self.book.now.open_round  # after undo, the file on paper is not the round that is repaired
            self.on_paper = readings.paper_seats(self.written(), number) if number in self.fresh else {}
            self.chairs = readings.chairs_of(Path(f"reports/round-{number}")) if number in self.fresh else {}
        super().seats(line, rounds, next_round)
        if len(self.entries()) > before and not self.book.now.unfinished:
            by_report = self.lines[-1].startswith("report ")  # after a failure, it does not know the options of `line`
            self.read(self.lines[-1] if by_report else line)

    def written(self) -> Written:
        noted, known = self.book.now.more, {}
        for number in sorted(noted):
            known |= noted[number].get("known", {}) if number <= self.book.now.open_round else {}
        found = frozenset(one for one, is_known in known.items() if is_known)
        return Written(tuple(self.inputs.rows), self.inputs.convening, found)

    def read(self, line: str) -> None:
        """Hold everything that was written against the second reading."""
        number = self.book.now.open_round
        folder = Path(f"reports/round-{number}")
        written = self.written()
        written = replace(written, further=readings.further_of(written, folder))
        seats = readings.seats_of(written, folder)
        states = {one.id: written.state(one, seats) for one in written.asked() if one.id.startswith("v")}
        known = {(one.id, one.name): written.state(one, seats) != "Not known" for one in written.asked()}
        was = {table["id"]: frozenset(table.get("was", ())) for table in self.inputs.convening["tables"]}
        staff = frozenset(row["id"] for row in self.inputs.rows if row["duty"])
        names = {row["id"]: row["name"] for row in written.rows}
        before = self.book.now.more.get(number, {})
        sat = {**before.get("absent", {}), **before.get("seats", {})}
        away = before.get("marked", frozenset()) & {row["id"] for row in written.rows if row["attending"] != "no"}
        absent = {p: sat[p] for p in away if p in sat and p not in seats}  # they keep the table of their seat
        listed, names = frozenset(names), {**before.get("names", {}), **names}
        self.book.note(number, known=known, listed=listed)
        self.book.note(number, states=states, seats=seats, was=was, staff=staff, names=names, absent=absent, came=None)
        is_spanish = '<html lang="es"' in (folder / "report.html").read_text(encoding="utf-8")
        assert is_spanish or "--language es" not in line
        assert not is_spanish or "--language es" in line or line.startswith("repair")  # a repair keeps the language
        parts = {"es": is_spanish, "packet": "--no-packet" not in line}
        readings.hold_round(written, seats, folder, **parts)
        if not parts["es"] and "seats" in self.book.now.more.get(number - 1, {}):
            readings.hold_since(self.book.now.more[number - 1], self.book.now.more[number], folder)
        readings.hold_chairs(written, self.chairs if line.startswith("repair") else {}, folder)
        if line.startswith("repair") and self.on_paper and not parts["es"] and not self.was_forgotten:
            readings.hold_moves(written, self.on_paper, seats, folder)
        if not self.inputs.has_ids:
            readings.hold_no_id(folder)

    def change_list(self) -> None:
        rows = self.inputs.rows
        taken = [*(row["name"] for row in rows), *self.was_forgotten]
        free = [n for n in claims.FIRST if all(not name.startswith(f"{n} ") for name in taken)]
        match self.random.choice(("come", "away", "other")):
            case "come" if free:
                ids = {row["id"] for row in rows}
                number = next(n for n in count(len(claims.FIRST) + len(self.lines)) if f"p{n:02d}" not in ids)
                row = claims.draw_row(self.random, 0) | {"id": f"p{number:02d}", "name": f"{free[0]} Hazel", "duty": ""}
                types = (part for part in row["representative_type"].split("; ") if ": " not in part)
                more = {"email": f"p{number}@private.example", "can_come": "", "representative_type": "; ".join(types)}
                rows.append(row | more)  # without the types at tables that are split by now
            case "away":
                self.random.choice(rows)["attending"] = "no"
            case _:
                self.random.choice(rows)["tenure"] = self.random.choice(("renter", "owner"))
        self.write_inputs()

    def arrive(self) -> None:
        """Mark only exceptions at the desk, repair, and record who came."""
        number = self.book.now.open_round
        noted = self.book.now.more.get(number)
        path = Path("reports/arrivals.csv")
        if not noted or path.exists():
            return
        seated = [row for row in self.inputs.rows if row["id"] in noted["seats"] and not row["duty"]]
        if len(seated) < 4:
            return
        absent = self.random.sample(seated, self.random.randint(1, 2))
        rows = [{"round": str(number), "name": row["name"], "state": "absent"} for row in absent]
        path.write_text(as_csv(rows), encoding="utf-8")
        self.book.note(number, marked=frozenset(row["id"] for row in absent))
        if self.random.random() < 0.7:
            self.seats(f"repair --pages all people.csv{self.options()}", 1, False)
        noted = self.book.now.more[number]
        assert self.says("rounds attended").exit_code in {2, 3}, "only exceptions are marked"
        others = self.random.choice(("present", "present", "absent"))
        ran = self.says(f"rounds attended --others {others}")
        if ran.exit_code == 0:
            self.book.record()
            marked = {row["id"] for row in absent}
            here = [p for p in noted["seats"] if p not in noted["staff"] and p not in marked]
            self.book.note(number, came=len(here) if others == "present" else 0)
        self.check()

    def fill_charts(self) -> None:
        """Charts that count, from now on or once."""
        people = [row["name"] for row in self.inputs.rows if not row["duty"]]
        tables = [*self.inputs.tables]
        rows = [
            {
                "chart of": self.random.choice(people),
                "table": self.random.choice(tables),
                "who": self.random.choice((*people, "me", "a night baker", "nobody needed")),
                "why": "",
            }
            for _ in range(self.random.randint(2, 6))
        ]
        Path("charts.csv").write_text(as_csv(rows), encoding="utf-8")
        assert self.says(f"charts charts.csv --people people.csv{self.maybe(' --language es')}").exit_code == 0
        self.seats(f"solve --pages all people.csv --charts charts.csv{self.options()}", 1, False)

    def promise(self) -> None:
        """Promises of people at tables, and seat everyone once more."""
        noted = self.book.now.more.get(self.book.now.open_round)
        if not noted:
            return
        people = [row for row in self.inputs.rows if row["id"] in noted["seats"] and not row["duty"]]
        chosen = self.random.sample(people, min(2, len(people)))
        rows = [
            {"table": noted["seats"][row["id"]], "who": row["name"], "what": f"Call office {n}", "by": "2099-05-01"}
            for n, row in enumerate(chosen)
        ]
        if not rows or any(row["table"] not in self.inputs.tables for row in rows):
            return
        Path("commitments.csv").write_text(as_csv(rows), encoding="utf-8")
        self.next_round() if self.random.random() < 0.5 else self.repair()

    def split(self) -> None:
        """Split a table into two in its place, and seat the next round."""
        self._replace(self.random.choice(self.inputs.tables), 2)

    def rename(self) -> None:
        """Give a table another id and name, and seat the next round."""
        self._replace(self.random.choice(self.inputs.tables), 1)

    def _replace(self, old: str, parts: int) -> None:
        if len(self.inputs.tables) + parts > self.most_tables or not self.book.now.rounds:
            return
        convening = json.loads(json.dumps(self.inputs.convening))
        found = []
        stem = f"{old}-{len(self.lines)}"
        new = [f"{stem}{letter}" for letter in "ab"[:parts]]
        for one in convening["tables"]:
            if one["id"] != old:
                found.append(one)
                continue
            was = [old, *one.get("was", ())]
            for number, identity in enumerate(new):
                part = {**one, "id": identity, "name": identity.title(), "was": was}
                if number:
                    part.pop("chair", None)
                found.append(part)
        for one in convening["requirements"]:
            if isinstance(one.get("at"), list):
                one["at"] = [t for at in one["at"] for t in (new if at == old else [at])]
        convening["tables"] = found
        for row in self.inputs.rows:
            assert not row.get("pin")
            row["can_come"] = "; ".join(
                t for at in filter(None, row["can_come"].split("; ")) for t in (new if at == old else [at])
            )
            row["representative_type"] = "; ".join(
                f"{at}: {role}" if at else role
                for part in filter(None, row["representative_type"].split("; "))
                for place, _, role in [part.rpartition(": ")]
                for at in (map(str.title, new) if place == old.title() else [place])
            )
        self.inputs.convening = convening
        if Path("commitments.csv").exists():
            text = Path("commitments.csv").read_text(encoding="utf-8")
            Path("commitments.csv").write_text(re.sub(rf"^{old},", f"{new[0]},", text, flags=re.M), encoding="utf-8")
        self.inputs.tables = tuple(Written((), convening).labels)
        self.write_inputs()
        self.next_round()

    def forget(self) -> None:
        """Forget a person who had a seat, and take them out of the list; then no file names them."""
        known = {p for seats in self.book.now.rounds.values() for p in seats}
        noted = [one for one in self.book.now.more.values() if one.get("seats")]
        rows = [row for row in self.inputs.rows if any(row["id"] in one["seats"] for one in noted)]
        if not rows or len(self.inputs.rows) < 6:
            return
        row = self.random.choice(rows)
        reference = next((s["id"] for s in readings.saved_seats() if s["name"] == row["name"]), None)
        if reference is None or reference not in known:
            return
        self.inputs.rows.remove(row)
        for table in self.inputs.convening["tables"]:
            for key in ("chair", "people"):
                if row["id"] in table.get(key, ()):
                    table[key].remove(row["id"])
                    if not table[key]:
                        del table[key]
                        table |= {"from": "chair"} if key == "people" else {}
        Path("convening.yaml").write_text(self.inputs.convening_text, encoding="utf-8")
        said = self.says(f"forget {shlex.quote(row['name'])} people.csv")
        assert said.exit_code == 0
        self.check()
        said = self.says(f"forget {shlex.quote(row['name'])} people.csv --yes")
        assert said.exit_code == 0, said.output
        ids = {s["id"] for s in readings.saved_seats()} - {p for p in known if p != reference}
        tokens = {one for one in ids if one.startswith("forgotten-")}
        assert len(tokens) == 1, ids
        token = tokens.pop()
        self.book.rename(reference, token)
        for path in Path().glob("*.csv"):  # what people wrote is not changed by the command
            path.write_text(path.read_text(encoding="utf-8").replace(row["name"], token), encoding="utf-8")
        Path("people.csv").write_text(self.inputs.list_text, encoding="utf-8")
        self.fresh = set()
        self.was_forgotten.append(row["name"])
        readings.hold_forgotten(Path(), row["name"], row["email"], reference)
        self.check()
        self.repair()
        readings.hold_forgotten(Path(), row["name"], row["email"], reference)

    def close(self) -> None:
        """Write the closing report, and compare each two rounds."""
        if not self.book.now.rounds:
            return
        language = self.maybe(" --language es", 0.2)
        assert self.says(f"rounds report{language}").exit_code == 0
        noted = {n: self.book.now.more.get(n) for n in sorted(self.book.now.rounds)}
        if not language and all(one and "seats" in one for one in noted.values()):
            readings.hold_closing(Path("reports"), noted, self.was_forgotten)
        numbers = sorted(noted)
        for one, other in pairwise(numbers):
            told = json.loads(self.says(f"rounds diff {one} {other} --json").stdout)
            if noted[one] and noted[other]:
                readings.hold_diff(told, noted[one], noted[other], self.was_forgotten)
        if not self.inputs.has_ids:
            readings.hold_no_id(Path("reports"))
        self.check()

    def rate(self) -> None:
        """Write the dashboard with what the rounds suggest."""
        if not self.book.now.rounds:
            return
        self.says("dashboard --template ratings.csv --quarter 2026-Q4") if not Path("ratings.csv").exists() else None
        ran = self.says("dashboard ratings.csv")
        assert ran.exit_code == 0
        readings.hold_dashboard(ran.stdout, self.book.now.more)
        self.check()

    def ask_around(self) -> None:
        """Run commands that seat no one, in forms that other steps do not use."""
        if not self.book.now.rounds:
            return
        number = self.random.choice(sorted(self.book.now.rounds))
        people = [row for row in self.inputs.rows if not row["duty"]]
        person = shlex.quote(self.inputs.reference(self.random.choice(people)))
        asked = self.random.choice([one["id"] for one in self.inputs.convening["requirements"] if "id" in one])
        lines = [
            *(f"explain people.csv --person {person} --leaves", f"explain people.csv --requirement {asked}"),
            *("explain people.csv --conflict", "chart people.csv --grid --for-each"),
            *("chart people.csv --language es", "charts charts.csv --groups --out compared"),
            *(f"packet people.csv --round {number} --pages all", f"packet --round {number} --pages all --language es"),
            *(f"report people.csv --round {number}", f"report --round {number} --language es"),
            *(f"review people.csv reports/round-{number}/seating.csv", "rounds report --language es"),
        ]
        for line in self.random.sample(lines, 4):
            if line.startswith("charts ") and not Path("charts.csv").exists():
                continue
            self.says(line)
            if line.startswith("report "):
                self.fresh.add(number)
        self.check()

    def explain(self) -> None:
        people = [row for row in self.inputs.rows if not row["duty"]]
        person = shlex.quote(self.inputs.reference(self.random.choice(people)))
        ran = self.says(f"explain people.csv --person {person}")
        assert ran.exit_code in SEATS | {2, 3}
        self.check()


EXTRA: tuple[dict[str, Any], ...] = (
    {"kind": "duty", "name": "reporter"},
    {"kind": "duty", "name": "liaison"},
    {"kind": "new_company"},
    {"kind": "continuity", "at_least": "1/2"},
    {"kind": "balance", "of": "tenure"},
)


def make_season(random: Any, rows: list[dict[str, str]], convening: dict[str, Any]) -> None:
    """Make a session of each table, on a day of its own, and write who can come to which."""
    sessions = [one for one in convening["tables"] if one.get("kind") is None]
    for number, one in enumerate(sessions):
        one |= {"kind": "listening", "day": f"2027-03-{number + 2:02d}", "time": "18:00-19:30", "place": "Hall"}
        one["questions"] = ["What helps?"]
    ids = [one["id"] for one in sessions]
    for row in rows:
        row["can_come"] = "; ".join(random.sample(ids, random.randint(1, len(ids)))) if random.random() < 0.4 else ""
