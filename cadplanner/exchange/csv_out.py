"""CSV that a spreadsheet opens as it is meant: nothing in it is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with: a spreadsheet would run it (OWASP, CSV injection)."""


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The whole file, in UTF-8 with the mark that tells Excel so."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_meant(cell: str) -> str:
    """The cell without the apostrophe that `safe`, or another careful program, has put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
