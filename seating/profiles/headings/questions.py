"""Ask what a column is where its cells show something that its heading does not, or note it."""

from __future__ import annotations

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import DEPUTY_HEADINGS
from seating.profiles.headings.cell_signs import (
    holds_replies,
    is_about_the_event,
    names_people,
    refuses,
    says_no,
    spoken_in,
    tells_needs,
)
from seating.profiles.headings.competing_columns import (
    Decision,
    Decisions,
    SheetColumn,
    ask_which,
    cells_of,
    contradicts,
)
from seating.profiles.headings.contents import (
    is_about_coming,
    is_need,
    is_need_of_access,
    is_refusal,
    is_reply,
    people_in,
    words,
)
from seating.profiles.headings.evidence import MOSTLY
from seating.profiles.headings.heading_phrases import excludes
from seating.profiles.headings.name_columns import given_names
from seating.profiles.headings.numbers import ask_about_unread_numbers
from seating.profiles.headings.person_roles import PersonRole, read_role
from seating.profiles.headings.polarity import says_yes
from seating.profiles.headings.scores import kept_as
from seating.profiles.headings.ticks import TAG
from seating.profiles.power_headings import Meaning, read_power
from seating.wording import fold, name_column, quoted, said, said_count, said_list, squashed, whole_number

SHOWN_TEXTS = 3
"""Maximum number of refusals that a question quotes."""


def ask_about_columns(state: Decisions) -> None:
    """Ask about columns that were left as custom columns, and about replies that may be read in two ways."""
    attending = next((decision.seen for decision in state.found.values() if decision.key == "attending"), None)
    for decision in state.found.values():
        if _is_open(state, decision) and decision.seen.contents.filled:
            _ask_about_cells(state, decision, attending)
    _ask_about_unread_replies(state)
    _ask_about_refusals_beside(state)
    _ask_about_blanks(state)
    ask_about_unread_numbers(state)


def _is_open(state: Decisions, decision: Decision) -> bool:
    """Whether a column was left as a custom column, neither stated nor used by the convening, and nothing is asked."""
    is_left = decision.key in {"own", "private"} and not (decision.is_stated or decision.is_dropped)
    one = decision.seen
    return is_left and one.index not in state.reported and squashed(one.heading) not in state.used


def _ask_about_cells(state: Decisions, decision: Decision, attending: SheetColumn | None) -> None:
    """Ask about the people, the replies or the needs in the cells of a custom column."""
    one, cells = decision.seen, decision.seen.contents
    if names_people(one) and not _repeats_names(state, one):
        is_behind = bool(spoken_in(one) & words("by")) or read_role(one.heading) is PersonRole.BEHIND
        tells_power = is_behind or read_power(one.heading) is not Meaning.UNKNOWN
        ask_about_people(state, one, is_known=decision.key == "private" or tells_power)
    elif holds_replies(one):
        _ask_about_replies_beside(state, one, attending)
    elif refuses(one):
        _ask_about_refusals(state, one)
    else:
        if kept_as(state, one) == "own" and (cells.number(is_need_of_access) or tells_needs(one)):
            _ask_about_needs(state, one)
        if _names_a_person(one) and not _repeats_names(state, one):
            ask_about_people(state, one, is_known=True)


def _ask_about_replies_beside(state: Decisions, one: SheetColumn, attending: SheetColumn | None) -> None:
    """Ask about replies in a custom column that contradict those of the list."""
    if attending is not None and not is_about_the_event(one):
        return
    if says_no(one) and (attending is None or contradicts(state, one, attending)):
        ask_about_replies(state, one)


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


def ask_about_people(state: Decisions, one: SheetColumn, *, is_known: bool = False) -> None:
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


