"""The options for making and printing pages, combined into one settings object for the command."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from seating.cli.console import Console
from seating.errors import Note, UsageError
from seating.present.paper import PAPER_CHOICES
from seating.wording import SOURCE_LANGUAGE, languages, listed, said

if TYPE_CHECKING:
    from seating.api.result import Solved
    from seating.present.languages import Words
    from seating.present.settings import Settings
    from seating.result import Result

Command = Callable[..., Any]

MOST_ON_A_SHEET = 100


def page_options(function: Command) -> Command:
    """Add the options for making pages. The command receives them as `settings`."""
    return _gather_settings(function, _LANGUAGE, _PAPER, _TEMPLATES)


def packet_options(function: Command) -> Command:
    """Add the options for making pages with a packet. The command receives them as `settings`."""
    return _gather_settings(function, *_PACKET)


def packet_again_options(function: Command) -> Command:
    """Add the options for writing the packet of the open round again. What is not given is as in the one there is."""
    return _gather_settings(function, *_PACKET, is_again=True)


def language_option(function: Command) -> Command:
    """Add the option for the language of what is printed. The command receives its texts as `words`."""

    @wraps(function)
    def command(*args: Any, language: str, **given: Any) -> Any:
        from seating.present.languages import words_in

        words = words_in(language)
        _give_to_console(words)
        return function(*args, words=words, **given)

    return _choose_language("text")(command)


def _give_to_console(words: Words) -> None:
    """Let the console print the words that notes begin with in the language of the command."""
    click.get_current_context().ensure_object(Console).words = words


def chart_options(function: Command) -> Command:
    """Add the options for making a chart to fill in. The command receives them as `settings`."""
    return _gather_settings(function, _LANGUAGE, _PAPER, _LARGE_PRINT, _TEMPLATES)


def print_options(function: Command) -> Command:
    """Add the options for making and printing pages. The command receives them as `settings`."""
    return _gather_settings(
        function,
        _LANGUAGE,
        _PAPER,
        _STOCK,
        _START_AT,
        _LARGE_PRINT,
        _TEMPLATES,
        _LIST_STOCKS,
        _PAGES,
        _LIST_PAGES,
    )


pdf_option = click.option(
    "--pdf",
    is_flag=True,
    help="Also save each page as a PDF in the same folder. This uses the browser on this machine.",
)
"""The option that also prints the pages to PDF."""

share_option = click.option(
    "--share",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write only the pages that others may see, into a new folder.",
)
"""The option for the folder with the pages that can be handed out."""


def _show_pdfs(console: Console, words: Words) -> Callable[[int], None]:
    """Show that PDF files are written, and return a function that shows how many are done."""
    console.progress(words.tell(said("writing PDF files …")))
    return lambda done: console.progress(words.tell(said("writing PDF files … %(number)s done", number=done)))


def write_pdfs(console: Console, pages: Iterable[Path], out: Path | None, words: Words) -> Mapping[str, str]:
    """Convert pages to PDF files beside them, and show progress.

    Parameters
    ----------
    console : Console
    pages : iterable of Path
    out : Path or None
        The output folder with the pages, whose manifest lists the files that this program wrote. None if the pages are
        in a folder without a manifest.
    words : Words
        The language of what is shown.

    Returns
    -------
    mapping of str to str
        The folder of the first PDF under the key "pdf"; empty if there are no pages.

    Raises
    ------
    UsageError
        When a PDF of this name exists that this program did not write, or when pages cannot be converted.
    """
    from seating.report.output import Manifest
    from seating.report.pdf import print_pages

    wanted = {page: page.with_suffix(".pdf") for page in pages}
    if out is not None:
        ours = Manifest(out)
        ours.refuse_others(wanted.values())
        ours.add(wanted.values())
    printed = print_pages(wanted, _show_pdfs(console, words))
    console.end_progress()
    return {"pdf": printed[0].path.parent.as_posix()} if printed else {}


def print_packet(console: Console, index: Path, settings: Settings, title: str, out: Path | None) -> Mapping[str, str]:
    """Print the pages of a packet as PDFs beside them, and all of them in one, and show progress.

    Returns
    -------
    mapping of str to str
        The path of the file with all pages under the key "packet_pdf", and the folder of the PDFs under "pdf".

    Raises
    ------
    UsageError
        When a PDF of this name exists that this program did not write, or when pages cannot be converted.
    """
    from seating.report.packet_pdf import print_packet as print_all

    printed = print_all(index, settings, title, out, _show_pdfs(console, settings.words))
    console.end_progress()
    files = {"pdf": index.parent.as_posix()}
    return files if printed.joined is None else {"packet_pdf": printed.joined.path.as_posix(), **files}


def print_again(console: Console, result: Solved, outdated: Collection[Path], settings: Settings, out: Path) -> Solved:
    """Print to PDF what was printed before a round was written again. Return the result with the files.

    The round is saved and written, so a note explains why a PDF is missing.

    Parameters
    ----------
    console : Console
    result : Solved
    outdated : collection of Path
        The PDF files that were there before, and were removed.
    settings : Settings
    out : Path
        The output folder.
    """
    report, index = Path(result.files["report"]), Path(result.files.get("packet", ""))
    files: dict[str, str] = {}
    try:
        if report.with_suffix(".pdf") in outdated:
            files |= write_pdfs(console, [report], out, settings.words)
        if index.name and index.with_suffix(".pdf") in outdated:
            title = result.convening.title or settings.words.gettext("Packet")
            files |= print_packet(console, index, settings, title, out)
    except UsageError as error:
        console.end_progress()
        text = said(
            "The PDF files showed the seats before the repair and were removed. New ones could not be written: "
            "%(reason)s",
            reason=str(error),
        )
        return replace(result, notes=(*result.notes, Note("pdf-missing", text)))
    return replace(result, files={**result.files, **files})


def show_pages_again(console: Console, result: Result, printed: Mapping[str, str], settings: Settings) -> None:
    """Show a saved round whose pages were written again, and its files.

    Parameters
    ----------
    console : Console
    result : Result
    printed : mapping of str to str
        What `write_pdfs` or `print_packet` returned.
    settings : Settings
    """
    from seating.pages import solved
    from seating.report.record import result_record

    files = {**result.files, **printed}
    console.show(
        lambda: result_record(result).model_copy(update={"files": files}),
        solved.list_page_notes(result),
        solved.list_pages_written(result, files),
        settings.words,
    )


def _gather_settings(function: Command, *options: Callable[[Command], Command], is_again: bool = False) -> Command:
    """Return a command that takes these options and passes them to the function as one settings object.

    If `is_again`, settings that are not given are those of the packet in the output folder, if there is one.
    """

    @wraps(function)
    def command(*args: Any, **given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _NAMES if name in given}
        settings = _make_again(chosen, given["out"]) if is_again else _make_settings(chosen)
        return function(*args, settings=settings, **given)

    taking: Command = command
    for option in reversed(options):
        taking = option(taking)
    return taking


_NAMES = ("language", "paper", "stock", "start_at", "large_print", "templates", "pages")


def _make_again(chosen: dict[str, Any], out: Path) -> Settings:
    """Return the validated settings of the packet of the open round, with what the convener has given now."""
    from seating.api.saved_rounds.saving import find_written_settings

    written: Settings | None = find_written_settings(out)
    if written is None:
        return _make_settings(chosen)
    source = click.get_current_context().get_parameter_source
    given = {name: value for name, value in chosen.items() if source(name) is not ParameterSource.DEFAULT}
    if written.templates is not None and not written.templates.is_dir():
        written = replace(written, templates=None)
    if "paper" in given:  # each stock is for one paper
        written = replace(written, badge_stock=None, tent_stock=None, place_stock=None)
    return _make_settings({"pages": written.pages, **given}, written)


def _make_settings(chosen: dict[str, Any], before: Settings | None = None) -> Settings:
    """Return the validated settings.

    Parameters
    ----------
    chosen : dict
        The options by name.
    before : Settings, optional
        Those of what is not chosen.

    Raises
    ------
    UsageError
        When the language or a page is unknown, or when two stocks are named for badges or for tents.
    InputError
        When a stock is unknown, or there is no `brand.css` in the folder of `--templates`.
    """
    from seating.present.settings import Settings, choose_paper

    named, asked = chosen.pop("stock", ()), chosen.pop("paper", None)
    paper: Settings = before or Settings()
    if asked is not None:
        paper = choose_paper(paper, asked)
    stocks = _resolve_stocks(named, paper.paper) if named else {}
    pages = chosen.pop("pages", ())  # a command without the option writes the pages of every meeting
    if pages:
        _check_pages(pages)
    settings: Settings = replace(paper, **chosen, **stocks, pages=pages)
    _give_to_console(settings.words)
    if settings.templates is not None:
        from seating.present.environment import read_brand

        read_brand(settings.templates)  # what is wrong with it is told before any work is done
    return settings


def _check_pages(names: tuple[str, ...]) -> None:
    """Raise `UsageError` if there is no such page of the packet."""
    from seating.gone import tell_gone
    from seating.near_words import ask_near
    from seating.present.settings import ALL_PAGES
    from seating.report.pages import SETS, packet_pages

    known = [ALL_PAGES, *SETS, *(page.choice for page in packet_pages())]
    for name in names:
        if name not in known and (gone := tell_gone(f"--pages {name}") or tell_gone(name)):
            raise UsageError(gone)
        if name not in known:
            says = f"There is no page {name} in the packet.", ask_near(name, known), "--list-pages lists them."
            raise UsageError(" ".join(filter(None, says)))


def _resolve_stocks(named: tuple[str, ...], paper: Any) -> dict[str, Any]:
    """Return the named stocks as `badge_stock`, `tent_stock` and `place_stock`. There may be one of each."""
    from seating.report.stock.catalog import find_stock
    from seating.report.stock.sheet import Holds

    keys = {Holds.BADGES: "badge_stock", Holds.TABLE_TENTS: "tent_stock", Holds.PLACE_CARDS: "place_stock"}
    found: dict[str, str] = {}
    for name in named:
        if name.casefold() == "plain":
            found |= {key: name for key in ("badge_stock", "tent_stock") if key not in found}
            continue
        holds = find_stock(name, frozenset(Holds), paper).holds
        key = keys[holds]
        if found.get(key, "plain").casefold() != "plain":
            raise UsageError(f"--stock names two products for {holds}: {found[key]} and {name}. Name only one.")
        found[key] = name
    return found


def _print_stocks(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    """Print the known stocks and exit."""
    if not value:
        return
    from seating.present.terminal import align
    from seating.report.stock.catalog import listed_stocks

    console = ctx.ensure_object(Console)
    heads = ("Stock", "For", "Paper", "Card size", "Per sheet", "Confidence", "Also sold as")
    rows = [
        (
            stock.number,
            str(stock.holds),
            stock.paper,
            f"{stock.width:g} × {stock.height:g} mm",
            str(stock.columns * stock.rows),
            stock.confidence,
            ", ".join(stock.aliases),
        )
        for stock in listed_stocks()
    ]
    for line in align([heads, *rows]):
        console.result(line)
    ctx.exit(0)


def _print_pages(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    """Print the pages of the packet, the sets they belong to, what each is for, and exit."""
    if not value:
        return
    from seating.present.terminal import align
    from seating.report.pages import CONVENING, SETS, packet_pages

    console = ctx.ensure_object(Console)
    pages = sorted(packet_pages(), key=lambda page: page.name not in SETS[CONVENING])
    rows = [(page.choice, listed([name for name in SETS if page.name in SETS[name]]), page.about) for page in pages]
    for line in align([("Page", "Sets", "What it is for"), *rows]):
        console.result(line)
    ctx.exit(0)


class _LanguageOption(click.Option):
    """An option whose help lists the languages of pages. Their names are looked up only when help is printed."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from seating.present.languages import language_name

        known = [f"{code} ({language_name(code, SOURCE_LANGUAGE)})" for code in languages()]
        self.help = (self.help or "").format(known=listed(known, last="or"))
        return super().get_help_record(ctx)


