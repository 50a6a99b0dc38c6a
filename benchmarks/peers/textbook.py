"""The textbook model for CP-SAT: x[person, table], one encoding of each requirement, two workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers.answering import Answer, answer

ABOUT = "CP-SAT with two workers and a variable x[person, table] for each person and table"
PACKAGE = "ortools"

Keys = Mapping[str, Any]


class Textbook:
    """The model of a task; a must is a constraint, a should a cost.

    Attributes
    ----------
    model : cp_model.CpModel
    sits : list of list of variables
        By person and table.
    costs : list of linear expressions
        Their sum is the penalty.
    """

    def __init__(self, task: Keys, only: Sequence[str] | None = None, model: cp_model.CpModel | None = None) -> None:
        self.model = cp_model.CpModel() if model is None else model
        self.tables: list[dict[str, Any]] = task["tables"]
        self.number = {table["id"]: t for t, table in enumerate(self.tables)}
        self.sits = [[self.model.new_bool_var("") for _ in self.tables] for _ in task["people"]]
        self.costs: list[Any] = []
        self._must = False
        self._weight = 1
        for row in self.sits:
            self.model.add_exactly_one(row)
        for keys in task["requirements"]:
            if only is None or keys["id"] in only:
                self._must, self._weight = keys["must"], keys["weight"]
                _KINDS[keys["kind"]](self, keys)
        self.model.minimize(sum(self.costs))

    def charge(self, most: int) -> Any:
        """Return a new shortfall from 0 to `most`: 0 for a must, otherwise a cost."""
        variable = self.model.new_int_var(0, 0 if self._must else max(0, most), "")
        if not self._must:
            self.costs.append(self._weight * variable)
        return variable

    def pay(self, literal: Any, times: int = 1) -> None:
        """Add the cost of a literal; for a must, the literal has to be false."""
        if self._must and times:
            self.model.add(literal == 0)
        elif times:
            self.costs.append(self._weight * times * literal)

    def at(self, keys: Keys) -> list[int]:
        """Return the numbers of the tables that a requirement applies to."""
        return [self.number[table] for table in keys["tables"]]

    def count(self, people: Sequence[int], table: int) -> Any:
        """Return how many of these people sit at a table."""
        return sum(self.sits[p][table] for p in people)

    def by_value(self, cells: Sequence[Sequence[str]]) -> dict[str, list[int]]:
        """Return the people who have each value."""
        found: dict[str, list[int]] = {}
        for person, values in enumerate(cells):
            for value in values:
                found.setdefault(value, []).append(person)
        return found


def _size(book: Textbook, keys: Keys) -> None:
    everyone = range(len(book.sits))
    for t, table in enumerate(book.tables):
        count = book.count(everyone, t)
        if book._must:
            book.model.add_linear_constraint(count, table["min"], table["max"])
        else:
            off = book.charge(len(book.sits))
            book.model.add(off >= table["min"] - count)
            book.model.add(off >= count - table["max"])


def _focus(book: Textbook, keys: Keys) -> None:
    for person, scores in enumerate(keys["scores"]):
        for t in book.at(keys):
            least = keys["at_least"]
            cost = max(scores) - scores[t] if least is None else int(scores[t] < least <= max(scores))
            book.pay(book.sits[person][t], cost)


def _at_least(book: Textbook, people: Sequence[int], table: int, least: int, or_none: bool = False) -> None:
    if not least:
        return
    count = book.count(people, table)
    short = book.charge(least)
    if or_none:
        anybody = book.model.new_bool_var("")
        for person in people:
            book.model.add_implication(book.sits[person][table], anybody)
        book.model.add(short + count >= least * anybody)
    else:
        book.model.add(short + count >= least)


def _role_mix(book: Textbook, keys: Keys) -> None:
    people = book.by_value(keys["cells"])
    for role, least in keys["at_least"].items():
        for t in book.at(keys):
            _at_least(book, people.get(role, []), t, least)


def _voice(book: Textbook, keys: Keys) -> None:
    for t in book.at(keys):
        _at_least(book, keys["members"], t, keys["at_least"], keys["or_none"])


def _count(book: Textbook, keys: Keys) -> None:
    for t in book.at(keys):
        _at_least(book, keys["members"], t, keys["at_least"] or 0)
        if keys["at_most"] is not None:
            over = book.charge(len(keys["members"]))
            book.model.add(over >= book.count(keys["members"], t) - keys["at_most"])


def _balance(book: Textbook, keys: Keys) -> None:
    groups = book.by_value(keys["cells"])
    blank = [person for person, values in enumerate(keys["cells"]) if not values]
    base = [person for person, values in enumerate(keys["cells"]) if values]
    if keys["count_blank"] and blank:
        groups["(blank)"], base = blank, sorted(base + blank)
    for t in book.at(keys):
        table = book.tables[t]
        fixed = table["max"] if table["min"] == table["max"] and len(base) == len(book.sits) else None
        for people in groups.values():
            off, count = book.charge(len(people)), book.count(people, t)
            if fixed is not None:
                low, high = len(people) * fixed // len(base), -(-len(people) * fixed // len(base))
            else:
                low, high = _shares(book, len(people), base, t)
            book.model.add(off >= low - count)
            book.model.add(off >= count - high)


def _shares(book: Textbook, number: int, base: Sequence[int], table: int) -> tuple[Any, Any]:
    """Return floor and ceiling of `number` times the table's share of all people, as variables."""
    here = book.count(base, table) * number
    low = book.model.new_int_var(0, number, "")
    high = book.model.new_int_var(0, number, "")
    book.model.add_linear_constraint(here - len(base) * low, 0, len(base) - 1)
    book.model.add_linear_constraint(len(base) * high - here, 0, len(base) - 1)
    return low, high


