"""Undo and redo kept with the file: the same after a restart, for whom they are, and never over newer work."""

from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.errors import CannotWrite, NotAllowed, Stale
from cadplanner.store.store import Store
from cadplanner.store.undo_steps import MOST
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, VENUE, patient
from tests.conftest import NOW
from tests.keys import KEY
from tests.store.worlds import DETAILS, rows_of, worlds

CAROL = Operator("o1", "Carol Testwell", Role.COORDINATOR, kept_pin("2580", b"1" * 16))
DINA = Operator("o2", "Dina Sample", Role.DESK, kept_pin("1470", b"2" * 16))


class Opened:
    """A file that is opened, worked with, closed and opened again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        Store.create(path, KEY).close()
        self.open()

    def open(self, who: str = "Ann", signs_in: tuple[Operator, str] | None = None) -> Workspace:
        self.store = Store.open(self._path, KEY)
        if signs_in is not None:
            self.store.sign_in(signs_in[0].id, signs_in[1], NOW)
        ids = count(1)
        self.work = Workspace(self.store, clock=lambda: NOW, new_id=lambda: f"n{next(ids)}", who=who)
        self.stack = self.work.undo_stack
        return self.work

    def again(self, who: str = "Ann", signs_in: tuple[Operator, str] | None = None) -> Workspace:
        self.store.close()
        return self.open(who, signs_in)

    def stands(self) -> tuple[object, ...]:
        """Everything that a person could tell apart."""
        stack = self.stack
        return rows_of(self.store), stack.undoText(), stack.redoText(), stack.count(), stack.canUndo(), stack.canRedo()


@pytest.fixture
def file(qapp, tmp_path):
    made = Opened(tmp_path / "service.cad")
    yield made
    made.store.close()


def added(*things, label="Add"):
    return Edit(label, tuple(Change(None, thing) for thing in things))


def renamed(store, surname):
    mine = store.patients()[0]
    return edit_between(f"Rename to {surname}", (mine,), (replace(mine, surname=surname),))


STEPS = st.lists(
    st.sampled_from(("do", "do", "do", "undo", "undo", "redo", "restart", "elsewhere")), min_size=4, max_size=18
)


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(worlds(), min_size=2, max_size=4), steps=STEPS)
def test_a_file_opened_again_between_any_two_steps_is_as_if_it_had_stayed_open(qapp, drawn, steps):
    with TemporaryDirectory() as folder:
        once, again = Opened(Path(folder) / "once.cad"), Opened(Path(folder) / "again.cad")
        for number, step in enumerate(steps):
            for each in (once, again):
                take(each, step, drawn[number % len(drawn)], number)
            if step == "restart":
                again.again()
            assert once.stands() == again.stands()
        for each in (once, again):
            assert each.store.check_history().holds
            each.store.close()


@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(worlds(), min_size=2, max_size=4), steps=STEPS)
def test_undoing_all_gives_the_first_state_and_redoing_all_the_last(qapp, drawn, steps):
    with TemporaryDirectory() as folder:
        file = Opened(Path(folder) / "file.cad")
        first = rows_of(file.store)
        for number, step in enumerate(step for step in steps if step != "elsewhere"):
            take(file, step, drawn[number % len(drawn)], number)
        while file.stack.canRedo():
            file.stack.redo()
        last, many = rows_of(file.store), 0
        while file.stack.canUndo():
            file.again().undo()
            many += 1
        assert rows_of(file.store) == first
        assert many == file.stack.count()
        for _ in range(many):
            file.again().undo_stack.redo()
        assert rows_of(file.store) == last
        assert not file.stack.canRedo()
        file.store.close()


def take(file, step, world, number):
    """One step of a drawn sequence; `elsewhere` is an edit that is no step, after which older ones may not fit."""
    if step == "do":
        now = [thing for kind in {type(each) for each in (*world, DETAILS)} for thing in file.store._all(kind)]
        file.work.do(edit_between(f"Step {number}", now, world))
    elif step == "undo":
        file.stack.undo()
    elif step == "redo":
        file.stack.redo()
    elif step == "elsewhere":
        mine = file.store.details()
        other = edit_between("Elsewhere", (mine,), (replace(mine, phone=f"01632 960{number:03}"),))
        file.store.apply(other, who="Bea", at=NOW)


def test_undone_then_restarted_it_can_be_done_again(file):
    file.work.do(added(patient(1), label="Import 1 person"))
    file.work.undo()
    assert file.again().undo_words == ""
    assert file.stack.redoText() == "Import 1 person"
    file.stack.redo()
    assert file.store.patients() == (patient(1),)
    assert file.again().undo_words == "Import 1 person"


def test_a_new_edit_after_an_undo_ends_what_could_be_redone_after_a_restart_too(file):
    file.work.do(added(patient(1), label="First"))
    file.work.undo()
    file.work.do(added(patient(2), label="Second"))
    assert not file.stack.canRedo()
    file.again()
    assert (file.stack.undoText(), file.stack.redoText(), file.stack.count()) == ("Second", "", 1)


def test_the_history_says_what_was_undone_and_stays_whole(file):
    file.work.do(added(patient(1), label="Import 1 person"))
    file.again().undo()
    file.again().undo_stack.redo()
    labels = [past.label for past in file.store.history()]
    assert labels == ["Import 1 person", "Undo: Import 1 person", "Import 1 person"]
    assert file.store.check_history().holds


def test_so_many_steps_are_kept_and_no_more(file):
    for number in range(MOST + 3):
        file.work.do(added(patient(number), label=f"Add {number}"))
    assert file.stack.count() == MOST
    file.again()
    while file.stack.canUndo():
        file.stack.undo()
    assert file.store.patients() == tuple(sorted((patient(n) for n in range(3)), key=lambda each: each.id))


def test_a_step_that_no_longer_fits_leaves_the_stack_for_good(qtbot, file):
    file.work.do(added(patient(1), label="Import 1 person"))
    file.store.apply(renamed(file.store, "Elsewhere"), who="other", at=NOW)
    with qtbot.waitSignal(file.again().refused) as told:
        file.stack.undo()
    assert isinstance(told.args[0], Stale)
    assert file.again().undo_words == ""
    assert file.store.patients()[0].surname == "Elsewhere"


def test_a_step_that_the_disk_refuses_stays(qtbot, file):
    file.work.do(added(patient(1), label="Import 1 person"))
    file.store._db.conn.execute("PRAGMA query_only=ON")
    with qtbot.waitSignal(file.work.refused) as told:
        file.work.undo()
    assert isinstance(told.args[0], CannotWrite)
    assert file.work.undo_words == "Import 1 person"
    file.store._db.conn.execute("PRAGMA query_only=OFF")
    file.work.undo()
    assert file.store.patients() == ()


def test_a_step_that_cannot_be_taken_off_the_stack_is_refused_once_more(qtbot, file):
    file.work.do(added(patient(1), label="Import 1 person"))
    file.store.apply(renamed(file.store, "Elsewhere"), who="other", at=NOW)
    file.store._db.conn.execute("PRAGMA query_only=ON")
    for _ in range(2):
        with qtbot.waitSignal(file.work.refused):
            file.work.undo()
    assert file.work.undo_words == "Import 1 person"


def test_facts_of_the_day_are_kept_for_good_and_are_no_step_after_a_restart(file):
    file.work.do(added(VENUE, DAY, label="Set up"))
    fact = DayEvent("e1", DAY.id, Happened.PAUSED, NOW, 1, "Ann")
    file.work.do(added(fact, label="Pause"))
    assert file.work.undo_words == "Pause"
    assert file.again().undo_words == "Set up"
    assert file.store.day_events(DAY.id) == (fact,)


def test_the_words_say_whose_step_it_is(file):
    file.work.do(added(patient(1), label="Import 1 person"))
    assert file.again(who="Bea").undo_words == "Import 1 person (Ann)"
    file.work.undo()
    assert file.stack.redoText() == "Import 1 person (Ann)"
    assert file.store.history(limit=1)[0].who == "Bea"


def test_the_desk_takes_back_only_what_it_did_itself(file):
    file.work.do(added(CAROL, DINA, label="Team"))
    file.again(signs_in=(CAROL, "2580"))
    file.work.do(added(patient(1), label="Import 1 person"))
    desk = (DINA, "1470")
    assert file.again(signs_in=desk).undo_words == ""
    file.work.undo()
    assert file.store.patients() == (patient(1),)
    file.work.do(renamed(file.store, "Corrected"))
    assert file.again(signs_in=desk).undo_words == "Rename to Corrected"
    file.work.undo()
    assert file.again(signs_in=desk).undo_words == ""
    assert file.stack.redoText() == "Rename to Corrected"
    assert file.again(signs_in=(CAROL, "2580")).undo_words == "Import 1 person"
    assert file.stack.redoText() == "Rename to Corrected (Dina Sample)"
    file.stack.undo()
    assert file.again(signs_in=desk).undo_words == ""
    assert file.stack.redoText() == ""


def test_what_a_role_may_not_do_is_not_undone_by_it_either(qtbot, file):
    file.work.do(added(CAROL, DINA, label="Team"))
    file.again(signs_in=(DINA, "1470"))
    file.work.do(added(patient(1), label="Walk-in"))
    with qtbot.waitSignal(file.work.refused) as told:
        file.work.undo()
    assert isinstance(told.args[0], NotAllowed)
    assert file.store.patients() == (patient(1),)
    assert file.work.undo_words == "Walk-in"


def test_nothing_can_be_undone_after_clearing(file):
    file.work.do(added(patient(1)))
    file.stack.clear()
    assert (file.again().undo_words, file.stack.count()) == ("", 0)
