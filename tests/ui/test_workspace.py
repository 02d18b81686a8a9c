"""One open file: edits, undo by name, refusals, and the day being shown."""

from dataclasses import replace
from datetime import date

import pytest

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.print import Print
from cadplanner.errors import Stale
from cadplanner.store.trail import TrailQuery
from tests.builders import DAY, VENUE, patient


def added(*entities, label="Add"):
    return Edit(label, tuple(Change(None, entity) for entity in entities))


def test_an_edit_is_written_named_and_told(qtbot, workspace):
    with qtbot.waitSignal(workspace.changed) as told:
        assert workspace.do(added(patient(1), label="Import 1 person"))
    assert told.args == [frozenset({Patient})]
    assert workspace.undo_stack.undoText() == "Import 1 person"
    assert workspace.store.patients() == (patient(1),)


def test_undo_and_redo_go_through_the_same_door(qtbot, workspace):
    workspace.do(added(patient(1)))
    with qtbot.waitSignal(workspace.changed):
        workspace.undo_stack.undo()
    assert workspace.store.patients() == ()
    with qtbot.waitSignal(workspace.changed):
        workspace.undo_stack.redo()
    assert workspace.store.patients() == (patient(1),)


def test_the_history_says_what_was_undone(qtbot, workspace):
    workspace.do(added(patient(1), label="Import 1 person"))
    workspace.undo_stack.undo()
    assert [past.label for past in workspace.store.history()] == ["Undo: Import 1 person", "Import 1 person"]


def test_a_refused_edit_changes_nothing(qtbot, workspace):
    never_there = replace(patient(1), phone="01632 960001")
    with qtbot.assertNotEmitted(workspace.changed), qtbot.waitSignal(workspace.refused) as told:
        assert not workspace.do(edit_between("Change phone", (patient(1),), (never_there,)))
    assert isinstance(told.args[0], Stale)
    assert workspace.undo_stack.count() == 0


def test_a_stale_undo_says_so_and_leaves_the_stack(qtbot, workspace):
    workspace.do(added(patient(1)))
    moved_on = edit_between("Elsewhere", (patient(1),), (replace(patient(1), phone="01632 960001"),))
    workspace.store.apply(moved_on, who="other", at=workspace.clock())
    with qtbot.waitSignal(workspace.refused) as told:
        workspace.undo_stack.undo()
    assert isinstance(told.args[0], Stale)
    assert workspace.undo_stack.count() == 0
    assert workspace.store.patients()[0].phone == "01632 960001"


def test_an_edit_of_nothing_is_no_step(workspace):
    assert workspace.do(Edit("Nothing"))
    assert workspace.undo_stack.count() == 0


def test_a_page_may_do_more_when_it_hears_of_an_undo(qtbot, workspace):
    workspace.do(added(patient(1)))
    workspace.changed.connect(lambda _: workspace.undo_stack.clear())
    with qtbot.waitSignal(workspace.changed):
        workspace.undo_stack.undo()
    assert workspace.undo_stack.count() == 0


def test_what_was_printed_is_kept_with_whose_sheet_it_was(qtbot, workspace):
    store, invited = workspace.store, Appointment("a1", DAY.id, "patient-1", 1, ())
    workspace.do(added(VENUE, DAY, patient(1), invited))
    one, day = Print("p1", DAY.id, "passport", "a1", 1, "x"), Print("p2", DAY.id, "day", "", 1, "y")
    workspace.printed(added(one, day, label="Print Passports"), (one, day))
    (first,) = store.history(limit=1)
    assert (first.did, first.label, first.counts) == (Did.PRINTED, "Print Passports", {"print": 2})
    workspace.printed(Edit("Print Passports"), (one,))
    (again,) = store.history(limit=1)
    assert (again.did, again.id) == (Did.PRINTED, first.id + 1)
    assert store.history_ids(TrailQuery(person="patient-1"))[:2] == (again.id, first.id)
    assert "Print of TESTWELL, Asha (Ms)" in [each.thing for each in store.history_lines((first.id,))[0].told]
    with qtbot.waitSignal(workspace.refused):
        workspace.printed(added(one), (one,))
    assert workspace.undo_stack.count() == 1


def test_a_note_that_cannot_be_written_is_refused(qtbot, workspace):
    workspace.store._db.conn.execute("PRAGMA query_only=ON")
    with qtbot.waitSignal(workspace.refused):
        assert not workspace.note(Did.LOOKED, "Look", ())


@pytest.mark.parametrize(("dates", "nearest"), [((1, 12, 19), 1), ((12, 19), 12), ((), None)])
def test_the_first_day_shown_is_the_next_to_come(workspace, dates, nearest):
    days = [replace(DAY, id=f"day-{n}", on=date(2027, 6, n)) for n in dates]
    if days:
        assert workspace.do(added(VENUE, *days))
        assert workspace.day_id == f"day-{nearest}"
    else:
        assert workspace.day_id == ""


def test_the_day_shown_goes_to_another_when_it_is_removed(qtbot, workspace):
    first, second = (replace(DAY, id=f"day-{n}", on=date(2027, 6, n)) for n in (12, 19))
    assert workspace.do(added(VENUE, first, second))
    workspace.choose_day("day-19")
    with qtbot.waitSignal(workspace.day_changed) as told:
        workspace.do(Edit("Remove day", (Change(second, None),)))
    assert told.args == ["day-12"]
