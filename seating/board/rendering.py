"""Fill the templates of the board, and answer with errors as pages that say what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup, escape
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, RedirectResponse, Response

from seating.board.next_step import find_closed_screens, find_next_step
from seating.board.routing import Screen, quote_id
from seating.board.session import Session, name_convening
from seating.errors import InputError, SeatingError, text_of
from seating.present.environment import csp_hash, environment
from seating.present.languages import Words, language_name, languages
from seating.present.settings import Settings
from seating.wording import fold, shortened, with_direction_marks_shown

WRITTEN_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; {scripts}base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)

OWN_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n?')
"""The policy in a page that the program wrote."""

STATIC = Path(__file__).parent / "static"


@cache
def board_environment(settings: Settings) -> Environment:
    """Return the environment for screens: that of the report, with the templates of the board in front."""
    made = environment(settings)
    assert made.loader is not None
    ours = PackageLoader("seating.board", "templates")
    overlay = made.overlay(loader=ChoiceLoader([ours, made.loader]), bytecode_cache=None)
    overlay.filters["sentence"] = lambda text: with_direction_marks_shown(settings.words.tell(text))
    overlay.filters.update(fold=fold, stem=lambda path: Path(path).name, cut=shortened, quoted_id=quote_id)
    overlay.filters.update(emphasize=emphasize, with_code=show_code)
    return overlay


def emphasize(text: str, part: str) -> Markup:
    """Return a sentence as HTML, with the first place where a part of it stands as a word of its own in bold.

    >>> emphasize("Keep each Group together", "Group")
    Markup('Keep each <b>Group</b> together')
    """
    found = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) if part else None
    if found is None:
        return escape(text)
    return escape(text[: found.start()]) + Markup("<b>{}</b>").format(found[0]) + escape(text[found.end() :])


def show_code(text: str) -> Markup:
    """Return a text as HTML, with what stands between backticks as code.

    >>> show_code("the key `at_most` is missing")
    Markup('the key <code>at_most</code> is missing')
    """
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def written_page_policy(web: WebRequest) -> str:
    """Return the policy of pages that the program wrote: styles of their own, and only the program's own scripts."""
    made = board_environment(settings_of(web))
    assert made.loader is not None
    scripts = [made.loader.get_source(made, name)[0] for name in made.list_templates(["js"])]
    scripts.append(alive_script())
    allowed = " ".join(f"'{csp_hash(script)}'" for script in scripts)
    return WRITTEN_PAGE_POLICY.format(scripts=f"script-src {allowed}; " if allowed else "")


@cache
def alive_script() -> str:
    """Return the script with which a page from the output folder tells the board that it is open."""
    return (STATIC / "alive.js").read_text(encoding="utf-8")


def show_written_page(web: WebRequest, page: bytes) -> HTMLResponse:
    """Return a page that the program wrote, with the script that keeps the board open for its links.

    The policy in the page does not know this script, so the header of the answer takes its place.
    """
    before, end, after = OWN_POLICY.sub(b"", page, count=1).rpartition(b"</body>")
    script = f"<script>{alive_script()}</script>\n".encode()
    content = before + script + end + after if end else after + script
    return HTMLResponse(content, headers={"content-security-policy": written_page_policy(web)})


def session_of(web: WebRequest) -> Session:
    """Return the session that a request belongs to."""
    found: Session = web.app.state.session
    return found


def render(
    web: WebRequest, template: str, /, code: int = 200, says: str = "", *, is_shown_too: bool = False, **data: Any
) -> HTMLResponse:
    """Return a page or a part of one.

    Parameters
    ----------
    web : starlette.requests.Request
    template : str
        The name of the template, or `NAME#BLOCK` for one block of it.
    code : int
        The HTTP status.
    says : str
        A status message. It is announced by screen readers.
    is_shown_too : bool
        Whether the page shows the same, so that the message is for screen readers alone.
    **data
        What the template is filled with, in addition to `session`, `base` (what all links of the window begin with),
        `root` (the same without a language),
        `screens` (the navigation), `settings`, `says`, `here` (the address of the page), `languages` (codes, and names
        in the language itself), `find_next_step` and
        `find_closed_screens` (called where a page shows them), `name_convening`, `list_filled` (the ids of the buttons
        that do it) and `version`.
        The version is that of `web.state`, if there is one: the newest that what is shown is sure to include.
    """
    session, settings = session_of(web), settings_of(web)
    made = board_environment(settings)
    name, _, block = template.partition("#")
    state = web.app.state
    version = getattr(web.state, "version", session.windows.version)
    values = {"session": session, "base": base_of(web), "screens": state.screens, "settings": settings}
    values |= {
        "says": says,
        "is_shown_too": is_shown_too,
        "root": state.base,
        "here": _address_of(web, data.get("screen", "")),
        "languages": [(code, language_name(code, code).capitalize()) for code in languages()],
        "version": version,
        "find_next_step": lambda: find_next_step(session, words_of(web)),
        "find_closed_screens": lambda: find_closed_screens(session, [name for name, _ in state.screens], words_of(web)),
        "name_convening": lambda: name_convening(session),
        "list_filled": lambda: getattr(find_next_step(session, words_of(web)), "controls", ()),
        **data,
    }
    found = made.get_template(name)
    if block:
        context = found.new_context({"is_part": True, **values})
        text = "".join(found.blocks[block](context))
    else:
        text = found.render(**values)
    return HTMLResponse(
        text, status_code=code, headers={"x-version": str(version), "content-language": settings.language}
    )


def _address_of(web: WebRequest, screen: str) -> str:
    """Return the address of a page below `base`, with its query; that of its screen if it is the answer to a form."""
    if web.method != "GET":
        return screen
    path = web.url.path.removeprefix(base_of(web))
    return f"{path}?{web.url.query}" if web.url.query else path


def render_error(web: WebRequest, error: SeatingError) -> HTMLResponse:
    """Return the page that shows an error and what to do about it; for the script, only a message with its text."""
    if wants_part(web):
        return render(web, "status.html.j2", 422, says=text_of(error))
    problems = error.problems if isinstance(error, InputError) else ()
    return render(web, "error.html.j2", 422, error=text_of(error), problems=problems, screen="")


def wants_part(web: WebRequest) -> bool:
    """Whether the script sent a request and wants only the changed part of the page."""
    return web.headers.get("x-part") == "1"


def words_of(web: WebRequest) -> Words:
    """Return the texts of the language of a window."""
    return settings_of(web).words


def base_of(web: WebRequest) -> str:
    """Return what the addresses of a window begin with; it may name the language of the window."""
    root: str = web.app.state.base
    code = web.url.path.removeprefix(root).partition("/")[0]
    return f"{root}{code}/" if code in languages() else root


def settings_of(web: WebRequest) -> Settings:
    """Return the settings of the screens of a window: those of printed pages, but in its own language."""
    session = session_of(web)
    code = base_of(web).removeprefix(web.app.state.base).rstrip("/")
    return replace(session.settings, language=code or session.language)


def redirect(web: WebRequest, screen: str) -> Response:
    """Return a redirection to a screen, for forms that were sent without the script."""
    return RedirectResponse(f"{base_of(web)}{screen}", status_code=303)


def needs_list(screen: Screen) -> Screen:
    """Return a screen that leads to the choice of a list while there is none."""
    return lambda web: screen(web) if session_of(web).has_list else redirect(web, "files")
