"""What may be noted of a person on the day: each verb gives the edit, or says kindly why not.

What is odd but true is taken: somebody who did not attend and turns up has arrived; somebody who is seen without
having checked in has arrived too. Only what cannot be is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By, Fact, Refusal, written
from cadplanner.core.live.following import GONE, HERE, NOT_YET, Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.attendance import DayEvent, Happened, instant_on
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import who as named


@dataclass(frozen=True, slots=True)
class At:
    """Where somebody is seen. An unknown place is -1; staff and step are found from the plan where left ''."""

    station_id: str
    place: int = -1
    staff_id: str = ""
    step: str = ""


def arrive(board: Board, by: By, appointment_id: str, says: str = "") -> Answer:
    """She is at the desk. Whoever left, was marked or was cancelled and comes (back) has simply arrived.

    `says` notes who confirmed name and birth date, where that was not the person.
    """
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if person.status in HERE:
        return Refusal(f"{named(board.plan, appointment_id)} already arrived at {clock_words(person.arrived)}.")
    return _one(board, by, Happened.ARRIVED, appointment_id, says=says)


def call(board: Board, by: By, appointment_id: str, at: At) -> Answer:
    """She is called to a place."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if person.status is Status.IN_PROGRESS:
        return Refusal(f"{named(board.plan, appointment_id)} is {_busy(board, person)}.")
    return _not_here(board, person) or _one(board, by, Happened.CALLED, appointment_id, _found(board, person, at))


def call_next(board: Board, by: By, at: At) -> Answer:
    """Whoever has the fairest claim is called to a place of that station."""
    queue = board.station[at.station_id].queue
    if not queue:
        return Refusal(f"Nobody is waiting for {board.plan.station[at.station_id].name}.")
    return call(board, by, queue[0], at)


def start(board: Board, by: By, appointment_id: str, at: At) -> Answer:
    """A visit begins. Whoever has not checked in has arrived; a visit elsewhere is over."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if person.status is Status.IN_PROGRESS and person.station_id == at.station_id:
        return Refusal(f"{named(board.plan, appointment_id)} is {_busy(board, person)}.")
    label = f"{named(board.plan, appointment_id)} started at {_station(board, at.station_id)}"
    return written(board, by, label, *_starting(board, person, at))


def start_class(board: Board, by: By, appointment_ids: Sequence[str], at: At) -> Answer:
    """Everybody of a class begins together; those who are in it already stay."""
    people = [board.person[each] for each in appointment_ids if each in board.person]
    coming = [p for p in people if not (p.status is Status.IN_PROGRESS and p.station_id == at.station_id)]
    if not coming:
        return Refusal(f"Nobody is waiting for {_station(board, at.station_id)}.")
    facts = [fact for person in coming for fact in _starting(board, person, at)]
    return written(board, by, f"{_station(board, at.station_id)} started with {len(coming)}", *facts)


def finish(board: Board, by: By, appointment_id: str) -> Answer:
    """The visit in progress is over."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if person.status is not Status.IN_PROGRESS:
        return Refusal(f"{named(board.plan, appointment_id)} is not with anybody. Start the visit first.")
    return _one(board, by, Happened.FINISHED, appointment_id, _of(person))


def finish_class(board: Board, by: By, station_id: str) -> Answer:
    """Every visit in progress at that station is over."""
    people = [board.person[each] for each in board.station[station_id].in_progress]
    if not people:
        return Refusal(f"Nobody is at {_station(board, station_id)}.")
    facts = [_fact(Happened.FINISHED, person.appointment_id, _of(person)) for person in people]
    return written(board, by, f"{_station(board, station_id)} finished with {len(people)}", *facts)


