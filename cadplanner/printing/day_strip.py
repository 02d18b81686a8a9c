"""The strip on top of the day sheet: arrivals by window, staff on, and needs, counted."""

from __future__ import annotations

from collections import Counter

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.printing.sheet import ACCENT, GREY, MARGIN, Ink, Sheet, fitted

STRIP_HEIGHT = 96.0
CHART = 390.0
BARS_HIGH = 46.0
COLUMN = 190.0
TITLE = Ink(9, bold=True, colour=ACCENT)
SMALL = Ink(8)
LINES = 5


def draw_strip(sheet: Sheet, y: float, plan: Plan) -> float:
    """Draw the strip from `y` down; returns the `y` below it."""
    arrivals = arrivals_by_window(plan)
    sheet.text(MARGIN, y, f"Arrivals by window of {plan.day.arrivals.every} minutes", TITLE)
    draw_bars(sheet, y + 16, arrivals, CHART)
    x = MARGIN + CHART + 18
    _draw_counts(sheet, x, y, f"Staff on: {len(plan.shifts)}", staff_by_role(plan))
    x += COLUMN
    _draw_counts(sheet, x, y, "Needs", needs_counted(plan))
    return y + STRIP_HEIGHT


def arrivals_by_window(plan: Plan) -> dict[int, int]:
    """How many people arrive in each window, by the minute it starts; windows between the first and last have 0."""
    times = [plan.arrival(appointment.id) for appointment in plan.appointments]
    counted = Counter(plan.day.arrivals.window_of(time).start for time in times if time is not None)
    if not counted:
        return {}
    every = max(plan.day.arrivals.every, 1)
    return {start: counted[start] for start in range(min(counted), max(counted) + 1, every)}


def staff_by_role(plan: Plan) -> list[tuple[str, int]]:
    """Roles and how many have a shift, the most first."""
    on = [member.role or "No role" for member in plan.staff if member.id in plan.shift_of]
    return Counter(on).most_common()


def needs_counted(plan: Plan) -> list[tuple[str, int]]:
    """Needs in words and how many people have each, interpreters by language, the most first."""
    counted: Counter[str] = Counter()
    for appointment in plan.appointments:
        person = plan.patient[appointment.patient_id]
        for need in person.needs:
            language = f", {person.language}" if need is AccessNeed.INTERPRETER and person.language else ""
            counted[f"{need.value}{language}"] += 1
    return counted.most_common()


def draw_bars(sheet: Sheet, y: float, arrivals: dict[int, int], width: float) -> None:
    """Arrivals as bars with their numbers, on `width` points, the times under them."""
    if not arrivals:
        sheet.text(MARGIN, y, "Nobody has a time yet.", SMALL)
        return
    step = min(width / len(arrivals), 40.0)
    highest = max(arrivals.values())
    labelled = max(1, -(-len(arrivals) // int(width // 30)))
    for n, (start, number) in enumerate(arrivals.items()):
        x, high = MARGIN + n * step, BARS_HIGH * number / highest
        sheet.fill(x + 1, y + 10 + BARS_HIGH - high, step - 2, high, ACCENT)
        if n % labelled == 0:
            sheet.text(x, y + 11 + BARS_HIGH, clock(start), Ink(7, colour=GREY), max(step, 24))
        if number:
            count = fitted(str(number), SMALL, step, 5.5)
            sheet.text(x, y + BARS_HIGH - high + 9.5 - count.line, str(number), count, step, align="center")
    sheet.rule(MARGIN, y + 10 + BARS_HIGH, step * len(arrivals))


def _draw_counts(sheet: Sheet, x: float, y: float, title: str, counts: list[tuple[str, int]]) -> None:
    sheet.text(x, y, title, TITLE)
    y += 14
    shown = counts if len(counts) <= LINES + 1 else counts[:LINES]
    for name, number in shown:
        sheet.text(x, y, str(number), Ink(8, bold=True), 16, align="right")
        y = max(y + SMALL.line, sheet.text(x + 21, y, name, SMALL, COLUMN - 34))
    if len(shown) < len(counts):
        sheet.text(x + 21, y, f"and {sum(number for _, number in counts[LINES:])} more", SMALL)
    if not counts:
        sheet.text(x, y, "None recorded", SMALL)
