"""The passports: the card each patient carries, front and back, in plain words and with codes to scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.printing.codes import QR_SIDE, bars_path, bars_width, qr_path
from cadplanner.printing.sheet import A4, A5, ACCENT, FOOTER, GREY, MARGIN, TINT, Ink, Paper, Sheet, fitted, height_of
from cadplanner.printing.words import arranged_words, card_code, card_words, long_date, time_words

PROMPTS = ("My problem", "Help so far", "What I have tried", "What would help")
HOW = (
    "Show this card at the welcome desk when you arrive. Times are a guide. "
    "After your first talk we agree what you need, so your stops may change."
)
NOTES = "You can fill this in before you come. Show it to the people you see."
NEXT = "What happens next"
NEXT_HOW = "Before you go, we write down here what we agreed."
KEEP = "Keep this card with you all day"
LARGE = 1.5
LEAST_NAME = 15.0
BODY = 12.0
CODE_HEIGHT = 26.0
BAR = 1.05
TOP = 104.0
GAP = 5.0
STOP_GAP = 7.0
PROMPT_GAP = 8.0


def pdf(plan: Plan, paper: Paper, appointment_ids: Sequence[str] | None = None) -> bytes:
    """Each patient's card by arrival time, or those asked for in that order: A5, or A4 in 18 pt for large print.

    A card is a front and a back, so the pages of each patient are even in number and print on both sides.
    """
    sheet = Sheet(plan, paper, "Passports", A5)
    cards = by_arrival(plan) if appointment_ids is None else [plan.appointment[one] for one in appointment_ids]
    for appointment in cards:
        _Card(sheet, plan, appointment).draw()
    if not cards:
        sheet.new_page()
        sheet.text(MARGIN, sheet.header("Passports", "") + 12, "Nobody has a time on this day yet.", Ink(12))
        sheet.footer(1, 1, "", "")
    return sheet.pdf()


def by_arrival(plan: Plan) -> list[Appointment]:
    """Everybody with a time, by arrival, then card."""
    timed = [(plan.arrival(one.id), one.card, one) for one in plan.appointments]
    return [one for _, _, one in sorted((found for found in timed if found[0] is not None), key=lambda t: t[:2])]


class _Card:
    """One patient's card: drawn to a scale, 1 for 12 points and 1.5 for 18."""

    def __init__(self, sheet: Sheet, plan: Plan, appointment: Appointment) -> None:
        self.sheet, self.plan, self.appointment = sheet, plan, appointment
        self.person: Patient = plan.patient[appointment.patient_id]
        self.visits = plan.visits_of_appointment.get(appointment.id, ())
        large = AccessNeed.LARGE_PRINT in self.person.needs
        self.size = A4 if large else A5
        self.scale = LARGE if large else 1.0
        self.width = self.size[0] - 2 * MARGIN
        self.beside_code = self.width - 84 * self.scale
        self.text = Ink(BODY * self.scale)
        self.strong = replace(self.text, bold=True)
        self.heading = Ink(14 * self.scale, bold=True, colour=ACCENT)

    def draw(self) -> None:
        """All pages of the card, with blank lines for notes up to the end of the last sheet."""
        stops = self._stops_by_page()
        pages = len(stops) + 1 + (len(stops) + 1) % 2
        number = 0
        for page in range(pages):
            self.sheet.new_page(self.size)
            if page >= len(stops):
                self._notes("My notes" if page == len(stops) else "More notes")
            else:
                y = self._front(more=len(stops) > 1) if page == 0 else self._top("Your stops, continued")
                for visit in stops[page]:
                    number += 1
                    y = self._stop(y, number, visit)
            self.sheet.footer(page + 1, pages, "", KEEP)

    def _stops_by_page(self) -> list[list[Visit]]:
        pages: list[list[Visit]] = [[]]
        bottom = self.size[1] - FOOTER - 8
        room = bottom - CODE_HEIGHT * self.scale - 10 - self._front_height()
        for visit in self.visits:
            height = self._stop_height(visit)
            if height > room:
                pages.append([])
                room = bottom - MARGIN - 40 * self.scale
            pages[-1].append(visit)
            room -= height
        return pages

    # The front: who, when, where, and which stops.

    def _front_height(self) -> float:
        beside = self._beside()
        top = max(sum(height_of(*block) for block in beside) + 8, TOP * self.scale)
        texts = [*self._arrival(), *self._told()]
        return MARGIN + top + sum(height_of(*block) + GAP for block in texts) + 2 * GAP

    def _front(self, *, more: bool) -> float:
        y = MARGIN - 4
        for block in self._beside():
            y = self._write(y, block)
        self._codes()
        y = MARGIN + max(y - MARGIN + 12, TOP * self.scale)
        box = sum(height_of(*block) for block in self._arrival()) + 2 * GAP
        self.sheet.fill(MARGIN, y, self.width, box, TINT)
        y += GAP
        for block in self._arrival():
            y = self._write(y, block, MARGIN + 8)
        y += 2 * GAP
        for block in self._told(more=more):
            y = self._write(y, block) + GAP
        return y

    def _write(self, y: float, block: tuple[str, Ink, float], x: float = MARGIN) -> float:
        text, ink, width = block
        return self.sheet.text(x, y, text, ink, width)

    def _beside(self) -> list[tuple[str, Ink, float]]:
        big = Ink(26 * self.scale, bold=True, colour=ACCENT, leading=1.15)
        name = fitted(self.person.called, big, self.beside_code, LEAST_NAME)
        return [
            (self.person.called, name, self.beside_code),
            (self.plan.day.name, self.text, self.beside_code),
            (long_date(self.plan.day.on), self.strong, self.beside_code),
        ]

    def _arrival(self) -> list[tuple[str, Ink, float]]:
        arrival = self.plan.arrival(self.appointment.id)
        when = "We will tell you when to come" if arrival is None else f"Please arrive at {time_words(arrival)}"
        width = self.width - 16
        venue = self.plan.venue
        lines = [(when, Ink(18 * self.scale, bold=True), width), (venue.name, self.strong, width)]
        return [*lines, (venue.address, self.text, width)] if venue.address else lines

    def _told(self, *, more: bool = False) -> list[tuple[str, Ink, float]]:
        arranged = arranged_words(self.person)
        told = [(f"We have arranged: {arranged}.", self.text, self.width)] if arranged else []
        told.append((HOW, self.text, self.width))
        heading = "Your stops (more on the back)" if more else "Your stops"
        return [*told, (heading, self.heading, self.width)] if self.visits else told

    def _codes(self) -> None:
        """The QR code and the card number at the top right, the Code 128 at the foot."""
        content, scale = card_code(self.appointment.card), self.scale
        module = 64 * scale / QR_SIDE
        right = MARGIN + self.width
        self.sheet.pattern(right - 64 * scale, MARGIN, module, module, qr_path(content))
        number = Ink(17 * scale, bold=True)
        y = MARGIN + 70 * scale
        self.sheet.text(right - 80 * scale, y, card_words(self.appointment.card), number, 80 * scale, align="right")
        wide, high = BAR * scale, CODE_HEIGHT * scale
        x = MARGIN + (self.width - bars_width(content) * wide) / 2
        self.sheet.pattern(x, self.size[1] - FOOTER - 6, wide, high, bars_path(content))

    # One stop.

    def _stop_height(self, visit: Visit) -> float:
        return sum(height_of(*block) for block in self._stop_words(visit)) + 2 * STOP_GAP

    def _stop_words(self, visit: Visit) -> list[tuple[str, Ink, float]]:
        station = self.plan.station[visit.station_id]
        width = self.width - 60 * self.scale
        about = "about " if station.mode is Mode.DROP_IN else ""
        words = [(f"{about}{time_words(visit.span.start)}   {station.name}", self.strong, width)]
        where = self._where(visit, station)
        words += [(where, self.text, width)] if where else []
        explains = self.plan.service[station.service_id].explains
        return [*words, (explains, self.text, width)] if explains else words

    def _where(self, visit: Visit, station: Station) -> str:
        zones = self.plan.venue.zones
        place = "room" if station.mode is Mode.GROUP else "place"
        parts = [zones[station.zone]] if len(zones) > 1 else []
        if station.places > 1 and station.mode is not Mode.DROP_IN:
            parts.append(f"{place} {visit.place + 1}")
        words = ", ".join(parts)
        return words[:1].upper() + words[1:]

    def _stop(self, y: float, number: int, visit: Visit) -> float:
        scale, height = self.scale, self._stop_height(visit)
        self.sheet.rule(MARGIN, y, self.width)
        self.sheet.disc(MARGIN + 10 * scale, y + STOP_GAP + 9 * scale, 10 * scale, ACCENT)
        white = Ink(BODY * scale, bold=True, colour=1.0)
        self.sheet.text(
            MARGIN, y + STOP_GAP + 9 * scale - white.line / 2, str(number), white, 20 * scale, align="center"
        )
        at = y + STOP_GAP
        for block in self._stop_words(visit):
            at = self._write(at, block, MARGIN + 28 * scale)
        self.sheet.box(MARGIN + self.width - 20 * scale, y + STOP_GAP, 18 * scale, 18 * scale, line=1.2)
        return y + height

    # The back: what matters to her, in her own writing, and what was agreed.

    def _top(self, title: str) -> float:
        whose = f"{self.person.called}, {card_words(self.appointment.card)}"
        y = self.sheet.text(MARGIN, MARGIN, title, replace(self.heading, size=16 * self.scale), self.width)
        return self.sheet.text(MARGIN, y, whose, replace(self.text, colour=GREY), self.width) + 4 * self.scale

    def _notes(self, title: str) -> None:
        y = self._write(self._top(title), (NOTES, self.text, self.width))
        after = self._after()
        step = 22.0 * self.scale
        fixed = (len(PROMPTS) + 1) * self.heading.line + sum(height_of(*block) for block in after)
        fixed += (len(PROMPTS) + 1) * PROMPT_GAP
        room = self.size[1] - FOOTER - 14 - y - fixed
        lines = int(room / step / (len(PROMPTS) + 1))
        step = max(room / (len(PROMPTS) + 1) / lines, step) if lines else step
        for prompt in PROMPTS:
            y = self._lines(self._write(y + PROMPT_GAP, (prompt, self.heading, self.width)), lines, step)
        y = self._write(y + PROMPT_GAP, (NEXT, self.heading, self.width))
        for block in after:
            y = self._write(y, block)
        self._lines(y, lines, step)

    def _after(self) -> list[tuple[str, Ink, float]]:
        phone = self.sheet.paper.details.phone
        call = [(f"Questions? Call {phone}.", self.strong, self.width)] if phone else []
        return [(NEXT_HOW, self.text, self.width), *call]

    def _lines(self, y: float, lines: int, step: float) -> float:
        for n in range(1, lines + 1):
            self.sheet.rule(MARGIN, y + n * step, self.width)
        return y + lines * step
