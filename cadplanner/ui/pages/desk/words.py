"""What the desk says: the answer to whoever stands before it, in words that cannot be mistaken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import GONE, HERE, NEVER_HERE, NOT_YET, Status
from cadplanner.core.live.person import Person
from cadplanner.core.live.record import clock_words
from cadplanner.core.model.attendance import AttendanceCode, Punctuality
from cadplanner.core.model.day import Mode
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import NumberKind
from cadplanner.core.planning.clash import service_name
from cadplanner.printing.words import card_words
from cadplanner.ui.kit.theme import Role

ENTER = "Enter: arrived."
CODE_WORDS = {
    AttendanceCode.ON_TIME: "5, on time",
    AttendanceCode.LATE_SEEN: "6, late but seen",
    AttendanceCode.LATE_NOT_SEEN: "7, late and not seen",
    AttendanceCode.CANCELLED_BY_PATIENT: "2, cancelled by the patient",
    AttendanceCode.DID_NOT_ATTEND: "3, did not attend",
    AttendanceCode.CANCELLED_BY_PROVIDER: "4, cancelled by us",
    AttendanceCode.IN_THE_FUTURE: "0, not yet",
}


class Tone(Enum):
    """How an answer looks: its icon, its fill and its ink; never the only thing that tells it from another."""

    READY = ("search", Role.SURFACE, Role.TEXT_SOFT)
    EXPECTED = ("user", Role.NOTE, Role.NOTE_TEXT)
    ARRIVED = ("circle-check", Role.GOOD, Role.GOOD_TEXT)
    ALREADY = ("triangle-alert", Role.CAUTION, Role.CAUTION_TEXT)
    NOT_TODAY = ("circle-x", Role.BAD, Role.BAD_TEXT)

    def __init__(self, icon: str, fill: Role, ink: Role) -> None:
        self.icon, self.fill, self.ink = icon, fill, ink


@dataclass(frozen=True, slots=True)
class Says:
    """An answer: its tone, the words to read from two metres away, and a sentence below."""

    tone: Tone
    headline: str
    below: str = ""


def answer_of(board: Board, person: Person, *, just_now: bool) -> Says:
    """What the desk says of somebody on today's list; `just_now` where she has arrived by the last thing done."""
    if person.status in NOT_YET:
        return _expected(board, person)
    if person.status in NEVER_HERE:
        return Says(Tone.EXPECTED, f"Marked: {person.status.value}", f"Here after all? {ENTER}")
    if just_now:
        return Says(Tone.ARRIVED, f"Arrived now, {clock_words(person.arrived)}", _how_late(person))
    if person.status in GONE:
        left = f"{_capital(person.status.value)} at {clock_words(person.left)}. Back again? {ENTER}"
        return Says(Tone.ALREADY, f"Already arrived at {clock_words(person.arrived)}", left)
    headline = f"Already arrived at {clock_words(person.arrived)}"
    return Says(Tone.ALREADY, headline, f"{_capital(where_words(board, person))}.")


def where_words(board: Board, person: Person) -> str:
    """Where somebody is: 'waiting for Physio assessment since 10:05', 'expected at 10:15'."""
    if person.status in NOT_YET:
        return person.status.value if person.expected is None else f"{person.status.value}, {clock(person.expected)}"
    since = f"since {clock_words(person.since)}"
    if person.status not in HERE:
        return f"{person.status.value} {clock_words(person.left)}"
    station = board.plan.station.get(person.station_id)
    if station is None or person.status is Status.PAUSED:
        return f"{person.status.value} {since}"
    between = {Status.WAITING: "for", Status.IN_PROGRESS: "at", Status.CALLED: "to", Status.DROPPING_IN: "at"}
    return f"{person.status.value} {between.get(person.status, 'for')} {station.name} {since}"


def tone_of(status: Status) -> Role | None:
    """The colour of a status in a list; its word stands in it."""
    if status in HERE:
        return Role.GOOD
    return {Status.LATE: Role.CAUTION, Status.MISSING: Role.BAD}.get(status)


def identity_words(patient: Patient, on: date) -> str:
    """What to compare: 'Born 12-Jun-1957 (70)'."""
    age = patient.age_on(on)
    years = "" if age is None else f" ({age})"
    return f"Born {date_words(patient.birth_date)}{years}"


def number_words(patient: Patient, card: int, number: NumberKind) -> str:
    """The numbers of somebody: 'Card K012    NHS 999 123 4567'."""
    return f"Card {card_words(card)}    {number.short} {number.shown(patient.nhs_number)}"


def route_words(board: Board, person: Person) -> tuple[str, ...]:
    """Her stops in time order, a line each; what is over is ticked, what is planned has its time and place."""
    plan = board.plan
    over = [
        f"✓ {clock_words(stop.finished)}  {plan.station[stop.station_id].name}"
        for stop in person.stops
        if stop.station_id in plan.station
    ]
    done = {stop.step for stop in person.stops}
    visits = plan.visits_of_appointment.get(person.appointment_id, ())
    to_come = []
    for visit in visits:
        station = plan.station[visit.station_id]
        if visit.step not in done:
            place = f", place {visit.place + 1}" if station.places > 1 and station.mode is Mode.ONE_TO_ONE else ""
            here = "● " if visit.step == person.step and person.status is Status.IN_PROGRESS else ""
            to_come.append(f"{here}{clock(visit.span.start)}  {station.name}{place}")
    known = done | {visit.step for visit in visits}
    route = plan.appointment[person.appointment_id].route
    no_time = [f"no time yet  {service_name(plan, step.service_id)}" for step in route if step.key not in known]
    return (*over, *to_come, *no_time)


def counts_words(board: Board) -> str:
    """How the day stands: '69 here, 188 gone, 180 to come, 6 late, 12 missing'."""
    count = {status: len(ids) for status, ids in board.by_status.items()}
    gone = count[Status.LEFT] + count[Status.SENT_TO_AE]
    absent = sum(count[status] for status in NEVER_HERE)
    told = (
        f"{len(board.here)} here",
        f"{gone} gone",
        f"{count[Status.EXPECTED]} to come",
        f"{count[Status.LATE]} late",
        f"{count[Status.MISSING]} missing",
        f"{absent} did not attend or cancelled",
    )
    return ", ".join(told)


def code_words(person: Person) -> str:
    """The code that attendance has as it stands now."""
    return f"Attendance code {CODE_WORDS[person.attendance]}"


def _expected(board: Board, person: Person) -> Says:
    if person.expected is None:
        return Says(Tone.EXPECTED, "On today's list, no time yet", ENTER)
    late = board.minute - person.expected
    how = board.policy.punctuality(board.minute, person.expected)
    told = {
        Punctuality.EARLY: f"{_span(-late)} early. ",
        Punctuality.ON_TIME: "",
        Punctuality.LATE: f"{_span(late)} late. ",
        Punctuality.VERY_LATE: f"Very late: {_span(late)}. ",
    }[how]
    return Says(Tone.EXPECTED, f"Expected at {clock(person.expected)}", f"{told}{ENTER}")


def _how_late(person: Person) -> str:
    if person.expected is None or person.arrived is None or person.punctuality is None:
        return "Without a time." if not person.walked_in else "Walked in."
    minutes = abs(person.arrived - person.expected)
    by = f", {_span(minutes)}" if person.punctuality is not Punctuality.ON_TIME else ""
    return f"{_capital(person.punctuality.value)}{by} (expected at {clock(person.expected)})."


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minute{'' if rest == 1 else 's'}"
    return f"{hours} h {rest:02d}" if rest else f"{hours} hour{'' if hours == 1 else 's'}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
