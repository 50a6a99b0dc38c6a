"""Each block as HTML and as lines of a terminal, in English and in another language."""

from __future__ import annotations

import pytest

from seating.present.blocks import (
    ARROW,
    BOX,
    BREAK,
    Block,
    Card,
    Column,
    Figures,
    Heading,
    Lines,
    Raw,
    Row,
    Span,
    Table,
    Text,
    below,
    code,
    data,
    join,
    paragraph,
    quiet,
    say,
    strong,
    tag,
)
from seating.present.environment import environment
from seating.present.html import render_text
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.present.terminal import print_blocks
from seating.wording import said, said_count

NAME, TABLE = said("Name"), said("Table")


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("", "", ""),
        (1200, "1,200", "1,200"),
        (said("Name"), "Name", "Nombre"),
        ("No catalog has this", "No catalog has this", '<span lang="en">No catalog has this</span>'),
        ("–", "–", "–"),
        (data("Ana <Ruiz>"), "<bdi>Ana &lt;Ruiz&gt;</bdi>", "<bdi>Ana &lt;Ruiz&gt;</bdi>"),
        (data("Ana", "#p-ana"), '<a dir="auto" href="#p-ana">Ana</a>', '<a dir="auto" href="#p-ana">Ana</a>'),
        (Span(said("Name"), link="#x"), '<a href="#x">Name</a>', '<a href="#x">Nombre</a>'),
        (strong(said("Name")), "<b>Name</b>", "<b>Nombre</b>"),
        (quiet("3"), '<span class="quiet">3</span>', '<span class="quiet">3</span>'),
        (code("pin-1"), "<code>pin-1</code>", "<code>pin-1</code>"),
        ((data("A"), " ", 2), "<bdi>A</bdi> 2", "<bdi>A</bdi> 2"),
        (data(said("Table %(number)s", number=1)), "<bdi>Table 1</bdi>", "<bdi>Mesa 1</bdi>"),
        (tag(said("Name")), '<span class="tag">Name</span>', '<span class="tag">Nombre</span>'),
        (below(said("Name")), '<span class="because">Name</span>', '<span class="because">Nombre</span>'),
        ((data("A"), BREAK, 2), "<bdi>A</bdi><br>2", "<bdi>A</bdi><br>2"),
        (data("a\x07b"), "<bdi>a␇b</bdi>", "<bdi>a␇b</bdi>"),
    ],
)
def test_a_text_as_html(text: Text, english: str, spanish: str) -> None:
    assert render_text(text, words_in("en")) == english
    assert render_text(text, words_in("es")) == spanish


def test_a_state_is_a_drawing_and_a_word_in_one_color() -> None:
    drawing = '<svg class="mark" aria-hidden="true"><use href="#state-missing"/></svg>'
    shown = render_text(Span(said("Missing"), tone="bad", mark="state-missing"), words_in("es"))
    assert shown == f'<span class="state tone-bad">{drawing} Falta</span>'
    assert render_text(Span("", mark="state-missing state-missing"), words_in("en")) == f"{drawing} {drawing}"


def test_an_arrow_is_seen_or_heard() -> None:
    shown = render_text(ARROW, words_in("es"))
    assert shown == '<span aria-hidden="true">→</span><span class="visually-hidden">a</span>'


def test_a_new_line_is_a_semicolon_in_a_terminal() -> None:
    assert say((data("A"), BREAK, 2), words_in("en")) == "A; 2"


def test_a_link_is_read_aloud_in_full_and_needs_a_screen() -> None:
    more = Span(said("More"), "screen", link="#x", spoken="More: Ana")
    assert render_text(more, words_in("es")) == (
        '<span class="on-screen"><a href="#x"><span aria-hidden="true">Más</span>'
        '<span class="visually-hidden">More: Ana</span></a></span>'
    )
    assert say(("Ana", more), words_in("en")) == "Ana"


def test_texts_are_joined_part_by_part() -> None:
    assert join([data("A"), (data("B"), " 2"), "C"], ", ") == (data("A"), ", ", data("B"), " 2", ", ", "C")
    assert say(join([data("A"), said("Name")], ": "), words_in("es")) == "A: Nombre"


BLOCKS: tuple[Block, ...] = (
    paragraph(said_count("%(number)s table", "%(number)s tables", 2), "intro"),
    Heading(TABLE),
    Lines([data("one\ntwo"), said("Name")], "bullets"),
    Lines([said("Name")], "numbers", "clash"),
    Table(
        TABLE,
        (Column(NAME), Column(TABLE, is_number=True)),
        [Row((data("Ana"), 12)), Row((data("Bo"), 3), "p-bo", "t1")],
    ),
    Table(TABLE, (Column(NAME),), []),
    Figures([(NAME, 5), (TABLE, "–")]),
    Card(NAME, [paragraph(TABLE)], folds=True),
    Raw("sections/none.html.j2", None),
)


def test_blocks_in_a_terminal() -> None:
    assert list(print_blocks(BLOCKS, words_in("es"))) == [
        "2 mesas",
        "",
        "Mesa",
        "  one␊two",
        "  Nombre",
        "  1. Nombre",
        "",
        "Mesa",
        "  Nombre  Mesa",
        "  Ana       12",
        "  Bo         3",
        "  Nombre  5",
        "  Mesa    –",
        "",
        "Nombre",
        "  Mesa",
    ]


