"""Private things stay private, and text stays text, whatever is in the cells."""

from __future__ import annotations

import ast
import csv
import html
import io
import json
import re
import zipfile
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest

import seating.report
from seating.analysis.initiative.memberships import Membership
from seating.analysis.invitations import Invitations, Invitee
from seating.analysis.promises import Commitments, Promise, PromiseState
from seating.analysis.season.staffing import Season
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.convening import Convening
from seating.engines.outcome import Status
from seating.errors import Note
from seating.explanations.conflicts import Conflict
from seating.explanations.departures import Departure, Exchange, Source, Wish
from seating.explanations.price import Change
from seating.explanations.ways_out import WayOut
from seating.forms.cells import Named
from seating.forms.harvest import Harvest, Statement
from seating.forms.resources import Holder, Resource, Resources, ResourceState
from seating.forms.worksheets import WORKSHEETS, Line, Worksheets
from seating.present.blocks import paragraph
from seating.present.environment import visible
from seating.present.settings import ALL_PAGES, Settings
from seating.profiles import Asset, Attendance, Heading, People, Person, Role
from seating.profiles.private_columns import ALWAYS_PRIVATE, private_columns
from seating.record.result_file import dump
from seating.report import pages
from seating.report.missing import Origin, list_missing
from seating.report.output import share, write_outputs
from seating.report.pages import packet_pages
from seating.report.record import as_record, seated_content
from seating.requirements.apart import ApartRequirement
from seating.result import Choices, FewestPeople, Move, Offer, Recruit, Repair, Result
from seating.result.privacy import READERS, find_reader, for_reader
from seating.result.readers import PRIVATE_ON, Audience, private_values
from seating.room.tables import Table
from tests.conftest import BAD_INPUTS
from tests.shape import tree

from .conftest import Page
from .made_up import ToyApart, ToyCount, ToyVoice, result_of, small

CANARY = "CANARY"
report_folder = Path(seating.report.__file__).parent
OURS = {
    page: (files("seating.present") / "templates" / script).read_text(encoding="utf-8")
    for page, script in {"report.html": "filter.js", "packet/find-table.html": "packet/find_table.js"}.items()
}
"""The only scripts, by the page that has one."""

TEXTS = ("email", "phone")
LISTS = tuple(sorted(ALWAYS_PRIVATE - {*TEXTS, "attending", "status"}))
"""The other private columns that hold any text, by their declaration: a new one is planted too."""

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</title></style></svg><h1>Slate",
    "{{7*7}} {% raw %} ${7*7}",
    "javascript:alert(3)",
    "' onmouseover='alert(4)",
    "<!-- --> ]]> &amp; &lt;",
    "\u202egnp.exe\u2066 mirror\u2069\u2069",
    "bell\x07 null\x00 escape\x1b[31m del\x7f c1\x85 end",
    "*/ } body { display: none } @import url(//x) /*",
    "=HYPERLINK(CHAR(104),A1)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "x" * 300,
)


