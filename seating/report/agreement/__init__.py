"""What filled-in charts say together, as an HTML page and as plain data."""
