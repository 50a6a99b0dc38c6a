"""Find the row of headings and the meaning of each column of a list.

`find_headings` runs all steps. `heading_row` finds the row of headings and the rows of people. `heading_phrases` looks
up the words of a heading, `contents` measures the cells, and `evidence` combines both into candidates.
`column_assignment` gives each column one meaning, names first (`name_columns`). `competing_columns` stores the
decisions and reports columns that compete.
"""
