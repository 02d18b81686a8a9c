"""After the day: outcomes from the forms, every loose end answered, the close, and what becomes of the list."""

from __future__ import annotations

import json
from itertools import count

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadplanner.cli import main
from cadplanner.core.keeping.did import Did
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.model.attendance import Happened
from cadplanner.core.model.day_rules import BOOK, ENTER
from cadplanner.core.model.outcome import OutcomeKind
from cadplanner.settings import Settings
from cadplanner.store.waiting import WaitingQuery
from cadplanner.ui.main_window import PAGES, Around, MainWindow
from tests.journeys.living_day import OnALivingDay
from tests.journeys.steps import CONTROL, Coordinator
from tests.keys import PASSPHRASE

RETURN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
ALT = Qt.KeyboardModifier.AltModifier
FIND, ENDS = "Card or name", "Loose ends"
PRESSED = 150  # milliseconds that a tick stays pressed when a letter goes to it
WORST_TYPIST, THINKING = 1.2, 1.35
"""Seconds for a key and for a decision of somebody unused to keyboards (Card, Moran and Newell, 1980)."""


class AtTheClose(OnALivingDay):
    """She keys with the keyboard where it is; every press is counted."""

    presses_made = 0

    def keys(self, *keys, alt: bool = False, control: bool = False) -> None:
        held = ALT if alt else CONTROL if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.presses_made += 2 if alt or control else 1
            QTest.keyClick(QApplication.focusWidget(), key, held)
            QTest.qWait(PRESSED if alt else 1)

    def presses(self, words: str) -> None:
        """Once the page has found its shape."""
        QTest.qWait(20)
        super().presses(words)

    def finds(self, words: str) -> None:
        """Types where the keyboard is, and Enter."""
        self.keys(*words, RETURN)

    def records(self) -> None:
        self.keys(RETURN, control=True)

    def chooses_all(self, table: str) -> None:
        view = self._table(table)
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_A, CONTROL)

    def answers_all(self, words: str) -> None:
        """All loose ends of the kind on top, in one go, where they are what this answers."""
        self.chooses_all(ENDS)
        if self.can_press(words):
            self.presses(words)

    def gives_all_to(self, name: str) -> None:
        def says_who():
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, says_who)
                return
            Coordinator(dialog).types("Who does it", name)
            Coordinator(dialog).presses("Give")

        QTimer.singleShot(0, says_who)
        self.answers_all("Give to…")
        self.window.activateWindow()
        self.waits_until(self.window.isActiveWindow)

    def latest(self):
        return self.store.kept(self.plan.day.id).latest

    def waits_on_the_list(self, *flags: str) -> set[str]:
        return set(self.store.waiting_ids(WaitingQuery(on=self.on, flags=frozenset(flags))))

    def referral_of(self, who: str) -> str:
        return self.plan.appointment[who].referral_id


