"""The report of a day for the trust's board: one page of figures, words and pictures that names nobody."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.charts import Chart
from cadplanner.core.model.patient import date_words
from cadplanner.core.reporting.arrivals import BY_HALF_HOUR, EXPECTED
from cadplanner.core.reporting.load import HALL, LOAD
from cadplanner.core.reporting.outcomes import BANDS, SPLIT
from cadplanner.core.reporting.report import Number, Report
from cadplanner.core.reporting.waits import HOW_LONG
from cadplanner.printing.blocks import Beside, Block, Titled, Words, draw_pages
from cadplanner.printing.charts import chart_blocks
from cadplanner.printing.listing import room_on
from cadplanner.printing.sheet import A4, ACCENT, GREY, Ink, Paper, Sheet

BIG = Ink(20, bold=True, colour=ACCENT, leading=1.1)
WHAT = Ink(9)
UNDER = Ink(7.5, colour=GREY)
SAID = Ink(9)
GAP = 14.0
LOAD_HIGH, HIGH = 225.0, (172.0, 156.0, 140.0, 124.0, 108.0)
"""Points that the load may take, and those that each other picture may."""
ROWS = ((LOAD,), (SPLIT,), (EXPECTED, HALL), (BY_HALF_HOUR, HOW_LONG), (HALL, BANDS), (BANDS,))
"""Which pictures stand beside one another; each is drawn once, where it first has all of its row."""
NAMES_NOBODY = "Counts only: names nobody."


def pdf(report: Report, paper: Paper) -> bytes:
    """Portrait A4, one page."""
    found = report.figures
    title = f"{found.day}, {date_words(found.on)}"
    sheet = Sheet(None, paper, title, A4)
    titled = Titled(title, paper.details.name, report.stage.value.capitalize(), "", NAMES_NOBODY)
    draw_pages(sheet, titled, _fitting(report, sheet, titled))
    return sheet.pdf()


def _fitting(report: Report, sheet: Sheet, titled: Titled) -> tuple[Block, ...]:
    """The blocks with the highest pictures that one page has room for; the lowest where none has."""
    width = sheet.content_width
    room = room_on(sheet, sheet.header_end(titled.title, titled.under, titled.aside))
    made = (tuple(_blocks(report, width, high)) for high in HIGH)
    *higher, lowest = made
    return next((each for each in higher if sum(block.height(width) for block in each) <= room), lowest)


def _blocks(report: Report, width: float, pair_high: float) -> Iterator[Block]:
    yield Beside(tuple((1.0, _number(number)) for number in report.numbers))
    for sentence in report.says:
        yield Words(sentence, SAID, after=0)
    for row in _rows(report.charts):
        wide = (width - GAP * (len(row) - 1)) / len(row)
        high = LOAD_HIGH if row[0].title == LOAD else pair_high
        yield Beside(tuple((1.0, chart_blocks(chart, wide, high)) for chart in row), GAP)


def _rows(charts: tuple[Chart, ...]) -> Iterator[tuple[Chart, ...]]:
    left = {chart.title: chart for chart in charts}
    for row in ROWS:
        if all(title in left for title in row):
            yield tuple(left.pop(title) for title in row)


def _number(number: Number) -> tuple[Block, ...]:
    return Words(number.number, BIG, before=4, after=0), Words(number.what, WHAT, after=0), Words(number.under, UNDER)
