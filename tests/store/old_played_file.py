"""Makes the second file that tests open for ever after: `python -m tests.store.old_played_file tests/files/v2.cad`.

Encrypted, with its key file, a played day and one deleted for good. Like the first (`old_file.py`) it was made once.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.attendance import ArrivalPolicy, DayEvent, Happened
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Position, Service, Station, Venue
from cadplanner.core.model.day_rules import Codes, DayRules, Owes
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.core.model.outcome import Agreed, Feedback, Outcome, OutcomeKind, Promise, WhatMatters
from cadplanner.core.model.pathway import Pathway, Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Cover, Interpreter, Post, Shift, StaffMember
from cadplanner.store.keeping import delete_days, note_export
from cadplanner.store.store import Store
from tests.keys import KEY, with_keys

AT = datetime(2027, 6, 12, 9, 30, tzinfo=UTC)
CLOSED = datetime(2027, 2, 6, 17, tzinfo=UTC)
PIN = "4071"
DETAILS = ServiceDetails("service", "Oakfield MSK (invented)", "01632 960000", "better health day", "PIR", True, 2)
VENUE = Venue("v1", "Oakfield Leisure Centre", "Station Road", ("Hall", "Studio"), ((0, 2), (2, 0)))
TALK = Service("talk", "Conversation", 25, position=Position.FIRST, explains="What matters to you")
CLASS = Service("class", "Strength class", 30, "physio", Mode.GROUP, after=("talk",))
DAY = AppointmentDay(
    "d1", "Spring day", date(2027, 6, 12), "v1", Span(540, 1020), Arrivals(Span(525, 960), 15, 4), 5, 10
)
DAY = replace(DAY, longest_stay=200, staff_walk=False, wait_for_another=20, short_stay=75)
EARLIER = AppointmentDay("d0", "Winter day", date(2027, 2, 6), "v1", Span(540, 1020), Arrivals(Span(525, 960), 15, 0))
NGUYEN = Patient(
    "p1", "Nguyễn", "Văn", "Mr", date(1957, 6, 12), "9990000018", "L1", "male", "07700 900123", "van@example.test"
)
NEEDY = Patient(
    "p2",
    "O'Sample",
    "Zoë",
    needs=(AccessNeed.INTERPRETER, AccessNeed.CARER_PRESENT, AccessNeed.CANNOT_WAIT),
    language="Bengali",
    needs_note="pram",
)
GONE = Patient("p0", "Wintergone", "Una")
ROUTE = (Step("0", "talk"), Step("1", "class", ("0",), 30))
RULES = DayRules(
    "rules",
    ArrivalPolicy(20, 5, 25),
    (Owes(OutcomeKind.FOLLOW_UP, "Book it", 5, "Bea"),),
    (Codes(OutcomeKind.DISCHARGE, "1", "30"), Codes(OutcomeKind.PIFU, "", "32")),
    (OutcomeKind.LEFT_EARLY,),
)
STAFF = (
    StaffMember("w1", "Asha Testwell", "Physiotherapist", "Oakfield Trust", ("physio", "first aid"), ("Urdu",)),
    Shift(
        "h1",
        "d1",
        "w1",
        Span(540, 1020),
        (BreakRule(30, Span(720, 840)),),
        150,
        15,
        5,
        (Post(Span(540, 720), ("physio",), ("s2",)), Post(Span(720, 1020))),
    ),
    Interpreter("i1", "d1", "Bengali", 2, (Span(540, 720),)),
    Cover("c1", "d1", "first aid", Span(540, 1020), 1),
)
THINGS = (
    NGUYEN,
    NEEDY,
    Referral("r1", "p1", date(2026, 12, 1), Priority.ROUTINE, "Knee", "GP", "MSK", "knee", "stairs"),
    Referral("r2", "p2", None, Priority.TWO_WEEK_WAIT, settled_on=date(2027, 2, 6)),
    VENUE,
    TALK,
    CLASS,
    DAY,
    Station("s1", "d1", "Table 1", "talk", 25, 3, 1, (Span(540, 720), Span(780, 1020)), 1, quiet=True, small_places=1),
    Station("s2", "d1", "Class", "class", 30, 1, 1, (Span(540, 1020),), 0, Mode.GROUP, "physio", 12, 30),
    *STAFF,
    Pathway("y1", "d1", "Knee", ("talk", "class"), in_order=True, share=60),
    Appointment("a1", "d1", "p1", 1, ROUTE, "r1", "Knee", (Span(540, 720),), 120, 700, "together-1"),
    Appointment("a2", "d1", "p2", 2, ROUTE[:1], "r2", together="together-1"),
    Visit(visit_id("a1", "0"), "d1", "a1", "0", "s1", 2, "w1", Span(600, 625), locked=True),
    Visit(visit_id("a1", "1"), "d1", "a1", "1", "s2", 0, "w1", Span(630, 660)),
    ColumnMapping("Surname|DOB", (("Surname", "surname"), ("DOB", "birth_date"))),
    RULES,
)
FACTS = (
    DayEvent("e1", "d1", Happened.ARRIVED, AT, 1, "Ann", "a1"),
    DayEvent("e2", "d1", Happened.STARTED, AT, 2, "Ann", "a1", "s1", 2, "w1", "0"),
    DayEvent("e3", "d1", Happened.ANNULLED, AT, 3, "Ann", annuls="e2", says="the wrong card"),
    DayEvent("e4", "d1", Happened.DID_NOT_ATTEND, AT, 4, "Ann", "a2"),
)
AGREED = (
    Agreed(OutcomeKind.PIFU, "knee", start=date(2027, 6, 12), months=6, leaflet=True, contact="01632 960000"),
    Agreed(OutcomeKind.FOLLOW_UP, "phone", "routine", "physio", date(2027, 7, 1)),
    Agreed(OutcomeKind.SIGNPOSTED, to=("walking group", "carers' centre")),
)
OUTCOMES = (
    Outcome("o1", "d1", "a1", AT, 5, "Bea", AGREED[:1]),
    Outcome("o2", "d1", "a1", AT, 6, "Bea", AGREED, "asked again", "o1"),
    Outcome("o3", "d1", "a2", AT, 7, "Ann", (Agreed(OutcomeKind.DID_NOT_ATTEND),)),
)
MATTERS = WhatMatters("m1", "d1", "a1", AT, 8, "Bea", "The stairs at home")
FEEDBACK = Feedback("f1", "d1", (4, 3, 4), 1, "Kind")
PROMISE = Promise("q1", "d1", "a1", "o2", "Book it", "Bea", date(2027, 6, 17))
TICKED = replace(PROMISE, entered_by="Bea", entered_at=AT.replace(hour=18))
PRINT = Print("x1", "d1", "passport", "a1", 3, "digest")
ANN = Operator("op1", "Ann", Role.COORDINATOR, kept_pin(PIN, bytes(16)))
BEA = Operator("op2", "Bea", Role.DESK, kept_pin("9152", bytes(range(16))))
LABELS = (
    "Signed in", "Name who works here", "Look at the record", "Keep the promise", "Record what came of it", "Print",
    "The day", "Delete for good: Winter day", "Export", "", "", "Set up and plan", "Name the service",
)  # fmt: skip


def make(path: Path) -> None:
    """Everything the store can keep, each kind of entry in its history, and a day that was deleted for good."""
    with_keys(path)
    with Store.create(path, KEY, replace=True) as store:
        store.apply(Edit("Name the service", (Change(store.details(), DETAILS),)), who="Ann", at=CLOSED)
        store.apply(edit_between("Set up and plan", (), THINGS), who="Ann", at=CLOSED)
        _delete_a_day(store)
        store.apply(edit_between("The day", (), FACTS), who="Ann", at=AT)
        store.apply(edit_between("Print", (), (PRINT,)), who="Ann", at=AT, did=Did.PRINTED)
        came = (*OUTCOMES, PROMISE, MATTERS, FEEDBACK)
        store.apply(edit_between("Record what came of it", (), came), who="Bea", at=AT)
        store.apply(Edit("Keep the promise", (Change(PROMISE, TICKED),)), who="Bea", at=AT)
        store.note(Did.LOOKED, "Look at the record", (NGUYEN,), who="Bea", at=AT)
        store.apply(edit_between("Name who works here", (), (ANN, BEA)), who="Ann", at=AT)
        store.sign_in(ANN.id, PIN, AT)


def _delete_a_day(store: Store) -> None:
    """An earlier day of one person, closed, exported, due and deleted."""
    invited = Appointment("a0", "d0", "p0", 1, ROUTE[:1])
    store.apply(edit_between("Una Wintergone is invited", (), (EARLIER, GONE, invited)), who="Ann", at=CLOSED)
    closed = DayEvent("e0", "d0", Happened.CLOSED, CLOSED, 1, "Ann")
    store.apply(edit_between("Close the day of Una Wintergone", (), (closed,)), who="Ann", at=CLOSED)
    note_export(store, "d0", "Export", who="Ann", at=CLOSED)
    delete_days(store, ("d0",), who="Ann", at=AT, new_id="certificate-1")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