@pytest.fixture
def she(qtbot, service_file):
    """She has opened the planned day on its morning."""
    path = service_file("planned")
    ids = count(1)
    coordinator = AtTheClose(None)
    window = MainWindow(Around(coordinator.clock, lambda: f"made-{next(ids)}", "Cara"), Settings())
    coordinator.window, coordinator.path = window, path
    qtbot.addWidget(window)
    window.resize(1366, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    coordinator.opens(path)
    coordinator.on = coordinator.plan.day.on
    yield coordinator
    window.close()


def standing(facts):
    """The facts that nobody took back, without asking the board."""
    taken_back = {fact.annuls for fact in facts}
    return [fact for fact in facts if fact.id not in taken_back and fact.kind is not Happened.ANNULLED]


def close_the_day(she) -> None:
    """Every loose end answered with its action, and the close."""
    she.goes_to("After")
    for words in ("Mark “did not attend”", "Finish the visit", "They have left"):
        she.answers_all(words)
    she.chooses_all(ENDS)
    if she.can_press("Go to the outcomes"):
        she.types("Reason", "The form was lost", then=RETURN)
    she.chooses_all(ENDS)
    if she.can_press("Give to…"):
        she.gives_all_to("Bea Testwell")
    she.answers_all("It is in the record system")
    she.sees("Nothing is open. The day can be closed.")
    she.presses("Close the day")
    she.sees("The day is closed: everybody is accounted for.")


def test_a_day_is_watched_keyed_closed_and_counted(she, monkeypatch, capsys):
    plan = she.plan

    # given: she watches the day on the board until early afternoon
    she.goes_to("Board")
    she.lives_until("13:35")
    here = she.board.here
    assert len(here) >= 4
    she.sees(f"{len(here)} here")

    # when: forms come in and she keys them by card, one after another
    she.goes_to("Outcomes")
    wanted = [p for p in she.board.people if p.status in HERE and p.appointment_id not in she.latest()]
    discharged, followed, on_pifu, lost = (person.appointment_id for person in wanted[:4])
    card = {who: str(plan.appointment[who].card) for who in (discharged, followed, on_pifu, lost)}
    she.finds(card[discharged])
    she.sees("Discharge", "Nothing yet: tick what was agreed.")
    she.keys(SPACE)
    she.records()
    she.finds(card[followed])
    she.keys(Qt.Key.Key_O, alt=True)
    she.keys(Qt.Key.Key_Tab)
    she.keys(*"phone")
    she.records()
    she.finds(card[on_pifu])
    she.keys(Qt.Key.Key_P, alt=True)
    she.sees("until")
    she.records()

    # then: each is recorded with what it owes, and she is told of what does not fit
    assert she.latest()[discharged].kinds == {OutcomeKind.DISCHARGE}
    assert she.latest()[followed].agreed[0].what == "phone"
    assert she.latest()[on_pifu].agreed[0].expires_on is not None
    she.finds(card[lost])
    she.keys(SPACE)
    she.keys(Qt.Key.Key_P, alt=True)
    she.records()
    she.sees("Discharged, or may come back (PIFU): choose one.")
    assert lost not in she.latest()

    # when: the day is over, then it does not close while one thing is open
    she.looks_up_at("17:30")
    she.goes_to("After")
    she.sees("loose ends: answer each, then the day can be closed.")
    assert not she.can_press("Close the day")
    close_the_day(she)

    # then: the board has nobody in the building, and everybody is one thing or another
    assert she.board.here == ()
    assert all(person.left is not None or person.status is Status.DID_NOT_ATTEND for person in she.board.people)

    # and: who was discharged has left the waiting list; who did not attend can be invited again
    facts = standing(she.store.day_events(plan.day.id))
    arrived = {fact.appointment_id for fact in facts if fact.kind is Happened.ARRIVED}
    absent = {fact.appointment_id for fact in facts if fact.kind is Happened.DID_NOT_ATTEND} - arrived
    waiting = she.waits_on_the_list()
    done = {who for who, outcome in she.latest().items() if OutcomeKind.DISCHARGE in outcome.kinds}
    assert discharged in done
    assert absent
    assert not {she.referral_of(who) for who in done} & waiting
    assert {she.referral_of(who) for who in absent} <= waiting
    assert {she.referral_of(who) for who in absent} <= she.waits_on_the_list("not invited")
    she.goes_to("Waiting list")
    somebody = she.store.patient(plan.appointment[discharged].patient_id)
    she.types_without_leaving("Search", somebody.nhs_number)
    she.sees("0 people found")

    # and: its figures are those of the facts, counted without the board
    latest, promises = she.latest(), she.store.promises(plan.day.id)
    she.window.close()
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    assert main(["figures", str(she.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["booked"], found["walk_ins"]) == (len(plan.appointments), 0)
    assert (found["attended"]["people"], found["did_not_attend"]["people"]) == (len(arrived), len(absent))
    assert found["not_marked"]["people"] == 0
    shares = {share["what"]: share["people"] for share in found["outcomes"]}
    assert shares["discharged"] == len(done)
    follow_ups = {who for who, outcome in latest.items() if OutcomeKind.FOLLOW_UP in outcome.kinds}
    assert shares["follow-up"] == len(follow_ups - done)
    assert shares["no outcome"] == len(arrived - latest.keys()) == 1
    assert found["promises_open"] == sum(promise.is_open for promise in promises)
    before, after = (sum(n for _, n in found[f"bands_{when}"]) for when in ("before", "after"))
    left = {referral for who, outcome in latest.items() if outcome.kinds - set(RETURNS)
            for referral in (plan.appointment[who].referral_id,)}  # fmt: skip
    assert before - after == len(left)
    seen = [fact for fact in facts if fact.kind is Happened.FINISHED and fact.station_id == plan.stations[0].id]
    use = next(use for use in found["stations"] if use["name"] == plan.stations[0].name)
    assert use["visits"] == len(seen)


RETURNS = (OutcomeKind.LEFT_EARLY, OutcomeKind.DID_NOT_ATTEND, OutcomeKind.SENT_TO_AE)


def test_a_late_paper_opens_the_day_again(she):
    # given: a day lived to its close
    she.lives_until("")
    absent = next(p.appointment_id for p in she.board.people if p.status is Status.DID_NOT_ATTEND)
    card = str(she.plan.appointment[absent].card)
    assert she.referral_of(absent) in she.waits_on_the_list()

    # when: a form turns up in the evening of somebody marked absent, then a closed day takes nothing
    she.looks_up_at("18:30")
    she.goes_to("Desk")
    she.hits(Qt.Key.Key_F6)
    for text in (card, "5", "0905", "0950", "To kneel in church"):
        she.finds(text)
    she.is_told("The day is closed. Reopen it on the page After first.")
    assert she.board.person[absent].arrived is None

    # when: she reopens it, with the reason, then what she keyed is still there to be saved
    she.goes_to("After")
    she.types("Reason", "A form was found", then=Qt.Key.Key_Tab)
    she.presses("Reopen the day")
    assert she.store.day_events(she.plan.day.id)[-1].says == "A form was found"
    she.goes_to("Desk")
    she.presses("Save")
    assert she.board.person[absent].arrived == 9 * 60 + 5

    # and: the outcome too; the day closes again, and the place on the list is settled anew
    she.goes_to("Outcomes")
    she.finds(card)
    she.keys(SPACE)
    she.records()
    close_the_day(she)
    assert she.referral_of(absent) not in she.waits_on_the_list()
    ends = (Happened.CLOSED, Happened.REOPENED)
    kinds = [fact.kind for fact in she.store.day_events(she.plan.day.id) if fact.kind in ends]
    assert kinds == [Happened.CLOSED, Happened.REOPENED, Happened.CLOSED]


def test_a_plain_discharge_takes_seven_key_presses(she):
    she.lives_until("11:00")
    she.goes_to("Outcomes")
    person = max((p for p in she.board.people if p.status in HERE), key=lambda p: p.card)
    assert person.card >= 10

    # when: card, Enter, Space for discharge, Ctrl+Enter, without the mouse
    she.presses_made = 0
    she.finds(str(person.card))
    she.keys(SPACE)
    she.records()

    # then: it is recorded, and the next card can be typed at once
    assert she.latest()[person.appointment_id].kinds == {OutcomeKind.DISCHARGE}
    assert QApplication.focusWidget().accessibleName() == FIND
    a_card_of_three_digits = 1
    presses = she.presses_made + a_card_of_three_digits
    assert presses == 7
    assert presses * WORST_TYPIST + 4 * THINKING < 15

    # when: it was the wrong card, then one key takes back the outcome and nothing else
    assert she.can_undo().startswith("outcome of")
    she.window.workspace.undo()
    assert person.appointment_id not in she.latest()
    assert she.board.person[person.appointment_id].status in HERE


def test_what_is_owed_is_worked_off_in_the_weeks_after(she, tmp_path):
    # given: a day lived to its close; some follow-ups are to be booked
    she.lives_until("")
    she.goes_to("After")
    she.sees(BOOK, ENTER, "register")
    owed = [p for p in she.store.promises(she.plan.day.id) if p.action == BOOK]

    # when: she books one, and ticks it off on the closed day
    she.chooses_the_line("Lists", BOOK)
    she.chooses_the_line("What is owed", she.lines("What is owed")[0][1])
    she.presses("It is in the record system")

    # then: one fewer is to do, and the list can be saved for whoever books
    still = [p for p in she.store.promises(she.plan.day.id) if p.action == BOOK and p.is_open]
    assert len(still) == len(owed) - 1
    she.presses_and_names_a_file("Save the list…", tmp_path / "follow-ups.csv")
    lines = (tmp_path / "follow-ups.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == len(still) + 1


def test_the_board_is_told_on_one_page_that_names_nobody(she, tmp_path):
    # given: before the day she looks at what is planned
    she.goes_to("Reports")
    she.sees("Before the day", "Load by station", "Expected arrivals", "All days")
    she.does_not_see("What came of it")

    # when: the day is lived to its close, and she saves the report and the figures
    she.lives_until("")
    she.sees("After the day", "What came of it", "How many minutes people waited")
    she.waits_until(lambda: she.can_press("Save report…"))
    she.presses_and_names_a_file("Save report…", tmp_path / "board.pdf")
    she.sees("board.pdf is written")
    she.waits_until(lambda: she.can_press("Save figures…"))
    she.presses_and_names_a_file("Save figures…", tmp_path / "figures.csv")
    she.sees("figures.csv is written")

    # then: screen, paper and table say the same, and nobody is named
    came = len([person for person in she.board.people if person.arrived is not None])
    (paper,) = (page.extract_text() for page in PdfReader(tmp_path / "board.pdf").pages)
    table = (tmp_path / "figures.csv").read_text("utf-8-sig")
    she.sees(f"{came}")
    assert f"{came}" in paper
    assert f"Everybody counted,3,Attended,People,{came}" in table
    assert not [one for one in she.plan.patients if one.surname in paper or one.nhs_number in paper + table]
    assert [entry.did for entry in she.store.history(limit=2)] == [Did.EXPORTED, Did.EXPORTED]


def test_every_page_is_a_key_away(she):
    for line in PAGES:
        QTest.keySequence(she.window, QKeySequence(line.shortcut))
        assert she.window.page.title == line.title
