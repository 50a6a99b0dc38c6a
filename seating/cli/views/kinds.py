"""Print the kinds of requirement: a list of all, or the manual page of one."""

from __future__ import annotations

from collections.abc import Mapping

from seating.api.kind_pages import kind_record, kinds_record
from seating.cli.console import Console
from seating.errors import UsageError
from seating.near_words import did_you_mean, nearest
from seating.present.terminal import align
from seating.record.kinds import KeyRecord, KindRecord
from seating.requirement import Requirement
from seating.wording import fold, listed, quoted


def print_kinds(console: Console, kinds: Mapping[str, type[Requirement]]) -> None:
    """Print all kinds, one line each: the record with --json, otherwise text."""
    if console.as_json:
        console.record(kinds_record(kinds.values()))
        return
    pages = map(kind_record, kinds.values())
    for line in align([(page.kind, "must" if page.is_must else "should", page.summary) for page in pages]):
        console.result(line)
    console.result("\nTo see the keys of a kind and an example, run: seating kinds KIND")


def print_kind(console: Console, kinds: Mapping[str, type[Requirement]], text: str) -> None:
    """Print the manual page of one kind: the record with --json, otherwise text.

    Parameters
    ----------
    console : Console
    kinds : mapping of str to type
        All kinds by name.
    text : str
        The name as typed; case, spaces and hyphens do not matter.

    Raises
    ------
    UsageError
        When there is no such kind.
    """
    name = fold(text).replace("-", "_").replace(" ", "_")
    if name not in kinds:
        near = nearest(name, kinds)
        hint = did_you_mean(near) if near else f"The kinds are {listed(kinds)}."
        raise UsageError(f"There is no kind {quoted(text)}. {hint}")
    if console.as_json:
        console.record(kinds_record([kinds[name]]))
        return
    console.result(describe_kind(kind_record(kinds[name])))


def describe_kind(page: KindRecord) -> str:
    """Return the manual page of a kind as a terminal shows it."""
    own = [f"  {key.name:<16}{key.holds}{_describe_default(key)}" for key in page.keys]
    common = "It also takes the keys of every kind" if own else "It takes only the keys of every kind"
    robust = " It takes robust, too." if page.can_be_robust else ""
    example = [f"  {line}" if line else "" for line in page.example.splitlines()]
    return "\n".join(
        [
            f"{page.kind} (a {'must' if page.is_must else 'should'}, unless the convening says otherwise)",
            "",
            page.description,
            "",
            "Keys",
            *own,
            f"{common}: id, must, weight, at, rounds, note, private and may_relax_to.{robust}",
            "",
            "Example",
            *example,
        ]
    )


def _describe_default(key: KeyRecord) -> str:
    if key.default is None:
        return " (required)"
    return f" (default: {key.default})" if key.default else ""
