"""The pages of the shared application: which function answers which address below which link."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route, Router

from seating.charts.chart_entry import ShortEntry, ShortLine
from seating.errors import SeatingError
from seating.present.environment import environment
from seating.present.languages import language_name, languages
from seating.present.settings import Settings
from seating.share.allowances import STANDARD, Limits, Meter
from seating.share.facts import LIVE, Purpose, Source, Wrong
from seating.share.guard import MOST_BYTES, Guard, client_of
from seating.share.updates import Updates

STATIC = Path(__file__).parent / "static"

LINES = 3
"""Number of people that a participant can name in each answer; a line can have several, separated by semicolons."""

PARTS = ("who", "kind", "table")
"""What is asked about each of them."""

LONGEST_LINE = 200
"""Maximum length of a field, in characters."""

FIELDS = frozenset(
    ["name", "own", "brings", "others-why", "missing-why"]
    + [f"{question}-{at}-{part}" for question in ("others", "missing") for at in range(LINES) for part in PARTS]
)
"""The fields of an answer. What else a form sends is not read, and counts for no limit of answers."""

MOST_FIELDS = 40

BODY_WAIT = 10.0
"""Seconds in which a form has to arrive."""

BEAT = 15.0
"""Seconds after which a page that has nothing new to show is told so; a page that was closed is noticed then."""

KEPT = 12 * 3600
"""Seconds for which a device keeps the secret of its answer, and an usher's device that it knows the PIN."""

WRITTEN_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of a page of the packet that follows the event. Its own policy does not know the script."""

FAULT = "This page cannot be shown now. Ask the people who run the event.\n"

FOLLOW = '<script src="{base}follow.js" defer></script>\n'

Fields = Mapping[str, str]


def build_app(
    source: Source,
    host: str,
    updates: Updates,
    limits: Limits = STANDARD,
    report: Callable[[Exception], None] | None = None,
) -> Guard:
    """Return the application with its guard.

    Parameters
    ----------
    source : Source
    host : str
        The address that is answered, with the port.
    updates : Updates
    limits : Limits
    report : callable, optional
        Called with an unexpected error.
    """

    def show_fault(web: WebRequest, error: Exception) -> Response:
        if report is not None and not isinstance(error, SeatingError):
            report(error)
        return PlainTextResponse(FAULT, 503, headers={"connection": "close"})  # the error itself may quote a cell

    routes = {
        Purpose.CHAIR: _languages(show_page),
        Purpose.ROOM: _languages(show_page),
        Purpose.ASK: _languages(show_form, save_answer),
        Purpose.HEAT: _languages(show_heat),
        Purpose.USHERS: [
            *_languages(show_ushers),
            *_languages(mark_arrival, path="mark", method="POST"),
            *_languages(enter_pin, path="pin", method="POST"),
        ],
    }
    for purpose in LIVE:
        routes[purpose] += [Route("/events", follow), Route("/follow.js", send_script)]
    for purpose in Purpose:
        routes[purpose] += _languages(send_style, path="style.css")
    app = Starlette(
        routes=[Mount(f"/{purpose}", Router(found, redirect_slashes=False)) for purpose, found in routes.items()],
        exception_handlers={HTTPException: _show_missing, SeatingError: show_fault, Exception: show_fault},
    )
    app.router.redirect_slashes = False
    app.state.source, app.state.updates, app.state.meter = source, updates, Meter(limits)
    app.state.usher_secret, app.state.saving = secrets.token_urlsafe(32), threading.Lock()
    return Guard(app, host, source, app.state.meter)


def _languages(
    get: Callable[[WebRequest], Any],
    send: Callable[[WebRequest], Any] | None = None,
    path: str = "",
    method: str = "GET",
) -> list[Route]:
    """Return the routes of a page in the language of the event, and in each language."""
    places = [f"/{path}", *(f"/{code}/{path}" for code in languages())]
    return [
        Route(place, function, methods=[how])
        for place in places
        for function, how in ((get, method), (send, "POST"))
        if function is not None
    ]


def show_page(web: WebRequest) -> Response:
    """Show a page of the packet that everyone may see, as the seating is now."""
    purpose: Purpose = web.state.purpose
    page = source_of(web).page(purpose, language_of(web))
    if not page:
        return render(web, "nothing.html.j2")
    if purpose not in LIVE:
        return HTMLResponse(
            page, headers={"content-security-policy": "frame-ancestors 'none'"}
        )  # the rest is in the page
    script = FOLLOW.format(base=web.state.base)
    before, end, after = page.rpartition("</body>")
    return HTMLResponse(before + script + end + after, headers={"content-security-policy": WRITTEN_POLICY})


def show_form(web: WebRequest) -> Response:
    """Show the three questions, with what this device answered before."""
    return _show_form(web, _own(web)[1] or ShortEntry())


async def save_answer(web: WebRequest) -> Response:
    """Save the answer of this device, and thank the participant; show what has to be corrected first."""
    fields = {name: text for name, text in (await read_fields(web)).items() if name in FIELDS}

    def save() -> Response:
        with web.app.state.saving:  # what may be saved is counted before and after
            return _save_answer(web, fields)

    return await run_in_threadpool(save)


def _save_answer(web: WebRequest, fields: Fields) -> Response:
    source, meter, client = source_of(web), web.app.state.meter, client_of(web.scope)
    answer = _read_answer(fields)
    identity, before = _own(web)
    secret = web.cookies["answer"] if before is not None else secrets.token_urlsafe(24)
    if before is None:
        identity = _identity_of(secret)
    letters = sum(map(len, fields.values()))
    if not meter.may_answer(client, identity, letters, is_new=before is None):
        return render(web, "full.html.j2", 429)
    too_long = tuple(Wrong(name, "") for name, text in fields.items() if len(text) > LONGEST_LINE)
    wrong = () if too_long else source.save_answer(identity, answer, language_of(web))
    if too_long or wrong:
        return _show_form(web, answer, wrong, is_long=bool(too_long))
    meter.note_answer(client, identity, letters, is_new=before is None)
    thanks = render(web, "thanks.html.j2")
    thanks.set_cookie("answer", secret, KEPT, path=web.state.base, httponly=True, samesite="strict")
    return thanks


def _own(web: WebRequest) -> tuple[str, ShortEntry | None]:
    """Return the identity of this device, and what it sent before; "" and None if it sent nothing."""
    secret = web.cookies.get("answer", "")
    identity = _identity_of(secret) if secret else ""
    return identity, source_of(web).read_answer(identity) if identity else None


def _identity_of(secret: str) -> str:
    """Return the identity that belongs to a secret: file names show the identity, which does not tell the secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()[:16]


