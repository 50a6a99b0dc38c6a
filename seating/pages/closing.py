"""The result of `seating rounds report`: who came in each round, and the files of the closing report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seating.pages.rounds import count_seated
from seating.present.blocks import Block, data, paragraph, titled
from seating.report.closing.facts import HeldRound, count_gone, count_turnout
from seating.wording import said, said_count, said_joined


def list_blocks(rounds: Iterable[HeldRound], files: Iterable[str]) -> Iterator[Block]:
    """Yield the numbers of each round, and the files of the closing report.

    Parameters
    ----------
    rounds : iterable of HeldRound
    files : iterable of str
        Their paths.
    """
    for held in rounds:
        turnout = count_turnout(held)
        came = said("attendance was not recorded")
        if turnout.came is not None:
            came = said_count("%(number)s came", "%(number)s came", turnout.came)
        found = [
            said(
                "Round %(round)s: %(seated)s, %(came)s.",
                round=held.number,
                seated=count_seated(turnout.seated),
                came=came,
            )
        ]
        if turnout.left_out:
            found.append(said_joined([count_gone(turnout.left_out), "."], ""))
        yield paragraph(said_joined(found, " "))
    yield from titled(said("Files"), map(data, files))
