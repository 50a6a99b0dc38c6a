"""Rounds in the ledger: saving them, the state of the ledger, and reading a saved round as a result.

This package imports nothing, so that a command loads only what it needs.
"""
