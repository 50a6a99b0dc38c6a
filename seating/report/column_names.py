"""The headings of columns."""

from __future__ import annotations

from seating.wording import Said, capitalized, said

HEADINGS = {
    "sector": said("Sector"),
    "representative_type": said("Representative type"),
    "interests": said("Interests"),
    "speaks_to": said("Speaks to"),
    "languages": said("Languages"),
    "organization": said("Organization"),
}


def column_name(column: str) -> Said:
    """Return the heading of a column: "Sector", "Speaks to"; for a column of the list's own, its name capitalized."""
    if column in HEADINGS:
        return HEADINGS[column]
    heading = column.replace("_", " ")
    return Said(capitalized(heading))
