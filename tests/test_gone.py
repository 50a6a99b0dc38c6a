"""A name that went gets one message, which names what to use instead, at the place where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.convening.yaml import read_document
from seating.errors import UsageError
from seating.report.stock.catalog import BADGES, find_stock


@pytest.mark.parametrize(("suffix", "name"), [(".xlsx", "XLSX"), (".xlsm", "XLSX"), (".ODS", "ODS")])
def test_a_convening_in_a_spreadsheet(tmp_path: Path, suffix: str, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_document(tmp_path / f"convening{suffix}")
    says = f"A convening in {name} is not part of seating any more. Use YAML or JSON instead."
    assert str(refused.value) == says


def test_a_stock_in_a_file() -> None:
    with pytest.raises(UsageError, match=r"^A stock in a TOML file is not part of seating any more\. Use a number of "):
        find_stock("mine.toml", BADGES, "Letter")
