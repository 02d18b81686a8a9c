"""Whole names are taken apart where that is sure; needs are understood and nothing is dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.patient import AccessNeed
from cadplanner.exchange.names import name_parts, wrong_name
from cadplanner.exchange.needs import Needs, interpreter_in, needs_in

STEP_FREE, QUIET, LOOP = AccessNeed.STEP_FREE, AccessNeed.QUIET_SPACE, AccessNeed.HEARING_LOOP
INTERPRETER, BSL, PRINT = AccessNeed.INTERPRETER, AccessNeed.BSL, AccessNeed.LARGE_PRINT
LONGER, CARER, WAIT = AccessNeed.LONGER_APPOINTMENT, AccessNeed.CARER_PRESENT, AccessNeed.CANNOT_WAIT


@pytest.mark.parametrize(
    ("text", "title", "first", "surname"),
    [
        ("SMITH, Jane (Mrs)", "Mrs", "Jane", "SMITH"),
        ("SMITH, Jane (mrs.)", "mrs", "Jane", "SMITH"),
        ("Smith, Mrs Jane", "Mrs", "Jane", "Smith"),
        ("SMITH, Jane, Mrs", "Mrs", "Jane", "SMITH"),
        ("Mr John Smith", "Mr", "John", "Smith"),
        ("SMITH Jane Ann", "", "Jane Ann", "SMITH"),
        ("VAN DER BERG Jan", "", "Jan", "VAN DER BERG"),
        ("Jan van der Berg", "", "Jan", "van der Berg"),
        ("JANE SMITH", "", "JANE", "SMITH"),
        ("Madonna", "", "", "Madonna"),
        ("Jane Smith (née Jones)", "", "Jane", "Smith (née Jones)"),
        ("O'NEILL, Siobhán", "", "Siobhán", "O'NEILL"),
        ("Nguyễn, Thị", "", "Thị", "Nguyễn"),
        ("王", "", "", "王"),
        ("محمد علي", "", "محمد", "علي"),
        (", Jane", "", "", "Jane"),
        ("<img src=x>", "", "", "<img src=x>"),
        ("Dr", "", "", "Dr"),
    ],
)
def test_a_whole_name(text, title, first, surname):
    assert name_parts(text) == (title, first, surname)


@given(st.text(max_size=40))
def test_a_name_never_raises(text):
    assert len(name_parts(text)) == 3


def test_what_is_no_name():
    assert wrong_name("Ng", 200) == wrong_name("", 200) == ""
    assert "is not a name" in wrong_name("12345", 200)
    assert "300 characters" in wrong_name("x" * 300, 200)


@pytest.mark.parametrize(
    ("text", "needs", "language", "note"),
    [
        ("wheelchair", (STEP_FREE,), "", "wheelchair"),
        ("step-free access needed", (STEP_FREE,), "", ""),
        ("cannot manage stairs", (STEP_FREE,), "", ""),
        ("needs interpreter Bengali", (INTERPRETER,), "Bengali", ""),
        ("Bengali interpreter needed", (INTERPRETER,), "Bengali", ""),
        ("Interpreter - polish", (INTERPRETER,), "Polish", ""),
        ("interpreter", (INTERPRETER,), "", ""),
        ("BSL", (BSL,), "", ""),
        ("needs a BSL interpreter", (BSL,), "", ""),
        ("large print letters", (PRINT,), "", ""),
        ("hard of hearing, carer", (LOOP, CARER), "", ""),
        ("double appointment; quiet space", (LONGER, QUIET), "", ""),
        ("Autistic", (QUIET,), "", "Autistic"),
        ("deaf in left ear", (LOOP,), "", "deaf in left ear"),
        ("uses a wheelchair outdoors only", (STEP_FREE,), "", "uses a wheelchair outdoors only"),
        ("cannot wait long", (WAIT,), "", ""),
        ("Can't wait for long", (WAIT,), "", ""),
        ("no long waits please", (WAIT,), "", ""),
        ("not able to wait; wheelchair access", (STEP_FREE, WAIT), "", "wheelchair access"),
        ("unable to sit for long due to pain", (WAIT,), "", "unable to sit for long due to pain"),
        ("guide dog", (), "", "guide dog"),
        ("latex allergy; ground floor", (STEP_FREE,), "", "latex allergy"),
        ("no interpreter needed", (), "", ""),
        ("No special needs", (), "", ""),
        ("no wheelchair", (), "", "no wheelchair"),
        ("none", (), "", ""),
        ("N", (), "", ""),
    ],
)
def test_needs_in_free_text(text, needs, language, note):
    assert needs_in(text) == Needs(needs, language, note)


def test_a_yes_under_a_heading_means_the_heading():
    assert needs_in("Y", heading="Wheelchair user") == Needs((STEP_FREE,), "", "Wheelchair user")
    assert needs_in("Yes", heading="Reasonable adjustment flag") == Needs(note="Reasonable adjustment flag: Yes")


@pytest.mark.parametrize(
    ("text", "needs", "language", "note"),
    [
        ("Y", (INTERPRETER,), "", ""),
        ("No", (), "", ""),
        ("English", (), "", ""),
        ("Bengali", (INTERPRETER,), "Bengali", ""),
        ("Yes - Urdu", (INTERPRETER,), "Urdu", ""),
        ("BSL", (BSL,), "", ""),
        ("Urdu interpreter", (INTERPRETER,), "Urdu", ""),
        ("ask daughter first", (INTERPRETER,), "", "ask daughter first"),
    ],
)
def test_the_column_interpreter_needed(text, needs, language, note):
    assert interpreter_in(text) == Needs(needs, language, note)


@given(st.text(alphabet="abcdefghij xyz", min_size=1, max_size=30).filter(str.strip))
def test_words_that_are_not_understood_are_kept(text):
    found = needs_in(text)
    assert found.needs or found.note or text.strip() in ("x", "f", "a")
