"""A date as a person types it, in any of the ways that cannot be misunderstood in Britain."""

from __future__ import annotations

from datetime import date

from cadplanner.exchange.dates import ColumnDates, DateFormat

FORMATS = (DateFormat.DAY_FIRST, DateFormat.NAMED_MONTH, DateFormat.YEAR_FIRST, DateFormat.PACKED)
EXCEL_EPOCH = date(1899, 12, 30)


def typed_date(text: str) -> date | None:
    """The date; None for what is not one, and for nothing."""
    read = (ColumnDates(form, 0, EXCEL_EPOCH).read(text.strip()) for form in FORMATS)
    return next((day for day in read if day is not None), None)
