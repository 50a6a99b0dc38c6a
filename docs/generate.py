"""Write the pages that are generated from the program, so that they cannot become outdated unnoticed.

`docs/reference/cli.md` contains the help of each command, `docs/reference/kinds.md` the docstrings of the kinds, and
`docs/reference/json.md` the fields of all that commands print with `--json`. The `*.schema.json` in the same folder
describe the same, the ledger, and the convening.
`docs/reference/messages.md` is written from `docs/messages.toml`, and `docs/decisions/README.md` lists its folder.

    python docs/generate.py            write them
    python docs/generate.py --check    only report which are outdated; exit code 1 if any is
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import click

from seating.api.kind_pages import kind_record
from seating.cli import seating
from seating.convening.file_schema import convening_schema
from seating.record import json_output
from seating.record.kinds import KeyRecord
from seating.record.problems import ProblemsRecord
from seating.requirements import kinds

DOCS = Path(__file__).resolve().parent
GENERATED = "<!-- Written by docs/generate.py; change the program, not this page. -->"

EXIT_CODES = """\
## Exit codes

| code | means |
| --- | --- |
| 0 | done |
| 1 | an unexpected failure: a bug in `seating` |
| 2 | the command was used incorrectly, a file cannot be written, or a batch lost its cluster |
| 3 | errors in the input; all of them are listed at once |
| 4 | the musts cannot all be met; the closest seating and the conflict are still written |
| 5 | with `--strict`: a wish or a voice is unmet |
| 6 | time ran out with no seating that meets the musts |
| 7 | another run is using the output folder |
| 129, 130, 143 | interrupted: the terminal was closed, Ctrl-C, `kill`; the best seating so far is kept |"""


def cli_page() -> str:
    """Return the reference of the commands: their help texts, as a terminal shows them."""
    parts = ["# Commands", GENERATED, _help(seating, "seating")]
    context = click.Context(seating, info_name="seating")
    for name in seating.list_commands(context):
        command = seating.get_command(context, name)
        if command is not None:
            parts += [f"## {name}", _help(command, f"seating {name}")]
        if isinstance(command, click.Group):
            for part, each in command.commands.items():
                parts += [f"### {name} {part}", _help(each, f"seating {name} {part}")]
    return "\n\n".join([*parts, EXIT_CODES]) + "\n"


def _help(command: click.Command, called: str) -> str:
    context = click.Context(command, info_name=called, terminal_width=88, max_content_width=88)
    context.help_option_names = ["-h", "--help"]
    return f"```text\n{command.get_help(context)}\n```"


def kinds_page() -> str:
    """Return the reference of the kinds: description, keys, worked example."""
    parts = [
        "# Kinds of requirement",
        GENERATED,
        "Every kind also has the keys `id`, `must`, `weight`, `at`, `rounds`, `note`, `private` and `may_relax_to`: "
        "see [the convening](convening.md). `seating kinds KIND` shows the same text in a terminal.",
    ]
    for kind in kinds().values():
        page = kind_record(kind)
        parts += [f"## {page.kind}", page.description]
        parts.append(f"By default, it is a {'must' if page.is_must else 'should'}.")
        if page.keys:
            rows = [f"| `{key.name}` | {key.holds} | {_default(key)} |" for key in page.keys]
            parts.append("\n".join(["| key | value | default |", "| --- | --- | --- |", *rows]))
        parts.append(f"```yaml\n{page.example}\n```")
    return "\n\n".join(parts) + "\n"


def _default(key: KeyRecord) -> str:
    return "required" if key.default is None else key.default or "nothing"


def messages_page() -> str:
    """Return the page of the messages: for each slug what it means, an example, why, and what to do."""
    parts = [
        "# Messages",
        GENERATED.replace("the program", "docs/messages.toml"),
        "Each problem and each note ends with a word in brackets. This page explains each of these words.",
    ]
    for slug, message in tomllib.loads((DOCS / "messages.toml").read_text(encoding="utf-8")).items():
        parts += [f"## {slug}", message["what"]]
        parts += [f"```text\n{message['example']}\n```"] if "example" in message else []
        parts += [f"**Why.** {message['why']}", f"**What to do.** {message['do']}"]
    return "\n\n".join(parts) + "\n"


DECISION = re.compile(r"# (?P<number>\d+)\. (?P<title>.+)\n\nStatus: (?P<status>.+)\. Date: (?P<date>[\d-]{10})\.\n")

DECISIONS = """\
A page records the choices of one subject that could have been made in another way: the question, the decision, its
reasons and, if needed, its consequences. The groups below are in the order in which to read them, and so are the pages
of a group. The measurements behind some decisions are in
[measurements of the search](../reference/search-measurements.md).

