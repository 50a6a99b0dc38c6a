"""Join PDF files that a browser wrote into one, with a bookmark for each.

Chrome, Edge and Chromium write plain PDF: objects with numbers, a table of where each begins, and a trailer. The
objects of each file get new numbers, and all pages come under one node. The structure for screen readers is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

TOKENS = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|(\d+) 0 R\b|/StructParents? (\d+)", re.DOTALL)
"""Texts, which are skipped, references to other objects, and the keys of pages in the structure."""

STREAM = re.compile(rb"stream\r?\n")


class UnreadablePdfError(ValueError):
    """A PDF is not written in the plain way."""


@dataclass(frozen=True, slots=True)
class _File:
    """A PDF: the objects by number, and the number of its catalog."""

    objects: Mapping[int, bytes]
    catalog: int

    def find(self, number: int, key: bytes) -> int:
        """Return the number of the object to which a key of another one refers."""
        found = re.search(rb"/" + key + rb" (\d+) 0 R", self.objects[number])
        if found is None:
            raise UnreadablePdfError(f"an object has no {key.decode()}")
        return int(found[1])

    def has(self, number: int, key: bytes) -> bool:
        """Whether an object has a key."""
        return re.search(rb"/" + key + rb"\b", self.objects[number]) is not None


def join_pdfs(parts: Sequence[tuple[str, bytes]], title: str, language: str = "en") -> bytes:
    """Return one PDF with the pages of several.

    Parameters
    ----------
    parts : sequence of (str, bytes)
        The bookmark and the content of each PDF.
    title : str
        That of the document.
    language : str
        The code of its language.

    Raises
    ------
    UnreadablePdfError
        If a file is not written in the plain way.
    """
    made = _Made()
    pages, structure, top, info = made.reserve(), made.reserve(), made.reserve(), made.reserve()
    nodes: list[tuple[str, int, int]] = []
    tops: list[bytes] = []
    numbers: list[bytes] = []
    n_keys = 0
    for name, content in parts:
        found = _read(content)
        before = len(made.objects)
        _copy(made, found, pages, top, n_keys)
        node = found.find(found.catalog, b"Pages")
        nodes.append((name, before + node, _count_pages(found.objects[node])))
        if found.has(found.catalog, b"StructTreeRoot"):
            root = found.find(found.catalog, b"StructTreeRoot")
            tops.append(b"%d 0 R" % (before + found.find(root, b"K")))
            numbers += _list_parents(found, found.find(root, b"ParentTree"), before, n_keys)
            n_keys += _count_keys(found, root)
    kids = b" ".join(b"%d 0 R" % node for _, node, _ in nodes)
    made.objects[pages - 1] = b"<</Type /Pages /Count %d /Kids [%s]>>" % (sum(n for _, _, n in nodes), kids)
    tree = made.add(b"<</Type /ParentTree /Nums [%s]>>" % b" ".join(numbers))
    made.objects[top - 1] = b"<</Type /StructElem /S /Document /P %d 0 R /K [%s]>>" % (structure, b" ".join(tops))
    made.objects[structure - 1] = b"<</Type /StructTreeRoot /K %d 0 R /ParentTreeNextKey %d /ParentTree %d 0 R>>" % (
        top,
        n_keys,
        tree,
    )
    made.objects[info - 1] = b"<</Title %s /Producer (seating)>>" % _text(title)
    outlines = _add_bookmarks(made, nodes)
    catalog = made.add(
        b"<</Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines /Lang %s /StructTreeRoot %d 0 R "
        b"/MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>>>"
        % (pages, outlines, _text(language), structure)
    )
    return made.dump(catalog, info)


class _Made:
    """The objects of the new file; the number of an object is its place, from 1."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, content: bytes) -> int:
        self.objects.append(content)
        return len(self.objects)

    def reserve(self) -> int:
        return self.add(b"null")

    def dump(self, catalog: int, info: int) -> bytes:
        """Return the file."""
        made, starts = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, content in enumerate(self.objects, start=1):
            starts.append(len(made))
            made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = len(made)
        made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
        made += b"".join(b"%010d 00000 n \n" % start for start in starts)
        made += b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\n" % (len(starts) + 1, catalog, info)
        return bytes(made + b"startxref\n%d\n%%%%EOF\n" % table)


