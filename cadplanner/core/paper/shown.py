"""What each sheet shows, as values: two plans that give a sheet the same values print it the same."""

from __future__ import annotations

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.paper.duty import rests, station_numbers, who_covers, working
from cadplanner.core.paper.same_names import similar_names
from cadplanner.core.planning.breaks import breaks_of, breaks_of_one
from cadplanner.core.planning.rota import duties

Shown = tuple[object, ...]


def head(plan: Plan, _whom: str = "") -> Shown:
    """What every sheet shows over its own matter."""
    return plan.day.name, plan.day.on, plan.venue.name


def slips(plan: Plan, _whom: str) -> Shown:
    """The slips: only the date."""
    return (plan.day.on,)


def safety(plan: Plan, _whom: str) -> Shown:
    """The safety sheet: where we are."""
    return *head(plan), plan.venue.address


def day_list(plan: Plan, _whom: str) -> Shown:
    """The day sheets: everybody with arrival, stops and needs; counts of staff."""
    alerts = similar_names(plan)
    people = tuple(
        (one.card, *_identity(plan, one), _needs(plan.patient[one.patient_id]), plan.arrival(one.id), _stops(plan, one))
        for one in plan.appointments
    )
    return *head(plan), plan.day.arrivals, people, alerts, _roles(plan)


def phones(plan: Plan, _whom: str) -> Shown:
    """The phone list: everybody with phone, arrival and needs."""
    people = ((one, plan.patient[one.patient_id]) for one in plan.appointments)
    told = ((a.card, p.staff_name, p.phone, plan.arrival(a.id), p.needs, _spoken(p)) for a, p in people)
    return *head(plan), tuple(told)


def summary(plan: Plan, _whom: str) -> Shown:
    """The day summary: counts, arrivals, staff, who has needs, breaks."""
    people = tuple(_needed(plan, one) for one in plan.appointments)
    times = (plan.arrival(one.id) for one in plan.appointments)
    windows = tuple(sorted(plan.day.arrivals.window_of(time).start for time in times if time is not None))
    ends = max((visit.span.end for visit in plan.visits), default=0)
    resting = tuple((rest.member.name, rest.span) for rest in rests(plan))
    counts = (len(plan.shifts), len(plan.stations), ends)
    return *head(plan), plan.day.opening, plan.day.arrivals.every, windows, people, counts, _roles(plan), resting


def station_sheet(plan: Plan, station_id: str) -> Shown | None:
    """One station's sheet; None where the day has no such station any more."""
    station = plan.station.get(station_id)
    if station is None:
        return None
    alerts = similar_names(plan)
    visits = tuple(_at_station(plan, station, visit, alerts) for visit in plan.visits_at_station.get(station_id, ()))
    facts = (station.name, plan.venue.zones[station.zone], station.places, station.mode, station.opening)
    return *head(plan), *facts, station.step_free_places, station.group_size, tuple(sorted(visits, key=repr))


def _at_station(plan: Plan, station: Station, visit: Visit, alerts: frozenset[str]) -> Shown:
    appointment = plan.appointment[visit.appointment_id]
    person = plan.patient[appointment.patient_id]
    shown = (visit.span.start, appointment.card, person.staff_name, person.id in alerts, person.needs_words)
    if station.mode is Mode.DROP_IN:
        return shown
    member = plan.staff_member.get(visit.staff_id)
    usual = station.mode is Mode.ONE_TO_ONE and visit.span.minutes == station.minutes
    minutes = 0 if usual else visit.span.minutes
    return *shown, *_identity(plan, appointment), visit.place, member.name if member else "", minutes


def rota_card(plan: Plan, staff_id: str) -> Shown | None:
    """One member of staff's card; None where she does not work on the day any more."""
    member = plan.staff_member.get(staff_id)
    if member is None:
        return None
    shift = plan.shift_of.get(staff_id)
    breaks = breaks_of_one(plan, shift) if shift else ()
    visits = tuple(_with_staff(plan, visit) for visit in plan.visits_with_staff.get(staff_id, ()))
    told = (member.name, member.role, member.employer)
    return *head(plan), *told, shift.span if shift else None, breaks, tuple(sorted(visits, key=repr))


def _with_staff(plan: Plan, visit: Visit) -> Shown:
    station, person = plan.station[visit.station_id], plan.patient_of(visit)
    card = plan.appointment[visit.appointment_id].card
    return visit.span, _place(plan, station, visit), card, person.called, person.needs, _spoken(person)


def day_rota(plan: Plan, _whom: str) -> Shown:
    """The rota of the day: who is where when."""
    breaks = breaks_of(plan)
    spans = tuple((one.id, plan.shift_of[one.id].span if one.id in plan.shift_of else None) for one in working(plan))
    people = tuple(
        (one.name, one.role, breaks.get(one.id, ()), tuple(duties(plan, one.id, breaks.get(one.id, ()))))
        for one in working(plan)
    )
    return *head(plan), plan.day.opening, spans, people, _numbered(plan)


def break_sheet(plan: Plan, _whom: str) -> Shown:
    """The break and cover sheet."""
    found = (
        (rest.member.name, rest.member.role, rest.span, rest.before, rest.after, rest.cover) for rest in rests(plan)
    )
    return *head(plan), tuple(who_covers(plan)), tuple(found)


