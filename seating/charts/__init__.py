"""Charts that people fill in: who needs to be at which table, and where each person could contribute most.

`seating.charts.filled_chart` has the data. Nothing in this package seats people.
"""

from seating.charts.filled_chart import ANYWHERE, Cell, Chart, Charts, Naming

__all__ = ["ANYWHERE", "Cell", "Chart", "Charts", "Naming"]
