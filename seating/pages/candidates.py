"""What the list alone suggests, for `seating check --suggest`: what could matter, and who may be missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from seating.analysis.candidates import Candidate, Candidates, Cause, list_usual_sectors
from seating.api.editing.wishes import Wish
from seating.convening import Convening
from seating.convening.convening_file import as_entry, list_stated, plain_requirement
from seating.convening.suggestions import Suggestion
from seating.present.blocks import Block, Text, code, data, field, titled
from seating.present.shortening import tell_more
from seating.wording import Said, said, said_first, said_list

SHOWN_DECLINED = 5


def list_wishes_to_accept(wishes: Iterable[Wish], where: str | None) -> Iterator[Block]:
    """Yield what could matter by the columns of the list and is not asked for yet, with the lines that ask for it.

    Parameters
    ----------
    wishes : iterable of Wish
    where : str or None
        The file of the convening; None if there is none yet.
    """
    title = said("What could matter (made from the columns of the list; nothing asks for it yet)")
    offered = [one.suggestion for one in wishes if not one.is_chosen]
    lines: list[Text] = []
    for one in offered:
        lines += [(one.says, f" ({one.now})" if one.now else ""), data(_as_line(one, where))]
    if lines:
        lines.append(said("To choose some of them, run `seating check --ask`."))
    yield from titled(title, lines)


def _as_line(suggestion: Suggestion, where: str | None) -> str:
    """Return the line that asks for a suggestion; of one that is not a requirement, with the key that it belongs to."""
    if suggestion.part == "requirements":
        return as_entry(suggestion.entry, where)
    return _as_key({suggestion.part: suggestion.entry}, where)


def _as_key(entry: Mapping[str, object], where: str | None) -> str:
    """Return an entry of a convening itself, in the format of its file."""
    return as_entry(entry, where).removeprefix("- ")[1:-1]


def list_candidates(candidates: Candidates, convening: Convening, shown: int, where: str | None) -> Iterator[Block]:
    """Yield why each candidate was thought of, the line that asks for it, and how to accept or decline it.

    Parameters
    ----------
    candidates : Candidates
    convening : Convening
    shown : int
        How many candidates to show.
    where : str or None
        The file of the convening; None if there is none yet.
    """
    title = said("To consider (suggestions from the list; none of them counts as unmet)")
    yield from titled(title, _list_lines(candidates, convening, shown, where))


def _list_lines(candidates: Candidates, convening: Convening, shown: int, where: str | None) -> Iterator[Text]:
    for one in candidates.offered[:shown]:
        yield (one.why, " [", code(one.id), "]")
        yield data(one.entry(where))
    if (left := len(candidates.offered) - shown) > 0:
        yield tell_more(left)
    if candidates.offered:
        yield from _explain_accepting(convening, where)
        yield _explain_declining(candidates.offered[0], where)
        if any(one.cause is Cause.SECTOR for one in candidates.offered):
            sectors = _name_usual_sectors(convening)
            yield field(said("Usual sectors (`usual_sectors:` changes them)"), data(sectors))
    if candidates.declined:
        told = [f"{one.id} ({reason})" for one, reason in candidates.declined]
        yield field(said("Declined"), data(said_first(told, SHOWN_DECLINED)))


def _explain_accepting(convening: Convening, where: str | None) -> Iterator[Text]:
    """Yield where the line of a candidate is added, and the requirements that have to be written there first."""
    if where is None:
        yield said(
            "To accept one, add its line under `requirements:` in the convening.yaml that `seating solve` writes."
        )
        return
    yield field(said("To accept one, add its line to the requirements in this file, like the others"), data(where))
    stated = list_stated(convening)
    if convening.file is not None and not convening.states_requirements and stated:
        yield said(
            "The convening contains no requirements. Those that you add replace the inferred ones. To keep the "
            "inferred ones, also add:"
        )
        yield from (data(as_entry(plain_requirement(one), where)) for one in stated)


def _explain_declining(first: Candidate, where: str | None) -> Text:
    """Return where the id of a candidate is added to decline it."""
    example = _as_key({"considered": {first.id: "not this year"}}, where)
    return field(said("To decline one, add its id with a reason under `considered:`, such as"), code(example))


def _name_usual_sectors(convening: Convening) -> Said:
    """Return the usual sectors; those that the convening names as they are written."""
    sectors = list_usual_sectors(convening)
    return said_list(map(said, sectors) if convening.usual_sectors is None else sectors)
