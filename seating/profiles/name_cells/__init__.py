"""Read the cells that name people: one person, several, a family, those who come along, and their addresses.

`reader.py` reads a cell with what the list knows (`listed.py`), and returns a `NameCell` (`cell.py`). Each character is
taken once on a `Slate` (`slate.py`), so that no letter of a cell is lost.
"""
