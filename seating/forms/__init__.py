"""Small forms typed into a spreadsheet: their headings are found, and each row's cells stand under them.

The ratings of a dashboard and the sheets typed back from a meeting are such forms. What a cell may
hold is judged by whoever asks; here only the shape is.
"""

from seating.forms.form import Entry, Field, Form
from seating.forms.reading import read_form

__all__ = ["Entry", "Field", "Form", "read_form"]
