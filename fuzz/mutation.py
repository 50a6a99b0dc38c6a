"""Mutate files: bytes, tokens of their format, cells of their rows, nodes of their data, parts of their archive."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

from fuzz.tokens import BYTES, MARKUP, SIGNS, VALUES, WORDS

LARGEST = 6_000
"""Bytes of an input at most, apart from archives and JSON. Large files have tests of their own."""

MOST_CHANGES = 6

ZIPPED = {".xlsx", ".ods"}
TREES = {".json", ".jsonl"}
TABLES = {".csv", ".tsv"}


def mutate(random: Random, data: bytes, suffix: str, others: list[bytes]) -> bytes:
    """Return a changed copy of a file.

    Parameters
    ----------
    random : Random
        Decides every change.
    data : bytes
        The file.
    suffix : str
        Its suffix, which selects the changes that know its format.
    others : list of bytes
        Files with the same suffix, from which parts are taken.
    """
    for _ in range(_how_many(random)):
        if suffix in ZIPPED and random.random() < 0.85:
            data = _change_part(random, data)
            continue
        changes: list[Callable[[Random, bytes], bytes]] = [_change_bytes, _change_text]
        changes += [_change_rows] * 4 * (suffix in TABLES)
        changes += [_change_lines] * 3 * (suffix in {".yaml", ".jsonl", ".txt"})
        changes += [_change_tree] * 6 * (suffix in TREES)
        if others and random.random() < 0.05:
            data = _splice(random, data, random.choice(others))
        else:
            data = random.choice(changes)(random, data)
    return data if suffix in ZIPPED | TREES else data[:LARGEST]


def _how_many(random: Random) -> int:
    number = 1
    while number < MOST_CHANGES and random.random() < 0.5:
        number += 1
    return number


def _slice(random: Random, length: int) -> tuple[int, int]:
    """Return the begin and end of a part; mostly a short one."""
    begin = random.randint(0, length)
    size = random.choice((1, 1, 2, 4, 8, 32, length))
    return begin, min(length, begin + size)


def _splice(random: Random, data: bytes, other: bytes) -> bytes:
    """Return a file with a part of another file in the place of one of its own."""
    begin, end = _slice(random, len(data))
    first, last = _slice(random, len(other))
    return data[:begin] + other[first:last] + data[end:]


def _change_bytes(random: Random, data: bytes) -> bytes:
    begin, end = _slice(random, len(data))
    match random.randrange(6):
        case 0:
            return data[:begin] + data[end:]
        case 1:
            return data[:end] + data[begin:end] * random.choice((1, 2, 40)) + data[end:]
        case 2:
            return data[:begin] + random.choice(BYTES) + data[begin:]
        case 3:
            return data[:begin] + bytes([random.randrange(256)]) + data[begin + 1 :]
        case 4:
            return data[:begin]
        case _:
            return _encode_again(random, data)


def _encode_again(random: Random, data: bytes) -> bytes:
    codec = random.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "shift-jis", "utf-7"))
    ends = random.choice(("\n", "\r\n", "\r", "\u2028"))
    return data.decode("utf-8", "replace").replace("\n", ends).encode(codec, "replace")


def _change_text(random: Random, data: bytes) -> bytes:
    """Return a file with a token put in, or a word exchanged for another."""
    token = random.choice(random.choice((SIGNS, WORDS, VALUES))).encode("utf-8", "surrogatepass")
    begin, end = _slice(random, len(data))
    words = data.split()
    if words and random.random() < 0.6:
        return data.replace(random.choice(words), token, random.choice((1, 1, -1)))
    return data[:begin] + token + data[end if random.random() < 0.3 else begin :]


def _change_lines(random: Random, data: bytes) -> bytes:
    """Return a text with a line moved, repeated, left out, indented, or with another value."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            lines.insert(at, lines[random.randrange(len(lines))])
        case 1:
            del lines[at]
        case 2:
            lines[at] = random.choice((b" ", b"  ", b"\t", b"    ", b"- ")) + lines[at]
        case 3:
            lines[at] = lines[at].strip()
        case 4:
            key, mark, _ = lines[at].partition(random.choice((b":", b"=")))
            lines[at] = key + mark + b" " + _value(random).encode("utf-8", "surrogatepass")
        case _:
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _value(random: Random) -> str:
    text = random.choice(random.choice((WORDS, VALUES)))
    return random.choice(("{}", "{}", "[{}]", "[{}, {}]", "{{{}: {}}}", '"{}"', "'{}'")).replace("{}", text)


