"""The rules of a seating: the tables, and each requirement as a sentence with a tick and a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.check import find_clashes
from seating.api.editing.convening_edits import (
    edit_convening,
    list_entries,
    move_in_history,
    name_requirements,
    read_history,
    rewrite_line,
)
from seating.api.editing.convening_text import ConveningText, read_convening_text
from seating.api.editing.event import Event, list_event_edits, read_event
from seating.api.editing.preview import Preview, preview_edits
from seating.api.editing.wishes import MUST, NICE, Wish, choose_wishes, find_opposite, list_rules
from seating.api.gains import describe_unmet
from seating.api.guided_start.list_title import list_offers
from seating.api.inputs import RoundInputs
from seating.board.drawn_room import find_unmet_tables, read_if_readable, view_room
from seating.board.rendering import needs_list, redirect, render, session_of, wants_part, words_of
from seating.board.room_edits import make_room_edit
from seating.board.routing import Form, form_of, get, ids_of, lists_of, post
from seating.board.session import Session, name_convening
from seating.convening.edit import Edit, Insert, Move, Remove, Set
from seating.convening.form_fields import FormField, FormValues, fill_fields
from seating.convening.requirement_form import fill_form, list_fields, read_form
from seating.convening.suggestions import count_places, suggest_tables
from seating.convening.table_form import TABLE_FIELDS, read_table_form
from seating.errors import InputError, Problem, SeatingError, UsageError, text_of
from seating.explanations.weights import list_trades
from seating.present.languages import Words
from seating.profiles import People
from seating.profiles.days import find_day
from seating.profiles.heads import count_heads, say_heads
from seating.requirements import kinds
from seating.requirements.base.kind import asks_only_seats, summarize_kind
from seating.requirements.search import list_wants
from seating.result.staff_plan import list_seat_requirements
from seating.room.plan import tell_names_apart
from seating.wording import message, said

TABLES, REQUIREMENTS = "tables", "requirements"

USUAL_WEIGHTS = 20
"""The right end of the slider for weights, unless the weight is larger."""

SHOWN_OTHERS = 12
"""Number of requirements that are shown below the rules."""

SHOWN_VALUES = 30
"""Columns with more different values are left out of the suggestions for values."""


@dataclass(frozen=True, slots=True)
class _Form:
    """An open form: the part of the convening, the number of the entry (None for a new one), and its fields.

    `kind` is the kind of a requirement, and "" for a table.
    """

    part: str
    number: int | None
    kind: str
    written: dict[str, Any]
    fields: Sequence[FormField]
    values: FormValues

    def edits(self, values: FormValues, ids: tuple[str, ...]) -> list[Edit]:
        """Return the edits that what is typed asks for; `ids` are those of the tables there are."""
        if self.part == TABLES:
            entry = read_table_form(values, self.written or None, ids)
        else:
            entry = read_form(kinds()[self.kind], values, self.written or None)
        if self.number is None:
            return [Insert((self.part,), entry)]
        return [Set((self.part, self.number), entry)]


@needs_list
def show(web: WebRequest) -> Response:
    """Show the tables, the rules and the file."""
    view = _view(web)
    return render(web, "rules.html.j2", screen="rules", says=_describe_saved(web, view), **view)


def show_part(web: WebRequest) -> Response:
    """Show the tables and rules alone, for a window in which something has changed."""
    return render(web, "rules.html.j2#rules", screen="rules", **_view(web))


def open_form(web: WebRequest) -> Response:
    """Open the form of a table or a requirement, or an empty one for a new entry."""
    form = _find_form(web, web.path_params["part"], web.query_params)
    return _show_form(web, form, form.values, _preview(web, form, form.values))


def preview(web: WebRequest) -> Response:
    """Show what the form would do as it is typed, without writing anything."""
    form, values = _find_form(web, web.path_params["part"], form_of(web)), lists_of(web)
    found = _preview(web, form, values)
    words = words_of(web)
    says = words.gettext("This must be corrected first") if found.problems else ""
    if found.clashes:
        number = len(found.clashes)
        says = words.ngettext(
            "Counting alone shows that %(number)s must cannot be met.",
            "Counting alone shows that %(number)s musts cannot be met.",
            number,
        )
    data = _form_data(web, form, values, found)
    return render(web, "requirement_form.html.j2#preview", screen="rules", says=says, **data)


def save(web: WebRequest) -> Response:
    """Write the content of the form; if it cannot be read, show the form again with the problems."""
    part = web.path_params["part"]
    form, values, words = _find_form(web, part, form_of(web)), lists_of(web), words_of(web)
    label = _label(part, {**form.written, **_texts(values), "kind": form.kind}, words.gettext)
    what = words.gettext("Add %(name)s", name=label)
    if form.number is not None:
        what = words.gettext("Change %(name)s", name=label)
    try:
        made = _write(
            web, lambda request, seen: edit_convening(request, form.edits(values, _table_ids(web)), what, seen)
        )
    except InputError as error:
        return _show_form(web, form, values, Preview(problems=tuple(error.problems)), 422)
    number = "" if form.number is None else form.number
    return redirect(web, f"rules?saved={part}&number={number}&text={made.sha256}")


def remove(web: WebRequest) -> Response:
    """Remove a table."""
    number = _number(form_of(web)["number"])
    words = words_of(web)
    name = _label(TABLES, _entry(web, TABLES, number), words.gettext)
    what = words.gettext("Remove %(name)s", name=name)
    _write(web, lambda request, seen: edit_convening(request, [Remove((TABLES, number))], what, seen))
    return _answer(web, words.gettext("Removed: %(name)s. Undo brings it back.", name=name))


def move(web: WebRequest) -> Response:
    """Move a table one place up or down."""
    form, words = form_of(web), words_of(web)
    number, to = _number(form["number"]), _number(form["to"])
    name = _label(TABLES, _entry(web, TABLES, number), words.gettext)
    what = words.gettext("Move %(name)s", name=name)
    _write(web, lambda request, seen: edit_convening(request, [Move((TABLES, number), to)], what, seen))
    return _answer(web, what)


def choose(web: WebRequest) -> Response:
    """Write a rule that is ticked into the convening, take out one that no longer is, or change how much it counts."""
    form, words = form_of(web), words_of(web)
    rules = list_rules(_read_now(web), list_entries(session_of(web).request, REQUIREMENTS))
    rule = next((one for one in rules if one.suggestion.line == form.read_id("line")), None)
    if rule is None:
        raise UsageError(said("This entry is no longer in the convening. Reload the page."))
    name = words.tell(rule.suggestion.says)
    strength = form["strength"] if form["strength"] in (MUST, NICE) else rule.strength
    other = find_opposite(rule, rules)
    is_asked = bool(form["chosen"]) or form.get("shown", form["line"]) != form["line"]  # who chooses the word wants it
    if not is_asked:
        what, says = message("Remove %(name)s"), message("Removed: %(name)s. Undo brings it back.")
    elif not rule.is_chosen:
        what, says = message("Add %(name)s"), message("Added to the convening: %(what)s.")
    else:
        what = says = message("%(name)s: a must") if strength == MUST else message("%(name)s: wish")
    asked = {rule.suggestion.line: strength} if is_asked else {}
    changed = [rule, other] if other and not rule.is_chosen else [rule]
    what = words.gettext(what, name=name)
    _write(web, lambda request, seen: choose_wishes(request, changed, asked, what, seen))
    return _answer(web, words.gettext(says, name=name, what=name))


def change_seats(web: WebRequest) -> Response:
    """Give a table so many seats more or fewer than it has now."""
    session, form = session_of(web), form_of(web)
    asked = Form({"table": form["table"], "what": "seats", "by": form["by"]})
    with session.lock:
        made = make_room_edit(session.request, session.read(), None, asked, words_of(web))
        _write(web, lambda request, seen: edit_convening(request, made.edits, made.name, seen))
    return _answer(web, made.name)


def add_tables(web: WebRequest) -> Response:
    """Write the tables that are lacking into the convening."""
    words, inputs = words_of(web), session_of(web).read().inputs
    wanted = ids_of(web, "line")
    chosen = [one for one in suggest_tables(inputs.convening, inputs.people) if one.line in wanted]
    if not chosen:
        raise UsageError(said("These tables are already in the convening, or are no longer needed."))
    what = "; ".join(words.tell(one.says) for one in chosen)
    edits: list[Edit] = [Insert((TABLES,), dict(one.entry)) for one in chosen]
    _write(web, lambda request, seen: edit_convening(request, edits, what, seen))
    if form_of(web)["back"] == "seats" and not wants_part(web):
        return redirect(web, "seats")
    return _answer(web, words.gettext("Added to the convening: %(what)s.", what=what))


def change_event(web: WebRequest) -> Response:
    """Write the name, the date and the number of tables that the top of the page states."""
    session, form, words = session_of(web), form_of(web), words_of(web)
    with session.lock:
        inputs, written = session.read().inputs, read_convening_text(session.request)
        title = " ".join(form["title"].split())
        result = " ".join(form["result"].split())
        day = find_day(form["day"])
        when = day.date.isoformat() if day and day.date else form["day"].strip()
        asked = Event(title, result, when, form["number"].strip(), form["seats"].strip(), form["head"] == "yes")
        edits = list_event_edits(inputs, written.plain, asked, words.gettext("Head table"))
        what = words.gettext("Name, date and tables")
        if edits:
            _write(web, lambda request, seen: edit_convening(request, edits, what, seen))
    return _answer(web, words.gettext("Saved: %(name)s.", name=what))


def change_line(web: WebRequest) -> Response:
    """Write a line of the file as it is typed."""
    form, words = form_of(web), words_of(web)
    number, line = _number(form["line"]), form["text"]
    name = f"{name_convening(session_of(web))}:{number}"
    what = words.gettext("Change %(name)s", name=name)
    _write(web, lambda request, seen: rewrite_line(request, number, line, what, seen))
    return _answer(web, words.gettext("Saved: %(name)s.", name=name))


def undo(web: WebRequest) -> Response:
    """Take the last change of the convening back."""
    _write(web, lambda request, seen: move_in_history(request, -1, seen))
    return _answer(web, words_of(web).gettext("The last change to the convening was undone."))


def redo(web: WebRequest) -> Response:
    """Make the last undone change again."""
    _write(web, lambda request, seen: move_in_history(request, 1, seen))
    return _answer(web, words_of(web).gettext("The change was redone."))


def _write(web: WebRequest, change: Callable[[Any, str | None], ConveningText]) -> ConveningText:
    """Change the convening if it is still the one that the page showed, and return its text."""
    session = session_of(web)
    with session.lock:
        made = change(session.request, form_of(web)["expected"] or None)
    session.windows.announce()
    return made


def _answer(web: WebRequest, says: str) -> Response:
    if not wants_part(web):
        return redirect(web, "rules")
    return render(web, "rules.html.j2#rules", screen="rules", says=says, **_view(web))


def _describe_saved(web: WebRequest, view: Mapping[str, Any]) -> str:
    """Return which entry a form has just saved; "" if none was, or if the convening has changed since.

    The address gives the place of the entry, because its name may be private. A new entry is the last one.
    """
    asked = web.query_params
    if not asked.get("saved") or asked.get("text") != view["written"].sha256:
        return ""
    labels = view["labels"].get(asked["saved"], ())
    number = _number(asked["number"]) if asked.get("number") else len(labels) - 1
    return words_of(web).gettext("Saved: %(name)s.", name=labels[number]) if 0 <= number < len(labels) else ""


def _view(web: WebRequest) -> dict[str, Any]:
    """Return what the page of rules shows. Errors in the inputs are shown on the page."""
    request, words = session_of(web).request, words_of(web)
    found = _read_now(web)
    lists, elsewhere = {}, ""
    for part in (TABLES, REQUIREMENTS):
        try:
            lists[part] = list_entries(request, part)
        except InputError:
            lists[part] = []
        except UsageError as error:
            lists[part], elsewhere = [], text_of(error)
    written = read_convening_text(request)
    wrong = {one.line for one in found.problems if one.file == written.path.name}
    return {
        "written": written,
        "wrong_lines": {n: line for n, line in enumerate(written.text.splitlines(), 1) if n in wrong},
        "history": read_history(request),
        "preview": found,
        "labels": {part: [_label(part, entry, words.gettext) for entry in entries] for part, entries in lists.items()},
        "tables": _list_tables(found.inputs, lists[TABLES], words),
        "elsewhere": elsewhere,
        "rules": list(_pair(list_rules(found, lists[REQUIREMENTS]))),
        "numbers": {identity: number for number, identity in enumerate(name_requirements(lists[REQUIREMENTS]))},
        "kinds": sorted(
            (words.gettext(kind.kind_label), name, words.gettext(summarize_kind(kind)), _list_words(name))
            for name, kind in kinds().items()
        ),
        "room": None if found.inputs is None else _describe_room(found.inputs, lists[REQUIREMENTS]),
        **view_room(web),
        **_judge_rules(session_of(web)),
    }


def _judge_rules(session: Session) -> dict[str, Any]:
    """Return where the seating on the board does not meet each requirement; nothing until everyone has a seat."""
    opened = read_if_readable(session)
    if opened is None or not opened.seating.seats or opened.seating.tray:
        return {"kept": {}, "unmet_tables": {}}
    result = opened.judged
    kept = {one.id: describe_unmet(result, one) for one in list_seat_requirements(result)}
    return {"kept": kept, "unmet_tables": find_unmet_tables(result)}


def _pair(rules: Sequence[Wish]) -> Iterator[tuple[str, Wish, tuple[Wish, ...]]]:
    """Yield a name of each row, its rule, and what can be chosen in its place: of two opposites, one has a row."""
    done: set[str] = set()
    for rule in rules:
        other = find_opposite(rule, rules)
        if other is not None and (rule.is_chosen and other.is_chosen):
            other = None
        both = (rule,) if other is None else (rule, other)
        if rule.suggestion.line not in done:
            yield f"{crc32(rule.suggestion.line.encode()):x}", max(both, key=lambda one: one.is_chosen), both
        done.update(one.suggestion.line for one in both)


def _list_words(kind: str) -> str:
    """Return the words with which people ask for a kind."""
    return " ".join(word for want in list_wants() if want.kind == kind for word in want.words)


def _list_tables(now: RoundInputs | None, entries: Sequence[Mapping[str, Any]], words: Words) -> list[dict[str, Any]]:
    """Return the tables as cards: the entry, and the number and the seats that it has in the room."""
    room = {} if now is None else {table.id: (n, table.seats) for n, table in enumerate(now.room.tables, start=1)}
    ids = [entry["id"] if isinstance(entry.get("id"), str) else "" for entry in entries]  # errors are shown, not raised
    cards = []
    for identity, entry in zip(ids, entries, strict=True):
        number, seats = room.get(identity, ("", None))
        label = _label(TABLES, entry, words.gettext)
        cards.append({"id": identity, "label": label, "entry": entry, "number": number, "seats": seats})
    return cards


def _describe_room(now: RoundInputs, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return who comes, which seats there are, and what counts besides the rules that the convening states."""
    applying = [one for one in now.requirements if one.applies(now.room)]
    stated, apart = name_requirements(entries), tell_names_apart(now.room)
    others = [one for one in applying if one.id not in stated and not asks_only_seats([one])]
    return {
        "event": read_event(now),
        "people": now.people.file,
        "is_party": now.people.is_party,
        "offers": list_offers(now.people, now.notes),
        "coming": say_heads(count_heads(now.room.people), len(now.room.staff)),
        "n_tables": sum(table.seats_people for table in now.room.tables),
        "places": count_places(now.convening, now.people),
        "needed_tables": suggest_tables(now.convening, now.people),
        "counted": len(now.convening.requirements),
        "musts": sum(one.is_must for one in now.convening.requirements),
        "topics": Counter(one.topic for one in others),
        "others": [(one.is_must, one.sentence(apart)) for one in others[:SHOWN_OTHERS]],
        "more_others": max(0, len(others) - SHOWN_OTHERS),
        "lacks_wishes": asks_only_seats(applying),
        "some_wait": len(applying) < len(now.requirements),
    }


