"""The three ways to use the board: a mouse, the keyboard alone, and a finger on a touch screen."""

from __future__ import annotations

import re
from pathlib import Path

from tests.waiting import let_pass

MOST_TABS = 600
"""Number of presses of the Tab key after which something counts as out of reach."""

MOST_PRESSES = 10
"""Number of presses on the field of a file after which its dialog counts as missing."""

RING = """() => {
  const focused = document.activeElement, shown = getComputedStyle(focused);
  return focused.matches(":focus-visible") && (shown.outlineStyle !== "none" || shown.boxShadow !== "none");
}"""


def named(word: str, rest: str = "") -> re.Pattern[str]:
    """Return a pattern of the name of a control: a word, and what it is about, which only a screen reader reads."""
    return re.compile(rf"^{re.escape(word)}" + (rf"\s*: ?{re.escape(rest)}$" if rest else r"(\s*:.*)?$"))


SHOW = """(one) => {
  one.scrollIntoView({block: 'nearest'});
  const {x, y} = one.getBoundingClientRect();
  return {x, y};
}"""


class Mouse:
    """A mouse, and the keyboard only to write."""

    def __init__(self, page) -> None:
        self.page = page

    def press(self, what) -> None:
        what.click()

    def stay(self, what) -> None:
        """Press what changes the page in place. The keyboard's focus must not be lost then."""
        self.press(what)

    def choose(self, field, value: str) -> None:
        field.select_option(value)

    def write(self, field, text: str) -> None:
        self.press(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def give(self, field, path: Path) -> None:
        """Choose a file."""
        with self.page.expect_file_chooser() as chosen:
            self.press(field)
        chosen.value.set_files(path)

    def card(self, person: str):
        return self.page.locator(f'.seat[data-person="{person}"]')

    def pick(self, person: str) -> None:
        self.press(self.card(person))
        self.page.locator("[data-drop]").first.wait_for()

    def put(self, person: str, table: str) -> None:
        """Drag a card to a table."""
        self.put_on(person, self.page.locator(f'.table[data-table="{table}"] h2'), 20, 10)

    def put_on(self, person: str, what, right: int = 9, down: int = 9) -> None:
        """Drag a card or a mark to so many pixels beside the top left corner of something, such as a chair."""
        while not self._lift(person):  # another window's step has moved the card just before the press
            self.page.mouse.up()
            let_pass(0.1, self.page)
        self.page.locator("[data-drop]").first.wait_for()
        end = what.evaluate(SHOW)
        self.page.mouse.move(end["x"] + right, end["y"] + down, steps=8)
        self.page.mouse.up()

    def _lift(self, person: str) -> bool:
        """Press the mouse on a card and move it a little. Return whether it was that card."""
        start = self.card(person).evaluate(SHOW)  # where it is, at once
        self.page.mouse.move(start["x"] + 10, start["y"] + 10)
        self.page.mouse.down()
        self.page.mouse.move(start["x"] + 30, start["y"] + 20, steps=3)
        held = self.page.locator('.seat[aria-pressed="true"]:not(.ghost)')
        return person in held.evaluate_all("all => all.map((one) => one.dataset.person)")


class Finger(Mouse):
    """A finger on a touch screen, which taps only."""

    def press(self, what) -> None:
        what.tap()

    def put(self, person: str, table: str) -> None:
        self.pick(person)
        self.press(self.page.locator(f'.table[data-table="{table}"] [data-drop]'))


class Keys(Mouse):
    """The keyboard alone. Nothing is focused but with Tab, arrows and what the page offers."""

    def reach(self, what) -> None:
        """Press Tab, or Shift and Tab where that is nearer, until something has the focus, and look at its ring."""
        what.wait_for()
        wanted = what.element_handle()
        before = """(one) => one.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING"""
        key = "Shift+Tab" if wanted.evaluate(before) else "Tab"
        for _ in range(MOST_TABS):
            if wanted.evaluate("(one) => one === document.activeElement"):
                assert self.page.evaluate(RING), f"no ring around {what}"
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"out of reach with {key}: {what}")

    def press(self, what) -> None:
        self.reach(what)
        is_box = what.evaluate("(one) => ['checkbox', 'radio'].includes(one.type)")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def stay(self, what) -> None:
        self.press(what)
        self.page.locator("form[aria-busy]").first.wait_for(state="detached")
        assert self.page.evaluate("document.activeElement !== document.body"), f"the focus is lost after {what}"

    def choose(self, field, value: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Home")
        for _ in range(60):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen in {field}")

    def write(self, field, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def give(self, field, path: Path) -> None:
        dialogs = []

        def note(dialog) -> None:
            dialogs.append(dialog)

        self.page.on("filechooser", note)  # before the way to the field: by then, dialogs are reported
        self.reach(field)
        for pause in range(10 * MOST_PRESSES):
            if dialogs:
                break
            if pause % 10 == 0:  # Chromium does not always report a dialog, so the field is pressed once more
                self.page.keyboard.press("Space")
            let_pass(0.2, self.page)
        self.page.remove_listener("filechooser", note)
        assert dialogs, f"no dialog for {field}"
        dialogs[0].set_files(path)

    def pick(self, person: str) -> None:
        self.write(self.page.get_by_label("Find a person"), self.card(person).locator("b").inner_text())
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.dataset.person") == person
        self.page.keyboard.press("Enter")
        self.page.locator("[data-drop]").first.wait_for()

    def put(self, person: str, table: str) -> None:
        self.pick(person)
        for _ in range(40):
            self.page.keyboard.press("ArrowRight")
            if self.page.evaluate("document.activeElement.closest('[data-table]').dataset.table") == table:
                assert self.page.evaluate(RING)
                self.page.keyboard.press("Enter")
                self.page.wait_for_selector(f'[data-person="{person}"][data-at="{table}"]')
                assert self.page.evaluate("document.activeElement.dataset.person") == person
                return
        raise AssertionError(f"the arrow keys never reach {table}")
