"""Three late changes: a repair compared with a new seating."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.bench import Bench
from benchmarks.generate import Spec, write_convening
from benchmarks.section import Section, number
from seating.api.inputs import read_round
from seating.api.one_round import seat_round
from seating.api.repair import repair_plan
from seating.api.request import Request
from seating.api.result import Solved
from seating.engines import Child

ORDER = 70

ROLE = "representative_type"
DECIDER = "decision-maker"
MADE_MUSTS = {
    "decision-maker: 1}, weight: 5": "decision-maker: 1}, must: true",
    "at_most: 2, weight: 3": "at_most: 3, must: true",
}


@dataclass(frozen=True, slots=True)
class Size:
    """A room, the seconds its first seating gets, and those a repair may take beyond start-up."""

    people: int
    tables: int
    solve: float
    most: float


SIZES = (Size(120, 12, 20, 1), Size(1000, 100, 60, 10))


def run(bench: Bench) -> Section:
    """Seat each room, make three changes, repair it, and seat it again for comparison."""
    rows = []
    with Child() as child:
        for size in SIZES[:1] if bench.is_quick else SIZES:
            rows += _one(bench, size, child)
    says = (
        "These cases come from the unseen `pairs` family, with role mix and the organization cap as musts. After the "
        "first seating, the only decision-makers at one table cancel, someone arrives, and a role is corrected. The "
        "time includes only the work itself, not the start of the child process. A new seating gets the same amount of "
        "time as the first one. A move means that a person sits at a different table than before. Newcomers are not "
        "counted."
    )
    return Section("Repairs", says, ["case", "what", "moves", "proven fewest", "penalty", "seconds", "met"], rows)


def _one(bench: Bench, size: Size, child: Child) -> list[list[str]]:
    spec = Spec("pairs", size.people, size.tables, 71)
    people, convening = write_convening(spec, bench.folder / f"repairs {size.people}")
    text = convening.read_text(encoding="utf-8")
    for should, must in MADE_MUSTS.items():
        text = text.replace(should, must)
    convening.write_text(text, encoding="utf-8")
    first = _seat(people, convening, size, child)
    seconds, repaired = [], []
    for seed in range(max(3, bench.runs)):
        changed = _changed(people, first.plan.seats, Random(seed))
        opened = read_round(Request(str(changed), convening, write=False))
        began = time.perf_counter()
        repaired.append(repair_plan(opened, first.plan.seats, Request(str(changed), convening, write=False), child))
        seconds.append(time.perf_counter() - began)
    anew = _seat(changed, convening, size, child)
    elsewhere = sum(1 for person, table in anew.plan.seats.items() if first.plan.seats.get(person, table) != table)
    took = median(seconds)
    found = [len(one.moves) for one in repaired]
    proven = all(one.repair is not None and one.repair.fewest_proven for one in repaired)
    bench.say(f"{spec.name}: {found} moves, {took:.2f} s")
    bench.records.append({"case": f"repair {size.people}", "solver": "seating", "moves": found, "seconds": seconds})
    met = "yes" if took <= size.most and proven else "**no**"
    moves, penalties = ", ".join(map(str, found)), ", ".join(str(one.penalty) for one in repaired)
    return [
        [
            spec.name,
            f"repair, at most {size.most:g} s",
            moves,
            "yes" if proven else "no",
            penalties,
            number(took, 2),
            met,
        ],
        [spec.name, "new seating", f"{elsewhere:,}", "", str(anew.penalty), number(anew.seconds, 1), ""],
    ]


def _seat(people: Path, convening: Path, size: Size, child: Child) -> Solved:
    request = Request(str(people), convening, time_limit=size.solve, write=False)
    return seat_round(read_round(request), request, child)


def _changed(people: Path, seats: Mapping[str, str], rng: Random) -> Path:
    """Write the list with three changes next to the first one; return its path."""
    with people.open(encoding="utf-8", newline="") as file:
        rows = [{**row, "attending": "yes"} for row in csv.DictReader(file)]
    deciders = Counter(seats[row["id"]] for row in rows if row[ROLE] == DECIDER)
    fewest = min(deciders.values())
    table = rng.choice([name for name, many in sorted(deciders.items()) if many == fewest])
    for row in rows:
        if row[ROLE] == DECIDER and seats[row["id"]] == table:
            row["attending"] = "no"
    rng.choice([row for row in rows if row[ROLE] == "designee"])[ROLE] = "doer"
    rows.append({**rng.choice(rows), "id": "late", "name": "Somebody Late", "attending": "yes"})
    path = people.with_name("changed.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
