"""Pictures of numbers: a chart of core/charts.py on the screen, in words and as a table too."""

from cadplanner.ui.kit.charts.grid_table import GridTable
from cadplanner.ui.kit.charts.view import ChartView

__all__ = ["ChartView", "GridTable"]
