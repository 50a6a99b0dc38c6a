"""Decide which requests the board answers, and add the headers that limit what its pages may do.

A request is answered only if all of these hold:

- It is addressed to this server by its loopback name (`Host`), so a page of another site cannot reach it through a
  name of its own that leads to the loopback interface (DNS rebinding).
- The browser does not say that a page of another site sent it (`Sec-Fetch-Site`, and `Origin` for everything that may
  change something).
- It carries the secret of this run as a cookie. The address that is printed carries a token; the answer to it sets the
  cookie and leads to an address without the token. A page of another site cannot know the token, so this one address
  may also be opened from elsewhere: the browser is started with a file that leads to it, because other users of the
  machine can read the command lines of programs (`server.write_entry`).

Cookies do not depend on the port, so another server on this machine could be sent them, or set some of its own. The
cookie is therefore limited to a path that boards of one output folder share, and other cookies beside it are ignored.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from seating.share import serving

COOKIE = "seating-board"

ENTRY = Path("board", "open.html")
"""The page with which a browser is started, relative to the output folder. It holds the token."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of all screens."""

HEADERS = {"content-security-policy": POLICY, **serving.HEADERS}

OWN_SITES = {"same-origin", "none"}
"""Values of `Sec-Fetch-Site` for requests of the board's own pages, and of addresses that the user typed."""

SAFE = {"GET", "HEAD"}


@dataclass(frozen=True)
class Access:
    """The secrets of one run, and where it answers.

    Attributes
    ----------
    port : int
    token : str
        In the address that is opened first.
    cookie : str
        What the cookie holds.
    path : str
        The first part of all addresses, without slashes.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    path: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def origin(self) -> str:
        """The origin of all pages."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return f"{self.origin}/{self.path}/?token={self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The values of `Host` that are answered."""
        names = ("127.0.0.1", "localhost")
        return frozenset((*(f"{name}:{self.port}" for name in names), *(names if self.port == 80 else ())))


class Guard:
    """The outermost part of the application: it refuses requests, and adds headers to all answers.

    Parameters
    ----------
    app : ASGIApp
    access : Access
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        answer = self._answer(scope)
        await (self._app if answer is None else answer)(scope, receive, serving.add_headers(send, HEADERS))

    def _answer(self, scope: Scope) -> Response | None:
        """Return the answer to a request that the application must not see; None if it may see it."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host") not in self._access.hosts:
            return serving.deny("This address does not belong to the board.", 421)
        base = f"/{self._access.path}/"
        is_ours = secrets.compare_digest(scope["path"][: len(base)].encode(), base.encode())
        is_foreign = headers.get("sec-fetch-site", "none") not in OWN_SITES
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and is_ours and _is_same(token, self._access.token):
            return self._let_in(base, is_foreign)
        origins = {f"http://{host}" for host in self._access.hosts}
        origin = headers.get("origin")
        if is_foreign or (origin is not None and origin not in origins):
            return serving.deny("A page of another site sent this request.")
        if scope["method"] not in SAFE and origin is None:
            return serving.deny("The browser does not say which page sent this request.")
        if not is_ours or not any(_is_same(value, self._access.cookie) for value in _read_cookies(headers)):
            return serving.deny("Open the address that `seating open` printed.")
        return None

    def _let_in(self, base: str, is_foreign: bool) -> Response:
        """Return an answer that sets the cookie and leads to the first page.

        A browser sends no strict cookie while it follows a redirection from elsewhere, so a page of our own leads on.
        """
        answer = HTMLResponse(lead_to(base)) if is_foreign else RedirectResponse(base, status_code=303)
        answer.set_cookie(COOKIE, self._access.cookie, path=base, httponly=True, samesite="strict")
        return answer


def lead_to(address: str) -> str:
    """Return a page that leads to an address at once, with a link for browsers that do not."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Board</title>\n'
        '<link rel="icon" href="data:,">\n'
        f'<meta name="referrer" content="no-referrer">\n<meta http-equiv="refresh" content="0;url={address}">\n'
        f'</head>\n<body>\n<p><a href="{address}">Open the board</a></p>\n</body>\n</html>\n'
    )


def _read_cookies(headers: Mapping[str, str]) -> Iterator[str]:
    """Yield every value of our cookie; other servers on this machine may have set some of the same name."""
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            yield value


def _is_same(one: str, other: str) -> bool:
    """Compare two secrets in a time that does not depend on how many characters agree."""
    return secrets.compare_digest(one.encode(), other.encode())
