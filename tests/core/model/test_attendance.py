"""Facts of the day: which hold, in which order, and what time the clock in the hall shows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from cadplanner.core.model.attendance import (
    ArrivalPolicy,
    DayEvent,
    Happened,
    Punctuality,
    instant_on,
    minute_on,
    next_number,
    standing,
)

AT = datetime(2027, 6, 12, 8, 42, tzinfo=UTC)
ARRIVED = DayEvent("e1", "day", Happened.ARRIVED, AT, 1, "Ann", "a1")
LEFT = DayEvent("e2", "day", Happened.LEFT, AT, 2, "Ann", "a1")
UNDO = DayEvent("e3", "day", Happened.ANNULLED, AT, 3, "Ann", annuls="e2")
REDO = DayEvent("e4", "day", Happened.ANNULLED, AT, 4, "Ann", annuls="e3")


@pytest.mark.parametrize(
    ("facts", "hold"),
    [
        ((), ()),
        ((ARRIVED, LEFT), (ARRIVED, LEFT)),
        ((ARRIVED, LEFT, UNDO), (ARRIVED,)),
        ((ARRIVED, LEFT, UNDO, REDO), (ARRIVED, LEFT)),
        ((ARRIVED, UNDO), (ARRIVED,)),
    ],
)
def test_what_is_annulled_does_not_hold_whatever_the_order_and_however_often_it_is_told(facts, hold):
    for shuffled in permutations((*facts, *facts[:1])):
        assert standing(shuffled) == hold


def test_the_order_survives_a_clock_that_goes_back():
    """T78: the clock goes wrong; summer time ends."""
    first = next_number(0, AT)
    second = next_number(first, AT - timedelta(hours=1))
    assert second == first + 1
    assert next_number(second, AT + timedelta(minutes=1)) == first + 60_000


def test_a_fact_needs_a_time_zone():
    with pytest.raises(ValueError, match="zone"):
        replace(ARRIVED, at=datetime(2027, 6, 12, 9))  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("on", "hour"), [(date(2027, 6, 12), 8), (date(2027, 12, 4), 9), (date(2027, 3, 28), 8), (date(2027, 10, 31), 9)]
)
def test_the_clock_in_the_hall_shows_summer_time_on_the_day_the_clocks_change_too(on, hour):
    """T78: the clock goes wrong; summer time ends."""
    nine = datetime(on.year, on.month, on.day, hour, 0, 59, tzinfo=UTC)
    assert minute_on(nine, on) == 540
    assert instant_on(540, on) == nine.replace(second=0)


@pytest.mark.parametrize(
    ("arrived", "expected", "how"),
    [
        (570, 600, Punctuality.EARLY),
        (571, 600, Punctuality.ON_TIME),
        (609, 600, Punctuality.ON_TIME),
        (610, 600, Punctuality.LATE),
        (630, 600, Punctuality.VERY_LATE),
        (900, None, Punctuality.ON_TIME),
    ],
)
def test_early_late_and_very_late_are_the_services_to_say(arrived, expected, how):
    assert ArrivalPolicy().punctuality(arrived, expected) is how


@pytest.mark.parametrize("wrong", [{"late": 40}, {"late": -1}, {"early": -1}])
def test_a_policy_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="late"):
        ArrivalPolicy(**wrong)
