"""Labels for the forms: 63.5 x 38.1 mm, 21 on a sheet, each with who it is and the code of the card."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.printing.codes import QR_SIDE, qr_path
from cadplanner.printing.grid import Grid, draw_grid
from cadplanner.printing.passport import by_arrival
from cadplanner.printing.sheet import A4, CONFIDENTIAL, Ink, Paper, Sheet, fitted, height_of
from cadplanner.printing.words import card_code, card_words

SHEET = Grid(3, 7, 63.5, 38.1, gap=2.5, cut=False)
PAD = 9.0
CODE = 44.0
NAME = Ink(11, bold=True, leading=1.15)
TOLD = Ink(9)
LEAST_NAME = 6.5


def pdf(plan: Plan, paper: Paper, appointment_ids: Sequence[str] | None = None) -> bytes:
    """A label for each patient with a time, or for those asked for in that order."""
    sheet = Sheet(plan, paper, "Labels", A4)
    asked = by_arrival(plan) if appointment_ids is None else [plan.appointment[one] for one in appointment_ids]

    def draw(sheet: Sheet, appointment: Appointment, place: tuple[float, float, float, float]) -> None:
        _draw_label(sheet, plan, appointment, place)

    told = f"Labels 63.5 x 38.1 mm, print at 100%. Sorted by arrival time. {CONFIDENTIAL}"
    draw_grid(sheet, SHEET, asked, draw, told=told)
    return sheet.pdf()


def _draw_label(sheet: Sheet, plan: Plan, appointment: Appointment, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    person = plan.patient[appointment.patient_id]
    module = CODE / QR_SIDE
    code = qr_path(card_code(appointment.card, plan.day.on))
    sheet.pattern(x + width - PAD - CODE, y + height - PAD - CODE, module, module, code)
    inside = width - 2 * PAD
    name = _fitting(person.staff_name, inside, height - 2 * PAD - CODE)
    sheet.text(x + PAD, y + PAD - 2, person.staff_name, name, inside)
    at = y + height - PAD - CODE - 2
    beside = inside - CODE - 6
    at = sheet.text(x + PAD, at, card_words(appointment.card), Ink(15, bold=True, leading=1.1), beside)
    at = sheet.text(x + PAD, at, f"Born {date_words(person.birth_date)}", TOLD, beside)
    number = sheet.paper.words.number
    sheet.text(x + PAD, at, f"{number.short} {number.shown(person.nhs_number)}", TOLD, beside)


def _fitting(name: str, width: float, height: float) -> Ink:
    """The name's ink made smaller until the name fits; below the least it takes the lines it needs."""
    ink = fitted(name, NAME, width, LEAST_NAME)
    while height_of(name, ink, width) > height and ink.size > LEAST_NAME:
        ink = Ink(ink.size - 0.5, bold=True, leading=NAME.leading)
    return ink
