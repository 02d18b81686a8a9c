"""A day as text: one line a member of staff at a station, one character five minutes.

    09:00
    Ann physio   AAA.BBB
    Bob talk     ....AAA
    -   hub      BB.....

A letter is a patient, a run of it one visit; '.' is free; '-' is nobody (a drop-in, or a station without a skill).
A patient's route is her visits in time order, each after the one before. The same member of staff may have several
lines, for other stations or for the others of a class. Each member of staff has a place of their own at a station.
"""

from dataclasses import replace
from datetime import date
from itertools import groupby
from textwrap import dedent

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Service, Station, Venue
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span, clock, minute_of
from cadplanner.core.model.staff import Shift, StaffMember

OPENING = Span(8 * 60, 18 * 60)
STEP = 5
NOBODY = "-"


def plan_of(text: str) -> Plan:
    """The drawn day: stations with a place for each who works there, open all day; shifts all day, without breaks."""
    first, *lines = [line for line in dedent(text).splitlines() if line.strip()]
    rows = [_row(line, minute_of(first)) for line in lines]
    stations = list(dict.fromkeys(station for _, station, _ in rows))
    staff = list(dict.fromkeys(name for name, _, _ in rows if name != NOBODY))
    drawn = sorted((span, card, station, name) for name, station, runs in rows for span, card in runs)
    cards = sorted({card for _, card, _, _ in drawn})
    return Plan(
        day=AppointmentDay("day", "Drawn day", date(2027, 6, 12), "hall", OPENING, Arrivals(OPENING), check_in=0),
        venue=Venue("hall", "Hall"),
        services=tuple(Service(name, name, 15, _skill(name, rows)) for name in stations),
        stations=tuple(_station(name, rows) for name in stations),
        staff=tuple(StaffMember(name, name, skills=_stations_of(name, rows)) for name in staff),
        shifts=tuple(Shift(name, "day", name, OPENING, longest_stretch=0) for name in staff),
        patients=tuple(Patient(card, card) for card in cards),
        appointments=tuple(Appointment(c, "day", c, n, _route(c, drawn)) for n, c in enumerate(cards, 1)),
        visits=tuple(visit for card in cards for visit in _visits(card, drawn, rows)),
    )


def text_of(plan: Plan) -> str:
    """The plan drawn as `plan_of` reads it, from the hour of its first visit."""
    start = min((visit.span.start for visit in plan.visits), default=OPENING.start) // 60 * 60
    end = max((visit.span.end for visit in plan.visits), default=start)
    lines: dict[tuple[str, str], list[list[str]]] = {}
    for visit in sorted(plan.visits, key=lambda v: (v.span.start, v.id)):
        rows = lines.setdefault((visit.staff_id or NOBODY, visit.station_id), [])
        cells = range((visit.span.start - start) // STEP, (visit.span.end - start) // STEP)
        free = next((row for row in rows if all(row[cell] == "." for cell in cells)), None)
        if free is None:
            rows.append(free := ["."] * ((end - start) // STEP))
        for cell in cells:
            free[cell] = visit.appointment_id
    drawn = [f"{name:3} {station:8} {''.join(row)}" for (name, station), rows in sorted(lines.items()) for row in rows]
    return "\n".join([clock(start), *drawn])


def changed(plan: Plan, kind: str, entity_id: str, **fields: object) -> Plan:
    """The plan with one entity changed: changed(plan, 'stations', 'physio', places=1)."""
    return replace(
        plan, **{kind: tuple(replace(one, **fields) if one.id == entity_id else one for one in getattr(plan, kind))}
    )


def as_class(plan: Plan, station_id: str, *, size: int = 10, every: int = 0) -> Plan:
    """The plan with a station that gives classes of 15 minutes."""
    return changed(plan, "stations", station_id, mode=Mode.GROUP, group_size=size, start_every=every)


def as_drop_in(plan: Plan, station_id: str, *, places: int = 0) -> Plan:
    """The plan with a station where people drop in."""
    return changed(plan, "stations", station_id, mode=Mode.DROP_IN, places=places, skill="")


def _row(line: str, start: int):
    name, station, cells = line.split()
    runs, at = [], start
    for card, run in groupby(cells):
        end = at + STEP * len(list(run))
        if card != ".":
            runs.append((Span(at, end), card))
        at = end
    return name, station, runs


def _skill(station: str, rows) -> str:
    return "" if all(name == NOBODY for name, at, _ in rows if at == station) else station


def _station(station: str, rows) -> Station:
    places = len(_workers(station, rows))
    return Station(station, "day", station, station, 15, places, places, (OPENING,), skill=_skill(station, rows))


def _workers(station: str, rows) -> list[str]:
    return list(dict.fromkeys(name for name, at, _ in rows if at == station))


def _stations_of(name: str, rows) -> tuple[str, ...]:
    return tuple(dict.fromkeys(station for who, station, _ in rows if who == name))


def _route(card: str, drawn) -> tuple[Step, ...]:
    mine = [(span, station) for span, who, station, _ in drawn if who == card]
    return tuple(
        Step(str(n), station, (str(n - 1),) if n else (), span.minutes) for n, (span, station) in enumerate(mine)
    )


def _visits(card: str, drawn, rows) -> list[Visit]:
    mine = [(span, station, name) for span, who, station, name in drawn if who == card]
    return [
        Visit(
            visit_id(card, str(n)),
            "day",
            card,
            str(n),
            station,
            _workers(station, rows).index(name),
            "" if name == NOBODY else name,
            span,
        )
        for n, (span, station, name) in enumerate(mine)
    ]
