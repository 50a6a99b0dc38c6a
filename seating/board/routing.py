"""Routes of screens: ordinary functions that run in threads, so that a long one does not keep others waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request as WebRequest
from starlette.responses import Response
from starlette.routing import Route

from seating.errors import UsageError
from seating.sources.limits import MAX_BYTES

__all__ = ["Form", "files_of", "form_of", "get", "lists_of", "post"]

Screen = Callable[[WebRequest], Response]

MOST_FIELDS = 5_000
"""Maximum number of fields of a form, and of files in one."""


class Form(dict[str, str]):
    """The fields of a form; a field that was not sent is ""."""

    def __missing__(self, key: str) -> str:
        return ""


def get(path: str, screen: Screen) -> Route:
    """Return the route of a page, or of a part of one."""
    return Route(path, screen, methods=["GET"])


def post(path: str, screen: Screen) -> Route:
    """Return the route of a form. The function finds the fields with `form_of`, and files with `files_of`."""

    async def answer(web: WebRequest) -> Response:
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


async def _read_file(file: UploadFile) -> bytes:
    if (file.size or 0) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise UsageError(f"{file.filename} has more than {limit} million bytes. Check that it is the right file.")
    return await file.read()


def form_of(web: WebRequest) -> Form:
    """Return the fields of a form; of several with one name, the last."""
    form: FormData = web.state.form
    return Form({name: value for name, value in form.multi_items() if isinstance(value, str)})


def lists_of(web: WebRequest) -> Mapping[str, str | list[str]]:
    """Return the fields of a form; of several with one name, all in their order."""
    form: FormData = web.state.form
    found: dict[str, str | list[str]] = {}
    for name in form:
        texts = [value for value in form.getlist(name) if isinstance(value, str)]
        found[name] = texts[0] if len(texts) == 1 else texts
    return found


def files_of(web: WebRequest) -> Mapping[str, list[tuple[str, bytes]]]:
    """Return the names and the bytes of the files of a form, by field."""
    found: Mapping[str, list[tuple[str, bytes]]] = web.state.files
    return {name: files for name, files in found.items() if files}
