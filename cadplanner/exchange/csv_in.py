"""Text files into rows: encoding, separator and quotation marks worked out from all of the file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import recognised
from cadplanner.exchange.csv_out import as_meant
from cadplanner.exchange.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Cell, Grid, Trouble

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
LONGEST_QUOTE = 60
"""Lines that one quoted cell may run over; beyond that the mark was typed by mistake."""

LONGEST_ROW = 500_000
AS_TEXT = re.compile(r'="([^"]*)"')
"""How some systems make Excel keep a number as text."""

LINE_END = re.compile(r"\r\n|\r|\n")


def read_csv(data: bytes, name: str) -> Grid:
    """The rows of a text file; a row is a record, as Excel counts. Raises CannotRead if it is not text."""
    text, encoding = _decoded(data)
    _refuse_binary(text, name)
    lines = LINE_END.split(text)
    said = re.fullmatch(r'"?sep=(.)"?', lines[0].strip(" \ufeff")) if lines else None
    if said:
        lines = lines[1:]
    separator = said[1] if said else _separator(lines)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    troubles: list[Trouble] = []
    for number, (cells, trouble) in enumerate(_records(lines, separator), start=1):
        if trouble:
            troubles.append(Trouble(number, -1, trouble))
        if any(cells):
            rows.append((number, tuple(_capped(cells, number, troubles))))
        if len(rows) > MOST_ROWS:
            raise CannotRead(
                f"{name} has more than {MOST_ROWS} rows.", "Save the rows you need in a file of their own."
            )
    notes = (f"{encoding}, separated by {SEPARATORS.get(separator, separator)}",)
    return Grid(tuple(rows), "CSV", notes, tuple(troubles))


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace"), "UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "UTF-16"
    sample = data[:4000]
    if len(sample) > 3 and sample[1::2].count(0) > len(sample) * 0.3:
        return data.decode("utf-16-le", "replace"), "UTF-16"
    if len(sample) > 3 and sample[::2].count(0) > len(sample) * 0.3:
        return data.decode("utf-16-be", "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def _not_quite_utf8(data: bytes) -> tuple[str, str]:
    text = data.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    if spoilt * 5 < len(re.findall(r"[^\x00-\x7f\ufffd]", text)):
        return text, "UTF-8 with some spoilt letters"
    return data.decode("cp1252", "replace"), "Windows-1252"


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:50_000]
    odd = len(re.findall(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffd]", sample)) + max(0, sample.count("\0") - 20)
    if odd > max(20, len(sample) * 0.02) or (len(sample) < 1000 and odd * 4 > len(sample)):
        raise CannotRead(
            f"{name} is not a list: it holds no readable text.",
            "Export the list from the record system as CSV or as an Excel workbook (.xlsx), and use that file.",
        )


def _separator(lines: list[str]) -> str:
    """The separator under which most headings are known; where equal, that with the steadiest column count."""
    sample = [line[:20_000] for line in lines[:200]]

    def worth(separator: str) -> tuple[int, float]:
        records = [cells for cells, _ in _records(sample, separator) if any(cells)]
        known = max((recognised(cells) for cells in records[:50]), default=0)
        counts = Counter(len(cells) for cells in records)
        columns, times = max(counts.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(1, 0))
        return (known if known > 1 else 0), (columns - 1) * (times / max(1, len(records))) ** 2

    return max(SEPARATORS, key=worth)


def _records(lines: list[str], separator: str) -> Iterator[tuple[list[str], str]]:
    """Each record with what is wrong with its quotation marks ('' for nothing)."""
    closed = re.compile(rf'(?:^|(?<={re.escape(separator)}))"[^"]*(?:""[^"]*)*"')
    opened = re.compile(rf'(?:^|{re.escape(separator)})"')
    place = 0
    while place < len(lines):
        line, trouble = lines[place], ""
        place += 1
        if len(line) > LONGEST_ROW:
            line, trouble = (
                line[:LONGEST_ROW].replace('"', ""),
                f"The row has {len(line)} characters; most were left out.",
            )
        if '"' not in line:
            yield line.split(separator), trouble
            continue
        record = line
        if opened.search(closed.sub("", record)):
            last = _closing_line(lines, place, closed, opened)
            if last:
                record = "\n".join(lines[place - 1 : last])
                place = last
            else:
                record = record.replace('"', "")
                trouble = "A quotation mark here is opened and never closed; check that all cells are in their columns."
        yield _cells(record, separator), trouble


def _closing_line(lines: list[str], place: int, closed: re.Pattern[str], opened: re.Pattern[str]) -> int:
    """The line after the one in which the quotation that opens in line `place - 1` ends; 0 where it never does."""
    record, length = [lines[place - 1]], 0
    for last in range(place, min(place + LONGEST_QUOTE, len(lines))):
        record.append(lines[last])
        length += len(lines[last])
        if length > LONGEST_ROW:
            break
        if '"' in lines[last] and not opened.search(closed.sub("", "\n".join(record))):
            return last + 1
    return 0


def _cells(record: str, separator: str) -> list[str]:
    csv.field_size_limit(max(csv.field_size_limit(), len(record) + 1))
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=separator), [])


def _capped(cells: list[str], number: int, troubles: list[Trouble]) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        troubles.append(Trouble(number, 0, f"The row has {len(cells)} cells; only the first {MOST_COLUMNS} were read."))
        cells = cells[:MOST_COLUMNS]
    return [_capped_cell(cell, number, column, troubles) for column, cell in enumerate(cells)]


def _capped_cell(cell: str, number: int, column: int, troubles: list[Trouble]) -> str:
    if len(cell) <= LONGEST_CELL:
        kept = AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
        return kept[1] if kept else as_meant(cell)
    troubles.append(Trouble(number, column, too_long(len(cell))))
    return cell[:LONGEST_CELL]


def too_long(length: int) -> str:
    """What to say of a cell with so many characters."""
    return f"The cell holds {length} characters; only the first {LONGEST_CELL} were read. Shorten it."
