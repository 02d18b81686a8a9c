"""The coordinator on a day that is lived by others, minute by minute, while she looks."""

from __future__ import annotations

from itertools import count
from random import Random

from cadplanner.core.live.play import Lived, play
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.span import minute_of
from cadplanner.ui.live_day import live_day_of
from tests.conftest import NOW
from tests.journeys.steps import Coordinator


class OnALivingDay(Coordinator):
    """The day goes on while she looks; no two things happen at one instant."""

    on, minute, instant = NOW.date(), minute_of("08:30"), 0

    def clock(self):
        self.instant += 1
        return instant_on(self.minute, self.on).replace(microsecond=self.instant % 1_000_000)

    @property
    def board(self):
        return live_day_of(self.window.workspace).board

    def looks_up_at(self, time: str) -> None:
        """Time has gone on."""
        self.minute = minute_of(time)
        live_day_of(self.window.workspace).look_at_the_clock()

    def lives_until(self, time: str, seed: int = 1) -> None:
        """The day is lived by others until then, or to its close for ''."""
        store = self.store
        lived = Lived(store.day_events(self.plan.day.id), store.kept(self.plan.day.id))
        numbers = count(1)
        minutes = play(
            self.plan,
            lived,
            dice=Random(seed),
            new_id=lambda: f"lived-{time}-{next(numbers)}",
            until=minute_of(time) if time else None,
        )
        for played in minutes:
            self.minute = played.minute
            assert self.window.workspace.do(played.edit)
        if time:
            self.looks_up_at(time)
