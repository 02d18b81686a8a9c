"""A day made ready to be played again and again: turns, breaks, classes, who may work where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.core.rehearsal.hall_now import HallNow
from cadplanner.core.rehearsal.played import ANYBODY, Rest
from cadplanner.core.rehearsal.turns import ClassKey, Team, Turn, class_of, is_out, turn_of, turns_of
from cadplanner.core.rehearsal.walk_ins import WalkIns
from cadplanner.core.rehearsal.what_if import WhatIf

CALLED_EARLY = 10  # minutes before her time that somebody is seen, where all is free


class Stage:
    """All that is the same in every play of the day: from the morning, or from the hall as it stands `now`.

    `minute` is when the play begins, `leaves` when the plan has everybody leave who is in it; `past` is how many
    minutes those still to come are past the time on their card. `begun` is what is under way, `over` the classes that
    have been held.
    """

    def __init__(self, plan: Plan, what_if: WhatIf, now: HallNow | None = None) -> None:
        self.plan, self.what_if, self.now = now.plan if now else plan, what_if, now
        self.minute = now.minute if now else 0
        self.team = Team(self.plan, what_if.away)
        self.turns, self.lost = turns_of(self.plan, what_if, self.team, now)
        self.begun = tuple(self._begun())
        self.busy = {turn.staff_id for turn in self.begun if turn.station.mode is not Mode.DROP_IN} - {""}
        self.rests = tuple(self._rests())
        self.classes, self.over = self._classes()
        self.walk_ins = WalkIns(self.plan, what_if, self.team, (*self.begun, *self.turns), self.rests, self.minute)
        self.early = CALLED_EARLY if what_if.varies else 0
        self.route: dict[str, list[Turn]] = defaultdict(list)
        for turn in self.turns:
            self.route[turn.who].append(turn)
        there = self.plan.visits_of_appointment
        playing = there if now is None else [who for who in there if who in now.to_come or who in now.here]
        self.leaves = {who: there[who][-1].span.end for who in playing}
        self.past = {who: self.minute - self.card_time(who) for who in now.to_come} if now else {}
        self.works_at = self._works_at()
        self.staff_of: dict[str, set[str]] = defaultdict(set)
        for staff_id, station_ids in self.works_at.items():
            for station_id in station_ids:
                self.staff_of[station_id].add(staff_id)
        self.begins = self._begins()

    def card_time(self, who: str) -> int:
        """When she is to come, as her card has it."""
        found = self.plan.arrival(who)
        assert found is not None
        return found

    def _begins(self) -> dict[str, int]:
        """The minute from which each member of staff is free, but for those who are with somebody."""
        named = sorted({turn.staff_id for turn in self.turns} - {"", ANYBODY} - self.plan.shift_of.keys())
        found = dict.fromkeys(named, 0) | {each.staff_id: each.span.start for each in self.plan.shifts}
        return {key: max(minute, self.minute) for key, minute in found.items() if key not in self.busy}

    def _begun(self) -> Iterator[Turn]:
        """What is under way; where one member of staff is noted with two people at once, she is with the first."""
        taken: set[str] = set()
        for key in self.now.begun if self.now else ():
            turn = turn_of(self.plan, self.plan.visit[key])
            if turn.station.mode is Mode.ONE_TO_ONE:
                turn = turn._replace(staff_id="") if turn.staff_id in taken else turn
                taken.add(turn.staff_id)
            yield turn

    def _rests(self) -> Iterator[Rest]:
        """The breaks still to come; of one that has begun what is left, all of it for who is still with somebody."""
        away = self.what_if.away
        for staff_id, spans in breaks_of(self.plan).items():
            for span in spans:
                if span.end <= self.minute or is_out(away, staff_id, max(span.start, self.minute)):
                    continue
                start = max(span.start, self.minute)
                yield Rest(staff_id, start, start + span.minutes if staff_id in self.busy else span.end)

    def _classes(self) -> tuple[dict[ClassKey, Turn], frozenset[ClassKey]]:
        """The classes to be held, each with a turn in it; and those that have been."""
        found = {class_of(turn): turn for turn in self.turns if turn.station.mode is Mode.GROUP}
        if self.now is None:
            return found, frozenset()
        groups = {station.id for station in self.plan.stations if station.mode is Mode.GROUP}
        held = {
            (visit.station_id, visit.place, visit.span.start)
            for visit in map(self.plan.visit.__getitem__, self.now.done)
            if visit.station_id in groups
        }
        next_up = {each.visit_id for each in self.now.here.values()}
        waited_for = {class_of(turn) for turn in self.turns if turn.key in next_up}
        held |= {
            key for key, turn in found.items() if turn.start + turn.minutes <= self.minute and key not in waited_for
        }
        running = {class_of(turn) for turn in self.begun}
        return {key: turn for key, turn in found.items() if key not in held | running}, frozenset(held - running)

    def _works_at(self) -> dict[str, set[str]]:
        """The stations at which each member of staff may see somebody."""
        found: dict[str, set[str]] = defaultdict(set)
        for station in self.plan.stations:
            for staff_id in self.team.hours(station):
                found[staff_id].add(station.id)
        for turn in self.turns:
            found[turn.staff_id].add(turn.station.id)
        return found
