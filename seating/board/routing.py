"""Routes of screens: ordinary functions that run in threads, so that a long one does not keep others waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request as WebRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive

from seating.errors import UsageError
from seating.sources.list_limits import MAX_BYTES
from seating.wording import said

Screen = Callable[[WebRequest], Response]

MOST_FIELDS = 5_000
"""Maximum number of fields of a form, and of files in one."""


def quote_id(text: str) -> str:
    r"""Return an id as pages hold it in attributes and forms; `unquote_id` returns what it was.

    Ids may hold every character that a list can hold. Pages show control characters as symbols, and browsers change
    line breaks, so these are written as in addresses.

    >>> quote_id("p\x07 1")
    'p%07 1'
    """
    return "".join(c if c.isprintable() and c != "%" else quote(c) for c in text)


def unquote_id(text: str) -> str:
    """Return the id that `quote_id` wrote."""
    return unquote(text)


MOST_BYTES = MAX_BYTES + 1_000_000
"""Maximum size of a form with its files, in bytes."""


class Form(dict[str, str]):
    """The fields of a form; a field that was not sent is ""."""

    def __missing__(self, key: str) -> str:
        return ""

    def read_id(self, name: str) -> str:
        """Return a field that a template filled with the filter `quoted_id`."""
        return unquote_id(self[name])


def get(path: str, screen: Screen) -> Route:
    """Return the route of a page, or of a part of one. What changes while it is made is not sure to be on it."""

    def answer(web: WebRequest) -> Response:
        web.state.version = web.app.state.session.windows.version
        return screen(web)

    return Route(path, answer, methods=["GET"])


def post(path: str, screen: Screen) -> Route:
    """Return the route of a form. The function finds the fields with `form_of`, and files with `files_of`."""

    async def answer(web: WebRequest) -> Response:
        web = WebRequest(web.scope, _limited(web))
        async with web.form(max_files=100, max_fields=MOST_FIELDS) as form:
            web.state.form = form
            web.state.files = {
                name: [
                    (one.filename, await _read_file(one))
                    for one in form.getlist(name)
                    if isinstance(one, UploadFile) and one.filename
                ]
                for name in form
            }
            return await run_in_threadpool(screen, web)

    return Route(path, answer, methods=["POST"])


def _limited(web: WebRequest) -> Receive:
    """Return what receives the body of a request, and stops at `MOST_BYTES`. The parser keeps files on the disk."""
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await web.receive()
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            limit = MAX_BYTES // 1_000_000
            raise UsageError(
                said("More than %(limit)s million bytes were sent. Check that it is the right file.", limit=limit)
            )
        return message

    return receive


async def _read_file(file: UploadFile) -> bytes:
    if (file.size or 0) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise UsageError(
            said(
                "%(filename)s has more than %(limit)s million bytes. Check that it is the right file.",
                filename=file.filename,
                limit=limit,
            )
        )
    return await file.read()


def form_of(web: WebRequest) -> Form:
    """Return the fields of a form; of several with one name, the last."""
    form: FormData = web.state.form
    return Form({name: value for name, value in form.multi_items() if isinstance(value, str)})


def lists_of(web: WebRequest) -> Mapping[str, str | list[str]]:
    """Return the fields of a form; of several with one name, all in their order."""
    found = {name: texts_of(web, name) for name in web.state.form}
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in found.items()}


def texts_of(web: WebRequest, name: str) -> list[str]:
    """Return the texts of all fields of a form with one name, such as the boxes that are ticked."""
    form: FormData = web.state.form
    return [value for value in form.getlist(name) if isinstance(value, str)]


def ids_of(web: WebRequest, name: str) -> list[str]:
    """Return the ids in all fields with one name that a template filled with the filter `quoted_id`."""
    return list(map(unquote_id, texts_of(web, name)))


def files_of(web: WebRequest) -> Mapping[str, list[tuple[str, bytes]]]:
    """Return the names and the bytes of the files of a form, by field."""
    found: Mapping[str, list[tuple[str, bytes]]] = web.state.files
    return {name: files for name, files in found.items() if files}
