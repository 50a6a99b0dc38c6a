"""Write the pages that are generated from the program, so that they cannot become outdated unnoticed.

`docs/reference/cli.md` contains the help of each command, `docs/reference/kinds.md` the docstrings of the kinds, and
`docs/reference/json.md` the fields of all that commands print with `--json`. The `*.schema.json` in the same folder
describe the same, and the ledger.
`docs/decisions/README.md` and `docs/messages/README.md` list the pages of their folders.

    python docs/generate.py            write them
    python docs/generate.py --check    only report which are outdated; exit code 1 if any is
"""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from seating.api.kind_pages import kind_record
from seating.cli import seating
from seating.record import document
from seating.record.kinds import KeyRecord
from seating.record.problems import ProblemsRecord
from seating.requirements import kinds

DOCS = Path(__file__).resolve().parent
GENERATED = "<!-- Written by docs/generate.py; change the program, not this page. -->"


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
    return "\n\n".join(parts) + "\n"


def _help(command: click.Command, called: str) -> str:
    context = click.Context(command, info_name=called, terminal_width=88, max_content_width=88)
    context.help_option_names = ["-h", "--help"]
    return f"```text\n{command.get_help(context)}\n```"


def kinds_page() -> str:
    """Return the reference of the kinds: description, keys, worked example."""
    parts = [
        "# Kinds of requirement",
        GENERATED,
        "Every kind also takes `id`, `must`, `weight`, `at`, `rounds`, `note`, `private` and `may_relax_to`: "
        "see [the convening](convening.md). `seating kinds KIND` shows the same on a terminal.",
    ]
    for kind in kinds().values():
        page = kind_record(kind)
        parts += [f"## {page.kind}", page.description]
        robust = " It takes `robust: 1`." if page.can_be_robust else ""
        parts.append(f"It is a {'must' if page.is_must else 'should'} unless the convening says otherwise.{robust}")
        if page.keys:
            rows = [f"| `{key.name}` | {key.holds} | {_default(key)} |" for key in page.keys]
            parts.append("\n".join(["| key | value | default |", "| --- | --- | --- |", *rows]))
        parts.append(f"```yaml\n{page.example}\n```")
    return "\n\n".join(parts) + "\n"


def _default(key: KeyRecord) -> str:
    return "required" if key.default is None else key.default or "nothing"


def messages_page() -> str:
    """Return the list of message pages, each with its first sentence."""
    parts = [
        "# Messages",
        GENERATED,
        "Each problem and each note ends with a word in brackets; this folder has a page for each of these words.",
    ]
    lines = []
    for page in sorted((DOCS / "messages").glob("*.md")):
        if page.name != "README.md":
            body = page.read_text(encoding="utf-8").partition("\n")[2].strip().partition("\n\n")[0]
            sentence = " ".join(body.split()).partition(". ")[0].rstrip(".")
            lines.append(f"- [{page.stem}]({page.name}): {sentence}.")
    return "\n\n".join([*parts, "\n".join(lines)]) + "\n"


DECISION = re.compile(r"# (?P<number>\d+)\. (?P<title>.+)\n\nStatus: (?P<status>.+)\. Date: (?P<date>[\d-]{10})\.\n")

DECISIONS = """\
Each page records a choice that the design left open, or that replaces a choice of the design: the question, the
decision, its reasons and its consequences. If a decision changes, a new page says so, and the status of the old page
names the new one. If a page contradicts the program, it is corrected. The measurements behind some decisions are in
[measurements of the search](../reference/search-measurements.md).

Every page has a heading `# NUMBER. TITLE`, a line `Status: accepted. Date: YEAR-MONTH-DAY.`, the sections
*Question* and *Decision* and, if needed, *Reasons* and *Consequences*."""


def decisions_page() -> str:
    """Return the index of the decisions; a page with another beginning is an error."""
    rows = []
    for page in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        found = DECISION.match(page.read_text(encoding="utf-8"))
        if found is None or int(found["number"]) != int(page.name[:4]):
            raise SystemExit(f"{page.name}: begin it with '# {int(page.name[:4])}. TITLE' and 'Status: … Date: ….'")
        rows.append(f"| {found['number']} | [{found['title']}]({page.name}) | {found['status']} | {found['date']} |")
    table = "\n".join(["| number | decision | status | date |", "| ---: | --- | --- | --- |", *rows])
    return "\n\n".join(["# Decisions", GENERATED, DECISIONS, table]) + "\n"


JSON = """\
With `--json` a command prints one record as JSON on standard output, and nothing else there. If the input has errors,
the record is [Problems](#problems) and the exit code is 3. `batch`, `rounds list` and `rounds show` print their own
record even then, with what they could read.

A later version can add keys, but it renames none, so ignore the keys that you do not know. The schemas describe the
same for programs."""


def json_page() -> str:
    """Return the reference of what commands print with `--json`: each record with its keys, once."""
    described = document.describe_printed()
    rows = []
    for command, records in document.PRINTED.items():
        names = " or ".join(_link(record.__name__) for record in records)
        files = dict.fromkeys(f"{document.schema_of(command, record)}.schema.json" for record in records)
        rows.append(f"| `seating {command}` | {names} | {', '.join(f'[{file}]({file})' for file in files)} |")
    table = "\n".join(["| command | prints | schema |", "| --- | --- | --- |", *rows])
    printed = dict.fromkeys(r.__name__ for rs in (*document.PRINTED.values(), (ProblemsRecord,)) for r in rs)
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
        optional = "" if key in schema["required"] else "; not always there"
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


def schema_page(schema: dict[str, Any]) -> str:
    """Return a JSON Schema as the content of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


PAGES = {
    DOCS / "reference" / "cli.md": cli_page,
    DOCS / "reference" / "kinds.md": kinds_page,
    DOCS / "reference" / "json.md": json_page,
    **{
        DOCS / "reference" / f"{name}.schema.json": partial(schema_page, schema)
        for name, schema in document.schemas().items()
    },
    DOCS / "decisions" / "README.md": decisions_page,
    DOCS / "messages" / "README.md": messages_page,
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
