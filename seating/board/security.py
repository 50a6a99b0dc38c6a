"""Decide which requests the board answers, and add the headers that limit what its pages may do.

A request is answered only if all of these hold:

- It is addressed to this server by its loopback name (`Host`), so a page of another site cannot reach it through a
  name of its own that leads to the loopback interface (DNS rebinding).
- The browser does not say that a page of another site sent it (`Sec-Fetch-Site`, and `Origin` for everything that may
  change something).
- It carries the secret of this run as a cookie. The address that is printed and opened carries it once; the answer
  moves it into the cookie, and redirects to an address without it.

Cookies do not depend on the port, so another server on this machine could be sent them. The cookie is therefore limited
to a path that only this run knows.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["OPENED_PAGE_POLICY", "POLICY", "Access", "Guard"]

COOKIE = "seating-board"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of all screens."""

OPENED_PAGE_POLICY = "sandbox allow-scripts allow-popups allow-modals"
"""The additional policy of pages that the program wrote to the output folder. They have a policy of their own; the
sandbox keeps them from reading the board, even if somebody else has changed the file."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with "no-referrer", browsers do not say which page sent a form
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}

OWN_SITES = {"same-origin", "none"}
"""Values of `Sec-Fetch-Site` for requests of the board's own pages, and of addresses that the user typed."""

SAFE = {"GET", "HEAD"}


@dataclass(frozen=True)
class Access:
    """The secrets of one run.

    Attributes
    ----------
    port : int
    token : str
        In the address that is opened first, and then in the cookie.
    path : str
        The first part of all addresses, without slashes.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
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
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})


class Guard:
    """The outermost part of the application: it refuses requests, and adds headers to all answers.

    Parameters
    ----------
    app : ASGI application
    access : Access
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the board has no web sockets
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope)
        await (self._app if answer is None else answer)(scope, receive, send_with_headers)

    def _answer(self, scope: Scope) -> Response | None:
        """Return the answer to a request that the application must not see; None if it may see it."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host") not in self._access.hosts:
            return _deny("This address does not belong to the board.", 421)
        origins = {f"http://{host}" for host in self._access.hosts}
        is_foreign = headers.get("sec-fetch-site", "none") not in OWN_SITES
        origin = headers.get("origin")
        if is_foreign or (origin is not None and origin not in origins):
            return _deny("A page of another site sent this request.")
        if scope["method"] not in SAFE and origin is None:
            return _deny("The browser does not say which page sent this request.")
        base = f"/{self._access.path}/"
        if not secrets.compare_digest(scope["path"][: len(base)].encode(), base.encode()):
            return _deny("Open the address that `seating open` printed.")
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and _is_same(token, self._access.token):
            return self._let_in(scope["path"])
        if not _is_same(_read_cookie(headers), self._access.token):
            return _deny("Open the address that `seating open` printed.")
        return None

    def _let_in(self, path: str) -> Response:
        """Return a redirection to the same page without the token, which sets the cookie."""
        answer = RedirectResponse(path, status_code=303)
        answer.set_cookie(COOKIE, self._access.token, path=f"/{self._access.path}/", httponly=True, samesite="strict")
        return answer


def _read_cookie(headers: Mapping[str, str]) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else found.value


def _is_same(one: str, other: str) -> bool:
    """Compare two secrets in a time that does not depend on how many characters agree."""
    return secrets.compare_digest(one.encode(), other.encode())


def _deny(says: str, code: int = 403) -> Response:
    return PlainTextResponse(says + "\n", status_code=code)
