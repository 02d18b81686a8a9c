"""What is owed across days, in the order in which it is done, and who may come back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cadplanner.core.live.outcomes import Ground, Kept, give_to, record_outcome, tick
from cadplanner.core.live.worklists import DayKept, expiring, pifu_register, worklists
from cadplanner.core.model.day_rules import BOOK, ENTER, LETTER, REFER, REGISTER
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.model.words import ENGLAND
from tests.builders import DAY, SCOTLAND, people, plan_with
from tests.core.live.acting import Lived

PIFU = Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=6, contact="01273 555 000")
FOLLOW_UP = Agreed(OutcomeKind.FOLLOW_UP, "phone", "soon", "physio", by_when=date(2027, 7, 1))
REFERRED = Agreed(OutcomeKind.ONWARD_REFERRAL, "Pain service")


def lived(plan, *outcomes):
    """The first people have these outcomes."""
    day = Lived(plan)
    for n, agreed in enumerate(outcomes, 1):
        day.do("10:00", record_outcome, Kept(day.outcomes, day.promises), f"a{n}", (agreed,), Ground("seen by physio"))
    return day


def kept(day):
    return DayKept(day.plan, Kept(day.outcomes, day.promises))


@pytest.fixture
def first():
    """Cards 1 to 3 on 12 June; nobody has a time."""
    return lived(plan_with(people(3)), PIFU, FOLLOW_UP, REFERRED)


@pytest.fixture
def second():
    """Another day a month later."""
    plan = plan_with(people(2))
    plan = replace(plan, day=replace(plan.day, id="day-2", name="Second day", on=DAY.on + timedelta(days=30)))
    return lived(plan, replace(PIFU, start=plan.day.on, months=1), FOLLOW_UP)


def actions(lists):
    return {one.action: [(line.on.month, line.appointment.card) for line in one.lines] for one in lists}


def test_each_kind_of_promise_has_its_list_the_soonest_due_first(first, second):
    found = actions(worklists([kept(second), kept(first)]))
    assert set(found) == {BOOK, ENTER, LETTER, REFER, REGISTER}
    assert found[BOOK] == [(6, 2), (7, 2)]
    assert found[ENTER] == [(6, 1), (6, 2), (6, 3), (7, 1), (7, 2)]
    assert next(one.action for one in worklists([kept(first), kept(second)])) == ENTER


def test_overdue_is_what_should_have_been_done_before_today(first):
    (book,) = [one for one in worklists([kept(first)]) if one.action == BOOK]
    (line,) = book.lines
    due = DAY.on + timedelta(days=7)
    assert line.promise.due == due
    assert not line.overdue(due)
    assert line.overdue(due + timedelta(days=1))
    assert line.outcome_words(ENGLAND) == "follow-up, phone, soon, with physio, by 01-Jul-2027"
    assert line.ground == "seen by physio"


def test_who_had_no_time_is_keyed_after_those_who_had(first):
    first.plan = replace(first.plan, visits=tuple(v for v in first.plan.visits if v.appointment_id != "a1"))
    (enter,) = [one for one in worklists([kept(first)]) if one.action == ENTER]
    assert [(line.appointment.card, line.arrival is None) for line in enter.lines] == [
        (2, False),
        (3, False),
        (1, True),
    ]


def test_what_is_ticked_stays_in_its_list_and_is_open_no_more(first):
    mine = [promise for promise in first.promises if promise.action == BOOK]
    first.take(tick(mine, first.by("18:00")))
    (book,) = [one for one in worklists([kept(first)]) if one.action == BOOK]
    assert book.open_ones == ()
    assert not book.lines[0].overdue(date(2030, 1, 1))


def test_a_promise_without_a_date_is_last_and_never_overdue(first):
    letters = [promise for promise in first.promises if promise.action == ENTER]
    first.promises = tuple(replace(p, due=None) if p in letters[:1] else p for p in first.promises)
    first.take(give_to(letters[1:], "Bea"))
    lines = [line for one in worklists([kept(first)]) for line in one.lines if line.promise.due is None]
    assert [line.overdue(date(2030, 1, 1)) for line in lines] == [False]


def test_an_outcome_taken_back_leaves_the_promise_that_is_in_the_record_system(first):
    first.take(tick([promise for promise in first.promises if promise.action == REFER], first.by("18:00")))
    first.do("18:01", record_outcome, Kept(first.outcomes, first.promises), "a3", ())
    (refer,) = [one for one in worklists([kept(first)]) if one.action == REFER]
    assert (refer.lines[0].agreed, refer.lines[0].outcome_words(ENGLAND), refer.lines[0].ground) == ((), "", "")


def test_the_register_holds_whoever_may_come_back_the_soonest_to_expire_first(first, second):
    register = pifu_register([kept(first), kept(second)])
    assert [(one.day_name, one.expires_on) for one in register] == [
        ("Second day", date(2027, 8, 12)),
        (first.plan.day.name, date(2027, 12, 12)),
    ]
    assert register[0].days_left(date(2027, 8, 12)) == 0
    assert expiring(register, date(2027, 8, 12), 30) == register[:1]
    assert expiring(register, date(2027, 8, 13), 30) == ()
    assert expiring(register, date(2027, 9, 13), 90) == register[1:]
    assert register[1].agreed.said(ENGLAND) == "PIFU, knee, until 12-Dec-2027, 01273 555 000"
    assert register[1].agreed.said(SCOTLAND) == "PIR, knee, until 12-Dec-2027, 01273 555 000"