If a choice changes, its page is changed, with the new date. If a page contradicts the program, it is corrected. A new
choice belongs on the page of its subject; a new subject gets a page and a place in `docs/generate.py`. There are at
most 60 pages. What a user looks up belongs in the reference, and what concerns one function in its docstring."""

READING_ORDER = [
    (
        "Start here",
        "What the program is made of, and how a seating made by hand, a solve and a page meet.",
        (1, 176, 85, 210),
    ),
    (
        "Reading lists",
        "From the bytes of a file to people.",
        (11, 142, 145, 152, 14, 10, 150, 48),
    ),
    (
        "The convening and its requirements",
        "What is asked of a seating, and what each kind means.",
        (21, 23, 24, 256, 115, 116),
    ),
    (
        "Governance and initiatives",
        "Tables that steer others, and what lasts from one meeting to the next.",
        (118, 201, 99, 197, 97, 208),
    ),
    (
        "Who is missing",
        "Voices, candidates, invitations, charts and power.",
        (194, 195, 100, 190, 264, 104),
    ),
    (
        "Engines and bounds",
        "How a seating is found, and why the bound can be trusted.",
        (180, 49, 257, 42, 45, 46, 170, 120, 125, 230),
    ),
    (
        "Ledger",
        "Saved rounds.",
        (110, 114, 239),
    ),
    (
        "Pages, print and privacy",
        "What is written for people, and who may read it.",
        (92, 80, 90, 52, 262),
    ),
    (
        "Commands and the board",
        "How users reach the program.",
        (60, 162, 211, 213, 214, 215, 261),
    ),
    (
        "Clusters",
        "Many convenings, many machines.",
        (232,),
    ),
    (
        "Release and quality",
        "What the project promises to those who install and change it.",
        (235, 234, 236, 242),
    ),
]
"""The groups of decisions: heading, what they are about, and the numbers of their pages."""


def decisions_page() -> str:
    """Return the index of the decisions; a page with another beginning or without a group is an error."""
    rows = {}
    for page in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        found = DECISION.match(page.read_text(encoding="utf-8"))
        if found is None or int(found["number"]) != int(page.name[:4]):
            raise SystemExit(f"{page.name}: begin it with '# {int(page.name[:4])}. TITLE' and 'Status: … Date: ….'")
        number = int(found["number"])
        rows[number] = f"| {number} | [{found['title']}]({page.name}) | {found['date']} |"
    listed = [number for _, _, numbers in READING_ORDER for number in numbers]
    if sorted(listed) != sorted(rows):
        raise SystemExit(f"READING_ORDER and the pages differ: {sorted(set(listed) ^ set(rows))}")
    parts = []
    for heading, about, numbers in READING_ORDER:
        table = ["| number | decision | date |", "| ---: | --- | --- |", *(rows[number] for number in numbers)]
        parts += [f"## {heading}", about, "\n".join(table)]
    return "\n\n".join(["# Decisions", GENERATED, DECISIONS, *parts]) + "\n"


JSON = """\
With `--json`, a command prints one record as JSON on standard output, and nothing else there. If the input has errors,
the record is [Problems](#problems) and the exit code is 3. `batch`, `rounds list` and `rounds show` print their usual
record even then, with everything that they could read.

Later versions can add keys but do not rename any, so ignore keys that you do not know. The schemas describe the same
records for programs."""


def json_page() -> str:
    """Return the reference of what commands print with `--json`: each record with its keys, once."""
    described = json_output.describe_printed()
    rows = []
    for command, records in json_output.list_printed().items():
        names = " or ".join(_link(record.__name__) for record in records)
        files = dict.fromkeys(f"{json_output.schema_of(command, record)}.schema.json" for record in records)
        rows.append(f"| `seating {command}` | {names} | {', '.join(f'[{file}]({file})' for file in files)} |")
    table = "\n".join(["| command | record | schema |", "| --- | --- | --- |", *rows])
    printed = dict.fromkeys(r.__name__ for rs in (*json_output.list_printed().values(), (ProblemsRecord,)) for r in rs)
    others = sorted(described.keys() - printed.keys())
    parts = [_record(name, described[name], "##") for name in printed]
    parts.append("## Parts of records\n\nIn alphabetical order.")
    parts += [_record(name, described[name], "###") for name in others]
    headings = [line for part in parts for line in part.splitlines() if line.startswith("#")]
    assert len({heading.strip("# ") for heading in headings}) == len(headings), "links need different headings"
    return "\n\n".join(["# What `--json` prints", GENERATED, JSON, table, *parts]) + "\n"


def _title(name: str) -> str:
    """Return the heading of a record: `SmallestConflictRecord` becomes "Smallest conflict"."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", name.removesuffix("Record"))


