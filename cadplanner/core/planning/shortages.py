"""Where more is asked than there is: of whom or what, and between which times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cadplanner.core.planning.demand import Arriving, Asked, Demand, Interpreters, Places, Skills, demands
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.earliest import Reach
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.supply import Supply, Table

EVEN = (5, 10, 15, 30, 60, 120)  # minutes
MOST_EVEN = 24
MOST_COMMON = 5
MOST_SKILLS = 10  # together: all sets of them are looked at
MOST_OF_ONE = 3
MOST = 16
LITTLE = 1e-6


@dataclass(frozen=True, slots=True)
class Shortage:
    """Between two grid steps there is `there` of something, and `asks` is what must fall there, by route."""

    of: Asked
    begin: int
    end: int
    there: float
    asks: dict[int, float]

    @property
    def needed(self) -> float:
        """All that is asked."""
        return sum(self.asks.values())

    @property
    def excess(self) -> float:
        """What is asked beyond what is there."""
        return self.needed - self.there


def shortages(draft: Draft, reached: dict[int, tuple[Reach, ...]]) -> list[Shortage]:
    """The worst ones of each kind, the worst first."""
    return _Counting(draft, reached).shortages()


def shortages_and_within_shifts(
    draft: Draft, reached: dict[int, tuple[Reach, ...]]
) -> tuple[list[Shortage], list[Shortage]]:
    """The worst ones of each kind; and the worst were nobody to work overtime, with all overtime that could help.

    In these a member of staff asks as a route does, by a number below nothing (`overtime_of`): who gives no overtime
    gives up so many steps.
    """
    counting = _Counting(draft, reached)
    found = counting.shortages()
    if not any(duty.overtime for duty in draft.problem.duties):
        return found, found
    things = [each for each in found if not isinstance(each.of, Skills)]
    return found, [*things, *(_with_overtime(draft, each) for each in counting.of_staff_within_shifts())]


def overtime_of(staff: int) -> int:
    """The number by which the overtime of a member of staff, by index, stands among routes."""
    return -1 - staff


def _with_overtime(draft: Draft, shortage: Shortage) -> Shortage:
    problem, of = draft.problem, shortage.of
    assert isinstance(of, Skills)
    able = {n for kind in problem.kinds if kind.skill in of.names for n in kind.staff}
    asks = {overtime_of(n): float(_steps_over(draft, n, shortage)) for n in sorted(able)}
    asks = {n: steps for n, steps in asks.items() if steps}
    return replace(shortage, asks={**shortage.asks, **asks}, there=shortage.there + sum(asks.values()))


def _steps_over(draft: Draft, n: int, shortage: Shortage) -> int:
    """The steps of somebody's overtime between the two."""
    clock, duty = draft.problem.clock, draft.problem.duties[n]
    first, past = clock.until(duty.shift.end), clock.until(duty.shift.end + duty.overtime)
    return max(0, min(past, shortage.end) - max(first, shortage.begin))


class _Counting:
    """What is asked between each two marks, counted once."""

    def __init__(self, draft: Draft, reached: dict[int, tuple[Reach, ...]]) -> None:
        self.draft = draft
        self.asked = demands(draft, reached)
        self.marks = _marks(draft, self.asked)
        nothing = Supply(draft, self.marks).nothing()
        self.tables = {of: demand.between(self.marks, nothing) for of, demand in self.asked.items()}

    def shortages(self) -> list[Shortage]:
        """The worst ones of each kind, the worst first."""
        supply = Supply(self.draft, self.marks)
        of_things = _of_things(supply, self.tables, self.draft)
        return _worst(self.marks, self.asked, [*_of_staff(supply, self.tables), *of_things])

    def of_staff_within_shifts(self) -> list[Shortage]:
        """The worst ones of staff, were nobody to work overtime."""
        supply = Supply(self.draft, self.marks, overtime=False)
        return _worst(self.marks, self.asked, [*_of_staff(supply, self.tables)])


def _worst(marks: list[int], asked: dict[Asked, Demand], counted: list[tuple[Asked, Table, Table]]) -> list[Shortage]:
    found: dict[Asked, list[tuple[float, int, int, float]]] = {}
    for of, table, there in counted:
        for i, j in _windows(marks):
            if table[i][j] > there[i][j] + LITTLE:
                found.setdefault(of, []).append((table[i][j] - there[i][j], i, j, there[i][j]))
    worst = [(*each, of) for of, each_of in found.items() for each in sorted(each_of, reverse=True)[:MOST_OF_ONE]]
    worst.sort(key=lambda each: -each[0])
    return [
        Shortage(of, marks[i], marks[j], there, _asks(asked, of, marks[i], marks[j]))
        for _, i, j, there, of in worst[:MOST]
    ]


