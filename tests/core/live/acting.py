"""A day that is lived in a test: verbs one after another, and the board after each."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from cadplanner.core.live.board import board
from cadplanner.core.live.facts import By, Refusal
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent, instant_on
from cadplanner.core.model.outcome import Outcome, Promise
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.span import minute_of


class Lived:
    """A plan and what was noted of it; `do` and `no` act at a time of the day."""

    def __init__(self, plan, who="Ann"):
        self.plan, self.who, self.events = plan, who, ()
        self.outcomes, self.promises = (), ()
        self._ids = count(1)

    def at(self, time):
        return instant_on(minute_of(time) if isinstance(time, str) else time, self.plan.day.on)

    def by(self, time, **more):
        return By(more.pop("who", self.who), self.at(time), lambda: f"e{next(self._ids)}", **more)

    def board(self, time):
        return board(self.plan, self.events, self.at(time))

    def person(self, time, appointment_id="a1"):
        return self.board(time).person[appointment_id]

    def do(self, time, verb, *told, **more):
        """Act; it must be allowed. Gives the edit."""
        edit = verb(self.board(time), self.by(time), *told, **more)
        assert not isinstance(edit, Refusal), edit
        self.take(edit)
        return edit

    def no(self, time, verb, *told, **more):
        """Act; it must be refused. Gives the sentence."""
        answer = verb(self.board(time), self.by(time), *told, **more)
        assert isinstance(answer, Refusal), answer
        assert answer.says[-1] in ".)"
        return answer.says

    def take(self, edit):
        """What the store does with an edit."""
        self.events += _added(edit, DayEvent)
        self.outcomes += _added(edit, Outcome)
        self.promises = _changed(self.promises, edit, Promise)
        self.plan = replace(
            self.plan,
            patients=_changed(self.plan.patients, edit, Patient),
            appointments=_changed(self.plan.appointments, edit, Appointment),
            visits=_changed(self.plan.visits, edit, Visit),
        )


def _added(edit, kind):
    assert all(change.before is None for change in edit.changes if isinstance(change.entity, kind))
    return tuple(change.after for change in edit.changes if isinstance(change.entity, kind))


def _changed(had, edit, kind):
    by_id = {one.id: one for one in had}
    for change in edit.changes:
        if isinstance(change.entity, kind):
            assert by_id.get(change.entity.id) == change.before
            by_id[change.entity.id] = change.after
    return tuple(one for one in by_id.values() if one is not None)
