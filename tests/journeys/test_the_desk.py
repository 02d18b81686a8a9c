"""The desk on the day: people arrive by scan and by name, walk in, go on to their next stops; the evening's papers."""

from __future__ import annotations

from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadplanner.core.live import record
from cadplanner.core.live.following import Status
from cadplanner.core.model.attendance import Happened, instant_on
from cadplanner.core.model.span import minute_of
from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.main_window import Around, MainWindow
from tests.journeys.steps import Coordinator
from tests.keys import KEY

ENTER = Qt.Key.Key_Return
FIELD = "Scan a card"


class OnTheDay(Coordinator):
    """The coordinator at the desk; the clock is put as the day goes on."""

    minute = minute_of("08:40")

    def clock(self):
        return instant_on(self.minute, self.on)

    def looks_up_at(self, time: str) -> None:
        """Time has gone on."""
        self.minute = minute_of(time)
        live_day_of(self.window.workspace).look_at_the_clock()

    def scans(self, card: int) -> None:
        """Holds a card before the scanner, which types and ends with Enter."""
        self.types_without_leaving(FIELD, f"CAD1:K{card:03d}")
        self.hits(ENTER)

    def types_where_she_is(self, text: str) -> None:
        """Types where the keyboard is, and goes on with Enter."""
        for letter in text:
            QTest.keyClick(QApplication.focusWidget(), letter)
        self.hits(ENTER)

    def status_of(self, appointment_id: str) -> Status:
        return live_day_of(self.window.workspace).board.person[appointment_id].status


@pytest.fixture
def she(qtbot, service_file):
    """She has opened the planned day on its morning, and stands at the desk."""
    path = service_file("planned")
    with Store.open(path, KEY) as store:
        on = store.days()[0].on
    ids = count(1)
    person = OnTheDay(None)
    person.on = on
    window = MainWindow(Around(person.clock, lambda: f"desk-{next(ids)}", "tester"), Settings())
    person.window = window
    qtbot.addWidget(window)
    window.resize(1366, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    person.opens(path)
    person.goes_to("Desk")
    yield person
    window.close()


def by_arrival(plan):
    """Everybody with a time, the first first."""
    return sorted((a for a in plan.appointments if plan.arrival(a.id) is not None), key=lambda a: plan.arrival(a.id))


def test_a_morning_at_the_desk(she):
    plan = she.plan
    first, second, third, *_ = by_arrival(plan)
    named = {a.id: plan.patient[a.patient_id] for a in plan.appointments}

    # when: the first holds the card before the scanner
    she.sees("Ready", "20 to come")
    she.scans(first.card)

    # then: she reads that the person has arrived, who it is, and where to send them
    she.sees("Arrived now, 08:40", named[first.id].staff_name, "Born", "Conversation tables")
    assert she.status_of(first.id) is Status.WAITING

    # when: the same card is scanned again later, then she reads since when
    she.looks_up_at("08:50")
    she.scans(first.card)
    she.sees("Already arrived at 08:40")

    # when: the second has lost the card, she types the name and confirms with two keys at most
    she.types_without_leaving(FIELD, named[second.id].surname[:5] + " " + named[second.id].first_name)
    she.sees("Expected at", named[second.id].staff_name)
    she.hits(ENTER)
    if she.status_of(second.id) is not Status.WAITING:
        she.hits(ENTER)
    she.sees("Arrived now, 08:50")

    # when: that was somebody else, one key takes it back, and the history keeps both
    she.hits(Qt.Key.Key_F8)
    assert she.status_of(second.id) in (Status.EXPECTED, Status.LATE)
    kinds = [fact.kind for fact in she.store.day_events(plan.day.id)]
    assert kinds == [Happened.ARRIVED, Happened.ARRIVED, Happened.ANNULLED]

    # when: somebody shows the card of another day, then it is no arrival here
    she.types_without_leaving(FIELD, f"CAD1:K{third.card:03d}:3112")
    she.hits(ENTER)
    she.sees("A card of another day")
    assert she.status_of(third.id) is Status.EXPECTED

    # when: somebody waits on the list but is not invited, then F3 takes the person in, with three routes to choose from
    waiting = next(p for p in she.store.patients() if p.id not in plan.patient and p.nhs_number)
    she.types_without_leaving(FIELD, waiting.nhs_number)
    she.sees("Not on today's list", waiting.staff_name, "On the waiting list since")
    she.hits(Qt.Key.Key_F3)
    she.sees("A route for", "1  Out by", "2  Out by", "3  Out by")
    she.hits(Qt.Key.Key_1)
    she.sees("Booked, out by", waiting.staff_name)
    walked_in = she.plan.appointments[-1]
    assert walked_in.card == max(a.card for a in plan.appointments) + 1
    assert she.plan.visits_of_appointment[walked_in.id]

    # when: the first one's conversation is over, the clinician's choice is booked from now
    live = live_day_of(she.window.workspace)
    talk = she.plan.visits_of_appointment[first.id][0]
    she.looks_up_at("09:00")
    live.note(record.start(live.board, live.by(), first.id, record.At(talk.station_id, talk.place)))
    she.looks_up_at("09:20")
    she.scans(first.card)
    she.hits(Qt.Key.Key_F2)
    she.sees("Next stops of", "The visit in progress is over now", "out by")
    she.hits(ENTER)
    she.sees("Booked, out by")
    assert live.board.person[first.id].stops[0].finished == minute_of("09:20")

    # when: it was the wrong choice, then one key gives back the route and the conversation
    she.hits(Qt.Key.Key_F8)
    she.waits_until(lambda: she.status_of(first.id) is Status.IN_PROGRESS)
    assert she.plan.visits_of_appointment[first.id][0] == talk


def test_the_evening_s_papers_in_any_order(she):
    plan = she.plan
    one, other, *_ = by_arrival(plan)
    she.looks_up_at("18:05")

    # when: she keys two papers, the later one first
    she.hits(Qt.Key.Key_F6)
    she.sees("From paper", "20 of 20 have neither arrived nor been marked.")
    for text in (f"{other.card}", "3"):
        she.types_where_she_is(text)
    she.sees("19 of 20")
    for text in (f"CAD1:K{one.card:03d}", "5", "0838", "1010", "To sleep through the night"):
        she.types_where_she_is(text)

    # then: the day knows
    assert she.status_of(other.id) is Status.DID_NOT_ATTEND
    assert she.status_of(one.id) is Status.LEFT
    person = live_day_of(she.window.workspace).board.person[one.id]
    assert (person.arrived, person.left) == (minute_of("08:38"), minute_of("10:10"))
    assert [each.words for each in she.store.what_matters(plan.day.id)] == ["To sleep through the night"]

    # when: somebody marked absent did come after all, then the paper says so
    for text in (f"{other.card}", "6", "0915", "0950", ""):
        she.types_where_she_is(text)
    assert live_day_of(she.window.workspace).board.person[other.id].arrived == minute_of("09:15")
