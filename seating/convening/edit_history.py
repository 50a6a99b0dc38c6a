"""The history of a convening that the program edits: every text it had, and the named steps between them.

A folder holds one file for each text, named by its hash, and `steps.jsonl` with one line for each step. A step is on
the disk before the convening is replaced, so a killed program leaves the convening as it was before or after the step.
Which steps are done follows from the hash of the convening itself. If no step leads to it, another program has changed
it, and this change becomes a step too, so that it can be undone like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from seating.convening.document import is_there, read_content
from seating.errors import UsageError
from seating.ledger.atomic_files import LOCK, replace_file, write_new
from seating.ledger.event_log import EventLog, Undoable
from seating.wording import message, said

STEPS = "steps.jsonl"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a convening.

    Attributes
    ----------
    what : str
        What was changed, in words; "" if another program did it.
    before, after : str
        SHA-256 of the bytes of the file before and after.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ConveningHistory:
    """The steps of one convening.

    Attributes
    ----------
    folder : Path
        The folder with the texts and the steps.
    file : Path
        The convening.
    done, undone : tuple of Step
        The steps that led to the present text, and those after it that were undone; both in the order they were made.
    sha256 : str
        Hash of the bytes of the convening as it is now.
    """

    folder: Path
    file: Path
    done: tuple[Step, ...]
    undone: tuple[Step, ...]
    sha256: str

    @classmethod
    def read(cls, folder: Path, file: Path) -> ConveningHistory:
        """Read the history of a convening. The convening must exist; the folder need not.

        Raises
        ------
        UsageError, InputError
            When the convening cannot be read.
        """
        now = hashlib.sha256(read_content(file)).hexdigest()
        return _settled(_replayed(cls(folder, file, (), (), now)))

    def record(self, content: bytes, what: str) -> ConveningHistory:
        """Replace the convening by `content` as a new step; undone steps are forgotten.

        The folder must be locked with `lock`.
        """
        after = hashlib.sha256(content).hexdigest()
        if after == self.sha256:
            return self
        self._prepare()
        self._keep(content)
        step = Step(what, self.sha256, after)
        self._append({"what": what, "before": step.before, "after": after})
        replace_file(self.file, content)
        return replace(self, done=(*self.done, step), undone=(), sha256=after)

    def text_before(self) -> bytes:
        """Return the content that undoing the last step brings back.

        Raises
        ------
        UsageError
            When there is no step to undo.
        """
        if not self.done:
            raise UsageError(said("There is nothing to undo."))
        return self._kept(self.done[-1].before)

    def text_after(self) -> bytes:
        """Return the content that doing the next undone step again brings back.

        Raises
        ------
        UsageError
            When there is no such step.
        """
        if not self.undone:
            raise UsageError(said("There is nothing to redo."))
        return self._kept(self.undone[0].after)

    def go(self, by: int) -> ConveningHistory:
        """Undo the last step (-1) or do the next one again (1). The folder must be locked with `lock`."""
        content = self.text_before() if by < 0 else self.text_after()
        self._prepare()
        self._append({"done": len(self.done) + by})
        replace_file(self.file, content)
        return ConveningHistory.read(self.folder, self.file)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Let no other window or command change the convening through its history until the block ends.

        Raises
        ------
        FolderHeldError
            When another one keeps it locked for several seconds.
        """
        with self._log.lock():
            yield

    def _prepare(self) -> None:
        """Write down what the steps do not say yet: a change by another program, or a step that a kill prevented.

        Raises
        ------
        UsageError
            When the convening has been changed since it was read.
        """
        content = read_content(self.file)
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise UsageError(said("%(file)s was just changed by another program. Read it again.", file=self.file.name))
        self._keep(content)
        written = _replayed(self)
        if self.done and self.done[-1] not in written.done and not self.done[-1].what:
            self._append({"what": "", "before": self.done[-1].before, "after": self.sha256})
        elif len(self.done) != len(written.done):
            self._append({"done": len(self.done)})

    def _append(self, entry: dict[str, str | int]) -> None:
        self._log.append([{"file": self.file.resolve().as_posix(), **entry}])

    @property
    def _log(self) -> EventLog:
        out = self.folder.parent.parent  # the output folder, with `board/convenings` in it
        return EventLog(out, (self.folder / STEPS).relative_to(out), LOCK)

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256[:32]}{self.file.suffix}"

    def _keep(self, content: bytes) -> None:
        path = self._path(hashlib.sha256(content).hexdigest())
        if not is_there(path):
            write_new(path, content, is_private=True)

    def _kept(self, sha256: str) -> bytes:
        """Return a text of the history, which must still be as it was."""
        path = self._path(sha256)
        if not is_there(path) or hashlib.sha256(content := read_content(path)).hexdigest() != sha256:
            text = message("%(path)s is missing or was changed, so this step cannot be undone or redone.")
            raise UsageError(said(text, path=path))
        return content


def _replayed(history: ConveningHistory) -> ConveningHistory:
    """Return the history with the steps of its own file, as the log has them."""
    steps: Undoable[Step] = Undoable()
    ours = history.file.resolve().as_posix()
    for event in history._log.read(dict):
        match event:
            case {"file": file} if file != ours:
                pass
            case {"file": _, "what": str(what), "before": str(before), "after": str(after)}:
                steps.do(Step(what, before, after))
            case {"file": _, "done": int(number)}:
                steps.go_to(number)
    return replace(history, done=steps.done, undone=steps.undone)


def _settled(history: ConveningHistory) -> ConveningHistory:
    """Return the history with as many steps done as the convening shows.

    A program that was killed between writing the step and the convening leaves them one step apart.
    """
    done, undone, now = history.done, history.undone, history.sha256
    if not done and not undone:
        return history
    here = done[-1].after if done else undone[0].before
    if now == here:
        return history
    if done and now == done[-1].before:
        return replace(history, done=done[:-1], undone=(done[-1], *undone))
    if undone and now == undone[0].after:
        return replace(history, done=(*done, undone[0]), undone=undone[1:])
    return replace(history, done=(*done, Step("", here, now)), undone=())
