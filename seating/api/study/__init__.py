"""Studies: solve many cases of one convening, and compare them."""

from seating.api.study.study_run import Study, compare, open_study, run_study, write_study
from seating.api.study.take import Taken, take_case

__all__ = ["Study", "Taken", "compare", "open_study", "run_study", "take_case", "write_study"]
