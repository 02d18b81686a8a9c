"""What the service says of itself: typed words are read kindly, and each step has its name."""

import pytest

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.words import NumberKind
from cadplanner.core.setup import service
from cadplanner.core.setup.reading import NotUnderstood

BEFORE = ServiceDetails(name="Oakfield MSK")


def after(edit):
    (change,) = edit.changes
    assert change.before == BEFORE
    return change.after


def test_words_are_taken_without_spaces_too_many():
    edit = service.with_words(BEFORE, service.DAY, "  better   health day ")
    assert edit.label == "Call a day “better health day”"
    assert after(edit).day_word == "better health day"
    assert after(service.with_words(BEFORE, service.PHONE, "01632 960123")).phone == "01632 960123"
    assert service.with_words(BEFORE, service.NAME, " Oakfield MSK ").changes == ()


def test_braces_in_a_word_are_braces():
    assert service.with_words(BEFORE, service.PIFU, "{day} & <b>").label == "Call it “{day} & <b>”"


@pytest.mark.parametrize("asked", [service.NAME, service.DAY, service.PIFU])
def test_what_stands_on_every_sheet_cannot_be_empty_or_endless(asked):
    with pytest.raises(NotUnderstood, match="Type "):
        service.with_words(BEFORE, asked, "   ")
    with pytest.raises(NotUnderstood, match=f"{asked.longest} letters at most"):
        service.with_words(BEFORE, asked, "x" * (asked.longest + 1))


def test_a_phone_may_be_none():
    assert after(service.with_words(ServiceDetails(name="Oakfield MSK"), service.NAME, "B")).phone == ""
    assert service.with_words(BEFORE, service.PHONE, " ").changes == ()


def test_numbers_and_the_kind_of_number_are_steps_of_their_own():
    kept = service.with_count(BEFORE, service.KEEP, 12)
    assert (kept.label, after(kept).keep_months) == ("Keep closed days for 12 months", 12)
    booked = service.with_count(BEFORE, service.BOOKED, 80)
    assert (booked.label, after(booked).booked_come) == ("Expect 80 % of those booked", 80)
    chi = service.with_number(BEFORE, NumberKind.CHI)
    assert (chi.label, after(chi).number) == ("Call it CHI number", NumberKind.CHI)
