"""What a picture of numbers shows: bars, lines, lanes, parts, points; each in words and as a table too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from math import ceil
from typing import NamedTuple


class Tone(StrEnum):
    """What tells one series from another: screen and paper give each a fill, an edge and a pattern of its own."""

    CALM = "calm"
    BUSY = "busy"
    GOOD = "good"
    LATE = "late"
    ABSENT = "absent"
    PLAIN = "plain"


class Unit(NamedTuple):
    """What is counted: one of it, and several."""

    one: str
    many: str

    def words(self, number: float) -> str:
        """'1 person', '1,200 people'."""
        return f"{figure(number)} {self.one if number == 1 else self.many}"


PEOPLE = Unit("person", "people")
MINUTES = Unit("minute", "minutes")
OPEN = Unit("place open", "places open")
AS_PLANNED = "as planned"


def figure(number: float) -> str:
    """A number as it is read: '1,200', '2.5'."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A chart as a table: what stands over each column, the rows as words, and the columns that can be spared."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spare: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers that belong together, one for each label of the chart, or for the first of them as far as is known."""

    name: str
    values: tuple[float, ...]
    tone: Tone = Tone.CALM

    def words(self, n: int) -> str:
        """The number at a label as it is read; '' where it is not known."""
        return figure(self.values[n]) if n < len(self.values) else ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar over each label, its series one on another; `limit` is a line across them, such as the places there are.

    `title` and `says` are what the picture is called and what it shows, in a sentence; `first` heads the labels.
    """

    title: str
    says: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = PEOPLE
    limit: Series | None = None
    first: str = "From"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(each.values) for each in self.series)

    @property
    def lines(self) -> tuple[Series, ...]:
        """All its series, the limit last."""
        return (*self.series, self.limit) if self.limit else self.series

    @property
    def highest(self) -> float:
        """The highest that is drawn."""
        stacks = zip_longest(*(each.values for each in self.series), fillvalue=0)
        return max([*map(sum, stacks), *(self.limit.values if self.limit else ())], default=0)

    @property
    def grid(self) -> Grid:
        """A row a label, a column a series."""
        rows = ((label, *(each.words(n) for each in self.lines)) for n, label in enumerate(self.labels))
        return Grid((self.first, *(each.name for each in self.lines)), tuple(rows))

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What each bar says, in one line."""
        return (tuple(map(self._words, range(len(self.labels)))),)

    def _words(self, n: int) -> str:
        if len(self.lines) == 1:
            return f"{self.labels[n]}: {self.unit.words(self.series[0].values[n])}"
        return f"{self.labels[n]}: " + ", ".join(f"{one.name} {told}" for one in self.lines if (told := one.words(n)))


@dataclass(frozen=True, slots=True)
class Lines(Bars):
    """Its series as lines from label to label instead, each with its own marks."""

    @property
    def highest(self) -> float:
        """The highest that is drawn."""
        return max((number for each in self.lines for number in each.values), default=0)


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of small bars, and the line over each that they should stay under; no `limits` is none."""

    name: str
    values: tuple[float, ...]
    limits: tuple[float, ...] = ()

    @property
    def numbers(self) -> tuple[float, ...]:
        """All its numbers."""
        return self.values + self.limits

    @property
    def most_words(self) -> str:
        """'up to 12', which the height of its bars is measured by."""
        return f"up to {figure(max(self.values, default=0))}"

    def words(self, n: int) -> tuple[str, str]:
        """A number and its limit as they are read; '' for no limit."""
        return figure(self.values[n]), "".join(map(figure, self.limits[n : n + 1]))

    def is_over(self, n: int) -> bool:
        """Whether a bar goes over its limit."""
        return bool(self.limits) and self.values[n] > self.limits[n]


