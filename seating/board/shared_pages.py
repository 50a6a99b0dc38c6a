"""What the board shares with other devices: it turns the seating into pages and plain data that everyone may see.

The shared application gets nothing else. Its links are kept in the output folder, so that printed codes go on working
after the board was started again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from seating.analysis.arrivals import ArrivalState
from seating.api.charts import open_form
from seating.api.charts.short_charts import ShortCharts, finish_short, read_short, total_shared
from seating.api.charts.typed import list_chart_files
from seating.api.day.desk import list_desk, without_walk_ins
from seating.api.day.desk_arrivals import mark_arrival
from seating.board.chart_form import SAYS
from seating.board.opened import Opened
from seating.board.rendering import OWN_POLICY
from seating.board.session import Session
from seating.charts.chart_entry import ShortEntry, ShortLine, one_line
from seating.errors import UsageError
from seating.ledger.atomic_files import make_private_folder, replace_file
from seating.present.settings import Settings
from seating.profiles.sectors import sector_key
from seating.report.chart.grid import say_sector
from seating.report.missing import Missing, Origin, list_missing, tell_cut
from seating.report.pages import render_page
from seating.report.places import everybody, places
from seating.report.sort_keys import first_letter
from seating.share.allowances import STANDARD, Limits
from seating.share.facts import LIVE, AskForm, Choice, Counted, Purpose, UsherLine, Wall, Wrong
from seating.share.listener import ShareServer
from seating.share.routes import build_app
from seating.share.serving import listen
from seating.share.updates import Updates
from seating.wording import said

KEPT = Path("board", "share.json")
"""The file in the output folder with the links of the event. It holds their secrets and the PIN."""

LASTS = 12 * 3600.0
"""Seconds after which a link closes by itself."""

FEWEST_ANSWERS = 3
"""The smallest number of answers of which a wall counts words and tables."""

PAGES = {Purpose.CHAIR: "find_table", Purpose.ROOM: "wall_chart"}
"""The pages of the packet that links show. Only pages for everyone can be shown."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one round.

    Attributes
    ----------
    round_number : int
    secrets : mapping of str to str
        The secret of each link, by its purpose.
    until : mapping of str to float
        When each link closes; a link that is not in it is closed.
    pin : str
    """

    round_number: int
    secrets: Mapping[str, str]
    until: Mapping[str, float] = field(default_factory=dict)
    pin: str = ""


def make_links(round_number: int) -> Links:
    """Return new links, all closed."""
    made = {purpose.value: secrets.token_urlsafe(16) for purpose in Purpose}
    return Links(round_number, made, {}, f"{secrets.randbelow(10**6):06}")


class Sharing:
    """What other devices can see, and the server that shows it; see `seating.share.facts.Source`.

    Parameters
    ----------
    session : Session
    address : str
        The IPv4 address of an interface.
    port : int
        0 for any free port.
    limits : Limits
    clock : callable
        Returns the time in seconds since the epoch.
    """

    def __init__(
        self,
        session: Session,
        address: str,
        port: int,
        limits: Limits = STANDARD,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._session, self._limits, self._clock = session, limits, clock
        self._listener = listen(address, port)
        port = self._listener.getsockname()[1]
        self.host = address if port == 80 else f"{address}:{port}"  # as browsers write it
        self._updates = Updates()
        self._server: ShareServer | None = None
        self._lock = threading.RLock()  # of the links, which every request asks for; nothing slow is done under it
        self._making = threading.RLock()  # of what was made; nothing that is done under it waits for the session
        self._writing = threading.RLock()
        self._round: int | None = None
        self._made: dict[tuple[str, str], tuple[object, object]] = {}
        self._kept: tuple[Path, Links] | None = None
        session.windows.followers.append(self._updates.announce)

    def start(self, report: Callable[[Exception], None] | None = None) -> None:
        """Begin to answer."""
        self._server = ShareServer(build_app(self, self.host, self._updates, self._limits, report), self._updates)
        self._server.start(self._listener)
        self._print_link()

    def stop(self) -> None:
        """Answer no longer."""
        if self._server is not None:
            self._server.stop()
        self._listener.close()

    # what the convener does

    def open(self, purpose: Purpose) -> None:
        """Open a link for the round on the board. In another round than before, all links and the PIN are new."""
        number = self._session.read().inputs.room.round_number
        with self._writing:
            self._round, links = number, self._links()
            if links is None or links.round_number != number:
                links = make_links(number)
            self._keep(replace(links, until={**links.until, purpose.value: self._clock() + LASTS}))

    def close(self, purpose: Purpose) -> None:
        """Close a link. Its secret is forgotten, so that a code that was printed does not open it again."""
        with self._writing:
            links = self._links()
            if links is not None:
                until = {name: end for name, end in links.until.items() if name != purpose.value}
                made = {**links.secrets, purpose.value: secrets.token_urlsafe(16)}
                pin = make_links(0).pin if purpose is Purpose.USHERS else links.pin
                self._keep(replace(links, until=until, secrets=made, pin=pin))

    def address(self, purpose: Purpose) -> str:
        """Return the address of a link; "" if it is closed."""
        secret = self.links().get(purpose, "")
        return f"http://{self.host}/{secret}/" if secret else ""

    # what the shared application asks for

    def links(self) -> Mapping[Purpose, str]:
        """Return the secret of each link that is open now."""
        links = self._links()
        if links is None or not self._session.has_list or self._session.is_stopping:
            return {}
        if self._round not in {None, links.round_number}:
            return {}
        now = self._clock()
        return {Purpose(name): links.secrets[name] for name, end in links.until.items() if end > now}

    def pin(self) -> str:
        """Return the PIN of the ushers."""
        links = self._links()
        return links.pin if links is not None and links.pin else secrets.token_hex(8)

    def settings(self, language: str) -> Settings:
        """Return the settings of pages in a language; "" is the language of the event."""
        session = self._session
        return replace(session.settings, language=language or session.language)

    def page(self, purpose: Purpose, language: str) -> str:
        """Return a page of the packet that everyone may see; "" if there is none now."""
        opened, settings = self._read(), self.settings(language)
        if not opened.seating.seats:
            return ""

        def make() -> str:
            made = render_page(opened.judged.for_everyone, PAGES[purpose], settings) or ""
            return OWN_POLICY.sub(b"", made.encode(), count=1).decode() if purpose in LIVE else made

        return self._once(purpose.value, language, opened, make)

    def ask(self, language: str) -> AskForm:
        """Return what participants are asked about."""
        about, words = self._about(), self.settings(language).words
        where_people_sit = {table.id for table in about.tables if table.seats_people}
        tables = tuple(Choice(one.id, f"{one.number} {words.tell(one.label)}") for one in about.form.tables)
        return AskForm(
            title=about.form.title,
            shared_result=about.form.shared_result,
            tables=tables,
            own_tables=tuple(one for one in tables if one.value in where_people_sit),
            sectors=tuple(Choice(one, say_sector(one, words)) for one in about.form.sectors),
        )

    def read_answer(self, identity: str) -> ShortEntry | None:
        """Return what the device with this identity sent; None if it sent nothing."""
        return read_short(self._session.out, identity, self._about())

    def save_answer(self, identity: str, answer: ShortEntry, language: str) -> tuple[Wrong, ...]:
        """Save an answer as a chart; return what is wrong with it, () if it was saved."""
        about, words = self._about(), self.settings(language).words
        with self._writing:
            problems = finish_short(self._session.out, identity, _clean(answer), about)
        if not problems:
            self._session.windows.announce()
        misread = SAYS["entry-misread"]
        return tuple(Wrong(str(one.place), words.gettext(SAYS.get(one.reason, misread))) for one in problems)

    def draw(self, language: str) -> Wall:
        """Return what the answers ask for."""
        about, words = self._about(), self.settings(language).words
        with self._making:
            state = tuple((file, Path(file).stat().st_mtime_ns) for file in list_chart_files(self._session.out))
            totals, number = self._once(
                "totals", "", (about, state), lambda: total_shared(self._session.out, about.tables)
            )
        named = {sector_key(one.name): one.charts for one in totals.sectors}
        sectors = [(say_sector(one, words), named.get(sector_key(one), 0)) for one in about.form.sectors]
        tables = [(f"{one.number} {words.tell(one.label)}", totals.tables.get(one.id, 0)) for one in about.form.tables]
        opened = self._read()
        found = self._once("missing", "", opened, lambda: _list_missing(opened))
        voices = [one for one in found if one.origin is Origin.VOICE and not one.is_private]
        return Wall(
            title=about.form.title,
            answers=number,
            fewest=FEWEST_ANSWERS,
            sectors=_count_enough(sectors if number >= FEWEST_ANSWERS else ()),
            tables=_count_enough(tables if number >= FEWEST_ANSWERS else ()),
            missing=tuple(words.tell(one.label) for one in voices),
            cut=words.tell(tell_cut(len(voices), found)) if len(voices) < len(found) else "",
        )

    def list_ushers(self) -> tuple[UsherLine, ...]:
        """Return everyone on the door list with their table, and whether they have arrived."""
        opened = self._read()
        if not opened.seating.seats:
            return ()
        words = self.settings("").words
        here = {entry.id for entry in list_desk(opened.inputs, opened.seating.seats) if entry.is_here}
        return tuple(
            UsherLine(
                self._key(person.id),
                person.name,
                person.organization,
                words.tell(place.table.label_with(place.number)),
                person.id in here,
                first_letter(person.sort_name),
            )
            for place, person in everybody(places(opened.judged.for_everyone, words))
            if person.held_for is None
        )

    def mark(self, key: str, *, has_arrived: bool) -> bool:
        """Mark a person as arrived, or take that back; False if no one on the door list has this key."""
        session = self._session
        with session.lock:
            opened = self._read()
            found = everybody(places(opened.judged.for_everyone, self.settings("").words))
            person = next((one.id for _, one in found if one.held_for is None and self._key(one.id) == key), None)
            if person is None:
                return False
            people = without_walk_ins(opened.inputs.people, opened.inputs.arrivals)
            state = ArrivalState.ARRIVED if has_arrived else ArrivalState.EXPECTED
            now = datetime.now().astimezone().strftime("%H:%M") if has_arrived else ""
            mark_arrival(session.out, people, opened.inputs.room.round_number, person, state, time=now)
        session.windows.announce()
        return True

    # what is kept

    def _read(self) -> Opened:
        """Return the inputs and the seating. With the next round, the links of the one before are closed."""
        opened, links = self._session.read(), self._links()
        self._round = opened.inputs.room.round_number
        if links is not None and links.round_number != self._round:
            raise UsageError(said("These links belong to another round."))
        return opened

    def _about(self) -> ShortCharts:
        """Return what short charts are about; the list is read again only if it has changed."""
        session = self._session
        with session.lock:
            opened = self._read()
            words = session.settings.words

            def make() -> ShortCharts:
                return ShortCharts(*open_form(session.request), words)

            return self._once("about", "", (opened.inputs, words), make)

    def _once(self, name: str, language: str, of: object, make: Callable[[], T]) -> T:
        """Return what was made of the same thing before, or make it."""
        with self._making:
            kept = self._made.get((name, language))
            if kept is None or not _is_same(kept[0], of):
                kept = self._made[name, language] = (of, make())
            return kept[1]  # type: ignore[return-value]  # what `make` returned then

    def _links(self) -> Links | None:
        """Return the links of the output folder, if they are those of the round on the board."""
        out = self._session.out
        with self._lock:
            if self._kept is None or self._kept[0] != out:
                found = _load(out / KEPT)
                if found is None:
                    return None
                self._kept = (out, found)
            return self._kept[1]

    def _keep(self, links: Links) -> None:
        out = self._session.out
        make_private_folder(out, KEPT.parent)
        replace_file(out / KEPT, json.dumps(asdict(links), indent=1).encode(), is_private=True)
        self._kept = (out, links)
        self._print_link()
        self._session.windows.announce()

    def _print_link(self) -> None:
        self._session.print_link(self.address(Purpose.CHAIR))

    def _key(self, person: str) -> str:
        """Return what the forms of ushers send for a person: it tells nothing about them."""
        links = self._links()
        secret = links.secrets[Purpose.USHERS.value] if links is not None else ""
        return hashlib.sha256(f"{secret} {person}".encode(errors="replace")).hexdigest()[:16]


def _is_same(one: object, other: object) -> bool:
    """Whether two things are the same; of pairs, each part is compared by itself."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
    return one is other


