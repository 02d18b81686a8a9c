"""Facts, outcomes, promises and answers in the file: appended, kept for good, and on no sheet's version."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cadplanner.core.model.attendance import ArrivalPolicy, DayEvent, Happened
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.outcome import Agreed, Feedback, Outcome, OutcomeKind, Promise, WhatMatters
from cadplanner.core.model.print import Print, print_id
from cadplanner.errors import CannotWrite
from tests.builders import DAY, SERVICES, VENUE, people, plan_with

NOW = datetime(2027, 6, 12, 9, 30, tzinfo=UTC)
SUMMER = timezone(timedelta(hours=1))
ARRIVED = DayEvent("e1", DAY.id, Happened.ARRIVED, NOW, 7, "Ann", "a1", says="with her sister")
CALLED = DayEvent("e2", DAY.id, Happened.CALLED, NOW.astimezone(SUMMER), 6, "Ann", "a1", "s-talk", 1, "t1", "0")
PIFU = Agreed(OutcomeKind.PIFU, "knee", start=date(2027, 6, 12), months=6, leaflet=True, to=("Walking group", "王"))
OUTCOME = Outcome("o1", DAY.id, "a1", NOW, 8, "Ann", (PIFU, Agreed(OutcomeKind.SIGNPOSTED, to=("Café",))))
PROMISE = Promise("p1", DAY.id, "a1", "o1", "Letter to the GP", due=date(2027, 6, 19))
LATER = Promise("p2", DAY.id, "a1", "o1", "Ring")
WORDS = WhatMatters("w1", DAY.id, "a1", NOW, 9, "Ann", "To dance at my daughter's wedding")
ANSWER = Feedback("f1", DAY.id, (4, 3, 4), 1, "Everybody was kind")
RULES = DayRules(policy=ArrivalPolicy(20, 5, 45))
THINGS = (ARRIVED, CALLED, OUTCOME, LATER, PROMISE, WORDS, ANSWER, RULES)


def write(store, edit):
    store.apply(edit, who="Ann", at=NOW)


@pytest.fixture
def lived(store):
    plan = plan_with(people(2))
    things = (VENUE, *SERVICES, DAY, *plan.stations, *plan.staff, *plan.shifts)
    write(store, edit_between("Set up", (), (*things, *plan.patients, *plan.appointments, *plan.visits)))
    write(store, edit_between("Live", (), THINGS))
    return store


def test_what_was_recorded_comes_back_in_its_order(lived):
    assert lived.day_events(DAY.id) == (CALLED, ARRIVED)
    assert lived.outcomes(DAY.id) == (OUTCOME,)
    assert lived.promises(DAY.id) == lived.promises() == (PROMISE, LATER)
    assert lived.what_matters(DAY.id) == (WORDS,)
    assert lived.feedback(DAY.id) == (ANSWER,)
    assert lived.promises("another") == ()


def test_rules_are_the_suggested_ones_until_the_service_decides(store, lived):
    assert lived.kept_day_rules() == lived.day_rules() == RULES
    write(lived, Edit("As suggested", (Change(RULES, None),)))
    assert lived.kept_day_rules() is None
    assert lived.day_rules() == DayRules()


def test_what_happens_on_the_day_makes_no_sheet_old(lived):
    before = lived.version_of(DAY.id)
    write(lived, edit_between("Arrive", (), (replace(ARRIVED, id="e9", number=10),)))
    assert lived.version_of(DAY.id) == before


@pytest.mark.parametrize("thing", [ARRIVED, OUTCOME, WORDS, ANSWER])
def test_what_was_recorded_can_be_neither_erased_nor_changed(lived, thing):
    kept = lived.history()[0]
    other = replace(thing, day_id="another")
    for change in (Change(thing, None), Change(thing, other)):
        with pytest.raises(CannotWrite, match="kept for good"):
            write(lived, Edit("Erase", (change,)))
    assert lived.history()[0] == kept


def test_a_promise_is_ticked_and_unticked(lived):
    ticked = replace(PROMISE, entered_by="Ann", entered_at=NOW)
    edit = Edit("Entered", (Change(PROMISE, ticked),))
    write(lived, edit)
    assert lived.promises() == (ticked, LATER)
    write(lived, edit.inverse())
    assert lived.promises() == (PROMISE, LATER)


def test_prints_are_kept_by_sheet_and_a_later_one_takes_their_place(lived):
    first = Print(print_id(DAY.id, "rota", "t1"), DAY.id, "rota", "t1", 1, "shows this")
    again = replace(first, version=2, shows="shows that")
    other = Print(print_id(DAY.id, "day-name", ""), DAY.id, "day-name", "", 1, "all of it")
    write(lived, edit_between("Print", (), (first, other)))
    write(lived, edit_between("Print", (first,), (again,)))
    assert lived.prints(DAY.id) == (other, again)
    assert lived.prints("another day") == ()
