"""A day played through the same verbs as the window uses, minute by minute: for demonstrations and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from cadplanner.core.live import record
from cadplanner.core.live.board import Board, board, fair_order
from cadplanner.core.live.cast import agreed_with, cast, minutes_taken
from cadplanner.core.live.closing import close_day
from cadplanner.core.live.facts import Answer, By, Refusal
from cadplanner.core.live.following import NOT_YET, Status
from cadplanner.core.live.outcomes import Kept, give_to, record_outcome, tick
from cadplanner.core.live.person import Person
from cadplanner.core.live.record import At
from cadplanner.core.model.attendance import DayEvent, instant_on, minute_on
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.day_rules import ENTER
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.outcome import Agreed, Outcome, OutcomeKind, Promise
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.breaks import is_staffed

READY_EARLY = 10  # minutes before its time that a visit may begin
AT_A_DROP_IN = 5  # minutes that somebody looks round before she stops at a stall
CLERK = "Checkout desk"


NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class Lived:
    """A day so far: its facts, and what was recorded of it."""

    events: tuple[DayEvent, ...] = ()
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class Played:
    """One minute: all that was done in it as one edit, and the board after it."""

    minute: int
    edit: Edit
    board: Board


def play(
    plan: Plan, lived: Lived, *, dice: Random, new_id: Callable[[], str], until: int | None = None
) -> Iterator[Played]:
    """Play the day on from where it stands, to `until` or to its close; minutes in which nothing happens are left out.

    People come, wait in fair order, are seen by whoever has the skill and is on shift, and go home with an outcome.
    In the end who did not come is marked, promises have an owner, outcomes are in the record system, and the day is
    closed. The same dice play the same day.
    """
    stage = _Stage(plan, lived, dice, new_id)
    last = plan.day.opening.end if until is None else min(until, plan.day.opening.end)
    for minute in range(stage.minute, last + 1):
        stage.turn_to(minute)
        stage.one_minute()
        if stage.edits:
            yield stage.played()
    if until is None or until > plan.day.opening.end:
        stage.turn_to(last + 1)
        stage.close()
        yield stage.played()


class _Stage:
    """The day while it is played. The board is derived anew when what happened decides what happens next."""

    def __init__(self, plan: Plan, lived: Lived, dice: Random, new_id: Callable[[], str]) -> None:
        self.plan, self.dice, self.new_id = plan, dice, new_id
        self.events, self.kept = list(lived.events), lived.kept
        self.parts = cast(plan, dice)
        on = plan.day.on
        comes = [part.comes for part in self.parts.values() if part.comes is not None]
        first = min([plan.day.opening.start, *comes])
        self.minute = max([first, *(minute_on(event.at, on) + 1 for event in lived.events)])
        self.ends: dict[str, int] = {}
        self.begun: list[At] = []  # since the board was last looked at
        self.edits: list[Edit] = []
        self.stale = False
        self.board = board(plan, lived.events, instant_on(self.minute, on), lived.kept.rules.policy)

    def turn_to(self, minute: int) -> None:
        self.minute, self.edits = minute, []

    def look(self) -> None:
        """Derive the board anew, where something happened or time went on since it was."""
        if not self.stale and self.board.minute == self.minute:
            return
        self.stale = False
        self.begun = []
        now = instant_on(self.minute, self.plan.day.on)
        self.board = board(self.plan, self.events, now, self.kept.rules.policy)

    def played(self) -> Played:
        self.look()
        changes = tuple(change for edit in self.edits for change in edit.changes)
        return Played(self.minute, Edit(f"Played until {clock(self.minute)}", changes), self.board)

    def one_minute(self) -> None:
        self.look()
        self._come()
        self._finish()
        self.look()
        self._drop_in()
        self._go_home()
        self.look()
        for station in self.plan.stations:
            self._begin(station)

    def close(self) -> None:
        """What is left at the end: who is still there goes, who never came is marked, and the forms are keyed."""
        self.look()
        for person in self.board.people:
            if person.status in NOT_YET:
                self._mark_absent(person)
            elif person.left is None:
                self._leave_with(person, (Agreed(OutcomeKind.LEFT_EARLY),))
        by = self._by()
        self._take(tick([promise for promise in self.kept.promises if promise.action == ENTER], by))
        self.look()
        self._do(close_day(self.board, by, self.kept))

    def _come(self) -> None:
        for person in self.board.people:
            comes = self.parts[person.appointment_id].comes
            if person.status in NOT_YET and comes is not None and comes <= self.minute:
                self._do(record.arrive(self.board, self._by(), person.appointment_id))

    def _finish(self) -> None:
        for person in self._with(Status.IN_PROGRESS):
            if self.ends.get(person.appointment_id, person.since + self._planned(person)) <= self.minute:
                self._do(record.finish(self.board, self._by(), person.appointment_id))

    def _drop_in(self) -> None:
        for person in self._with(Status.DROPPING_IN):
            if self.minute - person.since >= AT_A_DROP_IN:
                self._do(record.drop_in(self.board, self._by(), person.station_id, person.appointment_id))

    def _go_home(self) -> None:
        for person in self._with(Status.READY_TO_LEAVE):
            self._leave_with(person, agreed_with(self.plan, self.dice))
        for person in self._with(Status.WAITING):
            if person.stops and self.parts[person.appointment_id].leaves_early:
                self._leave_with(person, (Agreed(OutcomeKind.LEFT_EARLY),))

    def _leave_with(self, person: Person, agreed: tuple[Agreed, ...]) -> None:
        who = person.appointment_id
        self._do(record_outcome(self.board, self._by(), self.kept, who, agreed))
        mine = [promise for promise in self.kept.promises if promise.appointment_id == who]
        self._take(give_to(mine, CLERK))
        if all(each.kind is not OutcomeKind.LEFT_EARLY for each in agreed):
            self._do(record.leave(self.board, self._by(), who))

    def _mark_absent(self, person: Person) -> None:
        """Who was given no time was let down by us; who was did not attend."""
        who, by = person.appointment_id, self._by()
        if person.expected is None:
            self._do(record.cancel(self.board, by, who, by_patient=False))
        else:
            self._do(record.did_not_attend(self.board, by, who))

    def _begin(self, station: Station) -> None:
        if station.mode is Mode.DROP_IN or not any(span.start <= self.minute < span.end for span in station.opening):
            return
        queue = [self.board.person[who] for who in self.board.station[station.id].queue]
        due = [person for person in queue if fair_order(self.plan, person)[0] - READY_EARLY <= self.minute]
        if station.mode is Mode.GROUP:
            self._begin_class(station, due)
            return
        for person in due:
            at = self._free(station, person)
            if at is None:
                break
            self.begun.append(at)
            self._do(record.start(self.board, self._by(), person.appointment_id, at))
            self.ends[person.appointment_id] = self.minute + minutes_taken(self._planned(person), self.dice)

    def _begin_class(self, station: Station, due: list[Person]) -> None:
        begins = station.opening[0].start
        on_time = not station.start_every or (self.minute - begins) % station.start_every == 0
        ready = [person for person in due if fair_order(self.plan, person)[0] <= self.minute]
        at = self._free(station, ready[0]) if ready and on_time else None
        if at is None:
            return
        self.begun.append(at)
        coming = [person.appointment_id for person in due[: station.group_size]]
        self._do(record.start_class(self.board, self._by(), coming, at))
        self.ends |= dict.fromkeys(coming, self.minute + station.minutes)

    def _free(self, station: Station, person: Person) -> At | None:
        """A free place and somebody free who may, her own first; None where there is not both."""
        used = {each.place for each in self._taken() if each.station_id == station.id}
        places = sorted(set(range(station.places)) - used, key=lambda place: place != person.place)
        if not places:
            return None
        if not is_staffed(station.mode, station.skill):
            return At(station.id, places[0], step=person.step)
        staff = [staff_id for staff_id in self._on_shift(station) if staff_id not in self._busy()]
        if not staff:
            return None
        return At(station.id, places[0], min(staff, key=lambda staff_id: staff_id != person.staff_id), person.step)

    def _on_shift(self, station: Station) -> list[str]:
        shifts, here = self.plan.shift_of, (station.skill, station.id)
        able = [member.id for member in self.plan.staff if station.skill in member.skills and member.id in shifts]
        on = [each for each in able if self.minute < shifts[each].span.end]
        return [each for each in on if any(h.start <= self.minute < h.end for h in shifts[each].hours_for(*here))]

    def _busy(self) -> set[str]:
        return {each.staff_id for each in self._taken()}

    def _taken(self) -> list[At]:
        """Where somebody is being seen, those who were begun with since the board was derived among them."""
        seen = self._with(Status.IN_PROGRESS)
        return [*(At(each.station_id, each.place, each.staff_id) for each in seen), *self.begun]

    def _planned(self, person: Person) -> int:
        """The minutes planned for what she is at or waits for; the station's usual ones where nothing was."""
        visits = self.plan.visits_of_appointment.get(person.appointment_id, ())
        usual = self.plan.station[person.station_id].minutes
        return next((visit.span.minutes for visit in visits if visit.step == person.step), usual)

    def _with(self, status: Status) -> list[Person]:
        return [self.board.person[who] for who in self.board.by_status[status]]

    def _by(self) -> By:
        return By("demo", instant_on(self.minute, self.plan.day.on), self.new_id)

    def _do(self, answer: Answer) -> None:
        assert not isinstance(answer, Refusal), answer.says
        self._take(answer)

    def _take(self, edit: Edit) -> None:
        """What was done is known from now on; the facts after it are numbered on from its facts."""
        self.edits.append(edit)
        self.stale = True
        after = [change.after for change in edit.changes]
        facts = [entity for entity in after if isinstance(entity, DayEvent)]
        outcomes = [entity for entity in after if isinstance(entity, Outcome)]
        self.events += facts
        numbers = (*(fact.number for fact in facts), *(outcome.number for outcome in outcomes))
        highest = max(self.board.highest, *numbers, 0)
        self.board = replace(self.board, highest=highest)
        promises = _changed(self.kept.promises, edit)
        self.kept = replace(self.kept, outcomes=(*self.kept.outcomes, *outcomes), promises=promises)


def _changed(promises: Iterable[Promise], edit: Edit) -> tuple[Promise, ...]:
    found = {promise.id: promise for promise in promises}
    for change in edit.changes:
        if isinstance(change.after, Promise):
            found[change.after.id] = change.after
    return tuple(found.values())