def test_what_is_below_a_text_and_after_a_list_in_a_terminal() -> None:
    blocks = (
        Lines([(data("Ana"), " ", below(NAME), below("3 of 4")), data("Bo")], "bullets"),
        paragraph((data("Cam"), " ", below(TABLE))),
        paragraph(NAME),
        Heading(TABLE),
        Table(TABLE, (Column(NAME),), [Row((data("Ana\u202e"),))], repeats_heading=True),
    )
    assert list(print_blocks(blocks, words_in("es"))) == [
        "  Ana",
        "      Nombre",
        "      3 of 4",
        "  Bo",
        "",
        "Cam",
        "    Mesa",
        "Nombre",
        "",
        "Mesa",
        "  Nombre",
        "  Ana\\u202e",
    ]


def test_headings_and_tones_have_a_look_in_a_terminal() -> None:
    blocks = (paragraph(Span(NAME, tone="good")), Card(TABLE, [paragraph(NAME)]))
    shown = list(print_blocks(blocks, words_in("en"), lambda line, look: f"<{look}>{line}"))
    assert shown == ["<good>Name", "", "<heading>Table", "  Name"]


def as_html(block: Block, language: str) -> str:
    show = environment(Settings(language=language)).get_template("blocks.html.j2").module.show  # type: ignore[attr-defined]
    return " ".join(str(show(block)).split())


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (BLOCKS[0], '<p class="intro">2 mesas</p>'),
        (BLOCKS[1], "<h3>Mesa</h3>"),
        (BLOCKS[2], "<ul> <li><bdi>one two</bdi></li> <li>Nombre</li> </ul>"),
        (BLOCKS[3], '<ol class="clash"> <li>Nombre</li> </ol>'),
        (BLOCKS[5], ""),
        (
            BLOCKS[6],
            '<dl class="figures"> <div><dt>Nombre</dt><dd>5</dd></div> <div><dt>Mesa</dt><dd>–</dd></div> </dl>',
        ),
        (BLOCKS[7], '<details class="group" open> <summary><h3>Nombre</h3></summary> <p>Mesa</p> </details>'),
    ],
)
def test_a_block_as_html(block: Block, html: str) -> None:
    assert as_html(block, "es") == html


def test_a_row_has_a_color() -> None:
    toned = Table(NAME, (Column(NAME),), [Row((data("Ana"),), tone="bad")])
    assert '<tr class="tone-bad"><th scope="row"><bdi>Ana</bdi></th></tr>' in as_html(toned, "en")


def test_a_table_can_have_a_layout_of_its_own_on_a_narrow_screen() -> None:
    rows = [Row((data("Ana"),))]
    assert as_html(Table(NAME, (Column(NAME),), rows), "en").startswith('<table class="stacking">')
    own = Table(NAME, (Column(NAME),), rows, "people-az", stacks=False)
    assert as_html(own, "en").startswith('<table class="people-az">')


def test_a_wide_table_scrolls_in_a_region_with_its_caption_as_name() -> None:
    shown = as_html(Table(NAME, (Column(NAME),), [Row((data("Ana"),))], stacks=False, is_wide=True), "es")
    assert shown.startswith('<div class="wide" role="region" tabindex="0" aria-label="Nombre"> <table> <caption>Nombre')


def test_a_box_to_check_is_read_aloud_and_in_no_terminal() -> None:
    assert render_text(BOX, words_in("es")) == '<span class="box" role="img" aria-label="casilla para marcar"></span>'
    assert say(BOX, words_in("es")) == ""


def test_a_row_to_write_on_has_no_heading() -> None:
    assert "<tr><td></td><td" in as_html(Table(NAME, (Column(NAME), Column(TABLE)), [Row(("", ""))]), "en")


def test_a_group_has_a_heading_of_its_own_or_none() -> None:
    inner = [Heading(TABLE)]
    assert as_html(Card(NAME, inner, "a", "to-find"), "es") == (
        '<section class="to-find" aria-labelledby="a"> <h3 id="a">Nombre</h3> <h4>Mesa</h4> </section>'
    )
    assert '<p class="eyebrow">Mesa</p> <h3 id="a">' in as_html(Card(NAME, inner, "a", above=TABLE), "es")
    assert as_html(Card("", inner, name="verdict", tone="bad"), "es") == (
        '<div class="verdict tone-bad"> <h3>Mesa</h3> </div>'
    )
    assert list(print_blocks([Card("", inner)], words_in("es"))) == ["", "Mesa"]


def test_each_cell_of_a_table_has_the_title_of_its_column() -> None:
    shown = as_html(BLOCKS[4], "es")
    assert '<th scope="col">Nombre</th><th scope="col" class="number">Mesa</th>' in shown
    assert (
        '<tr><th scope="row"><bdi>Ana</bdi></th><td class="number" data-label="Mesa"><span>12</span></td></tr>' in shown
    )
    assert '<tr id="p-bo" data-at="t1"><th scope="row"><bdi>Bo</bdi></th>' in shown


def test_what_is_below_the_text_of_a_cell_stands_under_it_in_a_terminal() -> None:
    rows = [Row((("Ana", " ", below("also Anna")), 2)), Row(("Ben", 10))]
    table = Table("People", (Column("Name"), Column("Charts", is_number=True)), rows)
    assert list(print_blocks([table], words_in("en")))[-4:] == [
        "  Name         Charts",
        "  Ana               2",
        "    also Anna",
        "  Ben              10",
    ]
