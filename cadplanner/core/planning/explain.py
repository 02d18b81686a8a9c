"""Why a patient is not placed, found by easing one rule at a time and seeing which lets her in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span, clock
from cadplanner.core.planning import easing
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.clash import service_name, staff_name, who
from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.impossible import what_cannot_be

HALF_HOUR = 30
LEAST_HELP = 120
MOST_WAYS = 2

Found = tuple[Draft, tuple[Placed, ...]]
Way = tuple[Plan, str, Callable[[Found], str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is not placed, and the nearest change that would help, each a sentence ('' for none)."""

    says: str
    would_help: str = ""


def why_unplaced(plan: Plan, appointment_id: str) -> Reason:
    """The rule in the way of an unplaced appointment and what would let her in. Raises KeyError for an unknown one.

    Nobody else is moved in thought: it is about the plan as it stands.
    """
    appointment = plan.appointment[appointment_id]
    if appointment_id in plan.visits_of_appointment:
        return Reason(f"{who(plan, appointment_id)} is placed.")
    cannot = what_cannot_be(plan, appointment)
    if cannot:
        return Reason(*cannot)
    if easing.let_in(plan, appointment_id):
        return Reason(f"There is room for {who(plan, appointment_id)}.", "Plan again: she will be placed.")
    says, helps = "", list[str]()
    for eased, reason, helped in _ways(plan, appointment):
        found = easing.let_in(eased, appointment_id)
        if found:
            says = says or reason
            helps.append(helped(found))
        if len(helps) == MOST_WAYS:
            break
    return Reason(says, " Or: ".join(helps)) if says else _several(plan, appointment)