def canary_result():
    persons = tuple(
        Person(
            id=f"p{n}",
            name=f"Person {n}",
            organization="Mesa",
            **{column: f"{CANARY}-{column}@x" for column in TEXTS},
            **{"with_" if column == "with" else column: (f"{CANARY}-{column}",) for column in LISTS},
            own={"case_notes": (f"{CANARY}-case",), "funds": (f"{CANARY}-funds",), "diet": (f"{CANARY}-diet",)},
            listed=n != 3,
        )
        for n in range(6)
    )
    requirements = (
        ToyCount(id=f"{CANARY}-id", who={"case_notes": f"{CANARY}-case"}, at_least=9, note=f"{CANARY}-note"),
        ToyVoice(id="v", name=f"{CANARY}-voice", who={"diet": f"{CANARY}-diet"}, at_least=9),
        ToyApart(id="apart:p0", people=("p0", "p1"), note=f"{CANARY}-why"),
    )
    convening = Convening(
        title="Canaries",
        tables=(Table(id="north", seats="2-6"),),
        requirements=requirements,
        private=("case_notes", "funds"),
        counts_only=("diet",),
        show=("diet",),
    )
    steer = Table(id="steer", kind="steering", people=("p0",))
    result = result_of(
        People(persons),
        convening,
        {person.id: "north" for person in persons},
        private_columns=frozenset({"case_notes", "funds", "email", "phone", *LISTS}),
        private_names={requirement.id: f"private-{n}" for n, requirement in enumerate(requirements, start=1)},
    )
    return governed_by(steer, result)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> dict[str, str]:
    """Every file of a run, as text, under its path."""
    folder = tmp_path_factory.mktemp("canary") / "reports" / "round-1"
    write_outputs(canary_result(), folder, with_packet=True)
    share(canary_result(), folder.parent / "shared")
    (folder.parent / "entry.json").write_bytes(dump(seated_content(canary_result(), None)))
    texts = {}
    for path in sorted(folder.parent.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".xlsx":
                book = zipfile.ZipFile(io.BytesIO(content))
                content = b"".join(book.read(name) for name in book.namelist())
            texts[path.relative_to(folder.parent).as_posix()] = content.decode("utf-8-sig")
    return texts


def test_no_private_cell_or_private_word_is_in_any_file_for_others(written):
    """E-mail is in breakout-rooms.csv, its purpose; everything else private is in convener-only alone."""
    telling = {name for name, text in written.items() if CANARY in text}
    convener = {name for name in telling if name.startswith("round-1/packet/convener-only/")}
    with_email = {"round-1/breakout-rooms.csv", "round-1/packet/letters.csv"}
    assert telling == convener | with_email
    for name in ("needs", "for-you-alone", "change-kit"):
        assert f"round-1/packet/convener-only/{name}.html" in convener
    for name in with_email:
        assert set(re.findall(rf"{CANARY}-(\w+)", written[name])) == {"email"}


def test_each_page_for_the_convener_shows_the_private_columns_that_are_declared_for_it(written):
    for name in ("needs", "kitchen", "change-kit"):
        text = written[f"round-1/packet/convener-only/{name}.html"]
        private = {column for column in (*TEXTS, *LISTS) if re.search(rf"{CANARY}-{column}\b", text)}
        assert private <= PRIVATE_ON[name.replace("-", "_")]
    assert f"{CANARY}-needs" in written["round-1/packet/convener-only/needs.html"]
    kitchen = written["round-1/packet/convener-only/kitchen.html"]
    assert f"{CANARY}-needs" not in kitchen, "an entry that is not about food, children or access is only counted"
    assert "about something else" in kitchen


def test_no_page_takes_a_private_cell_but_through_the_declaration():
    """`person.needs` in a page would pass by `readers.PRIVATE_ON`."""
    private = {"needs", "email", "phone", "with_", "apart", "wishes", "avoids", "chose", "declined", "can_come", "pin"}
    taken = [
        (path.name, node.attr)
        for folder in (report_folder, report_folder / "packet", report_folder / "sections")
        for path in folder.glob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in private and getattr(node.value, "id", "") in {"person", "p"}
    ]
    assert taken == [("spreadsheets.py", "email")], "has_email asks only whether there is one"


def test_a_page_that_is_not_declared_gets_no_private_cell():
    with pytest.raises(KeyError, match=r"letters\.csv may not show phone"):
        private_values("letters.csv", canary_result().room.people[0], "phone")


def test_reasons_say_what_each_private_requirement_is(written):
    text = written["round-1/packet/convener-only/for-you-alone.html"]
    for words in (
        "private-1",
        f"{CANARY}-id",
        f"{CANARY}-note",
        "private-3",
        "p0 and p1 sit apart",
        "Person 0 and Person 1",
    ):
        assert words in text
    assert text.count("CONVENER ONLY") >= 3, "on the page, in the running head, and in the heading that repeats"


def test_who_is_not_listed_is_on_no_page_for_everyone(written):
    naming = {name for name, text in written.items() if "Person 3" in text}
    assert "round-1/packet/convener-only/for-you-alone.html" in naming
    others = {name for name in naming if name.startswith("round-1/packet/") and "/convener-only/" not in name}
    assert others == {"round-1/packet/letters.csv"}, "a letter of one's own"
    assert "1 free" not in written["round-1/packet/door-list.html"], "the seat of who is not listed is taken"


def test_no_page_for_everyone_holds_an_id(written):
    public = {n: t for n, t in written.items() if n.startswith("round-1/packet/") and "/convener-only/" not in n}
    assert public
    for name, text in public.items():
        assert "p0" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL), name


