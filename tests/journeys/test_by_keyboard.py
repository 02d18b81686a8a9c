"""A whole job without a mouse: from a locked file to a printed pack, an arrival and an outcome.

Only the dialogs that name a file are answered for her: they are the system's own.
"""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from cadplanner import demo
from cadplanner.core.live.following import Status
from cadplanner.core.planning.rules import clashes
from cadplanner.ui.live_day import live_day_of
from tests.journeys.steps import Coordinator

PEOPLE = 12
MOST_TABS, MOST_STEPS, ROWS = 150, 8, 30


class ByKeys(Coordinator):
    """Her hands are on the keyboard alone: what she cannot reach by a key she cannot use."""

    def keys(self, *chords: str) -> None:
        """Keys one after another, as 'Ctrl+3', wherever the keyboard is."""
        for chord in chords:
            sequence = QKeySequence(chord)[0]
            QTest.keyClick(self.keyboard_at, sequence.key(), sequence.keyboardModifiers())

    def writes(self, text: str) -> None:
        """Letter by letter, wherever the keyboard is."""
        for letter in text:
            QTest.keyClick(self.keyboard_at, letter)

    def presses(self, words: str) -> None:
        """Goes there by Tab, and presses Space."""
        self._waits(lambda: self.can_press(words), f"to press {words}")
        for _ in range(MOST_TABS):
            at = self.keyboard_at
            if isinstance(at, QAbstractButton) and (at.text().replace("&", "") or at.accessibleName()) == words:
                self.keys("Space")
                return
            self.keys("Tab")
        raise AssertionError(f"no Tab leads to {words}; the keyboard is at {self.keyboard_at}")

    @property
    def keyboard_at(self) -> QWidget:
        """What has the keyboard; somebody always has."""
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.window

    def moves_a_visit(self) -> tuple[str, ...]:
        """Goes down to the last row and to its end, where days have room, and carries a visit to where it may go."""
        self.keys("Home", *["Down"] * ROWS, "End")
        for _ in range(PEOPLE):
            self.keys("Return")
            for _ in range(MOST_STEPS):
                self.keys("Right")
                held = self.timeline.carry
                if held is not None and held.moved and held.verdict.allowed:
                    self.keys("Return")
                    return held.visit_ids
            self.keys("Escape", "Left")
        raise AssertionError("no visit can be moved to the right")


@pytest.fixture(scope="session")
def planned_demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("by keys") / "demo.cad"
    for _ in demo.make_demo_file(path, patients=PEOPLE, seed=1, today=date(2027, 6, 1)):
        pass
    return path


def test_a_whole_job_by_keyboard_alone(window, planned_demo, tmp_path):
    # given: a protected file in a folder, and hands on the keyboard
    shutil.copytree(planned_demo.parent, tmp_path / "own")
    she = ByKeys(window)
    window.activateWindow()

    # when: she opens it and says its passphrase, which a demo tells
    she.presses_and_names_a_file("Open a file", tmp_path / "own" / "demo.cad")
    she.sees("A demo: invented people")
    she.keys("Return")
    she.waits_until(lambda: window.workspace is not None)

    # when: she imports a list with two problems in it
    people = len(she.store.patients())
    she.keys("Ctrl+1")
    she.presses_and_names_a_file("Import a list…", tmp_path / "own" / demo.SAMPLE_NAME)
    she.sees("11 rows")
    she.presses("Next: problems")
    she.presses("Import anyway")
    she.presses("Import anyway")
    she.presses("Next: possible duplicates")
    she.presses("Next: import")
    she.presses("Import 11 people")
    she.is_told("Imported 11 people")
    assert len(she.store.patients()) > people

    # when: she plans, and moves one visit to where the rules let it
    she.keys("Ctrl+3")
    she.presses("Plan")
    she.waits_until(lambda: she.can_press("Plan"))
    before = she.plan
    she.keys("Ctrl+Shift+2", "Ctrl+Shift+1")
    moved = she.moves_a_visit()
    she.waits_until(lambda: she.plan != before)
    assert all(she.plan.visit[each].span != before.visit[each].span for each in moved)
    assert clashes(she.plan) == ()
    assert she.can_undo().startswith("move ")

    # when: she saves the printed pack
    (tmp_path / "pack").mkdir()
    she.keys("Ctrl+8")
    she.presses_and_names_a_file("Save as PDF…", tmp_path / "pack")
    she.is_told("Saved")
    assert list((tmp_path / "pack").rglob("*Patient passports*.pdf"))

    # when: somebody comes to the desk
    expected = live_day_of(window.workspace).board.by_status[Status.EXPECTED][0]
    card = str(live_day_of(window.workspace).board.person[expected].card)
    she.keys("Ctrl+4")
    she.writes(card)
    she.sees("Compare the birth date")
    she.keys("Return", "Return")
    she.sees("Arrived now")

    # when: what was agreed is recorded
    she.keys("Ctrl+6")
    she.writes(card)
    she.keys("Return")
    she.sees("What was agreed")
    assert she.keyboard_at.text() == "&Discharge"
    she.keys("Space", "Ctrl+Return")
    she.waits_until(lambda: she.store.outcomes(window.workspace.day_id))

    # then: that can be taken back, by name
    assert she.can_undo()
