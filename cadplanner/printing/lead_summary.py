"""The day summary: all that whoever leads the day must know, on as few pages as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.paper.duty import rests
from cadplanner.printing.blocks import Beside, Block, Drawn, Field, Fields, Titled, Words, draw_pages, heading, rows
from cadplanner.printing.day_strip import arrivals_by_window, draw_bars, needs_counted, staff_by_role
from cadplanner.printing.listing import Column, Item, Listing, Row
from cadplanner.printing.sheet import A4, ACCENT, GREY, Ink, Paper, Sheet
from cadplanner.printing.texts import text
from cadplanner.printing.words import card_words

BIG = Ink(24, bold=True, colour=ACCENT, leading=1.1)
UNDER = Ink(9, colour=GREY)
LIST = Ink(10)
BARS = 76.0
PEOPLE = (
    Column("Arrives", 50, strong=True),
    Column("Card", 46),
    Column("Name", 200, strong=True),
    Column("Needs", 243),
)
RESTS = (Column("From", 50, strong=True), Column("On a break", 489))


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Portrait A4: counts, arrivals, staff, needs, contacts, what to do when something is wrong, breaks."""
    sheet = Sheet(plan, paper, "Day summary", A4)
    titled = Titled("Day summary", "For whoever leads the day", str(plan.day.opening).replace("-", " to "))
    draw_pages(sheet, titled, tuple(_blocks(plan, paper)))
    return sheet.pdf()


def _blocks(plan: Plan, paper: Paper) -> Iterable[Block]:
    yield Beside(tuple((1.0, _figure(number, says)) for number, says in _figures(plan)))
    arrivals = arrivals_by_window(plan)
    yield heading(f"Arrivals by window of {plan.day.arrivals.every} minutes")
    yield Drawn(BARS, lambda sheet, _x, y, width: draw_bars(sheet, y, arrivals, width))
    yield Beside(
        (
            (1.0, (heading("Staff on"), *_counts(staff_by_role(plan)))),
            (1.0, (heading("Needs"), *_counts(needs_counted(plan)))),
        )
    )
    yield heading("Contacts")
    whom = text("contacts", paper.details).points()
    yield from (Fields((Field(who, 3), Field("Phone", 2)), Ink(11), 22) for who in whom)
    if paper.details.phone:
        yield Words(f"{paper.details.name}: {paper.details.phone}", Ink(11, bold=True), before=4)
    yield from text("escalation", paper.details).blocks()
    yield from _people(plan)
    yield from _rests(plan)


def _figures(plan: Plan) -> list[tuple[str, str]]:
    ends = [visit.span.end for visit in plan.visits]
    return [
        (str(len(plan.appointments)), "invited"),
        (str(len(plan.unplaced)), "not placed"),
        (str(len(plan.shifts)), "staff on"),
        (str(len(plan.stations)), "stations"),
        (clock(max(ends)) if ends else "None", "last visit ends"),
    ]


def _figure(number: str, says: str) -> tuple[Block, ...]:
    return Words(number, BIG, after=0), Words(says, UNDER)


def _counts(counts: Sequence[tuple[str, int]]) -> tuple[Block, ...]:
    return tuple(Words(f"{number}  {name}", LIST, after=0) for name, number in counts) or (Words("None", LIST),)


def _people(plan: Plan) -> Iterable[Block]:
    """Who has needs, by arrival."""
    found: list[tuple[int, int, Item]] = []
    for appointment in plan.appointments:
        person = plan.patient[appointment.patient_id]
        arrival = plan.arrival(appointment.id)
        if person.needs_words:
            when = "No time" if arrival is None else clock(arrival)
            cells = (when, card_words(appointment.card), person.staff_name, person.needs_words)
            found.append((24 * 60 if arrival is None else arrival, appointment.card, Row(cells)))
    if found:
        yield heading("Who has needs, by arrival time")
        yield from rows(Listing(PEOPLE, tuple(row for _, _, row in sorted(found, key=lambda one: one[:2]))))


def _rests(plan: Plan) -> Iterable[Block]:
    """Who is on a break, by the time it begins."""
    beginning: dict[int, list[str]] = defaultdict(list)
    for rest in rests(plan):
        beginning[rest.span.start].append(f"{rest.member.name} until {clock(rest.span.end)}")
    if beginning:
        yield heading("Breaks")
        items = tuple(Row((clock(start), ", ".join(names))) for start, names in sorted(beginning.items()))
        yield from rows(Listing(RESTS, items))
