"""A chart in a browser on a phone-sized screen: kept while it is typed, by keyboard, and handed to the next person."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest

from tests.docs.blocks import ROOT

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def open_charts(page, board) -> None:
    page.goto(board.address)
    page.wait_for_selector("#board")
    page.goto(page.url.rsplit("/", 1)[0] + "/charts")


def wait_until_kept(page) -> None:
    page.get_by_text("Your draft is saved.").wait_for()


def test_a_phone_is_handed_from_one_person_to_the_next(page, running, tmp_path):
    board = running(example=None, people=ROOT / "examples" / "exercise" / "people.csv")
    page.set_viewport_size(PHONE)
    open_charts(page, board)
    page.get_by_role("button", name="Next participant").press("Enter")
    page.get_by_label("Your name").fill("Ana Kim")
    page.keyboard.press("Tab")
    page.keyboard.type("residents")
    field = page.get_by_label("1 Talent and skill, business, doer", exact=True)
    field.fill("a welder")
    box = page.get_by_label("1 Talent and skill, business, doer: nobody needed here")
    name = quote_plus(box.get_attribute("name"))
    with page.expect_response(lambda answer: name in (answer.request.post_data or "")):  # what came before is kept, too
        box.focus()
        page.keyboard.press("Space")
    wait_until_kept(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "nothing is beside the screen"
    columns = [page.locator(f"#table-{number}").bounding_box() for number in range(2)]
    assert columns[0]["x"] == columns[1]["x"], "one table after another"

    page.reload()
    assert page.get_by_label("Your name").input_value() == "Ana Kim"
    assert field.input_value() == "a welder"
    page.get_by_role("button", name="I am finished").press("Enter")
    link = page.get_by_role("link", name="The checked box means that no one is needed here")
    link.press("Enter")
    assert field.input_value() == "a welder"
    box.uncheck()
    page.get_by_role("button", name="I am finished").press("Enter")
    page.get_by_role("heading", name="Thank you. Your chart is saved.").wait_for()
    assert len(list((board.session.out / "charts").glob("*.xlsx"))) == 1

    page.get_by_role("button", name="Next participant").press("Enter")
    assert page.get_by_label("Your name").input_value() == ""
    assert "Ana Kim" not in page.locator("main").inner_text()
    page.get_by_role("link", name="For the convener").click()
    page.get_by_role("rowheader", name="Ana Kim").wait_for()
