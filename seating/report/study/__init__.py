"""The comparison of the cases of a study: its sentences, its table, and its page."""
