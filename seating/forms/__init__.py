"""Forms that the tables and the convener fill in and keep, read from spreadsheets."""