def test_the_page_for_anybody_and_the_sheet_of_the_steering_table_are_among_these_pages(written):
    assert {"round-1/packet/public.html", "round-1/packet/steering.html"} <= set(written)
    assert "Person" not in re.sub(r"<style>.*?</style>", "", written["round-1/packet/public.html"], flags=re.DOTALL)
    assert "Mesa" not in written["round-1/packet/public.html"]


def test_sector_and_role_are_on_pages_for_everyone_only_when_shown():
    result = small()
    assert for_reader(result, Audience.EVERYONE).shown_columns == ("name", "organization", "size")
    for_the_team = ("name", "organization", "sector", "representative_type", "assets", "interests", "speaks_to", "size")
    assert result.shown_columns == for_the_team


def test_a_private_organization_or_sector_is_nowhere(written):
    result = small()
    object.__setattr__(result, "private_columns", frozenset({"organization", "sector"}))
    assert for_reader(result, Audience.EVERYONE).shown_columns == ("name", "size")
    assert result.shown_columns == (
        "name",
        "representative_type",
        "assets",
        "interests",
        "speaks_to",
        "size",
    )


def hostile_result(*, is_season: bool = True):
    """Return a room of hostile texts; on one evening there are pages that a season of sessions does not have."""
    persons = tuple(
        Person(
            id=f"{n}{text[:40]}",
            name=text,
            organization=text,
            sector=text,
            representative_type=Role.DOER,
            interests={text: 3},
            assets=(Asset(group=text, word=text),),
            languages=(text,),
            needs=(text,),
            own={"colour": (text,), "stipend": (text,)},
            **dict.fromkeys(TEXTS, text),
        )
        for n, text in enumerate(HOSTILE)
    )
    tables = tuple(
        Table(
            id=f"t{n}",
            name=text,
            focus=text,
            needs=text,
            purpose=text,
            questions={text: [text]},
            place=text,
            time=text,
            day=f"2027-03-{n + 1:02} {text}" if is_season else text,
            decides=text,
            meets=text,
        )
        for n, text in enumerate(HOSTILE)
    )
    requirements = tuple(
        ToyVoice(id=f"v{n}", name=text, who={"sector": text}, at_least=2, note=text) for n, text in enumerate(HOSTILE)
    )
    convening = Convening(
        title=" ".join(HOSTILE),
        shared_result=" ".join(HOSTILE),
        tables=tables,
        requirements=(
            *requirements,
            *(ApartRequirement(id=f"a{n}", relation=text, must=False) for n, text in enumerate(HOSTILE)),
        ),
        show=("colour", "assets"),
    )
    seats = {person.id: table.id for person, table in zip(persons, tables, strict=True)}
    headings = {text: Heading(text, "A") for text in HOSTILE} | {"stipend": Heading("Stipend", "B")}
    listed = People(persons, file=HOSTILE[0], headings=headings)
    wanted = tuple(Recruit({"sector": text}, 1, (f"v{n}",), text, False, name=text) for n, text in enumerate(HOSTILE))
    asked = tuple(Invitee(text, text, text, None, text, text, text, note=text) for text in HOSTILE)
    known = tuple(
        Resource(text, state, (Holder(text, is_away=True),), {"focus": (text,), "serves": (text,)})
        for text in HOSTILE
        for state in ResourceState
    )
    steer = Table(
        id="steer",
        name=HOSTILE[0],
        kind="steering",
        purpose=HOSTILE[1],
        place=HOSTILE[2],
        people=("x",),
        reports_to=HOSTILE[3],
    )
    return replace(
        governed_by(steer, result_of(listed, convening, seats, duties={persons[0].id: (HOSTILE[1],)})),
        recruit=wanted,
        fewest=FewestPeople(1, True, True),
        invitations=Invitations("invitations.csv", asked),
        resources=Resources(("resources.csv",), known, ("focus", "serves")),
        worksheets=_typed(tables),
        harvest=Harvest(
            "h.csv",
            "ab",
            tuple(Statement(t.id, text, (text,), text, "", 2) for t, text in zip(tables, HOSTILE, strict=False)),
        ),
        commitments=Commitments(
            "c.csv", tuple(Promise(tables[0].id, (), x, x, None, None, PromiseState.OPEN, "", 2) for x in HOSTILE), ()
        ),
        choices=_choices(persons, tables),
        season=Season(0, 0, 0, 0, is_proven=True),
    )


