"""The chart that a participant fills in: its rows and columns, the sheet of paper, and the files."""
