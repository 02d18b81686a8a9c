"""A table into a checked list: what would be imported, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cadplanner.core.model.words import NumberKind
from cadplanner.core.waiting.matching import Listed
from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import IDENTIFIES, Field, guess
from cadplanner.exchange.dates import column_dates
from cadplanner.exchange.grid import Cell
from cadplanner.exchange.row_in import CheckedRow, Columns, check_row
from cadplanner.exchange.row_problem import RowProblem
from cadplanner.exchange.source_table import SourceRow, SourceTable
from cadplanner.exchange.values import cleaned, says_nothing


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """How a column is read, for the preview: 'day/month/year, e.g. 03/04/1957 is 3 April 1957'."""

    column: str
    says: str


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A list with every row checked. A change (`with_fix`, `with_skipped`, `with_anyway`) is a new value."""

    table: SourceTable
    columns: Columns
    rows: tuple[CheckedRow, ...]
    formats: tuple[ColumnFormat, ...]
    list_flags: tuple[RowProblem, ...]

    @property
    def good(self) -> int:
        """How many rows have nothing wrong."""
        return sum(1 for row in self.rows if not row.problems)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """Everything wrong that she has not settled, in the order of the rows."""
        return tuple(problem for row in self.rows for problem in row.open_problems)

    @property
    def flags(self) -> tuple[RowProblem, ...]:
        """What is right but worth a look: first about the whole list, then row by row."""
        return (*self.list_flags, *(flag for row in self.rows if not row.skipped for flag in row.flags))

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Each heading and the field it fills, '' for none; as a ColumnMapping remembers it."""
        meaning = {heading: name for name, places in self.columns.of.items() for _, heading in places}
        return tuple((heading, meaning.get(heading, "")) for heading in self.table.headings)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The rows that are ready to be imported, for matching and intake."""
        return tuple(
            Listed(row.number, row.patient, row.referral) for row in self.rows if row.ready and row.patient is not None
        )

    @property
    def people(self) -> tuple[Listed, ...]:
        """Everybody in the list who has a name, also with problems still open: for a first look at duplicates."""
        return tuple(
            Listed(row.number, row.patient, row.referral)
            for row in self.rows
            if not row.skipped and row.patient is not None
        )

    def row(self, number: int) -> CheckedRow:
        """The row with that spreadsheet number. Raises KeyError."""
        return self.rows[self._place(number)]

    def with_fix(self, row: int, column: str, text: str) -> CheckedList:
        """The list with another text in one cell (her row number and heading), and that row checked again.

        Raises KeyError for an unknown row, ValueError for an unknown heading.
        """
        place, at = self._place(row), self.table.headings.index(column)
        source = self.table.rows[place]
        cells = (*source.cells[:at], text, *source.cells[at + 1 :])
        values = (*source.values[:at], "", *source.values[at + 1 :])
        fixed = SourceRow(source.number, cells, values, source.beyond)
        problems = tuple(p for p in self.table.problems if (p.row, p.column) != (row, column))
        rows = (*self.table.rows[:place], fixed, *self.table.rows[place + 1 :])
        table = replace(self.table, rows=rows, problems=problems)
        troubles = tuple(p for p in problems if p.row == row and _matters(p, self.columns))
        checked = check_row(fixed, self.columns, troubles)
        return replace(self, table=table, rows=(*self.rows[:place], checked, *self.rows[place + 1 :]))

    def with_skipped(self, row: int, *, skipped: bool = True) -> CheckedList:
        """The list without that row, or with it again."""
        place = self._place(row)
        return self._with_row(place, replace(self.rows[place], skipped=skipped))

    def with_anyway(self, row: int, *, anyway: bool = True) -> CheckedList:
        """The list with that row imported although values are bad: those are left blank. A row needs a name."""
        place = self._place(row)
        return self._with_row(place, replace(self.rows[place], anyway=anyway and self.rows[place].patient is not None))

    def _with_row(self, place: int, row: CheckedRow) -> CheckedList:
        return replace(self, rows=(*self.rows[:place], row, *self.rows[place + 1 :]))

    def _place(self, number: int) -> int:
        for place, row in enumerate(self.rows):
            if row.number == number:
                return place
        raise KeyError(number)