def _typed(tables):
    """Return worksheets that have each text in every cell."""
    lines = {
        worksheet.name: tuple(
            Line(
                line=n,
                table=tables[n].id,
                cells={one.name: text for one in worksheet.fields}
                | {name: words[""] for name, words in worksheet.words.items()},
                names={name: (Named(text),) for name in worksheet.names},
                days={},
            )
            for n, text in enumerate(HOSTILE)
        )
        for worksheet in WORKSHEETS
    }
    return Worksheets(lines)


def governed_by(table, result):
    """Return the result with a governance table of which everybody is a member."""
    tables = (*result.convening.tables, table)
    members = tuple(Membership(table.id, person.id, "member") for person in result.room.people)
    return replace(result, convening=result.convening.model_copy(update={"tables": tables}), memberships=members)


def _choices(persons, tables):
    """Return unfollowed choices of tables, each with an exchange that names somebody and a requirement."""
    found = []
    for n, person in enumerate(persons):
        source = Source.CHOSE if n % 2 else Source.NAMED
        there, other = (n + 1) % len(tables), persons[n - 1].id
        exchange = Exchange(tables[there].id, other, (f"v{n}",) if n % 3 else (), 2, (Change(f"a{n}", 2),))
        found.append(Departure(Wish(person.id, (tables[there].id,), source, 2), tables[n].id, exchange))
    return Choices(tuple(one.wish for one in found), tuple(found))


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "reports" / "round-1"
    write_outputs(hostile_result(), folder, with_packet=True)
    evening = folder.parent / "evening"
    write_outputs(hostile_result(is_season=False), evening, with_packet=True)
    for name in OF_AN_EVENING:
        assert not (folder / name).exists()
        (evening / name).rename(folder / name)
    return folder


OF_AN_EVENING = tuple(f"packet/{page}.html" for page in ("wall-chart", "room-plan", "find-table"))
SEASON = hostile_result()
PAGES = ("report.html", "packet/index.html", *(f"packet/{page.of(SEASON).path}" for page in packet_pages()))


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_stays_text(hostile_folder, name):
    """No element, attribute, comment or template is made of what stands in a cell."""
    tame = Page((hostile_folder.parent / "round-1" / name).read_text())
    assert tame.scripts == [script for page, script in OURS.items() if page == name]
    assert not tame.all("img")
    assert tame.comments == []
    assert sum(1 for tag, _, _ in tame.elements if tag == "h1") == 1
    assert not [a for _, attributes, _ in tame.elements for a in attributes if a.startswith("on")]
    assert not [a for a in tame.all("a") if not a["href"].startswith("#") and not a["href"].endswith(".html")]
    text = "".join(tame.texts)
    shown = HOSTILE if name != "packet/index.html" else (" ".join(HOSTILE),)
    for value in shown:
        assert visible(value) in text, value


