"""Write figures into `docs/quality.md`, between the comments `<!-- NAME -->` and `<!-- /NAME -->`.

Only the command that measures a block writes it. From Python: `from docs.quality import write`. From a shell, with
the lines of the block on standard input:

    COMMAND | python docs/quality.py NAME
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).resolve().parent / "quality.md"


def write(block: str, lines: Iterable[str], page: Path = PAGE) -> None:
    """Replace the lines of a block; the rest of the page stays as it is.

    Parameters
    ----------
    block : str
        Name of the block, as in its comments.
    lines : iterable of str
        Lines of Markdown, without line ends.
    page : Path
        The page to change.
    """
    text = page.read_text(encoding="utf-8")
    start, end = f"<!-- {block} -->\n", f"<!-- /{block} -->\n"
    if text.count(start) != 1 or text.count(end) != 1:
        raise ValueError(f"{page.name} needs the comments <!-- {block} --> and <!-- /{block} --> once each")
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    body = "\n".join(lines).strip("\n")
    page.write_text(f"{before}{start}\n{body}\n\n{end}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(sys.argv[1], sys.stdin.read().splitlines())
