"""What was written by hand while the laptop was down: a card or a form entered later, with the times on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By, Fact, Refusal, written
from cadplanner.core.live.following import GONE, NEVER_HERE, Status
from cadplanner.core.live.person import Person
from cadplanner.core.live.record import clock_words
from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.attendance import AttendanceCode, Happened, instant_on
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import who as named

NOT_THERE = {
    AttendanceCode.DID_NOT_ATTEND: Happened.DID_NOT_ATTEND,
    AttendanceCode.CANCELLED_BY_PATIENT: Happened.CANCELLED_BY_PATIENT,
    AttendanceCode.CANCELLED_BY_PROVIDER: Happened.CANCELLED_BY_PROVIDER,
}
THERE = (AttendanceCode.ON_TIME, AttendanceCode.LATE_SEEN, AttendanceCode.LATE_NOT_SEEN)


@dataclass(frozen=True, slots=True)
class WrittenVisit:
    """A stop with the minutes written beside it; None where only one of them is."""

    step: str
    begun: int | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What one paper says: the box ticked under “Came”, and minutes of the day, None where nothing is written."""

    came: AttendanceCode
    arrived: int | None = None
    left: int | None = None
    visits: tuple[WrittenVisit, ...] = ()


def wrong_on_paper(board: Board, appointment_id: str, paper: OnPaper) -> tuple[tuple[str, str], ...]:
    """What cannot be as it is written: pairs of what it is about ('came', 'arrived', 'left', a step) and a sentence."""
    person = board.person.get(appointment_id)
    if person is None:
        return (("came", "Not on today's list."),)
    if paper.came in NOT_THERE:
        return tuple(_wrong_of_absent(board, person, paper))
    if paper.came not in THERE:
        return (("came", "Tick how the person came: 5, 6, 7, 3, 2 or 4."),)
    return (*_wrong_times(person, paper), *_wrong_visits(person, paper))


def enter_paper(board: Board, by: By, appointment_id: str, paper: OnPaper) -> Answer:
    """The facts that a paper tells, in the order of the day; what is known already stands.

    A visit with one time has its planned minutes. An arrival time that differs from the one noted takes its place.
    """
    wrong = wrong_on_paper(board, appointment_id, paper)
    if wrong:
        return Refusal(" ".join(says for _, says in wrong))
    person = board.person[appointment_id]
    label = f"From paper: {named(board.plan, appointment_id)}"
    if paper.came in NOT_THERE:
        return written(board, by, label, Fact(NOT_THERE[paper.came], appointment_id))
    facts = [*_arrival(board, person, paper), *_visits(board, person, paper)]
    facts += _end(board, person, paper, again=bool(facts))
    return written(board, by, label, *facts) if facts else Refusal("All of that is noted already.")


def minutes_of(board: Board, person: Person, visit: WrittenVisit) -> tuple[int, int]:
    """When the visit began and ended; a time that is not written follows from the planned minutes."""
    planned = next((v for v in _planned(board, person) if v.step == visit.step), None)
    minutes = planned.span.minutes if planned else 0
    if visit.begun is None:
        assert visit.ended is not None
        return visit.ended - minutes, visit.ended
    return visit.begun, visit.begun + minutes if visit.ended is None else visit.ended


def _wrong_of_absent(board: Board, person: Person, paper: OnPaper) -> Iterator[tuple[str, str]]:
    if person.arrived is not None:
        yield "came", f"{named(board.plan, person.appointment_id)} arrived at {clock_words(person.arrived)}."
    elif person.status in NEVER_HERE and NOT_THERE[paper.came].value == person.status.value:
        yield "came", f"That is noted already: {person.status.value}."
    if paper.arrived is not None or paper.left is not None or paper.visits:
        yield "came", "Times are written of somebody who did not come: look again."


def _wrong_times(person: Person, paper: OnPaper) -> Iterator[tuple[str, str]]:
    arrived = person.arrived if paper.arrived is None else paper.arrived
    if arrived is None:
        yield "arrived", "When did the person arrive? Write the best guess."
    elif paper.left is not None and paper.left < arrived:
        yield "left", f"Left at {clock(paper.left)}, before arriving at {clock_words(arrived)}."


def _wrong_visits(person: Person, paper: OnPaper) -> Iterator[tuple[str, str]]:
    if paper.visits and paper.came is AttendanceCode.LATE_NOT_SEEN:
        yield "came", "Late and not seen, and yet there is a visit: choose 6, or clear its times."
    arrived = person.arrived if paper.arrived is None else paper.arrived
    for visit in paper.visits:
        told = [minute for minute in (visit.begun, visit.ended) if minute is not None]
        if not told:
            yield visit.step, "When was it? One time is enough."
        elif told != sorted(told):
            yield visit.step, f"It cannot end at {clock(told[1])}, before it began at {clock(told[0])}."
        elif arrived is not None and told[0] < arrived:
            yield visit.step, f"That is before the person arrived at {clock_words(arrived)}."
        elif paper.left is not None and told[-1] > paper.left:
            yield visit.step, f"That is after the person left at {clock(paper.left)}."


def _arrival(board: Board, person: Person, paper: OnPaper) -> Iterator[Fact]:
    who = person.appointment_id
    if paper.arrived is None or paper.arrived == person.arrived:
        return
    for fact in board.facts:
        if fact.appointment_id == who and fact.kind is Happened.ARRIVED:
            yield Fact(Happened.ANNULLED, who, annuls=fact.id)
    yield Fact(Happened.ARRIVED, who, at=instant_on(paper.arrived, board.plan.day.on))


def _visits(board: Board, person: Person, paper: OnPaper) -> Iterator[Fact]:
    """Each visit begun and ended; whoever is with somebody now is so again afterwards."""
    who, on = person.appointment_id, board.plan.day.on
    known = {stop.step for stop in person.stops}
    planned = {visit.step: visit for visit in _planned(board, person)}
    new = [visit for visit in paper.visits if visit.step not in known and visit.step in planned]
    for visit in new:
        there = planned[visit.step]
        where = (who, there.station_id, there.place, there.staff_id, visit.step)
        begun, ended = minutes_of(board, person, visit)
        yield Fact(Happened.STARTED, *where, at=instant_on(begun, on))
        yield Fact(Happened.FINISHED, *where, at=instant_on(ended, on))
    if new and person.status is Status.IN_PROGRESS and person.step not in {visit.step for visit in new}:
        here = (who, person.station_id, person.place, person.staff_id, person.step)
        yield Fact(Happened.STARTED, *here, at=instant_on(person.since, on))


def _end(board: Board, person: Person, paper: OnPaper, *, again: bool) -> Iterator[Fact]:
    """When she left; who had left already leaves `again`, for an earlier fact told later has brought her back."""
    left, gone = paper.left, person.status in GONE - NEVER_HERE
    if left is None and paper.came is AttendanceCode.LATE_NOT_SEEN and not gone:
        left = person.arrived if paper.arrived is None else paper.arrived
    if left is None and gone and again:
        left = max([person.left or 0, *(minutes_of(board, person, visit)[1] for visit in paper.visits)])
    if left is None or (gone and left == person.left and not again):
        return
    kind = Happened.SENT_TO_AE if person.status is Status.SENT_TO_AE else Happened.LEFT
    yield Fact(kind, person.appointment_id, at=instant_on(left, board.plan.day.on))


def _planned(board: Board, person: Person) -> tuple[Visit, ...]:
    return board.plan.visits_of_appointment.get(person.appointment_id, ())
