"""One reader for each claim of the pages: it works out from cells and seats, without the program, whether it is so."""
