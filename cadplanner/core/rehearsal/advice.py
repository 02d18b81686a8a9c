"""What would help: the station that holds the day up, and each remedy tried by playing the day once more."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.slack import with_slack, without_slack
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.rehearsal.hall_now import HallNow
from cadplanner.core.rehearsal.rehearse import Answer, AtStation, Rehearsed, rehearsing
from cadplanner.core.rehearsal.what_if import AS_PLANNED, WhatIf
from cadplanner.core.rehearsal.words import minutes, most_wait_words

NOTICED = 10  # minutes past their time: where 19 of 20 people wait less, a station holds nobody up,
NOTICED_ONCE = 30  # unless the longest wait on a bad day is this
MOST_STATIONS = 2  # that one more member of staff is tried at
FEWER = 10  # of 100 people, who are not invited
WORTH_IT = 0.9  # of the wait that a remedy must bring it down to
MORE_MINUTES = 0.3  # of those planned at the slowest station, as slack
SLACK_ROUNDS = 300
MOST_REMEDIES = MOST_STATIONS + 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How many days are played, of all that will be."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that might help: in words, the day with it, and how many people fewer it has room for."""

    words: str
    plan: Plan
    what_if: WhatIf
    leaves_out: int = 0


_Playing = Generator[Progress, None, Rehearsed]


def asking(
    plan: Plan, what_if: WhatIf, *, runs: int, seed: int, now: HallNow | None = None
) -> Iterator[Progress | Answer]:
    """The answer to a what-if: first what comes of it, then once more with the advice, each step of the way told.

    With the hall as it stands `now` the day is played from there, and `plan` is the plan of that hall.
    """
    dice = _Dice(runs, seed, now)
    plays = [AS_PLANNED] if what_if == AS_PLANNED else [AS_PLANNED, what_if]
    of = (len(plays) + MOST_REMEDIES) * runs
    found: list[Rehearsed] = []
    for played in plays:
        found.append((yield from _played(plan, played, dice, Progress(len(found) * runs, of))))
    as_planned, asked = found[0], found[-1]
    yield Answer(as_planned, asked)
    tried = []
    for n, remedy in enumerate(_remedies(plan, asked, seed), start=len(plays)):
        better = yield from _played(remedy.plan, remedy.what_if, dice, Progress(n * runs, of))
        tried.append((remedy, better))
    yield Answer(as_planned, asked, tuple(_advice(asked, tried)))


def answer(plan: Plan, what_if: WhatIf, *, runs: int, seed: int, now: HallNow | None = None) -> Answer:
    """The answer with its advice."""
    *_, last = asking(plan, what_if, runs=runs, seed=seed, now=now)
    assert isinstance(last, Answer)
    return last


def slowest(asked: Rehearsed) -> tuple[AtStation, ...]:
    """The stations that hold the day up, the one where people wait longest in all first."""
    found = [each for each in asked.stations if each.wait.most >= NOTICED or each.worst >= NOTICED_ONCE]
    return tuple(sorted(found, key=lambda each: -each.total))


class _Dice(NamedTuple):
    """How often a day is played, with which dice, and from where."""

    runs: int
    seed: int
    now: HallNow | None


def _played(plan: Plan, what_if: WhatIf, dice: _Dice, begun: Progress) -> _Playing:
    """Plays it, telling how far it is; what came of it is the value of the whole."""
    steps = rehearsing(plan, what_if, **dice._asdict())
    for _ in range(dice.runs):
        next(steps)
        begun = replace(begun, done=begun.done + 1)
        yield begun
    found = next(steps)
    assert isinstance(found, Rehearsed)
    return found


def _remedies(plan: Plan, asked: Rehearsed, seed: int) -> Iterator[Remedy]:
    """What to try where stations hold the day up; nothing where none does."""
    held = [each for each in slowest(asked) if plan.station[each.station_id].mode is Mode.ONE_TO_ONE]
    for each in held[:MOST_STATIONS]:
        what_if = replace(asked.what_if, helper_at=each.station_id)
        yield Remedy(f"One more member of staff and place at {each.name}", plan, what_if)
    if held and asked.begins is None:  # on the day it is too late to invite or to plan otherwise
        fewer = replace(asked.what_if, absent=min(100, asked.what_if.absent + FEWER))
        yield Remedy(f"Inviting {FEWER} of 100 people fewer", plan, fewer)
        slack = plan_with_slack_at(plan, plan.station[held[0].station_id].service_id, seed=seed)
        words = f"Planning {MORE_MINUTES:.0%} more minutes at {held[0].name} (on the Day page, then plan again)"
        yield Remedy(words, slack, asked.what_if, max(0, len(slack.unplaced) - len(plan.unplaced)))


def plan_with_slack_at(plan: Plan, service_id: str, *, seed: int) -> Plan:
    """The day planned anew with more minutes for that service, each visit then as long as it really takes."""
    longer = with_slack(plan, {service_id: MORE_MINUTES})
    *_, found = plan_day(longer, seed=seed, rounds=SLACK_ROUNDS, slice_rounds=SLACK_ROUNDS)
    return without_slack(plan, found.plan)


def _advice(asked: Rehearsed, tried: list[tuple[Remedy, Rehearsed]]) -> Iterator[str]:
    held = slowest(asked)
    if not held:
        yield "No station holds the day up: hardly anybody waits long past their time."
        return
    yield _slowest_words(held[0])
    helps = [each for each in tried if each[1].waits.most <= WORTH_IT * asked.waits.most]
    helps.sort(key=lambda each: (each[0].leaves_out, each[1].waits.most))
    for n, (remedy, better) in enumerate(helps):
        yield (_helps_most if n == 0 else _helps_too)(remedy, better, asked)
    little = [remedy.words[0].lower() + remedy.words[1:] for remedy, _ in tried if remedy not in [h for h, _ in helps]]
    if little:
        yield f"Tried, and of little help: {'; '.join(little)}."


def _slowest_words(station: AtStation) -> str:
    around = f", mostly around {clock(station.worst_at * 60)}" if station.worst_at >= 0 else ""
    return (
        f"People wait longest at {station.name}: 19 of 20 of them no more than {minutes(station.wait.most)} past "
        f"their time, and the longest wait on a bad day is {minutes(station.worst)}{around}."
    )


def _helps_most(remedy: Remedy, better: Rehearsed, asked: Rehearsed) -> str:
    was = round(asked.waits.most)
    return f"{remedy.words} would help most: {most_wait_words(better)}, in place of {was}, and {_last(remedy, better)}."


def _helps_too(remedy: Remedy, better: Rehearsed, _asked: Rehearsed) -> str:
    return f"{remedy.words} would bring that to {minutes(better.waits.most)}, and {_last(remedy, better)}."


def _last(remedy: Remedy, better: Rehearsed) -> str:
    last = f"the last would leave at {clock(round(better.last_leaves.half))}"
    if not remedy.leaves_out:
        return last
    return f"{last}; but {remedy.leaves_out} {'person' if remedy.leaves_out == 1 else 'people'} fewer would be placed"