def _find_form(web: WebRequest, part: str, asked: Mapping[str, str]) -> _Form:
    """Return the form that an address or the fields of a form name: of an entry by `number`, or of a new one."""
    number = None if not asked.get("number") else _number(asked["number"])
    entry = {} if number is None else _entry(web, part, number)
    if part == TABLES:
        return _Form(part, number, "", entry, TABLE_FIELDS, fill_fields(TABLE_FIELDS, entry))
    kind = str(entry.get("kind") or asked.get("kind") or "")
    if part != REQUIREMENTS or kind not in kinds():
        raise HTTPException(404)
    return _Form(part, number, kind, entry, list_fields(kinds()[kind]), fill_form(kinds()[kind], entry))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise HTTPException(404)
    return int(text)


def _entry(web: WebRequest, part: str, number: int) -> dict[str, Any]:
    if part not in (TABLES, REQUIREMENTS):
        raise HTTPException(404)
    entries = list_entries(session_of(web).request, part)
    if number >= len(entries):
        raise UsageError(said("This entry is no longer in the convening. Reload the page."))
    return entries[number]


def _table_ids(web: WebRequest) -> tuple[str, ...]:
    return tuple(str(entry.get("id", "")) for entry in list_entries(session_of(web).request, TABLES))


def _label(part: str, entry: Mapping[str, Any], tell: Callable[[str], str]) -> str:
    """Return the name of an entry: of a table, or the kind of a requirement and its name."""
    name = str(entry.get("name") or "")
    if part == TABLES:
        return name or str(entry.get("id") or "")
    kind = str(entry.get("kind") or "")
    label = tell(kinds()[kind].kind_label) if kind in kinds() else kind
    about = name or (str(entry["of"]) if isinstance(entry.get("of"), str) else "")
    return f"{label}: {about}" if about else label


