"""Who works on the day, what they may do, and when."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.span import Span


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works at days; `skills` and `languages` are the service's own words."""

    id: str
    name: str
    role: str = ""
    employer: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BreakRule:
    """A break of so many minutes that must fall somewhere in a window."""

    minutes: int
    window: Span

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= self.window.minutes:
            raise ValueError("a break must fit its window")


@dataclass(frozen=True, slots=True)
class Shift:
    """When a member of staff works on one day. Minutes throughout.

    `longest_stretch` is the longest run of work without a gap of `rest` minutes or more; 0 is no limit.
    `overtime` is how far past the end a visit may run.
    """

    id: str
    day_id: str
    staff_id: str
    span: Span
    breaks: tuple[BreakRule, ...] = ()
    longest_stretch: int = 180
    rest: int = 10
    overtime: int = 0

    def __post_init__(self) -> None:
        if min(self.longest_stretch, self.rest, self.overtime) < 0:
            raise ValueError("minutes of a shift cannot be negative")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """How many interpreters of one language are there, and when ('BSL' is a language)."""

    id: str
    day_id: str
    language: str
    number: int
    spans: tuple[Span, ...]
