"""A day to live in a test: a clock that goes on when it is told to, and a store that holds a plan."""

from __future__ import annotations

from datetime import datetime, timedelta

from cadplanner.core.model.edit import Change, Edit


class Time:
    """A clock that goes on only when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)  # no two things happen at one instant
        return self.now

    def goes_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def keep(store, plan, at):
    """Puts a whole plan into the store."""
    whole = (*plan.setting(), *plan.patients, *plan.appointments, *plan.visits)
    store.apply(Edit("Make", tuple(Change(None, one) for one in whole)), who="t", at=at)
