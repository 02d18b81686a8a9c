"""A worklist on paper: what is owed to whom, with a box to tick; and the PIFU register."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.live.worklists import OnPifu, Owed
from cadplanner.core.model.day_rules import action_words
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.words import Words as ServiceWords
from cadplanner.printing.blocks import Block, Titled, Words, draw_pages, rows
from cadplanner.printing.listing import NUMBER, Column, Listing, Noted, Row, Ticks, worded
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet, landscape
from cadplanner.printing.words import card_words, counted

DUE_FIRST = "Soonest due first, without a date last"
CLINIC_ORDER = "In clinic-list order: day, arrival, card"
EXPIRY_FIRST = "Soonest to expire first"
OWED = (
    Column("Due", 62, strong=True),
    Column("Name", 150, strong=True),
    Column(f"Born, {NUMBER}", 92),
    Column("Outcome", 226),
    Column("Owner", 84),
    Column("Day, card", 92),
    Column("Done", 36),
)
ON_PIFU = (
    Column("Until", 70, strong=True),
    Column("Name", 160, strong=True),
    Column(f"Born, {NUMBER}", 100),
    Column("Phone", 110),
    Column("For what", 110),
    Column("Way back", 110),
    Column("Day, card", 92),
)


def owed_pdf(action: str, lines: Sequence[Owed], paper: Paper, *, in_clinic_order: bool = False) -> bytes:
    """Landscape A4, the lines in the order given."""
    items = tuple(_owed(line, paper.words) for line in lines)
    still = sum(line.promise.is_open for line in lines)
    title, listing = action_words(action, paper.words), Listing(worded(OWED, paper.words), items)
    told = counted(still, "still to do", "still to do")
    return _listed(title, told, listing, paper, CLINIC_ORDER if in_clinic_order else DUE_FIRST)


def pifu_pdf(register: Sequence[OnPifu], paper: Paper) -> bytes:
    """Landscape A4, the register in the order given."""
    items = tuple(_on_pifu(one, paper.words) for one in register)
    listing = Listing(worded(ON_PIFU, paper.words), items)
    return _listed(paper.words.register, counted(len(items), "person", "people"), listing, paper, EXPIRY_FIRST)


def _listed(title: str, aside: str, listing: Listing, paper: Paper, sorted_by: str) -> bytes:
    sheet = Sheet(None, paper, title, landscape(A4))
    none: tuple[Block, ...] = (Words("Nobody is on this list.", Ink(11)),)
    draw_pages(sheet, Titled(title, paper.details.name, aside, sorted_by), rows(listing) if listing.items else none)
    return sheet.pdf()


def _owed(line: Owed, words: ServiceWords) -> Row:
    due = date_words(line.promise.due) if line.promise.due else "No date"
    done = Ticks() if line.promise.is_open else "done"
    day = Noted(date_words(line.on), card_words(line.appointment.card))
    return Row(
        (
            due,
            line.patient.staff_name,
            _born(line.patient, words),
            line.outcome_words(words),
            line.promise.owner,
            day,
            done,
        )
    )


def _on_pifu(one: OnPifu, words: ServiceWords) -> Row:
    day = Noted(date_words(one.on), card_words(one.appointment.card))
    agreed, phone = one.agreed, one.patient.phone or "Not recorded"
    return Row((date_words(one.expires_on), one.patient.staff_name, _born(one.patient, words), phone, agreed.what,
                agreed.contact, day))  # fmt: skip


def _born(patient: Patient, words: ServiceWords) -> Noted:
    return Noted(date_words(patient.birth_date), words.number.shown(patient.nhs_number))
