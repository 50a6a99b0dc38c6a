"""Decide which requests from the network are answered, before any page sees them.

A request is answered only if all of these hold:

- It is addressed to the address that the convener named (`Host`), so a page of another site cannot reach it through a
  name of its own that leads there (DNS rebinding).
- The device has not asked too often, and neither have all together.
- The first part of its path is the secret of a link that is open. Everything behind it belongs to the page of that
  link alone. A link that is closed, and one that never was, are answered alike.
- It asks for a page, or sends a form of one that this address sent.
"""

from __future__ import annotations

import secrets

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from seating.share import serving
from seating.share.allowances import Meter
from seating.share.facts import Purpose, Source

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The content security policy of the application's own pages."""

HEADERS = {"content-security-policy": POLICY, **serving.HEADERS, "x-robots-tag": "noindex"}

MOST_BYTES = 16_384
"""Maximum size of a form, in bytes."""

METHODS = {"GET", "HEAD", "POST"}


class Guard:
    """The outermost part of the application.

    Parameters
    ----------
    app : ASGIApp
        Sees the path with the name of the link in the place of its secret.
    host : str
        The address that is answered, with the port.
    source : Source
    meter : Meter
    """

    def __init__(self, app: ASGIApp, host: str, source: Source, meter: Meter) -> None:
        self._app, self._host, self._source, self._meter = app, host, source, meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        send = serving.add_headers(send, HEADERS)
        refusal = self._refuse(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        secret, _, rest = scope["path"].removeprefix("/").partition("/")
        purpose = self._find_link(secret)
        if purpose is None:
            await serving.deny("This link is not open. Ask the people who run the event.", 404)(scope, receive, send)
            return
        inside = {**scope, "path": f"/{purpose}/{rest}", "raw_path": b"", "query_string": b""}
        inside["state"] = {**scope.get("state", {}), "purpose": purpose, "base": f"/{secret}/"}
        await self._app(inside, receive, send)

    def _refuse(self, scope: Scope) -> Response | None:
        """Return the answer to a request that no page must see; None if it is for the page of its link."""
        found = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        headers = dict(found)
        if [value for name, value in found if name == "host"] != [self._host]:
            return serving.deny("This address does not belong to the event.", 421)
        if not self._meter.requests.take(client_of(scope)):
            return serving.deny("Too many requests. Wait a minute.", 429, {"retry-after": "60"})
        if scope["method"] not in METHODS:
            return serving.deny("Only pages and their forms are answered.", 405, {"allow": ", ".join(sorted(METHODS))})
        if scope["method"] != "POST":
            return None
        if (
            headers.get("origin") != f"http://{self._host}"
            or headers.get("sec-fetch-site", "same-origin") != "same-origin"
        ):
            return serving.deny("A page of another site sent this form.")
        if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return serving.deny("Only forms are answered.", 415)
        size = headers.get("content-length", "")
        if not (size.isascii() and size.isdigit()):
            return serving.deny("The form does not state its size.", 411)
        if len(size) > 9 or int(size) > MOST_BYTES:
            return serving.deny("This is too long. Shorten it.", 413)
        if not self._meter.sends.take(client_of(scope)):
            return serving.deny(
                "Too many forms were sent. Wait a minute, go back, and send it again.", 429, {"retry-after": "60"}
            )
        return None

    def _find_link(self, secret: str) -> Purpose | None:
        """Return what a secret opens; all are compared, in a time that does not depend on where they differ."""
        found = None
        for purpose, own in self._source.links().items():
            if secrets.compare_digest(secret.encode(), own.encode()):
                found = purpose
        return found


def client_of(scope: Scope) -> str:
    """Return the address of the device that sent a request."""
    client = scope.get("client")
    return str(client[0]) if client else ""
