"""Rules of the stations: open, right for the step, with a place, and classes as classes are."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import (
    Clash,
    most_at_once,
    overlapping,
    seats_of,
    service_name,
    staff_name,
    who,
)


def visit_is_known(plan: Plan) -> Iterator[Clash]:
    """A visit is of a patient, a step and a station that the day still has."""
    known = {stop.visit.id for stop in plan.stops}
    for visit in plan.visits:
        if visit.id in known:
            continue
        station = plan.station.get(visit.station_id)
        where = station.name if station else "a station that is no longer in this day"
        says = f"{who(plan, visit.appointment_id)} has a visit at {where}, {visit.span}, that is not in the route."
        yield Clash("visit_is_known", says, (visit.id,), visit.appointment_id)


def visit_starts_on_the_grid(plan: Plan) -> Iterator[Clash]:
    """A visit starts at a multiple of the day's grid."""
    grid = plan.day.grid
    for visit in plan.visits:
        if visit.span.start % grid:
            start = clock(visit.span.start)
            says = f"{who(plan, visit.appointment_id)} starts at {start}: starts are every {grid} minutes."
            yield Clash("visit_starts_on_the_grid", says, (visit.id,), visit.appointment_id)


def visit_is_inside_the_day(plan: Plan) -> Iterator[Clash]:
    """A visit lies inside the day's opening hours."""
    for visit in plan.visits:
        if not visit.span.within(plan.day.opening):
            says = f"{who(plan, visit.appointment_id)} is planned {visit.span}, outside the day ({plan.day.opening})."
            yield Clash("visit_is_inside_the_day", says, (visit.id,), visit.appointment_id)


def station_is_open(plan: Plan) -> Iterator[Clash]:
    """A station is open for the whole visit."""
    for visit, station, appointment, _ in plan.stops:
        if not any(visit.span.within(opening) for opening in station.opening):
            says = f"{station.name} is not open {visit.span}, when {who(plan, appointment.id)} is there."
            yield Clash("station_is_open", says, (visit.id,), appointment.id)


def station_gives_the_service(plan: Plan) -> Iterator[Clash]:
    """A step is done at a station that gives its service."""
    for visit, station, appointment, step in plan.stops:
        if station.service_id != step.service_id:
            needed = service_name(plan, step.service_id)
            has = f"{who(plan, appointment.id)} is to have at {clock(visit.span.start)}"
            says = f"{station.name} does not give {needed}, which {has}."
            yield Clash("station_gives_the_service", says, (visit.id,), appointment.id)


def visit_takes_its_minutes(plan: Plan) -> Iterator[Clash]:
    """A visit takes the minutes of its step: usual, double for a longer appointment, or a class's own."""
    for visit, station, appointment, step in plan.stops:
        minutes = plan.minutes_for(appointment, step, station)
        if visit.span.minutes != minutes:
            says = f"{who(plan, appointment.id)} needs {minutes} minutes at {station.name}, not {visit.span.minutes}."
            yield Clash("visit_takes_its_minutes", says, (visit.id,), appointment.id)


def place_exists(plan: Plan) -> Iterator[Clash]:
    """A visit is in a place that the station has; at a drop-in nobody has a place of their own."""
    for visit, station, appointment, _ in plan.stops:
        if not 0 <= visit.place < (1 if station.mode is Mode.DROP_IN else station.places):
            patient = f"{who(plan, appointment.id)} at {clock(visit.span.start)}"
            says = f"{station.name} has no place {visit.place + 1} for {patient}."
            yield Clash("place_exists", says, (visit.id,), appointment.id)


def place_is_free(plan: Plan) -> Iterator[Clash]:
    """A place holds one person at a time, or one class."""
    for station_id, visits in plan.visits_at_station.items():
        station = plan.station.get(station_id)
        if station is None or station.mode is Mode.DROP_IN:
            continue
        for place, here in sorted(_by_place(visits).items()):
            together = station.mode is Mode.GROUP
            for one, other in overlapping(_one_a_class(here) if together else here):
                yield _both_in_place(plan, station, place, one, other)


