"""Add-ons: each package in this folder adds commands or options to the program, which is whole without it."""
