"""Every text of the pages is in every catalog, and every entry of a catalog is used.

After a change of texts, one command adds what is missing to the catalogs, without a translation,
and takes out what nothing uses:

    SEATING_ACCEPT=1 python -m pytest tests/report/test_languages.py

Then the empty entries want translating, and the tests say which they are.
"""

from __future__ import annotations

import ast
import os
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import extract_from_ast

import seating.present
from seating.errors import UsageError
from seating.explanations.move_reasons import Reasons
from seating.present import languages
from seating.present.environment import environment
from seating.present.languages import FOLDER, words_in
from seating.present.languages.catalogs import compile_catalog
from seating.present.settings import Settings
from seating.report import sections as sections_folder
from seating.report.pages import packet_pages, render_packet, render_report, sections
from seating.report.stock.catalog import listed_stocks
from seating.requirements import kinds
from seating.requirements.base.kind import summarize_kind
from seating.requirements.search import list_wants
from seating.room.plan import Plan
from seating.wording import Said, said, said_joined, said_list
from tests.builders import requirement, room
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.shape import MODULES, tree

from .conftest import Page
from .made_up import small
from .packet.test_governance import chartered

PRESENT = Path(seating.present.__file__).parent
REPORT = PRESENT.parent / "report"
SEATING = PRESENT.parent
BOARD = SEATING / "board"
SHARE = SEATING / "share"
ADD_ONS = SEATING / "addons"
SAID = re.compile(
    r"from seating\.(wording|report\.claims\.form) import[^)\n]*(\([^)]*)?\b(said|said_count|message|claim|label)\b"
)
"""How a module imports `said`, `said_count` and `message` of `seating.wording`, and `claim` and `label` of claims."""

CLAIMING = {"claim", "label"}
"""How rows of the modules of `seating.report.claims` are made."""

FUNCTIONS = {"_", "gettext", "ngettext"}
Message = str | tuple[str, ...]


