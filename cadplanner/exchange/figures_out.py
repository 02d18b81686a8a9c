"""The figures of a report, and of all days, as a workbook or one table: numbers as numbers, and no names."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import xlsxwriter  # type: ignore[import-untyped]

from cadplanner.core.charts import Grid
from cadplanner.core.figures import StationUse
from cadplanner.core.reporting.days import DayLine, all_days
from cadplanner.core.reporting.report import Report, Stage, shares
from cadplanner.exchange.csv_out import csv_bytes

NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
TIDY = ("Part", "Line", "Row", "Column", "Figure")
STATIONS = (
    "Station",
    "Visits",
    "Dropped in",
    "Minutes with people",
    "% of its places",
    "Usual wait",
    "19 of 20 within",
)
Part = tuple[str, Grid]


def figures_xlsx(report: Report, lines: Sequence[DayLine], pifu_word: str) -> bytes:
    """A workbook with a sheet for each part."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})
        for name, grid in parts(report, lines, pifu_word):
            sheet = book.add_worksheet(name)
            for column, heading in enumerate(grid.headings):
                sheet.write_string(0, column, heading, bold)
                sheet.set_column(column, column, max(len(cells[column]) for cells in (grid.headings, *grid.rows)) + 2)
            for n, cells in enumerate(grid.rows, start=1):
                for column, cell in enumerate(cells):
                    if not NUMBER.fullmatch(cell):
                        sheet.write_string(n, column, cell)
                    elif cell.endswith("%"):
                        sheet.write_number(n, column, _number(cell) / 100, share)
                    else:
                        sheet.write_number(n, column, _number(cell))
            sheet.freeze_panes(1, 1)
    return file.getvalue()


def figures_csv(report: Report, lines: Sequence[DayLine], pifu_word: str) -> bytes:
    """One table, a line a figure: of which part, in which line of it, in which row and column."""
    rows = (
        (name, str(n), cells[0], heading, cell.replace(",", "") if NUMBER.fullmatch(cell) else cell)
        for name, grid in parts(report, lines, pifu_word)
        for n, cells in enumerate(grid.rows, start=1)
        for heading, cell in zip(grid.headings[1:], cells[1:], strict=True)
    )
    return csv_bytes(TIDY, rows)


def parts(report: Report, lines: Sequence[DayLine], pifu_word: str) -> tuple[Part, ...]:
    """Every part with its name: what is counted, the stations, each picture, and all days."""
    found: list[Part] = []
    if report.stage is not Stage.BEFORE:
        found = [("Everybody counted", shares(report.figures, pifu_word)), ("In words", _said(report)),
                 ("Stations", Grid(STATIONS, tuple(map(_station, report.figures.stations))))]  # fmt: skip
    drawn = ((chart.title, chart.grid) for chart in report.charts)
    return (*found, *drawn, ("All days", all_days(lines, pifu_word)))


def _said(report: Report) -> Grid:
    told = tuple(sentence.partition(":")[::2] for sentence in report.says)
    return Grid(("What", "In words"), tuple((what, words.strip()) for what, words in told))


def _station(use: StationUse) -> tuple[str, ...]:
    waits = (f"{use.waits.median:g}", f"{use.waits.p95}") if use.waits.measured else ("", "")
    used = "" if use.used is None else f"{use.used:g}"
    return use.name, str(use.visits), str(use.drop_ins), str(use.minutes), used, *waits


def _number(cell: str) -> float:
    return float(cell.replace(",", "").rstrip("%"))
