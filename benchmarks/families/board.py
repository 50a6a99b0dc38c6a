"""The board in a browser: opening it, picking up a card, putting it down, and the memory of the page."""

from __future__ import annotations

from pathlib import Path
from random import Random
from statistics import median

from benchmarks.bench import Bench
from benchmarks.browser import Board, find_browser, start_browser
from benchmarks.case import Case, kept
from benchmarks.section import Section, number
from seating.api.inputs import read_round
from seating.api.manual_seating import add_steps, read_manual_seating
from seating.api.request import Request
from seating.ledger.steps import Action, Step

ORDER = 99

SIZES = (60, 300, 1000, 5000)
"""Numbers of people; ten sit at each table."""

QUICK = 60
"""A quick run takes the sizes up to this one."""

PICKS, EXCHANGES, STEPS, REOPENED = 40, 5, 10, 3
"""Number of cards picked up, with exchanges, put down at another table, and of times that the board is opened again."""

MANY = 1000
"""With more people than `MANY`, everything is done only a quarter of these times."""

MOST_OPEN = {300: 2.0}
"""Maximum seconds until the board is open, by the number of people."""

MOST_PICK = {300: 100.0, 1000: 250.0}
"""Maximum milliseconds until the gains at all tables are painted; the median is compared."""

MOST_MEMORY = {1000: 300.0}
"""Maximum megabytes that only the process of the page holds."""


def run(bench: Bench) -> Section | None:
    """Open the board on a random seating, pick up cards and put them down."""
    path = find_browser()
    if path is None:
        bench.say("board: not run, because Playwright or Chromium is not installed")
        return None
    rows = []
    with start_browser(path) as browser:
        for size in SIZES:
            if bench.is_quick and size > QUICK:
                continue
            case = kept(f"ordinary-{size}", 0)
            out = bench.folder / f"board-{size}"
            ids, tables = _seat_at_random(case, out)
            with Board.start(browser, case.people, case.convening, out) as board:
                rows.append([f"{size:,}", *_measure(board, ids, tables)])
            bench.say(f"board: {' | '.join(rows[-1])}")
    says = (
        "`seating open` was run with people seated at random at tables of ten, in headless Chromium. *Start* is the "
        "time until the command prints its address. *Open* is the time from then until the seating has been painted "
        "and its script has run for the first time. *Open again* is the time that later visits take to open the board. "
        "*Pick up* is the time from the click on a card until the board has painted, in points and in words, what "
        "would change if the person sat at each of the other tables. Each card is picked up right after the one "
        "before. *With swaps* is the time until the best swaps have also arrived. *Put down* is the time from the "
        f"click on a table until the new seating has been painted. The figures are medians for {PICKS} cards picked "
        f"up, {EXCHANGES} picked up with swaps, and {STEPS} put down. The largest figure is in parentheses. With more "
        f"than {MANY:,} people, only a quarter as many cards are used. A change counts as painted two frames after it "
        "is made. *Page* is the memory that only the page's process uses, as measured by the browser's task manager. "
        "The first figure in parentheses is the total memory that this process uses, including code that it shares "
        "with other processes. The second is the memory that the page's script uses. *Server* is the memory that the "
        "server uses. With 300 people, the goals "
        f"are {MOST_OPEN[300]:g} s to open the board and {MOST_PICK[300]:g} ms to pick up a card. With 1,000 people, "
        f"they are {MOST_PICK[1000]:g} ms to pick up a card and {MOST_MEMORY[1000]:g} MB for the page."
    )
    return Section("The board in a browser", says, HEADINGS, rows)


HEADINGS = (
    "people",
    "start",
    "open",
    "open again",
    "pick up",
    "with swaps",
    "put down",
    "elements",
    "page",
    "server",
    "met",
)


def _seat_at_random(case: Case, out: Path) -> tuple[list[str], list[str]]:
    """Begin a seating by hand with everybody at a random table; return the ids of people and tables."""
    request = Request(case.people, case.convening, out=out)
    inputs = read_round(request)
    ids, tables = list(inputs.room.index), list(inputs.room.table_index)
    seats = {person: tables[n % len(tables)] for n, person in enumerate(Random(61).sample(ids, len(ids)))}
    add_steps(request.out, inputs, read_manual_seating(request.out, inputs), Step(Action.BEGIN, seats=seats))
    return ids, tables


def _measure(board: Board, ids: list[str], tables: list[str]) -> list[str]:
    """Return the figures of one convening."""
    rng, least = Random(61), 4 if len(ids) > MANY else 1
    opened = board.open()
    again = [board.open() for _ in range(REOPENED)]
    picks, exchanges, steps = [], [], []
    for person in rng.sample(ids, PICKS // least):
        picks.append(board.pick_up(person))
        board.put_back()
    for person in rng.sample(ids, max(1, EXCHANGES // least)):
        exchanges.append(board.pick_up_with_exchanges(person))
        board.put_back()
    for person in rng.sample(ids, STEPS // least):
        board.pick_up(person)
        steps.append(board.put_down(board.choose_table(person, rng, tables)))
    page = board.measure_page()
    return [
        f"{board.start_seconds:.1f} s",
        f"{opened:.1f} s",
        f"{median(again):.1f} s",
        *map(_in_words, (picks, exchanges, steps)),
        number(page["nodes"]),
        f"{page['private']:,.0f} MB ({page['process']:,.0f}, {page['heap']:,.0f})",
        f"{board.measure_server():,.0f} MB",
        _met(len(ids), opened, median(picks), page["private"]),
    ]


def _met(people: int, opened: float, pick: float, memory: float) -> str:
    """Return whether the goals for this number of people are met; "" if there are none."""
    figures = ((opened, MOST_OPEN), (pick, MOST_PICK), (memory, MOST_MEMORY))
    held = [figure <= goals[people] for figure, goals in figures if people in goals]
    return "" if not held else "yes" if all(held) else "**no**"


def _in_words(milliseconds: list[float]) -> str:
    return f"{median(milliseconds):,.0f} ms ({max(milliseconds):,.0f})"