@dataclass(frozen=True, slots=True)
class Lanes:
    """Small bars one row under another over the same labels, each row in its own scale or all in `one_scale`.

    `lane` is what each row is, as a heading. From the place `planned_from` on, the bars are as planned and not as it
    was; None for all of one kind.
    """

    title: str
    says: str
    labels: tuple[str, ...]
    lanes: tuple[Lane, ...]
    unit: Unit = PEOPLE
    limit: Unit = OPEN
    first: str = "From"
    lane: str = "Station"
    one_scale: bool = False
    planned_from: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(lane.values) for lane in self.lanes)

    @property
    def key(self) -> tuple[tuple[str, Tone | None], ...]:
        """What the tones of its bars stand for, and the line (None); nothing where the title says it all."""
        used = {self.tone(lane, n) for lane in self.lanes for n in range(len(self.labels))}
        named = (
            (self.unit.many.capitalize(), Tone.CALM),
            (AS_PLANNED.capitalize(), Tone.PLAIN),
            (f"More than the {self.limit.many}", Tone.LATE),
        )
        found: list[tuple[str, Tone | None]] = [(words, tone) for words, tone in named if tone in used]
        if any(lane.limits for lane in self.lanes):
            found.insert(1, (self.limit.many.capitalize(), None))
        return tuple(found) if len(found) > 1 else ()

    def tone(self, lane: Lane, n: int) -> Tone:
        """How a bar is drawn: one over its limit stands out, one as planned stands back."""
        if lane.is_over(n):
            return Tone.LATE
        return Tone.PLAIN if self._is_planned(n) else Tone.CALM

    def _is_planned(self, n: int) -> bool:
        return self.planned_from is not None and n >= self.planned_from

    def top(self, lane: Lane) -> float:
        """What the full height of that row stands for."""
        return max(1, *(number for each in (self.lanes if self.one_scale else (lane,)) for number in each.numbers))

    @property
    def grid(self) -> Grid:
        """A row a bar, lane by lane; the limit stands beside the number where any lane has one."""
        limits = (self.limit.many.capitalize(),) if any(lane.limits for lane in self.lanes) else ()
        how = () if self.planned_from is None else ("How",)
        rows = (
            (lane.name, label, *lane.words(n)[: 1 + len(limits)], *(self._how(n) for _ in how))
            for lane in self.lanes
            for n, label in enumerate(self.labels)
        )
        return Grid((self.lane, self.first, self.unit.many.capitalize(), *limits, *how), tuple(rows))

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What each bar says, a line a lane."""
        return tuple(tuple(self._words(lane, n) for n in range(len(self.labels))) for lane in self.lanes)

    def _words(self, lane: Lane, n: int) -> str:
        limit = f", {self.limit.words(lane.limits[n])}" if lane.limits else ""
        how = f", {AS_PLANNED}" if self._is_planned(n) else ""
        return f"{lane.name}, {self.labels[n]}: {self.unit.words(lane.values[n])}{limit}{how}"

    def _how(self, n: int) -> str:
        return AS_PLANNED if self._is_planned(n) else "as it was"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole."""

    name: str
    number: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Split:
    """One bar in parts that add up to the whole, with words beside each part."""

    title: str
    says: str
    parts: tuple[Part, ...]
    unit: Unit = PEOPLE
    first: str = "Part"

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(part.number for part in self.parts)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.whole

    @property
    def grid(self) -> Grid:
        """A row a part: how many, and what share of the whole."""
        rows = tuple((part.name, figure(part.number), self.share(part)) for part in self.parts)
        return Grid((self.first, self.unit.many.capitalize(), "Share"), rows)

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What each part says, in one line."""
        return (tuple(f"{p.name}: {self.unit.words(p.number)}, {self.share(p)}" for p in self.parts),)

    def share(self, part: Part) -> str:
        """'42%' of the whole."""
        return f"{100 * part.number / (self.whole or 1):.0f}%"


@dataclass(frozen=True, slots=True)
class Point:
    """Something at `x` that stood `y` above or below the line of nothing; `says` what, `cells` its row of the table."""

    x: float
    y: float
    says: str
    cells: tuple[str, ...]
    tone: Tone = Tone.CALM


@dataclass(frozen=True, slots=True)
class Band:
    """A window of `y` values, half-open; a limit of None is as far as the picture goes."""

    name: str
    low: float | None
    high: float | None
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Points:
    """Points against windows: `ticks` name places along the bottom, `bands` the windows from the lowest up."""

    title: str
    says: str
    points: tuple[Point, ...]
    bands: tuple[Band, ...]
    ticks: tuple[tuple[float, str], ...]
    headings: tuple[str, ...]
    unit: Unit = MINUTES

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.points

    @property
    def grid(self) -> Grid:
        """A row a point."""
        return Grid(self.headings, tuple(point.cells for point in self.points))

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What each point says, in one line."""
        return (tuple(point.says for point in self.points),)


Chart = Bars | Lanes | Split | Points


def scale_of(highest: float, most: int = 5) -> tuple[float, ...]:
    """The numbers beside a picture: from 0 up in at most so many even steps, the last not below `highest`."""
    n, step = 0, 1
    while highest > step * most:
        n += 1
        step = (1, 2, 5)[n % 3] * 10 ** (n // 3)
    return tuple(float(step * k) for k in range(max(1, ceil(highest / step)) + 1))
