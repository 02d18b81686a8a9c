"""The history as a table: one row for each field that was changed, and for each act without one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cadplanner.core.keeping.words import FieldChange, HistoryLine, Told
from cadplanner.exchange.csv_out import csv_bytes

HEADINGS = ("Entry", "When (UTC)", "Who", "Computer", "Act", "In words", "What", "Done", "Field", "Before", "After")
NOTHING = Told("", "", ())
NO_FIELD = FieldChange("", "", "")


def history_csv(lines: Iterable[HistoryLine]) -> bytes:
    """The whole table."""
    return csv_bytes(HEADINGS, (row for line in lines for row in _rows(line)))


def _rows(line: HistoryLine) -> Iterator[tuple[str, ...]]:
    act = (str(line.number), f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.computer, line.did.value, line.label)
    for told in line.told or (NOTHING,):
        for field in told.fields or (NO_FIELD,):
            yield (*act, told.thing, told.verb, field.field, field.before, field.after)
