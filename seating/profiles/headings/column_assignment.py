"""Give every column of a list one meaning: the best candidate, unless another column has a better claim to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from seating.near_words import NearWords
from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import DEPUTY_HEADINGS, SEVERAL
from seating.profiles.headings.companions import choose_labeled_sizes, choose_named_companions
from seating.profiles.headings.competing_columns import (
    NAMES,
    STATED,
    Decision,
    Decisions,
    SheetColumn,
    ask_which,
    cells_of,
    choose_one,
    contradicts,
)
from seating.profiles.headings.contents import (
    has_only_digits,
    is_about_coming,
    is_bare,
    is_need,
    is_need_of_access,
    is_nothing,
    is_refusal,
    is_reply,
    is_small_number,
    is_worded_reply,
    people_in,
    words,
)
from seating.profiles.headings.evidence import FEW, HALF, MIN_POINTS, MOSTLY, Candidate, candidates
from seating.profiles.headings.families import choose_companion_replies, choose_companions, choose_family_names
from seating.profiles.headings.grids import choose_grids
from seating.profiles.headings.heading_phrases import excludes, plain
from seating.profiles.headings.name_columns import choose_name_columns, given_names, list_given_names, list_names
from seating.profiles.headings.numbers import (
    ask_about_unread_numbers,
    may_count_other_things,
    may_mark_guests,
    may_number_households,
    read_numbers_who_come,
    settle_guests,
)
from seating.profiles.headings.person_roles import PersonRole, read_role
from seating.profiles.headings.polarity import Sense, is_marked_or_not, read_sense, says_yes
from seating.profiles.headings.possible_meanings import list_possible_meanings
from seating.profiles.headings.rankings import choose_rankings
from seating.profiles.headings.ticks import TAG
from seating.profiles.notebook import Notebook
from seating.profiles.power_headings import Meaning, read_power
from seating.profiles.private_columns import is_private_by_heading, tells_contact_details
from seating.sources import Row
from seating.wording import fold, name_column, quoted, said, said_count, said_list, squashed, whole_number

SHOWN_TEXTS = 3
"""Maximum number of refusals that a question quotes."""

COMPARED_NAMES = 40_000
"""Maximum number of comparisons in the search for misspelled names, over all columns of a list."""


MOSTLY_NEEDS = 0.8
"""The share of cells about needs from which a column is read as needs, if a need in it is not about food."""

NEVER_OWN = frozenset({*NAMES, "attending", "status", "email", "phone"})
"""Meanings that a column may have even if the convening uses it by its heading."""


def choose(
    seen: Sequence[SheetColumn],
    body: Sequence[Row],
    said: Mapping[int, str],
    used: Collection[str],
    line: int,
    notebook: Notebook,
) -> tuple[list[Decision], Sequence[Row]]:
    """Return the decision on each column, in the order of the sheet, and the rows to read.

    The cells of a rating grid get their area, so that each of these columns is read as any column of interests.

    Parameters
    ----------
    seen : sequence of SheetColumn
        The columns of the sheet.
    body : sequence of Row
        The rows of people.
    said : mapping of int to str
        The meaning that the convening states for a column, by column index.
    used : collection of str
        Squashed headings that the convening uses as custom columns.
    line : int
        The line of the headings.
    notebook : Notebook
        Collects questions and notes about uncertain decisions.
    """
    state = Decisions(list(seen), body, said, used, line, notebook)
    for one in state.seen:
        if key := state.said.get(one.index):
            state.found[one.index] = Decision(one, _said_part(key, one), STATED, True)
        else:
            state.ranked[one.index] = _list_candidates(one) if one.heading and not one.is_choice else []
    private = {one.index for one in state.seen if squashed(one.heading) in state.used and _is_private(state, one)}
    choose_family_names(state)
    choose_name_columns(state)
    names, given = list_names(state), list_given_names(state)
    near = NearWords(COMPARED_NAMES)
    state.seen = [
        replace(one, contents=replace(one.contents, names=names, given=given, near=near)) for one in state.seen
    ]
    for one in state.seen:
        if one.index in state.found:
            state.found[one.index] = replace(state.found[one.index], seen=one)
        elif one.heading and not one.is_choice:
            state.ranked[one.index] = _allowed(state, one)
    choose_companions(state)
    choose_companion_replies(state)
    choose_rankings(state)
    choose_grids(state)
    _choose_the_rest(state)
    choose_labeled_sizes(state)
    choose_named_companions(state)
    _look_at_what_is_left(state)
    settle_guests(state)
    read_numbers_who_come(state)
    _ask_about_unread_replies(state)
    _ask_about_refusals_beside(state)
    _ask_about_blanks(state)
    ask_about_unread_numbers(state)
    for index, text in state.pending.items():
        if state.found[index].key in {"own", "private"}:  # otherwise its cells determined a meaning
            state.notebook.note("heading-own", text)
            state.reported.add(index)
    for index, decision in state.found.items():
        stays = index in private and decision.key in {"own", "private"} and not decision.is_stated
        if stays or (decision.key not in NAMES and is_private_by_heading(decision.seen.heading)):
            state.found[index] = replace(decision, is_private=True)
    return [_with_account(state, state.found[one.index]) for one in state.seen], state.body


def _list_candidates(one: SheetColumn) -> list[Candidate]:
    """Return the possible meanings of a column; one whose cells were turned into replies is one of replies."""
    return candidates(f"{one.heading} {TAG}" if one.has_replies else one.heading, one.contents)


def _with_account(state: Decisions, decision: Decision) -> Decision:
    """Return a decision with what else the column could be, and whether that is asked."""
    is_asked = decision.seen.index in state.reported and decision.key in {"own", "private"}
    return replace(decision, might=list_possible_meanings(state, decision), is_asked=is_asked)


def _is_private(state: Decisions, one: SheetColumn) -> bool:
    """Whether a column that the convening uses would be private if it did not; to be used does not make it public."""
    ranked = state.ranked.get(one.index, ())
    best = next((each.key for each in ranked if each.points >= MIN_POINTS), None)
    by_heading = is_private_by_heading("", {each.key for each in ranked} if best is None else {best})
    return by_heading or tells_contact_details(one.contents, is_own=True)


def _allowed(state: Decisions, one: SheetColumn) -> list[Candidate]:
    """Return the candidates of a column, without names and without those excluded by its use in the convening."""
    ranked = [each for each in _list_candidates(one) if each.meaning not in NAMES - {"id"}]
    if squashed(one.heading) in state.used:
        ranked = [each for each in ranked if each.meaning in NEVER_OWN or each.heading == 4]
    return ranked


def _choose_the_rest(state: Decisions) -> None:
    """Give each remaining column its best meaning; `choose_one` decides where several columns claim the same one."""
    exact_needs = any(decision.key == "needs" for decision in state.found.values()) or any(
        squashed(one.heading) == "needs" and one.contents.filled for one in state.seen
    )
    claims: dict[str, list[tuple[SheetColumn, Candidate]]] = {}
    for one in state.seen:
        if one.index in state.found:
            continue
        best = next((each for each in state.ranked.get(one.index, ()) if each.points >= MIN_POINTS), None)
        if best is not None and best.key == "party" and _is_unsure_of_party(state, one, best):
            state.found[one.index] = Decision(one, "own")
        elif best is None or best.key in {"own", "private"}:
            state.found[one.index] = _own(state, one, best)
        elif best.key == "needs" and exact_needs and squashed(one.heading) != "needs":
            state.found[one.index] = Decision(one, "private", best.evidence)
        elif best.key in SEVERAL:
            state.found[one.index] = Decision(one, best.meaning, best.evidence, is_guess=best.heading < 3)
        else:
            claims.setdefault(best.meaning, []).append((one, best))
    for meant, rivals in claims.items():
        choose_one(state, meant, rivals)


def _is_unsure_of_party(state: Decisions, one: SheetColumn, best: Candidate) -> bool:
    return any(
        is_unsure(state, one, best) for is_unsure in (may_number_households, may_mark_guests, may_count_other_things)
    )


def _own(state: Decisions, one: SheetColumn, best: Candidate | None) -> Decision:
    """Return the decision on a custom column, and prepare a note on the meaning that its heading suggested."""
    ranked = state.ranked.get(one.index, ())
    named = next((each for each in ranked if each.heading > 1 and each.key not in {"own", "private"}), None)
    if best is None and named and one.contents.filled and not any(each.key == "own" for each in ranked):
        text = said(
            "%(file)s: column %(column)s is kept as your own column. Its heading suggests %(meaning)s, but its cells "
            "do not fit (%(cells)s).",
            file=state.notebook.file,
            column=name_column(one.called, one.letter),
            meaning=named.key,
            cells=named.cells_say,
        )
        state.pending[one.index] = text
    is_open = best is not None and best.key == "own"  # the heading is clear, and not private
    private = not is_open and is_private_by_heading("", {each.key for each in ranked})
    return Decision(one, "private" if private else "own", best.evidence if best else "", is_private=private)


def _look_at_what_is_left(state: Decisions) -> None:
    """Decide on columns whose cells show a meaning that their heading does not; report those that remain unclear."""
    attending = next((decision.seen for decision in state.found.values() if decision.key == "attending"), None)
    for index, decision in list(state.found.items()):
        if (
            decision.meaning not in {"own", "private"}
            or decision.is_stated
            or decision.is_dropped
            or not decision.seen.contents.filled
        ):
            continue
        if squashed(decision.seen.heading) in state.used or index in state.reported:
            continue
        state.found[index] = found = _by_cells(state, decision, attending)
        attending = found.seen if found.key == "attending" else attending


def _by_cells(state: Decisions, decision: Decision, attending: SheetColumn | None) -> Decision:
    one, spoken = decision.seen, set(plain(decision.seen.heading).split())
    cells = one.contents
    names_people = cells.people >= 0.5 or (cells.given_names >= 0.8 and cells.different >= 0.7)
    if names_people and cells.filled > 2 and cells.share(has_only_digits) < 0.5 and not _repeats_names(state, one):
        is_behind = bool(spoken & words("by")) or read_role(one.heading) is PersonRole.BEHIND
        tells_power = is_behind or read_power(one.heading) is not Meaning.UNKNOWN
        _ask_about_people(state, one, is_known=decision.key == "private" or tells_power)
        return decision
    if _holds_replies(one):
        return _by_replies(state, decision, attending)
    refuses = read_sense(one.heading) is Sense.TURNED and not spoken & words("consent")
    told = 0 if _counts(one) else cells.share(is_marked_or_not)
    if refuses and (told == 1 or (told >= HALF and cells.share(has_only_digits) < HALF)):
        _ask_about_refusals(state, one)
        return decision
    if decision.meaning == "own" and cells.share_of_told(is_need) >= MOSTLY_NEEDS and cells.number(is_need_of_access):
        return _by_needs(state, decision)
    tells_needs = cells.share(is_need) >= 0.3 and cells.length > 1.3 and cells.share(has_only_digits) < 0.5
    if tells_needs and decision.meaning == "own" and not spoken & words("food"):
        if cells.number(is_need) < FEW:
            _ask_about_needs(state, one)
            evidence = said("some of its cells might be about needs")
            return replace(decision, meaning="private", is_private=True, evidence=evidence)
        return _by_needs(state, decision)
    if decision.meaning == "own" and cells.number(is_need_of_access):
        _ask_about_needs(state, one)
    if _names_a_person(one) and not _repeats_names(state, one):
        _ask_about_people(state, one, is_known=True)
    if tells_contact_details(cells, is_own=_is_own(state, one)):
        return replace(
            decision,
            meaning="private",
            is_private=True,
            evidence=said("its cells contain addresses or contact details"),
        )
    return decision


def _counts(one: SheetColumn) -> bool:
    """Whether a column has numbers under a heading about numbers, such as "Declined count"."""
    return one.contents.share(has_only_digits) >= HALF and excludes(one.heading, "attending")


def _names_a_person(one: SheetColumn) -> bool:
    """Whether a cell of a column is exactly the full name of a person on the list, or of several."""
    names = (part for text in one.contents.texts for part in people_in(text))
    return any(" " in name.strip() and fold(name) in one.contents.names for name in names)


def _repeats_names(state: Decisions, one: SheetColumn) -> bool:
    """Whether a column repeats the name or the id of each row."""
    identity = next((v.seen for v in state.found.values() if v.key == "id"), None)
    if identity is not None and cells_of(state, identity) == cells_of(state, one):
        return True
    own = [v.seen.index for v in state.found.values() if v.key == "name"]
    cells = cells_of(state, one)
    texts = [given_names(row, own) for row in state.body]
    texts = [{*text, *(name.split()[0] for name in text)} for text in texts]
    same = sum(bool(cell) and cell in text for cell, text in zip(cells, texts, strict=True))
    return same * 2 > sum(map(bool, cells))


def _ask_about_people(state: Decisions, one: SheetColumn, *, is_known: bool) -> None:
    """Report as unclear a column that names people on the list; if its heading explains it, only prepare a note.

    A column of deputies is not in doubt.
    """
    if squashed(one.heading) in DEPUTY_HEADINGS:
        return
    says = said(
        "contains mostly names from this list, but its heading does not show whether these people should sit together"
    )
    keys = ("with", "apart", "wishes", "avoids", "own")
    if is_known:
        text = said(
            "%(file)s: column %(column)s names people on this list, but is kept as your own column. %(advice)s",
            file=state.notebook.file,
            column=name_column(one.called, one.letter),
            advice=state.notebook.ask_meaning(said("use it for the seating"), keys, one.called),
        )
        state.pending[one.index] = text
    else:
        state.notebook.problem(
            "column-unclear",
            says,
            state.line,
            one.column,
            hint=state.notebook.ask_meaning(said("state what it is"), keys, one.called),
        )


def _ask_about_needs(state: Decisions, one: SheetColumn) -> None:
    """Prepare a note on a column of remarks, some of which are about needs."""
    state.pending[one.index] = said_count(
        "%(file)s: column %(column)s: %(number)s cell is about needs. %(advice)s",
        "%(file)s: column %(column)s: %(number)s cells are about needs. %(advice)s",
        one.contents.number(is_need),
        file=state.notebook.file,
        column=name_column(one.called, one.letter),
        advice=state.notebook.ask_meaning(said("read the column as needs"), ("needs", "own"), one.called),
    )


def _ask_about_refusals(state: Decisions, one: SheetColumn) -> None:
    """Report as unclear a column of yes and no whose heading is about not coming: "Cancelled: yes" means no."""
    state.reported.add(one.index)
    says = said("contains yes and no under a heading about not coming, so yes can mean that the person is not coming")
    hint = said(
        "If yes means that the person is not coming, write the line %(line)s. %(own)s",
        line=state.notebook.columns_line("attending", one.called),
        own=state.notebook.ask_meaning(said("keep it as your own column"), ["own"], one.called),
    )
    state.notebook.problem("column-unclear", says, state.line, one.column, hint=hint)


def _holds_replies(one: SheetColumn) -> bool:
    """Whether the cells of a column are replies in a few words, and its heading is not about consent.

    A cell that means none tells nothing about the column.
    """
    cells = one.contents
    told = cells.filled - cells.number(is_nothing)
    return told > 2 and cells.number(is_worded_reply) >= 0.8 * told and not _spoken(one) & words("consent")


def _spoken(one: SheetColumn) -> set[str]:
    return set(plain(one.heading).split())


def _is_about_the_event(one: SheetColumn) -> bool:
    """Whether replies in a column are about coming, rather than about a bus or a room for the night."""
    return not _spoken(one) & words("offers") and one.contents.share(is_about_coming) >= 0.5


def _ask_about_unread_replies(state: Decisions) -> None:
    """Report columns that may say who is not coming, if no column was read as replies.

    Such a column holds yes and no about a part of the event, such as the dinner, or a refusal among other texts.
    """
    if any(decision.key in {"attending", "status"} for decision in state.found.values()):
        return
    left = [
        decision.seen
        for index, decision in state.found.items()
        if decision.meaning in {"own", "private"}
        and not decision.is_stated
        and not decision.is_dropped
        and index not in state.reported
        and squashed(decision.seen.heading) not in state.used
    ]
    parts = [one for one in left if _tells_of_part(one)]
    if len(parts) > 1:
        ask_which(state, "attending", parts[0], parts[1:])
        return
    for one in [*parts, *(one for one in left if one not in parts and _holds_refusal(state, one))]:
        _ask_about_replies(state, one)
    for one in left:
        if one.index in state.reported or not _may_be_replies(state, one):
            continue
        if says_yes(one.heading):
            _ask_about_replies(state, one)
        else:
            _note_unread_replies(state, one)


def _may_be_replies(state: Decisions, one: SheetColumn) -> bool:
    """Whether a column contains yes and no under a heading of which no word is known."""
    known = words("offers") | words("consent") | words("food") | words("remarks")
    is_about_other = excludes(one.heading, "attending") or excludes(one.heading, "party more")
    is_unknown = not state.ranked.get(one.index) and not _spoken(one) & known and not is_about_other
    has_refusal = any(read_reply(text) is Reply.NO for text in one.contents.texts)
    return is_unknown and has_refusal and one.contents.filled > 1 and one.contents.share(is_reply) >= 0.8


def _note_unread_replies(state: Decisions, one: SheetColumn) -> None:
    text = said(
        "%(file)s: column %(column)s contains yes and no, and no column shows who is coming. This column "
        "is kept as your own column, so everyone gets a seat. %(advice)s",
        file=state.notebook.file,
        column=name_column(one.called, one.letter),
        advice=state.notebook.ask_meaning(said("read it as replies"), ["attending"], one.called),
    )
    state.pending[one.index] = text


def _tells_of_part(one: SheetColumn) -> bool:
    """Whether a column contains yes and no under a heading of a word or two about the event: "Dinner"."""
    cells, spoken = one.contents, _spoken(one)
    has_refusal = any(read_reply(text) is Reply.NO for text in cells.texts)
    return (
        has_refusal
        and cells.share(is_reply) >= 0.8
        and len(spoken) < 3
        and bool(spoken & (words("parts") | words("days")))
    )


def _holds_refusal(state: Decisions, one: SheetColumn) -> bool:
    """Whether a cell is nothing but a refusal, under a heading that is not about something else: "Not attending"."""
    spoken = _spoken(one)
    if not spoken & words("remarks") and (excludes(one.heading, "attending") or spoken & words("consent")):
        return False
    return any(
        len(text.split()) < 4 and is_refusal(text) and is_about_coming(text) for text in _texts_of_who_comes(state, one)
    )


def _texts_of_who_comes(state: Decisions, one: SheetColumn) -> set[str]:
    """Return the texts of a column on the rows of which no number of people is 0."""
    totals = [cells_of(state, v.seen) for v in state.found.values() if v.meaning == "party total"]
    rows = enumerate(cells_of(state, one))
    return {text for at, text in rows if not any(whole_number(total[at]) == 0 for total in totals)}


def _ask_about_replies(state: Decisions, one: SheetColumn) -> None:
    says = said("contains replies to an invitation, but its heading does not show which invitation")
    hint = state.notebook.ask_meaning(said("state what it is"), ("attending", "own"), one.called)
    if one.contents.replies < MOSTLY:
        texts = [text for text in one.contents.texts if is_refusal(text) and is_about_coming(text)]
        says = said(
            "contains %(texts)s among other text, and no column shows who is coming",
            texts=said_list(map(quoted, texts[:SHOWN_TEXTS])),
        )
        hint = said(
            "Add an `attending` column with “no” for each person who is not coming. %(own)s",
            own=state.notebook.ask_meaning(said("keep it as your own column"), ["own"], one.called),
        )
    state.reported.add(one.index)
    state.notebook.problem("column-unclear", says, state.line, one.column, hint=hint)


def _ask_about_refusals_beside(state: Decisions) -> None:
    """Report remarks that are nothing but a refusal, such as "Cancelled", beside a reply that is a yes."""
    replied = next((v.seen for v in state.found.values() if v.key in {"attending", "status"}), None)
    if replied is None:
        return
    replies = cells_of(state, replied)
    for index, decision in state.found.items():
        one = decision.seen
        if decision.key not in {"own", "private"} or decision.is_stated or index in state.reported:
            continue
        if squashed(one.heading) in state.used or _is_of_something_else(one):
            continue
        both = zip(state.body, cells_of(state, one), replies, strict=True)
        rows = [row for row, cell, reply in both if _is_undone(reply, cell)]
        for row in rows:
            says = said(
                "means that the person is not coming, but %(column)s is yes",
                column=name_column(replied.called, replied.letter),
            )
            hint = said(
                "Correct the reply if the person is not coming. %(own)s",
                own=state.notebook.ask_meaning(said("keep both as they are"), ["own"], one.called),
            )
            state.notebook.problem("column-unclear", says, row.line, one.column, row.cells[index].strip(), hint)


def _ask_about_blanks(state: Decisions) -> None:
    """Report a column of replies with check marks on some rows and nothing on others, which may mean no."""
    for decision in state.found.values():
        one, cells = decision.seen, decision.seen.contents
        is_told = (
            fold(one.heading) == "attending" or one.has_replies or one.heading.endswith(TAG)
        )  # there a blank is a yes
        is_plain = decision.key == "attending" and not decision.is_dropped and not is_told
        if not is_plain or "" in cells.vocabulary.get("attending", ()) or not 0 < cells.filled < cells.rows:
            continue
        if {fold(text) for text in cells.counts} <= words("marks"):
            says = said_count(
                "has check marks and %(number)s blank cell; a blank can mean that the person is not coming, or "
                "that there is no answer yet",
                "has check marks and %(number)s blank cells; a blank can mean that the person is not coming, or "
                "that there is no answer yet",
                cells.rows - cells.filled,
            )
            lines = [f'vocabulary: {{attending: {{{word}: [""]}}}}' for word in ("no", "maybe")]
            hint = state.notebook.offer(said("state what a blank means"), lines)
            state.notebook.problem("column-unclear", says, state.line, one.column, hint=hint)


def _is_of_something_else(one: SheetColumn) -> bool:
    """Whether a column is about a payment, a bus or a part of the event, which can be refused or cancelled alone."""
    if _spoken(one) & words("remarks"):
        return False
    is_other = excludes(one.heading, "attending") or _spoken(one) & (words("offers") | words("parts") | words("food"))
    return bool(is_other) or one.contents.replies >= 0.5


def _is_undone(reply: str, remark: str) -> bool:
    """Whether a reply is yes and the remark beside it is a refusal in a word or two."""
    is_short = 0 < len(remark.split()) < 4
    return is_short and read_reply(reply) is Reply.YES and is_refusal(remark) and is_about_coming(remark)


def _is_own(state: Decisions, one: SheetColumn) -> bool:
    """Whether the heading of a column marks it as a custom column."""
    return any(each.key == "own" for each in state.ranked.get(one.index, ()))


def _by_replies(state: Decisions, decision: Decision, attending: SheetColumn | None) -> Decision:
    """Use a column of replies if no other column tells who is coming; report columns that contradict each other."""
    one = decision.seen
    if attending is not None and not _is_about_the_event(one):
        return decision
    if attending is None and not _is_own(state, one) and _is_about_the_event(one):
        rivals = [v.seen for v in state.found.values() if v.meaning == "own" and not v.is_stated and v.seen is not one]
        unclear = [
            other
            for other in rivals
            if _holds_replies(other)
            and not _is_own(state, other)
            and (contradicts(state, one, other) or contradicts(state, other, one))
        ]
        if unclear:
            ask_which(state, "attending", one, unclear)
            return decision
        if _spoken(one) & words("parts"):
            _ask_about_replies(state, one)
            return decision
        evidence = said(
            "%(number)s of %(all)s cells are replies",
            number=round(one.contents.replies * one.contents.filled),
            all=one.contents.filled,
        )
        _note_chosen(state, one, "attending", evidence)
        return Decision(one, "attending", evidence, is_guess=True)
    says_no = any(read_reply(text) in {Reply.NO, Reply.WAITING} for text in one.contents.texts)
    if says_no and (attending is None or contradicts(state, one, attending)):
        _ask_about_replies(state, one)
    return decision


def _by_needs(state: Decisions, decision: Decision) -> Decision:
    """Treat a column as needs because of what its cells contain. Needs are private whatever the heading is."""
    one = decision.seen
    evidence = said(
        "%(number)s of %(all)s cells are about needs",
        number=round(one.contents.share(is_need) * one.contents.filled),
        all=one.contents.filled,
    )
    _note_chosen(state, one, "needs", evidence)
    return Decision(one, "needs", evidence, is_guess=True)


def _note_chosen(state: Decisions, one: SheetColumn, meaning: str, evidence: str) -> None:
    """Add a note on a column whose meaning follows from its cells."""
    text = said(
        "%(file)s: column %(column)s is read as %(meaning)s: %(evidence)s. %(advice)s",
        file=state.notebook.file,
        column=name_column(one.called, one.letter),
        meaning=meaning,
        evidence=evidence,
        advice=state.notebook.ask_meaning(said("keep it as your own column"), ["own"], one.called),
    )
    state.notebook.note("heading-chosen", text)


def _said_part(key: str, one: SheetColumn) -> str:
    """Return the meaning that the convening gives to a column; for a party, the cells decide which part it is."""
    if key != "party":
        return key
    ranked = [each for each in _list_candidates(one) if each.key == "party"]
    if ranked and ranked[0].points >= MIN_POINTS:
        return ranked[0].meaning
    return (
        "party total"
        if one.contents.share(is_small_number) >= 0.6
        else "party more"
        if one.contents.share(is_bare) >= 0.6
        else "party names"
    )
