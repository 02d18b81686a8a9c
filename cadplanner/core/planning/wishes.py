"""What a plan would rather have: everybody placed, nobody waiting, no overtime."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from cadplanner.core.model.plan import Plan

WAITING_A_MINUTE = 1
OVERTIME_A_MINUTE = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """The weights of those not placed, and minutes of waiting on site and of overtime."""

    unplaced: int
    waiting: int
    overtime: int

    @property
    def total(self) -> int:
        """One figure, lower is better, as the open day format counts it."""
        return self.unplaced + WAITING_A_MINUTE * self.waiting + OVERTIME_A_MINUTE * self.overtime


def cost(plan: Plan) -> Cost:
    """What the plan costs."""
    unplaced = sum(appointment.weight for appointment in plan.unplaced)
    waits = (waiting(plan, appointment.id) for appointment in plan.appointments)
    return Cost(unplaced, sum(waits), sum(overtime(plan, shift.staff_id) for shift in plan.shifts))


def waiting(plan: Plan, appointment_id: str) -> int:
    """Minutes on site that are neither a visit nor a walk; 0 while unplaced."""
    visits = plan.visits_of_appointment.get(appointment_id, ())
    if not visits:
        return 0
    stay = max(visit.span.end for visit in visits) - visits[0].span.start
    seen = sum(visit.span.minutes for visit in visits)
    stations = [plan.station[visit.station_id] for visit in visits if visit.station_id in plan.station]
    walked = sum(plan.walking(one, other) for one, other in pairwise(stations))
    return stay - seen - walked


def overtime(plan: Plan, staff_id: str) -> int:
    """Minutes that the last visit runs past the end of the shift."""
    visits = plan.visits_with_staff.get(staff_id, ())
    shift = plan.shift_of.get(staff_id)
    if not visits or shift is None:
        return 0
    return max(0, max(visit.span.end for visit in visits) - shift.span.end)