def _choose_language(about: str) -> Callable[[Command], Command]:
    return click.option(
        "--language",
        "--lang",
        cls=_LanguageOption,
        default=SOURCE_LANGUAGE,
        show_default=True,
        metavar="CODE",
        help=f"The language of the {about}: {{known}}.",
    )


_LANGUAGE = _choose_language("pages")
_PAPER = click.option(
    "--paper",
    type=click.Choice(PAPER_CHOICES, case_sensitive=False),
    default="Letter",
    show_default=True,
    help="The paper size of all pages that are not printed on badge or tent stock. With A3, A1 or 24x36 (inches), only "
    "the wall chart, the seating chart and the room plan have that size, as posters. The other pages are on A4, and "
    "with 24x36 on Letter.",
)
_STOCK = click.option(
    "--stock",
    multiple=True,
    metavar="NUMBER",
    help="The product number on the box of badges, tents or place cards, or `plain`. Repeatable. See --list-stocks.",
)
_START_AT = click.option(
    "--start-at",
    type=click.IntRange(1, MOST_ON_A_SHEET),
    default=1,
    show_default=True,
    metavar="N",
    help="The position of the first unused badge on a partly used sheet.",
)
_LARGE_PRINT = click.option("--large-print", is_flag=True, help="Set the text in 18-point type.")
_TEMPLATES = click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with a brand.css that has your colors and logo.",
)
_LIST_STOCKS = click.option(
    "--list-stocks",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_stocks,
    help="List the known stocks and exit.",
)
_PAGES = click.option(
    "--pages",
    multiple=True,
    metavar="NAME",
    help="Also write this page of the packet, or `all`. Repeatable. The names `wedding` and `dinner` stand for sets "
    "of pages. Such a set replaces the usual pages: the door list, table sheets, table tents, badges, who is missing, "
    "the change kit and, if there is a steering table, its page. With `only`, no pages except the named ones are "
    "written. See --list-pages.",
)
_LIST_PAGES = click.option(
    "--list-pages",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_pages,
    help="List the pages of the packet and the purpose of each, and exit.",
)
_PACKET = (_LANGUAGE, _PAPER, _TEMPLATES, _PAGES, _LIST_PAGES)
