"""Who works on the day, what they may do, and when."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.span import MINUTES_IN_DAY, Span


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
class Post:
    """What a member of staff does for some hours of a shift: with these skills, at these stations.

    No skills is all that they have, no stations is any.
    """

    span: Span
    skills: tuple[str, ...] = ()
    station_ids: tuple[str, ...] = ()

    def covers(self, skill: str, station_id: str) -> bool:
        """Whether a visit with that skill ('' for none in particular) at that station belongs to it."""
        here = not self.station_ids or station_id in self.station_ids
        return here and (not skill or not self.skills or skill in self.skills)


@dataclass(frozen=True, slots=True)
class Shift:
    """When a member of staff works on one day. Minutes throughout.

    `longest_stretch` is the longest run of work without a gap of `rest` minutes or more; 0 is no limit.
    `overtime` is how far past the end a visit may run. `posts` say what is done hour by hour; without any it is all
    that the person can do, all the time.
    """

    id: str
    day_id: str
    staff_id: str
    span: Span
    breaks: tuple[BreakRule, ...] = ()
    longest_stretch: int = 180
    rest: int = 10
    overtime: int = 0
    posts: tuple[Post, ...] = ()

    def __post_init__(self) -> None:
        if min(self.longest_stretch, self.rest, self.overtime) < 0:
            raise ValueError("minutes of a shift cannot be negative")

    def hours_for(self, skill: str, station_id: str) -> tuple[Span, ...]:
        """The hours at which its posts let a visit with that skill be at that station, in time order.

        Posts that meet are one; a post until the end of the shift goes on into the overtime. Without posts it is the
        whole shift.
        """
        latest = min(self.span.end + self.overtime, MINUTES_IN_DAY)
        if not self.posts:
            return (Span(self.span.start, latest),)
        found: list[Span] = []
        for span in sorted(post.span for post in self.posts if post.covers(skill, station_id)):
            end = max(span.end, latest) if span.end >= self.span.end else span.end
            if found and span.start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(found[-1].end, end))
            else:
                found.append(Span(span.start, end))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Cover:
    """So many people with a skill who are on duty, none of them on a break, all through a span: a first-aider."""

    id: str
    day_id: str
    skill: str
    span: Span
    number: int = 1

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("a cover is of one person or more")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """How many interpreters of one language are there, and when ('BSL' is a language)."""

    id: str
    day_id: str
    language: str
    number: int
    spans: tuple[Span, ...]
