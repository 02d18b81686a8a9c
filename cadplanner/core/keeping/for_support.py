"""What of the log may leave the laptop: lines of shapes that hold nothing about a person, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 300
"""Lines of the log in a report, the latest."""

_AT = r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} (?P<level>INFO|WARNING|ERROR)"
_KIND = r"[A-Za-z]{0,40}(?:Error|Exception|Interrupt|Exit|Iteration|Warning)"
_PLACE = r"[a-z_]{1,40}\.py:\d{1,5}"
_SAYS = "|".join(
    (
        r"started, version \d{1,3}\.\d{1,3}\.\d{1,3}$",
        r"locked$",
        rf"(?:fault|task failed): {_KIND}(?: at {_PLACE}(?: < {_PLACE})*)?$",
        rf"settings not kept: {_KIND}$",
        r"Qt: Q[A-Z][a-z][A-Za-z]{1,40}::[A-Za-z~]{1,40}\b",  # what comes after it may quote a text or a path
    )
)
_LINE = re.compile(rf"{_AT} cadplanner(?:\.[a-z_]+)* (?P<says>{_SAYS})")
_ANY = re.compile(_AT)


def lines_for_support(log: Iterable[str]) -> tuple[str, ...]:
    """The latest lines of a log as a report may hold them.

    A line passes by its shape, never for want of something suspicious; of any other its time and level remain.
    """
    return tuple(_told(line) for line in list(log)[-MOST:])


def _told(line: str) -> str:
    if known := _LINE.match(line):
        return f"{known['at']} {known['level']} {known['says']}"
    when = _ANY.match(line)
    start = f"{when['at']} {when['level']} " if when else ""
    return f"{start}(a line of {len(line)} characters, left out)"