def in_code() -> set[Message]:
    """Return what fills and other modules translate: literal first arguments, both branches of a choice."""
    found: set[Message] = set()
    for path in (path for folder in (REPORT, PRESENT, BOARD, SHARE, ADD_ONS) for path in folder.rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == "ngettext":
                    found.add(tuple(part.value for part in node.args[:2] if isinstance(part, ast.Constant)))
                elif name in FUNCTIONS:
                    found |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return {message for message in found if message and isinstance(message, str | tuple)}


def said_elsewhere() -> set[Message]:
    """Return what requirements and others say that pages print: literal arguments, wherever they stand."""
    found: set[Message] = set()
    for path in (path for path in MODULES if SAID.search(path.read_text(encoding="utf-8"))):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = [part.value for part in node.args[:2] if isinstance(part, ast.Constant)]
                if node.func.id in {"said_count", *CLAIMING} and len(first) == 2:
                    found.add(tuple(first))
                elif node.func.id in {"said", "message", *CLAIMING} and first:
                    found.add(first[0])
    return found


def in_templates() -> set[Message]:
    made, found = environment(), set()
    own = [Path(made.loader.get_source(made, name)[1]) for name in made.list_templates()]
    for path in (*own, *(BOARD / "templates").rglob("*.j2"), *(SHARE / "templates").rglob("*.j2")):
        if path.suffix == ".j2":
            template = made.parse(path.read_text(encoding="utf-8"))
            for _, function, message in extract_from_ast(template, gettext_functions=("_", "ngettext")):
                texts = message if isinstance(message, tuple) else (message,)
                found.add(tuple(texts[:2]) if function == "ngettext" else texts[0])
    return {message for message in found if message is not None}


def titles() -> set[Message]:
    pages = packet_pages()
    return {each.title for each in (*sections(), *pages)} | {page.about for page in pages}


def stocks() -> set[Message]:
    """Return what the pages say about the stocks of the built-in catalog."""
    return {text for stock in listed_stocks() for text in (stock.about, stock.note) if text}


def summaries() -> set[Message]:
    """Return what each kind of requirement asks for, as the board says it, and what people ask for in their words."""
    return {summarize_kind(kind) for kind in kinds().values()} | {want.asks for want in list_wants()}


@cache
def messages() -> frozenset[Message]:
    """Return every text that a page may hold; the first test that needs them collects them, which takes seconds."""
    return frozenset(in_code() | said_elsewhere() | in_templates() | titles() | stocks() | summaries())


CATALOGS = sorted(FOLDER.glob("*.po"))
INCOMPLETE = "This translation is not complete."
"""Begins the catalog of a language that is still being translated: what it lacks is printed in English."""


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def strings_of(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the texts without a translation; none if the first comment of the catalog is `INCOMPLETE`."""
    if INCOMPLETE in catalog.header_comment:
        return []
    return [key(message) for message in catalog if message.id and not all(strings_of(message))]


def key(message) -> Message:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def accept(path: Path) -> None:
    """Rewrite a catalog with exactly the messages there are, keeping the translations."""
    old = {key(message): message.string for message in read(path) if message.id}
    new = Catalog(locale=path.stem, charset="utf-8", fuzzy=False, header_comment=read(path).header_comment)
    for message in sorted(messages(), key=str):
        new.add(message, old.get(message, ("", "") if isinstance(message, tuple) else ""))
    with path.open("wb") as file:
        write_po(file, new, width=120, omit_header=False, sort_output=True)
    kept = "Language|Plural-Forms|MIME-Version|Content-Type|Content-Transfer-Encoding"
    header, blank, entries = path.read_text(encoding="utf-8").partition("\n\n")
    header = re.sub(rf'^"(?!{kept})[A-Z][\w-]+: .*\n', "", f"{header}\n", flags=re.MULTILINE).rstrip("\n")
    path.write_text(f"{header}{blank}{entries}", encoding="utf-8")


@pytest.fixture(params=CATALOGS, ids=[path.stem for path in CATALOGS])
def catalog(request) -> Catalog:
    if os.environ.get("SEATING_ACCEPT"):
        accept(request.param)
    return read(request.param)


def test_every_text_has_an_entry_and_every_entry_a_use(catalog):
    there = {key(message) for message in catalog if message.id}
    assert sorted(map(str, messages() - there)) == [], "not in the catalog"
    assert sorted(map(str, there - messages())) == [], "used by nothing"


def test_every_entry_is_translated_and_none_is_doubtful(catalog):
    assert len(catalog) > 100
    assert untranslated(catalog) == []
    assert [key(message) for message in catalog if message.id and message.fuzzy] == []


def test_a_translation_fills_in_what_its_text_fills_in(catalog):
    for message in catalog:
        strings = strings_of(message)
        if message.id and all(strings):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            wanted = set(re.findall(r"%\(\w+\)s", ids[-1]))
            assert all(set(re.findall(r"%\(\w+\)s", text)) <= wanted for text in strings), message.id
            assert set(re.findall(r"%\(\w+\)s", strings[-1])) == wanted, message.id
            assert all(text.count("%%") == ids[-1].count("%%") for text in strings), message.id


def test_a_compiled_catalog_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "es.mo").write_bytes(compile_catalog(FOLDER / "es.po"))
    monkeypatch.setattr("seating.present.languages.FOLDER", tmp_path)
    assert words_in.__wrapped__("es").gettext("Move") == "Mover"


@pytest.mark.parametrize("comment", ["", f"# {INCOMPLETE}\n"])
def test_only_a_catalog_that_calls_itself_incomplete_can_lack_translations(comment: str, tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    path.write_text(f'{comment}msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Table"\nmsgstr "Table"\n', encoding="utf-8")
    accept(path)
    catalog = read(path)
    assert catalog["Table"].string == "Table"
    assert bool(untranslated(catalog)) is not bool(comment)


def test_a_score_of_one_is_no_plural_in_spanish():
    """A text without a plural form is said of one as of several."""
    told = [str(one.string) for one in read(FOLDER / "es.po") if one.id and not one.pluralizable]
    assert not [text for text in told if re.search(r"%\((?:score|have|here)\)s puntos", text)]


def test_a_name_is_filled_in_wherever_it_is_asked_for():
    spanish = words_in("es")
    assert spanish.gettext("Table %(number)s", number=3) == "Mesa 3"
    assert spanish.ngettext("%(number)s person", "%(number)s people", 1) == "1 persona"
    assert spanish.ngettext("%(number)s person", "%(number)s people", 2000) == "2,000 personas"
    assert spanish.listed(["a", "b", "c"]) == "a, b y c"
    assert spanish.listed(["Ana", "Inés"]) == "Ana e Inés"
    assert spanish.listed(["agua", "hielo"]) == "agua y hielo"
    assert spanish.listed(["Ana", "Hilda", "Ian"]) == "Ana, Hilda y Ian"
    assert spanish.gettext("") == ""
    assert spanish.gettext("A text that no catalog has") == "A text that no catalog has"


def test_a_language_that_is_not_there_is_refused_with_those_that_are():
    assert languages.languages()[:1] == ("en",)
    with pytest.raises(UsageError, match='There is no language "se"; there are en'):
        _ = Settings(language="se").words


def test_pages_say_their_language_and_mark_what_stays_english():
    result, settings = small(), Settings(language="es")
    pages = {"report": render_report(result, settings), **render_packet(result, settings)}
    for name, html in pages.items():
        assert Page(html).all("html")[0]["lang"] == "es", name
    reasons = pages["convener-only/for-you-alone.html"]
    assert '<span lang="en">p01 and p02 sit apart.</span>' in reasons
    assert "SOLO PARA QUIEN CONVOCA" in reasons


def test_no_english_heading_is_left_on_a_spanish_page():
    """Headings, captions and column heads are the program's own; one that says its language is not looked at."""
    spanish = words_in("es")
    for result in (small(), chartered()):
        for name, html in render_packet(result, Settings(language="es")).items():
            heads = re.findall(r"<(?:caption[^>]*|th scope=\"col\"[^>]*|h1|h3|li)>([^<]+)<", html)
            heads += re.findall(r"<span lang=\"en\">([^<]+)<", html)  # what the program could have translated
            assert {head for head in heads if head in messages() and spanish.gettext(head) != head} == set(), name


def asked_of_every_kind() -> list[tuple[str, str]]:
    """Return texts of each kind: sentences of random requirements, and what they find lacking."""
    found = []
    for kind in kinds():
        for seed in range(12):
            rng = Random(f"{kind} {seed}")
            here = random_room(rng, 6)
            asked = random_requirement(rng, here, kind)
            found.append((kind, asked.sentence(here)))
            for lack in asked.check(here, Plan({p.id: rng.choice(here.tables).id for p in here.persons})):
                found += [(kind, text) for text in (lack.want, lack.have, lack.says) if isinstance(text, str)]
    return found


def test_what_requirements_say_is_said_in_every_language_and_is_its_own_english():
    spanish, english = words_in("es"), words_in("en")
    told = asked_of_every_kind()
    assert {kind for kind, _ in told} == set(kinds())
    for kind, text in told:
        if re.search("[a-z]{3}", text):
            assert isinstance(text, Said), (kind, text)
            assert spanish.tell(text) != text, (kind, text)
            left = re.sub("«.*?»", "", spanish.tell(text))  # a column of the list keeps its name
            assert not re.search(r"\b(the|has|at least|share|sits|people|every|with|and|others?)\b", left), (kind, left)
        assert english.tell(text) == text, kind


def test_reasons_for_moves_are_said_in_every_language():
    spanish = words_in("es")
    starts = ("ya que ", "ya que, ", "porque ", "para ", "como parte ")
    for kind in kinds():
        for seed in range(6):
            rng = Random(f"{kind} {seed}")
            here = random_room(rng, 8)
            asked = random_requirement(rng, here, kind).model_copy(update={"id": "r", "must": seed % 2 == 0})
            before, now = (Plan({p.id: rng.choice(here.tables).id for p in here.persons}) for _ in range(2))
            reasons = Reasons(here, [asked], now, before.seats, (), here.listed.columns)
            for person in here.persons:
                for reason in (reasons.of(person.id).full, reasons.of(person.id).shared):
                    assert spanish.tell(reason).startswith(starts), (kind, reason)
                    assert not re.search(r"\b(since|needs|would|lost|people|person)\b", spanish.tell(reason)), (
                        kind,
                        reason,
                    )


def test_pairs_of_names_are_joined_in_every_language():
    here = room([f"p{number}" for number in range(16)], ["north", "south"])
    pairs = [[f"p{number}", f"p{number + 1}"] for number in range(0, 16, 2)]
    few, many = (requirement("apart", pairs=pairs[:number]).sentence(here) for number in (2, 8))
    spanish = words_in("es")
    assert few == "These pairs never share a table: P0 and P1; P2 and P3."
    assert "P0 y P1; P2 y P3." in spanish.tell(few)
    assert "P8 y P9; 3 parejas más" in spanish.tell(many)


def test_what_is_filled_in_is_said_too():
    spanish = words_in("es")
    text = said("%(where)s mirrors the room in %(column)s.", where=said("Each of %(tables)s", tables="A"), column="age")
    assert text == "Each of A mirrors the room in age."
    assert spanish.tell(text) == "Cada una de A refleja la sala en age."
    assert spanish.gettext("%(number)s staff", number=said("Every table")).startswith("Cada mesa")
    assert spanish.tell(said_list(["a", "b"], last="or")) == "a o b"
    assert spanish.tell("plain") == "plain"
    assert spanish.tell(said_list([])) == spanish.tell(said_joined([], ", ")) == ""


def test_a_free_seat_is_not_called_a_held_one_in_spanish():
    assert words_in("es").gettext("free seat") != words_in("es").gettext("open seat")


def test_two_languages_of_an_interpreter_are_joined_without_a_conjunction_in_spanish() -> None:
    """“Entre francés y inglés” is wrong, and a text cannot know which of the two conjunctions its values need."""
    between = [text for one in read(FOLDER / "es.po") if "%(other_language)s" in key(one) for text in strings_of(one)]
    assert len(between) == 2
    assert not any("y %(other_language)s" in text for text in between)


def test_a_button_is_no_heading_in_spanish() -> None:
    """“Move” is a button on the board and a step on cards, so no heading of a column has this text."""
    assert words_in("es").gettext("Move") == "Mover"
    sources = "".join(one.read_text(encoding="utf-8") for one in Path(sections_folder.__path__[0]).parent.rglob("*.py"))
    headings = re.findall(r'Column\(said\("([^"]+)"\)', sources)
    assert len(headings) > 40
    assert "Move" not in headings


@pytest.mark.parametrize(
    "text",
    [
        "None of the %(number)s people from %(group)s who are coming is a decision-maker.",
        "The %(number)s people from %(group)s who are coming are designees, who report back but cannot decide.",
    ],
)
def test_a_sector_is_told_in_spanish_grammar(text: str):
    """The words de and el are one word, del."""
    group = said("the sector %(sector)s", sector="labor")
    told = words_in("es").tell(said(text, number=2, group=group))
    assert "el sector labor" in told
    assert "de el " not in told


def test_what_is_told_of_several_people_in_spanish_is_no_singular():
    """The terminal tells several names with one reason, as in `Ana y Ben: ...`."""
    assert "consta " not in words_in("es").gettext("marked absent at the desk")


OTHER_WORDS = re.compile(
    r"(?i)(?<!ground )(?<!grant )\brules?\b(?! out)|\bshoulds\b|\ba should\b|^should\b(?! \w)|nice to have"
)
"""Words for musts and wishes that no text uses, but for the name of the screen on which they are chosen."""

RULES = re.compile(r"^Rules$|\bon the Rules screen\b")

RESOURCES = "Write one thing on each line: a skill, money, a place, a rule, a contact."


def test_a_requirement_is_a_must_or_a_wish_everywhere() -> None:
    """A page with two words for one thing asks its readers what the difference is."""
    texts = {text for one in messages() for text in ([one] if isinstance(one, str) else one)} - {RESOURCES}
    assert sorted(text for text in texts if OTHER_WORDS.search(RULES.sub("", text))) == []


def test_a_promise_has_one_word_in_spanish() -> None:
    """A page with two words for one thing asks its readers what the difference is."""
    catalog = (FOLDER / "es.po").read_text(encoding="utf-8")
    assert "compromiso" in catalog
    assert not re.findall(r"(?i).*\bpromesas?\b.*", catalog)


def test_who_has_no_seat_was_not_absent_in_spanish() -> None:
    """“Ausente” is said of someone with a seat who did not come."""
    spanish = words_in("es")
    assert spanish.gettext("Away") == "Sin asiento"
    assert "ausente" not in spanish.gettext("People who are away in this round, by the table where they last sat")


def test_staff_have_one_word_in_spanish() -> None:
    """“Equipo” is the team that convenes, and “personas de apoyo” could be those who support the initiative."""
    of_staff = [one for one in read(PRESENT / "languages" / "es.po") if one.id and "staff" in _words(key(one))]
    assert len(of_staff) > 40
    wrong = [text for one in of_staff for text in strings_of(one) if {"apoyo", "equipo"} & _words(text)]
    assert wrong == []


def test_here_in_spanish_is_here_in_english() -> None:
    """On a sheet of one session, “here” is the session, and who is new to all meetings is not all who are new there."""
    of_a_place = {"here", "there", "where", "this", "below", "above"}
    here = [
        one for one in read(PRESENT / "languages" / "es.po") if "aquí" in set().union(*map(_words, strings_of(one)))
    ]
    assert len(here) > 40
    assert [one.id for one in here if one.id and not of_a_place & _words(key(one))] == []


def _words(text: Message) -> set[str]:
    return set(re.findall(r"\w+", str(text).casefold()))


def test_a_member_whom_the_program_chose_is_told_apart_from_a_named_one_in_spanish() -> None:
    assert words_in("es").gettext("chosen") != words_in("es").gettext("named member")
