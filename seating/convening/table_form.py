"""The form of a table: its fields, filled from the convening and read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seating.convening.form_fields import FieldType, FormField, FormValues, read_fields
from seating.convening.tables import make_table_id
from seating.room.hall import PLACE_HINT, Shape
from seating.room.tables import Stage, TableKind
from seating.wording import message

_SEVERAL = message("Separate several values with semicolons.")

TABLE_FIELDS = (
    FormField("name", message("Name"), "", FieldType.TEXT),
    FormField("seats", message("Seats"), message("6-10, or 8 for exactly 8. Blank: no limit."), FieldType.DATA),
    FormField("focus", message("Focus"), _SEVERAL, FieldType.LIST),
    FormField("needs", message("Needs"), message("Assets that someone at the table must bring."), FieldType.LIST),
    FormField("purpose", message("Purpose"), "", FieldType.TEXT),
    FormField("place", message("Place"), "", FieldType.TEXT),
    FormField("shape", message("Shape"), "", FieldType.CHOICE, "round", choices=tuple(shape.value for shape in Shape)),
    FormField("at", message("Position on the plan"), PLACE_HINT, FieldType.DATA),
    FormField("turn", message("Turn"), message("Degrees, clockwise."), FieldType.DATA),
    FormField("day", message("Day"), "", FieldType.TEXT),
    FormField("time", message("Time"), "", FieldType.TEXT),
    FormField("hosted_by", message("Hosted by"), "", FieldType.TEXT),
    FormField("language", message("Language"), "", FieldType.TEXT),
    FormField("features", message("What the place offers"), _SEVERAL, FieldType.LIST),
    FormField("open", message("May stay empty"), "", FieldType.YES_NO, yes="if needed"),
    FormField("kind", message("Kind"), "", FieldType.CHOICE, "action", choices=tuple(kind.value for kind in TableKind)),
    FormField("stage", message("Stage"), "", FieldType.CHOICE, choices=("", *(stage.value for stage in Stage))),
    FormField("people", message("Members by name"), _SEVERAL, FieldType.LIST),
    FormField("was", message("Earlier ids or names"), _SEVERAL, FieldType.LIST),
    FormField("decides", message("How the table decides"), "", FieldType.TEXT),
    FormField("reports_to", message("Reports to"), "", FieldType.TEXT),
    FormField("meets", message("Meets"), "", FieldType.TEXT),
    FormField("until", message("Works until"), "", FieldType.TEXT),
)
"""The fields, in the order of the form. A table's other keys, such as its questions, stay as they are written."""


def read_table_form(
    values: FormValues, written: Mapping[str, Any] | None = None, taken: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return the table that a form states, as the convening writes it.

    Parameters
    ----------
    values : mapping of str to str or sequence of str
    written : mapping of str to object, optional
        The table as it was; its id stays. A new table gets an id from its name.
    taken : tuple of str
        The ids that other tables have.
    """
    found = read_fields(TABLE_FIELDS, values, written)
    if "id" in found:
        return found
    base = make_table_id(str(found.get("name", ""))) or "table"
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return {"id": next(one for one in (base, *numbered) if one not in taken), **found}