def _read(content: bytes) -> _File:
    """Return the objects of a PDF."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", content)
    trailer = content.rfind(b"trailer")
    if start is None or trailer < 0 or not content.startswith(b"xref", int(start[1])):
        raise UnreadablePdfError("it has no table of objects")
    rows = content[int(start[1]) : trailer].split(b"\n")
    head = rows[1].split()
    places = [int(row[:10]) if row[17:18] == b"n" else None for row in rows[2 : 2 + int(head[1])]]
    ends = sorted([*(place for place in places if place is not None), int(start[1])])
    after = dict(pairwise(ends))
    objects = {}
    for number, place in enumerate(places, start=int(head[0])):
        if place is not None:
            begin = re.compile(rb"(\d+) 0 obj\s*").match(content, place)
            if begin is None or int(begin[1]) != number:
                raise UnreadablePdfError(f"object {number} is not where the table has it")
            objects[number] = content[begin.end() : content.rindex(b"endobj", place, after[place])].rstrip()
    root = re.search(rb"/Root (\d+) 0 R", content[trailer:])
    if root is None or int(root[1]) not in objects:
        raise UnreadablePdfError("it has no catalog")
    return _File(objects, int(root[1]))


def _copy(made: _Made, found: _File, pages: int, top: int, n_keys: int) -> None:
    """Add the objects of a file, each with its number after those that are there."""
    before, last = len(made.objects), max(found.objects)
    node = found.find(found.catalog, b"Pages")
    root = found.find(found.catalog, b"StructTreeRoot") if found.has(found.catalog, b"StructTreeRoot") else 0
    for number in range(1, last + 1):
        content = found.objects.get(number, b"null")
        if number in (found.catalog, root):
            content = b"null"
        content = _renumber(content, lambda one: top if one == root else one + before, n_keys)
        if number == node:
            content = re.sub(rb">>$", b" /Parent %d 0 R>>" % pages, content)
        made.add(content)


def _renumber(content: bytes, number: Callable[[int], int], n_keys: int) -> bytes:
    """Return an object with other numbers in its references, but not in its texts and streams."""
    stream = STREAM.search(content)
    head, tail = (content[: stream.start()], content[stream.start() :]) if stream else (content, b"")

    def changed(token: re.Match[bytes]) -> bytes:
        if token[1] is not None:
            return b"%d 0 R" % number(int(token[1]))
        if token[2] is not None:
            return token[0][: -len(token[2])] + b"%d" % (int(token[2]) + n_keys)
        return token[0]

    return TOKENS.sub(changed, head) + tail


def _count_pages(node: bytes) -> int:
    found = re.search(rb"/Count (\d+)", node)
    if found is None:
        raise UnreadablePdfError("its pages are not counted")
    return int(found[1])


def _count_keys(found: _File, root: int) -> int:
    stated = re.search(rb"/ParentTreeNextKey (\d+)", found.objects[root])
    if stated is None:
        raise UnreadablePdfError("the keys of its structure are not counted")
    return int(stated[1])


def _list_parents(found: _File, tree: int, before: int, n_keys: int) -> Iterator[bytes]:
    """Yield the entries of a tree of numbers, which can have branches."""
    content = found.objects[tree]
    if branches := re.search(rb"/Kids \[([^\]]*)\]", content):
        for branch in re.findall(rb"(\d+) 0 R", branches[1]):
            yield from _list_parents(found, int(branch), before, n_keys)
    if entries := re.search(rb"/Nums \[([^\]]*)\]", content):
        for key, value in re.findall(rb"(\d+) (\d+) 0 R", entries[1]):
            yield b"%d %d 0 R" % (int(key) + n_keys, int(value) + before)


def _add_bookmarks(made: _Made, nodes: Sequence[tuple[str, int, int]]) -> int:
    """Add a bookmark for the first page of each file, and return the number of their list."""
    first = len(made.objects) + 1
    outlines = first + len(nodes)
    for place, (name, node, _) in enumerate(nodes):
        leaf = _find_first_page(made, node)
        links = b"/Prev %d 0 R " % (first + place - 1) if place else b""
        links += b"/Next %d 0 R " % (first + place + 1) if place + 1 < len(nodes) else b""
        made.add(b"<</Title %s /Parent %d 0 R %s/Dest [%d 0 R /Fit]>>" % (_text(name), outlines, links, leaf))
    last = first + len(nodes) - 1
    return made.add(b"<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>" % (first, last, len(nodes)))


def _find_first_page(made: _Made, node: int) -> int:
    while kids := re.search(rb"/Kids \[(\d+) 0 R", made.objects[node - 1]):
        node = int(kids[1])
    return node


def _text(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"