def _ask_about_unread_replies(state: Decisions) -> None:
    """Report columns that may say who is not coming, if no column was read as replies.

    Such a column holds yes and no about a part of the event, such as the dinner, or a refusal among other texts.
    """
    if any(decision.key in {"attending", "status"} for decision in state.found.values()):
        return
    left = [decision.seen for decision in state.found.values() if _is_open(state, decision)]
    parts = [one for one in left if _tells_of_part(one)]
    if len(parts) > 1:
        ask_which(state, "attending", parts[0], parts[1:])
        return
    for one in [*parts, *(one for one in left if one not in parts and _holds_refusal(state, one))]:
        ask_about_replies(state, one)
    for one in left:
        if one.index in state.reported or not _may_be_replies(state, one):
            continue
        if says_yes(one.heading):
            ask_about_replies(state, one)
        else:
            _note_unread_replies(state, one)


def _may_be_replies(state: Decisions, one: SheetColumn) -> bool:
    """Whether a column contains yes and no under a heading of which no word is known."""
    known = words("offers") | words("consent") | words("food") | words("remarks")
    is_about_other = excludes(one.heading, "attending") or excludes(one.heading, "party more")
    is_unknown = not state.ranked.get(one.index) and not spoken_in(one) & known and not is_about_other
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
    cells, spoken = one.contents, spoken_in(one)
    has_refusal = any(read_reply(text) is Reply.NO for text in cells.texts)
    return (
        has_refusal
        and cells.share(is_reply) >= 0.8
        and len(spoken) < 3
        and bool(spoken & (words("parts") | words("days")))
    )


def _holds_refusal(state: Decisions, one: SheetColumn) -> bool:
    """Whether a cell is nothing but a refusal, under a heading that is not about something else: "Not attending"."""
    spoken = spoken_in(one)
    if not spoken & words("remarks") and (excludes(one.heading, "attending") or spoken & words("consent")):
        return False
    refusals = {fold(text) for text in one.contents.counts if _refuses_alone(text)}
    return bool(refusals) and not refusals.isdisjoint(_texts_of_who_comes(state, one))


def _refuses_alone(text: str) -> bool:
    """Whether a text is a refusal in a word or two."""
    return 0 < len(text.split()) < 4 and is_refusal(text) and is_about_coming(text)


def _texts_of_who_comes(state: Decisions, one: SheetColumn) -> set[str]:
    """Return the texts of a column on the rows of which no number of people is 0."""
    totals = [cells_of(state, v.seen) for v in state.found.values() if v.meaning == "party total"]
    rows = enumerate(cells_of(state, one))
    return {text for at, text in rows if not any(whole_number(total[at]) == 0 for total in totals)}


def ask_about_replies(state: Decisions, one: SheetColumn) -> None:
    """Report a column of replies of which the heading does not tell to what invitation."""
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
    if spoken_in(one) & words("remarks"):
        return False
    is_other = excludes(one.heading, "attending") or spoken_in(one) & (words("offers") | words("parts") | words("food"))
    return bool(is_other) or one.contents.replies >= 0.5


def _is_undone(reply: str, remark: str) -> bool:
    """Whether a reply is yes and the remark beside it is a refusal in a word or two."""
    return _refuses_alone(remark) and read_reply(reply) is Reply.YES


def note_chosen(state: Decisions, one: SheetColumn, meaning: str, evidence: str) -> None:
    """Add a note on a column whose meaning follows from its cells."""
    is_name = meaning == "name"
    aim = said("confirm this") if is_name else said("keep it as your own column")
    advice = state.notebook.ask_meaning(aim, ["name" if is_name else "own"], one.called)
    values = {"file": state.notebook.file, "column": name_column(one.called, one.letter), "evidence": evidence}
    if is_name:
        text = said(
            "%(file)s: column %(column)s is read as the name column: %(evidence)s, and no heading shows where "
            "the names are. %(advice)s",
            advice=advice,
            **values,
        )
    else:
        text = said(
            "%(file)s: column %(column)s is read as %(meaning)s: %(evidence)s. %(advice)s",
            meaning=meaning,
            advice=advice,
            **values,
        )
    state.notebook.note("heading-chosen", text)
