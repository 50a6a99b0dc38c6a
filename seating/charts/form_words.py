"""The words of both chart forms in English and Spanish: labels, headings, and the marks that a cell may contain.

The first word of each entry is the one that a blank chart shows; the others are read too. Words are compared without
case, accents, spaces and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from seating.forms import Field
from seating.wording import squashed

LABELS: Mapping[str, tuple[str, ...]] = {
    "chart of": (
        "Chart of",
        "Cuadro de",
        "Carta de",
        "Tabla de",
        "Whose chart",
        "Your name",
        "Name",
        "Tu nombre",
        "Su nombre",
        "Mapa de",
    ),
    "group": ("Group", "Grupo"),
    "date": ("Date", "Fecha"),
    "own table": (
        "I could contribute most at",
        "Podría aportar más en",
        "Donde más podría aportar",
        "Yo podría aportar más en",
        "Puedo aportar más en",
        "Donde más puedo aportar es en",
        "Podría contribuir más en",
        "Yo podría contribuir más en",
        "Puedo contribuir más en",
        "Donde más podría contribuir",
        "Where I could contribute most",
        "I can contribute most at",
    ),
    "brings": ("Because I bring", "Porque traigo", "Porque aporto", "Because"),
}
"""The labels above the grid, by the name of what they state."""

SECTOR = ("Sector",)
ROLE = ("Role", "Función", "Rol", "Representative type", "Tipo de representante", "Type", "Tipo", "Papel")
WHOLE_ROOM = ("The whole room", "Toda la sala", "La sala entera", "Whole room", "Any table", "Cualquier mesa")
QUESTIONS = ("Questions", "Preguntas", "Question", "Pregunta", "Guiding questions", "Preguntas guía")
"""Titles of a sheet of guiding questions, and headings of its first column."""

QUESTION_WORDS: Mapping[str, str] = {
    "What result do we want?": "¿Qué resultado queremos?",
    "What does this table need to get there?": "¿Qué necesita esta mesa para lograrlo?",
    "Who in the room has it?": "¿Quién de la sala lo tiene?",
    "Who has it and is not here?": "¿Quién lo tiene y no está aquí?",
    "In what way would each take part?": "¿De qué manera participaría cada quien?",
    "Who must not sit alone?": "¿Quién no debe sentarse sin compañía?",
}
"""The guiding questions of a blank chart in English and Spanish."""

NOBODY = (
    "nobody needed",
    "no hace falta nadie",
    "nadie hace falta",
    "aquí no hace falta nadie",
    "nadie necesario",
    "no se necesita a nadie",
    "nobody needed here",
    "nobody is needed",
    "no one needed",
    "no one needed here",
    "none needed",
    "nobody",
    "no one",
    "nadie",
)
NAMES_NOBODY = re.compile(r"(?:nobody|no one|no-one|nadie|ningun[oa])\b", re.IGNORECASE)
"""The beginning of a remark that names no one: no one who speaks Vietnamese?"""

EVERYBODY = ("everybody", "everyone", "anybody", "anyone", "all", "all of us", "todos", "todas", "cualquiera")
MARKS = ("yes", "no", "ok", "sí", "si", "idem", "ditto", "see above", *EVERYBODY)
"""Marks in a cell that name no one, and words that do not tell one person from another."""

ONESELF = ("me", "myself", "yo", "I", "self", "yo mismo", "yo misma")
"""How a cell names no one, and its author; the first words are those of a blank chart, and all are read."""

FIELDS = (
    Field(
        "chart of",
        (
            *LABELS["chart of"][1:5],
            "whose",
            "who says it",
            "says",
            "said by",
            "named by",
            "nominated by",
            "by",
            "from",
            "your name",
            "dicho por",
            "quién lo dice",
            "nombrado por",
        ),
    ),
    Field("group", ("grupo",)),
    Field("date", ("fecha",)),
    Field("table", ("table id", "table name", "table number", "for table", "mesa", "tabla")),
    Field("sector"),
    Field("role", ("rol", "representative type", "type", "tipo de representante", "tipo", "función", "papel")),
    Field(
        "who",
        (
            "person or description",
            "person",
            "description",
            "name",
            "nominee",
            "nominated",
            "who is missing",
            "somebody",
            "quién",
            "persona o descripción",
            "persona",
            "descripción",
            "nombre",
        ),
        is_needed=True,
    ),
    Field("why", ("reason", "because", "why them", "por qué", "porque", "razón")),
)
"""The headings of the long form."""

TRUTH_VALUES = ("true", "false", "verdadero", "falso")
"""What spreadsheets show for a check box."""

_QUESTIONS = {squashed(word): english for english, spanish in QUESTION_WORDS.items() for word in (english, spanish)}
_LABELS = {squashed(word): name for name, words in LABELS.items() for word in words}


def find_label(text: str) -> str | None:
    """Return the name of a label above the grid; None for any other text."""
    return _LABELS.get(squashed(text))


def find_question(text: str) -> str:
    """Return a guiding question in English if a blank chart asks it, in either language; any other text as it is."""
    return _QUESTIONS.get(squashed(text), text)


def is_a(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text is one of these words, apart from case, accents, spaces and punctuation."""
    return squashed(text) in _squash(words)


@cache
def _squash(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(squashed, words))


def is_nobody(text: str) -> bool:
    """Whether a text means that no one is needed."""
    return is_a(text, NOBODY)


def is_oneself(text: str) -> bool:
    """Whether a text means the person who fills in the chart."""
    return is_a(text, ONESELF)
