"""Cells of text become values, or a sentence that says what is wrong and what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.patient import nhs_number_of
from cadplanner.core.model.referral import Priority
from cadplanner.exchange.values import (
    cleaned,
    email_in,
    language_in,
    nhs_number_in,
    phones_in,
    postcode_in,
    priority_in,
    says_nothing,
    sex_in,
)


@pytest.mark.parametrize(
    "text",
    [
        "9991000305", "999 100 0305", "999-100-0305", " 999\u00a0100\u20090305 ", "9991000305.0", "NHS 999 100 0305",
        "٩٩٩١٠٠٠٣٠٥", "\uff19\uff19\uff19\uff11\uff10\uff10\uff10\uff13\uff10\uff15", "'9991000305",
        "999\u2013100\u20130305", "999.100.0305",
    ],
)  # fmt: skip
def test_an_nhs_number_however_typed(text):
    """T46: NHS numbers spoilt by a spreadsheet."""
    assert nhs_number_in(text) == ("9991000305", "")


@pytest.mark.parametrize("text", ["", "n/a", "Unknown", "-", "Not known"])
def test_no_nhs_number_is_no_problem(text):
    assert nhs_number_in(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("999 123 4567", "The NHS number 999 123 4567 fails its check digit; look it up or leave it blank."),
        ("9.99E+09", "Excel has shortened the NHS number to 9.99E+09"),
        ("9,99100E+09", "Excel has shortened"),
        ("4444444444", "444 444 4444 stands for no NHS number; leave it blank."),
        ("99910003", "has 8 digits, not 10"),
        ("99910003050", "has 11 digits, not 10"),
        ("101299877", "if Excel has dropped a 0, type 010 129 9877"),
        ("A12345", "'A12345' is not an NHS number"),
        ("see notes", "'see notes' is not an NHS number"),
    ],
)
def test_what_is_wrong_with_an_nhs_number(text, says):
    """T46: NHS numbers spoilt by a spreadsheet."""
    number, said = nhs_number_in(text)
    assert number == ""
    assert says in said


@given(st.text(max_size=30))
def test_whatever_is_read_as_an_nhs_number_is_one(text):
    number, said = nhs_number_in(text)
    assert not number or (nhs_number_of(number) == number and number.isascii() and not said)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("07700900123", ("07700 900123",)),
        ("07700 900 123", ("07700 900123",)),
        ("+44 7700 900123", ("07700 900123",)),
        ("+44 (0)7700 900123", ("07700 900123",)),
        ("00447700900123", ("07700 900123",)),
        ("447700900123", ("07700 900123",)),
        ("7700900123", ("07700 900123",)),
        ("7700900123.0", ("07700 900123",)),
        ("02079460000", ("020 7946 0000",)),
        ("0114 4960000", ("0114 496 0000",)),
        ("0121-496-0000", ("0121 496 0000",)),
        ("1632960123", ("01632 960123",)),
        ("01632 960123 ext 12", ("01632 960123",)),
        ("07700 900123 / 01632 960123", ("07700 900123", "01632 960123")),
        ("07700 900123 or 07700 900123", ("07700 900123",)),
        ("07700900123 01632960123", ("07700 900123", "01632 960123")),
        ("07700 900123 (daughter)", ("07700 900123",)),
        ("+33 1 23 45 67 89", ("+33123456789",)),
        ("0033 123456789", ("+33123456789",)),
        ("٠٧٧٠٠٩٠٠١٢٣", ("07700 900123",)),
        ("no phone", ()),
        ("Ex-directory", ()),
        ("", ()),
    ],
)
def test_phones(text, numbers):
    assert phones_in(text) == (numbers, "")


@pytest.mark.parametrize(
    ("text", "says"),
    [("12345", "is not a phone number"), ("7.7E+09", "Excel has shortened"), ("call me", "is not"), ("+1", "is not")],
)
def test_what_is_wrong_with_a_phone(text, says):
    assert phones_in(text)[0] == ()
    assert says in phones_in(text)[1]


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        ("", 1), ("Routine", 1), ("R", 1), ("1", 1), ("01", 1), ("1.0", 1), ("1 - Routine", 1), ("Non-urgent", 1),
        ("URGENT", 2), ("u", 2), ("2", 2), ("Urgent referral", 2), ("Soon", 2), ("02 Urgent", 2),
        ("2WW", 3), ("Two week wait", 3), ("two-week wait", 3), ("3", 3), ("USC", 3), ("2 Week Rule", 3),
    ],
)  # fmt: skip
def test_priority_by_the_codes_in_use(text, priority):
    assert priority_in(text) == (Priority(priority), "")


def test_an_unknown_priority_is_a_problem_and_never_chosen_by_itself():
    priority, says = priority_in("P4")
    assert priority is Priority.URGENT
    assert says == "The priority 'P4' is not known; write routine, urgent or two-week wait. Until then it is urgent."


def test_sex_language_postcode_and_email():
    assert [sex_in(text) for text in ("F", "Male", "1", "2.0", "9", "X", "", "Intersex", "n/a")] == [
        "female", "male", "male", "female", "other", "", "", "Intersex", "",
    ]  # fmt: skip
    assert [language_in(text) for text in ("bn", "BENGALI", "Bangla", "polish", "BSL", "Farsi (Dari)", "", "n/a")] == [
        "Bengali", "Bengali", "Bengali", "Polish", "BSL", "Farsi (Dari)", "", "",
    ]  # fmt: skip
    assert [postcode_in(text) for text in ("bn11aa", " BN1  1AA", "sw1a1aa", "Hove", "")] == [
        "BN1 1AA", "BN1 1AA", "SW1A 1AA", "Hove", "",
    ]  # fmt: skip
    assert email_in("mailto:asha@example.org;") == ("asha@example.org", "")
    assert email_in("none") == ("", "")
    assert "is not an email address" in email_in("asha@")[1]


@pytest.mark.parametrize(
    ("text", "clean", "hidden"),
    [
        ("O'Neill", "O'Neill", False),
        ("  two  words ", "two words", False),
        ("1 High St\r\nHove,\nBN3", "1 High St, Hove, BN3", False),
        ("Zoe\u0308", "Zoë", False),
        ("non\u00a0breaking", "non breaking", False),
        ("<img src=x>", "<img src=x>", False),
        ("a\u202eb", "ab", True),
        ("zero\u200bwidth", "zerowidth", True),
        ("nul\0", "nul", True),
        ("bell\x07", "bell", True),
        ("one\u2028two", "one, two", False),
        ("\ud800x", "x", True),
        ("محمد", "محمد", False),
        ("👩\u200d🔬", "👩🔬", True),
    ],
)
def test_text_is_kept_as_typed_but_for_what_nobody_sees(text, clean, hidden):
    """T57: names that are markup, bidi marks, emoji, 200 letters."""
    assert cleaned(text) == (clean, hidden)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text):
    once = cleaned(text)[0]
    assert cleaned(once) == (once, False)


def test_ways_of_saying_nothing():
    assert says_nothing("N/A")
    assert not says_nothing("nobody knows at all")
