"""Print the members of governance tables, and whether requirements that name these tables are met."""

from __future__ import annotations

from seating.cli.views.unmet import list_conflicts, list_unmet
from seating.engines.outcome import Status
from seating.result import Result
from seating.tables import Table
from seating.wording import counted, listed

GOVERNANCE_TITLE = "Governance tables"


def list_governance(result: Result) -> list[str]:
    """Return a line of members for each governance table without seats, then what is met and unmet there.

    Tables whose members were chosen are described together, since nobody is chosen for two of them.
    """
    judged = {table.id: view for view in result.governance for table in view.governance_tables}
    lines: list[str] = []
    for table in result.convening.tables:
        if not table.seats_people:
            members = [one.person for one in result.memberships if one.table == table.id]
            names = listed(result.people.by_id[p].label for p in members if p in result.people.by_id)
            lines.append(f"{table.label}: {_count_members(result, table)}{f': {names}' if names else ''}.")
            view = judged.get(table.id)
            if view is not None and table == view.governance_tables[-1]:
                lines += [f"  {line}" for line in _describe(view)]
    return lines


def _count_members(result: Result, table: Table) -> str:
    """Return the number of members, and of those who are members only by a suggested duty."""
    members = [one for one in result.memberships if one.table == table.id]
    suggested = sum(map(result.rests_on_suggestion, members))
    if suggested and suggested == len(members):
        return f"{counted(suggested, 'member')} suggested until elected"
    more = f", {suggested:,} of them suggested until elected" if suggested else ""
    return f"{counted(len(members), 'member')}{more}"


def _describe(view: Result) -> list[str]:
    """Return how well the members fit, the unmet requirements, and conflicts with the ways out."""
    about = listed(table.label for table in view.governance_tables)
    ways = [way.sentence for way in view.ways_out]
    return [f"{about}: {_describe_quality(view)}", *list_unmet(view), *list_conflicts(view), *ways]


def _describe_quality(view: Result) -> str:
    met = sum(verdict.met for verdict in view.review.verdicts.values())
    verb = "is" if len(view.requirements) == 1 else "are"
    counts = f"{met:,} of {counted(len(view.requirements), 'requirement')} {verb} met."
    if not view.has_chosen_members:
        return f"{counts} Penalty {view.penalty:,}. The members were not chosen, so nothing better was searched for."
    if view.review.unmet:
        short = f"The closest choice of members falls short of the musts by {view.review.unmet:,}."
        if view.status is Status.IMPOSSIBLE:
            return f"The musts cannot all be met together. {short}"
        return f"No choice of members that meets every must was found; one may still exist. {short}"
    if view.repair is not None and not view.repair.fewest:
        return f"{counts} Penalty {view.penalty:,}. Since the last time, no member has been replaced."
    if view.repair is not None:
        changes = counted(view.repair.fewest, "person changes", "people change")
        proven = "No choice with fewer changes" if view.repair.fewest_proven else "Perhaps a choice with fewer changes"
        return f"{counts} Penalty {view.penalty:,}. Since the last time {changes}. {proven} meets the musts."
    if view.status is Status.OPTIMAL:
        return f"{counts} Penalty {view.penalty:,}, proven: no choice of members has a lower one."
    proven = "nothing lower is ruled out" if view.bound is None else f"no choice has a penalty below {view.bound:,}"
    return f"{counts} Penalty {view.penalty:,}; {proven}."
