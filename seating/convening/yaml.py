"""Read the file of a convening: YAML 1.2, and JSON as a part of it, from parser events; no objects are constructed.

Anchors, tags and repeated keys are errors.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from seating.convening.document import (
    MOST_LEVELS,
    MOST_PROBLEMS,
    MOST_VALUES,
    Document,
    KeyPath,
    find_bad_texts,
    find_long_lists,
    read_content,
    read_text,
    scalar,
    too_deep,
    too_many_values,
)
from seating.errors import InputError, Problem, UsageError
from seating.gone import tell_gone
from seating.wording import message, said, said_list

YAML_SUFFIXES = (".yaml", ".yml")
SUFFIXES = (".json", *YAML_SUFFIXES)
"""How the name of a convening file ends."""

GONE = {".ods": "A convening in ODS", ".xlsm": "A convening in XLSX", ".xlsx": "A convening in XLSX"}
"""The formats that went, by suffix, as `seating.gone` names them."""

JOINED = frozenset({"columns", "vocabulary"})
"""Keys that a convening may repeat, because messages offer lines with them, and a reader may copy several."""


def read_document(path: Path) -> Document:
    """Read the file of a convening.

    Raises
    ------
    UsageError
        If there is no such file, it cannot be read, or the suffix is not that of a convening.
    InputError
        If the file is TOML, or the content is not YAML, contains text that cannot be encoded, or has too many entries.
    """
    suffix = path.suffix.casefold()
    if suffix == ".toml":
        read_content(path)  # a file that is not there is told as such
        says = said("a convening in TOML is no longer read")
        hint = said(
            "Write the same keys in YAML or JSON. The documentation page for this message shows a command that "
            "converts the file."
        )
        raise InputError([Problem("convening-toml", says, path.name, hint=hint)])
    if gone := tell_gone(GONE.get(suffix, "")):
        raise UsageError(said("%(file)s: %(advice)s", file=path.name, advice=gone))
    if suffix not in SUFFIXES:
        text = message("%(file)s: the name of a convening file must end in %(endings)s")
        raise UsageError(said(text, file=path.name or path, endings=said_list(SUFFIXES, last="or")))
    content = read_text(path)
    if bad := _list_bad_texts(content.text, content.file, content.sha256):
        raise InputError(bad)
    document = parse(content.text, content.file, content.sha256)
    if long := list(find_long_lists(document)):
        raise InputError(long)
    return replace(document, folder=path.parent)


def parse(text: str, file: str, sha256: str = "") -> Document:
    """Return the document of a YAML text.

    Parameters
    ----------
    text : str
    file : str
        The file name in messages.
    sha256 : str
        Hash of the bytes of the file.

    Raises
    ------
    InputError
        If the text is not YAML, uses anchors, tags or repeated keys, or is too deep or too large.
    """
    found = _parse(text, file, sha256)
    return replace(found, plain=deepcopy(found.plain))


@lru_cache(maxsize=2)
def _list_bad_texts(text: str, file: str, sha256: str) -> tuple[Problem, ...]:
    return tuple(islice(find_bad_texts(_parse(text, file, sha256)), MOST_PROBLEMS))


@lru_cache(maxsize=2)  # the same file is read for the rules of the list first, and then as a convening
def _parse(text: str, file: str, sha256: str) -> Document:
    reading = _Reading(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reading.take(event)
            if reading.documents > 1 or len(reading.problems) >= MOST_PROBLEMS:
                break
    except YAMLError as error:
        reading.problems.append(_syntax(error, text, file))
    if reading.problems:
        raise InputError(reading.problems)
    root = reading.root
    if root is not None and not isinstance(root, dict):
        says = said("the file is not a mapping of keys to values")
        hint = said("Begin with a key such as `tables:`.")
        raise InputError([Problem("convening-not-mapping", says, file, reading.lines.get((), 1), hint=hint)])
    plain: dict[str, Any] = root or {}
    for key, written in reading.again:
        _join(plain, reading.lines, key, written)
    return Document(file, sha256, plain, reading.lines)


def _join(root: dict[str, Any], lines: dict[KeyPath, int], key: str, again: str) -> None:
    """Add a repeated mapping, kept under the key `again`, to the first one; texts under the same key become a list."""
    first, more = root[key], root.pop(again)
    places = {path[1:]: lines.pop(path) for path in list(lines) if path and path[0] == again}
    if first is None or (isinstance(first, dict) and isinstance(more, dict)):
        root[key] = _joined(first or {}, more)
    elif more is not None:
        root[key] = [first, more]  # neither can be a mapping of columns; the schema reports it
    for path, line in places.items():
        lines.setdefault((key, *path), line)


def _joined(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: _joined(one[key], value) if key in one else value for key, value in other.items()}}
    if one == other:
        return one
    return [*(one if isinstance(one, list) else [one]), *(other if isinstance(other, list) else [other])]


class _Reading:
    """Builds plain data from events, with the lines and problems found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self.documents = 0
        self.again: list[tuple[str, str]] = []
        self._values = 0
        self._open: list[tuple[dict[str, Any] | list[Any], KeyPath]] = []
        self._key: list[str | None] = []

    def take(self, event: Event) -> None:
        """Process one event."""
        line = event.start_mark.line + 1
        self._values += isinstance(event, NodeEvent)
        if self._values > MOST_VALUES:
            raise too_many_values(self.file)
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._refuse(
                        "yaml-documents",
                        said("a second document begins here; a convening must be a single document"),
                        line,
                    )
            case AliasEvent():
                self._refuse_anchor(line)
                self._put(None, line)
            case ScalarEvent():
                self._check(event, line)
                # `implicit` is (True, …) if the value is unquoted
                self._put(scalar(event.value) if event.implicit[0] else _join_halves(event.value), line)
            case MappingStartEvent():
                self._check(event, line)
                self._begin({}, line)
            case SequenceStartEvent():
                self._check(event, line)
                self._begin([], line)
            case _ if type(event).__name__ in {"MappingEndEvent", "SequenceEndEvent"}:
                self._open.pop()
                self._key.pop()

    def _refuse(self, slug: str, says: str, line: int, hint: str | None = None, value: str | None = None) -> None:
        self.problems.append(Problem(slug, says, self.file, line, value=value, hint=hint))

    def _refuse_anchor(self, line: int) -> None:
        hint = said("Write the value in both places.")
        problem = Problem(
            "yaml-anchor", said("anchors and aliases (& and *) are not supported"), self.file, line, hint=hint
        )
        if problem not in self.problems[-1:]:  # do not report the same line twice
            self.problems.append(problem)

    def _check(self, event: ScalarEvent | CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            self._refuse_anchor(line)
        if event.tag is not None:
            shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            hint = said("Remove it. If the text begins with !, put it in quotes.")
            self._refuse("yaml-tag", said("the tag %(shown)s is not supported", shown=shown), line, hint)

    def _put(self, value: Any, line: int) -> None:
        """Store a value: as a key, under the current key, or in the current list."""
        if not self._open:
            self.root = value
            return
        container, path = self._open[-1]
        if isinstance(container, list):
            self.lines[*path, len(container)] = line
            container.append(value)
        elif self._key[-1] is None:
            self._name(container, path, value, line)
        else:
            container[self._key[-1]] = value
            self._key[-1] = None

    def _name(self, container: dict[str, Any], path: KeyPath, value: Any, line: int) -> None:
        key = {True: "yes", False: "no", None: ""}[value] if isinstance(value, bool | None) else str(value)
        if key in container and not path and key in JOINED:
            key, repeated = f"{key} on line {line}", key
            self.again.append((repeated, key))
        if key in container:
            first = self.lines[*path, key]
            says = said("is a repeated key; it first appears on line %(first)s", first=first)
            self._refuse("key-twice", says, line, said("Keep one of them."), key)
        else:
            self.lines[*path, key] = line
        container.setdefault(key, None)
        self._key[-1] = key

    def _begin(self, container: dict[str, Any] | list[Any], line: int) -> None:
        if len(self._open) >= MOST_LEVELS:
            raise too_deep(self.file, line)
        if not self._open:
            path: KeyPath = ()
            self.lines[()] = line
            self.root = container
        else:
            parent, around = self._open[-1]
            if isinstance(parent, dict) and self._key[-1] is None:
                self._refuse("yaml-syntax", said("a list or a mapping cannot be a key"), line)
                self._name(parent, around, f"key on line {line}", line)
                self._open.append((container, around))  # its content is discarded
                self._key.append(None)
                return
            path = (*around, len(parent) if isinstance(parent, list) else str(self._key[-1]))
            self._put(container, line)
        self._open.append((container, path))
        self._key.append(None)


def _join_halves(text: str) -> str:
    """Return a text in which the two escapes that JSON writes for an emoji are one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _syntax(error: YAMLError, text: str, file: str) -> Problem:
    """Return the problem for a text that is not YAML."""
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        line = error.problem_mark.line + 1
        if "'\\t'" in str(error.problem) or _is_indented_with_tab(text, line):
            hint = said("Replace each tab with two spaces.")
            return Problem("yaml-tab", said("there is a tab where YAML requires spaces"), file, line, hint=hint)
        says = said("from this line on, the file is not valid YAML (%(problem)s)", problem=error.problem)
    elif isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        says = said("the invisible character U+%(code)s is not allowed", code=f"{ord(text[error.position]):04X}")
    else:
        line, says = 1, said("the file is not valid YAML")
    hint = said("Check this line and the one before it for a missing quote, colon or space.")
    return Problem("yaml-syntax", says, file, line, hint=hint)


def _is_indented_with_tab(text: str, line: int) -> bool:
    shown = text.splitlines()[line - 1 : line]
    return any("\t" in each[: len(each) - len(each.lstrip())] for each in shown)
