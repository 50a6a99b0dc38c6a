"""Find the row of headings and the meaning of each column of a list.

`find_headings` runs all steps. `heading_row` finds the row of headings and the rows of people. `heading_phrases` looks
up the words of a heading, `polarity` tells whether it turns a yes round, `contents` measures the cells, and `evidence`
combines these into candidates. `scores` gives each column and meaning a score, also by what only the cells show
(`cell_signs`). `groups` lists the columns that may be understood together: families of people, grids, rankings and what
several columns say about coming. `assignment` finds the groups and meanings with the highest sum. `column_assignment`
runs this twice: the first assignment tells the names on the list, with which cells are compared in the second. `rivals`
and `questions` decide what is asked or noted about the columns.
"""
