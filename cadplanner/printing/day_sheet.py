"""The day sheet: everybody who is invited, in arrival order or A to Z, with boxes to tick at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Literal

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import Words
from cadplanner.core.paper.same_names import ALERT, similar_names, sorting_name
from cadplanner.printing.day_strip import STRIP_HEIGHT, draw_strip
from cadplanner.printing.letters import NO_BREAK_SPACE
from cadplanner.printing.listing import BODY, NUMBER, Column, Heading, Item, Listing, Noted, Row, Ticks, room_on, worded
from cadplanner.printing.sheet import A4, MARGIN, Ink, Paper, Sheet, landscape
from cadplanner.printing.words import ATTENDED, card_words, counted

Order = Literal["arrival", "name"]
COLUMNS = (
    Column("Arrives", 38, strong=True),
    Column("Card", 36),
    Column("Name", 134, strong=True),
    Column("Born", 58),
    Column(NUMBER, 66),
    Column("Needs", 104),
    Column("Stops", 216),
    Column("Attended, tick one", 134),
)
TITLES = {"arrival": "Day sheet, by arrival", "name": "Day sheet, A to Z"}
SORTED = {"arrival": "Sorted by arrival time, then surname", "name": "Sorted by surname, then first name"}
CODES = Ticks(tuple(word.partition(" ")[0] for word in ATTENDED), in_line=len(ATTENDED))
KEY = f"Attended: {'   '.join(ATTENDED)}"
KEY_HEIGHT = 14.0
NO_TIME = "Not placed: no time yet"
OTHER_LETTERS = "Other letters"


def pdf(plan: Plan, paper: Paper, *, order: Order = "arrival") -> bytes:
    """Landscape A4, one row a person; those without a time stand at the end under their own heading."""
    sheet = Sheet(plan, paper, TITLES[order], landscape(A4))
    draw(sheet, plan, order)
    return sheet.pdf()


def draw(sheet: Sheet, plan: Plan, order: Order) -> None:
    """Draw the pages into a document."""
    sheet.turn(landscape(A4))
    listing = Listing(worded(COLUMNS, sheet.paper.words), tuple(_items(plan, order, sheet.paper.words)))
    room = room_on(sheet, sheet.header_end(TITLES[order], _counted(plan)) + KEY_HEIGHT)
    pages = listing.pages(room - STRIP_HEIGHT, room)
    for number, items in enumerate(pages, start=1):
        sheet.new_page()
        y = sheet.header(TITLES[order], _counted(plan))
        sheet.text(MARGIN, y - 4, KEY, BODY)
        y += KEY_HEIGHT
        y = draw_strip(sheet, y, plan) if number == 1 else y
        y = listing.draw(sheet, y, items)
        if not items:
            sheet.text(MARGIN, y + 12, "Nobody is invited to this day yet.", Ink(11))
        sheet.footer(number, len(pages), SORTED[order])


def _counted(plan: Plan) -> str:
    without = len(plan.unplaced)
    invited = f"{len(plan.appointments)} invited"
    return f"{invited}, {without} of them not placed" if without else invited


def _items(plan: Plan, order: Order, words: Words) -> Iterable[Item]:
    alerts = similar_names(plan)
    everybody = sorted(plan.appointments, key=_by_name(plan))
    placed = [a for a in everybody if plan.arrival(a.id) is not None]
    if order == "arrival":
        placed.sort(key=lambda a: plan.arrival(a.id) or 0)
    for heading, group in groupby(placed, key=lambda a: _heading(plan, a, order)):
        rows = [_row(plan, appointment, alerts, words) for appointment in group]
        yield Heading(heading, counted(len(rows), "person", "people"))
        yield from rows
    without = [_row(plan, a, alerts, words) for a in everybody if plan.arrival(a.id) is None]
    if without:
        yield Heading(NO_TIME, counted(len(without), "person", "people"))
        yield from without


def _by_name(plan: Plan) -> Callable[[Appointment], tuple[bool, str, str, int]]:
    def key(appointment: Appointment) -> tuple[bool, str, str, int]:
        person = plan.patient[appointment.patient_id]
        surname = sorting_name(person.surname)
        return not surname[:1].isascii(), surname, sorting_name(person.first_name), appointment.card

    return key


def _heading(plan: Plan, appointment: Appointment, order: Order) -> str:
    if order == "arrival":
        window = plan.day.arrivals.window_of(plan.arrival(appointment.id) or 0)
        return f"{clock(window.start)} to {clock(window.end)}"
    first = sorting_name(plan.patient[appointment.patient_id].surname)[:1]
    return first if first.isascii() and first.isalpha() else OTHER_LETTERS


def _row(plan: Plan, appointment: Appointment, alerts: frozenset[str], words: Words) -> Row:
    person = plan.patient[appointment.patient_id]
    arrival = plan.arrival(appointment.id)
    return Row(
        (
            "" if arrival is None else clock(arrival),
            card_words(appointment.card),
            Noted(person.staff_name, ALERT) if person.id in alerts else person.staff_name,
            date_words(person.birth_date),
            words.number.shown(person.nhs_number),
            person.needs_words,
            _stops(plan, appointment),
            CODES,
        )
    )


def _stops(plan: Plan, appointment: Appointment) -> str:
    """'09:40 Conversation, 10:05 Physio'; for someone without a time what she should have."""
    visits = plan.visits_of_appointment.get(appointment.id, ())
    timed = [f"{clock(visit.span.start)} {plan.station[visit.station_id].name}" for visit in visits]
    wanted = [plan.service[step.service_id].name for step in appointment.route]
    return ", ".join(stop.replace(" ", NO_BREAK_SPACE) for stop in timed or wanted)
