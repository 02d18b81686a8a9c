"""A plan with one rule eased, to see whether a patient who is not placed would get in."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Arrivals, Mode, Station
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import Interpreter, Shift, StaffMember
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.putting_in import put_in

EXTRA = "one more"
TRIES = 3


def let_in(plan: Plan, appointment_id: str) -> tuple[Draft, tuple[Placed, ...]] | None:
    """Her stops where she gets in without moving anybody, in the draft that has them; None where she does not."""
    draft = Draft(compiled(with_all_locked(plan)))
    n = next(n for n, route in enumerate(draft.problem.routes) if route.appointment.id == appointment_id)
    put_in(draft, n, Random(0))
    stops = draft.stops[n]
    return (draft, stops) if stops else None


def how_many_get_in(plan: Plan) -> int:
    """How many of those not placed get in one after another, without moving anybody."""
    return len(all_let_in(with_all_locked(plan))[1])


def all_let_in(plan: Plan) -> tuple[Draft, list[int]]:
    """The draft after those not placed have been put in one after another, the heaviest first, and who got in.

    What is placed should be locked; the routes are numbered as in the problem. The best of a few tries.
    """
    draft = Draft(compiled(plan))
    todo = [n for n, route in enumerate(draft.problem.routes) if route.choices and all(route.choices)]
    todo.sort(key=lambda n: -draft.problem.routes[n].weight)
    nobody = draft.snapshot()
    best, got_in = nobody, list[int]()
    for seed in range(TRIES):
        draft.restore(nobody)
        dice = Random(seed)
        found = [n for n in todo if put_in(draft, n, dice)]
        if len(found) > len(got_in):
            best, got_in = draft.snapshot(), found
        if len(got_in) in (0, len(todo)):
            break
    draft.restore(best)
    return draft, got_in


def with_all_locked(plan: Plan) -> Plan:
    return replace(plan, visits=tuple(replace(visit, locked=True) for visit in plan.visits))


def with_staff(plan: Plan, skill: str, span: Span) -> Plan:
    """One more member of staff with that skill."""
    extra = f"{EXTRA} for {skill} beside {len(plan.staff)}"
    member = StaffMember(extra, extra, skills=(skill,))
    shift = Shift(extra, plan.day.id, extra, span, longest_stretch=0)
    return replace(plan, staff=(*plan.staff, member), shifts=(*plan.shifts, shift))


def with_interpreter(plan: Plan, language: str, span: Span) -> Plan:
    """One more interpreter for that language."""
    return replace(plan, interpreters=(*plan.interpreters, Interpreter(EXTRA, plan.day.id, language, 1, (span,))))


def with_place(plan: Plan, station_id: str) -> Plan:
    """One more place at a station, step-free; one more person in each of its classes."""
    return _with_station(plan, station_id, _roomier)


def _roomier(station: Station) -> Station:
    size = station.group_size + (station.mode is Mode.GROUP)
    places = station.places + 1 if station.places else 0
    return replace(station, places=places, step_free_places=station.step_free_places + 1, group_size=size)


def with_step_free_place(plan: Plan, station_id: str) -> Plan:
    """One of the places at a station made step-free."""

    def eased(station: Station) -> Station:
        return replace(station, step_free_places=min(station.places, station.step_free_places + 1))

    return _with_station(plan, station_id, eased)


def with_place_for_two(plan: Plan, station_id: str) -> Plan:
    """One of the small places at a station made large enough for a carer."""
    return _with_station(plan, station_id, lambda one: replace(one, small_places=max(0, one.small_places - 1)))


def with_opening(plan: Plan, station_id: str) -> Plan:
    """A station open all day."""
    return _with_station(plan, station_id, lambda station: replace(station, opening=(plan.day.opening,)))


def _with_station(plan: Plan, station_id: str, change: object) -> Plan:
    assert callable(change)
    stations = tuple(change(station) if station.id == station_id else station for station in plan.stations)
    return replace(plan, stations=stations)


def without_posts(plan: Plan, skill: str = "") -> Plan:
    """Staff who do all that they can at any hour of their shifts; those with that skill only, where one is named."""
    able = {member.id for member in plan.staff if not skill or skill in member.skills}
    shifts = (replace(shift, posts=()) if shift.staff_id in able else shift for shift in plan.shifts)
    return replace(plan, shifts=tuple(shifts))


def without_breaks(plan: Plan) -> Plan:
    """Staff who take no break."""
    return replace(plan, shifts=tuple(replace(shift, breaks=()) for shift in plan.shifts))


def without_rest(plan: Plan) -> Plan:
    """Staff who need no rest."""
    return replace(plan, shifts=tuple(replace(shift, longest_stretch=0) for shift in plan.shifts))


def without_arrival_limit(plan: Plan) -> Plan:
    """As many arrivals at a time as may be."""
    return replace(plan, day=replace(plan.day, arrivals=replace(plan.day.arrivals, most=0)))


def with_arrivals_all_day(plan: Plan) -> Plan:
    """Arrivals at any time, as many as may be."""
    return replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(0, MINUTES_IN_DAY))))


def with_later_arrivals(plan: Plan, minutes: int) -> Plan:
    """Arrivals taken for so many minutes more."""
    arrivals = plan.day.arrivals
    end = min(MINUTES_IN_DAY, arrivals.span.end + minutes)
    return replace(plan, day=replace(plan.day, arrivals=replace(arrivals, span=Span(arrivals.span.start, end))))


def with_longer_day(plan: Plan, minutes: int) -> Plan:
    """A day that closes so many minutes later: what is open and who works until the end stays until then."""
    end = plan.day.opening.end
    later = min(MINUTES_IN_DAY, end + minutes)

    def longer(span: Span) -> Span:
        return Span(span.start, later) if span.end == end else span

    return replace(
        plan,
        day=replace(plan.day, opening=longer(plan.day.opening)),
        stations=tuple(replace(station, opening=tuple(map(longer, station.opening))) for station in plan.stations),
        shifts=tuple(replace(shift, span=longer(shift.span)) for shift in plan.shifts),
    )


def with_longer_stays(plan: Plan, minutes: int) -> Plan:
    """Everybody may stay so many minutes longer."""
    return replace(
        plan,
        day=replace(plan.day, longest_stay=plan.day.longest_stay + minutes, short_stay=plan.day.short_stay + minutes),
        appointments=tuple(
            replace(each, longest_stay=each.longest_stay + minutes) if each.longest_stay else each
            for each in plan.appointments
        ),
    )


def apart(plan: Plan, appointment_id: str) -> Plan:
    """A patient who comes alone."""
    return _with_appointment(plan, replace(plan.appointment[appointment_id], together=""))


def all_apart(plan: Plan) -> Plan:
    """Everybody comes alone."""
    return replace(plan, appointments=tuple(replace(each, together="") for each in plan.appointments))


def with_any_time(plan: Plan, appointment_id: str) -> Plan:
    """A patient who can come at any time."""
    return _with_appointment(plan, replace(plan.appointment[appointment_id], availability=()))


def with_long_stay(plan: Plan, appointment_id: str) -> Plan:
    """A patient who may stay as long as the day."""
    longest = plan.day.opening.minutes
    return _with_appointment(plan, replace(plan.appointment[appointment_id], longest_stay=longest))


def without_need(plan: Plan, appointment_id: str, need: AccessNeed) -> Plan:
    """A patient without one of her needs."""
    patient = plan.patient[plan.appointment[appointment_id].patient_id]
    eased = replace(patient, needs=tuple(each for each in patient.needs if each is not need))
    return replace(plan, patients=tuple(eased if each.id == patient.id else each for each in plan.patients))


def _with_appointment(plan: Plan, eased: Appointment) -> Plan:
    return replace(plan, appointments=tuple(eased if each.id == eased.id else each for each in plan.appointments))
