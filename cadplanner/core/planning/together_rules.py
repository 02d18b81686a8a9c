"""Rules of those who come together: both are planned or none, and they come and go together."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import Clash, who

Stays = dict[str, tuple[Visit, ...]]


def those_together_are_all_placed(plan: Plan) -> Iterator[Clash]:
    """Of those who come together all are planned, or none."""
    for people, stays in _together(plan):
        missing = [each for each in people if each.id not in stays]
        for appointment_id, visits in stays.items() if missing else ():
            says = f"{who(plan, appointment_id)} comes with {who(plan, missing[0].id)}, who is not planned."
            yield Clash("those_together_are_all_placed", says, tuple(visit.id for visit in visits), appointment_id)


def those_together_arrive_together(plan: Plan) -> Iterator[Clash]:
    """Those who come together arrive in the same arrival window."""
    for _, stays in _together(plan):
        (one, visits), *others = stays.items()
        for other, theirs in others:
            arrive = [each[0].span.start - plan.day.check_in for each in (visits, theirs)]
            if plan.day.arrivals.window_of(arrive[0]) != plan.day.arrivals.window_of(arrive[1]):
                apart = f"arrive at {clock(max(0, arrive[0]))} and {clock(max(0, arrive[1]))}"
                every = f"not in one window of {plan.day.arrivals.every} minutes"
                says = f"{who(plan, one)} and {who(plan, other)} come together, and would {apart}, {every}."
                yield Clash("those_together_arrive_together", says, (visits[0].id, theirs[0].id), other)


def those_together_leave_together(plan: Plan) -> Iterator[Clash]:
    """Of those who come together nobody leaves long before the last."""
    for _, stays in _together(plan):
        last = {each: max(visits, key=lambda visit: visit.span.end) for each, visits in stays.items()}
        one = min(last, key=lambda each: last[each].span.end)
        other = max(last, key=lambda each: last[each].span.end)
        first, then = last[one].span.end, last[other].span.end
        if then - first > plan.day.wait_for_another:
            most = f"more than {plan.day.wait_for_another} minutes later"
            says = f"{who(plan, one)} would leave at {clock(first)} and {who(plan, other)}, who comes too, at"
            visit_ids = (last[one].id, last[other].id)
            yield Clash("those_together_leave_together", f"{says} {clock(then)}, {most}.", visit_ids, other)


def _together(plan: Plan) -> Iterator[tuple[tuple[Appointment, ...], Stays]]:
    """Those who come together of whom somebody is planned, and the visits of those who are, in time order."""
    for key in dict.fromkeys(appointment.together for appointment in plan.appointments):
        people = plan.together.get(key, ())
        stays = {a.id: plan.visits_of_appointment[a.id] for a in people if a.id in plan.visits_of_appointment}
        if stays:
            yield people, stays