@pytest.mark.parametrize("name", PAGES)
def test_no_control_character_reaches_a_page(hostile_folder, name):
    text = (hostile_folder / name).read_text()
    assert not {c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0}


def test_hostile_text_is_whole_in_the_record(hostile_folder):
    record = json.loads((hostile_folder / "result.json").read_text())
    assert {seat["name"] for seat in record["rounds"][0]["seats"]} == set(HOSTILE)


@pytest.mark.parametrize("name", ["seating.csv", "breakout-rooms.csv", "packet/letters.csv"])
def test_no_cell_of_a_csv_file_is_a_formula(hostile_folder, name):
    rows = list(csv.reader(io.StringIO((hostile_folder / name).read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(HOSTILE) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]


def trees_in_a_browser(chromium, pages, tmp_path):
    """Return each page as the browser has it: one that ran anything would have changed its own tree."""
    frames = "".join(f'<iframe src="{page.resolve().as_uri()}"></iframe>' for page in pages)
    ask = """onload = () => document.querySelectorAll('iframe').forEach(f => { const p = document.createElement('pre');
      p.textContent = f.contentDocument.documentElement.outerHTML; document.body.append(p) })"""
    outer = tmp_path / "frames.html"
    outer.write_text(f"<body>{frames}<script>{ask}</script></body>", encoding="utf-8")
    found = re.findall(r"<pre>(.*?)</pre>", chromium(outer, "--allow-file-access-from-files", "--dump-dom"), re.DOTALL)
    assert len(found) == len(pages)
    return [Page(html.unescape(shown)) for shown in found]


def assert_tame(page):
    assert [text for text in page.scripts if text not in OURS.values()] == []
    assert not page.all("img")
    assert len(page.all("h1")) == 1
    assert not [a for _, attributes, _ in page.elements for a in attributes if a.startswith("on")]


@pytest.mark.browser
def test_nothing_hostile_runs_in_a_browser(chromium, hostile_folder, tmp_path):
    pages = [hostile_folder / page for page in PAGES if (hostile_folder / page).exists()]
    assert pages
    for page in trees_in_a_browser(chromium, pages, tmp_path):
        assert_tame(page)
        assert "<script>alert(1)</script>" in "".join(page.texts)


@pytest.mark.browser
def test_a_hostile_list_runs_nothing_from_the_file_to_the_page(chromium, tmp_path):
    out = tmp_path / "reports"
    solve_request(Request(people=BAD_INPUTS / "inj-html.csv", out=out))
    for page in trees_in_a_browser(chromium, sorted(out.rglob("*.html")), tmp_path):
        assert_tame(page)
    door = "".join(Page((out / "round-1" / "packet" / "door-list.html").read_text(encoding="utf-8")).texts)
    for text in ("<script>alert(1)</script>", "Cleo {{7*7}} Ward", "</title></table><h1>Slate", "javascript:alert(3)"):
        assert text in door


OF_PEOPLE = {"people", "room", "plan", "not_seated", "worksheets", "governance"}
"""Fields with whole persons, whose cells `Result.shown_columns` decides one by one, and results of their own."""


def planted() -> Result:
    """Return a result with a canary in each place that only the convener may read."""
    canary = canary_result()
    names = tuple(canary.private_names)
    offer = Offer((Move("p0", "north", "south", "", f"{CANARY}-wish"),), 9)
    return replace(
        canary,
        status=Status.IMPOSSIBLE,
        conflicts=(Conflict(names[:2], True), Conflict(names[1:], True)),
        ways_out=(WayOut("drop", f"{CANARY}-way", 1, True, requirements=names[:1]),),
        recruit=(Recruit({"diet": f"{CANARY}-who"}, 1, names[1:2], f"{CANARY}-advice", True, name=f"{CANARY}-voice"),),
        moves=(Move("p0", "north", "south", "since then", f"{CANARY}-reason"),),
        repair=Repair(True, 1, (), (offer,)),
        notes=(Note("a", f"{CANARY}-note", column="case_notes"), Note("b", f"{CANARY}-full", shared_text="a text")),
    )


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.TEAM])
def test_no_fact_for_others_contains_what_only_the_convener_may_read(audience):
    whole = planted()
    for result in (for_reader(whole, audience), *for_reader(whole, audience).governance):
        for name in {field.name for field in fields(result)} - OF_PEOPLE:
            assert CANARY not in repr(getattr(result, name)), name
        assert CANARY not in repr(result.judged)
    assert for_reader(whole, Audience.CONVENER) is whole
    told = {name for name in ("requirements", "review", "ways_out", "recruit", "moves", "repair", "notes")
            if CANARY in repr(getattr(whole, name))}  # fmt: skip
    assert len(told) == 7, "each canary is planted where it would be found"


