"""The Python interface: solve, repair, check, review and explain.

`solve`, `repair`, `check` and `review` take a list and a convening and write nothing. The `…_request` functions take
a `Request`, which has a field for every option that several commands share.
"""

from seating.api.check import InputCheck, check, check_request, review, review_request
from seating.api.explain import Explanation, explain_request
from seating.api.repair import repair, repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve, solve_request

__all__ = ["Explanation", "InputCheck", "Request", "Solved", "check", "check_request", "explain_request", "repair"]
__all__ += ["repair_request", "review", "review_request", "solve", "solve_request"]
