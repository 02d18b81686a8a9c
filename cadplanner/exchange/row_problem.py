"""Something to say about one cell of her spreadsheet, by its row and heading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A sentence about a cell: `row` is the spreadsheet's own number, `column` her heading ('' is the whole row).

    `kind` groups flags ('no phone', 'not routine', ...) and is '' for problems.
    """

    row: int
    column: str
    says: str
    kind: str = ""
