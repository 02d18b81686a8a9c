"""The figures of a day: who came, what came of it, how long it took, and what is still owed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from cadplanner.core.live.board import Board
from cadplanner.core.live.experience import Experience, experience
from cadplanner.core.live.following import Status, Stop
from cadplanner.core.live.outcomes import Kept, holding
from cadplanner.core.live.person import Person
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.outcome import Feedback, Outcome, OutcomeKind
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import Words

BANDS = (("0-1", 7), ("1-2", 14), ("2-4", 28), ("4-12", 84), ("12-18", 126), ("18-52", 364), ("over 52", 10**9))
"""Weeks waited, and the last day of each band (Community Health Services Situation Report, NHS England)."""

CATEGORIES = (
    ("discharged", OutcomeKind.DISCHARGE),
    ("follow-up", OutcomeKind.FOLLOW_UP),
    ("PIFU", OutcomeKind.PIFU),
)
"""What an attender counts as: the first of these that was agreed, else other; each counts once."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many people, and what per cent that is of those booked and of those who attended (one decimal)."""

    what: str
    people: int
    of_booked: float
    of_attended: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Minutes: how many were measured, the median, and the 95th percentile (nearest rank)."""

    measured: int
    median: float
    p95: int


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait: before which station, the minute at which the visit began, and how many minutes it was."""

    station_id: str
    began: int
    minutes: int


@dataclass(frozen=True, slots=True)
class StationUse:
    """One station: visits and drop-ins, minutes with people, per cent of its open places, and waits before it.

    `used` is None where places have no limit.
    """

    name: str
    visits: int
    drop_ins: int
    minutes: int
    used: float | None
    waits: Spread


@dataclass(frozen=True, slots=True)
class Figures:
    """One day. Discharged, follow-up, PIFU, other and those without an outcome add up to those who attended.

    `attended` counts walk-ins too. Bands are people on the waiting list by weeks waited on the day, before it and
    without those whose wait it ended; `unknown_wait` those whose date is not known.
    """

    day: str
    on: date
    booked: int
    walk_ins: int
    attended: Share
    did_not_attend: Share
    cancelled: Share
    not_marked: Share
    outcomes: tuple[Share, ...]
    waits: Spread
    on_site: Spread
    stations: tuple[StationUse, ...]
    promises: int
    promises_open: int
    bands_before: tuple[tuple[str, int], ...]
    bands_after: tuple[tuple[str, int], ...]
    unknown_wait: int
    experience: Experience


def figures(board: Board, kept: Kept, referrals: Sequence[Referral], feedback: Sequence[Feedback] = ()) -> Figures:
    """The figures of the board's day, from what was noted of it, the waiting list as it is, and its feedback forms."""
    came = those_who_came(board)
    booked = sum(not person.walked_in for person in board.people)
    cancelled = sum(map(_cancelled, board.people))
    absent = sum(person.status is Status.DID_NOT_ATTEND for person in board.people)
    latest = kept.latest
    waits = [wait for person in came for wait in waits_of(board.plan, person)]

    def share(what: str, people: int) -> Share:
        return Share(what, people, _percent(people, booked), _percent(people, len(came)))

    waiting = [referral for referral in referrals if referral.waits_on(board.plan.day.on)]
    ended = _ended(board, kept)
    return Figures(
        day=board.plan.day.name,
        on=board.plan.day.on,
        booked=booked,
        walk_ins=sum(person.walked_in for person in board.people),
        attended=share("attended", len(came)),
        did_not_attend=share("did not attend", absent),
        cancelled=share("cancelled", cancelled),
        not_marked=share("not marked", len(board.people) - len(came) - absent - cancelled),
        outcomes=tuple(share(what, number) for what, number in _outcomes(came, latest)),
        waits=spread([wait.minutes for wait in waits]),
        on_site=spread([p.left - p.arrived for p in came if p.left is not None and p.arrived is not None]),
        stations=tuple(_use(board, station, came, waits) for station in board.plan.stations),
        promises=len(kept.promises),
        promises_open=sum(promise.is_open for promise in kept.promises),
        bands_before=bands(waiting, board.plan.day.on),
        bands_after=bands((each for each in waiting if each.id not in ended), board.plan.day.on),
        unknown_wait=sum(referral.received_on is None for referral in waiting),
        experience=experience(feedback),
    )


