"""What the tests of the dashboard share with those of the report: Chromium prints pages."""

from __future__ import annotations

from tests.report.conftest import chromium  # noqa: F401  # a fixture
