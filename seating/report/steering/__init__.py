"""The parts of the page for the steering table: the sheet about the tables, their requests, and the check-in."""
