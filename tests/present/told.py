"""What a reader of blocks is told, as the lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from seating.present.blocks import Block
from seating.present.languages import words_in
from seating.present.terminal import print_blocks


def told(blocks: Iterable[Block], language: str = "en") -> str:
    """Return the text of blocks; "" if there are none."""
    return "\n".join(print_blocks(blocks, words_in(language)))