def _ways(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    """Each rule eased, with what its being in the way says and how to word the help; the most telling first."""
    yield from _companions(plan, appointment)
    yield from _interpreter(plan, appointment)
    yield from _needs(plan, appointment)
    yield from _arrivals(plan)
    yield from _posts(plan, appointment)
    yield from _skills(plan, appointment)
    yield from _places(plan, appointment)
    yield from _staff_rules(plan, appointment)
    yield from _stay(plan, appointment)


def _companions(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    others = plan.coming_with(appointment.id)[1:]
    if others:
        says = f"There is room for her, but not at one time for {who(plan, others[0])}, who comes with her."
        alone = _during("Coming alone between {} would place her.")
        yield easing.apart(plan, appointment.id), says, alone


def _posts(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    """Staff who could see her and are at another post then: who, for what and when is what would help."""
    if any(shift.posts for shift in plan.shifts):

        def helped(found: Found) -> str:
            draft = found[0]
            new = [stop for stops in draft.stops for stop in stops or () if stop.choice.locked is None]
            posts = [_post_for(plan, draft, stop) for stop in new if stop.staff >= 0]
            return f"{' and '.join(post for post in posts if post)} would place her."

        says = f"Those who could see her are at other posts {_when(plan, appointment)}."
        yield easing.without_posts(plan), says, helped


def _post_for(plan: Plan, draft: Draft, stop: Placed) -> str:
    """'Ann on physio 10:00-10:20', where her posts do not say so; '' where they do."""
    shift, minute = plan.shifts[stop.staff], draft.problem.clock.minute(stop.start)
    span, station = Span(minute, minute + stop.choice.minutes), plan.stations[stop.given.station]
    if any(span.within(hours) for hours in shift.hours_for(station.skill, station.id)):
        return ""
    return f"{staff_name(plan, shift.staff_id)} on {station.skill} {span}"


def _interpreter(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    language = plan.patient[appointment.patient_id].interpreter_language
    if language:

        def helped(found: Found) -> str:
            span = _round(_stay_of(found, found[1]), plan)
            more = easing.how_many_get_in(easing.with_interpreter(plan, language, span))
            return f"One more interpreter for {language} between {_between(span)} would place {max(1, more)} more."

        says = f"No interpreter for {language} is free for long enough {_when(plan, appointment)}."
        yield easing.with_interpreter(plan, language, plan.day.opening), says, helped


def _needs(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    words = {
        AccessNeed.STEP_FREE: ("No step-free place", "One more step-free place"),
        AccessNeed.QUIET_SPACE: ("No quiet station", "One more quiet station"),
        AccessNeed.CARER_PRESENT: ("No place with room for her and her carer", "One more place with room for two"),
    }
    for need, (nothing, more) in words.items():
        if need in plan.patient[appointment.patient_id].needs:
            says = f"{nothing} with staff is free for long enough {_when(plan, appointment)}."
            yield (
                easing.without_need(plan, appointment.id, need),
                says,
                _during(f"{more} between {{}} would place her."),
            )


def _arrivals(plan: Plan) -> Iterator[Way]:
    def helped(found: Found) -> str:
        arrival = max(0, _stay_of(found, found[1]).start - plan.day.check_in)
        return f"Taking one more arrival at {clock(arrival)} would place her."

    if plan.day.arrivals.most:
        says = (
            f"All arrivals that would do are taken: {plan.day.arrivals.most} every {plan.day.arrivals.every} minutes."
        )
        yield easing.without_arrival_limit(plan), says, helped
    says = f"Nothing is free that begins early enough: arrivals are {plan.day.arrivals.span}."
    yield easing.with_arrivals_all_day(plan), says, helped


def _skills(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    for skill in _skills_of(plan, appointment):

        def helped(found: Found, skill: str = skill) -> str:
            theirs = tuple(stop for stop in found[1] if _helper(found, stop))
            span = _round(_stay_of(found, theirs or found[1]), plan)
            more = easing.how_many_get_in(easing.with_staff(plan, skill, span))
            return f"One more member of staff for {skill} between {_between(span)} would place {max(1, more)} more."

        says = f"Nobody for {skill} is free for long enough {_when(plan, appointment)}."
        yield easing.with_staff(plan, skill, plan.day.opening), says, helped


def _places(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    for step in appointment.route:
        for station in plan.stations_giving.get(step.service_id, ()):
            says = f"No place at {station.name} is free for long enough {_when(plan, appointment)}."
            helps = f"One more place at {station.name} between {{}} would place her."
            yield easing.with_place(plan, station.id), says, _during(helps)
            says = f"{station.name} is not open when the rest of the route could be."
            helps = f"Opening {station.name} between {{}} too would place her."
            yield easing.with_opening(plan, station.id), says, _during(helps)


def _staff_rules(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    when = _when(plan, appointment)
    yield (
        easing.without_breaks(plan),
        f"Those who could see her are due their breaks {when}.",
        _during("Another time for a break between {} would place her."),
    )
    yield (
        easing.without_rest(plan),
        f"Those who could see her need a rest {when}.",
        _during("Somebody to relieve them between {} would place her."),
    )


def _stay(plan: Plan, appointment: Appointment) -> Iterator[Way]:
    longest = plan.longest_stay(appointment)
    yield (
        easing.with_long_stay(plan, appointment.id),
        f"She would be on site longer than {longest} minutes.",
        lambda found: f"{_stay_of(found, found[1]).minutes} minutes on site would place her.",
    )
    if appointment.availability:
        yield (
            easing.with_any_time(plan, appointment.id),
            f"Her route does not fit into the time she can come, {_spans(appointment)}.",
            lambda found: f"Coming {_stay_of(found, found[1])} would place her.",
        )
    if AccessNeed.LONGER_APPOINTMENT in plan.patient[appointment.patient_id].needs:
        yield (
            easing.without_need(plan, appointment.id, AccessNeed.LONGER_APPOINTMENT),
            f"No time is free for appointments as long as hers {_when(plan, appointment)}.",
            _during("Appointments of the usual length would place her between {}."),
        )


def _several(plan: Plan, appointment: Appointment) -> Reason:
    """No single rule lets her in: the fewest kinds of staff that together would, with a place at every station."""
    roomy, when = plan, _when(plan, appointment)
    for station in plan.stations:
        roomy = easing.with_place(roomy, station.id)
    skills = list(_skills_of(plan, appointment))
    found = _with_more(roomy, appointment, skills)
    for skill in tuple(skills) if found else ():
        fewer = [other for other in skills if other != skill]
        still = _with_more(roomy, appointment, fewer)
        if still:
            skills, found = fewer, still
    if not found or not skills:
        steps = ", ".join(dict.fromkeys(service_name(plan, step.service_id) for step in appointment.route))
        return Reason(f"No times for {steps} go together {when}.")
    names = " and ".join(skills)
    more = f"One more for {'each of ' if len(skills) > 1 else ''}{names}, and a place more where places are short,"
    helps = f"{more} between {_between(_stay_of(found, found[1]))} would place her."
    return Reason(f"Nobody for {names} is free at times that go together {when}.", helps)


def _with_more(plan: Plan, appointment: Appointment, skills: list[str]) -> Found | None:
    for skill in skills:
        plan = easing.with_staff(plan, skill, plan.day.opening)
    return easing.let_in(plan, appointment.id)


def _skills_of(plan: Plan, appointment: Appointment) -> dict[str, None]:
    """The skills that the stations of a route ask, in its order."""
    stations = (s for step in appointment.route for s in plan.stations_giving.get(step.service_id, ()))
    return dict.fromkeys(s.skill for s in stations if is_staffed(s.mode, s.skill))


def _helper(found: Found, stop: Placed) -> str:
    """The extra member of staff that a stop is with; '' for none."""
    staff_id = found[0].problem.duties[stop.staff].staff_id if stop.staff >= 0 else ""
    return staff_id if staff_id.startswith(easing.EXTRA) else ""


def _during(words: str) -> Callable[[Found], str]:
    """Words with the time of her stay, as it was found, in place of {}."""
    return lambda found: words.replace("{}", _between(_stay_of(found, found[1])))


def _stay_of(found: Found, stops: tuple[Placed, ...]) -> Span:
    """From the first of the stops to the end of the last."""
    minute = found[0].problem.clock.minute
    return Span(minute(stops[0].start), minute(stops[-1].start) + stops[-1].choice.minutes)


def _round(span: Span, plan: Plan) -> Span:
    """Widened to half hours and to two hours at least, inside the day."""
    start = max(plan.day.opening.start, span.start // HALF_HOUR * HALF_HOUR)
    end = max(-(-span.end // HALF_HOUR) * HALF_HOUR, start + LEAST_HELP)
    return Span(start, max(span.end, min(end, plan.day.opening.end)))


def _when(plan: Plan, appointment: Appointment) -> str:
    return f"between {_between(_possible(plan, appointment))}"


def _possible(plan: Plan, appointment: Appointment) -> Span:
    spans = appointment.availability or (plan.day.opening,)
    start = max(plan.day.opening.start, min(span.start for span in spans))
    end = min(plan.day.opening.end, max(span.end for span in spans))
    return Span(start, end) if start < end else plan.day.opening


def _between(span: Span) -> str:
    return f"{clock(span.start)} and {clock(span.end)}"


def _spans(appointment: Appointment) -> str:
    return " or ".join(str(span) for span in appointment.availability)
