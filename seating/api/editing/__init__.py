"""Change the convening of a list, with undo, and say beforehand what a change would do."""

from seating.api.editing.convening_edits import (
    begin_convening,
    edit_convening,
    list_entries,
    move_in_history,
    name_requirements,
    read_history,
    with_edits,
)
from seating.api.editing.convening_text import ConveningText, find_convening_path, read_convening_text
from seating.api.editing.hall_pictures import add_picture, remove_picture
from seating.api.editing.preview import Preview, preview_edits
from seating.api.editing.wishes import MUST, NICE, Wish, choose_wishes, list_wishes

__all__ = [
    "MUST",
    "NICE",
    "ConveningText",
    "Preview",
    "Wish",
    "add_picture",
    "begin_convening",
    "choose_wishes",
    "edit_convening",
    "find_convening_path",
    "list_entries",
    "list_wishes",
    "move_in_history",
    "name_requirements",
    "preview_edits",
    "read_convening_text",
    "read_history",
    "remove_picture",
    "with_edits",
]
