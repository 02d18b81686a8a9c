"""The screen in the hall: which card goes where, and who is next; never who anybody is."""

from dataclasses import fields

import pytest

from cadplanner.core.live import record
from cadplanner.core.live.hall import Goes, Hall, Next, hall
from cadplanner.core.live.record import At
from tests.builders import people, plan_with
from tests.core.live.acting import Lived


@pytest.fixture
def day():
    day = Lived(plan_with(people(8)))
    for n in range(1, 8):
        day.do("08:50", record.arrive, f"a{n}")
    return day


def test_whoever_was_called_last_comes_first(day):
    day.do("09:00", record.call, "a1", At("s-talk", 0))
    day.do("09:01", record.call, "a2", At("s-talk", 1))
    day.do("09:02", record.call, "a3", At("s-class", 0))
    day.do("09:03", record.move, "a1", At("s-physio", 1))
    shown = hall(day.board("09:03")).goes
    assert [(one.card, one.station, one.place, one.since) for one in shown] == [
        (3, "Strength class", 0, 542),
        (2, "Conversation", 1, 541),
    ]
    assert [one.is_room for one in shown] == [True, False]


def test_a_card_stays_a_little_after_its_visit_began_and_then_goes(day):
    day.do("09:00", record.call, "a1", At("s-talk", 0))
    day.do("09:01", record.start, "a1", At("s-talk", 0))
    assert [one.card for one in hall(day.board("09:03")).goes] == [1]
    assert hall(day.board("09:04")).goes == ()


def test_who_is_next_in_the_order_in_which_they_will_be_called(day):
    coming = hall(day.board("09:00")).next
    assert coming == (Next("Conversation", (1, 2, 3, 4), 3),)


def test_a_station_that_is_gone_is_not_shown(day):
    day.do("09:00", record.call, "a1", At("s-gone", 0))
    assert hall(day.board("09:00")).goes == ()


def test_a_fact_about_nobody_is_passed_over(day):
    day.do("09:00", record.call, "a1", At("s-talk", 0))
    day.plan = plan_with(people(0))
    assert hall(day.board("09:00")).goes == ()


def test_it_holds_nothing_but_numbers_and_stations():
    """T60: what hangs in the hall."""
    assert {field.name for kind in (Hall, Goes, Next) for field in fields(kind)} == {
        "minute", "goes", "next", "card", "station", "place", "is_room", "since", "cards", "more",
    }  # fmt: skip