def _both_in_place(plan: Plan, station: Station, place: int, one: Visit, other: Visit) -> Clash:
    where = f"place {place + 1} of {station.name} at {clock(other.span.start)}"
    if station.mode is Mode.GROUP:
        says = f"Two classes are in {where}: one that starts {clock(one.span.start)}, one {clock(other.span.start)}."
    else:
        says = f"{who(plan, one.appointment_id)} and {who(plan, other.appointment_id)} are both in {where}."
    return Clash("place_is_free", says, (one.id, other.id), other.appointment_id)


def drop_in_has_room(plan: Plan) -> Iterator[Clash]:
    """A drop-in has no more people at once, carers too, than it has places (0 places is no limit)."""
    for station_id, visits in plan.visits_at_station.items():
        station = plan.station.get(station_id)
        if station is None or station.mode is not Mode.DROP_IN or not station.places:
            continue
        for visit, there in most_at_once(visits):
            taken = seats_of(plan, there)
            if taken > station.places:
                room = f"room for {station.places} at once, not {_counted(taken, there)}"
                says = f"{station.name} has {room}, at {clock(visit.span.start)}."
                yield Clash("drop_in_has_room", says, tuple(v.id for v in there), visit.appointment_id)


def class_is_not_too_full(plan: Plan) -> Iterator[Clash]:
    """A class has no more people, carers too, than its group size."""
    for station, members in classes(plan):
        taken = seats_of(plan, members)
        if taken > station.group_size:
            here = f"{station.name} at {clock(members[0].span.start)}"
            says = f"{here} takes {station.group_size} people, not {_counted(taken, members)}."
            yield Clash("class_is_not_too_full", says, tuple(v.id for v in members), members[-1].appointment_id)


def _counted(taken: int, there: tuple[Visit, ...]) -> str:
    return f"{taken} with carers" if taken > len(there) else f"{taken}"


def class_starts_on_time(plan: Plan) -> Iterator[Clash]:
    """A class starts at one of its start times, counted from the station's opening."""
    for station, members in classes(plan):
        start = members[0].span.start
        if station.start_every and not starts_a_class(station, start):
            every = f"classes start every {station.start_every} minutes"
            says = f"{station.name} does not start a class at {clock(start)}: {every}."
            yield Clash("class_starts_on_time", says, tuple(v.id for v in members), members[0].appointment_id)


def starts_a_class(station: Station, minute: int) -> bool:
    """Whether a class of the station may start at that minute."""
    if not station.start_every:
        return True
    openings = (opening for opening in station.opening if opening.start <= minute < opening.end)
    return any((minute - opening.start) % station.start_every == 0 for opening in openings)


def class_has_one_member_of_staff(plan: Plan) -> Iterator[Clash]:
    """A class is given by one member of staff."""
    for station, members in classes(plan):
        staff_ids = sorted({visit.staff_id for visit in members})
        if len(staff_ids) > 1:
            names = " and ".join(staff_name(plan, staff_id) if staff_id else "nobody" for staff_id in staff_ids)
            says = f"{station.name} at {clock(members[0].span.start)} is one class but is given by {names}."
            yield Clash("class_has_one_member_of_staff", says, tuple(v.id for v in members), members[0].appointment_id)


def classes(plan: Plan) -> Iterator[tuple[Station, tuple[Visit, ...]]]:
    """Each class: its station and the visits of those who come; same place and start is the same class."""
    for station_id, visits in plan.visits_at_station.items():
        station = plan.station.get(station_id)
        if station is None or station.mode is not Mode.GROUP:
            continue
        found: dict[tuple[int, int], list[Visit]] = {}
        for visit in visits:
            found.setdefault((visit.place, visit.span.start), []).append(visit)
        for members in found.values():
            yield station, tuple(members)


def _by_place(visits: tuple[Visit, ...]) -> dict[int, list[Visit]]:
    found: dict[int, list[Visit]] = {}
    for visit in visits:
        found.setdefault(visit.place, []).append(visit)
    return found


def _one_a_class(visits: list[Visit]) -> list[Visit]:
    return list({visit.span.start: visit for visit in reversed(visits)}.values())
