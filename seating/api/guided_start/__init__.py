"""The guided start: seven questions in a convener's words, whose answers become a convening with comments."""

from seating.api.guided_start.answers import Misunderstood, answer
from seating.api.guided_start.questionnaire import QUESTIONS, Draft, Question
from seating.api.guided_start.start_files import Place, can_begin, find_place, open_list, save_on_board, save_start

__all__ = [
    "QUESTIONS",
    "Draft",
    "Misunderstood",
    "Place",
    "Question",
    "answer",
    "can_begin",
    "find_place",
    "open_list",
    "save_on_board",
    "save_start",
]
