"""The sections of the report: one file a section, found by being there."""
