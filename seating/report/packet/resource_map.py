"""The map of resources as a sheet to print and to fill in together."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.privacy import Audience
from seating.report.resources import ResourcePage, resource_page
from seating.result import Result

ORDER = 97
TITLE = "Map of resources"
ABOUT = "What there is for each focus area and group, in whose hands, and what is missing: to hang up and fill in."
AUDIENCE = Audience.CONVENER


def fill(result: Result, settings: Settings) -> ResourcePage | None:
    """Return the map; None if there is no file of resources."""
    return resource_page(result, settings, AUDIENCE)
