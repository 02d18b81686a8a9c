"""Everything held about a person, on paper, for the person who asked (UK GDPR, article 15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadplanner.core.keeping.words import FieldChange, HistoryLine, Told
from cadplanner.core.model.attendance import LONDON
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.printing.blocks import Block, Titled, Words, draw_pages, heading, rows
from cadplanner.printing.listing import Column, Listing, Row
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet

TITLE = "Everything held about a person"
FIELDS = (Column("Field", 150, strong=True), Column("What is held", 389))
HISTORY = (Column("When", 92, strong=True), Column("Who", 104), Column("What was done", 343))


def pdf(patient: Patient, held: Sequence[Told], lines: Sequence[HistoryLine], paper: Paper) -> bytes:
    """Portrait A4: what is held now, thing by thing, then who did what with it, the latest first."""
    sheet = Sheet(None, paper, TITLE, A4)
    under = f"{paper.details.name}. Held by CAD Planner; the record system holds the full record."
    draw_pages(sheet, Titled(TITLE, patient.staff_name, "", under), tuple(_blocks(held, lines)))
    return sheet.pdf()


def _blocks(held: Sequence[Told], lines: Sequence[HistoryLine]) -> Iterator[Block]:
    for told in held:
        yield heading(told.thing)
        fields = tuple(Row((field.field, field.after)) for field in told.fields if field.after)
        if fields:
            yield from rows(Listing(FIELDS, fields))
        else:
            yield Words("Nothing beyond that it is there.", Ink(9))
    yield heading("Who did what with it, the latest first")
    yield from rows(Listing(HISTORY, tuple(_line(line) for line in lines)))


def _was(field: FieldChange) -> str:
    return f"{field.field} was {field.before or 'empty'}, then {field.after or 'empty'}"


def _line(line: HistoryLine) -> Row:
    here = line.at.astimezone(LONDON)
    label = line.label or "(words deleted)"
    changed = (field for told in line.told if told.verb == "changed" for field in told.fields)
    what = "; ".join([label, *(_was(field) for field in changed)])
    return Row((f"{date_words(here.date())} {here:%H:%M}", f"{line.who}: {line.did.value}", what))
