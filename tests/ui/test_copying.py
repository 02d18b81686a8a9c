"""Copies while a file is open: soon after opening, as it changes, before an import; tried as on a second laptop."""

from datetime import UTC, datetime, timedelta

import pytest

from cadplanner.core.model.edit import edit_between
from cadplanner.settings import Settings
from cadplanner.store.copies import copies_folder, verified
from cadplanner.store.store import Store
from cadplanner.ui.copying import EVERY, copying_of
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.main_window.copies_dialog import CopiesDialog
from cadplanner.ui.main_window.kept_copies import put_copy_back
from cadplanner.ui.workspace import Workspace
from tests.builders import people
from tests.keys import KEY, new_file
from tests.ui.living import Time

LATER = 60_000  # milliseconds a second process may take


@pytest.fixture
def time():
    return Time(datetime(2027, 6, 1, 9, tzinfo=UTC))


@pytest.fixture
def workspace(qapp, tmp_path, time, new_id):
    with Store.create(tmp_path / "Days.cad", KEY) as store:
        yield Workspace(store, clock=time, new_id=new_id, who="Ann")


def fill(workspace, number):
    assert workspace.do(edit_between("Import", workspace.store.patients(), people(number)))


def test_a_copy_is_made_in_a_second_process_and_only_when_something_changed(workspace, time, qtbot):
    copying = copying_of(workspace)
    assert copying is copying_of(workspace)
    assert copying.copies == ()
    assert not copying.try_latest()
    fill(workspace, 3)
    with qtbot.waitSignal(copying.made, timeout=LATER) as made:
        copying.look()
    assert verified(made.args[0].path, KEY).rows["patient"] == 3
    assert copying.copies == (made.args[0],)
    time.now += EVERY
    copying.look()
    assert not copying._task.running
    fill(workspace, 4)
    time.now += timedelta(minutes=1)
    with qtbot.waitSignal(copying.made, timeout=LATER):
        copying.look()
    assert len(copying.copies) == 2
    with qtbot.waitSignal(copying.tried, timeout=LATER) as tried:
        assert copying.try_latest()
    assert tried.args[0].rows["patient"] == 4


def test_before_an_import_there_is_a_copy_of_what_was_before(workspace, time, qtbot):
    copying = copying_of(workspace)
    fill(workspace, 2)
    copying.copy_soon()  # one that is begun already is of before, and is waited for
    then = []
    with qtbot.waitSignals([copying.made, copying.made], timeout=LATER):
        copying.copy_first(lambda: then.append(len(copying.copies)))
        assert then == []
    assert then == [2]
    fill(workspace, 9)
    assert verified(copying.copies[0].path, KEY).rows["patient"] == 2


def test_where_no_copy_can_be_made_that_is_said_and_the_import_goes_on(workspace, time, qtbot):
    copying = copying_of(workspace)
    copies_folder(workspace.store.path).write_text("in the way")
    then = []
    with qtbot.waitSignal(copying.failed, timeout=LATER):
        copying.copy_first(lambda: then.append(True))
    assert then == [True]


def test_a_copy_that_cannot_be_made_is_said_and_tried_again(workspace, time, qtbot):
    copying = copying_of(workspace)
    folder = copies_folder(workspace.store.path)
    folder.write_text("in the way")
    with qtbot.waitSignal(copying.failed) as failed:
        assert not copying.copy_now()
    assert "No copy was made" in str(failed.args[0])
    with qtbot.waitSignal(copying.failed, timeout=LATER):
        copying.copy_soon()
    folder.unlink()
    time.now += EVERY
    with qtbot.waitSignal(copying.made, timeout=LATER):
        copying.look()


def test_a_copy_goes_to_a_second_place(workspace, tmp_path, qtbot):
    copying = copying_of(workspace)
    with qtbot.waitSignal(copying.made, timeout=LATER) as made:
        copying.copy_soon(tmp_path / "stick")
    assert made.args[0].path.parent == tmp_path / "stick"


def test_a_file_in_memory_has_no_copies(qapp, store, time, new_id):
    copying = copying_of(Workspace(store, clock=time, new_id=new_id, who="Ann"))
    copying.begin()
    copying.look()
    copying.copy_soon()
    assert copying.copy_now()
    assert (copying.folder, copying.copies) == (None, ())


def test_a_copy_is_put_back_from_the_window_and_what_was_there_is_kept(qtbot, tmp_path, time):
    ids = iter(range(1000))
    window = MainWindow(Around(time, lambda: f"id-{next(ids)}", "Ann"), Settings())
    qtbot.addWidget(window)
    new_file(tmp_path / "Days.cad")
    assert window.open_with(tmp_path / "Days.cad", KEY)
    window.status.watch(window.workspace)
    fill(window.workspace, 2)
    copying = copying_of(window.workspace)
    assert copying.copy_now()
    assert window.status.copy.text() == "Copy of 01-Jun 09:00"
    fill(window.workspace, 5)
    dialog = CopiesDialog(copying)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(copying.made, timeout=LATER):
        dialog.make.click()
    assert dialog.model.rowCount() == 2
    with qtbot.waitSignal(copying.tried, timeout=LATER):
        dialog.try_it.click()
    assert "as on a second laptop: 5 people" in dialog._said.text()
    dialog.table.select_ids([str(copying.copies[1].path)])
    with qtbot.waitSignal(dialog.put_back_wanted) as wanted:
        dialog.back.click()
    assert put_copy_back(window, wanted.args[0])
    assert len(window.workspace.store.patients()) == 2
    assert "before restore" in "".join(path.name for path in tmp_path.iterdir())
    damaged = bytearray(wanted.args[0].read_bytes())
    damaged[len(damaged) // 2] ^= 1
    wanted.args[0].write_bytes(damaged)
    assert not put_copy_back(window, wanted.args[0])
    assert len(window.workspace.store.patients()) == 2
    window.close_file()


def test_no_new_copy_is_said_at_the_foot_of_the_window(qtbot, tmp_path, time):
    window = MainWindow(Around(time, lambda: "id", "Ann"), Settings())
    qtbot.addWidget(window)
    new_file(tmp_path / "Days.cad")
    assert window.open_with(tmp_path / "Days.cad", KEY)
    window.status.watch(window.workspace)
    copies_folder(tmp_path / "Days.cad").write_text("in the way")
    assert not copying_of(window.workspace).copy_now()
    assert window.status.copy.text() == "✕ No new copy"
    window.close_file()
