"""Read the files of words: TOML files beside the modules that use them.

Every command imports this module, but `--help` reads no words, so what reads them is imported when words are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def read_words(package: str, name: str) -> Mapping[str, Any]:
    """Return the content of a file of words, which is read once.

    Parameters
    ----------
    package : str
        The package in whose folder it is.
    name : str
    """
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))


def split_words(text: str) -> list[str]:
    """Return the words and phrases of a text, which are separated by |, each once.

    >>> split_words("sign  language | tolk | ")
    ['sign language', 'tolk']
    """
    return list(dict.fromkeys(word for part in text.split("|") if (word := " ".join(part.split()))))
