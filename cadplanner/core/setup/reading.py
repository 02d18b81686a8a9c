"""What a coordinator types for hours, breaks, numbers and lists, read kindly, and how it is written back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cadplanner.core.model.patient import MONTHS, date_words
from cadplanner.core.model.span import MINUTES_IN_DAY, Span, clock, minute_of
from cadplanner.core.model.staff import BreakRule

LONGEST_NAME = 200  # characters
_DASH = re.compile(r"\s*(?:-|\u2013|\u2014|\bto\b|\buntil\b|\band\b)\s*", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|;|\n|\band\b)\s*", re.IGNORECASE)
_BREAK = re.compile(r"([0-9]{1,4})\s*(?:m|min|mins|minutes)?\s*\b(?:in|between|within)\b\s*(.+)", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})[\s./-]+([^\W\d]{3,9}|\d{1,2})[\s./-]+(\d{4})")


class NotUnderstood(ValueError):
    """What was typed cannot be taken; `str()` is the sentence to show beside the field."""


WITH_A_GAP = "With a gap: 09:00-12:00, 13:00-17:00"  # how hours with a gap are typed


def minute(text: str) -> int:
    """The minute of the day that '9', '930', '0930', '9.30' or '09:30' names. Raises NotUnderstood."""
    typed = text.strip()
    try:
        return minute_of(typed.rjust(4, "0") if typed.isdigit() and len(typed) == 3 else typed)
    except ValueError as error:
        raise NotUnderstood(f"“{typed}” is not a time of day. Type it as 9, 0930, 9.30 or 09:30.") from error


def hours(text: str) -> Span:
    """The span that '9-17', '09:00 to 17:00' or '9.30-16' names. Raises NotUnderstood."""
    ends = [part for part in _DASH.split(text.strip()) if part]
    if len(ends) != 2:
        raise NotUnderstood("Type from when to when, such as 09:00-17:00.")
    start, end = minute(ends[0]), minute(ends[1])
    if start >= end:
        later = f" Write {clock(end + 720)} for the afternoon." if end + 720 <= MINUTES_IN_DAY else ""
        raise NotUnderstood(f"It would end at {clock(end)}, not after its start at {clock(start)}.{later}")
    return Span(start, end)


def several_hours(text: str) -> tuple[Span, ...]:
    """Hours with gaps: '9-12, 13-17'. In time order. Raises NotUnderstood, also where they overlap."""
    spans = tuple(sorted(hours(part) for part in names(text)))
    if not spans:
        raise NotUnderstood("Type from when to when, such as 09:00-17:00, or 09:00-12:00, 13:00-17:00.")
    for one, other in pairwise(spans):
        if one.overlaps(other):
            raise NotUnderstood(f"{one} and {other} overlap.")
    return spans


def hours_words(spans: Iterable[Span]) -> str:
    """As typed: '09:00-12:00, 13:00-17:00'."""
    return ", ".join(str(span) for span in spans)


def breaks(text: str) -> tuple[BreakRule, ...]:
    """Breaks with their windows: '15 in 10:00-11:30, 30 in 12:00-13:30'; '' for none. Raises NotUnderstood."""
    return tuple(_break(part) for part in re.split(r"[,;\n]", text) if part.strip())


def _break(text: str) -> BreakRule:
    found = _BREAK.fullmatch(text.strip())
    if not found:
        raise NotUnderstood("Type each break as its minutes and its window, such as 30 in 12:00-13:30.")
    window = hours(found[2])
    minutes = int(found[1])
    if not 0 < minutes <= window.minutes:
        raise NotUnderstood(f"A break of {minutes} minutes does not fit between {window}.")
    return BreakRule(minutes, window)


def breaks_words(rules: Iterable[BreakRule]) -> str:
    """As typed, one a line: '30 in 12:00-13:30'."""
    return "\n".join(f"{rule.minutes} in {rule.window}" for rule in rules)


def number(text: str, *, least: int = 0, most: int = 9999) -> int:
    """The whole number typed, perhaps with 'min' or '%' after it. Raises NotUnderstood, also out of range."""
    typed = re.sub(r"\s*(?:min|mins|minutes|%)$", "", text.strip())
    if not re.fullmatch(r"-?[0-9]{1,6}", typed):
        raise NotUnderstood("Type a whole number, such as 10.")
    if int(typed) < least:
        raise NotUnderstood(f"It cannot be less than {least}.")
    if int(typed) > most:
        raise NotUnderstood(f"It cannot be more than {most:,}.")
    return int(typed)


def names(text: str) -> tuple[str, ...]:
    """The parts of a list with commas or 'and', each once: 'Bengali, Polish and Urdu'."""
    return tuple(dict.fromkeys(part for part in _LIST.split(text.strip()) if part))


def day(text: str) -> date:
    """The date that '12-Jun-2027', '12 June 2027' or '12/6/2027' names: day first. Raises NotUnderstood."""
    found = _DATE.fullmatch(re.sub(r"^[^\W\d]{2,9},?\s+", "", text.strip()))
    if found:
        month = _month(found[2])
        try:
            return date(int(found[3]), month, int(found[1]))
        except ValueError:
            pass
    raise NotUnderstood(f"“{text.strip()}” is not a date. Type it as {date_words(date(2027, 6, 12))} or 12/06/2027.")


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(text.casefold())), 0)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as typed on one line."""

    name: str
    role: str = ""
    employer: str = ""


def people(text: str) -> tuple[Person, ...]:
    """One person a line: name, role, employer, with commas, semicolons or (pasted from a sheet) tabs between."""
    found = []
    for line in text.splitlines():
        parts = [" ".join(part.split())[:LONGEST_NAME] for part in re.split(r"[\t,;]", line)]
        if parts[0]:
            found.append(Person(*parts[:3]))
    return tuple(dict.fromkeys(found))
