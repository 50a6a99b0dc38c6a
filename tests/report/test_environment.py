"""The Jinja environment: what is escaped and marked, and the convener's style sheet."""

from __future__ import annotations

import re

import pytest
from jinja2 import UndefinedError

from seating.errors import InputError
from seating.present.environment import csp_hash, css_text, environment, read_brand, visible
from seating.present.settings import Settings
from seating.wording import said

SPANISH = Settings(language="es")


def rendered(source: str, settings: Settings = Settings(), **data: object) -> str:  # noqa: B008
    return environment(settings).from_string(source).render(**data)


def test_text_is_escaped_and_its_control_characters_are_shown():
    assert rendered("{{ name }}", name="<b>&") == "&lt;b&gt;&amp;"
    assert rendered("{{ name }}", name="a\x07b") == visible("a\x07b") != "a\x07b"
    assert rendered("{{ number }}", number=3) == "3"


def test_a_name_that_a_template_misspells_is_an_error():
    with pytest.raises(UndefinedError):
        rendered("{{ nobody }}")


@pytest.mark.parametrize("text", ['"; } body { color: red', "a\\", "</style>", "line\nline", "\x00", "é 山"])
def test_any_text_is_one_css_string(text):
    quoted = css_text(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', quoted)


def test_css_text_is_read_back_as_it_was():
    found = css_text("Ana's  Café")
    assert re.sub(r"\\([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), found) == '"Ana\'s Café"'


def test_a_script_is_allowed_by_its_own_hash():
    assert csp_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert csp_hash("a") != csp_hash("b")


def test_what_stays_english_is_marked_on_a_page_in_another_language():
    source = "{{ in_english(text) }}"
    assert rendered(source, SPANISH, text="plain") == ' lang="en"'
    assert rendered(source, SPANISH, text=said("Every table")) == ""
    assert rendered(source, text="plain") == ""


def test_what_can_be_translated_is_translated_wherever_it_is_printed():
    assert rendered("{{ text }}", SPANISH, text=said("Every table")) == "Cada mesa"
    assert rendered("{{ text }}", text=said("Every table")) == "Every table"


@pytest.mark.parametrize(("settings", "words"), [(Settings(), ("Page ", " of ")), (SPANISH, ("Página ", " de "))])
def test_the_page_number_is_counted_by_the_printer(settings, words):
    found = rendered("{{ page_number }}", settings)
    page, of = (css_text(f"x{word}x")[2:-2] for word in words)
    assert found.replace('""', "").split() == [f'"{page}"', "counter(page)", f'"{of}"', "counter(pages)"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("report.html.j2", b"<p>", r"has templates, which are no longer used: report\.html\.j2\. Remove them"),
        ("packet/badges.html.j2", b"<p>", r"has templates, which are no longer used: packet/badges\.html\.j2"),
        ("style.css", b"p {}", r"has templates, which are no longer used: style\.css"),
        ("brand.css", b"\xff", r"brand\.css: cannot be read: it is not UTF-8"),
        ("notes.txt", b"", r"brand\.css: cannot be read: No such file"),
    ],
)
def test_a_folder_with_anything_but_a_style_sheet_is_refused(tmp_path, name, text, told):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(text)
    with pytest.raises(InputError, match=rf"{told}.*\[template-wrong\]"):
        read_brand(tmp_path)
