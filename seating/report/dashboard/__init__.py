"""The dashboard, as HTML pages and as plain data."""
