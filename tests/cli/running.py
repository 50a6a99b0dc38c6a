"""Run the command line inside the process of the test."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable
from functools import cache
from unittest.mock import patch

import click
import httpx
from click.testing import CliRunner, Result

from seating.cli import seating
from seating.record.json_output import schemas

kept_schemas = cache(schemas)
"""Returns the schemas of all that is printed. Making them takes longer than most tests."""


def run(line: str, **options: object) -> Result:
    """Run a command line, with or without `seating` in front; return the exit code and both streams.

    A board is opened, asked for its first page, and closed.
    """
    words = shlex.split(line)
    words = words[1:] if words[:1] == ["seating"] else words
    if words[:1] == ["open"] and "--help" not in words:
        from seating.board import server

        with patch.object(server, "serve", _serve_briefly(server.serve)), patch("webbrowser.open"):
            return CliRunner().invoke(seating, words, **options)
    return CliRunner().invoke(seating, words, **options)


def _serve_briefly(serve: Callable[..., None]) -> Callable[..., None]:
    """Return a function that serves a board in a thread until its first page has been shown."""

    def serve_briefly(session, port, started, stays_open=False, report=None, sharing=None) -> None:
        addresses: list[str] = []
        answers = threading.Event()

        def note(address: str) -> None:
            addresses.append(address)
            answers.set()

        thread = threading.Thread(target=serve, args=(session, port, note, True, report, sharing))
        thread.start()
        assert answers.wait(60)
        started(addresses[0])
        shown = httpx.get(addresses[0], follow_redirects=True, timeout=60)
        session.is_stopping = True
        thread.join(60)
        assert shown.status_code == 200, shown.text

    return serve_briefly


def list_examples(command: click.Command) -> list[str]:
    """Return the example commands that the help text of a command shows, as a reader would copy them."""
    shown = command.get_help(click.Context(command)).partition("Example:\n")[2]
    return [line.strip() for line in shown.splitlines() if line.strip()]
