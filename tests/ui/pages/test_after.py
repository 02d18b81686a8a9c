"""After the day: every loose end has its action, the day closes only when nothing is open, promises are kept."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from cadplanner.core.keeping.did import Did
from cadplanner.core.live import record
from cadplanner.core.live.closing import Loose
from cadplanner.core.live.outcomes import record_outcome
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.day_rules import BOOK, ENTER, LETTER
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.printing.sheet import page_count
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.after.owner_dialog import OwnerDialog
from cadplanner.ui.pages.after.page import LOOSE, PIFU, AfterPage
from cadplanner.ui.saving import write_list
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, people, plan_with
from tests.ui.living import Time, keep

DISCHARGE = (Agreed(OutcomeKind.DISCHARGE),)
ON_PIFU = (Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=1),)
FOLLOW_UP = (Agreed(OutcomeKind.FOLLOW_UP, "phone", "soon"),)


@pytest.fixture
def time():
    return Time(instant_on(17 * 60, DAY.on))


@pytest.fixture
def day(qapp, store, time, new_id):
    """Four came and have an outcome but the last; two never came; the third has a visit that nobody finished."""
    keep(store, plan_with(people(6)), time())
    made = Workspace(store, clock=time, new_id=new_id, who="Ann")
    live = live_day_of(made)
    for n in range(1, 5):
        assert live.note(record.arrive(live.board, live.by(), f"a{n}"))
    assert live.note(record.start(live.board, live.by(), "a3", record.At("s-talk", 0)))
    for n, agreed in enumerate((DISCHARGE, ON_PIFU, FOLLOW_UP), 1):
        assert live.enter(record_outcome(live.board, live.by(), store.kept(DAY.id), f"a{n}", agreed))
    return made


@pytest.fixture
def page(day, qtbot):
    made = AfterPage(day)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def kinds(page):
    return [end.kind for end in page.loose.ends]


def choose(page, kind):
    page.loose.table.select_ids([f"{end.appointment_id} {end.key}" for end in page.loose.ends if end.kind is kind])


def says(page):
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def shelves(page):
    return {shelf.id: (shelf.open, shelf.late) for shelf in page._shelf_model._rows}


def test_without_anybody_it_says_what_it_is_for(workspace, qtbot):
    made = AfterPage(workspace)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.wants_page) as asked:
        made._empty._action.click()
    assert asked.args == ["day"]


def test_every_loose_end_is_answered_and_then_the_day_closes(page, day, qtbot):
    assert not page.loose.close_button.isEnabled()
    choose(page, Loose.NOT_MARKED)
    assert "(2)" in page.loose.does.text()
    page.loose.act()
    choose(page, Loose.NOT_FINISHED)
    page.loose.act()
    choose(page, Loose.STILL_HERE)
    page.loose.act()
    choose(page, Loose.NO_OUTCOME)
    with qtbot.waitSignal(page.wants_page) as asked:
        page.loose.act()
    assert asked.args == ["outcomes"]
    page.loose.reason.setText("  The form  is lost ")
    page.loose._on_explained()
    choose(page, Loose.NOT_ENTERED)
    page.loose.act()
    assert set(kinds(page)) == {Loose.NO_OWNER}
    choose(page, Loose.NO_OWNER)
    page._promises(())
    with qtbot.waitSignal(page.loose.owner_wanted) as wanted:
        page.loose.owner_wanted.disconnect(page._on_giving)
        page.loose.act()
    page._workspace.do(Edit("Give", tuple(Change(p, _given(p)) for p in page._promises(wanted.args[0]))))
    assert kinds(page) == []
    assert page.loose.close_button.isEnabled()
    page.loose.close_button.click()
    assert live_day_of(day).board.closed
    assert "everybody is accounted for" in says(page)
    assert not day.undo_words.startswith("Close")
    live = live_day_of(day)
    with qtbot.waitSignal(day.refused) as refused:
        assert not live.enter(record_outcome(live.board, live.by(), day.store.kept(DAY.id), "a1", ON_PIFU))
    assert "The day is closed" in str(refused.args[0])
    with qtbot.waitSignal(day.refused) as refused:
        assert not live.take_back()
    assert "page After" in str(refused.args[0])
    page.loose._reopen.click()
    assert not live_day_of(day).board.closed


def _given(promise):
    return replace(promise, owner="Bea")


def test_a_reason_must_be_written(page, day, qtbot):
    choose(page, Loose.NO_OUTCOME)
    with qtbot.waitSignal(day.refused) as refused:
        page.loose._on_explained()
    assert "Write down the reason" in str(refused.args[0])


def test_worklists_hold_what_is_owed_until_it_is_ticked(page, day, time):
    assert shelves(page)[ENTER] == (3, 0)
    page.show_list(ENTER)
    assert [line.appointment.card for line in page.owed.model._rows] == [1, 2, 3]
    page.owed.table.select_ids([page.owed.model.id_at(0)])
    page.owed.tick.click()
    assert shelves(page)[ENTER] == (2, 0)
    page.owed.chips.choose(frozenset({"done"}))
    page.owed.table.select_ids([page.owed.model.id_at(0)])
    page.owed.untick.click()
    assert shelves(page)[ENTER] == (3, 0)
    day.undo()
    assert shelves(page)[ENTER] == (2, 0)
    time.now += timedelta(days=9)
    page.reload()
    assert shelves(page)[BOOK] == (1, 1)
    assert shelves(page)[LETTER][0] == 2


def test_given_to_somebody_with_a_day(page, day, qtbot, monkeypatch):
    page.show_list(BOOK)
    dialog = OwnerDialog(1, ("Bea",), DAY.on)
    qtbot.addWidget(dialog)
    dialog.submit()
    assert dialog.result() != OwnerDialog.DialogCode.Accepted

    def told(self):
        self.name.setCurrentText(" Bea  Physio ")
        self.submit()
        return self.result()

    monkeypatch.setattr(OwnerDialog, "exec", told)
    page.owed.give.click()
    (book,) = [promise for promise in day.store.promises(DAY.id) if promise.action == BOOK]
    assert book.owner == "Bea Physio"


def test_the_register_says_who_may_come_back_until_when(page, time):
    assert shelves(page)[PIFU] == (1, 0)
    page.show_list(PIFU)
    assert page.pifu.model.rowCount() == 1
    page.pifu.chips.choose(frozenset({"30"}))
    assert page.pifu.model.rowCount() == 1
    page.pifu.chips.choose(frozenset({"over"}))
    assert page.pifu.model.rowCount() == 0
    time.now += timedelta(days=60)
    page.reload()
    assert page.pifu.model.rowCount() == 1
    page.show_list(LOOSE)
    assert page._parts.currentWidget() is page.loose


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".pdf"])
def test_a_list_is_saved_and_the_history_knows(page, day, tmp_path, monkeypatch, ending):
    path = tmp_path / f"list{ending}"
    monkeypatch.setattr("cadplanner.ui.saving.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    page.show_list(ENTER)
    page.owed.save.click()
    made = path.read_bytes()
    assert made.startswith({".xlsx": b"PK", ".csv": "\ufeffDay".encode(), ".pdf": b"%PDF"}[ending])
    assert ending != ".pdf" or page_count(made) == 1
    assert day.store.history()[0].did is Did.EXPORTED
    page.show_list(PIFU)
    page.pifu.save.click()
    assert path.read_bytes() != made


def test_what_is_owed_is_there_though_the_next_day_has_nobody_yet(page, day):
    another = replace(day.store.day(DAY.id), id="day-2", name="The next", on=DAY.on + timedelta(days=30))
    assert day.do(Edit("Next", (Change(None, another),)))
    day.choose_day("day-2")
    page.reload()
    assert page.loose.ends == ()
    assert not page.loose.close_button.isEnabled()
    assert "nothing can be entered before it" in says(page)
    page.show_list(ENTER)
    assert page.owed.model.rowCount() == 3


def test_changing_her_mind_writes_nothing(page, day, monkeypatch):
    monkeypatch.setattr("cadplanner.ui.saving.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    before = day.store.history()[0]
    page.show_list(ENTER)
    page.owed.save.click()
    assert day.store.history()[0] == before


def test_a_place_that_cannot_be_written_is_said(page, day, qtbot):
    with qtbot.waitSignal(day.refused) as refused:
        assert not write_list(day, Path("/nowhere/list.csv"), "List", {".csv": lambda: b""}, [])
    assert "was not written" in str(refused.args[0])


def test_what_was_not_written_is_not_in_the_history_and_what_the_history_did_not_take_is_not_outside(
    day, tmp_path, monkeypatch
):
    before = day.store.history()[0]
    write_list(day, tmp_path / "no" / "list.csv", "List", {".csv": lambda: b""}, [])
    assert day.store.history()[0] == before
    monkeypatch.setattr(day, "note", lambda *_: False)
    assert not write_list(day, tmp_path / "list.csv", "List", {".csv": lambda: b"x"}, [])
    assert list(tmp_path.glob("*.csv")) == []


def test_the_clock_reads_nothing_from_the_file_and_a_change_reads_it_once(page, day, time, monkeypatch):
    read = []
    plan_of = day.store.plan
    monkeypatch.setattr(day.store, "plan", lambda day_id: read.append(day_id) or plan_of(day_id))
    time.now += timedelta(minutes=5)
    live_day_of(day).look_at_the_clock()
    assert read == []
    live = live_day_of(day)
    assert live.note(record.arrive(live.board, live.by(), "a5"))
    assert read == [DAY.id]
    assert "a5" in {end.appointment_id for end in page.loose.ends if end.kind is Loose.STILL_HERE}
