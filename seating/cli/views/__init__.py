"""What commands print, one module per command that prints more than three lines."""
