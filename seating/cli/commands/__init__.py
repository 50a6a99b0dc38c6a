"""The commands, one module each, found by being there; each imports click and nothing heavy at its top."""
