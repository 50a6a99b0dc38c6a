"""Themes counted, against counts worked out by hand."""

from __future__ import annotations

from seating.forms.harvest import Harvest, Statement, count_themes, count_themes_by_voice


def said(table: str, *themes: str, question: str = "", voice: str = "") -> Statement:
    return Statement(table, question, themes, "words", voice, 2)


HARVEST = Harvest(
    "h.csv",
    "0" * 64,
    (
        said("a", "Rent", question="What is missing?", voice="Sole traders"),
        said("a", "Rent"),
        said("a", "Rent", "Permits"),
        said("b", "Permits", question="What is missing?"),
        said("c", "Zoning", "Art"),
        said("c"),
    ),
)


def test_themes_of_more_tables_come_first_then_those_named_more_often():
    themes = count_themes(HARVEST)
    assert [(theme.name, len(theme.by_table), len(theme.statements)) for theme in themes] == [
        ("Permits", 2, 2),
        ("Rent", 1, 3),
        ("Art", 1, 1),
        ("Zoning", 1, 1),
    ]


def test_a_theme_is_counted_by_table_and_by_question():
    permits, rent, *_ = count_themes(HARVEST)
    assert permits.by_table == {"a": 1, "b": 1}
    assert rent.by_table == {"a": 3}
    assert (permits.by_question, rent.by_question) == ({"What is missing?": 1}, {"What is missing?": 1})


def test_what_a_voice_said_is_told_from_what_was_said_where_it_sat():
    counts = count_themes_by_voice(count_themes(HARVEST), {"Sole traders": ["a", "b"], "Nobody": []})
    assert counts["Sole traders"] == {"Permits": (0, 2), "Rent": (1, 3), "Art": (0, 0), "Zoning": (0, 0)}
    assert set(counts["Nobody"].values()) == {(0, 0)}


def test_a_voice_that_is_named_counts_wherever_it_was_and_no_more_of_its_words_than_statements_are_counted():
    elsewhere = Harvest(
        "h.csv", "0" * 64, (said("c", "Rent", voice="Youth"), said("", "Rent", voice="Youth"), said("a", "Rent"))
    )
    counts = count_themes_by_voice(count_themes(elsewhere), {"Youth": ["a"], "Elders": ["c"]})
    assert counts == {"Youth": {"Rent": (2, 3)}, "Elders": {"Rent": (0, 1)}}
