"""Add-ons: what each package in the folder `addons` gives the program, found by being there.

No module outside that folder imports one of them, and the program is whole without them. What an add-on gives is named
as a text, `module:name`, and imported when it is needed, because each command asks which add-ons there are.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

FOLDER = "seating.addons"


@dataclass(frozen=True, slots=True)
class ExecutorOption:
    """An option of commands that solve: their searches run where it says, instead of in processes of this machine.

    Attributes
    ----------
    name : str
        Such as `--cluster`.
    metavar, help : str
        As the help of a command shows them.
    jobs : int
        Number of parallel searches there, if none is given.
    executor : str
        The function that gets the value of the option and returns a `tasks.executor.Executor`.
    worker : str
        The function that gets this executor and a `StopSignal`, and returns the `Worker` of a search with its tasks.
    """

    name: str
    metavar: str
    help: str
    jobs: int
    executor: str
    worker: str

    def at(self, where: str) -> Elsewhere:
        """Return where searches run if this option has the value `where`."""
        return Elsewhere(self, where)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the searches of a command run, instead of in processes of this machine.

    Attributes
    ----------
    option : ExecutorOption
    where : str
        The value of the option.
    """

    option: ExecutorOption
    where: str

    def open(self) -> Any:
        """Return the `Executor` that carries out tasks there."""
        return load(self.option.executor)(self.where)

    @contextmanager
    def start_worker(self, stop_signal: object) -> Iterator[Any]:
        """Yield the `Worker` of a search whose tasks are carried out there.

        Parameters
        ----------
        stop_signal : StopSignal
        """
        with self.open() as executor, load(self.option.worker)(executor, stop_signal) as worker:
            yield worker


@dataclass(frozen=True, slots=True)
class AddOn:
    """What one add-on gives the program. Its package has it as `ADD_ON`, and imports nothing slow.

    Attributes
    ----------
    commands : mapping of str to str
        The `click.Command` of each name.
    records : mapping of str to tuple of str
        The records that each of these commands can print with `--json`.
    executor : ExecutorOption or None
        Of all commands that solve.
    templates : str
        The package whose folder `templates` has the templates of its pages; "" without any.
    """

    commands: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    executor: ExecutorOption | None = None
    templates: str = ""


@cache
def list_add_ons() -> tuple[AddOn, ...]:
    """Return what each add-on gives, sorted by its name; nothing if there is no folder of add-ons."""
    folder = find_spec(FOLDER)
    packages = pkgutil.iter_modules(folder.submodule_search_locations) if folder is not None else ()
    names = sorted(package.name for package in packages if package.ispkg)
    return tuple(import_module(f"{FOLDER}.{name}").ADD_ON for name in names)


def list_executors() -> list[ExecutorOption]:
    """Return the options that say where searches run."""
    return [one.executor for one in list_add_ons() if one.executor is not None]


def load(named: str) -> Any:
    """Import and return what a text of the form `module:name` names.

    >>> load("math:sqrt")(9)
    3.0
    """
    module, _, name = named.partition(":")
    return getattr(import_module(module), name)