def enter_visit(board: Board, by: By, appointment_id: str, at: At, minutes: tuple[int, int]) -> Answer:
    """A visit from paper: it began and ended at those minutes of the day."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if minutes[1] < minutes[0]:
        return Refusal(f"The visit cannot end at {clock(minutes[1])}, before it began at {clock(minutes[0])}.")
    here = _found(board, person, at)
    begun, ended = (instant_on(minute, board.plan.day.on) for minute in minutes)
    facts = [
        _fact(Happened.STARTED, appointment_id, here, begun),
        _fact(Happened.FINISHED, appointment_id, here, ended),
    ]
    if person.arrived is None:
        facts.insert(0, Fact(Happened.ARRIVED, appointment_id, at=begun))
    gone = {Status.LEFT: Happened.LEFT, Status.SENT_TO_AE: Happened.SENT_TO_AE}.get(person.status)
    if gone and person.left is not None:
        facts.append(Fact(gone, appointment_id, at=instant_on(max(person.left, minutes[1]), board.plan.day.on)))
    label = f"{named(board.plan, appointment_id)} was at {_station(board, at.station_id)}"
    return written(board, by, label, *facts)


def move(board: Board, by: By, appointment_id: str, at: At) -> Answer:
    """She goes on at another place or station, or waits for another station instead."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if (person.station_id, person.place) == (at.station_id, at.place):
        return Refusal(f"{named(board.plan, appointment_id)} is there already.")
    to = At(at.station_id, at.place, at.staff_id, at.step or person.step)
    return _not_here(board, person) or _one(board, by, Happened.MOVED, appointment_id, to)


def hold(board: Board, by: By, appointment_id: str, says: str = "") -> Answer:
    """She waits for something that is not a turn: a result, an interpreter, somebody to talk to."""
    return _while_here(board, by, Happened.HELD, appointment_id, says)


def pause(board: Board, by: By, appointment_id: str, says: str = "") -> Answer:
    """She is out for a while and will be back: nobody calls her meanwhile."""
    return _while_here(board, by, Happened.PAUSED, appointment_id, says)


def back_to_queue(board: Board, by: By, appointment_id: str) -> Answer:
    """She waits again, from when she was last free: being called or held in vain costs nobody a turn."""
    person = board.person.get(appointment_id)
    if person is not None and person.status in (Status.WAITING, Status.DROPPING_IN, Status.READY_TO_LEAVE):
        return Refusal(f"{named(board.plan, appointment_id)} is in no visit to go back from.")
    return _while_here(board, by, Happened.BACK_TO_QUEUE, appointment_id, "")


def leave(board: Board, by: By, appointment_id: str, says: str = "") -> Answer:
    """She goes home, whether all is done or not."""
    return _while_here(board, by, Happened.LEFT, appointment_id, says)


def send_to_ae(board: Board, by: By, appointment_id: str, says: str = "") -> Answer:
    """She is sent to A&E."""
    return _while_here(board, by, Happened.SENT_TO_AE, appointment_id, says)


def did_not_attend(board: Board, by: By, appointment_id: str) -> Answer:
    """She has not come and said nothing."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if person.arrived is not None:
        says = f"{named(board.plan, appointment_id)} arrived at {clock_words(person.arrived)}, and so did attend."
        return Refusal(says)
    if person.status is Status.DID_NOT_ATTEND:
        return Refusal(f"{named(board.plan, appointment_id)} is marked already.")
    return _one(board, by, Happened.DID_NOT_ATTEND, appointment_id)


def cancel(board: Board, by: By, appointment_id: str, *, by_patient: bool, says: str = "") -> Answer:
    """The appointment is cancelled, by the patient or by us."""
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    if person.status in GONE - {Status.DID_NOT_ATTEND}:
        return Refusal(f"{named(board.plan, appointment_id)} is marked already: {person.status.value}.")
    kind = Happened.CANCELLED_BY_PATIENT if by_patient else Happened.CANCELLED_BY_PROVIDER
    return _one(board, by, kind, appointment_id, says=says)


def drop_in(board: Board, by: By, station_id: str, appointment_id: str = "") -> Answer:
    """Somebody dropped in at that station; whose card it was, where that is known."""
    if station_id not in board.plan.station:
        return Refusal("That station is not part of this day.")
    if not appointment_id:
        fact = Fact(Happened.DROPPED_IN, station_id=station_id)
        return written(board, by, f"Somebody dropped in at {_station(board, station_id)}", fact)
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    return _one(board, by, Happened.DROPPED_IN, appointment_id, _found(board, person, At(station_id)))


def annul(board: Board, by: By, event_id: str) -> Answer:
    """One fact was wrong: it no longer holds, and both stay in the history."""
    fact = next((fact for fact in board.facts if fact.id == event_id), None)
    if fact is None:
        return Refusal("That has been taken back already.")
    label = f"Take back: {_named(board, fact)} {fact.kind.value}"
    return written(board, by, label, Fact(Happened.ANNULLED, annuls=event_id))


def undo_last(board: Board, by: By) -> Answer:
    """What this person did last is taken back, all of it; it stays in the history.

    Whoever walked in by it is no longer on the list, unless she has visits by now. A close changes the waiting list,
    so only reopening answers it.
    """
    last = next((fact for fact in reversed(board.facts) if fact.who == by.who), None)
    if board.closed or (last is not None and last.kind is Happened.REOPENED):
        return Refusal("Closing the day and reopening it are not taken back here: go to the page After.")
    if last is None:
        return Refusal("There is nothing to take back.")
    mine = {fact.number: fact for fact in board.facts if fact.who == by.who}
    number, facts, gone = last.number, [], Edit("")
    while number in mine:
        facts.append(Fact(Happened.ANNULLED, mine[number].appointment_id, annuls=mine[number].id))
        gone = gone.and_also(_off_the_list(board, mine[number]))
        number -= 1
    label = f"Take back: {_named(board, last)} {last.kind.value}"
    return written(board, by, label, *facts).and_also(gone)


def clock_words(minute: int | None) -> str:
    """A minute as staff read it; in words for none or for another day's."""
    return clock(minute) if minute is not None and 0 <= minute < 24 * 60 else "an unknown time"


