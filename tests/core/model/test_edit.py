"""A change as a value, and the way back."""

from dataclasses import replace

import pytest

from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral

ADA, BEN = Patient("1", "Sampleton", "Ada"), Patient("2", "Mockridge", "Ben")


def test_what_differs_is_the_edit():
    married = replace(ADA, surname="Newname")
    edit = edit_between("Correct a name", (ADA, BEN), (married, Referral("1", "1")))
    assert edit.changes == (Change(BEN, None), Change(ADA, married), Change(None, Referral("1", "1")))
    assert edit.kinds() == {Patient, Referral}
    assert [change.entity for change in edit.changes] == [BEN, married, Referral("1", "1")]


def test_the_same_is_no_edit():
    assert edit_between("Nothing", (ADA,), (ADA,)).changes == ()


def test_the_inverse_goes_back_in_reverse():
    edit = edit_between("Add two", (), (ADA, BEN))
    assert edit.inverse().changes == (Change(BEN, None), Change(ADA, None))
    assert edit.inverse().inverse() == edit


def test_two_edits_can_be_one_step():
    both = Edit("Both", (Change(None, ADA),)).and_also(Edit("Other", (Change(None, BEN),)))
    assert both == Edit("Both", (Change(None, ADA), Change(None, BEN)))


@pytest.mark.parametrize(("before", "after"), [(None, None), (ADA, BEN), (ADA, Referral("1", "1"))])
def test_a_change_is_of_one_entity(before, after):
    with pytest.raises(ValueError, match="change"):
        Change(before, after)
