from datetime import date

import pytest

from cadplanner.core.model.patient import AccessNeed
from cadplanner.printing.words import arranged_words, card_code, card_words, listed, long_date, short_needs, time_words
from tests.builders import patient


@pytest.mark.parametrize(
    ("minute", "words"),
    [
        (570, "9:30am"), (1020, "5pm"), (720, "midday"), (0, "midnight"), (1440, "midnight"), (725, "12:05pm"),
        (30, "12:30am"), (60, "1am"), (1439, "11:59pm"),
    ],
)  # fmt: skip
def test_times_are_said_as_patients_say_them(minute, words):
    assert time_words(minute) == words


def test_dates_are_written_in_full():
    assert long_date(date(2027, 6, 12)) == "Saturday 12 June 2027"


def test_things_are_listed():
    assert [listed(things) for things in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_needs_have_words_for_patients_and_for_staff():
    person = patient(1, needs=tuple(AccessNeed), language="Bengali", needs_note="private")
    assert "an interpreter for Bengali" in arranged_words(person)
    assert short_needs(person).startswith("interpreter (Bengali), step-free")
    assert arranged_words(patient(2, needs=(AccessNeed.INTERPRETER,))) == "an interpreter"
    assert arranged_words(patient(3)) == ""


def test_card_numbers():
    assert card_words(77) == "K077"
    assert card_code(1234, date(2027, 6, 12)) == "CAD1:K1234:1206"
