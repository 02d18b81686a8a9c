"""A worklist or the PIFU register as a table, for a spreadsheet or to be keyed into the record system."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]

from cadplanner.core.live.worklists import OnPifu, Owed
from cadplanner.core.model.day_rules import action_words
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import Words
from cadplanner.exchange.csv_out import csv_bytes

NUMBER = "{number}"
WHO = ("Name", "Born", NUMBER, "Local number", "Phone")
OWED = ("Day", "Arrival", "Card", *WHO, "Outcome", "To do", "Owner", "Due", "Entered by", "Entered on")
PIFU = ("Day", "Card", *WHO, "Kind", "From", "Until", "Way back", "Leaflet given")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of text."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self) -> bytes:
        """As CSV; nothing in it is taken for a formula."""
        return csv_bytes(self.headings, self.rows)

    def xlsx(self) -> bytes:
        """As an Excel workbook of one sheet, every cell a text: no patient's number turns into a sum."""
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("List")
            bold = book.add_format({"bold": True})
            for column, heading in enumerate(self.headings):
                sheet.write_string(0, column, heading, bold)
                widest = max((len(row[column]) for row in self.rows), default=0)
                sheet.set_column(column, column, min(60, max(len(heading), widest) + 2))
            for n, row in enumerate(self.rows, start=1):
                for column, cell in enumerate(row):
                    sheet.write_string(n, column, cell)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(self.rows), len(self.headings) - 1)
        return file.getvalue()


def owed_table(name: str, lines: Sequence[Owed], words: Words) -> Table:
    """These promises, in the order given."""
    return Table(name, headings(OWED, words), tuple(_owed(line, words) for line in lines))


def pifu_table(register: Sequence[OnPifu], words: Words) -> Table:
    """The PIFU register, in the order given."""
    return Table(words.register, headings(PIFU, words), tuple(_on_pifu(one, words) for one in register))


def headings(columns: Sequence[str], words: Words) -> tuple[str, ...]:
    """The headings in the service's own words."""
    return tuple(words.number.value if column == NUMBER else column for column in columns)


def _owed(line: Owed, words: Words) -> tuple[str, ...]:
    promise = line.promise
    return (
        date_words(line.on),
        "" if line.arrival is None else clock(line.arrival),
        str(line.appointment.card),
        *_who(line.patient, words),
        line.outcome_words(words),
        action_words(promise.action, words),
        promise.owner,
        date_words(promise.due) if promise.due else "",
        promise.entered_by,
        date_words(promise.entered_at.date()) if promise.entered_at else "",
    )


def _on_pifu(one: OnPifu, words: Words) -> tuple[str, ...]:
    agreed = one.agreed
    return (
        date_words(one.on),
        str(one.appointment.card),
        *_who(one.patient, words),
        agreed.what,
        date_words(agreed.start),
        date_words(one.expires_on),
        agreed.contact,
        "yes" if agreed.leaflet else "no",
    )


def _who(patient: Patient, words: Words) -> tuple[str, ...]:
    born = date_words(patient.birth_date) if patient.birth_date else ""
    number = words.number.shown(patient.nhs_number) if patient.nhs_number else ""
    return patient.staff_name, born, number, patient.local_id, patient.phone
