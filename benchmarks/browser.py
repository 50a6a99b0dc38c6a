"""Work on the board in Chromium, and measure how long it takes until the result is painted."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.measure import ROOT, private, resident

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

PATIENCE = 120_000.0
"""Maximum milliseconds to wait for anything on the page."""

WATCH = """
window.painted = () => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
window.watch = (isDone) => {
  let began = null;
  addEventListener("pointerdown", (event) => (began = event.timeStamp), { capture: true, once: true });
  window.watched = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("The change was not painted.")), PATIENCE); // Playwright waits without a limit
    const observer = new MutationObserver(() => {
      if (began === null || !isDone()) return;
      observer.disconnect();
      window.painted().then((ended) => done(ended - began));
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
};
window.watchGains = (person) => {
  const own = document.querySelector(`[data-person="${CSS.escape(person)}"]`).closest("[data-table]");
  const tables = [...document.querySelectorAll('.table[data-table]:not([data-table=""])')];
  const others = tables.filter((table) => table !== own);
  window.watch(() => others.every((table) => table.querySelector(".gain .points")));
};
window.watchStep = () => {
  const before = document.getElementById("board").dataset.step;
  window.watch(() => document.getElementById("board").dataset.step !== before);
};
""".replace("PATIENCE", f"{PATIENCE:.0f}")
"""Added to every page. A time ends two frames after the page has changed, when the change is surely on the screen."""


def find_browser() -> str | None:
    """Return the path of Chromium; None if it or Playwright is not installed."""
    if find_spec("playwright") is None:
        return None
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def start_browser(path: str) -> Iterator[Browser]:
    """Run Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Board:
    """A running `seating open` and a page of the browser.

    Attributes
    ----------
    browser : playwright.sync_api.Browser
    server : subprocess.Popen
    address : str
    start_seconds : float
        Seconds from the start of the command until it printed its address.
    page : playwright.sync_api.Page
    """

    browser: Browser
    server: subprocess.Popen[str]
    address: str
    start_seconds: float
    page: Page

    @classmethod
    @contextmanager
    def start(cls, browser: Browser, people: Path, convening: Path, out: Path) -> Iterator[Board]:
        """Start the command on a list, with an empty page."""
        command = [sys.executable, str(ROOT / "cli.py"), "open", str(people), "--convening", str(convening)]
        began = time.perf_counter()
        server = subprocess.Popen(
            [*command, "--out", str(out), "--no-browser", "--stay"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None
            address = server.stdout.readline().rpartition(" ")[2].strip()
            seconds = time.perf_counter() - began
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            context.set_default_timeout(PATIENCE)
            context.add_init_script(WATCH)
            yield cls(browser, server, address, seconds, context.new_page())
            context.close()
        finally:
            server.terminate()
            server.wait()

    def open(self) -> float:
        """Open the board; return the seconds until it is painted and its script has run."""
        began = time.perf_counter()
        self.page.goto(self.address, wait_until="domcontentloaded", timeout=PATIENCE)
        self.page.evaluate("painted()")
        seconds = time.perf_counter() - began
        self.page.wait_for_selector("#board [data-person]")
        return seconds

    def pick_up(self, person: str) -> float:
        """Click a card; return the milliseconds until the gains at all other tables are painted, in words."""
        card = self.page.locator(f'[data-person="{person}"]')
        card.scroll_into_view_if_needed()
        self.page.evaluate("person => watchGains(person)", person)
        card.click()
        return float(self.page.evaluate("watched"))

    def pick_up_with_exchanges(self, person: str) -> float:
        """Click a card; return the milliseconds until the best exchanges have arrived too."""
        card = self.page.locator(f'[data-person="{person}"]')
        card.scroll_into_view_if_needed()
        answers: list[Response] = []
        self.page.on("response", lambda found: answers.append(found) if "/seats/exchanges" in found.url else None)
        began, read, is_last = time.perf_counter(), 0, False
        card.click()
        while not is_last:
            self.page.wait_for_timeout(2)
            if read < len(answers):
                is_last = "data-next" not in answers[read].text()
                read += 1
        return (time.perf_counter() - began) * 1000

    def put_back(self) -> None:
        """Put the card back where it was."""
        self.page.keyboard.press("Escape")

    def choose_table(self, person: str, rng: Random, tables: Sequence[str]) -> str:
        """Return the id of a random table at which a person does not sit."""
        now = self.page.locator(f'[data-person="{person}"]').get_attribute("data-at")
        return rng.choice([table for table in tables if table != now])

    def put_down(self, table: str) -> float:
        """Seat the person who was picked up; return the milliseconds until the new seating is painted."""
        button = self.page.locator(f'[data-table="{table}"] .gain [data-drop]')
        button.scroll_into_view_if_needed()
        self.page.evaluate("watchStep()")
        button.click()
        return float(self.page.evaluate("watched"))

    def measure_page(self) -> dict[str, float]:
        """Return the number of nodes of the page, and megabytes: of its script, its process, and its process alone."""
        told = self.page.context.new_cdp_session(self.page)
        told.send("Performance.enable")
        metrics: dict[str, Any] = {one["name"]: one["value"] for one in told.send("Performance.getMetrics")["metrics"]}
        processes = self.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        renderer = max((one["id"] for one in processes if one["type"] == "renderer"), key=resident)
        nodes = float(self.page.evaluate("document.querySelectorAll('*').length"))
        memory = {"process": resident(renderer), "private": private(renderer)}
        return {"nodes": nodes, "heap": metrics["JSHeapUsedSize"] / 1e6, **memory}

    def measure_server(self) -> float:
        """Return the megabytes that the server holds."""
        return resident(self.server.pid)