def _texts(values: FormValues) -> dict[str, str]:
    return {key: value for key, value in values.items() if isinstance(value, str) and key in {"name", "of"}}


def _preview(web: WebRequest, form: _Form, values: FormValues) -> Preview:
    """Return what the form would do; a new one that is not filled in yet does nothing."""
    if form.number is None and values is form.values:
        return Preview()
    try:
        return preview_edits(session_of(web).request, form.edits(values, _table_ids(web)))
    except UsageError as error:
        return Preview(problems=(Problem("value-wrong", text_of(error)),))


def _show_form(web: WebRequest, form: _Form, values: FormValues, found: Preview, code: int = 200) -> Response:
    data = _form_data(web, form, values, found)
    return render(web, "requirement_form.html.j2", code, screen="rules", **data)


def _form_data(web: WebRequest, form: _Form, values: FormValues, found: Preview) -> dict[str, Any]:
    """Return what the templates of a form show."""
    request, words = session_of(web).request, words_of(web)
    now = found.inputs or _read_now(web).inputs
    columns = tuple(now.people.headings) if now is not None else ()
    sentence, weight, trades, is_must = "", 0, None, None
    if form.part == REQUIREMENTS and not found.problems:
        own = _own_id(web, form, values)
        sentence = found.sentences.get(own, "")
        requirement = found.requirements.get(own)
        is_must = None if requirement is None else requirement.is_must
        if requirement is not None and not requirement.is_must:
            weight = requirement.weight
            others = [one for name, one in found.requirements.items() if name != own]
            trades = list_trades(weight, [one for one in others if ":" not in one.id]) or list_trades(weight, others)
    typed = values.get("weight", "")
    usual = int(typed) if isinstance(typed, str) and typed.isdecimal() and len(typed) < 5 else 1
    return {
        "form": form,
        "values": values,
        "title": _label(form.part, {**form.written, "kind": form.kind}, words.gettext),
        "about": words.gettext(summarize_kind(kinds()[form.kind])) if form.kind in kinds() else "",
        "preview": found,
        "sentence": sentence,
        "is_must": is_must,
        "weight": weight,
        "trades": trades,
        "sentences": found.sentences,
        "most_weight": min(1000, max(USUAL_WEIGHTS, 2 * usual)),
        "columns": columns,
        "suggestions": [] if now is None else _list_values(now.people, columns),
        "tables": [(str(entry.get("id", "")), _label(TABLES, entry, words.gettext)) for entry in _tables(web)],
        "expected": read_convening_text(request).sha256,
    }


