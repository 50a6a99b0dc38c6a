"""Change the YAML text of a convening in place: every character outside the changed values stays as it is.

The text is not written anew from its data. The parser tells where each key and value begins and ends, and only these
characters are replaced. Afterwards the new text is read, and its data must equal the old data with the same change;
a change that would do anything else is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from seating.convening.convening_file import as_flow
from seating.convening.document import Document, KeyPath, scalar
from seating.convening.schema import WRITTEN_KEYS
from seating.convening.yaml import parse
from seating.errors import UsageError
from seating.wording import said


@dataclass(frozen=True, slots=True)
class Set:
    """Give the value at a path, such as `("requirements", 2, "weight")`. Mappings on the way are made as needed.

    A mapping or a list that is there already is changed key by key, so that comments inside it stay.
    """

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove the key or the item at a path. Nothing happens to a key that is not there."""

    path: KeyPath


@dataclass(frozen=True, slots=True)
class Insert:
    """Put an item into the list at a path, which may be missing: before the item `before`, by default at the end."""

    path: KeyPath
    value: Any
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Move an item, such as `("tables", 3)`, so that it has the number `to` in its list, from 0."""

    path: KeyPath
    to: int


Edit = Set | Remove | Insert | Move


@lru_cache(maxsize=16)
def parse_text(text: str, file: str) -> Document:
    """Return the document of a YAML text, which callers must not change; the last texts are kept.

    Raises
    ------
    InputError
        As for `seating.convening.yaml.parse`.
    """
    return parse(text, file)


def edit_text(text: str, file: str, edits: Iterable[Edit]) -> str:
    """Return the YAML text of a convening after these changes, made one after another.

    Parameters
    ----------
    text : str
    file : str
        The file name in messages.
    edits : iterable of Edit

    Raises
    ------
    InputError
        If the text is not the YAML of a convening.
    UsageError
        If a path is not in the text, or a change cannot be made without changing anything else.
    """
    plain = parse_text(text, file).plain
    for edit in edits:
        plain = apply_edits(plain, (edit,))
        for step in _split(text, edit):
            text = _Splice(text).made(step)
        if parse_text(text, file).plain != plain:
            where = ".".join(map(str, edit.path))
            says = said("%(file)s: %(key)s cannot be changed here. Change it in a text editor.", file=file, key=where)
            raise UsageError(says)
    return text


def apply_edits(plain: Mapping[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """Return the data of a convening after these changes; the given data stay as they are."""
    data: dict[str, Any] = _copied(plain)
    for edit in edits:
        parent, last = _parent(data, edit.path, makes=isinstance(edit, Set | Insert))
        match edit:
            case Set():
                parent[last] = _copied(edit.value)
            case Remove():
                if isinstance(parent, list) or last in parent:
                    del parent[last]
            case Insert():
                items = parent[last] if _has(parent, last) and parent[last] is not None else []
                items.insert(len(items) if edit.before is None else edit.before, _copied(edit.value))
                parent[last] = items
            case Move():
                parent.insert(edit.to, parent.pop(last))
    return data


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list | tuple) else value


def _parent(data: Any, path: KeyPath, *, makes: bool) -> tuple[Any, Any]:
    """Return the container of the last key of a path; with `makes`, missing mappings are added."""
    for key in path[:-1]:
        if not _has(data, key) or data[key] is None:
            if not makes or not isinstance(data, dict):
                raise _missing(path)
            data[key] = {}
        data = data[key]
    if not isinstance(data, dict | list) or (isinstance(data, list) and not _has(data, path[-1])):
        raise _missing(path)
    return data, path[-1]


def _has(container: Any, key: Any) -> bool:
    if isinstance(container, list):
        return isinstance(key, int) and 0 <= key < len(container)
    return isinstance(container, dict) and key in container


def _missing(path: KeyPath) -> UsageError:
    key = ".".join(map(str, path))
    return UsageError(
        said("The convening has no %(key)s. It might have changed in the meantime; read it again.", key=key)
    )


def _split(text: str, edit: Edit) -> Iterator[Edit]:
    """Yield changes of single values that make up one change."""
    if not isinstance(edit, Set):
        yield edit
        return
    root = _compose(text)
    found = _find(root, edit.path)
    old, new = (_data(found) if found is not None else None), _copied(edit.value)
    yield from _differences(edit.path, old, new, found)


def _differences(path: KeyPath, old: Any, new: Any, node: Node | None) -> Iterator[Edit]:
    if type(old) is type(new) and old == new and node is not None:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new and isinstance(node, MappingNode):
        nodes = {_key(key): value for key, value in node.value}
        for key in new:
            if key in old:
                yield from _differences((*path, key), old[key], new[key], nodes[key])
        yield from (Set((*path, key), new[key]) for key in new if key not in old)  # before any removal empties it
        yield from (Remove((*path, key)) for key in old if key not in new)
    elif isinstance(old, list) and isinstance(new, list) and old and new and not _is_flow(node):
        for number, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _differences((*path, number), one, other, node.value[number] if node is not None else None)
        yield from (Insert(path, item) for item in new[len(old) :])
        yield from (Remove((*path, number)) for number in reversed(range(len(new), len(old))))
    else:
        yield Set(path, new)


def _compose(text: str) -> Node | None:
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


def _key(node: Node) -> str:
    """Return a key as `seating.convening.yaml` reads it."""
    value = _data(node)
    return {True: "yes", False: "no", None: ""}[value] if isinstance(value, bool | None) else str(value)


def _data(node: Node) -> Any:
    match node:
        case MappingNode():
            return {_key(key): _data(value) for key, value in node.value}
        case SequenceNode():
            return [_data(item) for item in node.value]
        case ScalarNode():
            return scalar(node.value) if node.style is None else node.value
    return None


def _find(node: Node | None, path: KeyPath) -> Node | None:
    for key in path:
        pair = _child(node, key)
        if pair is None:
            return None
        node = pair[1]
    return node


def _child(node: Node | None, key: Any) -> tuple[Node | None, Node] | None:
    """Return the key and the value of a mapping, or None and the item of a list; None if it is not there."""
    if isinstance(node, MappingNode):
        return next(((one, value) for one, value in node.value if _key(one) == key), None)
    if isinstance(node, SequenceNode) and isinstance(key, int) and 0 <= key < len(node.value):
        return None, node.value[key]
    return None


def _is_flow(node: Node | None) -> bool:
    return isinstance(node, MappingNode | SequenceNode) and bool(node.flow_style)


def _is_empty(node: Node) -> bool:
    """Whether nothing is written for a value."""
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


_COMMENT = re.compile(r"#[^\n]*")
_RANGE = re.compile(r"[0-9]{1,6}[-/][0-9]{1,6}")
"""Numbers of seats and shares, which people write without quotes."""

_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def _inline(value: Any, old: Node | None = None) -> str:
    """Return a value on one line; a text keeps the quotes of the text that it replaces."""
    if isinstance(value, str) and isinstance(old, ScalarNode) and old.style in {"'", '"'}:
        is_plain = not any(character < " " for character in value) and not _HIDDEN.search(value)
        if old.style == "'" and is_plain:
            return "'" + value.replace("'", "''") + "'"
        written = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, str) and _RANGE.fullmatch(value):
        return value
    else:
        written = as_flow(value)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Return the position after the line end."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _end(text: str, node: Node) -> int:
    """Return where the last character of a value ends; the parser puts the end of a block at the next value."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        return max(int(key.end_mark.index), _end(text, value))
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(text, node.value[-1])
    end: int = node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in {"|", ">"}:
        start: int = node.start_mark.index
        return start + len(text[start:end].rstrip())
    return end


