"""The person: numbers, names, needs and ages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.patient import (
    AccessNeed,
    Patient,
    date_words,
    nhs_check_digit,
    nhs_number_of,
    nhs_number_words,
)
from cadplanner.core.model.referral import Priority, Referral

NINE_DIGITS = st.integers(0, 10**9 - 1).map("{:09d}".format)


@given(NINE_DIGITS, st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine, off):
    check = nhs_check_digit(nine)
    if check == "X" or len(set(nine + check)) == 1:
        return
    assert nhs_number_of(nine + check) == nine + check
    assert nhs_number_of(nine + str((int(check) + off) % 10)) == ""


@pytest.mark.parametrize(
    "typed", ["999 000 0018", "999-000-0018", " 9990000018 ", "\uff19990000018", "999\u2011000\u20110018"]
)
def test_an_nhs_number_is_read_however_it_is_typed(typed):
    assert nhs_number_of(typed) == "9990000018"


@pytest.mark.parametrize(
    "typed", ["", "999000001", "99900000188", "0000000000", "9.99E+09", "999O000018", "9990000019"]
)
def test_what_is_no_nhs_number_is_none(typed):
    """T46: NHS numbers spoilt by a spreadsheet."""
    assert nhs_number_of(typed) == ""


def test_a_number_with_no_check_digit_does_not_exist():
    assert nhs_check_digit("999000002") in set("0123456789X")
    assert any(nhs_check_digit(f"9990000{n:02d}") == "X" for n in range(40))


def test_nhs_numbers_and_dates_are_shown_as_staff_read_them():
    assert nhs_number_words("9990000018") == "999 000 0018"
    assert nhs_number_words("") == "Not recorded"
    assert date_words(date(2027, 6, 5)) == "05-Jun-2027"
    assert date_words(None) == "Not recorded"


def test_names_are_never_cut():
    full = Patient("1", "O'Neill", "Zoë", title="Dr")
    assert full.staff_name == "O'NEILL, Zoë (Dr)"
    assert full.plain_name == "Zoë O'Neill"
    assert full.called == "Zoë"
    single = Patient("2", "Prince")
    assert (single.staff_name, single.plain_name, single.called) == ("PRINCE", "Prince", "Prince")


def test_needs_are_shown_in_words():
    needs = (AccessNeed.INTERPRETER, AccessNeed.STEP_FREE)
    patient = Patient("1", "Begum", language="Bengali", needs=needs, needs_note="prison escort")
    assert patient.needs_words == "interpreter (Bengali), step-free, prison escort"
    assert patient.interpreter_language == "Bengali"
    assert Patient("2", "Begum", language="Bengali").interpreter_language == ""
    assert Patient("3", "Signer", language="English", needs=(AccessNeed.BSL,)).interpreter_language == "BSL"
    assert Patient("4", "Plain").needs_words == ""


@pytest.mark.parametrize(
    ("born", "age"), [(date(2009, 6, 12), 18), (date(2009, 6, 13), 17), (date(2008, 2, 29), 19), (None, None)]
)
def test_age_on_the_day(born, age):
    assert Patient("1", "Young", birth_date=born).age_on(date(2027, 6, 12)) == age


@pytest.mark.parametrize(
    "wrong", [{"surname": ""}, {"surname": "A", "nhs_number": "123"}, {"surname": "A", "nhs_number": "999 000 0018"}]
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"name|NHS"):
        Patient("1", **wrong)


def test_weeks_waited_and_priority_words():
    assert Referral("1", "1", date(2027, 1, 1)).weeks_waited(date(2027, 1, 29)) == 4
    assert Referral("1", "1", date(2027, 3, 1)).weeks_waited(date(2027, 1, 29)) == 0
    assert Referral("1", "1").weeks_waited(date(2027, 1, 29)) == 0
    assert [p.words for p in Priority] == ["routine", "urgent", "two-week wait"]
