"""A folder with everything that the program writes about a person, and a search for what is left of one."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from seating.analysis.arrivals import ArrivalState
from seating.api.charts.typed import keep_draft, make_chart_id
from seating.api.day.desk_arrivals import add_walk_in, mark_arrival
from seating.api.reading import read_list
from seating.api.request import Request
from seating.charts.chart_entry import ChartEntry, EntryCell
from seating.ledger import Kind, Ledger
from seating.ledger.steps import Action, Step, append_steps
from seating.profiles import Role
from tests.cli.running import run
from tests.ledger.made_up import ROUND_1, ROUND_2, WHOLE, closed, seated

PEOPLE = """id,name,organization,sector,email,phone,with,apart,wishes,interests
p1,Ann,Mill,government,ann@example.org,+1 505 555 0101,,Cam Ortiz,,food:3
p2,Ann Lee,Mill,business,lee@example.org,,Ann,,,food:2
p3,Anna Ruiz,Bank,business,,,,,Ann; Dee Fox,food:1
p4,Cam Ortiz,Bank,government,,,,,,food:3
p5,Dee Fox,School,government,,,,,,food:1
p6,Eva Núñez Gil,School,business,eva@example.org,,,Dee Fox,,food:2
p7,Fay Kim,Church,business,,,,,p1,food:2
p8,Fay Kim,Clinic,government,,,,,"Núñez Gil, Eva",food:3
"""

CONVENING = """# who sits where
tables: [{id: a, seats: 2-6}, {id: b, seats: 2-6}, {id: lead, kind: leadership, people: [p1, p6, p7]}]
requirements:
  - {kind: voice, name: Government, who: {sector: government}, carry: true, note: "Ann asked for it"}
  - {kind: focus}
  - {kind: together, people: [Ann, "Eva Núñez Gil"], weight: 2}
