"""The station sheets: who comes when, with boxes for seen and the outcome, and rows for walk-ins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import Words
from cadplanner.core.paper.same_names import ALERT, similar_names
from cadplanner.printing.listing import (
    NUMBER,
    TITLE_HEIGHT,
    Cell,
    Column,
    Heading,
    Item,
    Listing,
    Noted,
    Row,
    Ticks,
    room_on,
    worded,
)
from cadplanner.printing.sheet import A4, MARGIN, Ink, Paper, Sheet, landscape
from cadplanner.printing.words import card_words, counted

ROW = 30.0
WALK_INS = 4
TALLY_HEIGHT = 50.0
SORTED = "Sorted by time, then place"
ONE_TO_ONE = (
    Column("Time", 40, strong=True),
    Column("Place", 32),
    Column("Card", 36),
    Column("Name", 128, strong=True),
    Column("Born", 60),
    Column(NUMBER, 70),
    Column("With", 82),
    Column("Needs", 92),
    Column("Seen", 28),
    Column("Outcome (tick one)", 122),
    Column("Notes", 96),
)
CLASS = (
    Column("Card", 40),
    Column("Name", 180, strong=True),
    Column("Born", 64),
    Column(NUMBER, 76),
    Column("Needs", 152),
    Column("Came", 36),
    Column("Outcome (tick one)", 126),
    Column("Notes", 112),
)
DROP_IN = (
    Column("About", 44, strong=True),
    Column("Card", 40),
    Column("Name", 190, strong=True),
    Column("Needs", 160),
    Column("Came", 40),
    Column("Told about, or put in touch with", 182),
    Column("Notes", 130),
)


def pdf(plan: Plan, paper: Paper, station_ids: Sequence[str] | None = None) -> bytes:
    """Landscape A4, each station on pages of its own; all stations of the day, or those asked for, in that order."""
    sheet = Sheet(plan, paper, "Station sheets", landscape(A4))
    draw(sheet, plan, station_ids)
    return sheet.pdf()


def draw(sheet: Sheet, plan: Plan, station_ids: Sequence[str] | None = None) -> None:
    """Draw the pages into a document."""
    sheet.turn(landscape(A4))
    alerts = similar_names(plan)
    stations = plan.stations if station_ids is None else [plan.station[one] for one in station_ids]
    for station in stations:
        _StationPages(plan, station, alerts, sheet.paper.words).draw(sheet)
    if not stations:
        sheet.new_page()
        sheet.text(MARGIN, sheet.header("Station sheets", "") + 12, "This day has no stations yet.", Ink(11))
        sheet.footer(1, 1, "")


def blank_pages(sheet: Sheet, plan: Plan) -> None:
    """A page of blank rows for each station, for a day written by hand."""
    for station in plan.stations:
        _StationPages(plan, station, frozenset(), sheet.paper.words).draw_blank(sheet)


class _StationPages:
    """One station's sheet, laid out by its mode."""

    def __init__(self, plan: Plan, station: Station, alerts: frozenset[str], words: Words) -> None:
        self.words = words
        self.plan, self.station, self.alerts = plan, station, alerts
        self.visits = plan.visits_at_station.get(station.id, ())
        columns = {Mode.ONE_TO_ONE: ONE_TO_ONE, Mode.GROUP: CLASS, Mode.DROP_IN: DROP_IN}[station.mode]
        self.columns = worded(columns, words)
        self.drop_in = station.mode is Mode.DROP_IN

    def draw(self, sheet: Sheet) -> None:
        under, aside = self._told(), f"{counted(len(self.visits), 'person', 'people')} expected"
        outcomes = self._outcomes(sheet)
        listing = Listing(self.columns, tuple(self._items(outcomes)))
        room = room_on(sheet, sheet.header_end(self.station.name, under, aside))
        first = room - TALLY_HEIGHT if self.drop_in else room
        pages = listing.pages(first, room)
        spare = listing.spare(pages[-1], first if len(pages) == 1 else room)
        pages[-1] += (self._blank(outcomes),) * int(spare // ROW)
        for number, items in enumerate(pages, start=1):
            sheet.new_page()
            y = sheet.header(self.station.name, under, aside)
            y = _draw_tally(sheet, y, self.station) if self.drop_in and number == 1 else y
            listing.draw(sheet, y, items)
            sheet.footer(number, len(pages), SORTED)

    def draw_blank(self, sheet: Sheet) -> None:
        """One page of rows to write on."""
        sheet.new_page(landscape(A4))
        under, outcomes = self._told(), self._outcomes(sheet)
        y = sheet.header(self.station.name, under, "Written by hand")
        y = _draw_tally(sheet, y, self.station) if self.drop_in else y
        listing = Listing(self.columns, (self._blank(outcomes),) * int((room_on(sheet, y) - TITLE_HEIGHT) // ROW))
        listing.draw(sheet, y, listing.items)
        sheet.footer(1, 1, "")

    def _outcomes(self, sheet: Sheet) -> Ticks:
        return Ticks(("Discharge", sheet.paper.words.pifu, "Follow-up", "Refer"))

    def _told(self) -> str:
        station = self.station
        places = {
            Mode.ONE_TO_ONE: counted(station.places, "place", "places"),
            Mode.GROUP: f"Classes of up to {station.group_size} in {counted(station.places, 'room', 'rooms')}",
            Mode.DROP_IN: f"Drop-in, up to {station.places} at once" if station.places else "Drop-in",
        }[station.mode]
        if station.step_free_places and station.mode is Mode.ONE_TO_ONE:
            places += f", {_step_free(station)} step-free"
        open_ = " and ".join(f"{clock(span.start)} to {clock(span.end)}" for span in station.opening)
        return f"{self.plan.venue.zones[station.zone]}. {places}. Open {open_}"

    def _items(self, outcomes: Ticks) -> Iterable[Item]:
        if self.station.mode is Mode.GROUP:
            yield from self._classes(outcomes)
        else:
            yield from (self._row(visit, outcomes) for visit in self._in_order())
        if not self.visits:
            yield Heading("Nobody is planned here")
        yield Heading("Others who dropped in" if self.drop_in else "Walk-ins")
        yield from [self._blank(outcomes)] * WALK_INS

    def _blank(self, outcomes: Ticks) -> Row:
        """A row to write a walk-in on."""
        ticks = {"Seen": Ticks(), "Came": Ticks(), "Outcome (tick one)": outcomes}
        blank: tuple[Cell, ...] = tuple(ticks.get(column.title, "") for column in self.columns)
        return Row(blank, ROW)

    def _in_order(self) -> list[Visit]:
        return sorted(self.visits, key=lambda v: (v.span.start, v.place, self.plan.appointment[v.appointment_id].card))

    def _classes(self, outcomes: Ticks) -> Iterable[Item]:
        for (span, place, staff_id), group in groupby(self._in_order(), key=lambda v: (v.span, v.place, v.staff_id)):
            visits = list(group)
            room = f", room {place + 1}" if self.station.places > 1 else ""
            member = self.plan.staff_member.get(staff_id)
            whom = f", with {member.name}" if member else ""
            seats = f"{len(visits)} of {self.station.group_size} seats taken"
            yield Heading(f"{clock(span.start)} to {clock(span.end)}{room}{whom}", seats)
            yield from (self._row(visit, outcomes) for visit in visits)

    def _row(self, visit: Visit, outcomes: Ticks) -> Row:
        person = self.plan.patient_of(visit)
        card = card_words(self.plan.appointment[visit.appointment_id].card)
        name = Noted(person.staff_name, ALERT) if person.id in self.alerts else person.staff_name
        if self.drop_in:
            return Row((clock(visit.span.start), card, name, person.needs_words, Ticks(), "", ""), ROW)
        identity = (card, name, date_words(person.birth_date), self.words.number.shown(person.nhs_number))
        if self.station.mode is Mode.GROUP:
            return Row((*identity, person.needs_words, Ticks(), outcomes, ""), ROW)
        return Row((*self._when(visit), *identity, *self._whom(visit, person), Ticks(), outcomes, ""), ROW)

    def _when(self, visit: Visit) -> tuple[Cell, Cell]:
        at = clock(visit.span.start)
        usual = visit.span.minutes == self.station.minutes
        return at if usual else Noted(at, f"{visit.span.minutes} min"), str(visit.place + 1)

    def _whom(self, visit: Visit, person: Patient) -> tuple[Cell, Cell]:
        member = self.plan.staff_member.get(visit.staff_id)
        return member.name if member else "", person.needs_words


def _step_free(station: Station) -> str:
    return "all" if station.step_free_places >= station.places else str(station.step_free_places)


def _draw_tally(sheet: Sheet, y: float, station: Station) -> float:
    """A box an hour to count in strokes everybody who came; returns the `y` below."""
    hours = [hour for span in station.opening for hour in range(span.start // 60, -(-span.end // 60))]
    sheet.text(MARGIN, y, "Count in strokes everybody who comes", Ink(9, bold=True))
    step = sheet.content_width / max(len(hours), 1)
    for n, hour in enumerate(hours):
        sheet.box(MARGIN + n * step, y + 14, step, 30)
        sheet.text(MARGIN + n * step + 3, y + 15, clock(hour * 60), Ink(7.5))
    return y + TALLY_HEIGHT
