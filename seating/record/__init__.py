"""The one schema of the ledger's entries, of `result.json`, and of all that commands print with `--json`."""