def _read_answer(fields: Fields) -> ShortEntry:
    def lines(question: str) -> tuple[ShortLine, ...]:
        return tuple(
            ShortLine(*(fields.get(f"{question}-{number}-{part}", "") for part in PARTS)) for number in range(LINES)
        )

    return ShortEntry(
        name=fields.get("name", ""),
        own_table=fields.get("own", ""),
        brings=fields.get("brings", ""),
        others=lines("others"),
        why_others=fields.get("others-why", ""),
        missing=lines("missing"),
        why_missing=fields.get("missing-why", ""),
    )


def _show_form(
    web: WebRequest, answer: ShortEntry, wrong: tuple[Wrong, ...] = (), *, is_long: bool = False
) -> Response:
    code = 422 if wrong or is_long else 200
    form = source_of(web).ask(language_of(web))
    shown = {
        "others": _fill_up(answer.others),
        "missing": _fill_up(answer.missing),
        "wrong": {one.place: one.says for one in wrong},
        "is_long": is_long,
        "longest": LONGEST_LINE,
    }
    return render(web, "ask.html.j2", code, form=form, answer=answer, **shown)


def _fill_up(lines: tuple[ShortLine, ...]) -> tuple[ShortLine, ...]:
    return (*lines, *[ShortLine()] * LINES)[: max(LINES, len(lines))]


def show_heat(web: WebRequest) -> Response:
    """Show what the answers ask for, by table and kind of person."""
    return render(web, "heat.html.j2", wall=source_of(web).draw(language_of(web)))


def show_ushers(web: WebRequest) -> Response:
    """Show the door list to ushers; ask for the PIN first."""
    if not _is_usher(web):
        return render(web, "pin.html.j2", is_wrong=False, is_locked=False)
    return render(web, "ushers.html.j2", lines=source_of(web).list_ushers())


async def enter_pin(web: WebRequest) -> Response:
    """Let an usher in who types the PIN."""
    fields = await read_fields(web)
    client, meter = client_of(web.scope), web.app.state.meter
    if not meter.wrong_pins.has_left(client):
        return render(web, "pin.html.j2", 429, is_wrong=False, is_locked=True)
    if not secrets.compare_digest(fields.get("pin", "").strip().encode(), source_of(web).pin().encode()):
        meter.wrong_pins.take(client)
        return render(web, "pin.html.j2", 403, is_wrong=True, is_locked=False)
    answer = _back(web)
    answer.set_cookie("usher", _usher_pass(web), KEPT, path=web.state.base, httponly=True, samesite="strict")
    return answer


