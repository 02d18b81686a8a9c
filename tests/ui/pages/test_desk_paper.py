"""From paper: cards and forms keyed in any order, a few keys each; what is wrong is said and nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadplanner.core.live import record
from cadplanner.core.live.following import Status
from cadplanner.core.model.attendance import AttendanceCode, Happened
from cadplanner.ui.pages.desk.page import DeskPage
from cadplanner.ui.workspace import Workspace
from tests.ui.pages.desk_day import Clock, day_of, put

Key = Qt.Key
ENTER = Key.Key_Return


@pytest.fixture
def desk(store, qapp, qtbot, new_id):
    """The evening of the day, at the papers."""
    put(store, day_of(30))
    page = DeskPage(Workspace(store, clock=Clock(18 * 60), new_id=new_id, who="tester"))
    qtbot.addWidget(page)
    page.resize(1000, 560)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    QTest.keyClick(page, Key.Key_F6)
    return page


def keys(desk, *what, held=Qt.KeyboardModifier.NoModifier):
    """Texts and keys, one after another, wherever the keyboard is."""
    for each in what:
        here = desk.focusWidget()
        QTest.keyClicks(here, each) if isinstance(each, str) else QTest.keyClick(here, each, held)


def person(desk, appointment_id="a1"):
    return desk.board.person[appointment_id]


def test_a_form_takes_a_few_keys_and_the_next_one_is_awaited(desk):
    keys(desk, "CAD1:K001", ENTER)
    assert desk.paper._name.text() == "EXAMPLETON, Ben (Mrs)"
    keys(desk, "5", ENTER, "0852", ENTER, "1040", ENTER, "To lift my grandson", ENTER)
    seen = person(desk)
    assert (seen.arrived, seen.left, seen.attendance) == (532, 640, AttendanceCode.ON_TIME)
    assert [each.words for each in desk._workspace.store.what_matters("day")] == ["To lift my grandson"]
    assert desk.paper.card.hasFocus()
    assert desk.paper._last.text() == "EXAMPLETON, Ben (Mrs): 5 08:52 to 10:40"
    assert desk.paper._left_over.text() == "29 of 30 have neither arrived nor been marked."


def test_who_did_not_come_takes_a_digit(desk):
    keys(desk, "2", ENTER, "3", ENTER, "k003", ENTER, "2", ENTER)
    assert person(desk, "a2").status is Status.DID_NOT_ATTEND
    assert person(desk, "a3").status is Status.CANCELLED_BY_PATIENT
    assert desk.paper.card.hasFocus()


def test_the_times_beside_the_stops_of_a_card(desk):
    keys(desk, "1", ENTER, "5", ENTER, "0852", Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    keys(desk, "905", ENTER, "930", ENTER)
    keys(desk, "0935")
    keys(desk, ENTER, held=Qt.KeyboardModifier.ControlModifier)
    assert [(s.station_id, s.started, s.finished) for s in person(desk).stops] == [
        ("s-talk", 545, 570), ("s-physio", 575, 595),
    ]  # fmt: skip
    assert "2 stops" in desk.paper._last.text()
    keys(desk, "1", ENTER)
    assert desk.paper.arrived.text() == "08:52"
    assert list(desk.paper._stops) == ["2"]
    keys(desk, "5", ENTER, ENTER, ENTER, Key.Key_Tab, "1035", ENTER, "1040", ENTER)
    assert len(person(desk).stops) == 3


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk):
    keys(desk, "1", ENTER, "9", ENTER, "0852", ENTER, "0830", ENTER, "Sleep", ENTER)
    assert "Tick how" in desk.paper._says.text()
    assert desk.paper.came.hasFocus()
    keys(desk, "5", ENTER, ENTER, ENTER, ENTER)
    assert desk.paper._says.text() == "✕ Left at 08:30, before arriving at 08:52."
    keys(desk, "25:7", ENTER, ENTER)
    assert "“25:7” is not a time" in desk.paper._says.text()
    keys(desk, "1030", ENTER, Key.Key_Tab, "1100", ENTER, "1040")
    keys(desk, ENTER, held=Qt.KeyboardModifier.ControlModifier)
    assert "Conversation: it cannot end at 10:40" in desk.paper._says.text()
    assert desk.paper.matters.text() == "Sleep"
    assert desk.board.facts == ()


def test_a_paper_of_nobody(desk):
    keys(desk, ENTER)
    assert "type the number of its card" in desk.paper._says.text()
    keys(desk, "alike", ENTER)
    assert "Several people fit" in desk.paper._says.text()
    desk.paper.card.selectAll()
    keys(desk, "zzz", ENTER)
    assert "Nobody on this day's list" in desk.paper._says.text()
    desk.paper.card.selectAll()
    keys(desk, "needham", ENTER)
    assert desk.paper.came.hasFocus()
    assert "interpreter" not in desk.paper._now.text()


def test_a_paper_that_says_nothing_new_but_what_matters(desk):
    desk._live.note(record.arrive(desk.board, desk._live.by(desk._workspace.clock()), "a1"))
    keys(desk, "1", ENTER, ENTER, ENTER, ENTER, ENTER)
    assert "noted already" in desk.paper._says.text()
    desk.paper.matters.setFocus()
    keys(desk, "Peace", ENTER)
    assert [each.words for each in desk._workspace.store.what_matters("day")] == ["Peace"]


def test_one_key_takes_a_whole_paper_back(desk):
    keys(desk, "1", ENTER, "5", ENTER, "0852", ENTER, "1040", ENTER, ENTER)
    assert "From paper: EXAMPLETON" in desk.last.text
    keys(desk, Key.Key_F8)
    assert person(desk).arrived is None
    assert desk.paper.card.hasFocus()


def test_the_day_after_the_papers_are_keyed_all_the_same(desk):
    desk._workspace.clock.minute += 24 * 60
    keys(desk, "1", ENTER, "5", ENTER, "0852", ENTER, "1040", ENTER, ENTER)
    assert person(desk).left == 640
    keys(desk, Key.Key_F8)
    assert person(desk).arrived is None


def test_esc_begins_anew_and_goes_back_to_the_desk(desk):
    keys(desk, "1", ENTER, "5", Key.Key_Escape)
    assert (desk.paper.card.text(), desk.is_at_paper) == ("", True)
    keys(desk, Key.Key_Escape)
    assert not desk.is_at_paper
    assert QApplication.focusWidget() in (desk.counter.field, None)


def test_what_is_not_taken_stays_typed(desk, qtbot):
    desk._live.note(record.written(desk.board, desk._live.by(), "Close", record.Fact(Happened.CLOSED)))
    with qtbot.waitSignal(desk._workspace.refused) as said:
        keys(desk, "1", ENTER, "5", ENTER, "0852", ENTER, "1040", ENTER, ENTER)
    assert "closed" in str(said.args[0])
    assert (desk.paper.arrived.text(), person(desk).arrived) == ("08:52", None)
