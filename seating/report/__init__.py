"""The pages: a report for the convening team and a packet for the room, filled from one result.

A section is one file in `sections/` and one template of its name; a page of the packet is one file in
`packet/` and one template. Both are found by being there. Files hold the decisions and no markup,
templates the markup and no decisions. The one Jinja environment is in `environment`.
"""

from seating.report.output import write_outputs, write_packet
from seating.report.pages import render_packet, render_report
from seating.report.record import as_record, problems_record
from seating.report.settings import Settings
from seating.report.sharing import share

__all__ = ["Settings", "as_record", "problems_record", "render_packet", "render_report", "share", "write_outputs"]
__all__ += ["write_packet"]
