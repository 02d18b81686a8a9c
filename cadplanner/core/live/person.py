"""Where one person stands now: derived from her facts, her plan and the time."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.live.following import GONE, Status, Stop, Track
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import ArrivalPolicy, AttendanceCode, Punctuality
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Person:
    """One appointment on the board. All times are minutes of the day.

    `station_id`, `place`, `staff_id` and `step` are where she is, or what she waits for; '' and -1 where that is
    nowhere. `since` is when that began; `due` when it was planned; `expected` the arrival time on the invitation;
    `stops` what is over, in the order in which it ended.
    """

    appointment_id: str
    card: int
    status: Status
    since: int
    expected: int | None
    arrived: int | None = None
    punctuality: Punctuality | None = None
    walked_in: bool = False
    station_id: str = ""
    place: int = -1
    staff_id: str = ""
    step: str = ""
    due: int | None = None
    stops: tuple[Stop, ...] = ()
    left: int | None = None

    @property
    def was_seen(self) -> bool:
        """Whether any stop of hers has begun."""
        return bool(self.stops) or self.status is Status.IN_PROGRESS

    @property
    def attendance(self) -> AttendanceCode:
        """The NHS code as it stands now; 0 while it is not known yet."""
        if self.status in CODES:
            return CODES[self.status]
        if self.arrived is None:
            return AttendanceCode.IN_THE_FUTURE
        if self.punctuality not in (Punctuality.LATE, Punctuality.VERY_LATE):
            return AttendanceCode.ON_TIME
        gone_unseen = self.status in GONE and not self.was_seen
        return AttendanceCode.LATE_NOT_SEEN if gone_unseen else AttendanceCode.LATE_SEEN


CODES = {
    Status.DID_NOT_ATTEND: AttendanceCode.DID_NOT_ATTEND,
    Status.CANCELLED_BY_PATIENT: AttendanceCode.CANCELLED_BY_PATIENT,
    Status.CANCELLED_BY_PROVIDER: AttendanceCode.CANCELLED_BY_PROVIDER,
}


def person_now(plan: Plan, appointment: Appointment, track: Track, minute: int, policy: ArrivalPolicy) -> Person:
    """The person of that appointment at that minute."""
    expected = None if track.walked_in else plan.arrival(appointment.id)  # nobody told her a time
    if track.arrived is None:
        status, since = _not_here(plan, track, expected, minute, policy)
        left = since if track.ended else None
        return Person(appointment.id, appointment.card, status, since, expected, left=left)
    status, now = _where(plan, appointment, track, minute)
    since, due = _since_and_due(plan, appointment, track, status, now)
    return Person(
        appointment_id=appointment.id,
        card=appointment.card,
        status=status,
        since=since,
        expected=expected,
        arrived=track.arrived,
        punctuality=policy.punctuality(track.arrived, expected),
        walked_in=track.walked_in,
        station_id=now.station_id,
        place=now.place,
        staff_id=now.staff_id,
        step=now.step,
        due=due,
        stops=tuple(track.stops.values()) if track.stops else (),
        left=track.ended_at if track.ended else None,
    )


NOWHERE = Stop("", "")


def _not_here(plan: Plan, track: Track, expected: int | None, minute: int, policy: ArrivalPolicy) -> tuple[Status, int]:
    """Marked, or expected and by how much too late; somebody without a time is missing when the day is over."""
    if track.ended:
        return track.ended, track.ended_at
    due = plan.day.opening.end - policy.very_late if expected is None else expected
    if minute >= due + policy.very_late:
        return Status.MISSING, due
    return (Status.LATE if minute >= due + policy.late and expected is not None else Status.EXPECTED), due


def _where(plan: Plan, appointment: Appointment, track: Track, minute: int) -> tuple[Status, Stop]:
    if track.ended:
        return track.ended, NOWHERE
    if track.stop:
        return Status.IN_PROGRESS, track.stop
    if track.on_hold:
        return track.on_hold, _next(plan, appointment, track, minute)[1]
    if track.called:
        return Status.CALLED, track.called
    return _next(plan, appointment, track, minute)


def _next(plan: Plan, appointment: Appointment, track: Track, minute: int) -> tuple[Status, Stop]:
    """What she waits for. A drop-in is passed over once its time is up or a later stop has begun."""
    done = track.stops or {}
    visits = plan.visits_of_appointment.get(appointment.id, ())
    latest = max((visit.span.start for visit in visits if visit.step in done), default=-1)
    for visit in visits:
        if visit.step in done:
            continue
        station = plan.station.get(visit.station_id)
        if station is None or station.mode is not Mode.DROP_IN:
            return Status.WAITING, _planned(visit, track)
        if visit.span.start > latest and minute < visit.span.end:
            return Status.DROPPING_IN, _planned(visit, track)
    return _unplanned(plan, appointment, track, set(done) | {visit.step for visit in visits})


def _planned(visit: Visit, track: Track) -> Stop:
    station_id = (track.sent_to or {}).get(visit.step, visit.station_id)
    if station_id == visit.station_id:
        return Stop(visit.step, station_id, visit.place, visit.staff_id)
    return Stop(visit.step, station_id)


def _unplanned(plan: Plan, appointment: Appointment, track: Track, known: set[str]) -> tuple[Status, Stop]:
    """Stops that the plan has no time for: at the first station that gives them, or where she was sent."""
    for step in appointment.route:
        if step.key in known:
            continue
        giving = plan.stations_giving.get(step.service_id, ())
        station_id = (track.sent_to or {}).get(step.key, giving[0].id if giving else "")
        return Status.WAITING, Stop(step.key, station_id)
    for key, station_id in (track.sent_to or {}).items():
        if (key or station_id) not in known:
            return Status.WAITING, Stop(key or station_id, station_id)
    return (Status.READY_TO_LEAVE if known else Status.WAITING), NOWHERE


def _since_and_due(
    plan: Plan, appointment: Appointment, track: Track, status: Status, now: Stop
) -> tuple[int, int | None]:
    visits = plan.visits_of_appointment.get(appointment.id, ())
    due = next((visit.span.start for visit in visits if visit.step == now.step), None)
    if track.ended:
        return track.ended_at, None
    if status is Status.IN_PROGRESS:
        return now.started or 0, due
    return track.since, due