def _link(name: str) -> str:
    return f"[{_title(name)}](#{_title(name).lower().replace(' ', '-')})"


def _record(name: str, schema: dict[str, Any], level: str) -> str:
    """Return the heading, the description and the keys of a record."""
    rows = []
    for key, holds in schema["properties"].items():
        optional = "" if key in schema["required"] else "; optional"
        rows.append(f"| `{key}` | {_value(holds)}{optional} | {holds.get('description', '')} |")
    table = "\n".join(["| key | value | meaning |", "| --- | --- | --- |", *rows])
    return f"{level} {_title(name)}\n\n{' '.join(schema['description'].split())}\n\n{table}"


WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}


def _value(schema: dict[str, Any]) -> str:
    """Return what a key holds, in words."""
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_value(each) for each in schema["anyOf"]))
    values = schema.get("enum") or [schema[key] for key in ("const",) if key in schema]
    if values:
        return " or ".join(f"`{value}`" for value in values)
    if schema.get("type") == "array":
        return f"list of: {_value(schema['items'])}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"for each key: {_value(schema['additionalProperties'])}"
    return WORDS.get(schema.get("type", ""), "any value")


def schema_page(schema: dict[str, Any], *, is_sorted: bool = False) -> str:
    """Return a JSON Schema as the content of its file; the order of keys in one of pydantic depends on its version."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=is_sorted) + "\n"


PAGES = {
    DOCS / "reference" / "cli.md": cli_page,
    DOCS / "reference" / "kinds.md": kinds_page,
    DOCS / "reference" / "json.md": json_page,
    **{
        DOCS / "reference" / f"{name}.schema.json": partial(schema_page, schema)
        for name, schema in json_output.schemas().items()
    },
    DOCS / "reference" / "convening.schema.json": lambda: schema_page(convening_schema(), is_sorted=True),
    DOCS / "decisions" / "README.md": decisions_page,
    DOCS / "reference" / "messages.md": messages_page,
}


def stale() -> list[Path]:
    """Return the generated pages that are outdated."""
    return [path for path, make in PAGES.items() if not path.exists() or path.read_text(encoding="utf-8") != make()]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only name those that are stale."""
    old = stale()
    for path in old:
        print(f"{'stale: ' if '--check' in arguments else 'wrote '}{path.relative_to(DOCS.parent)}")
        if "--check" not in arguments:
            path.write_text(PAGES[path](), encoding="utf-8")
    return 1 if old and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
