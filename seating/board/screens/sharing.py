"""Sharing: which links other devices on the local network can open, each with a code to print and to project."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.board.rendering import redirect, render, words_of
from seating.board.routing import form_of, get, post
from seating.board.shared_pages import Sharing
from seating.present.languages import Words
from seating.share.facts import Purpose
from seating.wording import message

TITLES = {
    Purpose.CHAIR: message("Find your table"),
    Purpose.ROOM: message("Screen: who sits where"),
    Purpose.ASK: message("Participants’ link: three questions"),
    Purpose.HEAT: message("Screen: what the answers ask for"),
    Purpose.USHERS: message("Ushers: who has arrived"),
}

ABOUT = {
    Purpose.CHAIR: message(
        "Guests type their name on their phone and see their table. The page contains the names on the door list with "
        "their tables, and nothing else about anyone."
    ),
    Purpose.ROOM: message(
        "For a projector: the wall chart, with the names on the door list at their tables. It updates after every move."
    ),
    Purpose.ASK: message(
        "Everyone in the room can answer on their own phone: where can I contribute, who else needs to be at "
        "that table, and who is missing? The page shows the tables and the sectors. It shows no names, and it "
        "does not show whether a name is on the list. Each answer is saved as a chart, and each device can "
        "change only its own. The program does not check who is writing, so read the names before you rely on "
        "them."
    ),
    Purpose.HEAT: message(
        "For a projector: how many answers name each sector at each table, which sectors are named most, and "
        "which are not named at all. It shows only numbers, never the text of an answer."
    ),
    Purpose.USHERS: message(
        "Ushers mark arrivals on their phone, with the PIN below. They see the names on the door list, the "
        "tables, and who has arrived."
    ),
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as the screen shows it; `address` is "" while it is closed."""

    purpose: str
    title: str
    about: str
    address: str
    pin: str


def show(web: WebRequest) -> Response:
    """Show the links."""
    sharing = sharing_of(web)
    if sharing is None:
        return render(web, "sharing.html.j2", screen="sharing", host="", links=())
    return render(
        web, "sharing.html.j2", screen="sharing", host=sharing.host, links=_list_links(sharing, words_of(web))
    )


def show_large(web: WebRequest) -> Response:
    """Show the code of one link alone, to print and to project."""
    sharing = sharing_of(web)
    found = [one for one in _list_links(sharing, words_of(web)) if one.address] if sharing is not None else []
    link = next((one for one in found if one.purpose == web.path_params["purpose"]), None)
    if link is None:
        raise HTTPException(404)
    return render(web, "sharing_large.html.j2", screen="sharing", link=link)


def switch(web: WebRequest) -> Response:
    """Open or close a link."""
    form, sharing = form_of(web), sharing_of(web)
    if sharing is not None and form["purpose"] in set(Purpose):
        purpose = Purpose(form["purpose"])
        if form["open"]:
            sharing.open(purpose)
        else:
            sharing.close(purpose)
    return redirect(web, "sharing")


def sharing_of(web: WebRequest) -> Sharing | None:
    """Return what other devices can see; None if the board was started without sharing."""
    found: Sharing | None = web.app.state.sharing
    return found


def _list_links(sharing: Sharing, words: Words) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(
            purpose.value,
            words.gettext(TITLES[purpose]),
            words.gettext(ABOUT[purpose]),
            sharing.address(purpose),
            sharing.pin() if purpose is Purpose.USHERS else "",
        )
        for purpose in Purpose
    )


ROUTES = (
    get("/sharing", show),
    get("/sharing/show/{purpose}", show_large),
    post("/sharing/switch", switch),
)
