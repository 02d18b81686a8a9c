"""A plan with slack where people would queue: what it saves by a rehearsal, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rules import clashes_of_visits
from cadplanner.core.planning.slack import with_slack, without_slack
from cadplanner.core.planning.solver import Progress, plan_day
from cadplanner.core.rehearsal.rehearse import USUAL_SEED, Rehearsed, rehearse
from cadplanner.core.rehearsal.what_if import AS_PLANNED
from cadplanner.core.rehearsal.words import most_wait_words, on_time_words

MOST_SLACK = 0.08  # of the minutes of a visit, at the service where people wait longest past their time
FILLING_ROUNDS = 4_000


@dataclass(frozen=True, slots=True)
class Price:
    """What slack saves and costs: both plans as they were rehearsed, and the difference they make on paper.

    `left_out` is how many more are not placed, `on_site` how many minutes more those who are placed are there.
    """

    before: Rehearsed
    after: Rehearsed
    left_out: int
    on_site: int

    @property
    def helps(self) -> bool:
        """Whether more people leave on time with it, or people wait less, and neither is worse."""
        (late, wait), (late_now, wait_now) = _judged(self.before), _judged(self.after)
        return late_now <= late and wait_now <= wait and (late_now, wait_now) != (late, wait)

    @property
    def says(self) -> str:
        """What it does where the day is rehearsed as planned, and what it costs."""
        was, now = self.before, self.after
        rehearsed = f"Rehearsed {was.runs} times as planned"
        if not self.helps:
            return f"{rehearsed}, {on_time_words(was)} and {most_wait_words(was)}; slack would not better both."
        (late, wait), (late_now, wait_now) = _judged(was), _judged(now)
        on_time = f"{on_time_words(now)} with slack, {_before(100 - late, 100 - late_now)}"
        return f"{rehearsed}, {on_time}, and {most_wait_words(now)}, {_before(wait, wait_now)}. It costs {self._costs}."

    @property
    def _costs(self) -> str:
        left_out = f"{self.left_out} {'person' if self.left_out == 1 else 'people'} not placed" if self.left_out else ""
        on_site = f"{self.on_site:,} minutes more on site in all" if self.on_site > 0 else ""
        return " and ".join(part for part in (left_out, on_site) if part) or "nothing"


@dataclass(frozen=True, slots=True)
class SlackProgress(Progress):
    """The best plan with slack so far, and how the plan without it was rehearsed."""

    before: Rehearsed


def plan_with_slack(plan: Plan, *, seed: int, rounds: int, slice_rounds: int) -> Iterator[SlackProgress]:
    """Plans as `plan_day` gives them, made anew with slack where a rehearsal of this one shows waits.

    The plan is one that is planned already; its locked visits stay. `cost` counts the slack as if it were needed.
    """
    before = rehearse(plan, AS_PLANNED)
    longer = with_slack(plan, slack_for(plan, before))
    for found in plan_day(longer, seed=seed, rounds=rounds, slice_rounds=slice_rounds):
        kept = {each.name: getattr(found, each.name) for each in fields(found)}
        yield SlackProgress(**{**kept, "plan": without_slack(plan, found.plan)}, before=before)


def slack_finished(before: Plan, progress: SlackProgress) -> tuple[Plan, Price]:
    """A plan with slack made ready: whoever fits in beside the others is placed, the staff evened out; and its price.

    Where that breaks a rule, or does not help, it is the plan before.
    """
    found = progress.plan
    held = lock_visits(found, tuple(found.visit), locked=True)
    *_, best = plan_day(held, seed=USUAL_SEED, rounds=FILLING_ROUNDS, slice_rounds=FILLING_ROUNDS)
    locked = {visit.id for visit in before.visits if visit.locked}
    visits = tuple(replace(visit, locked=visit.id in locked) for visit in best.plan.visits)
    after = evened_out(replace(found, visits=visits))
    both = before.visits_of_appointment.keys() & after.visits_of_appointment.keys()
    price = Price(
        before=progress.before,
        after=rehearse(after, AS_PLANNED),
        left_out=max(0, len(after.unplaced) - len(before.unplaced)),
        on_site=sum(_stay(after, one) - _stay(before, one) for one in both),
    )
    return (after if price.helps and not clashes_of_visits(after) else before), price


def slack_for(plan: Plan, rehearsed: Rehearsed) -> dict[str, float]:
    """The share of its minutes that each service is given more, by id: most where people wait longest on average."""
    total: dict[str, float] = defaultdict(float)
    visits: dict[str, float] = defaultdict(float)
    for each in rehearsed.stations:
        service_id = plan.station[each.station_id].service_id
        total[service_id] += each.total
        visits[service_id] += each.visits
    means = {key: total[key] / visits[key] for key in total if total[key] > 0}
    longest = max(means.values(), default=0.0)
    return {key: MOST_SLACK * minutes / longest for key, minutes in means.items()}


def _before(was: int, now: int) -> str:
    return "as without it" if was == now else f"in place of {was}"


def _judged(rehearsed: Rehearsed) -> tuple[int, int]:
    """Of 100 people, who leave late; the minutes that 19 of 20 wait at most: as they are said."""
    return 100 - round(rehearsed.on_time), round(rehearsed.waits.most)


def _stay(plan: Plan, appointment_id: str) -> int:
    visits = plan.visits_of_appointment[appointment_id]
    return max(visit.span.end for visit in visits) - min(visit.span.start for visit in visits)
