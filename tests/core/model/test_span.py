"""Minutes of a day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.span import Span, clock, minute_of

MINUTES = st.integers(0, 24 * 60)


@given(MINUTES)
def test_a_minute_is_read_as_it_is_written(minute):
    assert minute_of(clock(minute)) == minute


@pytest.mark.parametrize(
    ("typed", "minute"), [("9", 540), ("09:30", 570), ("9.30", 570), ("0930", 570), (" 17:05 ", 1025), ("24:00", 1440)]
)
def test_times_are_read_as_people_type_them(typed, minute):
    assert minute_of(typed) == minute


@pytest.mark.parametrize("typed", ["", "half nine", "9:60", "25:00", "9:", "-1", "٩:٣٠", "9:30am", "12345"])
def test_anything_else_is_refused(typed):
    with pytest.raises(ValueError, match="not a time of day"):
        minute_of(typed)


@pytest.mark.parametrize(("start", "end"), [(10, 10), (20, 10), (-5, 10), (0, 1441)])
def test_a_span_that_is_none_is_refused(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_are_half_open():
    morning, afternoon = Span(540, 720), Span(720, 1020)
    assert not morning.overlaps(afternoon)
    assert Span(700, 730).overlaps(morning)
    assert Span(540, 600).within(morning)
    assert not Span(700, 730).within(morning)
    assert str(morning) == "09:00-12:00"
    assert morning.minutes == 180
