"""The pages: a report for the convening team and a packet for the room, made from one result.

A section is a module in `sections/` and a template of the same name. A page of the packet is a module in `packet/` and
a template of the same name. Every module in these folders is loaded. Modules contain decisions and no markup; templates
contain markup and no decisions. The one Jinja environment is in `environment`.

This package imports nothing, so that code that needs only the settings or the file functions does not load every page.
"""
