"""Which day of a file a command is about: the one asked for, or the only one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from cadplanner.cli import asked
from cadplanner.core.model.day import AppointmentDay
from cadplanner.errors import CannotRead


def day_argument(parser: argparse.ArgumentParser) -> None:
    """Adds --day to a command."""
    parser.add_argument("--day", type=asked.a_date, metavar="DATE", help="YYYY-MM-DD; the only day if left out")


def one_day(days: Sequence[AppointmentDay], on: date | None) -> AppointmentDay:
    """The day on that date, or the only day. Raises CannotRead where that is not one."""
    found = [day for day in days if on is None or day.on == on]
    if len(found) == 1:
        return found[0]
    have = ", ".join(day.on.isoformat() for day in days) or "no day yet"
    raise CannotRead("Which day is meant is not clear.", f"Give --day with one of its days: {have}.")
