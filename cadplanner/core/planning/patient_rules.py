"""Rules of the patient: the whole route in order, when she can come, and what she needs."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span, clock
from cadplanner.core.model.staff import Interpreter
from cadplanner.core.planning.clash import Clash, one_after_another, service_name, who


def route_is_complete(plan: Plan) -> Iterator[Clash]:
    """A patient has each step of the route once, or no visit at all."""
    for appointment, visits in _placed(plan):
        done = [visit.step for visit in visits]
        for step in appointment.route:
            if done.count(step.key) != 1:
                times = "twice" if step.key in done else "nowhere"
                says = f"{who(plan, appointment.id)} has {service_name(plan, step.service_id)} {times} in the plan."
                yield Clash("route_is_complete", says, tuple(visit.id for visit in visits), appointment.id)


def patient_is_in_one_place(plan: Plan) -> Iterator[Clash]:
    """A patient is at one station at a time, and has time to walk to the next."""
    for appointment, visits in _placed(plan):
        for one, other in one_after_another(visits):
            here, there = plan.station.get(one.station_id), plan.station.get(other.station_id)
            walk = plan.walking(here, there) if here and there else 0
            if one.span.end + walk > other.span.start:
                walking = f", {walk} minutes' walk away" if walk else ""
                places = (
                    f"{_name(here)} until {clock(one.span.end)} and at {_name(there)} from {clock(other.span.start)}"
                )
                says = f"{who(plan, appointment.id)} is at {places}{walking}."
                yield Clash("patient_is_in_one_place", says, (one.id, other.id), appointment.id)


def steps_are_in_order(plan: Plan) -> Iterator[Clash]:
    """A step starts after the steps it follows are over."""
    for appointment, visits in _placed(plan):
        over = {visit.step: visit for visit in visits}
        service = {step.key: service_name(plan, step.service_id) for step in appointment.route}
        for step in appointment.route:
            for earlier in (over[key] for key in step.after if key in over and step.key in over):
                if earlier.span.end > over[step.key].span.start:
                    when = f"{clock(over[step.key].span.start)}, before {service[earlier.step]} is over"
                    says = f"{who(plan, appointment.id)} has {service[step.key]} at {when}."
                    yield Clash("steps_are_in_order", says, (earlier.id, over[step.key].id), appointment.id)


def arrival_is_in_its_window(plan: Plan) -> Iterator[Clash]:
    """A patient arrives while arrivals are taken."""
    taken = plan.day.arrivals.span
    for appointment, visits in _placed(plan):
        arrival = visits[0].span.start - plan.day.check_in
        if not taken.start <= arrival < taken.end:
            says = f"{who(plan, appointment.id)} would arrive at {clock(max(0, arrival))}: arrivals are {taken}."
            yield Clash("arrival_is_in_its_window", says, (visits[0].id,), appointment.id)


def arrivals_are_not_too_many(plan: Plan) -> Iterator[Clash]:
    """No more people arrive in one window than the day allows (0 is no limit)."""
    arrivals = plan.day.arrivals
    if not arrivals.most:
        return
    arriving: dict[Span, list[Visit]] = {}
    for visits in plan.visits_of_appointment.values():
        window = arrivals.window_of(visits[0].span.start - plan.day.check_in)
        arriving.setdefault(window, []).append(visits[0])
    for window, first_visits in sorted(arriving.items()):
        if len(first_visits) > arrivals.most:
            says = f"{len(first_visits)} people would arrive {window}: the most is {arrivals.most}."
            yield Clash("arrivals_are_not_too_many", says, tuple(visit.id for visit in first_visits))


def patient_is_available(plan: Plan) -> Iterator[Clash]:
    """A patient's whole stay is inside one of the times she can come."""
    for appointment, visits in _placed(plan):
        stay = _stay(visits)
        if appointment.availability and not any(stay.within(span) for span in appointment.availability):
            can = " or ".join(str(span) for span in appointment.availability)
            says = f"{who(plan, appointment.id)} is planned {stay} but can come only {can}."
            yield Clash("patient_is_available", says, (visits[0].id, visits[-1].id), appointment.id)


def patient_does_not_stay_too_long(plan: Plan) -> Iterator[Clash]:
    """From the first visit's start to the last one's end is no longer than the longest stay."""
    for appointment, visits in _placed(plan):
        stay = _stay(visits)
        longest = plan.longest_stay(appointment)
        if stay.minutes > longest:
            minutes = f"{stay.minutes} minutes: the longest is {longest}"
            says = f"{who(plan, appointment.id)} would be on site {stay}, {minutes}."
            yield Clash("patient_does_not_stay_too_long", says, (visits[0].id, visits[-1].id), appointment.id)