def _tables(web: WebRequest) -> list[dict[str, Any]]:
    try:
        return list_entries(session_of(web).request, TABLES)
    except SeatingError:
        return []


def _read_now(web: WebRequest) -> Preview:
    """Return the inputs as they are now, or what is wrong with them."""
    try:
        inputs = session_of(web).read().inputs
    except InputError as error:
        return Preview(problems=tuple(error.problems))
    return Preview(clashes=find_clashes(inputs), inputs=inputs)


def _list_values(people: People, columns: Sequence[str]) -> list[tuple[str, str]]:
    """Return the values of the columns that have few, each with its column."""
    found: list[tuple[str, str]] = []
    for column in columns:
        values = sorted({value for person in people for value in person.values(column)})
        if len(values) <= SHOWN_VALUES:
            found += [(value, column) for value in values]
    return found


def _own_id(web: WebRequest, form: _Form, values: FormValues) -> str:
    """Return the id of the requirement of a form as it would be written."""
    entries = list_entries(session_of(web).request, REQUIREMENTS)
    entry = read_form(kinds()[form.kind], values, form.written or None)
    number = len(entries) if form.number is None else form.number
    entries[number : number + 1] = [entry]
    return name_requirements(entries)[number]


ROUTES = (
    get("/rules", show),
    get("/rules/part", show_part),
    get("/rules/{part}/form", open_form),
    post("/rules/choose", choose),
    post("/rules/event", change_event),
    post("/rules/suggested", add_tables),
    post("/rules/line", change_line),
    post("/rules/undo", undo),
    post("/rules/redo", redo),
    post("/rules/tables/seats", change_seats),
    post("/rules/tables/remove", remove),
    post("/rules/tables/move", move),
    post("/rules/{part}/preview", preview),
    post("/rules/{part}/save", save),
)
