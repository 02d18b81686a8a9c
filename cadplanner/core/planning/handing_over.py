"""A draft in numbers, as the compiled kernel reads it, and the kernel's answer read back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from cadplanner.core.planning.draft import Class, Draft, Placed
from cadplanner.core.planning.problem import Choice, Duty, Given, Route

WORD = (1 << 64) - 1
SIGN = 1 << 63
WIDTHS = (2, 3, 5)
MOST_STEPS = 24
MOST_USES = 3
MOST_NUMBER = 2**31 - 1


def width_for(draft: Draft) -> int:
    """How many 64-bit words the masks of that day need; 0 where the kernel has none so wide, or no room for a route."""
    problem = draft.problem
    if any(len(route.choices) > MOST_STEPS for route in problem.routes):
        return 0
    ends = [end for work in draft.staffing.works for _, end, _, _ in work.pieces]
    most = max([problem.clock.size, *ends]) + max((duty.rest for duty in problem.duties), default=0)
    return next((width for width in WIDTHS if 64 * width > most), 0)


def handed_over(draft: Draft, todo: list[int], dice: int, width: int) -> bytes:
    """The draft and those to place first, as 64-bit integers in the order in which kernel/search_body.h reads them."""
    return array("q", map(_signed, _Handing(draft, width).all(todo, dice))).tobytes()


def taken_back(draft: Draft, answer: bytes) -> None:
    """Show the kernel's plan in the draft: its stops and classes. Nothing may be placed in that draft from then on."""
    numbers = iter(array("q", answer))
    choices = [
        (choice, given)
        for route in draft.problem.routes
        for each in route.choices
        for choice in each
        for given in choice.given
    ]
    for n in range(len(draft.stops)):
        stops = [_stop(choices, numbers) for _ in range(next(numbers))]
        draft.stops[n] = tuple(stops) or None
    for station in range(len(draft.classes)):
        draft.classes[station] = dict(_class(numbers) for _ in range(next(numbers)))


def _stop(choices: list[tuple[Choice, Given]], numbers: Iterator[int]) -> Placed:
    _, given, start, staff = (next(numbers) for _ in range(4))
    return Placed(*choices[given], start, staff)


def _class(numbers: Iterator[int]) -> tuple[Class, tuple[int, bool]]:
    start, staff, people, step_free = (next(numbers) for _ in range(4))
    return (start, staff), (people, bool(step_free))


def _signed(number: int) -> int:
    return number - (1 << 64) if number & SIGN and number > 0 else number


class _Handing:
    """Gives the numbers in their order; a choice and a way to give it are known by their place among all of them."""

    def __init__(self, draft: Draft, width: int) -> None:
        self.draft, self.problem, self.width = draft, draft.problem, width
        self.choices: dict[int, int] = {}
        self.given: dict[int, int] = {}

    def all(self, todo: list[int], dice: int) -> Iterator[int]:
        yield dice & WORD
        yield from self._sizes()
        for row in (*self.problem.plan.venue.walking, *self.problem.walk, self.problem.windows):
            yield from row
        yield from self._staffing()
        for route in self.problem.routes:
            yield from self._route(route)
        yield from self._day()
        yield from _row(todo)

    def _mask(self, mask: int) -> Iterator[int]:
        return (mask >> 64 * word & WORD for word in range(self.width))

    def _sizes(self) -> Iterator[int]:
        problem, clock = self.problem, self.problem.clock
        works, choices = self.draft.staffing.works, [c for r in problem.routes for each in r.choices for c in each]
        yield from (clock.base, clock.grid, clock.size, len(problem.walk))
        yield max((kind.shape for kind in problem.kinds), default=0) + 1
        yield self.draft.staffing.walk is not None
        yield from (problem.most_arrivals, problem.plan.day.wait_for_another)
        yield len(self.draft.arriving)
        yield clock.size + max((len(work.pieces) for work in works), default=0) + 1
        rows = (problem.plan.stations, problem.counted, problem.kinds, problem.duties, problem.routes, choices)
        yield from (len(row) for row in rows)
        yield sum(len(choice.given) for choice in choices)

    def _staffing(self) -> Iterator[int]:
        problem = self.problem
        visits = [0] * len(problem.plan.stations)
        for route in problem.routes:
            for station in {given.station for each in route.choices for choice in each for given in choice.given}:
                visits[station] += len(route.choices)
        for n, facts in enumerate(problem.plan.stations):
            yield facts.group_size
            yield visits[n] + len(self.draft.classes[n]) + 1
            yield from _uses(problem.places[n])
            yield from _uses(problem.step_free[n])
        yield from (counted.most for counted in problem.counted)
        for kind in problem.kinds:
            yield from (kind.shape, kind.minutes, kind.steps, kind.zone)
            yield from _row(kind.staff)
        for duty in problem.duties:
            yield from _duty(duty)
            yield len(duty.posts)
            for shape, starts in duty.posts.items():
                yield shape
                yield from self._mask(starts)

    def _route(self, route: Route) -> Iterator[int]:
        yield from (route.weight, route.longest, route.most_waiting)
        yield bool(route.choices) and all(route.choices)
        yield len(route.stays)
        for stay in route.stays:
            yield from (stay.start, stay.end)
        yield from _row(route.together)
        yield from self._mask(route.begins)
        yield from route.leaves
        yield len(route.choices)
        for needs, choices in zip(route.needs, route.choices, strict=False):
            yield needs
            yield len(choices)
            for choice in choices:
                yield from self._choice(choice)

    def _choice(self, choice: Choice) -> Iterator[int]:
        self.choices[id(choice)] = len(self.choices)
        yield from (choice.zone, choice.minutes, choice.steps, choice.language, choice.locked is not None)
        yield from choice.gaps
        yield len(choice.given)
        for given in choice.given:
            self.given[id(given)] = len(self.given)
            yield from (given.station, given.kind, given.group, given.step_free, given.seats)
            yield from _uses(given.uses)
            yield from self._mask(given.starts)

    def _day(self) -> Iterator[int]:
        draft = self.draft
        yield from (draft.unplaced, draft.waiting)
        yield from self._mask(draft.begins)
        yield from draft.arriving
        for used in draft.used:
            yield from used
        for classes in draft.classes:
            yield len(classes)
            for (start, staff), (people, step_free) in classes.items():
                yield from (start, staff, people, step_free)
        for work in draft.staffing.works:
            yield len(work.pieces)
            for piece in work.pieces:
                yield from piece
        for stops, waits in zip(draft.stops, draft.waits, strict=True):
            yield from (len(stops or ()), waits)
            for choice, given, start, staff in stops or ():
                yield from (self.choices[id(choice)], self.given[id(given)], start, staff)


def _row(numbers: Iterable[int]) -> Iterator[int]:
    row = tuple(numbers)
    yield len(row)
    yield from row


def _uses(uses: tuple[int, ...]) -> Iterator[int]:
    yield len(uses)
    yield from (*uses, *(0 for _ in range(MOST_USES - len(uses))))


def _duty(duty: Duty) -> Iterator[int]:
    yield from (duty.shift.start, duty.shift.end, duty.overtime, duty.longest, duty.rest, duty.breadth)
    yield from _row(duty.kinds)
    yield from (len(duty.breaks), len(duty.breaks[0]) if duty.breaks else 0)
    for order in duty.breaks:
        for one in order:
            yield from one
