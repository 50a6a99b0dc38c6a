"""Candidates to consider: who may be missing although no one has said so.

They are inferred from the list and the convening. They are only offered: no requirement asks for them, and none of them
counts as unmet.
"""

from seating.analysis.candidates.absent import list_usual_sectors
from seating.analysis.candidates.candidate import Candidate, Cause
from seating.analysis.candidates.offer import Candidates, find_candidates, note_misspelled

__all__ = ["Candidate", "Candidates", "Cause", "find_candidates", "list_usual_sectors", "note_misspelled"]
