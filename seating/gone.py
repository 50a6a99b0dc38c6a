"""Names that went: commands, options, keys, kinds and pages of before, and what to use instead. One text for all."""

from __future__ import annotations

from seating.wording import Said, said

INSTEAD: dict[str, str] = {
    "--also": "",
    "--joins": "--mentions",
    "--offset-x": "",
    "--offset-y": "",
    "--pages charters": "--pages governance",
    "--pages check-in": "--pages steering",
    "--pages choices": "--pages for-you-alone",
    "--pages demand": "--pages what-we-heard",
    "--pages governance-tables": "--pages governance",
    "--pages harvest": "--pages worksheets",
    "--pages ideas": "--pages what-we-heard",
    "--pages memoranda": "--pages governance",
    "--pages play-back": "--pages what-we-heard",
    "--pages power": "--pages for-you-alone",
    "--pages private-requirements": "--pages for-you-alone",
    "--pages problem-solving": "--pages worksheets",
    "--pages requests": "--pages steering",
    "--pages resource-map": "--pages resources",
    "--pages resource-worksheets": "--pages worksheets",
    "--pages sessions": "--pages door-list",
    "--pages sign-in": "--pages door-list",
    "--pages stipends": "--pages for-you-alone",
    "--pages theory-of-change": "--pages worksheets",
    "A convening in ODS": "YAML or JSON",
    "A convening in XLSX": "YAML or JSON",
    "A stock in a TOML file": "a number of --list-stocks",
    "joined.csv": "mentions.csv",
    "network_contact": "",
    "robust": "--pages change-kit",
    "seating chart --short": "seating chart",
    "seating study": "seating rounds diff FOLDER FOLDER",
    "stock-tests": "",
    "what-to-do-cards": "--pages change-kit",
}
"""What to use instead of each name; empty where there is nothing.

A command has `seating` before its name. An option has its dashes and, if other commands still have it, the command
before it: `--old`, or `seating solve --old`. A page whose name could be a key has its option before it: `--pages old`.
"""


def tell_gone(name: str) -> Said | None:
    """Return what to say of a name that went; None of any other name.

    Examples
    --------
    >>> tell_gone("solve") is None
    True
    """
    if name not in INSTEAD:
        return None
    if not INSTEAD[name]:
        return said("%(name)s is not part of seating any more.", name=name)
    return said("%(name)s is not part of seating any more. Use %(instead)s instead.", name=name, instead=INSTEAD[name])
