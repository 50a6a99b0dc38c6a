"""What is printed: the pages with small pictures, a tick for each, the language and the paper, and one PDF of them."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.board.offers import list_in_tray
from seating.board.rendering import needs_list, redirect, render, session_of, show_written_page, wants_part, words_of
from seating.board.routing import form_of, get, post, texts_of
from seating.board.ticked_pages import TITLES, Printing
from seating.errors import SeatingError, UsageError, text_of
from seating.present.languages import languages
from seating.present.paper import PAPER_CHOICES, POSTERS
from seating.profiles.heads import count_heads, say_persons
from seating.report.packet_pdf import JOINED, PrintedPacket
from seating.report.pages import POSTER_PAGES, SETS
from seating.report.png import draw_png
from seating.wording import said

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@needs_list
def show(web: WebRequest) -> Response:
    """Show the pages that can be printed."""
    session = session_of(web)
    try:
        if not session.read().seating.seats:
            return redirect(web, "seats")
    except SeatingError:  # the list shows what is wrong
        return redirect(web, "people")
    return _render(web)


def show_part(web: WebRequest) -> Response:
    """Show the pages alone, for a window in which something has changed."""
    return _render(web, "printing")


def choose(web: WebRequest) -> Response:
    """Tick pages, or those of a set; choose the language and the paper; and print, if that was asked."""
    session, printing, form = session_of(web), printing_of(web), form_of(web)
    language, paper = form["language"], form["paper"]
    if language not in languages() or paper not in PAPER_CHOICES:
        raise UsageError(said("There is no such language or paper."))
    if form["set"] and form["set"] not in TITLES:
        raise UsageError(said("There is no such set of pages."))
    session.print_on(language, paper)
    printing.choose(form["set"], frozenset(texts_of(web, "page")))
    says = ""
    if form["print"]:
        says = _print(web, printing)
    if not wants_part(web) and not says:
        return redirect(web, "print")
    return _render(web, "printing" if wants_part(web) else "", says)


def _print(web: WebRequest, printing: Printing) -> str:
    """Print what is ticked, and return what to say."""
    words = words_of(web)
    if not printing.ticked:
        return words.gettext("Nothing is selected. Select what to print.")
    try:
        made = printing.print()
    except SeatingError as error:
        return words.gettext("Nothing was printed. %(reason)s", reason=text_of(error))
    number = 0 if made.joined is None else made.joined.n_pages
    return words.ngettext(
        "The PDF is ready: %(number)s page.", "The PDF is ready: %(number)s pages.", number, number=number
    )


def show_picture(web: WebRequest) -> Response:
    """Return the small picture of a page."""
    made = printing_of(web).draw(web.path_params["name"])
    if made is None:
        raise HTTPException(404)
    return Response(made.svg, media_type="image/svg+xml", headers={"content-security-policy": PICTURE_POLICY})


def save_picture(web: WebRequest) -> Response:
    """Return the first sheet of a poster as a PNG file to save; without a browser, the screen that says so."""
    session, name = session_of(web), web.path_params["name"]
    drawing = printing_of(web).draw(name) if name in POSTER_PAGES else None
    if drawing is None:
        raise HTTPException(404)
    folder = next(one for one in (session.out, *session.out.parents) if one.is_dir())
    try:
        made = draw_png(drawing.svg, drawing.width, drawing.height, folder)
    except SeatingError as error:
        return _render(web, says=text_of(error))
    file = f"{name.replace('_', '-')}.png"
    return Response(made, media_type="image/png", headers={"content-disposition": f'attachment; filename="{file}"'})


def show_page(web: WebRequest) -> Response:
    """Show a page as it would be printed now."""
    sheet = printing_of(web).list_sheets().get(web.path_params["name"])
    if sheet is None:
        raise HTTPException(404)
    return show_written_page(web, sheet.html.encode())


def printing_of(web: WebRequest) -> Printing:
    """Return what the session prints."""
    found: Printing = web.app.state.printing
    return found


def _render(web: WebRequest, block: str = "", says: str = "") -> Response:
    session, printing = session_of(web), printing_of(web)
    with session.lock:
        printing.choose_first()
        opened, sheets, made = session.read(), printing.list_sheets(), printing.made
    waiting = list_in_tray(opened)
    ticked = (printing.ticked or frozenset()) & frozenset(sheets)
    return render(
        web,
        f"printing.html.j2#{block}" if block else "printing.html.j2",
        says=says,
        screen="print",
        sets=[
            (name, title, bool(ticked) and SETS[name] & frozenset(sheets) == ticked) for name, title in TITLES.items()
        ],
        sheets=[one for one in sheets.values() if one.page.name in SETS[printing.kind]],
        others=[one for one in sheets.values() if one.page.name not in SETS[printing.kind]],
        ticked=ticked,
        poster_pages=POSTER_PAGES,
        papers=[(name, POSTERS.get(name)) for name in PAPER_CHOICES],
        printed=session.settings,
        stamp=abs(hash((id(opened), session.settings))),
        is_saved=opened.seating.is_saved,
        has_room=not opened.seating.tray,
        tray_heads=words_of(web).tell(say_persons(waiting)) if count_heads(waiting).held else "",
        **_show_made(session.out.as_posix(), made),
    )


def _show_made(out: str, made: PrintedPacket | None) -> dict[str, Any]:
    """Return what the template shows of the PDF that was printed."""
    if made is None:
        return {"pdf": "", "n_pages": 0, "n_sheets": {}, "on_stock": []}
    paths = {name: one.path.as_posix().removeprefix(f"{out}/") for name, one in made.on_stock.items()}
    pdf = "" if made.joined is None else made.joined.path.as_posix().removeprefix(f"{out}/")
    assert not pdf or pdf.endswith(JOINED)
    n_pages = 0 if made.joined is None else made.joined.n_pages
    return {"pdf": pdf, "n_pages": n_pages, "n_sheets": made.sheets, "on_stock": list(paths.items())}


ROUTES = (
    get("/print", show),
    get("/print/part", show_part),
    post("/print/choose", choose),
    get("/print/picture/{name}", show_picture),
    get("/print/png/{name}", save_picture),
    get("/print/page/{name}", show_page),
)
