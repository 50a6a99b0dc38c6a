"""Whole stories: every command in a row on small random lists, held against a ledger kept by hand."""
