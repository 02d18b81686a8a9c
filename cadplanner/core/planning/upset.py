"""What happens on the day, as values, and the day as it then is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import BreakRule, Shift
from cadplanner.core.planning.breaks import breaks_of, due_breaks


@dataclass(frozen=True, slots=True)
class StaffAway:
    """A member of staff is away from a minute, for the rest of the day or until another; who is with them is seen out.

    Somebody who comes late is away from the start of the shift until then.
    """

    staff_id: str
    from_minute: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class StationClosed:
    """A station takes nobody from a minute, for the rest of the day or until another; who is there is seen out."""

    station_id: str
    from_minute: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class RunningLate:
    """What is under way at a minute is over so many minutes later than planned, and nothing starts before that.

    It is about the stations and staff named; about all where neither is. Of named staff, only who has somebody with
    them is late.
    """

    minutes: int
    from_minute: int
    station_ids: tuple[str, ...] = ()
    staff_ids: tuple[str, ...] = ()

    @property
    def all_are(self) -> bool:
        """Whether the whole day runs late."""
        return not self.station_ids and not self.staff_ids

    def is_about(self, visit: Visit) -> bool:
        """Whether the visit is one that is late."""
        return self.all_are or visit.station_id in self.station_ids or visit.staff_id in self.staff_ids


@dataclass(frozen=True, slots=True)
class WalkIns:
    """People who come without having been planned, and who they are."""

    appointments: tuple[Appointment, ...]
    patients: tuple[Patient, ...]


@dataclass(frozen=True, slots=True)
class OneMore:
    """One more appointment of a patient whom the plan knows; or one that is in the plan and not placed."""

    appointment: Appointment


Happening = StaffAway | StationClosed | RunningLate | WalkIns | OneMore


def begun_by(plan: Plan, at: int, begun: Collection[str] = ()) -> frozenset[str]:
    """The visits that are begun or over: those planned to start before `at`, and those named."""
    return frozenset(visit.id for visit in plan.visits if visit.span.start < at or visit.id in begun)


def changed_day(plan: Plan, happened: Sequence[Happening], begun: frozenset[str]) -> Plan:
    """The plan with what happened in its setting and its people, and its visits as they were.

    Someone who is away and comes back has a break of exactly that time, so that rules and sheets know of it.
    """
    for one in happened:
        if isinstance(one, StaffAway):
            plan = _with_staff_away(plan, one, begun)
        elif isinstance(one, StationClosed):
            plan = _with_station_closed(plan, one, begun)
        elif isinstance(one, WalkIns):
            plan = _with_people(plan, one.appointments, one.patients)
        elif isinstance(one, OneMore):
            plan = _with_people(plan, (one.appointment,), ())
    return plan


def from_now(plan: Plan, happened: Sequence[Happening], begun: frozenset[str], at: int) -> Plan:
    """A changed day as an engine may plan it on: what is begun, and nothing else, is locked, and as long as it
    will take.

    Stations take nobody before now, breaks that are still to come are not looked for in the past, and those of staff
    who cover keep the windows that cover gives them.
    """
    late = [one for one in happened if isinstance(one, RunningLate)]
    visits = [
        _as_long_as_it_takes(plan, visit, late) if visit.id in begun else _movable(visit) for visit in plan.visits
    ]
    stations = [_open_from(station, _first_start(station, late, at)) for station in plan.stations]
    breaks = breaks_of(plan)
    due = [due_breaks(plan, shift) for shift in plan.shifts]
    shifts = [
        replace(shift, breaks=tuple(_breaks_ahead(rules, breaks[shift.staff_id], at)))
        for shift, rules in zip(plan.shifts, due, strict=True)
    ]
    return replace(plan, visits=tuple(visits), stations=tuple(stations), shifts=tuple(shifts), cover=())


def _with_people(plan: Plan, appointments: tuple[Appointment, ...], patients: tuple[Patient, ...]) -> Plan:
    new = tuple(each for each in appointments if each.id not in plan.appointment)
    unknown = tuple(each for each in patients if each.id not in plan.patient)
    return replace(plan, appointments=plan.appointments + new, patients=plan.patients + unknown)


def _with_staff_away(plan: Plan, away: StaffAway, begun: frozenset[str]) -> Plan:
    shift = plan.shift_of.get(away.staff_id)
    if shift is None:
        return plan
    theirs = [visit for visit in plan.visits_with_staff.get(away.staff_id, ()) if visit.id in begun]
    gone = max([away.from_minute, *(visit.span.end for visit in theirs)])
    had = breaks_of(plan)[away.staff_id]
    comes_back = away.until is not None and away.until < shift.span.end
    now = _back_again(shift, gone, away.until or 0, had) if comes_back else _gone_home(shift, gone, had)
    return replace(plan, shifts=tuple(each for old in plan.shifts for each in (now if old is shift else (old,))))


def _back_again(shift: Shift, gone: int, back: int, had: tuple[Span, ...]) -> tuple[Shift, ...]:
    if gone >= back:
        return (shift,)
    if gone <= shift.span.start:
        span = Span(max(back, shift.span.start), shift.span.end)
        return (replace(shift, span=span, breaks=_still_due(shift, [each for each in had if each.start >= back])),)
    still = _still_due(shift, [each for each in had if not each.overlaps(Span(gone, back))])
    return (replace(shift, breaks=(*still, BreakRule(back - gone, Span(gone, back)))),)


def _gone_home(shift: Shift, gone: int, had: tuple[Span, ...]) -> tuple[Shift, ...]:
    if gone <= shift.span.start:
        return ()
    span = Span(shift.span.start, min(shift.span.end, gone))
    overtime = min(shift.overtime, max(0, gone - shift.span.end))
    still = _still_due(shift, [each for each in had if each.end <= gone])
    return (replace(shift, span=span, overtime=overtime, breaks=still),)


def _still_due(shift: Shift, had: list[Span]) -> tuple[BreakRule, ...]:
    """The rules that one of these breaks keeps: the others are overtaken by events."""
    return tuple(rule for rule in shift.breaks if any(_keeps(rule, span) for span in had))


def _keeps(rule: BreakRule, span: Span) -> bool:
    return span.minutes == rule.minutes and span.within(rule.window)


def _breaks_ahead(due: tuple[BreakRule, ...], breaks: tuple[Span, ...], at: int) -> Iterator[BreakRule]:
    for rule in due:
        span = next((span for span in breaks if _keeps(rule, span)), None)
        if span is None or span.end <= at:
            yield rule
        else:
            yield BreakRule(rule.minutes, Span(max(rule.window.start, min(at, span.start)), rule.window.end))


def _with_station_closed(plan: Plan, closed: StationClosed, begun: frozenset[str]) -> Plan:
    there = [visit for visit in plan.visits_at_station.get(closed.station_id, ()) if visit.id in begun]
    first = max([closed.from_minute, *(visit.span.end for visit in there)])
    until = MINUTES_IN_DAY if closed.until is None else closed.until
    if until <= first:
        return plan

    def now(station: Station) -> Station:
        before = [Span(o.start, min(o.end, first)) for o in station.opening if o.start < first]
        after = [span for o in station.opening for span in _rest_of(station, o, until)]
        return replace(station, opening=tuple(sorted({*before, *after})))

    return replace(plan, stations=tuple(now(s) if s.id == closed.station_id else s for s in plan.stations))


def _open_from(station: Station, minute: int) -> Station:
    """Open only from a minute; classes go on starting when they would have."""
    return replace(station, opening=tuple(span for o in station.opening for span in _rest_of(station, o, minute)))


def _rest_of(station: Station, opening: Span, minute: int) -> Iterator[Span]:
    start = max(opening.start, minute)
    if station.mode is Mode.GROUP and station.start_every:
        start = opening.start - (opening.start - start) // station.start_every * station.start_every
    if start < opening.end:
        yield Span(start, opening.end)


def _first_start(station: Station, late: Sequence[RunningLate], at: int) -> int:
    """The minute before which a station starts nothing more."""
    over = (one.from_minute + one.minutes for one in late if one.all_are or station.id in one.station_ids)
    return max([at, *over])


def _movable(visit: Visit) -> Visit:
    return replace(visit, locked=False) if visit.locked else visit


def _as_long_as_it_takes(plan: Plan, visit: Visit, late: list[RunningLate]) -> Visit:
    mine = [one for one in late if one.is_about(visit)]
    end = max([visit.span.end, *(min(visit.span.end + one.minutes, plan.day.opening.end) for one in mine)])
    under_way = any(visit.span.end + one.minutes > one.from_minute for one in mine)
    return replace(visit, span=Span(visit.span.start, end if under_way else visit.span.end), locked=True)
