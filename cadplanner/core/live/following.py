"""One person followed through her facts, whatever they are and in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from cadplanner.core.model.attendance import DayEvent, Happened


class Status(StrEnum):
    """Where somebody stands on the day: always exactly one of these."""

    EXPECTED = "expected"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    CALLED = "called"
    IN_PROGRESS = "with staff"
    DROPPING_IN = "free to drop in"
    HELD = "held"
    PAUSED = "paused"
    READY_TO_LEAVE = "ready to leave"
    LEFT = "left"
    DID_NOT_ATTEND = "did not attend"
    CANCELLED_BY_PATIENT = "cancelled by the patient"
    CANCELLED_BY_PROVIDER = "cancelled by us"
    SENT_TO_AE = "sent to A&E"


NOT_YET = frozenset({Status.EXPECTED, Status.LATE, Status.MISSING})
NEVER_HERE = frozenset({Status.DID_NOT_ATTEND, Status.CANCELLED_BY_PATIENT, Status.CANCELLED_BY_PROVIDER})
GONE = NEVER_HERE | {Status.LEFT, Status.SENT_TO_AE}
HERE = frozenset(Status) - NOT_YET - GONE


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop as it was: minutes of the day; None where nobody noted it."""

    step: str
    station_id: str
    place: int = -1
    staff_id: str = ""
    started: int | None = None
    finished: int | None = None


@dataclass(slots=True)
class Track:
    """What the facts so far say of one person. `since` is when she last became free: the wait counts from it."""

    arrived: int | None = None
    walked_in: bool = False
    since: int = 0
    stop: Stop | None = None
    called: Stop | None = None
    on_hold: Status | None = None
    ended: Status | None = None
    ended_at: int = 0
    stops: dict[str, Stop] | None = None
    sent_to: dict[str, str] | None = None


def follow(track: Track, event: DayEvent, minute: int) -> None:
    """Take one fact in. Nothing is refused: what is odd is taken as the truest story that fits."""
    takes = TAKES.get(event.kind)
    if takes:
        takes(track, event, minute)


def _arrive(track: Track, event: DayEvent, minute: int) -> None:
    if track.arrived is None or track.ended:
        track.since = minute
    track.arrived = minute if track.arrived is None else min(track.arrived, minute)
    track.walked_in |= event.kind is Happened.WALK_IN
    track.ended = track.on_hold = None


def _be_here(track: Track, minute: int) -> None:
    """Whoever is called, seen or held is evidently there."""
    if track.arrived is None:
        track.arrived = track.since = minute
    track.ended = track.on_hold = None


def _call(track: Track, event: DayEvent, minute: int) -> None:
    _be_here(track, minute)
    if track.stop is None:
        track.called = _stop(event)


def _start(track: Track, event: DayEvent, minute: int) -> None:
    _be_here(track, minute)
    begun = _stop(event, started=minute)
    if track.stop and (track.stop.step, track.stop.station_id) == (begun.step, begun.station_id):
        return
    _close(track, minute)
    _stops(track).pop(begun.step, None)  # begun anew, it is not over
    track.stop, track.called = begun, None


def _finish(track: Track, event: DayEvent, minute: int) -> None:
    if track.ended is None or track.arrived is None:
        _be_here(track, minute)
    step = _step(event)
    if track.stop and (track.stop.step == step or not step):
        _close(track, minute)
        track.since = minute
    elif step not in _stops(track):
        _stops(track)[step] = _stop(event, finished=minute)
        track.since = minute


def _move(track: Track, event: DayEvent, minute: int) -> None:
    _be_here(track, minute)
    if track.stop:
        track.stop = replace(track.stop, station_id=event.station_id, place=event.place, staff_id=event.staff_id)
    else:
        track.sent_to = {**(track.sent_to or {}), event.step: event.station_id}
        track.called = None


def _hold(track: Track, event: DayEvent, minute: int) -> None:
    _be_here(track, minute)
    track.stop = track.called = None
    track.on_hold = Status.HELD if event.kind is Happened.HELD else Status.PAUSED


def _back(track: Track, _event: DayEvent, minute: int) -> None:
    _be_here(track, minute)
    track.stop = track.called = None


def _drop_in(track: Track, event: DayEvent, minute: int) -> None:
    _be_here(track, minute)
    _stops(track)[_step(event)] = _stop(event, started=minute, finished=minute)


def _end(track: Track, event: DayEvent, minute: int) -> None:
    """She is gone; a visit in progress was over then. Whoever left was there."""
    if event.kind in (Happened.LEFT, Happened.SENT_TO_AE):
        _be_here(track, minute)
    _close(track, minute)
    track.called = track.on_hold = None
    track.ended, track.ended_at = Status(event.kind.value), minute


def _not_attend(track: Track, event: DayEvent, minute: int) -> None:
    """Whoever was seen here did attend, whatever another laptop thought."""
    if track.arrived is None:
        _end(track, event, minute)


def _close(track: Track, minute: int) -> None:
    stop = track.stop
    if stop:
        begun = stop.started or 0
        over = Stop(stop.step, stop.station_id, stop.place, stop.staff_id, begun, max(minute, begun))
        _stops(track)[stop.step] = over
        track.stop = None


def _stops(track: Track) -> dict[str, Stop]:
    if track.stops is None:
        track.stops = {}
    return track.stops


def _step(event: DayEvent) -> str:
    """What tells one stop from another: the step, or the station for a stop that was in no route."""
    return event.step or event.station_id


def _stop(event: DayEvent, started: int | None = None, finished: int | None = None) -> Stop:
    return Stop(_step(event), event.station_id, event.place, event.staff_id, started, finished)


TAKES: dict[Happened, Callable[[Track, DayEvent, int], None]] = {
    Happened.ARRIVED: _arrive,
    Happened.WALK_IN: _arrive,
    Happened.CALLED: _call,
    Happened.STARTED: _start,
    Happened.FINISHED: _finish,
    Happened.MOVED: _move,
    Happened.HELD: _hold,
    Happened.PAUSED: _hold,
    Happened.BACK_TO_QUEUE: _back,
    Happened.DROPPED_IN: _drop_in,
    Happened.LEFT: _end,
    Happened.SENT_TO_AE: _end,
    Happened.CANCELLED_BY_PATIENT: _end,
    Happened.CANCELLED_BY_PROVIDER: _end,
    Happened.DID_NOT_ATTEND: _not_attend,
}
