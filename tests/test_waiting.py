"""No test depends on how fast the machine is: tests wait for a state, and long enough."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.shape import ROOT

SHORTEST = 30.0
"""Seconds that a test must wait for something at least, before it counts as lost."""

HELPER = "tests/waiting.py"

SUBJECTS = {
    ("tests/addons/cluster/test_dask.py", "page.settimeout(1)"): "a server that says nothing has shown nothing",
    ("tests/addons/cluster/test_wire.py", "urlopen(cluster.page + page, timeout=2)"): "other pages are read then",
    ("tests/addons/cluster/test_wire.py", "is_over.wait(0.3)"): "between two looks at the pages",
    ("tests/attacks/test_share.py", "other.settimeout(2)"): "no connection is what is asked for",
    ("tests/engines/test_strategy.py", "is_there.wait(5.0)"): "the seating is the same if the bound is late",
}
"""Calls of which a short wait is the subject, and why it changes no result."""

WAITS = {"join", "wait", "get", "communicate", "wait_for", "settimeout", "set_default_timeout", "wait_for_selector"}
"""Functions whose first argument, or `timeout`, is how long to wait."""

IN_MILLISECONDS = {"set_default_timeout", "wait_for", "wait_for_selector", "wait_for_url"}


def list_hasty(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call that lets the speed of the machine decide or may wait for ever, and what is wrong with it."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "self":
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in {"sleep", "wait_for_timeout"}:
            yield call, f"{name}: wait for a state (`wait_until`), or say that any time will do (`let_pass`)"
        if name in {"fork", "forkpty"} or "preexec_fn" in {one.arg for one in call.keywords}:
            yield call, "fork: the copy may wait for ever for a thread that it lacks (`tests/killed.py`)"
        for seconds in list_limits(call, name):
            if 0 < seconds < SHORTEST:
                yield call, f"{name}: {seconds:g} seconds are too short on a busy machine"


def list_limits(call: ast.Call, name: str) -> Iterator[float]:
    """Yield the seconds that a call waits at most, where they are written as a number."""
    scale = 1000.0 if name in IN_MILLISECONDS else 1.0
    given = [one.value for one in call.keywords if one.arg == "timeout"]
    if name in WAITS - {"get", "wait_for", "wait_for_selector", "communicate"} and isinstance(call.func, ast.Attribute):
        given += call.args[:1]
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, int | float) and not isinstance(one.value, bool):
            yield one.value / scale


@pytest.mark.text
def test_no_test_sleeps_gives_up_soon_or_forks():
    found, excepted = [], set()
    for path in sorted((ROOT / "tests").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name == HELPER:
            continue
        for call, what in list_hasty(ast.parse(path.read_text(encoding="utf-8"))):
            key = name, ast.unparse(call)
            if key in SUBJECTS:
                excepted.add(key)
            else:
                found.append(f"{name}:{call.lineno}: {what}")
    assert not found, "\n".join(found)
    assert excepted == set(SUBJECTS), "an exception that nothing needs"


@pytest.mark.parametrize(
    ("code", "is_hasty"),
    [
        ("time.sleep(0.1)", True),
        ("page.wait_for_timeout(300)", True),
        ("os.fork()", True),
        ("python.start(preexec_fn=print)", True),
        ("thread.join(10)", True),
        ("thread.join(60)", False),
        ("thread.join()", False),
        ("', '.join(names)", False),
        ("process.wait(timeout=5)", True),
        ("page.set_default_timeout(8_000)", True),
        ("one.wait_for(timeout=60_000)", False),
        ("child.ask(question, timeout=0)", False),
    ],
)
def test_a_hasty_call_is_found(code, is_hasty):
    assert bool([*list_hasty(ast.parse(code))]) is is_hasty
