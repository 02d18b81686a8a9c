"""The rota of the day: everybody who works, across the hours, where they are and when they rest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import StaffMember
from cadplanner.core.paper.duty import station_numbers, working
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.core.planning.rota import duties
from cadplanner.printing.letters import width_of
from cadplanner.printing.listing import room_on
from cadplanner.printing.sheet import (
    A4,
    ACCENT,
    GREY,
    MARGIN,
    RULE,
    TINT,
    Ink,
    Paper,
    Sheet,
    fitted,
    height_of,
    landscape,
)
from cadplanner.printing.words import counted

TITLE = "Rota of the day"
SORTED = "Sorted by role, then name"
WARNING = "Names staff. Confidential waste after use."
NAMES = 150.0
ROW = 21.0
ROLE = 18.0
HOURS = 16.0
NAME = Ink(9.5, bold=True)
INSIDE = Ink(8.5)
KEY = Ink(9)
Line = StaffMember | str


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Landscape A4, a row a person under her role; a key of the stations' numbers at the foot of each page."""
    sheet = Sheet(plan, paper, TITLE, landscape(A4))
    draw(sheet, plan)
    return sheet.pdf()


def draw(sheet: Sheet, plan: Plan) -> None:
    """Draw the pages into a document."""
    sheet.turn(landscape(A4))
    _Rota(sheet, plan).draw()


class _Rota:
    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self.sheet, self.plan = sheet, plan
        self.members = working(plan)
        self.breaks = breaks_of(plan)
        self.numbers = station_numbers(plan)
        spans = [plan.day.opening, *(shift.span for shift in plan.shifts)]
        self.start = min(span.start for span in spans) // 60 * 60
        self.end = -(-max(span.end for span in spans) // 60) * 60
        self.scale = (sheet.content_width - NAMES) / (self.end - self.start)
        numbered = [f"{self.numbers[station.id]} {station.name}" for station in plan.stations]
        self.key = f"Grey: break.   {'   '.join(numbered)}"

    def draw(self) -> None:
        under = f"{counted(len(self.members), 'person', 'people')} on"
        key = height_of(self.key, KEY, self.sheet.content_width) + 8
        pages = self._pages(room_on(self.sheet, self.sheet.header_end(TITLE, under)) - HOURS - key)
        for number, lines in enumerate(pages, start=1):
            self.sheet.new_page()
            y = self.sheet.header(TITLE, under)
            if self.members:
                self._draw_lines(y, lines)
                self.sheet.text(MARGIN, y + room_on(self.sheet, y) - key + 6, self.key, KEY, self.sheet.content_width)
            else:
                self.sheet.text(MARGIN, y + 12, "Nobody has a shift on this day yet.", Ink(11))
            self.sheet.footer(number, len(pages), SORTED, WARNING)

    def _pages(self, room: float) -> list[list[Line]]:
        """The rows by page, each page beginning with a role."""
        pages: list[list[Line]] = [[]]
        left = room
        for role, group in groupby(self.members, key=lambda member: member.role or "No role"):
            members = list(group)
            if left < ROLE + ROW and pages[-1]:
                pages.append([])
                left = room
            pages[-1].append(f"{role}: {len(members)}")
            left -= ROLE
            for member in members:
                if left < self._height(member):
                    pages.append([f"{role}, continued"])
                    left = room - ROLE
                pages[-1].append(member)
                left -= self._height(member)
        return pages

    def _height(self, member: StaffMember) -> float:
        ink = fitted(member.name, NAME, NAMES - 8, 7.5)
        return max(ROW, height_of(member.name, ink, NAMES - 8) + 8)

    def _x(self, minute: int) -> float:
        return MARGIN + NAMES + (minute - self.start) * self.scale

    def _draw_lines(self, y: float, lines: Sequence[Line]) -> None:
        top = y + HOURS
        bottom = top + sum(ROLE if isinstance(line, str) else self._height(line) for line in lines)
        for hour in range(self.start // 60, self.end // 60 + 1):
            self.sheet.text(self._x(hour * 60) - 15, y, f"{hour:02d}:00", Ink(8, colour=GREY), 30, align="center")
            self.sheet.strokes([[(self._x(hour * 60), top), (self._x(hour * 60), bottom)]], line=0.4, grey=RULE)
        y = top
        for line in lines:
            if isinstance(line, str):
                self.sheet.fill(MARGIN, y, self.sheet.content_width, ROLE, TINT)
                self.sheet.text(MARGIN + 3, y + 3, line, Ink(9.5, bold=True, colour=ACCENT))
                y += ROLE
            else:
                self._draw_member(y, line)
                y += self._height(line)
                self.sheet.rule(MARGIN, y, self.sheet.content_width)

    def _draw_member(self, y: float, member: StaffMember) -> None:
        high = self._height(member)
        ink = fitted(member.name, NAME, NAMES - 8, 7.5)
        self.sheet.text(MARGIN + 3, y + 4, member.name, ink, NAMES - 8)
        shift = self.plan.shift_of.get(member.id)
        if shift:
            x = self._x(shift.span.start)
            self.sheet.strokes([[(x, y + high / 2), (self._x(shift.span.end), y + high / 2)]], line=1, grey=GREY)
        breaks = self.breaks.get(member.id, ())
        for station_id, span in duties(self.plan, member.id, breaks):
            self._draw_duty(y + 3, high - 6, station_id, span)
        for rest in breaks:
            self.sheet.fill(self._x(rest.start), y + 3, rest.minutes * self.scale, high - 6, 0.55)

    def _draw_duty(self, y: float, high: float, station_id: str, span: Span) -> None:
        x, wide = self._x(span.start), span.minutes * self.scale
        self.sheet.fill(x, y, wide, high, 1.0)
        self.sheet.box(x, y, wide, high)
        number, name = str(self.numbers[station_id]), self.plan.station[station_id].name
        told = f"{number} {name}"
        if width_of(told, bold=False) * INSIDE.size > wide - 4:
            told = number
        middle = y + (high - INSIDE.line) / 2
        self.sheet.text(x, middle, told, fitted(told, INSIDE, wide - 1, 5.5), max(wide, 4), align="center")
