"""The Jinja environment: what is escaped and marked, and how a broken custom template is reported."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from jinja2 import UndefinedError

from seating.errors import InputError
from seating.present.environment import check_templates, csp_hash, css_text, environment, render_template, visible
from seating.present.settings import Settings
from seating.report.pages import render_report
from seating.wording import said

from .made_up import small

SPANISH = Settings(language="es")


def rendered(source: str, settings: Settings = Settings(), **data: object) -> str:  # noqa: B008
    return environment(settings).from_string(source).render(**data)


@pytest.fixture
def own(tmp_path):
    """Return a function that writes a custom template and returns settings with its folder."""

    def write(text: str | bytes, name: str = "report.html.j2") -> Settings:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Settings(templates=tmp_path)

    return write


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


def test_a_custom_template_replaces_the_one_of_its_name(own):
    assert render_report(small(), own("<p>{{ title }}</p>")) == "<p>Riverton small business convening</p>"
    assert "<!doctype html>" in render_report(small(), Settings())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% if %}", "report.html.j2:1: cannot be used: Expected"),
        ("\n\n{{ nothing }}", "report.html.j2:3: cannot be used: 'nothing' is undefined"),
        ("{{ 1 / 0 }}", "cannot be used: ZeroDivisionError: division by zero"),
        ('{% include "none.j2" %}', "there is no template none.j2"),
        ('{% include "report.html.j2" %}', "it includes itself endlessly"),
        (b"\xff\xfe", "it is not UTF-8"),
    ],
)
def test_a_broken_template_is_reported_with_its_file(own, text, told):
    with pytest.raises(InputError) as caught:
        render_template(own(text), "report.html.j2", title="T")
    (problem,) = caught.value.problems
    assert problem.slug == "template-wrong"
    assert told in str(caught.value)


def test_every_custom_template_is_read_before_any_work(own):
    settings = own("{% if %}", "packet/badges.html.j2")
    with pytest.raises(InputError, match=r"packet/badges\.html\.j2"):
        check_templates(settings)
    check_templates(replace(settings, templates=None))
    own("fine", "packet/badges.html.j2")


def test_an_error_of_the_program_is_not_blamed_on_a_template(own):
    settings = own("{{ fail() }}", "other.html.j2")
    with pytest.raises(UndefinedError):
        environment(replace(settings, templates=None)).from_string("{{ fail() }}").render()
