"""The map of resources: what there is for whom, what is missing, and what was brought but is not used."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.resources import ResourcePage, resource_page
from seating.result import Result

ORDER = 59
TITLE = "Resources and gaps"


def fill(result: Result, settings: Settings) -> ResourcePage | None:
    """Return the map; None if there is no file of resources."""
    return resource_page(result, settings)
