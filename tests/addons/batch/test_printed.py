"""A batch as `seating batch` prints it."""

from __future__ import annotations

from seating.addons.batch.batch_rows import BatchRow
from seating.addons.batch.batch_run import Batch
from seating.addons.batch.printed import list_blocks
from tests.pages.stored import compare

NUMBERS = {"people": 12, "tables": 3, "requirements": 4, "voices": 2}
ROWS = (
    BatchRow("alder", "optimal", **NUMBERS, unmet=0, penalty=0, bound=0, met=4, heard=2, is_unchanged=True),
    BatchRow("birch", "feasible", **NUMBERS, unmet=1, penalty=1200, bound=4, met=2, heard=1, message="stopped early"),
    BatchRow("cedar", "failed", message="people.csv: has no rows"),
)


def test_the_page_is_as_stored() -> None:
    files = {"batch_html": "reports/batch.html", "batch_csv": "reports/batch.csv"}
    compare("batch", lambda: list_blocks(Batch(ROWS, is_interrupted=False), files), languages=("en", "es"))
