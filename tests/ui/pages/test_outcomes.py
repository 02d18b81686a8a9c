"""The outcome page: found by card or name, keyed without the mouse, refused in a sentence, changed and kept."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cadplanner.core.live import record
from cadplanner.core.model.attendance import Happened, instant_on
from cadplanner.core.model.day_rules import BOOK, ENTER, LETTER, Codes
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.outcomes.feedback import FeedbackDialog
from cadplanner.ui.pages.outcomes.page import OutcomesPage
from cadplanner.ui.pages.outcomes.rules_dialog import RulesDialog
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, people, plan_with
from tests.ui.living import Time, keep


@pytest.fixture
def time():
    return Time(instant_on(11 * 60, DAY.on))


@pytest.fixture
def day(qapp, store, time, new_id):
    """Eight people; the first two have come."""
    keep(store, plan_with(people(8)), time())
    made = Workspace(store, clock=time, new_id=new_id, who="Ann")
    live = live_day_of(made)
    for who in ("a1", "a2"):
        assert live.note(record.arrive(live.board, live.by(), who))
    return made


@pytest.fixture
def page(day, qtbot):
    made = OutcomesPage(day)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def latest(day):
    return day.store.kept(DAY.id).latest


def type_in(page, words):
    page.field.setFocus()
    QTest.keyClicks(page.field, words)
    QTest.keyClick(page.field, Qt.Key.Key_Return)


def record_it(page):
    QTest.keyClick(page.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def says(page):
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_without_anybody_it_says_what_to_do_first(workspace, qtbot):
    made = OutcomesPage(workspace)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.wants_page) as asked:
        made._empty._action.click()
    assert asked.args == ["day"]


def test_a_plain_discharge_is_five_keys_and_the_next_card_can_be_scanned(page, day):
    type_in(page, "K001")
    assert page.panel.appointment_id == "a1"
    assert QApplication.focusWidget() is page.panel.form.ticks[OutcomeKind.DISCHARGE]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    record_it(page)
    outcome = latest(day)["a1"]
    assert (outcome.kinds, outcome.who) == ({OutcomeKind.DISCHARGE}, "Ann")
    assert page.panel.appointment_id == ""
    assert QApplication.focusWidget() is page.field
    assert page.field.text() == ""


def test_identity_and_needs_are_shown_before_anything_is_recorded(page, day):
    """T79: an access need."""
    needy = next(a for a in day.store.plan(DAY.id).appointments if day.store.patient(a.patient_id).needs)
    page.choose(needy.id)
    person = day.store.patient(needy.patient_id)
    seen = says(page)
    assert person.staff_name in seen
    assert person.needs_words in seen
    assert "NHS number 999" in seen
    assert "Born" in seen


def test_what_contradicts_is_said_at_once_and_never_recorded(page, day):
    page.choose("a1")
    page.panel.form.ticks[OutcomeKind.DISCHARGE].setChecked(True)
    page.panel.form.ticks[OutcomeKind.PIFU].setChecked(True)
    assert "Discharged, or may come back (PIFU): choose one." in says(page)
    record_it(page)
    assert latest(day) == {}
    assert page.panel.form.ticks[OutcomeKind.PIFU].isChecked()


def test_nothing_ticked_and_dates_that_are_none_are_named(page, day):
    page.choose("a1")
    record_it(page)
    assert "Tick what was agreed." in says(page)
    form = page.panel.form
    form.ticks[OutcomeKind.SURGICAL_OPINION].setChecked(True)
    fields = form.fields[OutcomeKind.SURGICAL_OPINION]._fields
    fields["what"].setCurrentText("Knee")
    fields["by_when"].setText("31/02/2027")
    record_it(page)
    assert "“31/02/2027” is not a date" in says(page)
    assert latest(day) == {}
    fields["by_when"].setText("1/3/2027")
    record_it(page)
    assert latest(day)["a1"].agreed == (Agreed(OutcomeKind.SURGICAL_OPINION, "Knee", by_when=date(2027, 3, 1)),)


def test_everything_of_the_form_comes_back_as_it_was_recorded(page, day):
    agreed = (
        Agreed(OutcomeKind.PIFU, "knee", start=DAY.on, months=3, leaflet=True, contact="01273 555 000"),
        Agreed(OutcomeKind.FOLLOW_UP, "phone", "soon", "physio", date(2027, 7, 1)),
        Agreed(OutcomeKind.ONWARD_REFERRAL, "Pain service", "urgent"),
        Agreed(OutcomeKind.SIGNPOSTED, to=("Community hub", "Age UK")),
    )
    page.choose("a1")
    page.panel.form.show_agreed(agreed)
    page.panel.matters.setText("  To dance  again ")
    page.panel.seen_by.setText("Bea, physio")
    page.panel.owner.setCurrentText("Carl")
    record_it(page)
    outcome = latest(day)["a1"]
    assert (outcome.agreed, outcome.ground) == (agreed, "Bea, physio")
    assert [noted.words for noted in day.store.what_matters(DAY.id)] == ["To dance again"]
    promises = {promise.action: promise.owner for promise in day.store.promises(DAY.id)}
    assert promises[BOOK] == promises[LETTER] == "Carl"
    page.choose("a1")
    assert page.panel.agreed == agreed
    assert page.panel.matters.text() == "To dance again"
    assert "Recorded 11:00 by Ann." in says(page)


def test_changed_later_the_old_one_is_kept(page, day):
    page.choose("a1")
    page.panel.form.ticks[OutcomeKind.DISCHARGE].setChecked(True)
    record_it(page)
    page.choose("a1")
    page.panel.form.show_agreed([Agreed(OutcomeKind.SIGNPOSTED, to=("Age UK",))])
    record_it(page)
    assert latest(day)["a1"].kinds == {OutcomeKind.SIGNPOSTED}
    assert [outcome.kinds for outcome in day.store.outcomes(DAY.id)] == [
        {OutcomeKind.DISCHARGE}, {OutcomeKind.SIGNPOSTED},
    ]  # fmt: skip
    page.choose("a1")
    assert "took the place of an earlier one" in says(page)
    page.panel._back.click()
    assert latest(day) == {}
    assert not page.panel.agreed


def test_undo_takes_the_outcome_back_and_not_what_was_noted_before_it(page, day):
    page.choose("a1")
    page.panel.form.ticks[OutcomeKind.DISCHARGE].setChecked(True)
    record_it(page)
    assert day.undo_words.startswith("Outcome of")
    day.undo()
    assert latest(day) == {}
    assert live_day_of(day).board.person["a2"].arrived is not None
    assert day.undo_words.endswith("arrived")
    page.choose("a2")
    page.panel.form.ticks[OutcomeKind.LEFT_EARLY].setChecked(True)
    record_it(page)
    day.undo()
    assert live_day_of(day).board.person["a2"].left is None
    assert latest(day) == {}
    day.undo()
    assert live_day_of(day).board.person["a2"].arrived is None


def test_left_early_is_a_fact_of_the_day_too(page, day):
    page.choose("a2")
    page.panel.form.ticks[OutcomeKind.LEFT_EARLY].setChecked(True)
    record_it(page)
    assert [event.kind for event in day.store.day_events(DAY.id)][-1] is Happened.LEFT


def test_did_not_attend_of_somebody_who_came_is_refused(page, day, qtbot):
    page.choose("a1")
    page.panel.form.ticks[OutcomeKind.DID_NOT_ATTEND].setChecked(True)
    with qtbot.waitSignal(day.refused) as refused:
        record_it(page)
    assert "arrived, and so did attend" in str(refused.args[0])
    assert page.panel.form.ticks[OutcomeKind.DID_NOT_ATTEND].isChecked()


def test_outcomes_are_keyed_days_later_but_not_before_the_day(page, day, time, qtbot):
    time.now = instant_on(9 * 60, DAY.on + timedelta(days=3))
    live_day_of(day)._read_and_tell()
    page.choose("a1")
    page.panel.form.ticks[OutcomeKind.DISCHARGE].setChecked(True)
    record_it(page)
    assert latest(day)["a1"].kinds == {OutcomeKind.DISCHARGE}
    page.choose("a1")
    assert "Recorded 15-Jun-2027 09:00 by Ann." in says(page)
    time.now = instant_on(9 * 60, DAY.on - timedelta(days=3))
    live_day_of(day)._read_and_tell()
    page.choose("a2")
    page.panel.form.ticks[OutcomeKind.DISCHARGE].setChecked(True)
    with qtbot.waitSignal(day.refused) as refused:
        record_it(page)
    assert "nothing can be entered before it" in str(refused.args[0])


def test_the_list_says_whose_outcome_is_wanted(page):
    page.chips.choose(frozenset({"wanted"}))
    assert list(page.model.ids()) == ["a1", "a2"]
    page.chips.choose(frozenset({"not here"}))
    assert len(page.model.ids()) == 6
    type_in(page, "K001")
    assert page.panel.appointment_id == "a1"
    page._on_cleared()
    assert len(page.model.ids()) == 8


def test_feedback_is_kept_without_a_name(day, qtbot):
    dialog = FeedbackDialog(day)
    qtbot.addWidget(dialog)
    assert not dialog.keep()
    for field, digit in zip(dialog.answers, "43", strict=False):
        field.setText(digit)
    dialog.friends.setText("7")
    assert not dialog.keep()
    dialog.answers[2].setText("5")
    dialog.friends.setText("1")
    assert not dialog.keep()
    dialog.answers[2].setText("4")
    dialog.words.setText(" Kind  people ")
    assert dialog.keep()
    (kept,) = day.store.feedback(DAY.id)
    assert (kept.collaborate, kept.friends_and_family, kept.words) == ((4, 3, 4), 1, "Kind people")
    assert dialog.answers[0].text() == ""


def test_the_service_edits_what_is_owed_and_the_codes(day, qtbot):
    dialog = RulesDialog(day)
    qtbot.addWidget(dialog)
    dialog.codes[OutcomeKind.PIFU][1].setText("35")
    dialog.codes[OutcomeKind.DID_NOT_ATTEND][2].setChecked(False)
    dialog.add_line()
    dialog.owes[-1].action.setText("Ring in a week")
    dialog.owes[0].gone.setChecked(True)
    dialog.save()
    rules = day.store.day_rules()
    assert Codes(OutcomeKind.PIFU, "", "35") in rules.codes
    assert OutcomeKind.DID_NOT_ATTEND not in rules.returns
    assert [owes.action for owes in rules.owes if owes.kind is OutcomeKind.DISCHARGE] == [LETTER, "Ring in a week"]
    assert ENTER in {owes.action for owes in rules.owes}
    day.undo()
    assert day.store.kept_day_rules() is None