def invited_for(column: str) -> Result:
    """Return a seating in which people are known, and were invited, for a voice that a column tells."""
    value = f"{CANARY}-{column}"
    cells = {"own": {column: (value,)}} if column in {"case_notes", "diet"} else {column: value}
    if column in LISTS:
        cells = {"with_" if column == "with" else column: (value,)}
    people = [
        Person(id="seated", name="Ana", assets=(Asset(group=value, word=value),)),
        Person(id="ben-on-list", name="Ben", attending=Attendance(chance=0), **cells),
    ]
    convening = Convening(
        tables=(Table(id="north", seats="1-6"),),
        requirements=(ToyVoice(id="v", name="Kin", who={column: value}, at_least=1),),
        private=("case_notes",),
        counts_only=("diet",),
    )
    made = result_of(
        People(tuple(people)),
        convening,
        {"seated": "north"},
        private_columns=private_columns(convening, People(tuple(people))),
    )
    rows = (
        Invitee("kin-1", "Kin", f"{CANARY} called"),
        Invitee("kin-2", "Kin", "Ben", "ben-on-list", asked_by="Ana"),
    )
    return replace(
        made,
        recruit=(Recruit({column: value}, 1, ("v",), "Invite someone.", True, name="Kin"),),
        invitations=Invitations("i.csv", rows),
    )


@pytest.mark.parametrize("column", ["sector", "case_notes", "diet", *TEXTS, *LISTS])
def test_no_one_is_named_for_what_a_column_tells_that_others_may_not_see(column):
    """A name beside a voice tells the cell, whoever is on the list, could introduce someone, or was called."""
    result = invited_for(column)
    record = json.dumps(as_record(result)["invitations"]) + json.dumps(as_record(result)["recruit"])
    told = record + repr(list_missing(result.for_team, has_doors=True))
    names = [name for name in (f"{CANARY} called", "Ben", "ben-on-list") if name in told]
    assert names == ([f"{CANARY} called", "Ben", "ben-on-list"] if column == "sector" else [])


def results_in(result):
    """Yield a result and all results inside it, whatever their field is called."""
    yield result
    for field in fields(result):
        held = getattr(result, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Result):
                yield from results_in(one)


@pytest.mark.parametrize("reader", [Audience.EVERYONE, Audience.TEAM])
def test_all_results_inside_a_result_have_its_reader(reader):
    view = canary_result()
    whole = replace(canary_result(), governance=(view,), ahead=(replace(canary_result(), governance=(view,)),))
    found = list(results_in(for_reader(whole, reader)))
    assert len(found) == len(list(results_in(whole))) == 4
    assert {one.reader for one in found} == {reader}
    assert for_reader(for_reader(whole, Audience.TEAM), reader) is for_reader(whole, reader), "one copy"


