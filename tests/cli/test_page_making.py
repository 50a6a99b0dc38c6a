"""Options for pages and printing become one settings object; impossible combinations are refused."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from seating.cli import page_making
from seating.cli.console import Console
from seating.errors import InputError, UsageError
from seating.present.settings import Settings


def settings_of(*arguments: str) -> Settings:
    """Return the settings that a command with all options receives."""
    found = []

    @click.command()
    @page_making.print_options
    def command(settings: Settings) -> None:
        found.append(settings)

    done = CliRunner().invoke(command, arguments, obj=Console(), catch_exceptions=True)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return found[0]


def test_without_options_the_settings_are_the_standard_ones():
    assert settings_of() == Settings(pages=())


def test_every_option_has_its_place(tmp_path):
    (tmp_path / "brand.css").touch()
    given = (
        *("--language", "es", "--paper", "a4", "--start-at", "5"),
        *("--large-print", "--templates", str(tmp_path), "--pages", "wall-chart"),
    )
    assert settings_of(*given) == Settings(
        language="es",
        paper="A4",
        start_at=5,
        large_print=True,
        templates=tmp_path,
        pages=("wall-chart",),
    )


def test_stocks_go_where_they_belong_in_any_order():
    for stocks in (("5395", "5305"), ("5305", "5395")):
        found = settings_of(*(part for stock in stocks for part in ("--stock", stock)))
        assert (found.badge_stock, found.tent_stock) == ("5395", "5305")


def test_plain_is_for_both_and_gives_way_to_a_number():
    found = settings_of("--stock", "plain")
    assert (found.badge_stock, found.tent_stock) == ("plain", "plain")
    for stocks in (("plain", "5305"), ("5305", "plain")):
        found = settings_of(*(part for stock in stocks for part in ("--stock", stock)))
        assert (found.badge_stock, found.tent_stock) == ("plain", "5305")


def test_two_stocks_for_the_same_are_refused():
    with pytest.raises(UsageError, match="names two products for badges: 5395 and 5163"):
        settings_of("--stock", "5395", "--stock", "5163")


def test_an_unknown_stock_and_an_unknown_language_are_refused():
    with pytest.raises(InputError):
        settings_of("--stock", "0000")
    with pytest.raises(UsageError, match="There is no language"):
        settings_of("--language", "xx")


def test_the_stocks_are_listed_with_the_size_of_a_card():
    @click.command()
    @page_making.print_options
    def command(settings: Settings) -> None:
        raise AssertionError("the list is all that was asked for")

    done = CliRunner().invoke(command, ["--list-stocks"], obj=Console())
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0].split()[:3] == ["Stock", "For", "Paper"]
    (line,) = (line for line in lines if line.startswith("L4785"))
    assert "80 × 50 mm" in line


def test_options_of_a_command_stay_its_own():
    @click.command()
    @page_making.page_options
    @page_making.share_option
    @page_making.pdf_option
    def command(settings: Settings, share: object, pdf: bool) -> None:
        click.echo(f"{settings.language} {share} {pdf}")

    done = CliRunner().invoke(command, ["--language", "es", "--share", "out", "--pdf"], obj=Console())
    assert done.output == "es out True\n"
    assert CliRunner().invoke(command, ["--stock", "5395"], obj=Console()).exit_code == 2