def those_who_came(board: Board) -> tuple[Person, ...]:
    """Those who attended."""
    return tuple(person for person in board.people if person.arrived is not None and not _cancelled(person))


def share_words(what: str, words: Words) -> str:
    """What is counted, in the words of the service: 'discharged or PIR'."""
    return what.replace(OutcomeKind.PIFU.value, words.pifu)


def bands(referrals: Iterable[Referral], on: date) -> tuple[tuple[str, int], ...]:
    """How many have waited how many weeks on that day, by band; those without a date are in none."""
    found = dict.fromkeys((name for name, _ in BANDS), 0)
    for referral in referrals:
        if referral.received_on is not None:
            days = (on - referral.received_on).days
            found[next(name for name, last in BANDS if days <= last)] += 1
    return tuple(found.items())


def _cancelled(person: Person) -> bool:
    return person.status in (Status.CANCELLED_BY_PATIENT, Status.CANCELLED_BY_PROVIDER)


def _outcomes(came: Sequence[Person], latest: dict[str, Outcome]) -> list[tuple[str, int]]:
    counts = dict.fromkeys([*(what for what, _ in CATEGORIES), "other", "no outcome"], 0)
    for person in came:
        counts[_category(holding(person, latest))] += 1
    return [*counts.items(), ("discharged or PIFU", counts["discharged"] + counts["PIFU"])]


def _category(outcome: Outcome | None) -> str:
    if outcome is None:
        return "no outcome"
    return next((what for what, kind in CATEGORIES if kind in outcome.kinds), "other")


def _ended(board: Board, kept: Kept) -> set[str]:
    """The referrals whose wait the day ended, by the service's rule."""
    latest = kept.latest
    held = {person.appointment_id: holding(person, latest) for person in board.people}
    done = (who for who, outcome in held.items() if outcome and kept.rules.leaves_because(outcome.kinds))
    return {board.plan.appointment[who].referral_id for who in done} - {""}


def waits_of(plan: Plan, person: Person) -> list[Wait]:
    """Each wait of somebody, from being free (or arriving) until the visit began; nobody waits to drop in."""
    now = [Stop(person.step, person.station_id, started=person.since)] if person.status is Status.IN_PROGRESS else []
    found, free = [], person.arrived or 0
    for stop in sorted((*person.stops, *now), key=lambda stop: stop.started or 0):
        station = plan.station.get(stop.station_id)
        if stop.started is not None and not (station and station.mode is Mode.DROP_IN):
            found.append(Wait(stop.station_id, stop.started, max(0, stop.started - free)))
        free = max(free, stop.finished or 0)
    return found


def _use(board: Board, station: Station, came: Sequence[Person], waits: Sequence[Wait]) -> StationUse:
    stops = [stop for person in came for stop in person.stops if stop.station_id == station.id]
    spent = sum(s.finished - s.started for s in stops if s.started is not None and s.finished is not None)
    seats = station.places * (station.group_size if station.mode is Mode.GROUP else 1)
    room = seats * sum(span.minutes for span in station.opening)
    return StationUse(
        name=station.name,
        visits=len(stops),
        drop_ins=board.station[station.id].tally,
        minutes=spent,
        used=_percent(spent, room) if room else None,
        waits=spread([wait.minutes for wait in waits if wait.station_id == station.id]),
    )


def spread(minutes: Sequence[int]) -> Spread:
    """Their number, median and 95th percentile."""
    if not minutes:
        return Spread(0, 0, 0)
    ordered = sorted(minutes)
    return Spread(len(ordered), median(ordered), ordered[-(-len(ordered) * 95 // 100) - 1])


def _percent(number: int, of: int) -> float:
    return round(100 * number / of, 1) if of else 0.0