def check_list(
    table: SourceTable,
    fields: Mapping[str, str] | None = None,
    *,
    today: date,
    number: NumberKind = NumberKind.NHS,
) -> CheckedList:
    """Every row checked; `fields` maps her headings to fields ('' leaves a column out), None takes the guess;
    `number` is what the service calls the patient's number.

    Raises CannotRead where no column is a name or an NHS number: it is no list of people then.
    """
    meaning = dict(guess(table.headings) if fields is None else fields)
    columns = _columns(table, meaning, today, number)
    if not IDENTIFIES & columns.of.keys():
        found = ", ".join(f"'{heading}'" for heading in table.headings[:8])
        raise CannotRead(
            f"There is no list of people in {table.name}: no column is a name or {number.one}.",
            f"The headings were looked for in row {table.heading_row} ({found[:300]}). "
            "Check that it is the right file, or say what its columns mean.",
        )
    troubles: dict[int, tuple[RowProblem, ...]] = {}
    for trouble in table.problems:
        if _matters(trouble, columns):
            troubles[trouble.row] = (*troubles.get(trouble.row, ()), trouble)
    rows = tuple(check_row(row, columns, troubles.get(row.number, ())) for row in table.rows)
    return CheckedList(table, columns, rows, tuple(_formats(table, columns)), tuple(_list_flags(table, columns)))


def _matters(trouble: RowProblem, columns: Columns) -> bool:
    """Whether the cell is in a column that is imported, or is the whole row."""
    return not trouble.column or any(
        trouble.column == heading for places in columns.of.values() for _, heading in places
    )


def _columns(table: SourceTable, meaning: Mapping[str, str], today: date, number: NumberKind) -> Columns:
    of: dict[str, tuple[tuple[int, str], ...]] = {}
    for place, heading in enumerate(table.headings):
        wanted = meaning.get(heading, "")
        if wanted:
            of[Field(wanted)] = (*of.get(wanted, ()), (place, heading))
    dates = {
        place: column_dates(tuple(_date_cells(table, place)), today=today, epoch_1904=table.epoch_1904)
        for wanted in (Field.BIRTH_DATE, Field.RECEIVED_ON)
        for place, _ in of.get(wanted, ())
    }
    return Columns(of, dates, today, number)


def _date_cells(table: SourceTable, place: int) -> Iterator[tuple[str, Cell]]:
    for row in table.rows:
        text = cleaned(row.cells[place])[0]
        if not says_nothing(text):
            yield text, row.values[place]


def _formats(table: SourceTable, columns: Columns) -> Iterator[ColumnFormat]:
    for place, how in columns.dates.items():
        yield ColumnFormat(table.headings[place], how.says)
    priority = columns.heading(Field.PRIORITY)
    if priority:
        yield ColumnFormat(priority, "1 or R is routine, 2 or U urgent, 3 or 2WW two-week wait; blank is routine")


WITHOUT = (
    (
        {Field.SURNAME, Field.NAME, Field.FIRST_NAME},
        "no name",
        "The list has no names: people are shown by {number}.",
    ),
    ({Field.NHS_NUMBER}, "no {number}", "The list has no column of {number}s."),
    ({Field.BIRTH_DATE}, "no birth date", "The list has no column of birth dates."),
    ({Field.PHONE}, "no phone", "The list has no column of phone numbers."),
    ({Field.RECEIVED_ON}, "no referral date", "The list has no column of referral dates: waits are not known."),
)


def _list_flags(table: SourceTable, columns: Columns) -> Iterator[RowProblem]:
    """What the whole list lacks, said once on the row of its headings."""
    for wanted, kind, says in WITHOUT:
        if not wanted & columns.of.keys():
            number = columns.number
            yield RowProblem(table.heading_row, "", says.format(number=number), kind.format(number=number))