def test_every_section_and_every_page_gets_what_its_readers_may_know(monkeypatch):
    """So a page that does not exist yet cannot print what a private requirement asks for."""
    whole, got = replace(planted(), governance=()), {}

    def spy(name, order):
        def list_blocks(result, _settings=None):
            got[name] = repr([getattr(result, each.name) for each in fields(result) if each.name not in OF_PEOPLE])
            return [paragraph(got[name])]

        return list_blocks

    sections = tuple(replace(one, list_blocks=spy(one.name, one.order)) for one in pages.sections())
    packet = tuple(replace(p, fill=spy(p.name, p.order), template="packet/blocks.html.j2") for p in packet_pages())
    monkeypatch.setattr(pages, "sections", lambda: sections)
    monkeypatch.setattr(pages, "packet_pages", lambda: packet)
    assert CANARY not in pages.render_report(whole)
    assert set(got) == {section.name for section in sections}
    everything = Settings(pages=(ALL_PAGES,))
    for path, page in pages.render_packet(whole, everything).items():
        is_convener_only = path.startswith("convener-only/")
        assert (CANARY in page) is is_convener_only, path
    assert set(got) == {one.name for one in (*sections, *packet)}


def test_a_shortage_of_a_private_must_is_told_without_its_people():
    recruit = Recruit({"diet": CANARY}, 3, (f"{CANARY}-id",), f"{CANARY}-advice", True)
    whole = replace(canary_result(), recruit=(recruit,))
    for result in (whole, whole.for_team):
        (row,) = (one for one in list_missing(result) if one.origin is Origin.SHORTAGE)
        assert (row.is_private, row.why, row.people) == (True, (), 1)


def test_a_page_is_for_the_convener_only_until_its_readers_are_named():
    names = {page.name for page in packet_pages()}
    assert set(READERS) < names
    assert {find_reader(name, small()) for name in names - set(READERS)} == {Audience.CONVENER}


def invitation_in(result, who, serves):
    invited = Recruit(who, 2, serves, f"Invite 2 more people with {who}.", True, True, ("capital",))
    (shared,) = for_reader(replace(result, recruit=(invited,)), Audience.TEAM).recruit
    return shared


def test_an_invitation_for_a_public_and_a_private_voice_names_only_the_public_one():
    shared = invitation_in(small(), {"age": "young", "needs": "step-free"}, ("voice-2", "voice-4"))
    assert shared.sentence == "Invite 2 more people for Youth."
    assert shared == Recruit({}, 2, ("voice-2",), shared.sentence, True)


def test_an_invitation_with_a_private_cell_names_the_public_voice_without_the_description():
    result = replace(small(), private_columns=small().private_columns | {"age"})
    shared = invitation_in(result, {"age": "young"}, ("voice-2",))
    assert (shared.sentence, shared.who, shared.tables) == ("Invite 2 more people for Youth.", {}, ())


def test_an_invitation_for_a_private_voice_alone_says_only_that():
    shared = invitation_in(small(), {"needs": "step-free"}, ("voice-4",))
    assert shared.sentence == "Invite 2 more people for a private requirement."
    assert (shared.who, shared.serves) == ({}, ("private-3",))


def test_an_invitation_names_each_public_voice_that_it_fits_once():
    who = {"sector": "funder", "age": "young", "needs": "step-free"}
    shared = invitation_in(small(), who, ("gap-1", "gap-2", "voice-2", "voice-4"))
    assert shared.sentence == "Invite 2 more people for Youth and a funder at Talent and skill."


def test_no_shared_file_tells_what_a_mixed_invitation_is_for(tmp_path):
    invited = Recruit({"age": "young", "needs": "step-free"}, 2, ("voice-2", "voice-4"), "SECRET", True)
    write_outputs(replace(small(), recruit=(invited,)), tmp_path / "round-1", with_packet=True)
    names = ("report.html", "result.json", "packet/recruit.csv", "packet/who-is-missing.html")
    shared = (tmp_path / "round-1" / name for name in names)
    for path in shared:
        text = path.read_text(encoding="utf-8")
        assert "SECRET" not in text
        assert "step-free" not in text.lower()
    page = (tmp_path / "round-1/packet/who-is-missing.html").read_text(encoding="utf-8")
    assert "Invite 2 more people for Youth." in page


