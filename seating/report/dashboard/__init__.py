"""The dashboard, as HTML pages and as plain data, and the counts of a seating that it reads.

This package imports nothing, so that the record of a seating does not load the pages.
"""
