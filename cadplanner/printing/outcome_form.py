"""The outcome forms: one side of A4 a patient, filled in where the day ends, in the order it is keyed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cadplanner.core.model.day import Mode
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.plan import Plan
from cadplanner.printing.blocks import TEXT, Block, Lines, Words, draw_down
from cadplanner.printing.codes import QR_SIDE, qr_path
from cadplanner.printing.inline import Blank, Inline, Part, Says, Tick
from cadplanner.printing.passport import by_arrival
from cadplanner.printing.sheet import A4, ACCENT, CONFIDENTIAL, MARGIN, Ink, Paper, Sheet, fitted
from cadplanner.printing.words import ATTENDED, card_code, card_words

TITLE = "Outcome form"
SORTED = "Sorted by arrival time"
CODE = 56.0
INDENT = 20.0
STEP = 25.0
SECTION = Ink(12, bold=True, colour=ACCENT)


def pdf(plan: Plan, paper: Paper, appointment_ids: Sequence[str] | None = None) -> bytes:
    """A form for each patient with a time, or for those asked for in that order."""
    sheet = Sheet(plan, paper, "Outcome forms", A4)
    asked = by_arrival(plan) if appointment_ids is None else [plan.appointment[one] for one in appointment_ids]
    for number, appointment in enumerate(asked, start=1):
        draw_form(sheet, plan, appointment.card, plan.patient[appointment.patient_id], (number, len(asked)))
    if not asked:
        draw_form(sheet, plan, 0, None, (1, 1))
    return sheet.pdf()


def draw_form(sheet: Sheet, plan: Plan, card: int, person: Patient | None, page: tuple[int, int]) -> None:
    """One form; without a person, or with card 0, that is left to be written in."""
    sheet.new_page(A4)
    y = sheet.header(TITLE, "Tick, write, and hand in at the checkout")
    if card:
        module = CODE / QR_SIDE
        sheet.pattern(sheet.width - MARGIN - CODE, MARGIN, module, module, qr_path(card_code(card, plan.day.on)))
    y = _draw_person(sheet, y + 4, card, person)
    draw_down(sheet, MARGIN, y, sheet.content_width, tuple(_blocks(plan, sheet.paper)))
    sheet.footer(*page, SORTED if person else "", CONFIDENTIAL)


def _draw_person(sheet: Sheet, y: float, card: int, person: Patient | None) -> float:
    number = card_words(card) if card else ""
    kind = sheet.paper.words.number
    width = sheet.content_width - CODE - 16
    if person is None:
        sheet.text(MARGIN, y, number, Ink(15, bold=True))
        who: tuple[Part, ...] = (Blank("" if number else "Card", 1), Blank("Name", 4))
        line = Inline(who, indent=56 if number else 0)
        line.draw(sheet, MARGIN, y, width)
        _line(Blank("Born"), Blank(kind.value)).draw(sheet, MARGIN, y + line.step + 2, sheet.content_width)
        return y + 2 * line.step + 12
    name = f"{number}   {person.staff_name}"
    y = sheet.text(MARGIN, y, name, fitted(name, Ink(15, bold=True), width, 9), width)
    told = f"Born {date_words(person.birth_date)}   {kind} {kind.shown(person.nhs_number)}"
    y = sheet.text(MARGIN, y, told, TEXT, sheet.content_width)
    return sheet.text(MARGIN, y, person.needs_words, Ink(11, bold=True), sheet.content_width) + 4


def _blocks(plan: Plan, paper: Paper) -> Iterable[Block]:
    yield _section("1  Came (tick one)")
    yield _line(*(Tick(word) for word in ATTENDED[:4]))
    yield _line(*(Tick(word) for word in ATTENDED[4:]), Blank("Arrived at"), Blank("Left at"))
    yield _section("2  What matters to the person, in their own words")
    yield Lines(3, 25)
    yield _section("3  What was agreed (tick all that hold)")
    yield from (Inline(parts, indent=indent, step=STEP) for indent, parts in _agreed(plan, paper))
    yield _section("4  Red flag")
    yield _line(Tick("None found"), Tick("Found, told to"), Blank(share=2), Blank("at"))
    yield _section("5  Still to do, and who does it")
    for _ in range(3):
        yield _line(Blank("What", 3), Blank("Owner", 2), Blank("By"))
    yield _section("6  Signed")
    yield _line(Blank("Name", 2), Blank("Role", 2), Blank("At"))
    yield _line(Tick("Keyed in", bold=True), Blank("by"), Tick("In the record system", bold=True), Blank("by"))


def _agreed(plan: Plan, paper: Paper) -> Iterable[tuple[float, tuple[Part, ...]]]:
    hub = [station.name for station in plan.stations if station.mode is Mode.DROP_IN]
    how = (Tick("face to face"), Tick("phone"), Tick("video"), Tick("class"))
    yield 0, (Tick("Discharge", bold=True), Tick("Left early", bold=True))
    yield 0, (Tick(paper.words.pifu, bold=True), *(Tick(f"{n} months") for n in (3, 6, 12)), Blank("Until"))
    yield 0, (Tick("Follow-up", bold=True), *how, Blank("With"))
    yield INDENT, (Says("How soon"), Tick("routine"), Tick("soon"), Tick("urgent"), Blank("By when"))
    yield 0, (Tick("Referred on to", bold=True), Blank(share=2), Tick("urgent"), Blank("By when"))
    scans = (Tick("X-ray"), Tick("MRI"), Tick("ultrasound"), Tick("bloods"))
    yield 0, (Tick("Investigation", bold=True), *scans, Blank("Other"))
    yield 0, (Tick("Surgical opinion", bold=True), Blank("on", 2), Blank("By when"))
    yield 0, (Tick("Signposted to", bold=True), *(Tick(name) for name in hub[:2]), Blank(share=2))


def _line(*parts: Part) -> Inline:
    return Inline(parts, step=STEP)


def _section(words: str) -> Block:
    return Words(words, SECTION, before=7, after=0)
