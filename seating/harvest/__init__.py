"""What the tables found, typed back from their harvest sheets and counted into themes."""

from seating.harvest.counting import Theme, themes_by_voice, themes_of
from seating.harvest.reading import read_harvest
from seating.harvest.statement import Harvest, Statement

__all__ = ["Harvest", "Statement", "Theme", "read_harvest", "themes_by_voice", "themes_of"]
