"""Custom templates of the convener, and the errors reported if one of them is broken.

Custom templates run without restrictions, like the built-in ones, because they belong to the person who runs the
command. Names and cells of the list are never used as templates.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateNotFound, TemplateSyntaxError

from seating.errors import InputError, Problem
from seating.wording import shortened

__all__ = ["CustomTemplates", "explain_failures", "names_in"]

HINT = "Compare it with the template of that name that comes with the program, or take it out of the folder."


class CustomTemplates(FileSystemLoader):
    """A folder of templates; a file that cannot be read counts as a broken template."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path, and a function that says whether it is unchanged."""
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            raise
        except (OSError, UnicodeDecodeError) as error:
            says = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
            path = Path(self.searchpath[0]) / template
            raise TemplateSyntaxError(says, 1, template, str(path)) from None


def names_in(folder: Path) -> list[str]:
    """Return the names of the templates in a folder, as pages refer to them."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.j2"))


@contextmanager
def explain_failures(folder: Path) -> Iterator[None]:
    """Turn an error in a template of a folder into a readable message.

    Raises
    ------
    InputError
        If a template is broken; it names the file and the line.
    """
    try:
        yield
    except Exception as error:
        place = _place(error, folder)
        if place is None and not isinstance(error, TemplateError):
            raise
        file, line = place or (folder, None)
        problem = Problem("template-wrong", f"cannot be used: {_said(error)}", file.as_posix(), line, hint=HINT)
        raise InputError([problem]) from None


def _place(error: Exception, folder: Path) -> tuple[Path, int | None] | None:
    """Return the file of the folder and the line where an error occurred; None if it occurred elsewhere."""
    if isinstance(error, TemplateSyntaxError):
        return (Path(error.filename), error.lineno) if error.filename else None
    if isinstance(error, RecursionError):
        frames = traceback.extract_tb(error.__traceback__, limit=50)
    else:
        frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    return (Path(inside[-1].filename), inside[-1].lineno) if inside else None


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it includes itself without end"
    text = " ".join(str(error).split())
    if isinstance(error, TemplateNotFound):
        text = f"there is no template {text}"
    kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
    return shortened(f"{kind}{text}".rstrip(".") or type(error).__name__, 200)