async def mark_arrival(web: WebRequest) -> Response:
    """Mark a person as arrived, or take that mark back."""
    fields = await read_fields(web)
    if not _is_usher(web):
        return _back(web)
    key, has_arrived = fields.get("person", ""), fields.get("state") == "arrived"
    await run_in_threadpool(lambda: source_of(web).mark(key, has_arrived=has_arrived))
    return _back(web, f"#p-{key}" if key.isalnum() else "")


def _is_usher(web: WebRequest) -> bool:
    return secrets.compare_digest(web.cookies.get("usher", "").encode(errors="replace"), _usher_pass(web).encode())


def _usher_pass(web: WebRequest) -> str:
    """Return what the cookie of an usher's device holds: it is of no use after the PIN has changed."""
    text = f"{web.app.state.usher_secret} {source_of(web).pin()}"
    return hashlib.sha256(text.encode()).hexdigest()


async def follow(web: WebRequest) -> Response:
    """Send the version of what a page shows whenever it changes, as long as the page and its link are open."""
    client, meter, updates = client_of(web.scope), web.app.state.meter, web.app.state.updates
    if not meter.open_stream(client):
        return PlainTextResponse("Too many pages are open.\n", 429)

    async def events() -> AsyncIterator[str]:
        try:
            version = updates.version
            yield f"data: {version}\n\n"
            while _is_open(web):
                newer = await updates.wait_beyond(version, BEAT)
                yield f"data: {newer}\n\n" if newer != version else ": nothing new\n\n"
                version = newer
        finally:
            meter.close_stream(client)

    return StreamingResponse(events(), media_type="text/event-stream")


def send_script(web: WebRequest) -> Response:
    """Return the script of a page that follows the event."""
    return Response((STATIC / "follow.js").read_bytes(), media_type="text/javascript")


def send_style(web: WebRequest) -> Response:
    """Return the style sheet of the report, followed by that of these pages."""
    report = _environment(_settings(web)).get_template("style.css").render()
    return Response(report + (STATIC / "share.css").read_text(encoding="utf-8"), media_type="text/css")


async def read_fields(web: WebRequest) -> Fields:
    """Return the fields of a form, if its link is still open once all of it is there.

    The guard has refused a form that is too large or does not state its size.
    """
    try:
        body = await asyncio.wait_for(_read_body(web), BODY_WAIT)
        found = parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (TimeoutError, ValueError):
        raise HTTPException(400) from None
    if not _is_open(web):
        raise HTTPException(404)
    return dict(found)


async def _read_body(web: WebRequest) -> bytes:
    found = b""
    async for part in web.stream():
        found += part
        if len(found) > MOST_BYTES:
            raise HTTPException(413)
    return found


def _is_open(web: WebRequest) -> bool:
    """Whether the link that was asked for is open now."""
    secret: str = web.state.base.strip("/")
    return source_of(web).links().get(web.state.purpose) == secret


def source_of(web: WebRequest) -> Source:
    """Return what knows the event."""
    found: Source = web.app.state.source
    return found


def language_of(web: WebRequest) -> str:
    """Return the language that the address of a page names; "" for that of the event."""
    code = web.scope["path"].split("/")[2]
    return code if code in languages() else ""


def _settings(web: WebRequest) -> Settings:
    return source_of(web).settings(language_of(web))


@cache
def _environment(settings: Settings) -> Environment:
    """Return the environment of these pages: that of the report, with their templates in front."""
    made = environment(settings)
    assert made.loader is not None
    return made.overlay(
        loader=ChoiceLoader([PackageLoader("seating.share", "templates"), made.loader]), bytecode_cache=None
    )


def render(web: WebRequest, template: str, code: int = 200, **data: Any) -> HTMLResponse:
    """Return a page.

    Parameters
    ----------
    web : starlette.requests.Request
    template : str
    code : int
        The HTTP status.
    **data
        What the template is filled with, in addition to `base` (the address of the link), `here` (the same with the
        language of the page) and `languages` (codes, and names in the language itself).
    """
    settings, base, chosen = _settings(web), web.state.base, language_of(web)
    named = [(one, language_name(one, one).capitalize()) for one in languages()]
    here = f"{base}{chosen}/" if chosen else base
    text = _environment(settings).get_template(template).render(base=base, here=here, languages=named, **data)
    return HTMLResponse(text, code, headers={"content-language": settings.language})


def _back(web: WebRequest, anchor: str = "") -> Response:
    code = language_of(web)
    return RedirectResponse(f"{web.state.base}{code}{'/' if code else ''}{anchor}", 303)


def _show_missing(web: WebRequest, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 404
    return PlainTextResponse("There is no such page.\n", code, headers={"connection": "close"})
