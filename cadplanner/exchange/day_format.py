"""The open day format: a cad-day/1 day becomes a Plan, a Plan becomes a cad-plan/1 plan.

The format has no check-in, no limit of arrivals, no drop-ins and no walking of staff: a plan of it has none either.
Its stations name no service, so each station's service has the station's id.

A day may say more, all of it optional: `staff[].posts`, what somebody does hour by hour, as [{"span", "skills",
"stations"}] (empty is any); `stations[].small_bays`, how many bays, the last ones, have no room for a carer;
`patients[].carer`, true where one comes too (two seats of a class); `patients[].together`, a text that those who come
together share; `wait_for_another`, how many minutes one of them may leave before the other (30); `cover`, who must be
there all the while, as [{"id", "skill", "number", "span"}].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Service, Station, Venue
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import BreakRule, Cover, Interpreter, Post, Shift, StaffMember
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.core.planning.wishes import OVERTIME_A_MINUTE, WAITING_A_MINUTE, cost
from cadplanner.exchange.field import Field

DAY_FORMAT = "cad-day/1"
PLAN_FORMAT = "cad-plan/1"
NO_DATE = date(2000, 1, 1)
MODES = {"single": Mode.ONE_TO_ONE, "group": Mode.GROUP}
NEVER = Span(0, 1)
WAIT_FOR_ANOTHER = 30
UNNAMED_SKILL = "unnamed skill"
MOST_COVER = 10_000
WISHES = {
    "wait_per_min": ("a minute of waiting", WAITING_A_MINUTE),
    "overtime_per_min": ("a minute of overtime", OVERTIME_A_MINUTE),
    "switch_each": ("a change of station", 0),
    "imbalance_per_min": ("a minute of uneven load", 0),
}
"""The costs of the objective by their names in the format: what each is of, and what plans are made with."""


def plan_of_day(day: object) -> Plan:
    """The day, read from parsed JSON, as a plan without visits. Raises CannotRead, saying what is wrong and where."""
    field = Field(day)
    if field["format"].value != DAY_FORMAT:
        field["format"].refuse(f"should be {DAY_FORMAT!r}")
    on_the_day = _day(field)
    venue = _venue(field)
    stations = tuple(_station(each, on_the_day, len(venue.zones)) for each in _with_own_ids(field["stations"]))
    at = {station.id: station for station in stations}
    shifts = tuple(_shift(each, on_the_day, at) for each in _with_own_ids(field["staff"]))
    interpreters = tuple(_interpreter(each, on_the_day) for each in _with_own_ids(field["resources"]))
    people = list(_with_own_ids(field["patients"]))
    _refuse_twins(visit["id"] for person in people for visit in person["visits"])
    languages = {interpreter.language for interpreter in interpreters}
    weight = field["objective"]["unplaced_weight"].whole()
    return Plan(
        day=on_the_day,
        venue=venue,
        services=tuple(Service(s.id, s.name, s.minutes, s.skill, s.mode) for s in stations),
        stations=stations,
        staff=tuple(_member(each) for each in field["staff"]),
        shifts=shifts,
        interpreters=interpreters,
        cover=tuple(_cover(each, on_the_day) for each in _with_own_ids(field.get("cover") or Field([]))),
        patients=tuple(_patient(each, languages) for each in people),
        appointments=tuple(_appointment(n, each, on_the_day, at, weight) for n, each in enumerate(people, start=1)),
    )


def wishes_not_met(day: object) -> str:
    """What a day asks of the cost that no plan is made for, as a sentence; '' for nothing."""
    objective = Field(day)["objective"]
    given = ((words, objective.get(name), planned) for name, (words, planned) in WISHES.items())
    asked = [(words, field.whole(), planned) for words, field, planned in given if field]
    other = [(words, costs, planned) for words, costs, planned in asked if costs != planned]
    asks = " and ".join(f"{words} to cost {costs}" for words, costs, _ in other)
    planned_with = " and ".join(str(planned) for _, _, planned in other)
    return f"This day asks {asks}; it is planned with {planned_with}." if other else ""


def day_plan_json(plan: Plan) -> dict[str, object]:
    """The plan as cad-plan/1, ready for json.dump; breaks as derived; `meta` holds what it costs."""
    paid = cost(plan)
    visits = sorted(plan.visits, key=lambda visit: (visit.span.start, visit.step))
    return {
        "format": PLAN_FORMAT,
        "day": plan.day.name,
        "visits": [{"visit": v.step, "start": v.span.start, "staff": v.staff_id, "bay": v.place} for v in visits],
        "breaks": [
            {"staff": staff_id, "start": span.start, "end": span.end}
            for staff_id, spans in breaks_of(plan).items()
            for span in spans
        ],
        "meta": {
            "placed": len(plan.appointments) - len(plan.unplaced),
            "unplaced": len(plan.unplaced),
            "waiting": paid.waiting,
            "overtime": paid.overtime,
            "cost": paid.total,
        },
    }


def _day(field: Field) -> AppointmentDay:
    name, opening, wait = field["name"].text(), field["day"].span(), field.get("wait_for_another")
    return AppointmentDay(
        id=name,
        name=name,
        on=NO_DATE,
        venue_id=name,
        opening=opening,
        arrivals=Arrivals(opening),
        grid=field["grid"].whole(1, MINUTES_IN_DAY),
        check_in=0,
        longest_stay=MINUTES_IN_DAY,
        staff_walk=False,
        wait_for_another=wait.whole(0, MINUTES_IN_DAY) if wait else WAIT_FOR_ANOTHER,
    )


def _venue(field: Field) -> Venue:
    zones = tuple(zone.text() for zone in field["zones"])
    walking = tuple(tuple(to.whole(0, MINUTES_IN_DAY) for to in row) for row in field["walk"])
    if not zones or len(walking) != len(zones) or any(len(row) != len(zones) for row in walking):
        field["walk"].refuse(f"should have a row and a column for each of {len(zones)} zones")
    name = field["name"].text()
    return Venue(name, name, zones=zones, walking=walking)


def _station(field: Field, day: AppointmentDay, zones: int) -> Station:
    mode = MODES.get(field["mode"].text())
    if mode is None:
        field["mode"].refuse("should be 'single' or 'group'")
    group, small = mode is Mode.GROUP, field.get("small_bays")
    return Station(
        id=field["id"].text(),
        day_id=day.id,
        name=field["name"].text(),
        service_id=field["id"].text(),
        minutes=field["duration"].whole(1, MINUTES_IN_DAY) if group else day.grid,
        places=field["bays"].whole(1),
        step_free_places=field["accessible_bays"].whole(),
        opening=tuple(span.span() for span in field["open"]),
        zone=field["zone"].whole(0, zones - 1),
        mode=mode,
        skill=field["skill"].text() or UNNAMED_SKILL,
        group_size=field["group_max"].whole(1) if group else 1,
        start_every=field["start_every"].whole(1, MINUTES_IN_DAY) if group else 0,
        small_places=small.whole() if small else 0,
    )


def _member(field: Field) -> StaffMember:
    skills = tuple(skill.text() or UNNAMED_SKILL for skill in field["skills"])
    return StaffMember(field["id"].text(), field["id"].text(), skills=skills)


def _shift(field: Field, day: AppointmentDay, at: Mapping[str, Station]) -> Shift:
    """The shift; a lunch that work can never touch is left out, and work that can never leave it is too."""
    span, overtime = field["shift"].span(), field["overtime_max"].whole(0, MINUTES_IN_DAY)
    lunch = _lunch(field["lunch"])
    breaks: tuple[BreakRule, ...] = ()
    if lunch and not _free_outside(lunch, span, overtime):
        met = min(lunch.window.end, span.end) - max(lunch.window.start, span.start)
        if met < lunch.minutes and span.start < lunch.window.start:
            span, overtime = Span(span.start, lunch.window.start), 0
        elif met < lunch.minutes:
            span = Span(min(lunch.window.end, span.end - 1), span.end)
        else:
            breaks = (lunch,)
    return Shift(
        id=field["id"].text(),
        day_id=day.id,
        staff_id=field["id"].text(),
        span=span,
        breaks=breaks,
        longest_stretch=field["max_continuous"].whole(1),
        rest=field["rest_min"].whole(0, MINUTES_IN_DAY),
        overtime=overtime,
        posts=tuple(_post(each, at) for each in field.get("posts") or ()),
    )


def _post(field: Field, at: Mapping[str, Station]) -> Post:
    for station in field["stations"]:
        if station.text() not in at:
            station.refuse("should be the id of a station")
    skills = tuple(skill.text() or UNNAMED_SKILL for skill in field["skills"])
    return Post(field["span"].span(), skills, tuple(station.text() for station in field["stations"]))


def _lunch(field: Field) -> BreakRule | None:
    if field.value is None:
        return None
    window = field["window"].span()
    return BreakRule(field["len"].whole(1, window.minutes), window)


def _free_outside(lunch: BreakRule, shift: Span, overtime: int) -> bool:
    before = min(lunch.window.end, shift.start) - lunch.window.start
    after = lunch.window.end - max(lunch.window.start, shift.end + overtime)
    return max(before, after) >= lunch.minutes


def _interpreter(field: Field, day: AppointmentDay) -> Interpreter:
    spans = tuple(span.span() for span in field["avail"])
    return Interpreter(field["id"].text(), day.id, field["id"].text(), field["capacity"].whole(), spans)


def _cover(field: Field, day: AppointmentDay) -> Cover:
    return Cover(
        field["id"].text(), day.id, field["skill"].text(), field["span"].span(), field["number"].whole(1, MOST_COVER)
    )


def _patient(field: Field, languages: set[str]) -> Patient:
    carer = field.get("carer")
    needs = (AccessNeed.STEP_FREE,) if field["accessible"].yes() else ()
    needs = (*needs, AccessNeed.CARER_PRESENT) if carer and carer.yes() else needs
    if field["resource"].value is None:
        return Patient(field["id"].text(), field["id"].text(), needs=needs)
    language = field["resource"].text()
    if language not in languages:
        field["resource"].refuse("should be the id of a resource")
    return Patient(field["id"].text(), field["id"].text(), language=language, needs=(*needs, AccessNeed.INTERPRETER))


def _appointment(n: int, field: Field, day: AppointmentDay, at: Mapping[str, Station], weight: int) -> Appointment:
    together = field.get("together")
    return Appointment(
        id=field["id"].text(),
        day_id=day.id,
        patient_id=field["id"].text(),
        card=n,
        route=_route(field, at),
        availability=tuple(span.span() for span in field["avail"]) or (NEVER,),
        longest_stay=max(1, field["max_stay"].whole()),
        weight=weight * field["weight"].whole(),
        together=together.text() if together else "",
    )


def _route(field: Field, at: Mapping[str, Station]) -> tuple[Step, ...]:
    keys = {visit["id"].text() for visit in field["visits"]}
    steps = []
    for visit in field["visits"]:
        station = at.get(visit["station"].text())
        if station is None:
            visit["station"].refuse("should be the id of a station")
        for earlier in visit["after"]:
            if earlier.text() not in keys:
                earlier.refuse("should be the id of a visit of the same patient")
        minutes = visit["dur"].whole(1, MINUTES_IN_DAY)
        fits = station.mode is not Mode.GROUP or minutes == station.minutes
        service_id = station.id if fits else f"{station.name} for {minutes} minutes"
        steps.append(Step(visit["id"].text(), service_id, tuple(one.text() for one in visit["after"]), minutes))
    return tuple(steps)


def _with_own_ids(field: Field) -> list[Field]:
    fields = list(field)
    _refuse_twins(each["id"] for each in fields)
    return fields


def _refuse_twins(ids: Iterable[Field]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each.text() in seen:
            each.refuse("is there twice: ids should be different")
        seen.add(each.text())
