"""What the import has the second process do: read and check a file, and find who is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.core.waiting.matching import Duplicate, Listed, duplicates
from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import guess
from cadplanner.exchange.file_kind import refuse_if_too_big
from cadplanner.exchange.list_in import CheckedList, check_list
from cadplanner.exchange.row_in import CheckedRow
from cadplanner.exchange.source_table import SourceRow, SourceTable, read_table

PREVIEWED = 100
A_PIECE = 800
"""Rows sent to the window at a time: unpacking them takes it some 30 milliseconds."""
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A file as first read: the table with its first rows only, how many there are, and the guessed meaning."""

    table: SourceTable
    rows: int
    guessed: Fields


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of the list, as they stand in the file and as checked."""

    sources: tuple[SourceRow, ...]
    checked: tuple[CheckedRow, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Everything of a checked list but its rows; the last thing sent."""

    checked: CheckedList

    def with_pieces(self, pieces: Sequence[Piece]) -> CheckedList:
        """The whole checked list."""
        sources = tuple(row for piece in pieces for row in piece.sources)
        rows = tuple(row for piece in pieces for row in piece.checked)
        return replace(self.checked, table=replace(self.checked.table, rows=sources), rows=rows)


def read_list(path: Path, fields: Fields | None, today: date, number: NumberKind) -> Iterator[Outline | Piece | Rest]:
    """An Outline, then the checked rows in pieces, then the Rest. Raises CannotRead.

    `fields` says what the headings mean, None takes the guess.
    """
    table = read_table(_bytes_of(path), path.name)
    yield Outline(replace(table, rows=table.rows[:PREVIEWED]), len(table.rows), guess(table.headings))
    checked = check_list(table, dict(fields) if fields is not None else None, today=today, number=number)
    for start in range(0, len(table.rows), A_PIECE):
        yield Piece(table.rows[start : start + A_PIECE], checked.rows[start : start + A_PIECE])
    yield Rest(replace(checked, table=replace(table, rows=()), rows=()))


def _bytes_of(path: Path) -> bytes:
    try:
        refuse_if_too_big(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise CannotRead(f"{path.name} is not there any more.", "Choose the file again.") from None
    except IsADirectoryError:
        raise CannotRead(f"{path.name} is a folder.", "Open it and drop the list that is in it.") from None
    except OSError:
        raise CannotRead(
            f"{path.name} could not be opened.",
            "If it is open in Excel, close it there. Otherwise copy it to this computer.",
        ) from None


IDENTITY = (
    "id", "surname", "first_name", "title", "birth_date", "nhs_number", "local_id", "phone", "address", "postcode",
)  # fmt: skip
"""What two records are compared by; plain tuples of it travel to the second process ten times faster."""
_identity = attrgetter(*IDENTITY)
Identity = tuple[Any, ...]


def identities(patients: Sequence[Patient]) -> list[Identity]:
    """What is compared of these patients, ready to travel."""
    return [_identity(patient) for patient in patients]


def find_duplicates(
    rows: Sequence[int], listed: Sequence[Identity], known: Sequence[Identity], number: NumberKind
) -> tuple[Duplicate, ...]:
    """Who may be there twice, among the rows of the list and among the people known."""
    nobody = Referral("", "")
    arriving = [Listed(row, _patient(one), nobody) for row, one in zip(rows, listed, strict=True)]
    return duplicates(arriving, [_patient(one) for one in known], number)


def _patient(one: Identity) -> Patient:
    return Patient(**dict(zip(IDENTITY, one, strict=True)))