def _spans(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Yield where each entry of a list or a mapping begins and ends."""
    for one in node.value:
        if isinstance(one, tuple):
            key, value = one
            yield key.start_mark.index, max(key.end_mark.index, _end(text, value))
        else:
            yield one.start_mark.index, _end(text, one)


def _with_line_end(text: str, newline: str) -> str:
    return text + newline if text and not text.endswith("\n") else text


class _Splice:
    """One change of a text, by the positions of its values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.root = _compose(text)

    def made(self, edit: Edit) -> str:
        """Return the changed text."""
        *above, last = edit.path
        holder = _find(self.root, tuple(above)) if above else self.root
        pair = _child(holder, last)
        match edit:
            case Set():
                if pair is None:
                    return self._add_key(edit.path, edit.value)
                return self._replace(pair[0], pair[1], edit.value)
            case Remove():
                return self._remove(edit.path, holder, pair) if pair is not None else self.text
            case Insert():
                return self._insert(edit, pair)
        if not isinstance(holder, SequenceNode) or pair is None:
            raise _missing(edit.path)
        return self._move(holder, int(last), edit.to)

    def _cut(self, start: int, end: int, new: str = "") -> str:
        return self.text[:start] + new + self.text[end:]

    def _colon(self, key: Node) -> int:
        return self.text.index(":", key.end_mark.index)

    def _replace(self, key: Node | None, node: Node, value: Any) -> str:
        """Replace a value; one that takes several lines is replaced by one line after its key."""
        is_block = isinstance(node, MappingNode | SequenceNode) and not node.flow_style
        if key is None or not (is_block or _is_empty(node)):
            start = node.start_mark.index
            space = " " if _is_empty(node) else ""
            return self._cut(start, _end(self.text, node), space + _inline(value, node))
        after = self._colon(key) + 1
        text = self._cut(after, after, " " + _inline(value))
        if _is_empty(node):
            return text
        added = len(text) - len(self.text)
        first = _line_end(self.text, after)
        return text[: first + added] + text[_line_end(self.text, _end(self.text, node)) + added :]

    def _add_key(self, path: KeyPath, value: Any) -> str:
        """Add a key to the mapping of a path. Mappings that are missing on the way are added with it."""
        *above, key = path
        holder = _find(self.root, tuple(above)) if above else self.root
        if above and (holder is None or _is_empty(holder) or (_is_flow(holder) and not holder.value)):
            return _Splice(self.text).made(Set(tuple(above), {str(key): value}))
        if not above and (holder is None or not isinstance(holder, MappingNode) or not holder.value):
            return _with_line_end(self.text, self.newline) + self._entry(str(key), value, 0)
        if not isinstance(holder, MappingNode):
            raise _missing(path)
        if holder.flow_style:
            return self._add_to_flow(holder, f"{_inline(str(key))}: {_inline(value)}")
        if not above:
            return self._add_at_top(holder, str(key), value)
        at = _line_end(self.text, _end(self.text, holder))
        column = holder.value[0][0].start_mark.column
        return _with_line_end(self.text[:at], self.newline) + self._entry(str(key), value, column) + self.text[at:]

    def _add_at_top(self, holder: MappingNode, key: str, value: Any) -> str:
        """Add a key of the convening after the keys that come before it in `WRITTEN_KEYS`."""
        rank = {name: number for number, name in enumerate(WRITTEN_KEYS)}
        before = [one for one in holder.value if rank.get(_key(one[0]), len(rank)) < rank.get(key, len(rank))]
        entry = self._entry(key, value, 0)
        if not before:
            at = _line_start(self.text, holder.value[0][0].start_mark.index)
            return self._cut(at, at, entry)
        last_key, last_node = before[-1]
        at = _line_end(self.text, max(last_key.end_mark.index, _end(self.text, last_node)))
        return _with_line_end(self.text[:at], self.newline) + entry + self.text[at:]

    def _entry(self, key: str, value: Any, column: int) -> str:
        """Return a key and its value as lines. At the top, mappings and lists take one line for each entry."""
        lines = [f"{_inline(key)}: {_inline(value)}"]
        if column == 0 and isinstance(value, Mapping) and value:
            lines = [f"{_inline(key)}:", *(f"  {_inline(one)}: {_inline(each)}" for one, each in value.items())]
        elif column == 0 and isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value):
            lines = [f"{_inline(key)}:", *(f"  - {_inline(one)}" for one in value)]
        return "".join(" " * column + line + self.newline for line in lines)

    def _add_to_flow(self, node: Node, written: str, number: int | None = None) -> str:
        """Put an entry into a list or a mapping in brackets."""
        spans = list(_spans(self.text, node))
        if not spans:
            at = node.start_mark.index + 1
            return self._cut(at, _end(self.text, node) - 1, written)
        if number is not None and number < len(spans):
            return self._cut(spans[number][0], spans[number][0], f"{written}, ")
        at = spans[-1][1]
        behind = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[at : _end(self.text, node)])
        comma = behind.find(",")
        return (
            self._cut(at + comma + 1, at + comma + 1, f" {written}")
            if comma >= 0
            else self._cut(at, at, f", {written}")
        )

    def _remove(self, path: KeyPath, holder: Node | None, pair: tuple[Node | None, Node]) -> str:
        if not isinstance(holder, MappingNode | SequenceNode):
            raise _missing(path)
        if len(holder.value) == 1 and len(path) > 1:
            return _Splice(self.text).made(Set(path[:-1], [] if isinstance(holder, SequenceNode) else {}))
        spans = list(_spans(self.text, holder))
        number = next(n for n, one in enumerate(holder.value) if pair[1] in (one if isinstance(one, tuple) else (one,)))
        start, end = spans[number]
        if holder.flow_style:
            return self._cut(spans[number - 1][1], end) if number else self._cut(start, spans[1][0])
        if isinstance(holder, SequenceNode):
            return self._cut(*self._item_lines(holder, number))
        if self.text[_line_start(self.text, start) : start].strip():  # the first key after the dash of an item
            return self._cut(start, spans[1][0])
        return self._cut(_line_start(self.text, start), _line_end(self.text, end))

    def _dash(self, holder: SequenceNode, number: int) -> int:
        """Return the position of the dash of an item of a list without brackets."""
        spans = list(_spans(self.text, holder))
        start = spans[number - 1][1] if number else min(holder.start_mark.index, spans[0][0])
        between = _COMMENT.sub(lambda found: " " * len(found[0]), self.text[start : spans[number][0]])
        return start + between.index("-")

    def _item_lines(self, holder: SequenceNode, number: int) -> tuple[int, int]:
        start = _line_start(self.text, self._dash(holder, number))
        return start, _line_end(self.text, list(_spans(self.text, holder))[number][1])

    def _insert(self, edit: Insert, pair: tuple[Node | None, Node] | None) -> str:
        if pair is None:
            return self._add_key(edit.path, [edit.value])
        key, node = pair
        if not isinstance(node, SequenceNode) or not node.value:
            return self._begin_list(key, node, edit.value)
        count = len(node.value)
        number = count if edit.before is None else min(edit.before, count)
        if node.flow_style:
            return self._add_to_flow(node, _inline(edit.value), number)
        lines = self._as_item(edit.value, node)
        if number == 0:
            at = self._item_lines(node, 0)[0]
            if self.text[at : self._dash(node, 0)].strip():
                where = ".".join(map(str, edit.path))
                raise UsageError(said("%(key)s begins in the middle of a line.", key=where))
            return self._cut(at, at, lines)
        at = self._item_lines(node, number - 1)[1]
        return _with_line_end(self.text[:at], self.newline) + lines + self.text[at:]

    def _begin_list(self, key: Node | None, node: Node, value: Any) -> str:
        """Put the first item into an empty list; under a key, on a line of its own."""
        if (
            key is None
            or not isinstance(value, Mapping)
            or self.text[_line_start(self.text, key.start_mark.index) :][:1] in " -"
        ):
            return self._replace(key, node, [value])
        after = self._colon(key) + 1
        cut = self._cut(after, max(after, _end(self.text, node)))
        at = _line_end(cut, after)
        return _with_line_end(cut[:at], self.newline) + f"  - {_inline(value)}{self.newline}" + cut[at:]

    def _as_item(self, value: Any, siblings: SequenceNode) -> str:
        """Return an item as lines, written as the last item of its list is."""
        number = len(siblings.value) - 1
        dash = self._dash(siblings, number)
        indent = " " * (dash - _line_start(self.text, dash))
        last = siblings.value[-1]
        is_block = isinstance(last, MappingNode) and not last.flow_style
        if isinstance(value, Mapping) and value and is_block:
            inner = " " * last.start_mark.column
            lines = [f"{_inline(key)}: {_inline(one)}" for key, one in value.items()]
            first = indent + "-" + " " * max(1, last.start_mark.column - len(indent) - 1)
            return "".join((inner if n else first) + line + self.newline for n, line in enumerate(lines))
        return f"{indent}- {_inline(value)}{self.newline}"

    def _move(self, holder: SequenceNode, number: int, to: int) -> str:
        count = len(holder.value)
        to = max(0, min(to, count - 1))
        if to == number:
            return self.text
        if holder.flow_style:
            order = list(range(count))
            order.insert(to, order.pop(number))
            spans = list(_spans(self.text, holder))
            parts = [self.text[start:end] for start, end in spans]
            text = self.text
            for (start, end), new in reversed(list(zip(spans, order, strict=True))):
                text = text[:start] + parts[new] + text[end:]
            return text
        start, end = self._item_lines(holder, number)
        lines = self.text[start:end]
        if not lines.endswith("\n"):
            lines += self.newline
        at = self._item_lines(holder, to)[1 if to > number else 0]
        if to > number:
            text = _with_line_end(self.text[:at], self.newline)
            return text[:start] + text[end:] + lines + self.text[at:]
        return self.text[:at] + lines + self.text[at:start] + self.text[end:]
