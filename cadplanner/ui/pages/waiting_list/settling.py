"""Problems of a list and what she decided about each: fixed, row skipped, imported anyway. Pure values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from cadplanner.exchange.list_in import CheckedList
from cadplanner.exchange.row_in import CheckedRow
from cadplanner.exchange.row_problem import RowProblem

LONGEST_SHOWN = 200
AT_A_TIME = 10


class State(Enum):
    """What has become of a problem."""

    OPEN = "To settle"
    FIXED = "Fixed"
    SKIPPED = "Row skipped"
    ANYWAY = "Imported anyway"


@dataclass(frozen=True, slots=True)
class Line:
    """One problem as listed: her row and heading, who it is, what the cell says now, and what became of it."""

    id: str
    problem: RowProblem
    letter: str
    person: str
    cell: str
    state: State

    @property
    def where(self) -> str:
        """'C  DOB', or 'Whole row'."""
        return f"{self.letter}  {self.problem.column}" if self.problem.column else "Whole row"


@dataclass(frozen=True, slots=True)
class Fix:
    """One cell typed anew."""

    problem: RowProblem
    was: str


@dataclass(frozen=True, slots=True)
class Settling:
    """A checked list and the cells that were typed anew. Every decision gives a new value."""

    checked: CheckedList
    fixes: tuple[Fix, ...] = ()

    @property
    def open(self) -> int:
        """How many problems are still to settle."""
        return len(self.checked.problems)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every problem there was, settled or not, in the order of the rows."""
        found = [self._line(row, problem) for row in self.checked.rows for problem in row.problems]
        still = {_cell_of(line.problem) for line in found}
        rows = {row.number: row for row in self.checked.rows} if self.fixes else {}
        done = [
            self._line(rows[fix.problem.row], fix.problem, fixed=True)
            for fix in self.fixes
            if _cell_of(fix.problem) not in still
        ]
        return tuple(sorted((*found, *done), key=lambda line: line.problem.row))

    def cell(self, problem: RowProblem) -> str:
        """What the cell says now; '' for a whole row."""
        if not problem.column:
            return ""
        place = self.checked.table.headings.index(problem.column)
        return self._source(problem.row)[place]

    def with_fixes(self, problems: Sequence[RowProblem], text: str) -> Settling:
        """With another text in the cells of these problems, and their rows checked again."""
        before = {_cell_of(fix.problem): fix for fix in self.fixes}
        now = {
            _cell_of(one): Fix(one, before[_cell_of(one)].was if _cell_of(one) in before else self.cell(one))
            for one in problems
        }
        retyped = [(row, column, text) for row, column in now]
        return Settling(retype(self.checked, retyped), tuple((before | now).values()))

    def skipped(self, rows: Iterable[int]) -> Settling:
        """Without these rows."""
        return self._with(frozenset(rows), skipped=True, anyway=False)

    def anyway(self, rows: Iterable[int]) -> Settling:
        """With these rows, their wrong values left blank; a row without a name stays to be settled."""
        return self._with(frozenset(rows), skipped=False, anyway=True)

    def unsettled(self, problem: RowProblem) -> Settling:
        """As if nothing had been decided about the problem's row."""
        back = self._with(frozenset({problem.row}), skipped=False, anyway=False)
        fix = next((fix for fix in self.fixes if _cell_of(fix.problem) == _cell_of(problem)), None)
        if fix is None:
            return back
        others = tuple(one for one in self.fixes if one is not fix)
        return Settling(back.checked.with_fix(problem.row, problem.column, fix.was), others)

    def alike(self, problem: RowProblem) -> tuple[RowProblem, ...]:
        """The problems still open that say the same of the same column, this one among them."""
        wanted = _kind(problem)
        return tuple(one for one in self.checked.problems if _kind(one) == wanted)

    def _with(self, numbers: frozenset[int], *, skipped: bool, anyway: bool) -> Settling:
        rows = tuple(
            replace(row, skipped=skipped, anyway=anyway and row.patient is not None) if row.number in numbers else row
            for row in self.checked.rows
        )
        return replace(self, checked=replace(self.checked, rows=rows))

    def _line(self, row: CheckedRow, problem: RowProblem, *, fixed: bool = False) -> Line:
        state = State.OPEN
        if row.skipped:
            state = State.SKIPPED
        elif fixed:
            state = State.FIXED
        elif not row.open_problems:
            state = State.ANYWAY
        letter = self.checked.table.column_letter(problem.column) if problem.column else ""
        person = row.patient.staff_name if row.patient else ""
        shown = self.cell(problem)[:LONGEST_SHOWN]
        return Line(f"{problem.row} {problem.column} {problem.says}", problem, letter, person, shown, state)

    def _source(self, number: int) -> tuple[str, ...]:
        rows = self.checked.table.rows
        low, high = 0, len(rows)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if rows[middle].number < number else (low, middle)
        return rows[low].cells


def retype(checked: CheckedList, cells: Sequence[tuple[int, str, str]]) -> CheckedList:
    """The list with other texts in cells, given as row, heading and text.

    A fix of one row costs as much as the list is long, so many are made in short lists.
    """
    wanted: dict[int, list[tuple[int, str, str]]] = {}
    for cell in cells:
        wanted.setdefault(cell[0], []).append(cell)
    places = [n for n, row in enumerate(checked.rows) if row.number in wanted]
    rows, sources, problems = list(checked.rows), list(checked.table.rows), checked.table.problems
    for start in range(0, len(places), AT_A_TIME):
        some = places[start : start + AT_A_TIME]
        table = replace(checked.table, rows=tuple(sources[n] for n in some), problems=problems)
        part = replace(checked, table=table, rows=tuple(rows[n] for n in some))
        for cell in (one for n in some for one in wanted[rows[n].number]):
            part = part.with_fix(*cell)
        problems = part.table.problems
        for n, row, source in zip(some, part.rows, part.table.rows, strict=True):
            rows[n], sources[n] = row, source
    table = replace(checked.table, rows=tuple(sources), problems=problems)
    return replace(checked, table=table, rows=tuple(rows))


def _cell_of(problem: RowProblem) -> tuple[int, str]:
    return problem.row, problem.column


def _kind(problem: RowProblem) -> tuple[str, str]:
    """The column and the sentence without what is quoted and counted in it."""
    return problem.column, re.sub(r"\d+|'[^']*'", "#", problem.says)
