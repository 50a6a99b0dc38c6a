"""Pages as PDF, printed with the browser that is on the machine; nothing is downloaded and nothing leaves it."""

from seating.report.pdf.browsers import find_browser
from seating.report.pdf.printing import Printed, print_pages

__all__ = ["Printed", "find_browser", "print_pages"]