"""

COMMITMENTS = """table,who,what,by,state,missing
a,Ann; Dee Fox,Find a room,round 2,,
b,Eva Núñez Gil,Call the bank,round 3,,
b,Cam Ortiz,Ask Ann about the keys,round 3,,
"""

HARVEST = """table,question,theme,text,voice
a,,Rooms,Ann said that the hall is free,
b,,Money,"We should ask the bank, said Eva Núñez Gil",
"""

MOSSES = [{"id": name, "name": f"{name.capitalize()} Moss", "organization": "Mill"} for name in ROUND_1]

SOLVE = "solve people.csv --quiet --seed 3"


def make_everything(folder: Path) -> Path:
    """Write the inputs to the current folder, hold two rounds, and return the output folder."""
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "convening.yaml").write_text(CONVENING)
    (folder / "commitments.csv").write_text(COMMITMENTS)
    (folder / "harvest.csv").write_text(HARVEST)
    succeed(SOLVE)
    out = folder / "reports"
    people = read_list(Request(people="people.csv", out=out)).people
    mark_arrival(out, people, 1, "p1", ArrivalState.ARRIVED, time="9:00", note="with Ann Lee")
    mark_arrival(out, people, 1, "p6", ArrivalState.ARRIVED)
    mark_arrival(out, people, 1, "p2", ArrivalState.ARRIVED)
    add_walk_in(out, people, 1, "Gus Roy", "Church")
    succeed("rounds attended --quiet --others absent")
    succeed(f"{SOLVE} --next-round --no-packet")
    succeed("rounds report --harvest 1 harvest.csv --quiet")
    seats = {f"p{n}": "a" if n < 5 else "b" for n in range(1, 9)}
    append_steps(
        out / "board" / "steps.jsonl",
        [
            Step(Action.BEGIN, seats=seats, round_number=2),
            Step(Action.MOVE, "Ann to b", 2, {"p1": "b"}),
            Step(Action.LOCK, "Keep Eva Núñez Gil", 2, locks=("person:p6", "pair:p1+p6", "pair:p2+p3", "table:a")),
            Step(Action.KEEP, "before lunch", 2, seats),
        ],
    )
    cells = {EntryCell("a", 0, Role.DOER): "Ann", EntryCell("b", 0, Role.DOER): "Eva Núñez Gil"}
    keep_draft(out, make_chart_id(), ChartEntry(("a", "b"), ("business",), name="Ann", cells=cells))
    (out / "invitations.csv").write_text(
        "id,perspective,person,nominated by,asked on,asked by,answer,answered on,note\n"
        "i1,Youth,Ann,Eva Núñez Gil,,,yes,,\ni2,Youth,Hal Poe,Ann,,Dee Fox,,,ask Ann first\n"
    )
    (out / "rounds" / "0001-round-1 (1).json").write_bytes((out / "rounds" / "0001-round-1.json").read_bytes())
    (out / "round-1" / f".report.html.{'0' * 16}.part").write_text("Ann and Eva Núñez Gil")
    (out / "round-1" / "printing-x1").mkdir()
    (out / "round-1" / "printing-x1" / "badges.html").write_text("<b>Ann</b> and Eva <b>Núñez Gil</b>")
    return out


def make_quickly(folder: Path) -> Path:
    """Write an output folder with two rounds and a list, without solving. Return the folder around it."""
    out = folder / "out"
    (out / "rounds").mkdir(parents=True)
    pages = {**WHOLE["pages"], "people": MOSSES}
    ledger = Ledger.open(out).add(Kind.SEATED, {**seated(1, ROUND_1), "pages": pages})
    ledger.add(Kind.SEATED, {**seated(2, ROUND_2, **closed(1, ("ben",))), "pages": pages})
    (out / "arrivals.csv").write_text("round,id,name,state\n2,ben,Ben Moss,arrived\n2,cam,Cam Moss,arrived\n")
    append_steps(out / "board" / "steps.jsonl", [Step(Action.BEGIN, seats=dict(ROUND_2), round_number=2)])
    (out / "round-2").mkdir()
    (out / "round-2" / "report.html").write_text("<b>Ben</b> Moss")
    (out / ".seating-files").write_text("round-2/report.html\n")
    (out.parent / "list.csv").write_text("id,name\nana,Ana Moss\nben,Ben Moss\ncam,Cam Moss\ndee,Dee Moss\n")
    return folder


def succeed(line: str) -> str:
    """Run a command and return what it prints."""
    done = run(line)
    assert done.exit_code == 0, done.output
    return done.stdout


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of every file, and of every member of every archive, and the names of the files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.name.encode()
            data = path.read_bytes()
            yield path.relative_to(folder).as_posix(), data
            if zipfile.is_zipfile(io.BytesIO(data)):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    for name in archive.namelist():
                        yield f"{path.name}!{name}", archive.read(name)


def variants(name: str) -> Iterator[str]:
    """Yield the ways in which a name may be written, case-folded."""
    *given, last = name.split()
    for text in {name, f"{last}, {' '.join(given)}", f"{last},{' '.join(given)}"} if given else {name}:
        for form in ("NFC", "NFD"):
            yield unicodedata.normalize(form, text).casefold()
            yield json.dumps(unicodedata.normalize(form, text))[1:-1].casefold()


def left_of(folder: Path, name: str, *others: str) -> list[str]:
    """Return the files in which a name or another text is left. A name counts as a whole word only."""
    words = [rf"(?<!\w){re.escape(text)}(?!\w)" for text in variants(name)]
    words += [re.escape(text.casefold()) for text in others]
    found = re.compile("|".join(words))
    return [place for place, data in contents(folder) if found.search(_plain(data))]


def _plain(data: bytes) -> str:
    """Return bytes as case-folded text without the names that contain "Ann"."""
    text = data.decode("utf-8", "replace").casefold()
    return re.sub(r"ann lee|lee, ann", "", text)
