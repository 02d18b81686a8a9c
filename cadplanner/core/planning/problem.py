"""A plan compiled to integers: grid steps, start masks and indices, made once before the engine runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.masks import run

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Clock:
    """The day's grid: step 0 is the first start of the day, `size` the number of starts."""

    base: int
    grid: int
    size: int

    def minute(self, step: int) -> int:
        return self.base + step * self.grid

    def steps(self, minutes: int) -> int:
        """So many minutes, in steps, rounded up."""
        return -(-minutes // self.grid)

    def from_(self, minute: int) -> int:
        """The step that a minute falls in."""
        return (minute - self.base) // self.grid

    def until(self, minute: int) -> int:
        """The first step that begins at the minute or later."""
        return -((self.base - minute) // self.grid)

    def starts(self, spans: Iterable[Span], minutes: int) -> int:
        """The starts at which so many minutes lie within one of the spans, to the minute."""
        mask = 0
        for span in spans:
            first, past = self.until(span.start), self.from_(span.end - minutes) + 1
            mask |= run(first, min(past, self.size))
        return mask


@dataclass(frozen=True, slots=True)
class Counted:
    """What several people use at once: places, step-free places, interpreters.

    `used` is how many are taken at each step before anybody is placed.
    """

    most: int
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of staffing: who may give a visit of so many minutes in a zone.

    Kinds with one shape (minutes and zone; where posts tell them apart, skill and station too) leave a member of staff
    the same starts.
    """

    skill: str
    shape: int
    minutes: int
    steps: int
    zone: int
    staff: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """What the shift of one member of staff allows.

    `breaks` are the orders they can be taken in, each break as (minutes, window's start, window's end)
    in minutes after step 0;
    `longest` and `rest` are steps; `kinds` what they may give; `breadth` how many skills they have; `posts` the starts
    that posts allow, by shape, nothing for whoever has none.
    """

    staff_id: str
    shift: Span
    overtime: int
    breaks: tuple[tuple[tuple[int, int, int], ...], ...]
    longest: int
    rest: int
    kinds: tuple[int, ...]
    breadth: int
    posts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """A step given at one station: the starts its opening allows, the kind of staffing, and what it uses.

    `seats` are those taken in a class or at a drop-in; `taken` is how many it takes of what it uses: a class has one
    room, however many come; `fit` the places, the first ones, that are right for her.
    """

    station: int
    starts: int
    kind: int
    uses: tuple[int, ...]
    group: bool
    step_free: bool
    seats: int
    taken: int
    fit: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to do a step: at one of the stations of one zone, in so many minutes.

    `gaps` are the steps from its start to the earliest next start in each zone. A locked visit is the only choice
    of its step, and holds already what it uses.
    """

    step: int
    zone: int
    minutes: int
    steps: int
    gaps: tuple[int, ...]
    given: tuple[Given, ...]
    language: int
    locked: Visit | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One appointment: the choices of each step, the steps each needs over (bits), and its limits.

    `stays` are the spans that the stay must lie in; `longest` is minutes; `most_waiting` the steps of waiting that
    could ever fit. A frozen one is not the engine's to plan.

    `together` are the routes to place all or none, she among them, nothing for whoever comes alone; `begins` the starts
    that she may have first, and `leaves` the first and last minute to leave at, beside those with her that stay.
    """

    appointment: Appointment
    weight: int
    choices: tuple[tuple[Choice, ...], ...]
    needs: tuple[int, ...]
    stays: tuple[Span, ...]
    longest: int
    most_waiting: int
    frozen: bool
    together: tuple[int, ...]
    begins: int
    leaves: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it. Stations, staff and patients are indices into the plan's own tuples.

    `held` are the visits that stay; `windows` the arrival window of each start, NOBODY where none may arrive. `limits`
    are, for each station, what its places count as: pairs of how many of them, the first ones, and what is counted.
    """

    plan: Plan
    clock: Clock
    walk: tuple[tuple[int, ...], ...]
    kinds: tuple[Kind, ...]
    counted: tuple[Counted, ...]
    duties: tuple[Duty, ...]
    routes: tuple[Route, ...]
    held: tuple[Visit, ...]
    places: tuple[tuple[int, ...], ...]
    step_free: tuple[tuple[int, ...], ...]
    limits: tuple[tuple[tuple[int, int], ...], ...]
    languages: dict[str, int]
    windows: tuple[int, ...]
    most_arrivals: int

    def uses(self, station: int, fit: int) -> tuple[int, ...]:
        """What is used by a visit at one of the first so many places of a station."""
        return tuple(counted for limit, counted in self.limits[station] if limit >= fit)

    def language_of(self, visit: Visit) -> int:
        """The counted interpreters that a visit uses; NOBODY for none."""
        language = self.plan.patient_of(visit).interpreter_language
        return self.languages.get(language, NOBODY) if language else NOBODY
