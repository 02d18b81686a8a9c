"""What the import would say of a list: as values for JSON, and as text to read."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.waiting.matching import Duplicate
from cadplanner.exchange.list_in import CheckedList
from cadplanner.exchange.row_problem import RowProblem


def list_report(checked: CheckedList, duplicates: Sequence[Duplicate]) -> dict[str, object]:
    """{"rows", "columns", "good", "problems", "flags", "duplicates"}, with the rows and headings of her spreadsheet."""
    return {
        "rows": len(checked.rows),
        "columns": dict(checked.fields),
        "good": checked.good,
        "problems": [_said(problem) for problem in checked.problems],
        "flags": [_said(flag) for flag in checked.flags],
        "duplicates": [{"rows": list(duplicate.rows), "says": duplicate.says} for duplicate in duplicates],
    }


def list_text(checked: CheckedList, duplicates: Sequence[Duplicate]) -> str:
    """The same to read, one line a thing, ending in a line break."""
    table = checked.table
    lines = [f"{table.name}: {len(checked.rows)} rows, {checked.good} good"]
    lines += [f"  {note}" for note in table.notes]
    lines += [f"  {heading}: {field or '(left out)'}" for heading, field in checked.fields]
    lines += [f"  {form.column}: {form.says}" for form in checked.formats]
    lines += _part("Problems", [_line(problem) for problem in checked.problems])
    lines += _part("Possible duplicates", [duplicate.says for duplicate in duplicates])
    lines += _part("Worth a look", [_line(flag) for flag in checked.flags])
    return "\n".join(lines) + "\n"


def _said(problem: RowProblem) -> dict[str, object]:
    return {"row": problem.row, "column": problem.column, "says": problem.says}


def _line(problem: RowProblem) -> str:
    where = f"row {problem.row}, {problem.column}" if problem.column else f"row {problem.row}"
    return f"{where}: {problem.says}"


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return [f"{title} ({len(lines)})", *(f"  {line}" for line in lines)] if lines else []
