"""Problems of a convening: they lead to its lines, where they are corrected, and never to a row of the list."""

import re
from pathlib import Path

import pytest

from .conftest import Client, make_session

PEOPLE = "name,Organisation\n" + "".join(f"Person {n},House {n % 4}\n" for n in range(16))
WRONG = """\
name: Spring convening
result: 500 more children read
tables: {count: 2}
requirements:
  - {kind: cap, of: Organisation, max: 2}
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(WRONG, encoding="utf-8")
    return Client(make_session(tmp_path / "people.csv", tmp_path / "out"))


@pytest.mark.parametrize("screen", ["people", "rules", "seats"])
def test_each_problem_of_a_convening_leads_to_its_line_and_shows_no_backtick(client, screen):
    shown = client.get(screen).text
    listed = re.search(r'<ol class="problems">.*?</ol>', shown, re.DOTALL)[0]
    places = re.findall(r'<a href="([^"]+)"><code>convening\.yaml:(\d+)</code></a>', listed)
    assert [line for _, line in places] == ["1", "2", "5", "5"]
    rules = client.get("rules").text
    for address, line in places:
        assert address == f"{client.base}rules#line-{line}"
        assert f'id="line-{line}" value="{WRONG.splitlines()[int(line) - 1]}"' in rules
    assert listed.count("<a ") == len(places)
    assert rules.count('action="' + client.base + 'rules/line"') == len({line for _, line in places})
    assert "<code>at_most</code>" in listed
    assert "`" not in re.sub(r"<script.*?</script>|<[^>]*>", "", shown, flags=re.DOTALL)
    assert "The list cannot be used" not in shown


def test_a_board_with_a_wrong_convening_opens_where_it_is_corrected(client):
    assert client.http.get(client.base, follow_redirects=False).headers["location"] == f"{client.base}rules"


def send_line(client: Client, number: int, text: str):
    expected = re.search(r'name="expected" value="(\w+)"', client.get("rules").text)[1]
    return client.post("rules/line", line=str(number), text=text, expected=expected)


def test_lines_of_a_convening_are_corrected_one_by_one(client):
    for number, text in ((1, "title: Spring"), (2, ""), (5, "  - {kind: cap, of: Organisation, at_most: 2}")):
        assert f'id="line-{number}"' in client.get("rules").text
        assert "Saved: convening.yaml:" in send_line(client, number, text).text
    assert client.session.read().inputs.convening.title == "Spring"
    assert 'id="line-' not in client.get("rules").text


@pytest.mark.parametrize(("number", "text"), [(1, "titel: x"), (1, "title: [x"), (99, "title: x")])
def test_a_line_that_cannot_be_read_is_not_written(client, tmp_path, number, text):
    assert send_line(client, number, text).status_code == 422
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == WRONG
