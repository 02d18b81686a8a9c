"""The desk: one field finds everybody, one answer nobody can mistake, and the last thing can be taken back."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from cadplanner.core.keeping.did import Did
from cadplanner.core.live import record
from cadplanner.core.live.following import Status
from cadplanner.core.model.attendance import AttendanceCode, Happened, Punctuality
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.ui.kit.card import CardButton
from cadplanner.ui.pages.desk import words
from cadplanner.ui.pages.desk.finding import name_typed
from cadplanner.ui.pages.desk.page import DeskPage
from cadplanner.ui.pages.desk.policy import PolicyDialog
from cadplanner.ui.pages.desk.words import Tone
from cadplanner.ui.todays_list import Scanned, TodaysList, scanned
from cadplanner.ui.workspace import Workspace
from tests.builders import nhs_number
from tests.ui.pages.desk_day import Clock, day_of, put

menus = pytest.mark.qt_log_ignore("does not support", "propagateSizeHints", extend=True)  # off screen they grab nothing
Key = Qt.Key


@pytest.fixture
def time():
    """It is 08:50 until it is put on."""
    return Clock(530)


@pytest.fixture
def desk(store, qapp, qtbot, time, new_id):
    put(store, day_of(30))
    page = DeskPage(Workspace(store, clock=time, new_id=new_id, who="tester"))
    qtbot.addWidget(page)
    page.resize(1000, 560)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    page.closing()


def typed(desk, text, *keys):
    """What is typed into the field, over what stands there."""
    desk.counter.field.setFocus()
    desk.counter.field.selectAll()
    QTest.keyClicks(desk.counter.field, text)
    pressed(desk, *keys)
    return desk.counter.says


def pressed(desk, *keys):
    for key in keys:
        QTest.keyClick(desk.focusWidget() or desk, key)
    return desk.counter.says


def at(desk, time, minute):
    time.minute = minute
    desk._live.look_at_the_clock()


def person(desk, appointment_id="a1"):
    return desk.board.person[appointment_id]


def shown(desk):
    return desk.counter.answer._name.text()


# Arriving.


def test_a_scan_is_an_arrival(desk):
    says = typed(desk, "CAD1:K001", Key.Key_Return)
    assert (says.tone, says.headline) == (Tone.ARRIVED, "Arrived now, 08:50")
    assert person(desk).status is Status.WAITING
    assert desk.counter.answer._born.text().startswith("Born ")
    assert "Card K001" in desk.counter.answer._numbers.text()
    assert desk.counter.answer.banner.accessibleName().startswith("Arrived now, 08:50. EXAMPLETON, Ben (Mrs), Born")
    assert desk.counter.field.selectedText() == "CAD1:K001"


def test_a_second_scan_says_when(desk, time):
    typed(desk, "CAD1:K001", Key.Key_Return)
    at(desk, time, 545)
    assert desk.counter.says.headline == "Arrived now, 08:50"
    says = typed(desk, "CAD1:K001", Key.Key_Return)
    assert (says.tone, says.headline) == (Tone.ALREADY, "Already arrived at 08:50")
    assert "Waiting for Conversation since 08:50" in says.below
    assert len(desk.board.facts) == 1


def test_one_key_after_a_single_person_is_found(desk):
    """T79: an access need."""
    says = typed(desk, "needh")
    assert (says.tone, shown(desk)) == (Tone.EXPECTED, "NEEDHAM, Bo")
    assert desk.counter.answer._needs.text() == "Needs: interpreter (Bengali), step-free"
    assert pressed(desk, Key.Key_Return).tone is Tone.ARRIVED


def test_two_keys_where_several_are_found(desk):
    typed(desk, "alike")
    assert "2 found" in desk.counter._found.text()
    assert pressed(desk, Key.Key_Return).tone is Tone.EXPECTED
    assert pressed(desk, Key.Key_Return).tone is Tone.ARRIVED
    assert person(desk, "a5").arrived == 530
    typed(desk, "alike", Key.Key_Down, Key.Key_Return)
    assert person(desk, "a6").arrived == 530


def test_similar_names_are_flagged_on_both_and_never_taken_at_one_key(desk):
    """T73: two people with similar names at the desk."""
    says = typed(desk, "annabel")
    assert "Compare the birth date" in says.below
    assert desk.counter.answer._alert.text() == "⚠ Similar name: check birth date"
    assert pressed(desk, Key.Key_Return).tone is Tone.EXPECTED
    typed(desk, "alike")
    assert [line.similar for line in desk.counter._people.rows] == [True, True]
    assert "Similar name" in desk.counter._people.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("text", ["Alike Annabel", "annab", nhs_number(6)[:9], "K006", "6", "07/07/1956"])
def test_found_by_name_number_card_and_birth_date(desk, text):
    typed(desk, text)
    assert shown(desk) == "ALIKE, Annabel"


def test_early_late_and_very_late(desk, time):
    assert "Enter: arrived" in typed(desk, "CAD1:K001").below
    assert "early" in typed(desk, "needh").below
    at(desk, time, 545)
    assert "15 minutes late" in typed(desk, "CAD1:K001").below
    at(desk, time, 600)
    assert "Very late: 1 h 10" in typed(desk, "CAD1:K001").below
    pressed(desk, Key.Key_Return)
    assert "Very late, 1 h 10" in desk.counter.says.below
    assert person(desk).punctuality is Punctuality.VERY_LATE
    assert "6, late but seen" in desk.counter.answer._code.text()


def test_the_service_says_who_is_late(desk):
    dialog = PolicyDialog(desk._workspace.store.kept_day_rules(), desk)
    dialog.edited.connect(desk._workspace.do)
    dialog.late.setValue(20)
    dialog.very_late.setValue(10)
    dialog.submit()
    assert desk.board.policy.late == 10
    assert "before late" in dialog.very_late.accessibleDescription()
    dialog.very_late.setValue(45)
    dialog.submit()
    assert (desk.board.policy.late, desk.board.policy.very_late) == (20, 45)


def test_a_person_who_confirms_for_another_is_kept(desk):
    typed(desk, "needh")
    desk.counter.answer.asked.choose("carer")
    pressed(desk, Key.Key_Return)
    assert desk.board.facts[-1].says == "Name and birth date said by a carer or relative"
    typed(desk, "CAD1:K001", Key.Key_Return)
    assert desk.board.facts[-1].says == ""


# Not on today's list.


def test_on_the_waiting_list(desk):
    says = typed(desk, "waitman")
    assert (says.tone, says.headline) == (Tone.NOT_TODAY, "Not on today's list")
    assert [line.status for line in desk.counter._people.rows] == ["in the file", "waiting list"]
    assert "not on the waiting list" in says.below
    assert "since 12-Jan-2026" in pressed(desk, Key.Key_Down).below


def test_on_another_day(desk):
    other = day_of(2, on=date(2027, 6, 20))
    typed(desk, "needh")
    store = desk._workspace.store
    day = replace(other.day, id="day2")
    invited = replace(other.appointments[0], id="b1", day_id="day2", patient_id="patient-801", card=9)
    assert desk._workspace.do(edit_between("Another day", (), (day, invited)))
    assert isinstance(store.day("day2"), type(day))
    assert "Invited to another day: 20-Jun-2027" in typed(desk, "waitman, wim").below


def test_nobody_knows(desk):
    says = typed(desk, "zzz", Key.Key_Return)
    assert (says.tone, "Unknown" in says.below) == (Tone.NOT_TODAY, True)
    says = typed(desk, "CAD1:K001:0206", Key.Key_Return)
    assert (says.headline, person(desk).arrived) == ("A card of another day", None)
    assert typed(desk, "CAD1:K001:0106", Key.Key_Return).tone is Tone.ARRIVED
    assert "K077 is nobody's card yet" in typed(desk, "CAD1:K077", Key.Key_Return).below


# Taking back.


def test_one_key_takes_the_last_thing_back_and_the_history_keeps_it(desk):
    """T74: checked in, taken back, another checked in."""
    typed(desk, "CAD1:K001", Key.Key_Return)
    assert desk.last.text == "Last: EXAMPLETON, Ben (Mrs) (card 1): arrived, 08:50"
    pressed(desk, Key.Key_F8)
    assert person(desk).status is Status.EXPECTED
    assert [e.kind for e in desk._workspace.store.day_events("day")] == [Happened.ARRIVED, Happened.ANNULLED]
    assert desk.last.text == "Nothing was done at this desk yet."
    assert not desk.last.button.isEnabled()


def test_what_was_undone_elsewhere_is_no_longer_the_last_thing(desk):
    typed(desk, "CAD1:K001", Key.Key_Return)
    typed(desk, "CAD1:K002", Key.Key_Return)
    desk._workspace.undo()
    assert desk.last.text == "Nothing was done at this desk yet."
    pressed(desk, Key.Key_F8)
    assert person(desk).arrived == 530


def test_what_was_noted_elsewhere_since_is_not_taken_back_by_mistake(desk, qtbot):
    typed(desk, "CAD1:K001", Key.Key_Return)
    desk._live.note(record.arrive(desk.board, desk._live.by(), "a2"))
    with qtbot.waitSignal(desk._workspace.refused) as said:
        pressed(desk, Key.Key_F8)
    assert "Something else was done since then" in str(said.args[0])
    assert person(desk, "a2").arrived == 530


# Something else.


def choose(desk, letter):
    pressed(desk, Key.Key_F4)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, letter)


@menus
def test_did_not_attend_and_turns_up_all_the_same(desk):
    typed(desk, "CAD1:K001")
    choose(desk, Key.Key_D)
    assert person(desk).attendance is AttendanceCode.DID_NOT_ATTEND
    assert desk.counter.says.headline == "Marked: did not attend"
    assert "3, did not attend" in desk.counter.answer._code.text()
    assert typed(desk, "CAD1:K001", Key.Key_Return).tone is Tone.ARRIVED


@menus
@pytest.mark.parametrize(
    ("letter", "status"),
    [(Key.Key_P, Status.CANCELLED_BY_PATIENT), (Key.Key_U, Status.CANCELLED_BY_PROVIDER)],
)
def test_cancelled(desk, letter, status):
    typed(desk, "CAD1:K001")
    choose(desk, letter)
    assert person(desk).status is status


@menus
def test_left_paused_and_sent_to_ae(desk):
    typed(desk, "CAD1:K001", Key.Key_Return)
    choose(desk, Key.Key_S)
    assert desk.counter.says.below == "Paused since 08:50."
    choose(desk, Key.Key_B)
    assert person(desk).status is Status.WAITING
    choose(desk, Key.Key_L)
    assert (desk.counter.says.tone, "Left at 08:50" in desk.counter.says.below) == (Tone.ALREADY, True)
    assert typed(desk, "CAD1:K001", Key.Key_Return).tone is Tone.ALREADY
    assert pressed(desk, Key.Key_Return).tone is Tone.ARRIVED
    choose(desk, Key.Key_A)
    assert person(desk).status is Status.SENT_TO_AE


# Next stops.


def begin_conversation(desk, time):
    typed(desk, "CAD1:K001", Key.Key_Return)
    at(desk, time, 540)
    desk._live.note(record.start(desk.board, desk._live.by(), "a1", record.At("s-talk", 0)))
    at(desk, time, 560)


def test_the_next_stops_are_booked_by_two_keys_and_taken_back_by_one(desk, time):
    begin_conversation(desk, time)
    assert "With staff at Conversation" in typed(desk, "CAD1:K001").below
    before = desk.board.plan.visits_of_appointment["a1"]
    pressed(desk, Key.Key_F2)
    assert [box.text()[0] for box in desk.stops._boxes.values()] == ["1", "2", "3"]
    desk.stops.keyPressEvent(key_event(Key.Key_3))
    QTest.qWait(1)
    assert "Strength class" in desk.stops.found.says
    assert "out by" in desk.stops._says.text()
    pressed(desk, Key.Key_Return)
    assert desk.counter.says.headline.startswith("Booked, out by")
    assert person(desk).stops[0].finished == 560
    steps = desk.board.plan.visits_of_appointment["a1"]
    assert steps[0].station_id == "s-talk"
    assert {"s-class", "s-physio"} <= {visit.station_id for visit in steps}
    pressed(desk, Key.Key_F8)
    QTest.qWait(1)
    assert desk.board.plan.visits_of_appointment["a1"] == before
    assert person(desk).status is Status.IN_PROGRESS


def test_what_was_done_since_is_not_taken_back_by_mistake(desk, time, qtbot):
    begin_conversation(desk, time)
    pressed(desk, Key.Key_F2, Key.Key_Return)
    visit = desk.board.plan.visits_of_appointment["a30"][0]
    desk._workspace.do(Edit("Lock it", (Change(visit, replace(visit, locked=True)),)))
    with qtbot.waitSignal(desk._workspace.refused) as said:
        pressed(desk, Key.Key_F8)
    assert "Something else was done since then" in str(said.args[0])


def test_what_cannot_be_had_is_said_with_the_nearest_instead(desk, time):
    begin_conversation(desk, time)
    at(desk, time, 1010)
    typed(desk, "CAD1:K001", Key.Key_F2)
    assert "closes at 17:00" in desk.stops._cannot.text()
    assert "Physio" not in desk.stops.found.says
    pressed(desk, Key.Key_Return, Key.Key_Escape)
    assert desk.counter.beside.currentIndex() == 0


def key_event(key):
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, chr(key))


# Walk-ins.


def test_a_walk_in_from_the_waiting_list_gets_one_of_three_routes(desk, qtbot):
    typed(desk, "waitman, wim", Key.Key_F3)
    whom = desk.counter.whom
    assert (person(desk, whom).walked_in, person(desk, whom).card) == (True, 31)
    assert desk.board.plan.appointment[whom].referral_id == "r801"
    qtbot.waitUntil(lambda: len(desk.stops._ways) == 3, timeout=20_000)
    assert desk.counter.says.headline == "Arrived now, 08:50"
    cards = desk.stops.findChildren(CardButton)
    assert [card.text()[:2] for card in cards] == ["&1", "&2", "&3"]
    assert "Over first" in cards[0].accessibleDescription()
    pressed(desk, Key.Key_2)
    assert len(desk.board.plan.visits_of_appointment[whom]) >= 2
    assert desk.counter.says.headline.startswith("Booked, out by")
    assert person(desk, whom).attendance is AttendanceCode.ON_TIME


def test_who_is_in_no_list_is_taken_in_by_a_short_form_and_nothing_typed_is_lost(desk, qtbot):
    typed(desk, "CAD1:K040", Key.Key_Return, Key.Key_F3)
    fields = desk.form.fields
    assert fields["card"].text() == "40"
    for name, text in (
        ("surname", "Newman"),
        ("birth_date", "31/2/1960"),
        ("nhs_number", nhs_number(6)),
        ("card", "x"),
    ):
        fields[name].setText(text)
    pressed(desk, Key.Key_Return)
    assert "not a date" in fields["birth_date"].accessibleDescription()
    assert "like K151" in fields["card"].accessibleDescription()
    assert fields["birth_date"].hasFocus()
    fields["birth_date"].setText("3/2/1960")
    pressed(desk, Key.Key_Return)
    assert "ALIKE, Annabel has this NHS number" in fields["nhs_number"].accessibleDescription()
    assert (fields["surname"].text(), fields["birth_date"].text()) == ("Newman", "3/2/1960")
    fields["nhs_number"].clear()
    fields["card"].setText("K040")
    pressed(desk, Key.Key_Return)
    whom = desk.counter.whom
    assert (person(desk, whom).card, shown(desk)) == (40, "NEWMAN")
    pressed(desk, Key.Key_Escape, Key.Key_F8)
    assert whom not in desk.board.person


def test_the_form_begins_with_the_name_typed(desk):
    typed(desk, "Zed Zimmer", Key.Key_F3)
    assert (desk.form.fields["surname"].text(), desk.form.fields["first_name"].text()) == ("Zimmer", "Zed")
    pressed(desk, Key.Key_Escape)
    assert desk.counter.beside.currentIndex() == 0


# The page.


def test_a_scan_is_never_lost_while_a_button_has_the_keyboard(desk):
    desk.keys.buttons["walk_in"].setFocus()
    QTest.keyClicks(desk.keys.buttons["walk_in"], "K")
    assert desk.counter.field.text() == "K"
    desk.counter.table.setFocus()
    QTest.keyClicks(desk.counter.table, "0")
    assert desk.counter.field.text() == "0"


def test_who_is_next_to_come_while_nothing_is_typed(desk, time):
    assert desk.counter._people.rows[0].id == "a1"
    at(desk, time, 545)
    assert desk.counter._people.rows[0].status == "late"
    typed(desk, "alike", Key.Key_Escape)
    assert desk.counter.says.headline == "Ready"
    assert "30 to come" not in desk.counter.answer._numbers.text()
    assert "missing" in desk.counter.answer._numbers.text()


def test_a_day_that_is_not_today_can_only_be_looked_at(desk, time, qtbot):
    time.minute += 24 * 60
    desk._live.look_at_the_clock()
    desk.reload()
    assert "not today" in desk._still.text()
    assert not desk.keys.buttons["walk_in"].isEnabled()
    with qtbot.waitSignal(desk._workspace.refused):
        typed(desk, "CAD1:K001", Key.Key_Return)
    assert person(desk).arrived is None


def test_a_closed_day_takes_nothing_more(desk, qtbot):
    closed = record.written(desk.board, desk._live.by(), "Close", record.Fact(Happened.CLOSED))
    desk._live.note(closed)
    assert desk._still.text() == "The day is closed. Reopen it on the page After first."
    with qtbot.waitSignal(desk._workspace.refused) as said:
        typed(desk, "CAD1:K001", Key.Key_Return)
    assert "closed" in str(said.args[0])
    assert not desk.keys.buttons["walk_in"].isEnabled()
    assert person(desk).arrived is None


def test_without_a_day_it_says_what_to_do_first(workspace, qtbot):
    page = DeskPage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.wants_page) as asked:
        page._empty.asked.emit()
    assert asked.args == ["day"]


def test_hidden_it_rests_and_shown_again_it_knows(desk, time):
    desk.hide()
    desk._live.note(record.arrive(desk.board, desk._live.by(), "a1"))
    desk.show()
    assert "1 here" in desk.counter.answer._numbers.text()


def test_a_passport_is_printed_again_and_kept_as_printed(desk, qtbot, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "card.pdf"))
    with qtbot.waitSignal(desk._printer.sent, timeout=30_000):
        desk._printer.print_to(printer, desk.board.plan, "a1")
    assert (tmp_path / "card.pdf").stat().st_size > 1000
    assert [(one.sheet, one.whom) for one in desk._workspace.store.prints("day")] == [("passports", "a1")]


def test_every_control_says_what_it_is(desk):
    for part in (desk, desk.form, desk.stops, desk.paper):
        for control in (*part.findChildren(QAbstractButton), *part.findChildren(QLineEdit)):
            assert (
                control.isHidden()
                or control.accessibleName()
                or getattr(control, "text", str)()
                or control.objectName()
            ), control


# Finding, by itself.


def test_codes_and_numbers():
    assert scanned("CAD1:K077") == Scanned(77)
    assert scanned(" cad1:k077:0106 ") == Scanned(77, "0106")
    assert scanned("K7") == Scanned(7, typed=True)
    assert scanned("1957-06-01") is None
    assert (name_typed("Mary Ann O'Neill"), name_typed("O'Neill, Mary"), name_typed("")) == (
        ("O'Neill", "Mary Ann"), ("O'Neill", "Mary"), ("", ""),
    )  # fmt: skip
    assert name_typed("01/02/1960") == ("", "")
    assert TodaysList(day_of(3)).found("  ") == ()


def test_words_of_time():
    assert [words._span(minutes) for minutes in (1, 2, 60, 61, 120)] == [
        "1 minute", "2 minutes", "1 hour", "1 h 01", "2 hours",
    ]  # fmt: skip


def test_it_poses_for_pictures_in_each_of_its_states(desk):
    typed(desk, "CAD1:K001", Key.Key_Return, Key.Key_Escape)
    seen = {}
    for pose in desk.poses():
        seen[pose if isinstance(pose, str) else pose[0]] = desk.counter.says.headline
    states = ["several", "arrived", "already", "next-stops", "not-today", "walk-in", "walk-in-refused", "paper"]
    assert list(seen) == [*states, "early-and-late"]
    assert (seen["arrived"], seen["already"]) == ("Arrived now, 08:50", "Already arrived at 08:50")
    assert desk.is_at_paper


def looks(desk):
    return [entry for entry in desk._workspace.store.history(limit=1000) if entry.did is Did.LOOKED]


def test_whoever_is_shown_for_a_while_and_does_not_arrive_was_looked_at(desk, time, qtbot):
    desk._looking.setInterval(20)
    desk.counter.show_person("a1")
    qtbot.waitUntil(lambda: len(looks(desk)) == 1)
    desk.counter.show_person("a1")
    qtbot.wait(60)
    assert len(looks(desk)) == 1
    at(desk, time, 530 + 31)
    desk.counter.show_person("a1")
    qtbot.waitUntil(lambda: len(looks(desk)) == 2)


def test_whoever_arrives_has_an_entry_by_that(desk, qtbot):
    desk._looking.setInterval(20)
    desk._on_arrive_wanted("a2")
    qtbot.wait(60)
    desk.begin_anew()
    qtbot.wait(60)
    assert looks(desk) == []
    assert desk.counter.patient is None