def _named(board: Board, fact: DayEvent) -> str:
    return named(board.plan, fact.appointment_id) if fact.appointment_id else "Somebody"


def _off_the_list(board: Board, fact: DayEvent) -> Edit:
    appointment = board.plan.appointment.get(fact.appointment_id)
    stays = fact.kind is not Happened.WALK_IN or fact.appointment_id in board.plan.visits_of_appointment
    return Edit("", () if stays or appointment is None else (Change(appointment, None),))


def _while_here(board: Board, by: By, kind: Happened, appointment_id: str, says: str) -> Answer:
    person = board.person.get(appointment_id)
    if person is None:
        return _not_today()
    return _not_here(board, person) or _one(board, by, kind, appointment_id, _of(person), says)


def _one(board: Board, by: By, kind: Happened, appointment_id: str, at: At | None = None, says: str = "") -> Answer:
    fact = _fact(kind, appointment_id, at or At(""), says=says)
    return written(board, by, f"{named(board.plan, appointment_id)}: {kind.value}", fact)


def _fact(kind: Happened, appointment_id: str, at: At, when: datetime | None = None, says: str = "") -> Fact:
    return Fact(kind, appointment_id, at.station_id, at.place, at.staff_id, at.step, says=says, at=when)


def _starting(board: Board, person: Person, at: At) -> list[Fact]:
    facts = [_fact(Happened.STARTED, person.appointment_id, _found(board, person, at))]
    if person.status in NOT_YET or person.status in GONE:
        return [Fact(Happened.ARRIVED, person.appointment_id), *facts]
    if person.status is Status.IN_PROGRESS:
        return [_fact(Happened.FINISHED, person.appointment_id, _of(person)), *facts]
    return facts


def _found(board: Board, person: Person, at: At) -> At:
    """The step and the staff that the plan has for her there, where none are told."""
    over = {stop.step for stop in person.stops}
    visits = board.plan.visits_of_appointment.get(person.appointment_id, ())
    planned = next((v for v in visits if v.station_id == at.station_id and v.step not in over), None)
    waits_there = person.step if person.station_id == at.station_id else ""
    step = at.step or waits_there or (planned.step if planned else _step_given_there(board, person, at, over))
    return At(at.station_id, at.place, at.staff_id or (planned.staff_id if planned else ""), step)


def _step_given_there(board: Board, person: Person, at: At, over: set[str]) -> str:
    station = board.plan.station.get(at.station_id)
    route = board.plan.appointment[person.appointment_id].route
    keys = (step.key for step in route if station and step.service_id == station.service_id and step.key not in over)
    return next(keys, "")


def _of(person: Person) -> At:
    return At(person.station_id, person.place, person.staff_id, person.step)


def _busy(board: Board, person: Person) -> str:
    return f"at {_station(board, person.station_id)} since {clock_words(person.since)}"


def _not_here(board: Board, person: Person) -> Refusal | None:
    name = named(board.plan, person.appointment_id)
    if person.status in NOT_YET:
        return Refusal(f"{name} has not arrived yet.")
    if person.status in GONE:
        return Refusal(f"{name} is not here: {person.status.value} ({clock_words(person.left)}).")
    return None


def _station(board: Board, station_id: str) -> str:
    station = board.plan.station.get(station_id)
    return station.name if station else "a station that is no longer there"


def _not_today() -> Refusal:
    return Refusal("Not on today's list. Look in the waiting list, or enter a walk-in.")
