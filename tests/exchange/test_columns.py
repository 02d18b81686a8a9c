"""Headings of the systems in use are known; others are left for a person."""

import pytest

from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.columns import SYNONYMS, Field, field_of, folded, guess, headings_id


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NHS Number", "nhs_number"), ("NHS_NO", "nhs_number"), ("nhs no.", "nhs_number"),
        ("Patient NHS Number*", "nhs_number"), ("CHI", "nhs_number"), ("Family Name", "surname"),
        ("CHILD_LAST_NAME", "surname"), ("Patient's Surname", "surname"), ("Forename(s)", "first_name"),
        ("Given Name", "first_name"), ("PATIENT NAME", "name"), ("D.O.B", "birth_date"),
        ("Date of Birth (DD/MM/YYYY)", "birth_date"), ("Patient DOB", "birth_date"),
        ("EMIS number", "local_id"), ("Hospital No", "local_id"), ("MRN", "local_id"), ("Gender", "sex"),
        ("Telecom Number", "phone"), ("Telephone No.1", "phone"), ("Mobile Tel", "phone"),
        ("Contact number", "phone"), ("E-mail", "email"), ("Address Line 2", "address"),
        ("House number and road", "address"), ("Post Code", "postcode"), ("Registered Practice", "gp_practice"),
        ("Main Spoken Language", "language"), ("Interpreter Required?", "interpreter"),
        ("Interpreter required (Y/N)", "interpreter"), ("Reasonable adjustments", "needs"),
        ("Date Referral Received", "received_on"), ("RTT Clock Start", "received_on"), ("Urgency", "priority"),
        ("Priority Type Code", "priority"), ("Reason for referral", "problem"),
        ("Source of Referral", "source"), ("Caseload", "list_name"), ("Appointment type", "pathway"),
        ("Comments", "note"), ("Date of death", "died"), ("Téléphone", "phone"), ("Wheelchair user", "needs"),
        ("PARENT_1_NAME", ""), ("Carer phone", ""),
        ("Next of kin phone", ""), ("NHS Number Status", ""), ("Start Time", ""), ("", ""), ("x" * 300, ""),
    ],
)  # fmt: skip
def test_a_heading_means_a_field(heading, field):
    assert field_of(heading) == field


def test_the_first_of_two_equal_columns_wins_but_phones_and_addresses_add_up():
    headings = ("Name", "Surname", "Forename", "Surname (column D)", "Home phone", "Mobile", "Address 1", "Town")
    assert [field for _, field in guess(headings)] == [
        "", "surname", "first_name", "", "phone", "phone", "address", "address",
    ]  # fmt: skip


def test_headings_are_remembered_whatever_their_order_and_spelling():
    assert headings_id(("NHS Number", "DOB")) == headings_id(("dob", "nhs_number")) != headings_id(("dob", "name"))


def test_no_synonym_means_two_fields():
    seen = {}
    for field, words in SYNONYMS.items():
        for word in words.split(", "):
            assert seen.setdefault(folded(word), field) is field, word


def test_every_field_has_words():
    for number in NumberKind:
        words = {field.words(number) for field in Field}
        assert words >= {number.value, "Surname", "Access needs", "Postcode"}
        assert len(words) == len(Field)