def card(plan: Plan, appointment_id: str) -> Shown | None:
    """One patient's passport; None where she is not invited any more."""
    appointment = plan.appointment.get(appointment_id)
    if appointment is None:
        return None
    person = plan.patient[appointment.patient_id]
    stops = tuple(_stop(plan, visit) for visit in plan.visits_of_appointment.get(appointment_id, ()))
    told = (appointment.card, person.called, person.needs, _spoken(person), plan.arrival(appointment_id))
    return *safety(plan, ""), *told, stops


def easy_card(plan: Plan, appointment_id: str) -> Shown | None:
    """The same with a picture for each stop, which goes by the service."""
    shown = card(plan, appointment_id)
    if shown is None:
        return None
    stations = (plan.station[visit.station_id] for visit in plan.visits_of_appointment.get(appointment_id, ()))
    services = (plan.service[station.service_id] for station in stations)
    return *shown, tuple((service.name, service.skill, service.mode) for service in services)


def _stop(plan: Plan, visit: Visit) -> Shown:
    station = plan.station[visit.station_id]
    return visit.span.start, _place(plan, station, visit), plan.service[station.service_id].explains


def outcome_form(plan: Plan, appointment_id: str) -> Shown | None:
    """One patient's outcome form; None where she is not invited any more."""
    appointment = plan.appointment.get(appointment_id)
    if appointment is None:
        return None
    needs = plan.patient[appointment.patient_id].needs_words
    return *head(plan), appointment.card, *_identity(plan, appointment), needs, _drop_ins(plan)[:2]


def label(plan: Plan, appointment_id: str) -> Shown | None:
    """One patient's label; None where she is not invited any more."""
    appointment = plan.appointment.get(appointment_id)
    return None if appointment is None else (appointment.card, *_identity(plan, appointment))


def badge(plan: Plan, staff_id: str) -> Shown | None:
    """One badge; None where she does not work on the day any more."""
    member = plan.staff_member.get(staff_id)
    return None if member is None else (member.name, member.role, member.employer)


def sign(plan: Plan, station_id: str) -> Shown | None:
    """One station's sign; None where the day has no such station any more."""
    station = plan.station.get(station_id)
    if station is None:
        return None
    return station_numbers(plan)[station_id], station.name, _zone(plan, station)


def ticket(plan: Plan, station_id: str) -> Shown | None:
    """One station's queue tickets; None where the day has no such station any more."""
    station = plan.station.get(station_id)
    return None if station is None else (station.name,)


def walk_ins(plan: Plan, _whom: str) -> Shown:
    """Blanks for walk-ins: the numbers on the cards, and the stations."""
    last = max((appointment.card for appointment in plan.appointments), default=0)
    return *head(plan), last, len(plan.appointments), _numbered(plan), _drop_ins(plan)[:2]


def whole_day(plan: Plan, _whom: str) -> Shown:
    """Blanks for the whole day: the same, and what stands over each station's sheet."""
    facts = ((plan.venue.zones[s.zone], s.places, s.step_free_places, s.group_size, s.opening) for s in plan.stations)
    return *walk_ins(plan, ""), tuple(facts), tuple(station.mode for station in plan.stations)


def hub(plan: Plan, _whom: str) -> Shown:
    """The hub directory: the drop-in stations."""
    found = (s for s in plan.stations if s.mode is Mode.DROP_IN)
    told = ((s.name, plan.service[s.service_id].explains, plan.venue.zones[s.zone], s.opening) for s in found)
    return *head(plan), tuple(told)


def _identity(plan: Plan, appointment: Appointment) -> Shown:
    person = plan.patient[appointment.patient_id]
    return person.staff_name, person.birth_date, person.nhs_number


def _needed(plan: Plan, appointment: Appointment) -> Shown:
    """Who it is, when she comes and what she needs, for those who need something."""
    person = plan.patient[appointment.patient_id]
    if not person.needs_words:
        return ()
    return appointment.card, person.staff_name, plan.arrival(appointment.id), *_needs(person)


def _needs(person: Patient) -> Shown:
    return person.needs_words, person.needs, _spoken(person)


def _spoken(person: Patient) -> str:
    return person.language if AccessNeed.INTERPRETER in person.needs else ""


def _stops(plan: Plan, appointment: Appointment) -> Shown:
    visits = plan.visits_of_appointment.get(appointment.id, ())
    timed = tuple((visit.span.start, plan.station[visit.station_id].name) for visit in visits)
    return timed or tuple(plan.service[step.service_id].name for step in appointment.route)


def _roles(plan: Plan) -> Shown:
    return tuple(sorted(member.role for member in plan.staff if member.id in plan.shift_of))


def _zone(plan: Plan, station: Station) -> str:
    return plan.venue.zones[station.zone] if len(plan.venue.zones) > 1 else ""


def _place(plan: Plan, station: Station, visit: Visit) -> Shown:
    """Where a visit is, as far as it is printed."""
    place = visit.place if station.places > 1 and station.mode is not Mode.DROP_IN else None
    return station.name, station.mode, _zone(plan, station), place


def _numbered(plan: Plan) -> Shown:
    return tuple(station.name for station in plan.stations)


def _drop_ins(plan: Plan) -> Shown:
    return tuple(station.name for station in plan.stations if station.mode is Mode.DROP_IN)
