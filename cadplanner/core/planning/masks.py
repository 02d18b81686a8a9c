"""Time as one integer: bit t stands for grid step t, so a whole day is asked at once."""

from __future__ import annotations

from collections.abc import Iterator


def run(start: int, end: int) -> int:
    """The steps from `start` up to but not including `end`; 0 where there are none."""
    start = max(start, 0)
    return ((1 << end) - (1 << start)) if end > start else 0


def fits(free: int, steps: int) -> int:
    """The starts at which so many steps in a row are free (an erosion in log steps)."""
    done = 1
    while done < steps:
        more = min(done, steps - done)
        free &= free >> more
        done += more
    return free


def steps_in(mask: int) -> Iterator[int]:
    """The steps of a mask, earliest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def first(mask: int) -> int:
    """The earliest step of a mask; -1 for none."""
    return (mask & -mask).bit_length() - 1


def last(mask: int) -> int:
    """The latest step of a mask; -1 for none."""
    return mask.bit_length() - 1
