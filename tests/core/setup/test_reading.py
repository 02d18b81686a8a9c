"""What a coordinator types, read kindly."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.patient import date_words
from cadplanner.core.model.span import Span, clock
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.setup import reading
from cadplanner.core.setup.reading import NotUnderstood, Person

minutes = st.integers(0, 1439)
spans = st.tuples(minutes, minutes).filter(lambda two: two[0] != two[1]).map(lambda two: Span(min(two), max(two)))


@pytest.mark.parametrize("typed", ["9", "09", "900", "0900", "9.00", "9:00", "09:00", " 09.00 "])
def test_a_time_however_typed(typed):
    assert reading.minute(typed) == 540


@pytest.mark.parametrize("typed", ["", "nine", "25", "9:75", "12345", "9pm", "-9", "٩"])
def test_what_is_no_time_says_how_to_type_one(typed):
    with pytest.raises(NotUnderstood, match="Type it as 9, 0930"):
        reading.minute(typed)


@pytest.mark.parametrize("typed", ["9-17", "9 to 17", "09:00\u201317:00", "0900-1700", "9.00 — 17.00", "9 until 17"])
def test_hours_however_typed(typed):
    assert reading.hours(typed) == Span(540, 1020)


def test_hours_the_wrong_way_round_say_what_was_perhaps_meant():
    with pytest.raises(NotUnderstood) as refused:
        reading.hours("9-5")
    assert str(refused.value) == ("It would end at 05:00, not after its start at 09:00. Write 17:00 for the afternoon.")
    with pytest.raises(NotUnderstood, match=r"not after its start at 20:00\.$"):
        reading.hours("20-20")
    with pytest.raises(NotUnderstood, match="from when to when"):
        reading.hours("9")


@given(spans)
def test_hours_written_are_read_back(span):
    assert reading.hours(str(span)) == span


def test_hours_with_gaps_come_in_order():
    assert reading.several_hours("13-17, 9-12") == (Span(540, 720), Span(780, 1020))
    assert reading.hours_words(reading.several_hours("13-17; 9-12")) == "09:00-12:00, 13:00-17:00"
    with pytest.raises(NotUnderstood, match="overlap"):
        reading.several_hours("9-12, 11-13")
    with pytest.raises(NotUnderstood, match="from when to when"):
        reading.several_hours("  ")


@given(st.lists(st.tuples(st.integers(1, 60), spans).filter(lambda one: one[0] <= one[1].minutes), unique=True))
def test_breaks_written_are_read_back(pairs):
    rules = tuple(BreakRule(minutes, span) for minutes, span in pairs)
    assert reading.breaks(reading.breaks_words(rules)) == rules


@pytest.mark.parametrize("typed", ["30 in 12-13:30", "30 min between 12:00 and 13:30", "30 minutes in 12:00 to 13:30"])
def test_a_break_however_typed(typed):
    assert reading.breaks(typed) == (BreakRule(30, Span(720, 810)),)


def test_breaks_that_cannot_be():
    with pytest.raises(NotUnderstood, match="does not fit between 12:00-12:20"):
        reading.breaks("30 in 12-12.20")
    with pytest.raises(NotUnderstood, match="its minutes and its window"):
        reading.breaks("lunch")
    assert reading.breaks("") == ()


def test_numbers_and_their_limits():
    assert reading.number(" 10 ") == 10
    assert reading.number("10 min") == 10
    assert reading.number("25%") == 25
    for typed, says in (
        ("ten", "whole number"),
        ("1.5", "whole number"),
        ("-5", "less than 0"),
        ("99999", "more than"),
    ):
        with pytest.raises(NotUnderstood, match=says):
            reading.number(typed)


def test_lists_with_commas_and_and():
    assert reading.names("Bengali, Polish and Urdu, Polish") == ("Bengali", "Polish", "Urdu")
    assert reading.names("") == ()


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_dates_written_are_read_back(day):
    assert reading.day(date_words(day)) == day
    assert reading.day(f"{day.day}/{day.month}/{day.year}") == day


@pytest.mark.parametrize("typed", ["12 June 2027", "12.6.2027", "Sat 12-Jun-2027", "Saturday, 12 June 2027"])
def test_a_date_however_typed(typed):
    assert reading.day(typed) == date(2027, 6, 12)


@pytest.mark.parametrize("typed", ["", "2027-06-12", "31/02/2027", "12/13/2027", "12 Foo 2027", "soon"])
def test_what_is_no_date_says_how_to_type_one(typed):
    with pytest.raises(NotUnderstood, match="12-Jun-2027"):
        reading.day(typed)


def test_people_one_a_line_typed_or_pasted():
    assert reading.people("Ana Lee\n\n  Sam   Okoro, Physio ;NHS\nPat\tPodiatrist\tTrust\tmore\nAna Lee") == (
        Person("Ana Lee"),
        Person("Sam Okoro", "Physio", "NHS"),
        Person("Pat", "Podiatrist", "Trust"),
    )


@given(minutes)
def test_a_clock_is_read_back(minute):
    assert reading.minute(clock(minute)) == minute