def _clean(answer: ShortEntry) -> ShortEntry:
    def lines(given: tuple[ShortLine, ...]) -> tuple[ShortLine, ...]:
        return tuple(ShortLine(one_line(one.who), one.sector, one.table) for one in given)

    return ShortEntry(
        name=one_line(answer.name),
        own_table=answer.own_table,
        brings=one_line(answer.brings),
        others=lines(answer.others),
        why_others=one_line(answer.why_others),
        missing=lines(answer.missing),
        why_missing=one_line(answer.why_missing),
    )


def _load(path: Path) -> Links | None:
    """Return the links that were kept; None if there are none, or the file is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(path.read_bytes())
        links = Links(
            int(data["round_number"]),
            {purpose.value: str(data["secrets"][purpose.value]) for purpose in Purpose},
            {Purpose(name).value: float(end) for name, end in data["until"].items()},
            str(data["pin"]),
        )
        if links.pin and all(len(secret) >= 20 for secret in links.secrets.values()):
            return links
    return None


def _list_missing(opened: Opened) -> Sequence[Missing]:
    """Return who is missing, as far as everyone may know; empty before anyone sits."""
    return list_missing(opened.judged.for_everyone) if opened.seating.seats else ()


def _count_enough(named: Iterable[tuple[str, int]]) -> tuple[Counted, ...]:
    """Return those that more than one answer names, named most often first."""
    return tuple(Counted(*one) for one in sorted(named, key=lambda one: -one[1]) if one[1] > 1)
