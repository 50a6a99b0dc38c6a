"""The pages: a report for the convening team and a packet for the room, made from one result.

A section is a module in `sections/`, and a page of the packet is a module in `packet/`. Every module in these folders
is loaded. Most yield blocks; one with a layout of its own has a template of the same name, below
`seating/present/templates/`. Modules contain decisions and no markup; templates contain markup and no decisions.

This package imports nothing, so that code that needs only the settings or the file functions does not load every page.
"""