def step_free_place_where_needed(plan: Plan) -> Iterator[Clash]:
    """A patient who needs step-free access has a step-free place (the first ones of a station are)."""
    for visit, station, appointment, _ in plan.stops:
        needs = plan.patient[appointment.patient_id].needs
        if AccessNeed.STEP_FREE in needs and visit.place >= step_free_places(station):
            where = f"{station.name} at {clock(visit.span.start)}"
            says = f"{who(plan, appointment.id)} needs a step-free place, and has place {visit.place + 1} of {where}."
            yield Clash("step_free_place_where_needed", says, (visit.id,), appointment.id)


def step_free_places(station: Station) -> int:
    """How many places are step-free; a drop-in without a limit of places is open floor: one is enough."""
    return 1 if station.mode is Mode.DROP_IN and not station.places else station.step_free_places


def carer_has_room(plan: Plan) -> Iterator[Clash]:
    """A patient who comes with a carer has a place with room for two (the last ones of a station may have none)."""
    for visit, station, appointment, _ in plan.stops:
        two = plan.patient[appointment.patient_id].seats > 1 and station.mode is Mode.ONE_TO_ONE
        if two and visit.place >= station.places_for_two:
            where = f"place {visit.place + 1} of {station.name} at {clock(visit.span.start)}"
            says = f"{who(plan, appointment.id)} comes with a carer, and has {where}, which has no room for two."
            yield Clash("carer_has_room", says, (visit.id,), appointment.id)


def places_for(patient: Patient, station: Station) -> int:
    """How many of the places, the first ones, are right for what she needs."""
    fit = 1 if station.mode is Mode.DROP_IN else station.places
    if AccessNeed.STEP_FREE in patient.needs:
        fit = min(fit, step_free_places(station))
    if patient.seats > 1 and station.mode is Mode.ONE_TO_ONE:
        fit = min(fit, station.places_for_two)
    return fit


def has_seats(patient: Patient, station: Station) -> bool:
    """Whether the station is large enough for her, and her carer, at all."""
    most = station.group_size if station.mode is Mode.GROUP else station.places
    return station.mode is Mode.ONE_TO_ONE or not most or patient.seats <= most


def quiet_place_where_needed(plan: Plan) -> Iterator[Clash]:
    """A patient who needs a quiet space has a quiet station, where a quiet one gives the service."""
    for visit, station, appointment, step in plan.stops:
        needs = plan.patient[appointment.patient_id].needs
        if AccessNeed.QUIET_SPACE not in needs or station.quiet:
            continue
        quiet = [other.name for other in plan.stations_giving.get(step.service_id, ()) if other.quiet]
        if quiet:
            says = f"{who(plan, appointment.id)} needs a quiet space: {quiet[0]} has it, {station.name} has not."
            yield Clash("quiet_place_where_needed", says, (visit.id,), appointment.id)


def interpreter_is_there(plan: Plan) -> Iterator[Clash]:
    """A patient who needs an interpreter has one at every visit; they are shared by language."""
    speaking: dict[str, list[Visit]] = {}
    for visit, _, appointment, _ in plan.stops:
        language = plan.patient[appointment.patient_id].interpreter_language
        if language:
            speaking.setdefault(language, []).append(visit)
    for language, visits in sorted(speaking.items()):
        given = [interpreter for interpreter in plan.interpreters if interpreter.language == language]
        yield from _without_interpreter(plan, language, visits, given)
        yield from _too_few_interpreters(plan, language, visits, given)


def _without_interpreter(plan: Plan, language: str, visits: list[Visit], given: list[Interpreter]) -> Iterator[Clash]:
    spans = [span for interpreter in given if interpreter.number for span in interpreter.spans]
    for visit in visits:
        if not any(visit.span.within(span) for span in spans):
            says = f"No interpreter for {language} is there {visit.span} for {who(plan, visit.appointment_id)}."
            yield Clash("interpreter_is_there", says, (visit.id,), visit.appointment_id)


def _too_few_interpreters(plan: Plan, language: str, visits: list[Visit], given: list[Interpreter]) -> Iterator[Clash]:
    ends = {span.end for interpreter in given for span in interpreter.spans}
    for minute in sorted({visit.span.start for visit in visits} | ends):
        there = [visit for visit in visits if visit.span.start <= minute < visit.span.end]
        number = sum(i.number for i in given if any(span.start <= minute < span.end for span in i.spans))
        if 0 < number < len(there):
            names = " and ".join(who(plan, visit.appointment_id) for visit in there)
            says = f"{names} need an interpreter for {language} at {clock(minute)}: there are {number}."
            yield Clash("interpreter_is_there", says, tuple(visit.id for visit in there), there[-1].appointment_id)


def _placed(plan: Plan) -> Iterator[tuple[Appointment, tuple[Visit, ...]]]:
    """The appointments with visits, in card order as given, each with its visits in time order."""
    for appointment in plan.appointments:
        visits = plan.visits_of_appointment.get(appointment.id)
        if visits and appointment.patient_id in plan.patient:
            yield appointment, visits


def _stay(visits: tuple[Visit, ...]) -> Span:
    return Span(visits[0].span.start, max(visit.span.end for visit in visits))


def _name(station: Station | None) -> str:
    return station.name if station else "a station that is no longer there"
