"""Let the system refuse to change a folder, from one chosen operation on."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

CHANGING = ("mkdir", "rename", "replace", "link", "unlink", "remove", "rmdir", "chmod", "utime", "symlink")
TAKES_ROOM = frozenset({"open", "write", "fsync", "mkdir", "link"})


@dataclass(frozen=True)
class Refusal:
    """How the system refuses.

    Attributes
    ----------
    name : str
    number : int
        The error number.
    only : frozenset of str
        The operations that fail; empty for all of them.
    lasts : bool
        Whether all later operations fail too, or only the first.
    """

    name: str
    number: int
    only: frozenset[str] = frozenset()
    lasts: bool = True


FULL = Refusal("full disk", errno.ENOSPC, TAKES_ROOM)
READ_ONLY = Refusal("read-only folder", errno.EROFS)
GONE = Refusal("vanished share", errno.ESTALE)
HELD = Refusal("file held open", errno.EACCES, frozenset({"replace", "rename", "unlink", "remove"}), lasts=False)


@dataclass
class Faults:
    """Counts the operations that change a folder, and refuses them from number `first` on; 0 refuses none."""

    folder: Path
    refusal: Refusal = FULL
    first: int = 0
    count: int = 0
    refused: list[str] = field(default_factory=list)
    _descriptors: dict[int, str] = field(default_factory=dict)

    @contextmanager
    def active(self) -> Iterator[None]:
        """Watch the folder until the block ends."""
        names = [name for name in CHANGING if hasattr(os, name)]
        patches = [patch.object(os, name, self._watch(name, getattr(os, name))) for name in names]
        patches.append(patch.object(os, "open", self._watch_open(os.open)))
        patches.append(patch.object(io, "open", self._watch_file(io.open)))
        patches += [
            patch.object(os, name, self._watch_descriptor(name, getattr(os, name))) for name in ("write", "fsync")
        ]
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()

    def _is_inside(self, path: Any) -> bool:
        if not isinstance(path, str | os.PathLike):
            return False
        return (Path.cwd() / path).is_relative_to(self.folder)

    def _refuse(self, name: str, path: Any) -> None:
        """Count an operation; raise an error if it is to be refused."""
        if self.refusal.only and name not in self.refusal.only:
            return
        self.count += 1
        if self.first and (self.count == self.first or (self.refusal.lasts and self.count > self.first)):
            self.refused.append(f"{name} {path}")
            raise OSError(self.refusal.number, os.strerror(self.refusal.number), os.fspath(path))

    def _watch(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*words: Any, **named: Any) -> Any:
            path = next((word for word in words[:2] if self._is_inside(word)), None)
            if path is not None:
                self._refuse(name, path)
            return real(*words, **named)

        return watched

    def _watch_open(self, real: Callable[..., int]) -> Callable[..., int]:
        def watched(path: Any, flags: int, *words: Any, **named: Any) -> int:
            changes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) and self._is_inside(path)
            if changes:
                self._refuse("open", path)
            descriptor = real(path, flags, *words, **named)
            self._descriptors.pop(descriptor, None)
            if changes:
                self._descriptors[descriptor] = os.fspath(path)
            return descriptor

        return watched

    def _watch_file(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(file: Any, mode: str = "r", *words: Any, **named: Any) -> Any:
            if set(mode) & set("wax+") and self._is_inside(file):
                self._refuse("open", file)
            return real(file, mode, *words, **named)

        return watched

    def _watch_descriptor(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(descriptor: Any, *words: Any) -> Any:
            if descriptor in self._descriptors:
                self._refuse(name, self._descriptors[descriptor])
            return real(descriptor, *words)

        return watched
