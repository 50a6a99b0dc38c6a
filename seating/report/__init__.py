"""The pages: a report for the convening team and a packet for the room, filled from one result.

A section is one file in `sections/` and one template of its name; a page of the packet is one file in
`packet/` and one template. Both are found by being there. Files hold the decisions and no markup,
templates the markup and no decisions. The one Jinja environment is in `environment`.

Nothing is imported here: who needs only the settings, or how a file is written, does not wait for every page.
"""
