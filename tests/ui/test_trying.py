"""Once a month the latest copy is tried by itself: that it was good is remembered, that it was not is said."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cadplanner.settings import Settings
from cadplanner.store.copies import copies_folder
from cadplanner.store.store import Store
from cadplanner.ui.copying import TRY_EVERY, copying_of
from cadplanner.ui.main_window.copies_dialog import CopiesDialog
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.main_window.trying import Trying
from cadplanner.ui.workspace import Workspace
from tests.keys import KEY
from tests.ui.living import Time

LATER = 60_000  # milliseconds a second process may take


@pytest.fixture
def time():
    return Time(datetime(2027, 6, 1, 9, tzinfo=UTC))


@pytest.fixture
def workspace(qapp, tmp_path, time, new_id):
    with Store.create(tmp_path / "Days.cad", KEY) as store:
        yield Workspace(store, clock=time, new_id=new_id, who="Ann")


@pytest.fixture
def tastes(qapp):
    return Tastes(Settings())


def looks(trying):
    trying.timeout.emit()


def test_the_latest_copy_is_tried_once_a_month_and_the_day_is_remembered(workspace, tastes, time, qtbot):
    copying, path, said = copying_of(workspace), workspace.store.path, []
    trying = Trying(workspace, tastes, said.append)
    assert trying.isActive()
    looks(trying)  # there is no copy yet
    dialog = CopiesDialog(copying)
    qtbot.addWidget(dialog)
    assert "No copy was tried on this PC yet." in dialog._tried.text()
    assert copying.copy_now()
    with qtbot.waitSignal(copying.tried, timeout=LATER):
        looks(trying)
    assert tastes.tried_on(path) == date(2027, 6, 1)
    assert "found good on 01-Jun-2027" in dialog._tried.text()
    time.now += TRY_EVERY - timedelta(days=1)
    assert not copying.is_try_due
    looks(trying)
    time.now += timedelta(days=1)
    with qtbot.waitSignal(copying.tried, timeout=LATER):
        looks(trying)
    assert tastes.tried_on(path) == date(2027, 7, 1)
    assert said == []


def test_it_is_remembered_from_one_opening_to_the_next(workspace, tastes):
    tastes.tried(workspace.store.path, date(2027, 5, 20))
    Trying(workspace, tastes, print)
    assert copying_of(workspace).tried_on == date(2027, 5, 20)
    assert not copying_of(workspace).is_try_due


def test_a_copy_that_is_of_no_use_is_said_and_not_taken_for_good(workspace, tastes, qtbot):
    copying, said = copying_of(workspace), []
    trying = Trying(workspace, tastes, said.append)
    assert copying.copy_now()
    copy = copying.copies[0].path
    copy.write_bytes(copy.read_bytes()[:-4096] + bytes(4096))
    dialog = CopiesDialog(copying)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(copying.not_tried, timeout=LATER):
        looks(trying)
    (error,) = said
    assert str(error) == "The latest copy of the file is of no use."
    assert "is damaged" in error.advice
    assert "Make a new copy now" in error.advice
    assert "of no use" in dialog._said.text()
    assert tastes.tried_on(workspace.store.path) is None
    assert not trying.isActive()
    assert copies_folder(workspace.store.path).exists()


def test_a_file_in_memory_has_nothing_to_try(qapp, store, time, new_id, tastes):
    assert not Trying(Workspace(store, clock=time, new_id=new_id, who="Ann"), tastes, print).isActive()
