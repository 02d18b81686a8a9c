"""What is typed behind an option; where it will not do, argparse says why in a line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date

from cadplanner.core.model.span import minute_of


def minute(text: str) -> int:
    """Minutes since midnight. Raises ArgumentTypeError."""
    try:
        return minute_of(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a time of day, such as 10:30") from None


def a_date(text: str) -> date:
    """A date. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date; write it as YYYY-MM-DD") from None


def whole(least: int, most: int) -> Callable[[str], int]:
    """Takes a whole number from `least` to `most`; what it gives raises ArgumentTypeError."""

    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ArgumentTypeError(f"{text} is not a whole number from {least} to {most}")
        return int(text)

    return number


def seconds(text: str) -> float:
    """So long. Raises ArgumentTypeError."""
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found <= 24 * 3600:
        raise ArgumentTypeError(f"{text} is not a number of seconds, such as 5 or 0.5")
    return found


def size(text: str) -> tuple[int, int]:
    """Pixels wide and high, from '1366x768'. Raises ArgumentTypeError."""
    wide, _, high = text.partition("x")
    if not (wide.isdecimal() and high.isdecimal() and int(wide) and int(high)):
        raise ArgumentTypeError(f"{text} is not a size, such as 1366x768")
    return int(wide), int(high)
