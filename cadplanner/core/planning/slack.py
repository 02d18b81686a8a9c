"""A plan with slack where queues build: what it saves when minutes run over, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Mode
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.dice import Dice
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.replay import Replayed, replayed
from cadplanner.core.planning.rules import clashes_of_visits
from cadplanner.core.planning.solver import Progress, plan_day

MOST_SLACK = 0.15  # of the minutes of a visit, at the service where the queue is longest
REPLAYS = 20
USUAL_PERCENT = 95
FILLING_ROUNDS = 4_000


@dataclass(frozen=True, slots=True)
class Price:
    """What slack saves and costs: both plans as they were played, and the difference they make on paper.

    `left_out` is how many more are not placed, `on_site` how many minutes more those who are placed are there.
    """

    before: Replayed
    after: Replayed
    left_out: int
    on_site: int

    @property
    def waits(self) -> tuple[int, int]:
        """Minutes that 19 of 20 people wait at most, without and with slack."""
        was, now = (round(played.wait_of(USUAL_PERCENT)) for played in (self.before, self.after))
        return was, now

    @property
    def helps(self) -> bool:
        """Whether people wait less with it."""
        was, now = self.waits
        return now < was

    @property
    def says(self) -> str:
        """What it does when minutes run over, and what it costs."""
        was, now = self.waits
        if not self.helps:
            return (
                f"Played with random minutes, 19 of 20 people wait {was} minutes at most; slack would not change that."
            )
        saves = f"19 of 20 people wait {now} minutes at most, and {was} without slack"
        return f"Played with random minutes, {saves}. It costs {self._costs}."

    @property
    def _costs(self) -> str:
        left_out = f"{self.left_out} {'person' if self.left_out == 1 else 'people'} not placed" if self.left_out else ""
        on_site = f"{self.on_site:,} minutes more on site in all" if self.on_site > 0 else ""
        return " and ".join(part for part in (left_out, on_site) if part) or "nothing"


def plan_with_slack(plan: Plan, *, seed: int, rounds: int, slice_rounds: int) -> Iterator[Progress]:
    """Plans as `plan_day` gives them, made anew with slack where a replay of this one shows queues.

    The plan is one that is planned already; its locked visits stay. `cost` counts the slack as if it were needed.
    """
    longer = with_slack(plan, slack_for(replay_of(plan, seed)))
    for progress in plan_day(longer, seed=seed, rounds=rounds, slice_rounds=slice_rounds):
        yield replace(progress, plan=without_slack(plan, progress.plan))


def slack_finished(before: Plan, found: Plan, *, seed: int) -> tuple[Plan, Price]:
    """A plan with slack made ready: whoever fits in beside the others is placed, the staff evened out; and its price.

    Where that breaks a rule, or people would not wait less, it is the plan before.
    """
    held = lock_visits(found, tuple(found.visit), locked=True)
    *_, best = plan_day(held, seed=seed, rounds=FILLING_ROUNDS, slice_rounds=FILLING_ROUNDS)
    locked = {visit.id for visit in before.visits if visit.locked}
    visits = tuple(replace(visit, locked=visit.id in locked) for visit in best.plan.visits)
    after = evened_out(replace(found, visits=visits))
    both = before.visits_of_appointment.keys() & after.visits_of_appointment.keys()
    price = Price(
        before=replay_of(before, seed),
        after=replay_of(after, seed),
        left_out=max(0, len(after.unplaced) - len(before.unplaced)),
        on_site=sum(_stay(after, one) - _stay(before, one) for one in both),
    )
    return (after if price.helps and not clashes_of_visits(after) else before), price


def replay_of(plan: Plan, seed: int) -> Replayed:
    """The plan played often enough to tell where queues build."""
    return replayed(plan, Dice(seed), times=REPLAYS)


def slack_for(played: Replayed) -> dict[str, float]:
    """The share of its minutes that each service is given more, by id: most where people queue longest."""
    longest = max((minutes for _, minutes in played.queues), default=0.0)
    return {key: MOST_SLACK * minutes / longest for key, minutes in played.queues if minutes > 0}


def with_slack(plan: Plan, shares: Mapping[str, float]) -> Plan:
    """The day to be planned: some visits take a grid step longer, so that each service has its share in all."""
    owed: dict[str, float] = {}
    locked = {visit.id for visit in plan.visits if visit.locked}
    kept = {visit.appointment_id for visit in plan.visits if visit.locked}

    def longer(appointment: Appointment, step: Step) -> Step:
        minutes = _most_minutes(plan, appointment, step)
        owed[step.service_id] = owed.get(step.service_id, 0.0) + minutes * shares.get(step.service_id, 0.0)
        more = int(owed[step.service_id] // plan.day.grid) * plan.day.grid
        owed[step.service_id] -= more
        return replace(step, minutes=minutes + more) if more else step

    appointments = tuple(
        each if each.id in kept else replace(each, route=tuple(longer(each, step) for step in each.route))
        for each in plan.appointments
    )
    visits = tuple(visit for visit in plan.visits if visit.id in locked)
    return replace(plan, appointments=appointments, visits=visits)


def without_slack(plan: Plan, found: Plan) -> Plan:
    """What was found, each visit as long as it really takes: what is left over is the slack."""
    visits = []
    for visit in found.visits:
        appointment = plan.appointment[visit.appointment_id]
        minutes = plan.minutes_for(appointment, appointment.step(visit.step), plan.station[visit.station_id])
        visits.append(
            visit if visit.locked else replace(visit, span=Span(visit.span.start, visit.span.start + minutes))
        )
    return replace(plan, visits=tuple(visits))


def _most_minutes(plan: Plan, appointment: Appointment, step: Step) -> int:
    """Minutes wherever it is given; 0 where it is in a class or nowhere."""
    stations = plan.stations_giving.get(step.service_id, ())
    if any(station.mode is not Mode.ONE_TO_ONE for station in stations):
        return 0
    return max((plan.minutes_for(appointment, step, station) for station in stations), default=0)


def _stay(plan: Plan, appointment_id: str) -> int:
    visits = plan.visits_of_appointment[appointment_id]
    return max(visit.span.end for visit in visits) - min(visit.span.start for visit in visits)
