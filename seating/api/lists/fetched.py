"""Fetch a list that is published at an address, such as a sheet of Google Sheets, and keep it in the output folder.

No other module opens a connection on its own. This one does so only for an address that the convener names and asks to
fetch.
"""

from __future__ import annotations

from http.client import HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener, getproxies

from seating.errors import UsageError, reason_of
from seating.ledger.atomic_files import make_private_folder, replace_file
from seating.sources import read_bytes
from seating.sources.list_limits import MAX_BYTES
from seating.wording import message, said

LISTS = Path("list")
"""The folder, in the output folder, of lists that come from elsewhere. They have all columns."""

FETCHED = LISTS / "fetched.csv"
"""The fetched list, in the output folder. Its name ends so even if a workbook was published."""

LONGEST_FETCH = 30.0
"""Maximum number of seconds that a server has to send the whole list."""

THIS_COMPUTER = frozenset({"127.0.0.1", "::1", "localhost"})

CANNOT = message(
    "%(address)s cannot be fetched: %(reason)s. In Google Sheets, choose File, Share, Publish to web and "
    "Comma-separated values (.csv), and use that link; or save the list as a file, and name the file."
)


class _SecureRedirects(HTTPRedirectHandler):
    """Follows a server only to addresses of HTTPS."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme != "https":
            raise URLError(said("it leads to an address that does not begin with https://"))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch_list(address: str, out: Path) -> Path:
    """Fetch a list, and return the file in the output folder that keeps it, so that later runs read the same rows.

    A list that was fetched earlier is replaced once the new one has been read.

    Parameters
    ----------
    address : str
        It begins with `https://`, or with `http://` and the address of this computer.
    out : Path

    Raises
    ------
    UsageError
        When the address cannot be fetched, or the file cannot be written.
    InputError
        When what was fetched is not a list.
    """
    content = _fetch(address)
    read_bytes(content, FETCHED.name)
    make_private_folder(out, LISTS)
    replace_file(out / FETCHED, content, is_private=True)
    return out / FETCHED


def _fetch(address: str) -> bytes:
    """Return what a server sends. One limit holds for all: finding the server, its answer and every redirect."""
    answers: SimpleQueue[bytes | Exception] = SimpleQueue()
    Thread(target=lambda: answers.put(_ask_server(address)), daemon=True).start()
    try:
        answer = answers.get(timeout=LONGEST_FETCH)
    except Empty:
        answer = URLError(said("the server did not send all of it within %(seconds)s seconds", seconds=LONGEST_FETCH))
    if isinstance(answer, Exception):
        raise UsageError(said(CANNOT, address=address, reason=_reason(answer))) from None
    return answer


def _ask_server(address: str) -> bytes | Exception:
    """Return what a server sends, up to one byte more than a list may have, or why there is nothing."""
    try:
        if not _may_be_asked(address):
            return URLError(said("it does not begin with https://"))
        proxies = {scheme: proxy for scheme, proxy in getproxies().items() if scheme == "https"}
        opener = build_opener(ProxyHandler(proxies), _SecureRedirects())
        with opener.open(address) as answer:
            if answer.headers.get_content_type() == "text/html":
                return URLError(said("it is a web page, not a list"))
            content: bytes = answer.read(MAX_BYTES + 1)
            return content
    except (OSError, HTTPException, ValueError) as error:
        return error


def _may_be_asked(address: str) -> bool:
    """Whether an address is one of HTTPS, or one of this computer."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_COMPUTER)


def _reason(error: BaseException) -> str:
    """Return why nothing was fetched."""
    reason = error.reason if type(error) is URLError else error
    return reason if isinstance(reason, str) else reason_of(reason)
