"""The same person twice: found, never across two NHS numbers, and quickly."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadplanner.core.model.patient import Patient, nhs_number_words
from cadplanner.core.model.referral import Referral
from cadplanner.core.waiting.matching import Decision, Listed, duplicates, folded
from tests.builders import nhs_number

ASHA = Patient("", "Testwell", "Asha", birth_date=date(1957, 4, 3), nhs_number=nhs_number(1), postcode="BN1 1AA")
UNNUMBERED = replace(ASHA, nhs_number="")


def listed(*patients):
    return tuple(Listed(n + 2, patient, Referral("", "")) for n, patient in enumerate(patients))


def found(*patients, known=()):
    return [(d.rows, d.known_patient_id, d.suggested, d.sure) for d in duplicates(listed(*patients), known)]


def test_an_equal_nhs_number_is_one_person():
    assert found(ASHA, ASHA) == [((2, 3), "", Decision.SAME_PERSON, True)]
    assert found(ASHA, known=[replace(ASHA, id="a")]) == [((2,), "a", Decision.SAME_PERSON, True)]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"first_name": "Ashok"}, True),
        ({"surname": "Dummerby"}, True),
        ({"birth_date": date(1958, 4, 3)}, True),
        ({"postcode": "BN2 2BB"}, True),
        ({"postcode": "", "first_name": "Ashok"}, False),
        ({"birth_date": None, "postcode": ""}, False),
        ({"surname": "TEST-WELL", "postcode": "bn11aa"}, True),
    ],
)
def test_three_of_four_without_an_nhs_number(change, same):
    assert bool(found(ASHA, replace(UNNUMBERED, **change))) is same


def test_two_different_nhs_numbers_are_never_one_person():
    assert found(ASHA, replace(ASHA, nhs_number=nhs_number(2))) == []
    between = duplicates(listed(ASHA, UNNUMBERED, replace(ASHA, nhs_number=nhs_number(2))), ())
    assert [duplicate.rows for duplicate in between] == [(2, 3)]


def test_twins_are_kept_both_unless_a_person_says_otherwise():
    assert found(ASHA, replace(UNNUMBERED, first_name="Bina")) == [((2, 3), "", Decision.KEEP_BOTH, False)]


def test_a_name_and_birth_date_with_two_postcodes_is_for_a_person_to_settle():
    assert found(ASHA, replace(UNNUMBERED, postcode="BN2 2BB")) == [((2, 3), "", Decision.SAME_PERSON, False)]


def test_one_nhs_number_on_two_different_people_is_for_a_person_to_settle():
    other = Patient("", "Dummerby", "Ben", birth_date=date(1960, 1, 1), nhs_number=ASHA.nhs_number)
    assert found(ASHA, other) == [((2, 3), "", Decision.KEEP_BOTH, False)]
    says = duplicates(listed(ASHA, other), ())[0].says
    number = nhs_number_words(ASHA.nhs_number)
    assert says == f"Rows 2 and 3 have the same NHS number {number}, but not the same first name and surname."


def test_a_changed_surname_under_one_nhs_number_is_probably_one_person():
    assert found(ASHA, replace(ASHA, surname="Newname")) == [((2, 3), "", Decision.SAME_PERSON, False)]


def test_people_without_birth_date_or_postcode_are_one_where_all_that_is_known_agrees():
    bare = Patient("", "Ng", "Li", phone="07700 900101")
    assert found(bare, bare) == [((2, 3), "", Decision.SAME_PERSON, True)]
    assert found(Patient("", "Ng", "Li"), Patient("", "Ng", "Li")) == []


def test_what_is_said():
    says = [d.says for d in duplicates(listed(UNNUMBERED, UNNUMBERED, replace(UNNUMBERED, postcode="")), ())]
    assert says == ["Rows 2, 3 and 4 have the same first name, surname and birth date."]
    known = duplicates(listed(UNNUMBERED), [replace(UNNUMBERED, id="a")])
    assert known[0].says == (
        "Row 2 has the same first name, surname, birth date and postcode as TESTWELL, Asha, who is already known."
    )


def test_two_people_already_known_are_not_this_list_s_affair():
    twice = [replace(UNNUMBERED, id="a"), replace(UNNUMBERED, id="b")]
    assert found(known=twice) == []
    assert found(ASHA, known=twice) == [((2,), "a", Decision.SAME_PERSON, True)]


def test_names_are_compared_without_case_accents_and_punctuation():
    assert folded("O'Neill") == folded("ONEILL")
    assert folded("Zoë") == folded("zoe")
    assert folded("王") == "王"
    assert folded("--") == "--"


def test_many_against_many():
    people = [
        Patient(str(n), f"Name{n % 900}", f"First{n % 70}", birth_date=date(1930 + n % 70, 1 + n % 12, 1 + n % 28),
                nhs_number=nhs_number(n) if n % 3 else "", postcode=f"BN{n % 20} {n % 9}AA")
        for n in range(4_000)
    ]  # fmt: skip
    rows = listed(*(replace(person, id="") for person in people))
    began = time.process_time()
    assert len(duplicates(rows, people)) > 2_600
    assert time.process_time() - began < 5


def test_a_list_of_one_name_stays_linear():
    people = listed(*(replace(UNNUMBERED, first_name=f"No{n % 2}", nhs_number=nhs_number(n)) for n in range(2_000)))
    began = time.process_time()
    assert duplicates(people, ()) == ()
    assert time.process_time() - began < 5


PEOPLE = st.builds(
    Patient,
    st.just(""),
    st.sampled_from(["Ng", "Testwell"]),
    st.sampled_from(["", "Asha", "Bina"]),
    birth_date=st.sampled_from([None, date(1957, 4, 3), date(1960, 1, 1)]),
    nhs_number=st.sampled_from(["", nhs_number(1), nhs_number(2)]),
    postcode=st.sampled_from(["", "BN1 1AA", "BN2 2BB"]),
)


@settings(max_examples=200)
@given(st.lists(PEOPLE, max_size=8), st.lists(PEOPLE, max_size=5))
def test_a_group_never_has_two_numbers_and_no_row_is_in_two_groups(people, known):
    known = [replace(person, id=f"k{n}") for n, person in enumerate(known)]
    groups = duplicates(listed(*people), known)
    rows = [row for group in groups for row in group.rows]
    assert len(rows) == len(set(rows))
    for group in groups:
        members = [people[row - 2] for row in group.rows] + [k for k in known if k.id == group.known_patient_id]
        assert len({member.nhs_number for member in members} - {""}) <= 1
        assert len(members) > 1