def _change_rows(random: Random, data: bytes) -> bytes:
    """Return rows with a cell, a row or a column changed. Quotes are not read, so cells with commas fall apart."""
    text = data.decode("utf-8", "surrogateescape")
    mark = max(",;\t", key=text.count)
    rows = [line.split(mark) for line in text.split("\n")]
    row = rows[random.randrange(len(rows))]
    at = random.randrange(len(row))
    cell = random.choice(random.choice((WORDS, VALUES)))
    match random.randrange(8):
        case 0:
            rows.append(list(row))
        case 1:
            del row[at]
        case 2:
            rows[0][random.randrange(len(rows[0]))] = cell  # another heading
        case 3:
            for each in rows:
                each.append(cell)
        case 4:
            row[at] = f"{row[at]}{random.choice('; :,|')}{cell}"
        case 5:
            rows[random.randrange(len(rows))] = [row[at]] * random.choice((1, 2, 30))
        case _:
            row[at] = cell
    return "\n".join(map(mark.join, rows)).encode("utf-8", "replace")


def _change_tree(random: Random, data: bytes) -> bytes:
    """Return JSON, or a line of JSON, with one node changed; other texts as text."""
    lines = data.split(b"\n")
    is_one = random.random() < 0.5 or len(lines) < 2
    at = random.randrange(len(lines))
    try:
        plain = json.loads(data if is_one else lines[at])
    except (ValueError, RecursionError):
        return _change_text(random, data)
    written = json.dumps(change_node(random, plain), ensure_ascii=random.random() < 0.5)
    content = written.encode("utf-8", "surrogatepass")
    if is_one:
        return content + b"\n"
    lines[at] = content
    return b"\n".join(lines)


def change_node(random: Random, plain: Any) -> Any:
    """Return plain data with one node changed, at any depth."""
    if isinstance(plain, dict) and plain and random.random() < 0.85:
        key = random.choice(list(plain))
        match random.randrange(10):
            case 0:
                return {name: value for name, value in plain.items() if name != key}
            case 1:
                return {**plain, random.choice(WORDS): plain[key]}
            case 2:
                other = random.choice(list(plain))
                return {**plain, key: plain[other]}
            case _:
                return {**plain, key: change_node(random, plain[key])}
    if isinstance(plain, list) and plain and random.random() < 0.85:
        at = random.randrange(len(plain))
        match random.randrange(10):
            case 0:
                return plain[:at] + plain[at + 1 :]
            case 1:
                return [*plain, plain[at]]
            case _:
                return [*plain[:at], change_node(random, plain[at]), *plain[at + 1 :]]
    return _other(random, plain)


def _other(random: Random, plain: Any) -> Any:
    """Return a value in the place of another: of another type, extreme, or the same inside a list or mapping."""
    match random.randrange(6):
        case 0:
            return random.choice(
                (None, True, False, 0, -1, 1, 2**31, 2**63, -(10**30), 0.5, 1e308, float("inf"), [], {})
            )
        case 1:
            return [plain]
        case 2:
            return {random.choice(WORDS): plain}
        case 3 if isinstance(plain, str):
            return plain + random.choice(VALUES)
        case 4 if isinstance(plain, int | float):
            return random.choice((-plain, plain + 1, str(plain), not plain))
        case _:
            return random.choice(random.choice((WORDS, VALUES)))


def _change_part(random: Random, data: bytes) -> bytes:
    """Return an archive with one of its parts changed; other bytes as bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _change_bytes(random, data)
    sheets = [name for name in parts if "sheet" in name or "content" in name or "hared" in name]
    name = random.choice(sheets if sheets and random.random() < 0.8 else list(parts) or ["sheet"])
    content = parts.get(name, b"")
    match random.randrange(8):
        case 0:
            parts.pop(name, None)
        case 1:
            parts[name + random.choice(("x", "/", "/../../x"))] = content
        case 2:
            parts[name] = _change_bytes(random, content)
        case _:
            parts[name] = _change_markup(random, content)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for each, part in parts.items():
            archive.writestr(zipfile.ZipInfo(each or "x"), part)  # no time of day
    return file.getvalue()


def _change_markup(random: Random, content: bytes) -> bytes:
    """Return XML with a tag, an attribute or a text changed."""
    places = [at for at, sign in enumerate(content) if sign in b'<>"']
    if not places:
        return _change_bytes(random, content)
    at = random.choice(places)
    token = random.choice(random.choice((MARKUP, MARKUP, VALUES, WORDS))).encode("utf-8", "replace")
    match random.randrange(5):
        case 0:
            return content[:at] + token + content[at:]
        case 1:
            return content[: at + 1] + token + content[at + 1 :]
        case 2:
            later = random.choice(places)
            return content[: min(at, later)] + content[max(at, later) :]
        case 3:
            later = min(len(content), at + random.choice((10, 40, 200)))
            return content[:later] + content[at:later] + content[later:]
        case _:
            end = next((each for each in places if each > at), len(content))
            return content[: at + 1] + token + content[end:]
