"""Problems of a list and what she decided about each: fixed, row skipped, imported anyway. Pure values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from cadplanner.exchange.list_in import CheckedList
from cadplanner.exchange.row_in import CheckedRow
from cadplanner.exchange.row_problem import RowProblem

LONGEST_SHOWN = 200


class State(Enum):
    """What has become of a problem."""

    OPEN = "To settle"
    FIXED = "Fixed"
    SKIPPED = "Row skipped"
    ANYWAY = "Value left blank"


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
        still = {(line.problem.row, line.problem.column) for line in found}
        rows = {row.number: row for row in self.checked.rows} if self.fixes else {}
        done = [
            self._line(rows[fix.problem.row], fix.problem, fixed=True)
            for fix in self.fixes
            if (fix.problem.row, fix.problem.column) not in still
        ]
        return tuple(sorted((*found, *done), key=lambda line: line.problem.row))

    def cell(self, problem: RowProblem) -> str:
        """What the cell says now; '' for a whole row."""
        if not problem.column:
            return ""
        place = self.checked.table.headings.index(problem.column)
        return self._source(problem.row)[place]

    def with_fix(self, problem: RowProblem, text: str) -> Settling:
        """With another text in the cell, and its row checked again."""
        was = next((fix.was for fix in self.fixes if _same_cell(fix.problem, problem)), self.cell(problem))
        others = tuple(fix for fix in self.fixes if not _same_cell(fix.problem, problem))
        return Settling(self.checked.with_fix(problem.row, problem.column, text), (*others, Fix(problem, was)))

    def skipped(self, rows: Iterable[int]) -> Settling:
        """Without these rows."""
        return self._with(frozenset(rows), skipped=True, anyway=False)

    def anyway(self, rows: Iterable[int]) -> Settling:
        """With these rows, their wrong values left blank; a row without a name stays to be settled."""
        return self._with(frozenset(rows), skipped=False, anyway=True)

    def unsettled(self, problem: RowProblem) -> Settling:
        """As if nothing had been decided about the problem's row."""
        back = self._with(frozenset({problem.row}), skipped=False, anyway=False)
        fix = next((fix for fix in self.fixes if _same_cell(fix.problem, problem)), None)
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


def _same_cell(one: RowProblem, other: RowProblem) -> bool:
    return (one.row, one.column) == (other.row, other.column)


def _kind(problem: RowProblem) -> tuple[str, str]:
    """The column and the sentence without what is quoted and counted in it."""
    return problem.column, re.sub(r"\d+|'[^']*'", "#", problem.says)
