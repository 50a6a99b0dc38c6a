"""The one schema of `result.json` and of the ledger's entries."""
