"""Headings: which row holds them, and what each column of a list means.

`find_headings` runs the steps. `layout` finds the row of headings and the rows of people. `phrases` looks up the
words of a heading, `contents` measures the cells, and `evidence` adds both up into candidates. `choice` gives each
column one meaning, names first (`name_columns`); `verdicts` holds what was decided and asks where columns compete.
"""
