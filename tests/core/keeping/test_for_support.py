"""What of the log may leave the laptop: shapes that hold nothing about a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.keeping.for_support import MOST, lines_for_support

AT = "2027-06-01 10:12:03"
STARTS = f"{AT},123 ERROR cadplanner "


def one(line):
    (told,) = lines_for_support([line])
    return told


@pytest.mark.parametrize(
    "says",
    [
        "started, version 0.1.0",
        "locked",
        "fault: ValueError at store.py:12 < window.py:301",
        "fault: KeyError",
        "settings not kept: OSError",
    ],
)
def test_what_the_program_itself_says_stays(says):
    assert one(STARTS + says) == f"{AT} ERROR {says}"


def test_of_what_qt_says_only_who_said_it_stays():
    assert one(STARTS + "Qt: QFile::open: cannot open /home/mary.smith/x") == f"{AT} ERROR Qt: QFile::open"


@pytest.mark.parametrize(
    "says",
    [
        "fault: ValueError: Mary Smith 9991234567",
        "fault: Smith at window.py:3",
        "fault: ValueError at mary.py:1 < Smith",
        "Qt: Mary Smith",
        "Qt: QURESHI::Amina",
        "imported 9991234567, born 12/03/1957",
        "locked by Mary Smith",
        "started, version 999.123.4567",
        "task failed: SmithError at x.py:1, NHS 999 123 4567",
    ],
)
def test_anything_else_leaves_its_length(says):
    line = STARTS + says
    assert one(line) == f"{AT} ERROR (a line of {len(line)} characters, left out)"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200))
def test_whatever_stands_in_a_log_by_mistake_does_not_pass(text):
    """Law: no line of free text is repeated, whatever it is."""
    assert one(f"Mary {text}") == f"(a line of {len(text) + 5} characters, left out)"


def test_only_the_latest_lines_are_told():
    lines = [f"{AT},000 INFO cadplanner started, version 0.1.{n}" for n in range(MOST + 9)]
    told = lines_for_support(lines)
    assert len(told) == MOST
    assert told[-1].endswith(f"0.1.{MOST + 8}")