PRIVATE_HEADINGS = {
    "Home address": ("12 Elm Street", "9 Fir Street"),
    "Religion": ("quaker", "jain"),
    "Salary": ("40000", "90000"),
    "Emergency contact": ("Zed Ash 555 0101", "Uma Fir 555 0102"),
    "Diet preference": ("vegan", "halal"),
}


@pytest.mark.parametrize(
    "uses",
    [
        {"requirements": [{"kind": "gather", "of": "HEADING", "at_most_tables": 1}]},
        {"tables": [{"id": "a", "name": "HEADING", "seats": "1-8"}, {"id": "b", "seats": "1-8"}]},
        {"tables": [{"id": "a", "focus": "HEADING", "seats": "1-8"}, {"id": "b", "seats": "1-8"}]},
    ],
)
@pytest.mark.parametrize("heading", PRIVATE_HEADINGS)
def test_a_private_heading_stays_private_when_the_convening_has_the_same_words(heading, uses, tmp_path):
    one, other = PRIVATE_HEADINGS[heading]
    rows = [f"Person {number},{(one, other)[number % 2]}" for number in range(8)]
    (tmp_path / "list.csv").write_text(f"name,{heading}\n" + "\n".join(rows) + "\n")
    convening = json.loads(json.dumps({"tables": {"count": 2}} | uses).replace("HEADING", heading))
    result = solve_request(Request(people=tmp_path / "list.csv", convening=convening, out=tmp_path / "out"))
    assert heading in result.private_columns or result.people.column(heading) in result.private_columns
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in {".html", ".json", ".csv"} and "convener-only" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert [cell for cell in (one, other) if cell in text] == [], path.name


def test_a_private_heading_is_counted_only_where_a_line_asks_for_it(tmp_path):
    rows = [f"Person {number},{'quaker' if number % 2 else 'jain'}" for number in range(8)]
    (tmp_path / "list.csv").write_text("name,Religion\n" + "\n".join(rows) + "\n")
    convening = {
        "tables": {"count": 2},
        "counts_only": ["Religion"],
        "requirements": [{"kind": "gather", "of": "Religion", "at_most_tables": 1}],
    }
    result = solve_request(Request(people=tmp_path / "list.csv", convening=convening, out=tmp_path / "out"))
    assert "Religion" not in result.private_columns
    assert "Religion" not in result.shown_columns
    assert "Religion" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_conflict_with_a_private_must_names_nobody(tmp_path):
    """Ana is pinned to one table in the convening, and to another one by a private cell."""
    (tmp_path / "list.csv").write_text("id,name,pin\nana,Ana Ray,y\nben,Ben Oak,\ncam,Cam Elm,\n")
    convening = {
        "tables": [{"id": "x", "name": "Xeno", "seats": 1}, {"id": "y", "name": "Ypsilon", "seats": 2}],
        "requirements": [{"kind": "pin", "id": "seat-1", "people": ["ana"], "tables": ["x"]}],
    }
    result = solve_request(Request(people=tmp_path / "list.csv", convening=convening, out=tmp_path / "out"))
    assert result.conflicts
    record = json.loads((tmp_path / "out" / "round-1" / "result.json").read_text())
    told = json.dumps([record["conflict"], record["conflicts"]])
    assert "Ana" not in told
    assert "seat-1" not in told
    assert "A private must cannot be met, either on its own or together with other musts" in told
    assert record["conflict"]["ways_out"] == []
    assert "A private must cannot be met, either on its own or together" in (
        tmp_path / "out" / "report.html"
    ).read_text(encoding="utf-8")
