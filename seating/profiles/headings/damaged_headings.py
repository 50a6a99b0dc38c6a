"""Read headings that arrived damaged as they probably were: "PrÃ©nom" as "Prénom"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from seating.profiles.notebook import Notebook
from seating.sources.damaged_texts import restore
from seating.wording import quoted, said, squashed


def restore_headings(headings: Sequence[str], used: Collection[str], notebook: Notebook) -> tuple[str, ...]:
    """Return the headings, with damaged ones as they probably were; a note has both.

    Parameters
    ----------
    headings : sequence of str
    used : collection of str
        Headings that the convening names; they stay as they are.
    notebook : Notebook
        Collects the notes.
    """
    kept = {squashed(text) for text in used}
    found = {text: read for text in headings if squashed(text) not in kept and (read := restore(text)) is not None}
    for text, read in found.items():
        says = said(
            "%(file)s: the heading %(text)s is damaged. It is read as %(read)s.",
            file=notebook.file,
            text=quoted(text),
            read=quoted(read),
        )
        notebook.note("heading-damaged", says)
    return tuple(found.get(text, text) for text in headings)
