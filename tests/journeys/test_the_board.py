"""The board on the day: watch it be lived, call and see people, and mend it when something breaks."""

from __future__ import annotations

from itertools import count

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QRadioButton

from cadplanner.core.live.following import GONE, HERE, Status
from cadplanner.core.model.attendance import Happened
from cadplanner.settings import Settings
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.pages.board.hall_screen import HallScreen
from tests.journeys.living_day import OnALivingDay
from tests.journeys.steps import Coordinator

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


class AtTheBoard(OnALivingDay):
    """The coordinator before the board."""

    def count_of(self, words: str) -> int:
        """The number on a count of the board."""
        return int(next(self._buttons_named(words)).accessibleName().split()[0])

    def presses_the_count(self, words: str) -> None:
        QTest.mouseClick(next(self._buttons_named(words)), Qt.MouseButton.LeftButton)

    def opens_the_station(self, name: str) -> None:
        tiles = (tile for tile in self._buttons(name) if tile.isVisible())
        next(tiles).setFocus()
        QTest.keyClick(QApplication.focusWidget(), ENTER)

    def hits_enter_on_the_queue(self) -> None:
        QTest.keyClick(self._table("Queue of the station"), ENTER)

    def _buttons_named(self, words: str):
        shown = self.window.findChildren(type(self.window.page._overview.counts.links["late"]))
        return (one for one in shown if one.accessibleName().endswith(f" {words}: show them"))


@pytest.fixture
def she(qtbot, service_file):
    """She has opened the planned day on its morning, and looks at the board."""
    path = service_file("planned")
    ids = count(1)
    coordinator = AtTheBoard(None)
    window = MainWindow(Around(coordinator.clock, lambda: f"made-{next(ids)}", "Cara"), Settings())
    coordinator.window = window
    qtbot.addWidget(window)
    window.resize(1366, 700)
    window.show()
    qtbot.waitExposed(window)
    coordinator.opens(path)
    coordinator.on = coordinator.plan.day.on
    coordinator.goes_to("Board")
    yield coordinator
    window.close()


def test_the_day_is_watched_from_the_first_arrival_to_the_close(she):
    # given: the morning, nobody is there
    assert she.count_of("with staff") == 0
    she.sees("0 here, 0 waiting")

    # when: the day is lived until eleven, then the board shows who is where
    she.lives_until("11:00")
    board = she.board
    she.sees("11:00", f"{len(board.here)} here, {len(board.by_status[Status.WAITING])} waiting")
    assert board.here
    assert she.count_of("with staff") == len(board.by_status[Status.IN_PROGRESS])

    # and: a count leads to those it counts
    she.presses_the_count("with staff")
    listed = {int(line[2]) for line in she.lines("People")}
    assert listed == {board.person[who].card for who in board.by_status[Status.IN_PROGRESS]}
    she.presses_the_count("with staff")

    # when: the day goes on to its close, then everybody is accounted for and nobody is left in the building
    she.lives_until("")
    assert she.board.here == ()
    assert all(person.status in GONE for person in she.board.people)
    she.sees("0 here, 0 waiting")


def test_somebody_is_called_seen_and_sent_on_by_keyboard(she):
    # given: people have come to the conversation
    station = she.plan.stations[0]
    she.lives_until("09:30")
    waits_there = [p for p in she.board.people if p.status is Status.EXPECTED]
    she.minute = min(p.expected for p in waits_there)
    coming = min(waits_there, key=lambda p: (p.expected, p.card))
    from cadplanner.core.live import record

    live = live_day_of(she.window.workspace)
    assert live.note(record.arrive(live.board, live.by(), coming.appointment_id))

    # when: she opens the station and hits Enter three times
    she.opens_the_station(station.name)
    assert she.can_press("Call next")
    first = she.board.station[station.id].queue[0]
    kinds = []
    for _ in range(3):
        she.hits_enter_on_the_queue()
        kinds.append(she.store.day_events(she.plan.day.id)[-1].kind)

    # then: whoever has the fairest claim was called, began and finished, at a place, and waits for the next stop
    assert kinds == [Happened.CALLED, Happened.STARTED, Happened.FINISHED]
    facts = [fact for fact in she.store.day_events(she.plan.day.id) if fact.appointment_id == first][-3:]
    assert {fact.place for fact in facts} != {-1}
    assert she.board.person[first].station_id != station.id

    # when: that was the wrong person, then Ctrl+Z takes the last of it back and the history keeps both
    assert she.can_undo().endswith("finished")
    she.hits(Qt.Key.Key_Z, control=True)
    assert she.board.person[first].status is Status.IN_PROGRESS
    assert she.store.day_events(she.plan.day.id)[-1].kind is Happened.ANNULLED

    # and: Escape goes back to the whole day
    QTest.keyClick(she.window.page, ESCAPE)
    she.hits(ESCAPE)
    she.sees("here,")


def test_the_hall_is_called_by_card_number(she):
    she.lives_until("10:00")
    she.presses("Hall screen")
    screen = next(w for w in QApplication.topLevelWidgets() if isinstance(w, HallScreen))
    told = " ".join(screen.words).lower()
    assert screen.isVisible()
    for patient in she.plan.patients:
        assert patient.nhs_number not in told.replace(" ", "") or not patient.nhs_number
        assert patient.surname.lower() not in told.split()
    screen.close()


def test_a_member_of_staff_goes_home_and_the_day_is_mended(she):
    # given: a day under way
    she.lives_until("10:00")
    before, begun = she.plan, {
        f"{p.appointment_id}.{step}"
        for p in she.board.people
        if p.status in HERE
        for step in [*(stop.step for stop in p.stops), *([p.step] if p.status is Status.IN_PROGRESS else [])]
    }  # fmt: skip
    to_come = {m.id: sum(v.span.start > 620 for v in before.visits_with_staff.get(m.id, ())) for m in before.staff}
    away = max(before.staff, key=lambda member: to_come[member.id])

    # when: somebody with people still to see goes home at 10:15, and she accepts the first repair
    def mend():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        in_dialog = Coordinator(dialog)
        dialog.form.staff.choose(away.id)
        in_dialog.types("From", "1015")
        in_dialog.presses("Find repairs")
        in_dialog.sees("Visits begun or finished never move.")
        assert 1 <= len([one for one in dialog.findChildren(QRadioButton) if one.isVisible()]) <= 3
        in_dialog.presses("Accept this repair")

    QTimer.singleShot(0, mend)
    she.presses("Something breaks")

    # then: nobody is with her any more, what had begun stands, and it is one step
    she.is_told(f"Repair: {away.name} away from 10:15")
    after = she.plan
    assert all(v.span.start < 615 or v.staff_id != away.id for v in after.visits if v.id not in begun)
    assert all(after.visit[key] == before.visit[key] for key in begun if key in before.visit)
    she.window.activateWindow()  # as a desk does once a dialog is gone
    she.waits_until(she.window.isActiveWindow)
    assert away.name in she.undoes()
    she.waits_until(lambda: she.plan.visits == before.visits)
    assert she.plan.shifts == before.shifts