def _marks(draft: Draft, asked: dict[Asked, Demand]) -> list[int]:
    """Grid steps between which to count: even ones, and those at which most visits can begin or must be over."""
    clock = draft.problem.clock
    begins: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for demand in asked.values():
        for needs in demand.needs.values():
            for reach, _ in needs:
                begins[reach.earliest] += 1
                ends[reach.latest + reach.steps] += 1
    every = next(minutes for minutes in EVEN if clock.size * clock.grid <= MOST_EVEN * minutes)
    even = range(-(-clock.base // every) * every, clock.minute(clock.size), every)
    common = [step for counted in (begins, ends) for step, _ in counted.most_common(MOST_COMMON)]
    marks = {0, clock.size, *common, *(clock.until(minute) for minute in even)}
    return sorted(mark for mark in marks if 0 <= mark <= clock.size)


def _windows(marks: list[int]) -> list[tuple[int, int]]:
    return [(i, j) for i in range(len(marks)) for j in range(i + 1, len(marks))]


def _of_things(supply: Supply, tables: dict[Asked, Table], draft: Draft) -> Iterator[tuple[Asked, Table, Table]]:
    problem = draft.problem
    all_day = run(0, problem.clock.size)
    for of, table in tables.items():
        if isinstance(of, Places):
            stations = sorted(of.stations)
            which = [(problem.step_free if of.step_free else problem.places)[n][-1] for n in stations]
            hours = [_open(draft, n) for n in stations]
            yield of, _within(of, tables), supply.counted(tuple(which), tuple(hours))
        elif isinstance(of, Interpreters):
            yield of, table, supply.counted((of.counted,), (all_day,))
        elif isinstance(of, Arriving):
            yield of, table, supply.arrivals(problem.most_arrivals, problem.windows)


def _within(of: Places, tables: dict[Asked, Table]) -> Table:
    """What is asked of those stations by all who can go to no others."""
    narrower = [
        table
        for other, table in tables.items()
        if isinstance(other, Places) and other.step_free == of.step_free and other.stations <= of.stations
    ]
    return [[sum(cells) for cells in zip(*rows, strict=True)] for rows in zip(*narrower, strict=True)]


def _open(draft: Draft, station: int) -> int:
    clock, mask = draft.problem.clock, 0
    for span in draft.problem.plan.stations[station].opening:
        mask |= run(clock.from_(span.start), clock.until(span.end))
    return mask


def _of_staff(supply: Supply, tables: dict[Asked, Table]) -> Iterator[tuple[Asked, Table, Table]]:
    """For each window, the skills of which most is lacking: all who have one of them against all who need no other."""
    asked = {of: table for of, table in tables.items() if isinstance(of, Skills)}
    names = sorted({name for of in asked for name in of.names})[:MOST_SKILLS]
    bit = {name: n for n, name in enumerate(names)}
    needs = {sum(1 << bit[name] for name in of.names): table for of, table in asked.items() if of.names <= bit.keys()}
    there = supply.staff(bit)
    short: dict[int, tuple[Table, Table]] = {}
    for i, j in _windows(supply.marks):
        wanted = {skills: table[i][j] for skills, table in needs.items() if table[i][j]}
        have = {skills: table[i][j] for skills, table in there.items() if table[i][j]}
        if wanted and not _suffices(wanted, have):
            for skills, ask, give in _lacking(wanted, have, len(names)):
                tables_of = short.setdefault(skills, (supply.nothing(), supply.nothing()))
                tables_of[0][i][j], tables_of[1][i][j] = ask, give
    for skills, (table, given) in short.items():
        yield Skills(frozenset(name for name in names if skills >> bit[name] & 1)), table, given


def _suffices(wanted: dict[int, float], have: dict[int, float]) -> bool:
    """Whether the staff do, shared out simply: those with few skills first, each where most is left to do."""
    left = dict(wanted)
    for skills, there in sorted(have.items(), key=lambda item: item[0].bit_count()):
        time = there
        while time > LITTLE:
            able = [each for each in left if each & skills]
            if not able:
                break
            most = max(able, key=left.__getitem__)
            done = min(time, left[most])
            time -= done
            left[most] -= done
            if left[most] <= LITTLE:
                del left[most]
    return not left


def _lacking(wanted: dict[int, float], have: dict[int, float], count: int) -> Iterator[tuple[int, float, float]]:
    """Each set of skills, as bits, of which more is asked than there is, with both."""
    ask, other = [0.0] * (1 << count), [0.0] * (1 << count)
    for skills, amount in wanted.items():
        ask[skills] += amount
    for skills, amount in have.items():
        other[skills] += amount
    for n in range(count):
        bit = 1 << n
        for skills in range(1 << count):
            if skills & bit:
                ask[skills] += ask[skills ^ bit]
                other[skills] += other[skills ^ bit]
    whole = (1 << count) - 1
    for skills in range(1, 1 << count):
        give = other[whole] - other[whole ^ skills]
        if ask[skills] > give + LITTLE:
            yield skills, ask[skills], give


def _asks(asked: dict[Asked, Demand], of: Asked, begin: int, end: int) -> dict[int, float]:
    found: dict[int, float] = {}
    for other, demand in asked.items():
        if _is_within(other, of):
            for n, needs in demand.needs.items():
                amount = sum(need.inside(begin, end) for need in needs)
                if amount:
                    found[n] = found.get(n, 0.0) + amount
    return found


def _is_within(other: Asked, of: Asked) -> bool:
    if isinstance(of, Skills):
        return isinstance(other, Skills) and other.names <= of.names
    if isinstance(of, Places):
        return isinstance(other, Places) and other.step_free == of.step_free and other.stations <= of.stations
    return other == of
