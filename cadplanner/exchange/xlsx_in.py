"""Excel workbooks into rows: checked as an archive first, then read without formulas, links or macros."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import recognised
from cadplanner.exchange.csv_in import too_long
from cadplanner.exchange.file_kind import SAVE_AS
from cadplanner.exchange.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Cell, Grid, Trouble, text_of

MOST_ENTRIES = 2_000
MOST_UNPACKED = 150_000_000
MOST_RATIO = 150
MOST_CELLS = 5_000_000
CELL = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,4})([0-9]{1,10})""")
FILLED_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*[^>/]>")
UNLOCK = "Open it in Excel, save it without a password, use that file, and delete it after the import."
NO_VALUE = "The cell holds a formula without a value; open the file in Excel, save it, and use it again."
PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels|xl/(workbook|sharedStrings|styles)\.xml"
    r"|xl/worksheets/[^/]+\.xml"
)
UNREADABLE = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    zlib.error,
)


def read_xlsx(data: bytes, name: str) -> Grid:
    """The rows of the sheet that holds a list. Raises CannotRead for a damaged, locked or hostile workbook."""
    parts = _checked_parts(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(_plain_archive(parts))
        sheets = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        tables = [(sheet, _rows(workbook, sheet, name)) for sheet in sheets[:50]]
    except PasswordError:
        raise CannotRead(f"{name} is locked with a password.", UNLOCK) from None
    except (CalamineError, *UNREADABLE):
        raise CannotRead(
            f"{name} is a damaged Excel workbook.", f"Open it in Excel to see what is left. {SAVE_AS}"
        ) from None
    filled = [(sheet, rows) for sheet, rows in tables if rows]
    if not filled:
        raise CannotRead(f"{name} holds no filled cell.", "Check that the workbook was saved after the export.")
    sheet, rows = max(filled, key=lambda table: (_known(table[1]), len(table[1])))
    troubles: list[Trouble] = []
    capped = tuple((number, tuple(_capped(cells, number, troubles))) for number, cells in rows)
    troubles += _uncounted(parts, sheets.index(sheet), dict(rows))
    notes = (*_notes(sheet, filled), *_hidden_rows(_sheet_part(parts, sheets.index(sheet))))
    return Grid(capped, "Excel workbook", notes, tuple(troubles), _epoch_1904(parts))


def _notes(sheet: str, filled: Sequence[tuple[str, object]]) -> tuple[str, ...]:
    others = ", ".join(f"'{other}'" for other, _ in filled if other != sheet)
    return (f"Read from the sheet '{sheet}'" + (f"; not from {others}" if others else ""),)


def _hidden_rows(sheet: bytes) -> Iterator[str]:
    """A list filtered in Excel still holds everybody: she has to know."""
    hidden = len(re.findall(rb'<row\b[^>]*\bhidden="(?:1|true)"', sheet))
    if hidden:
        yield f"{hidden} row{'s' * (hidden > 1)} that Excel hides or filters out are read too"


def _checked_parts(data: bytes, name: str) -> dict[str, bytes]:
    """The parts that a list needs, each unpacked no further than it says. Refuses bombs by their sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if PARTS.fullmatch(entry.filename)]
            _refuse_bomb(entries, len(archive.infolist()), name)
            parts = {entry.filename: _unpacked(archive, entry) for entry in entries}
    except UNREADABLE as problem:
        if "encrypt" in str(problem):
            raise CannotRead(f"{name} is locked with a password.", UNLOCK) from None
        raise CannotRead(f"{name} is a damaged Excel workbook.", f"Copy or export it again. {SAVE_AS}") from None
    if any(b"<!DOCTYPE" in part[:4000] or b"<!ENTITY" in part[:4000] for part in parts.values()):
        raise CannotRead(f"{name} was not written by a spreadsheet program.", f"Open it in Excel. {SAVE_AS}")
    for part in parts.values():
        _refuse_stray(part, name)
    return parts


def _refuse_stray(sheet: bytes, name: str) -> None:
    """A cell in the last row and column of the sheet would make the reader lay out millions of blank ones."""
    places = CELL.findall(sheet)
    if _area(places) > MOST_CELLS:
        places = [place for cell in FILLED_CELL.findall(sheet) for place in CELL.findall(cell)]
    if _area(places) > MOST_CELLS:
        furthest = max(int(row) for _, row in places)
        raise CannotRead(
            f"{name} has a cell far away from the list, perhaps in row {furthest}.",
            f"Copy the rows of the list into a new workbook. {SAVE_AS}",
        )


def _area(places: Sequence[tuple[bytes, bytes]]) -> int:
    columns = [_column_number(letters.decode()) for letters in {letters for letters, _ in places}]
    rows = [int(row) for row in {row for _, row in places}]
    return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) if places else 0


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The part, never more of it than its entry says: `ZipFile.read` would first unpack all that is there."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("packed in a way that no spreadsheet program uses")
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _refuse_bomb(entries: Sequence[zipfile.ZipInfo], number: int, name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    too_dense = unpacked > 20_000_000 and unpacked / packed > MOST_RATIO
    if number > MOST_ENTRIES or unpacked > MOST_UNPACKED or too_dense:
        raise CannotRead(
            f"{name} would unpack to {unpacked // 1_000_000} MB; a list of people is far smaller.",
            f"Copy the rows of the list into a new workbook. {SAVE_AS}",
        )


def _plain_archive(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as an archive whose sizes are true, without macros, pictures or links."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    plain.seek(0)
    return plain


def _rows(workbook: CalamineWorkbook, sheet: str, name: str) -> list[tuple[int, tuple[Cell, ...]]]:
    found = workbook.get_sheet_by_name(sheet)
    if found.start is None:
        return []
    first, before = found.start[0] + 1, ("",) * found.start[1]
    rows = [
        (first + place, (*before, *_plain(cells)))
        for place, cells in enumerate(found.to_python(skip_empty_area=True))
        if any(cells) or any(cell != "" for cell in cells)
    ]
    if len(rows) > MOST_ROWS:
        raise CannotRead(f"{name} has more than {MOST_ROWS} rows.", "Save the rows you need in a file of their own.")
    return rows


def _plain(cells: Sequence[Cell | timedelta]) -> Sequence[Cell]:
    if timedelta in map(type, cells):
        return [str(cell) if isinstance(cell, timedelta) else cell for cell in cells]
    return cells  # type: ignore[return-value]  # no duration among them


def _known(rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> int:
    return max((recognised(text_of(cell) for cell in cells) for _, cells in rows[:50]), default=0)


def _capped(cells: tuple[Cell, ...], number: int, troubles: list[Trouble]) -> Iterator[Cell]:
    for column, cell in enumerate(cells[:MOST_COLUMNS]):
        if type(cell) is str and len(cell) > LONGEST_CELL:
            troubles.append(Trouble(number, column, too_long(len(cell))))
            yield cell[:LONGEST_CELL]
        else:
            yield cell


def _epoch_1904(parts: dict[str, bytes]) -> bool:
    return bool(re.search(rb'date1904\s*=\s*"(1|true)"', parts.get("xl/workbook.xml", b"")))


def _uncounted(parts: dict[str, bytes], place: int, rows: dict[int, tuple[Cell, ...]]) -> Iterator[Trouble]:
    """Formulas whose value was never saved, and errors such as #REF!, in the sheet with that place in the workbook."""
    sheet = _sheet_part(parts, place)
    if b"<f" not in sheet and b't="e"' not in sheet:
        return
    for cell in re.finditer(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"([^>/]*)>(.*?)</c>', sheet, re.DOTALL):
        column, row = _column_number(cell[1].decode()), int(cell[2])
        if row not in rows:
            continue
        value = re.search(rb"<v[^>/]*>([^<]*)</v>", cell[4])
        if b't="e"' in cell[0][:200].split(b">")[0]:
            error = value[1].decode("utf-8", "replace")[:20] if value else ""
            yield Trouble(row, column, f"The cell shows the error {error}; type what belongs here.")
        elif b"<f" in cell[4] and not (value and value[1]):
            yield Trouble(
                row,
                column,
                NO_VALUE,
            )


def _sheet_part(parts: dict[str, bytes], place: int) -> bytes:
    """The XML of the n-th worksheet, by way of its relation."""
    relations = dict[bytes, bytes]()
    for relation in re.findall(rb"<Relationship\b[^>]*>", parts.get("xl/_rels/workbook.xml.rels", b"")):
        found = dict(re.findall(rb'(\w+)="([^"]*)"', relation))
        if b"worksheet" in found.get(b"Type", b""):
            relations[found.get(b"Id", b"")] = found.get(b"Target", b"")
    ids = re.findall(rb'<sheet\b[^>]*?\br:id="([^"]*)"', parts.get("xl/workbook.xml", b""))
    targets = [relations[sheet] for sheet in ids if sheet in relations]
    target = targets[place].decode("utf-8", "replace").lstrip("/") if place < len(targets) else ""
    return parts.get(target if target.startswith("xl/") else f"xl/{target}", b"")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
