"""A checked list becomes one edit; the same list twice adds nobody."""

from dataclasses import replace
from datetime import date
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from cadplanner.core.model.patient import AccessNeed, Patient, nhs_number_words
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.waiting.intake import Known, filled, intake, same_referral
from cadplanner.core.waiting.matching import Decision, Listed, duplicates
from tests.builders import nhs_number
from tests.core.waiting.test_matching import ASHA, PEOPLE, UNNUMBERED

KNEE = Referral("", "", date(2026, 1, 5), problem="Knee")
BACK = Referral("", "", date(2026, 2, 5), problem="Back")


def rows(*pairs):
    return tuple(Listed(n + 2, patient, referral) for n, (patient, referral) in enumerate(pairs))


def bring_in(listed, known=None, decision=None, start=0):
    """The edit, and everybody afterwards."""
    known = known or Known()
    ids = (f"id{n}" for n in count(start))
    decided = {found: decision or found.suggested for found in duplicates(listed, known.patients)}
    edit = intake(listed, decided, known, file_name="list.csv", new_id=lambda: next(ids))
    after = {one.id: one for one in (*known.patients, *known.referrals)}
    after |= {change.entity.id: change.after for change in edit.changes}
    patients = tuple(one for one in after.values() if isinstance(one, Patient))
    return edit, Known(patients, tuple(one for one in after.values() if isinstance(one, Referral)))


def test_new_people_come_in_as_one_edit():
    edit, known = bring_in(rows((ASHA, KNEE), (Patient("", "Ng", "Li"), BACK)))
    assert edit.label == "Import 2 referrals from list.csv"
    assert [patient.surname for patient in known.patients] == ["Testwell", "Ng"]
    assert {referral.patient_id for referral in known.referrals} == {patient.id for patient in known.patients}
    assert len({change.entity.id for change in edit.changes}) == 4


def test_the_same_list_twice_adds_nobody():
    """T56: one list imported twice; an updated list."""
    listed = rows((ASHA, KNEE), (Patient("", "Ng", "Li"), BACK), (ASHA, BACK), (UNNUMBERED, KNEE))
    _, known = bring_in(listed)
    again, _ = bring_in(listed, known, start=100)
    added = [change.after for change in again.changes if change.before is None]
    assert [one for one in added if isinstance(one, Patient) and one.surname == "Testwell"] == []


def test_the_same_person_keeps_the_known_record_and_fills_its_blanks():
    """T56: one list imported twice; an updated list."""
    known = Known((replace(ASHA, id="a", phone="07700 900101", needs=(AccessNeed.BSL,)),), ())
    row = replace(ASHA, surname="TESTWELL", phone="07700 900999", email="a@b.uk", needs=(AccessNeed.STEP_FREE,))
    edit, after = bring_in(rows((row, KNEE)), known)
    person = after.patients[0]
    assert (person.id, person.surname, person.phone, person.email) == ("a", "Testwell", "07700 900101", "a@b.uk")
    assert person.needs == (AccessNeed.STEP_FREE, AccessNeed.BSL)
    assert edit.label == "Import 1 referral from list.csv"


def test_two_problems_of_one_person_are_two_referrals():
    _, after = bring_in(rows((ASHA, KNEE), (ASHA, BACK), (ASHA, KNEE)))
    assert len(after.patients) == 1
    assert sorted(referral.problem for referral in after.referrals) == ["Back", "Knee"]


def test_twins_kept_both_are_two_people():
    twin = replace(UNNUMBERED, first_name="Bina")
    _, after = bring_in(rows((ASHA, KNEE), (twin, KNEE)))
    assert len(after.patients) == len(after.referrals) == 2
    again, _ = bring_in(rows((ASHA, KNEE), (twin, KNEE)), after, start=100)
    assert again.changes == ()


def test_leave_out_keeps_the_first_row_unless_the_person_is_known():
    listed = rows((ASHA, KNEE), (ASHA, BACK))
    _, after = bring_in(listed, decision=Decision.LEAVE_OUT)
    assert [referral.problem for referral in after.referrals] == ["Knee"]
    edit, _ = bring_in(listed, after, Decision.LEAVE_OUT, start=100)
    assert edit.changes == ()


def test_a_referral_that_has_become_urgent_is_not_lost():
    _, known = bring_in(rows((ASHA, KNEE)))
    edit, after = bring_in(rows((ASHA, replace(KNEE, priority=Priority.URGENT, source="GP"))), known, start=100)
    assert [(r.priority, r.source, r.problem) for r in after.referrals] == [(Priority.URGENT, "GP", "Knee")]
    assert edit.label == "Import 0 referrals from list.csv"


def test_a_person_known_by_number_alone_gets_her_name():
    number = nhs_number(1)
    bare = Patient("a", nhs_number_words(number), nhs_number=number)
    assert filled(bare, ASHA).plain_name == "Asha Testwell"
    assert filled(replace(ASHA, id="a"), replace(bare, id="")).plain_name == "Asha Testwell"


def test_a_list_of_numbers_and_then_one_with_names_is_one_person():
    bare = Patient("", nhs_number_words(ASHA.nhs_number), nhs_number=ASHA.nhs_number)
    _, known = bring_in(rows((bare, Referral("", ""))))
    _, after = bring_in(rows((ASHA, KNEE)), known, start=100)
    assert [patient.plain_name for patient in after.patients] == ["Asha Testwell"]
    assert [referral.problem for referral in after.referrals] == ["Knee"]


def test_the_same_referral_differs_in_nothing_that_both_say():
    assert same_referral(KNEE, replace(KNEE, problem=""))
    assert same_referral(KNEE, replace(KNEE, received_on=None))
    assert not same_referral(KNEE, replace(KNEE, received_on=date(2026, 1, 6)))
    assert not same_referral(replace(KNEE, list_name="North"), replace(KNEE, list_name="South"))


@settings(max_examples=200)
@given(st.lists(st.tuples(PEOPLE, st.sampled_from([KNEE, BACK])), max_size=8))
def test_nobody_is_lost_and_an_edit_can_be_taken_back(pairs):
    listed = rows(*pairs)
    edit, after = bring_in(listed)
    queues = {(referral.patient_id, referral.problem) for referral in after.referrals}
    assert len(queues) == len(after.referrals)
    assert {patient.nhs_number for patient in after.patients} >= {patient.nhs_number for patient, _ in pairs} - {""}
    assert {referral.problem for _, referral in pairs} == {referral.problem for referral in after.referrals}
    assert all(change.after is None for change in edit.inverse().changes)


@settings(max_examples=200)
@given(st.lists(st.tuples(PEOPLE, st.sampled_from([KNEE, BACK])), max_size=6))
def test_any_list_of_people_with_numbers_twice_adds_nobody(pairs):
    listed = rows(*((patient, referral) for patient, referral in pairs if patient.nhs_number))
    _, known = bring_in(listed)
    again, _ = bring_in(listed, known, start=100)
    assert [change for change in again.changes if change.before is None] == []