def _cap(book: Textbook, keys: Keys) -> None:
    for people in book.by_value(keys["cells"]).values():
        if len(people) > keys["at_most"]:
            for t in book.at(keys):
                over = book.charge(len(people))
                book.model.add(over >= book.count(people, t) - keys["at_most"])


def _variety(book: Textbook, keys: Keys) -> None:
    groups = book.by_value(keys["cells"]).values()
    for t in book.at(keys):
        present = []
        for people in groups:
            present.append(book.model.new_bool_var(""))
            book.model.add(book.count(people, t) >= present[-1])
        book.model.add(book.charge(keys["at_least"]) >= keys["at_least"] - sum(present))


def _apart(book: Textbook, keys: Keys) -> None:
    weights = keys["weights"] or [1] * len(keys["pairs"])
    for (a, b), weight in zip(keys["pairs"], weights, strict=True):
        both = book.model.new_bool_var("")
        for t in book.at(keys):
            book.model.add_bool_or(~book.sits[a][t], ~book.sits[b][t], both)
        book.pay(both, weight)


def _together(book: Textbook, keys: Keys) -> None:
    if "groups" in keys:
        _groups(book, keys)
        return
    weights = keys["weights"] or [1] * len(keys["pairs"])
    for (a, b), weight in zip(keys["pairs"], weights, strict=True):
        parted = book.model.new_bool_var("")
        for t in book.at(keys):
            book.model.add_implication(book.sits[a][t], book.sits[b][t]).only_enforce_if(~parted)
            book.model.add_implication(book.sits[b][t], book.sits[a][t]).only_enforce_if(~parted)
        book.pay(parted, weight)


def _groups(book: Textbook, keys: Keys) -> None:
    """Count tables beyond the fewest, 4 each if one table holds the group, 1 if there are any, and people alone."""
    at = book.at(keys)
    seats = sorted((book.tables[t]["max"] for t in at), reverse=True)
    for people in keys["groups"]:
        fewest = next((n for n, held in enumerate(accumulate(seats), 1) if held >= len(people)), len(seats))
        most = min(len(people), len(at))
        used = [book.model.new_bool_var("") for _ in at]
        for t, here in zip(at, used, strict=True):
            for person in people:
                book.model.add_implication(book.sits[person][t], here)
        if most > fewest:
            over = book.charge(most - fewest)
            book.model.add(over >= sum(used) - fewest)
            if not keys["must"]:
                book.costs += [(3 if fewest == 1 else 0) * keys["weight"] * over]
                split = book.model.new_bool_var("")
                book.model.add(over <= (most - fewest) * split)
                book.pay(split)
        for t, here in zip(at, used, strict=True) if len(people) > 1 and not keys["must"] else ():
            alone = book.model.new_bool_var("")
            book.model.add(book.count(people, t) + alone >= 2 * here)
            book.pay(alone)


def _similarity(book: Textbook, keys: Keys) -> None:
    weighed = list(zip(keys["pairs"], keys["weights"], strict=True))
    liked = [(pair, weight) if keys["wanted"] == "high" else (pair, -weight) for pair, weight in weighed]
    for price, sign in ((_together, 1), (_apart, -1)):
        kept = [(pair, sign * weight) for pair, weight in liked if sign * weight > 0]
        price(book, {**keys, "pairs": [pair for pair, _ in kept], "weights": [weight for _, weight in kept]})


def _pin(book: Textbook, keys: Keys) -> None:
    allowed = set(book.at(keys))
    for person in keys["members"]:
        for t in range(len(book.tables)):
            if (t in allowed) != (keys["kind"] == "pin"):
                book.pay(book.sits[person][t])


def _languages(book: Textbook, keys: Keys) -> None:
    speak = [set(values) for values in keys["cells"]]
    for person, own in enumerate(speak):
        others = [p for p, theirs in enumerate(speak) if p != person and own & theirs]
        for t in book.at(keys):
            alone = book.model.new_bool_var("")
            book.model.add(book.count(others, t) >= keys["others"]).only_enforce_if(book.sits[person][t], ~alone)
            book.pay(alone)


_KINDS: Mapping[str, Callable[[Textbook, Keys], None]] = {
    "size": _size,
    "focus": _focus,
    "role_mix": _role_mix,
    "voice": _voice,
    "count": _count,
    "balance": _balance,
    "cap": _cap,
    "variety": _variety,
    "apart": _apart,
    "together": _together,
    "pin": _pin,
    "keep_from": _pin,
    "common_language": _languages,
    "similarity": _similarity,
}


def fits(task: Keys) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    strange = sorted({keys["kind"] for keys in task["requirements"]} - set(_KINDS))
    return f"it has no way to say {', '.join(strange)}" if strange else ""


class _Improving(cp_model.CpSolverSolutionCallback):
    """Passes on each solution when it is found."""

    def __init__(self, book: Textbook, written: Answer) -> None:
        super().__init__()
        self._book = book
        self._written = written

    def on_solution_callback(self) -> None:
        tables = [next(t for t, x in enumerate(row) if self.value(x)) for row in self._book.sits]
        self._written.improve(tables, round(self.objective_value))


def search(task: Keys, written: Answer) -> None:
    """Solve a task until the time is over or the optimum is proven."""
    book = Textbook(task)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = written.seed
    solver.parameters.max_time_in_seconds = max(0.1, written.left)
    status = solver.solve(book.model, _Improving(book, written))
    known = status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN}
    bound = solver.best_objective_bound if known else None
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    written.close(bound, "" if found else f"CP-SAT reported {solver.status_name(status)}")


if __name__ == "__main__":
    answer(search)
