"""An evening in browsers: participants answer on phones, the screen follows, and guests and ushers find their page."""

from __future__ import annotations

import pytest

pytest.importorskip("segno")

from seating.ledger.steps import Action, Step
from seating.share.allowances import Limits
from seating.share.facts import Purpose
from tests.board.test_axe import AXE, RUN, TAGS

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 700}

MINUTE = 60_000

ONE_ADDRESS = Limits(requests=10_000, sends=1_000, answers=1_000)
"""On this machine, all phones have one address."""


@pytest.fixture
def evening(start_evening):
    return start_evening(ONE_ADDRESS)


@pytest.fixture
def window(chromium):
    """Open windows of new devices; what their policies refuse fails the test."""
    opened, faults = [], []

    def open_window(**options):
        context = chromium.new_context(**options)
        page = context.new_page()
        page.set_default_timeout(MINUTE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        opened.append(context)
        return page

    yield open_window
    for context in opened:
        context.close()
    assert faults == []


def open_links(page, evening) -> None:
    """Open all links by hand on the board."""
    page.goto(evening.board.address)
    page.get_by_role("link", name="Sharing").click()
    for purpose in Purpose:
        link = page.locator(f"section[aria-labelledby=share-{purpose}]")
        link.get_by_role("button", name="Open this link").click()
        link.locator("svg").wait_for()


def answer(page, number: int) -> None:
    """Answer the three questions on a phone."""
    page.get_by_role("combobox", name="Table", exact=True).select_option(index=1 + number % 3)
    page.get_by_label("What I bring").fill(f"experience {number}")
    line = page.get_by_role("group", name="Person or description 1").first
    line.get_by_label("Name or description").fill("a welder from the night shift")
    line.get_by_label("Sector, if you know it").select_option(index=1 + number % 4)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("heading", name="Thank you").wait_for()


def hold_the_hour(evening, window, participants: int, at_once: int) -> None:
    """Let participants answer; the screen follows each answer by itself."""
    open_links(window(), evening)
    screen = window(viewport={"width": 1280, "height": 720})
    screen.goto(evening.sharing.address(Purpose.HEAT))
    screen.get_by_text("0 answers").first.wait_for()
    phones = [window(viewport=PHONE) for _ in range(at_once)]
    for number in range(participants):
        phone = phones[number % at_once]
        phone.context.clear_cookies()
        phone.goto(evening.sharing.address(Purpose.ASK))
        answer(phone, number)
        told = f"{number + 1} answer{'' if number == 0 else 's'} ·"
        screen.get_by_text(told).wait_for()


def test_three_participants_answer_and_the_screen_follows(evening, window):
    hold_the_hour(evening, window, participants=3, at_once=3)
    assert len(list((evening.board.session.out / "charts").iterdir())) == 3


@pytest.mark.night
def test_sixty_participants_answer_and_the_screen_follows(evening, window):
    hold_the_hour(evening, window, participants=60, at_once=12)
    assert len(list((evening.board.session.out / "charts").iterdir())) == 60


def test_a_participant_answers_with_the_keyboard_in_spanish_on_a_small_phone(evening, window):
    evening.sharing.open(Purpose.ASK)
    page = window(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(evening.sharing.address(Purpose.ASK))
    page.get_by_role("link", name="Español").press("Enter")
    page.get_by_role("heading", name="¿Quién hace falta en la sala?").wait_for()
    page.locator("#brings").focus()
    page.keyboard.type("diez años")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Gracias").wait_for()
    page.get_by_role("link", name="Cambiar mi respuesta").press("Enter")
    assert page.locator("#brings").input_value() == "diez años"


def test_guests_and_ushers_use_their_phones(evening, window):
    session = evening.board.session
    room = session.read().inputs.room
    with session.lock:
        seats = {person.id: room.tables[n % len(room.tables)].id for n, person in enumerate(room.persons)}
        session.add_steps(session.read(), Step(Action.MOVE, "by hand", seats=seats))
    for purpose in (Purpose.CHAIR, Purpose.ROOM, Purpose.USHERS):
        evening.sharing.open(purpose)
    person = room.persons[0]
    guest = window(viewport=PHONE)
    guest.goto(evening.sharing.address(Purpose.CHAIR))
    guest.get_by_role("searchbox").fill(person.name[:5])
    guest.locator("#find-shown").get_by_text(person.name).wait_for()
    screen = window(viewport={"width": 1280, "height": 720})
    screen.goto(evening.sharing.address(Purpose.ROOM))
    at = screen.locator(".wall-table").filter(has_text=person.name)
    at.wait_for()
    usher = window(viewport=PHONE)
    usher.goto(evening.sharing.address(Purpose.USHERS))
    usher.get_by_label("PIN").fill(evening.sharing.pin())
    usher.keyboard.press("Enter")
    line = usher.get_by_role("listitem").filter(has_text=person.name)
    line.get_by_role("button", name="Mark arrived").click()
    line.get_by_role("button", name="Clear the mark").wait_for()
    target = room.tables[1]
    with session.lock:
        session.add_steps(session.read(), Step(Action.MOVE, "by hand", seats={person.id: target.id}))
    screen.locator(".wall-table").nth(1).get_by_text(person.name).wait_for()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there; .ci/run installs it")
def test_no_shared_page_has_a_fault_that_axe_finds(evening, window):
    for purpose in Purpose:
        evening.sharing.open(purpose)
    page = window(viewport=PHONE, bypass_csp=True)
    page.goto(evening.board.address)
    page.locator("#menu > summary").click()
    page.get_by_role("link", name="Sharing").click()
    addresses = {purpose: evening.sharing.address(purpose) for purpose in Purpose}
    page.locator(".share-code").first.wait_for()
    found = {}
    for name, address in {"board": page.url, "large": f"{page.url}/show/ask", **addresses}.items():
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(address)
            page.add_script_tag(path=str(AXE))
            found[name, scheme] = page.evaluate(RUN, TAGS)
    assert {look: faults for look, faults in found.items() if faults} == {}
