"""A long edit is written by a second process; nothing else is meanwhile, and Cancel leaves all as it was."""

import os
import signal
import time
from dataclasses import replace
from itertools import count

import pytest

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.errors import CannotWrite, Stale
from cadplanner.store.beside import Desk, Written, packed, take_step, write_packed
from cadplanner.store.store import Store
from cadplanner.ui.workspace import LONG, Workspace
from tests.builders import patient
from tests.keys import KEY
from tests.store.people import import_of, waiting_people
from tests.store.worlds import NOW, check_index

SOON = 30_000  # milliseconds
MANY = import_of(waiting_people(1_200))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "service.cad"


@pytest.fixture
def workspace(qapp, path, clock):
    store = Store.create(path, KEY)
    store.apply(Edit("Before", (Change(None, patient(1)),)), who="Ann", at=clock())
    ids = count(1)
    made = Workspace(store, clock=clock, new_id=lambda: f"id-{next(ids)}", who="Ann")
    yield made
    made.cancel()
    store.close()


def all_of(store):
    """Everything that the file holds, as rows."""
    tables = [name for (name,) in store._db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: store._db.conn.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(tables)}


def written(qtbot, workspace, edit=MANY):
    told = []
    workspace.write(edit, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    return told == [True]


def test_a_long_edit_is_in_the_file_and_only_then_said_to_be(qtbot, workspace):
    told, seen = [], []
    workspace.progressed.connect(seen.append)
    workspace.changed.connect(lambda kinds: told.append((kinds, len(workspace.store.patients()))))
    workspace.write(MANY, told.append)
    assert told == []
    assert len(workspace.store.patients()) == 1
    qtbot.waitUntil(lambda: len(told) == 2, timeout=SOON)
    assert told == [(frozenset({Patient, Referral}), 1_201), True]
    assert seen == sorted(seen)
    assert len(set(seen)) > 5
    assert workspace.undo_stack.undoText() == MANY.label
    assert workspace.store.history()[0].who == "Ann"
    assert workspace.store.check_history().holds
    check_index(workspace.store)


def test_a_short_one_is_there_at_once(workspace):
    told = []
    workspace.write(Edit("Add", (Change(None, patient(2)),)), told.append)
    assert told == [True]


def test_nothing_else_is_written_meanwhile(qtbot, workspace):
    refused, told = [], []
    workspace.refused.connect(refused.append)
    workspace.write(MANY, told.append)
    assert not workspace.do(Edit("Add", (Change(None, patient(2)),)))
    assert not workspace.note(Did.EXPORTED, "Export", (patient(1),))
    workspace.undo()
    workspace.write(replace(MANY, label="Again"), told.append)
    assert told == [False]
    assert len(refused) == 3
    assert all("is still being saved" in str(error) for error in refused)
    with pytest.raises(CannotWrite):
        workspace.store.undo_steps.leave((1,))
    qtbot.waitUntil(lambda: told == [False, True], timeout=SOON)
    assert len(workspace.store.history()) == 2
    assert workspace.do(Edit("Add", (Change(None, patient(2)),)))


def test_what_was_looked_at_and_printed_meanwhile_is_written_down_afterwards(qtbot, workspace):
    sheet = Print("print-1", "day-1", "day_sheets", "", 1, "abc")
    told = []
    workspace.write(MANY, told.append)
    workspace.looked_at(patient(1))
    workspace.printed(Edit("Print", (Change(None, sheet),)), (sheet,))
    assert len(workspace.store.history()) == 1
    qtbot.waitUntil(lambda: told == [True], timeout=SOON)
    assert [entry.did for entry in workspace.store.history()][:2] == [Did.PRINTED, Did.LOOKED]


def test_undo_and_redo_of_it_are_written_the_same_way(qtbot, workspace):
    before = all_of(workspace.store)["patient"]
    assert written(qtbot, workspace)
    for act, people in ((workspace.undo, 1), (workspace.undo_stack.redo, 1_201), (workspace.undo, 1)):
        with qtbot.waitSignal(workspace.undo_stack.taken, timeout=SOON) as told:
            act()
        assert told.args == [frozenset({Patient, Referral})]
        assert len(workspace.store.patients()) == people
        assert workspace.store.check_history().holds
        check_index(workspace.store)
    assert all_of(workspace.store)["patient"] == before
    assert workspace.undo_stack.redoText() == MANY.label


@pytest.mark.parametrize("far", [0, 1, 60, 99])
def test_cancelled_anywhere_all_is_as_it_was_record_for_record(qtbot, workspace, far):
    before, told = all_of(workspace.store), []
    workspace.progressed.connect(lambda hundredths: workspace.cancel() if hundredths >= far else None)
    workspace.write(MANY, told.append)
    if not far:
        workspace.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    if told == [False]:
        assert all_of(workspace.store) == before
    assert workspace.store.check_history().holds
    workspace.progressed.disconnect()
    assert written(qtbot, workspace, Edit("Others", import_of(waiting_people(400, seed=5)).changes))


def test_an_undo_that_is_cancelled_is_still_to_be_had(qtbot, workspace):
    assert written(qtbot, workspace)
    before = all_of(workspace.store)
    workspace.progressed.connect(lambda _: workspace.cancel())
    workspace.undo()
    with qtbot.waitSignal(workspace.progressed, timeout=SOON):
        pass
    assert all_of(workspace.store) == before
    assert workspace.undo_stack.undoText() == MANY.label


def test_cancelled_too_late_it_is_in_the_file_and_said_so(qtbot, workspace):
    told, before = [], workspace.store.audit_head()
    workspace.write(MANY, told.append)
    with qtbot.waitSignal(workspace.progressed, timeout=SOON):
        pass
    until = time.monotonic() + 30
    while workspace.store.audit_head() == before and time.monotonic() < until:
        time.sleep(0.01)
    workspace.cancel()
    assert told == [True]
    assert workspace.undo_stack.undoText() == MANY.label


def test_a_second_process_that_is_killed_leaves_all_as_it_was(qtbot, workspace):
    before, refused, told = all_of(workspace.store), [], []
    workspace.refused.connect(refused.append)
    workspace.write(MANY, told.append)
    with qtbot.waitSignal(workspace.progressed, timeout=SOON):
        pass
    os.kill(workspace._long._task.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    assert told == [False]
    assert "Nothing was lost" in str(refused[0])
    assert all_of(workspace.store) == before


def test_a_long_step_that_no_longer_fits_leaves_the_stack(qtbot, workspace):
    assert written(qtbot, workspace)
    one = MANY.changes[0].after
    moved = Edit("Elsewhere", (Change(one, replace(one, phone="01632 960001")),))
    workspace.store.apply(moved, who="other", at=workspace.clock())
    with qtbot.waitSignal(workspace.refused, timeout=SOON) as told:
        workspace.undo()
    assert isinstance(told.args[0], Stale)
    assert workspace.undo_stack.count() == 0


def test_what_the_second_process_writes_goes_through_the_door(path):
    """The functions themselves, as the second process calls them."""
    Store.create(path, KEY).close()
    edit = import_of(waiting_people(LONG))
    desk = Desk(path, KEY, "Ann", None, NOW)
    *hundredths, end = write_packed(desk, edit.label, tuple(packed(edit)))
    assert hundredths == sorted(hundredths)
    assert end == Written(1, plans_stand=True)
    with Store.open(path, KEY) as store:
        (step,) = store.undo_steps.all()
        assert store.past_edit(1) == edit
    assert [*take_step(desk, step, undone=True)][-1] == Written(2, plans_stand=True)
    (error,) = take_step(desk, step, undone=True)
    assert isinstance(error, Stale)
    with Store.open(path, KEY) as store:
        assert store.patients() == ()
        assert store.history()[0].label == f"Undo: {edit.label}"
