"""The passports: the card each patient carries, front and back, in plain words and with codes to scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.printing.card_parts import (
    BODY,
    CODE_HEIGHT,
    LARGE,
    SMALL,
    TOP,
    Style,
    Wording,
    backs,
    draw_back,
    draw_codes,
)
from cadplanner.printing.pictures import draw_picture, kind_of
from cadplanner.printing.sheet import A5, ACCENT, FOOTER, GREY, MARGIN, TINT, Ink, Paper, Sheet, fitted, height_of
from cadplanner.printing.words import arranged_words, card_words, long_date, time_words

LEAST_NAME = 15.0
GAP = 5.0
STOP_GAPS = (7.0, 5.0, 3.0)  # points over and under a stop; the least that keeps all stops on the front
PICTURE = 46.0


def pdf(plan: Plan, paper: Paper, appointment_ids: Sequence[str] | None = None, *, style: Style | None = None) -> bytes:
    """Each patient's card by arrival time, or those asked for in that order.

    Without a style it is A5 in 12 pt, or A4 in 18 pt for who needs large print. A card is a front and a back, so
    the pages of each patient are even in number and print on both sides. A card is in the language of who needs an
    interpreter where the service has a text in it, and says at its foot where it has none.
    """
    sheet = Sheet(plan, paper, "Passports", style.size if style else A5)
    cards = by_arrival(plan) if appointment_ids is None else [plan.appointment[one] for one in appointment_ids]
    for appointment in cards:
        _Card(sheet, plan, appointment, style).draw()
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
    """One patient's card."""

    def __init__(self, sheet: Sheet, plan: Plan, appointment: Appointment, style: Style | None) -> None:
        self.sheet, self.plan, self.appointment = sheet, plan, appointment
        self.person: Patient = plan.patient[appointment.patient_id]
        self.visits = plan.visits_of_appointment.get(appointment.id, ())
        self.style = style or (LARGE if AccessNeed.LARGE_PRINT in self.person.needs else SMALL)
        spoken = self.person.language if AccessNeed.INTERPRETER in self.person.needs else ""
        self.wording = Wording.of(sheet.paper.details, spoken, easy=self.style.easy)
        self.size, self.scale, self.width = self.style.size, self.style.scale, self.style.width
        self.beside_code = self.style.beside_code
        self.gap = STOP_GAPS[0]
        self.text, self.strong, self.heading = self.style.text, self.style.strong, self.style.heading

    def draw(self) -> None:
        """All pages of the card, with blank lines for notes up to the end of the last sheet."""
        stops = self._stops_by_page()
        back_pages = backs(self.style, len(stops))
        pages = len(stops) + len(back_pages)
        number = 0
        for page, visits in enumerate(stops):
            self.sheet.new_page(self.size)
            y = self._top(self.wording["stops_go_on"]) if page else self._front(more=len(stops) > 1)
            for visit in visits:
                number += 1
                y = self._stop(y, number, visit)
            self.sheet.footer(page + 1, pages, "", self.wording.keep)
        for page, back in enumerate(back_pages, start=len(stops) + 1):
            self.sheet.new_page(self.size)
            draw_back(self.sheet, self.style, self.wording, back, self._whose)
            self.sheet.footer(page, pages, "", self.wording.keep)

    def _stops_by_page(self) -> list[list[Visit]]:
        for gap in STOP_GAPS:
            self.gap = gap
            if len(pages := self._paged()) == 1:
                return pages
        self.gap = STOP_GAPS[0]
        return self._paged()

    def _paged(self) -> list[list[Visit]]:
        pages: list[list[Visit]] = [[]]
        bottom = self.size[1] - FOOTER - 8
        room = bottom - self._front_height()
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
        top = max(sum(height_of(*block) for block in beside) + CODE_HEIGHT * self.scale + 14, TOP * self.scale)
        texts = [*self._arrival(), *self._told()]
        return MARGIN + top + sum(height_of(*block) + GAP for block in texts) + 2 * GAP

    def _front(self, *, more: bool) -> float:
        y = MARGIN - 4
        for block in self._beside():
            y = self._write(y, block)
        draw_codes(self.sheet, self.style, self.appointment.card, self.plan.day.on, y + 6)
        y = MARGIN + max(y - MARGIN + CODE_HEIGHT * self.scale + 18, TOP * self.scale)
        box = sum(height_of(*block) for block in self._arrival()) + 2 * GAP
        self.sheet.fill(MARGIN, y, self.width, box, TINT)
        y += GAP
        for block in self._arrival():
            y = self._write(y, block, MARGIN + 8, align="start")
        y += 2 * GAP
        for block in self._told(more=more):
            y = self._write(y, block, align="start") + GAP
        return y

    def _write(self, y: float, block: tuple[str, Ink, float], x: float = MARGIN, align: str = "left") -> float:
        text, ink, width = block
        return self.sheet.text(x, y, text, ink, width, align)

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
        when = self.wording["later"] if arrival is None else f"{self.wording['arrive']} {time_words(arrival)}"
        width = self.width - 16
        venue = self.plan.venue
        lines = [(when, Ink(18 * self.scale, bold=True), width), (venue.name, self.strong, width)]
        return [*lines, (venue.address, self.text, width)] if venue.address else lines

    def _told(self, *, more: bool = False) -> list[tuple[str, Ink, float]]:
        arranged = arranged_words(self.person)
        told = [(f"{self.wording['arranged']}: {arranged}.", self.text, self.width)] if arranged else []
        told.append((self.wording["how"], self.text, self.width))
        heading = self.wording["more_stops" if more else "stops"]
        return [*told, (heading, self.heading, self.width)] if self.visits else told

    # One stop.

    def _stop_height(self, visit: Visit) -> float:
        words = sum(height_of(*block) for block in self._stop_words(visit))
        return max(words, (PICTURE + 4) * self.scale if self.style.easy else 0) + 2 * self.gap

    @property
    def _left(self) -> float:
        """Points from the margin to the words of a stop."""
        return (28 + (PICTURE + 10 if self.style.easy else 0)) * self.scale

    def _stop_words(self, visit: Visit) -> list[tuple[str, Ink, float]]:
        station = self.plan.station[visit.station_id]
        width = self.width - self._left - 32 * self.scale
        about = f"{self.wording['about']} " if station.mode is Mode.DROP_IN else ""
        words = [(f"{about}{time_words(visit.span.start)}   {station.name}", self.strong, width)]
        where = self._where(visit, station)
        words += [(where, self.text, width)] if where else []
        explains = self.plan.service[station.service_id].explains
        return [*words, (explains, self.text, width)] if explains else words

    def _where(self, visit: Visit, station: Station) -> str:
        zones = self.plan.venue.zones
        place = self.wording["room" if station.mode is Mode.GROUP else "place"]
        parts = [zones[station.zone]] if len(zones) > 1 else []
        if station.places > 1 and station.mode is not Mode.DROP_IN:
            parts.append(f"{place} {visit.place + 1}")
        words = ", ".join(parts)
        return words[:1].upper() + words[1:]

    def _stop(self, y: float, number: int, visit: Visit) -> float:
        scale, height = self.scale, self._stop_height(visit)
        self.sheet.rule(MARGIN, y, self.width)
        self.sheet.disc(MARGIN + 10 * scale, y + self.gap + 9 * scale, 10 * scale, ACCENT)
        white = Ink(BODY * scale, bold=True, colour=1.0)
        self.sheet.text(
            MARGIN, y + self.gap + 9 * scale - white.line / 2, str(number), white, 20 * scale, align="center"
        )
        if self.style.easy:
            kind = kind_of(self.plan.service[self.plan.station[visit.station_id].service_id])
            draw_picture(self.sheet, MARGIN + 26 * scale, y + self.gap, PICTURE * scale, kind)
        at = y + self.gap
        for block in self._stop_words(visit):
            at = self._write(at, block, MARGIN + self._left)
        self.sheet.box(MARGIN + self.width - 20 * scale, y + self.gap, 18 * scale, 18 * scale, line=1.2)
        return y + height

    # The back: what matters to her, in her own writing, and what was agreed.

    def _top(self, title: str) -> float:
        y = self.sheet.text(MARGIN, MARGIN, title, replace(self.heading, size=16 * self.scale), self.width, "start")
        return self.sheet.text(MARGIN, y, self._whose, replace(self.text, colour=GREY), self.width) + 4 * self.scale

    @property
    def _whose(self) -> str:
        return f"{self.person.called}, {card_words(self.appointment.card)}"
