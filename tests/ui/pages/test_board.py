"""The board page: everybody on one tile, counts that lead to lists, the queue of a station, the hall's screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from cadplanner.core.keeping.did import Did
from cadplanner.core.live import record
from cadplanner.core.live.facts import Refusal
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.live.record import At
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.patient import nhs_number_words
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.board import station_verbs as verbs
from cadplanner.ui.pages.board.count_links import GROUPS, LATE_STATIONS
from cadplanner.ui.pages.board.looks import LOOKS
from cadplanner.ui.pages.board.move_dialog import MoveDialog
from cadplanner.ui.pages.board.page import BoardPage
from cadplanner.ui.pages.board.tiles import ELSEWHERE, tiles_of
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, people, plan_with
from tests.ui.living import Time, keep

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def time():
    return Time(instant_on(545, DAY.on))


@pytest.fixture
def workspace(qapp, store, time, new_id):
    """a1 and a2 are due at 09:00, a3 and a4 at 09:25, and so on; it is 09:05."""
    plan = plan_with(people(8))
    staff = tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff)
    keep(store, replace(plan, staff=staff), time())
    return Workspace(store, clock=time, new_id=new_id, who="tester")


@pytest.fixture
def live(workspace):
    return live_day_of(workspace)


@pytest.fixture
def page(qtbot, workspace):
    made = BoardPage(workspace)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def note(live, verb, *told):
    answer = verb(live.board, live.by(), *told)
    assert not isinstance(answer, Refusal), answer
    assert live.note(answer)


def arrive(live, *ids):
    for who in ids:
        note(live, record.arrive, who)


def tile(page, station_id):
    return next(b for b in page._overview.floor.buttons if b.tile.station_id == station_id)


def cards(page, station_id):
    return [chip.card for chip in tile(page, station_id).tile.chips]


def lines(table):
    model = table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def press(page, verb):
    page._station._verbs.buttons[verb].click()


# the whole day


def test_an_action_is_on_the_board_at_once(page, live):
    assert cards(page, "s-talk") == []
    arrive(live, "a2", "a1")
    assert cards(page, "s-talk") == ["1", "2"]
    note(live, record.start, "a1", At("s-talk", 0))
    assert cards(page, "s-talk") == ["2", "1"]
    assert page._overview._says.accessibleName().startswith("2 here, 1 waiting")


def test_waits_grow_by_the_clock_and_are_marked_once_they_are_long(page, live, time):
    arrive(live, "a1")
    time.goes_on(8)
    live.look_at_the_clock()
    chip = tile(page, "s-talk").tile.chips[0]
    assert (chip.minutes, chip.look.word) == ("8 min", "waiting")
    time.goes_on(130)
    live.look_at_the_clock()
    chip = tile(page, "s-talk").tile.chips[0]
    assert (chip.minutes, chip.look.word, chip.look.fill) == ("2 h 18", "waiting long", Role.LATE)
    assert "the longest 2 h 18 (card 1)" in page._overview._says.accessibleName()


def test_everybody_in_the_building_is_on_exactly_one_tile(page, live):
    arrive(live, *(f"a{n}" for n in range(1, 8)))
    note(live, record.start, "a1", At("s-talk", 0))
    note(live, record.call, "a2", At("s-talk", 1))
    note(live, record.hold, "a3")
    note(live, record.pause, "a4")
    note(live, record.leave, "a5")
    for station in ("s-talk", "s-out"):
        note(live, record.start, "a8", At(station, 0))
        note(live, record.finish, "a8")
    shown = [chip.appointment_id for each in tiles_of(live.board) for chip in each.chips]
    assert sorted(shown) == sorted(live.board.here)
    assert cards(page, ELSEWHERE) == ["8"]


def test_every_status_has_a_fill_a_mark_and_a_word(live):
    assert set(LOOKS) == set(Status)
    assert {status for group in GROUPS.values() for status in group} == set(Status)
    assert sum(len(group) for group in GROUPS.values()) == len(Status)
    words = [(look.mark, look.word) for look in LOOKS.values()]
    assert all(mark and word for mark, word in words)
    assert len({word for _, word in words}) == len(words)


def test_a_station_that_runs_late_says_so(page, live, time):
    arrive(live, "a1")
    note(live, record.start, "a1", At("s-talk", 0))
    time.goes_on(30)
    live.look_at_the_clock()
    assert tile(page, "s-talk").tile.late_words == "10 min late"
    assert "10 min late" in tile(page, "s-talk").accessibleName()


def test_each_count_leads_to_those_it_counts(page, live, time):
    time.goes_on(70)
    arrive(live, "a1", "a2")
    note(live, record.start, "a1", At("s-talk", 0))
    live.look_at_the_clock()
    overview = page._overview
    for key, group in GROUPS.items():
        link = overview.counts.links[key]
        if not link.isVisible():
            continue
        link.click()
        listed = {row[2] for row in lines(overview._people)}
        wanted = {str(live.board.person[who].card) for status in group for who in live.board.by_status[status]}
        assert listed == wanted, key
        assert link.accessibleName().startswith(f"{len(wanted)} {key}")
    overview.counts.links["expected"].click()
    overview.counts.links["expected"].click()
    assert overview.view == "tiles"


def test_the_late_stations_are_a_list_too(page, live, time):
    arrive(live, "a1")
    time.goes_on(30)
    live.look_at_the_clock()
    page._overview.counts.links[LATE_STATIONS].click()
    assert [row[:2] for row in lines(page._overview._stations)] == [["! 20 min late", "Conversation"]]
    assert page._overview.counts.links[LATE_STATIONS].accessibleName() == "1 stations late: show them"


def test_the_lists_show_what_the_tiles_show(page, live):
    arrive(live, "a1", "a2", "a3")
    note(live, record.start, "a1", At("s-talk", 0))
    note(live, record.drop_in, "s-hub")
    page._overview.show_view("people")
    shown = {chip.card for each in tiles_of(live.board) for chip in each.chips}
    assert {row[2] for row in lines(page._overview._people)} == shown
    page._overview.show_view("stations")
    assert [row[1] for row in lines(page._overview._stations)] == [s.name for s in live.board.plan.stations]
    by_name = {row[1]: row for row in lines(page._overview._stations)}
    assert by_name["Conversation"][2:5] == ["2", "0 min", "1 of 2"]
    assert by_name["Community hub"][4] == "1 dropped in"
    assert by_name["Strength class"][4] == "0 in class"


def test_tiles_are_gone_through_by_keyboard_and_opened(qtbot, page, live):
    arrive(live, "a1")
    buttons = page._overview.floor.buttons
    page._overview.floor.go_to("s-talk")
    assert [b for b in buttons if b.focusPolicy() == Qt.FocusPolicy.StrongFocus] == [tile(page, "s-talk")]
    qtbot.keyClick(buttons[0], Qt.Key.Key_Right)
    assert buttons[1].hasFocus()
    qtbot.keyClick(buttons[1], Qt.Key.Key_Left)
    qtbot.keyClick(buttons[0], Qt.Key.Key_Up)
    assert buttons[0].hasFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Return)
    assert page._station.isVisible()
    assert page._station.station_id == "s-talk"
    qtbot.keyClick(page._station, Qt.Key.Key_Escape)
    assert tile(page, "s-talk").isVisible()
    assert tile(page, "s-talk").hasFocus()


def test_pressing_somebody_opens_the_station_at_her(qtbot, page, live):
    arrive(live, "a1", "a2")
    button = tile(page, "s-talk")
    spot = next(spot for spot in button.spots if spot.chip.card == "2")
    qtbot.mouseClick(button, LEFT, pos=spot.rect.center())
    assert page._station._table.selected_ids == ("a2",)


def test_opening_somebody_in_the_list_goes_to_where_she_is(page, live):
    arrive(live, "a1")
    page._overview.show_list("waiting")
    page._overview._people.row_opened.emit("a1")
    assert page._station.station_id == "s-talk"
    page._station.closed.emit()
    page._overview.show_view("stations")
    page._overview._stations.row_opened.emit("s-out")
    assert page._station._title.text() == "Checkout"
    page._station.closed.emit()
    assert page._overview._stations.current_id == "s-out"


@pytest.mark.parametrize("size", [(1200, 600), (840, 380), (500, 300)])
def test_chips_stay_on_their_tile_and_whoever_has_no_room_is_counted(qtbot, store, time, new_id, size):
    keep(store, plan_with(people(60)), time())
    live = live_day_of(Workspace(store, clock=time, new_id=new_id, who="tester"))
    arrive(live, *(f"a{n}" for n in range(1, 61)))
    page = BoardPage(live.parent())
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    button = tile(page, "s-talk")
    shown = [spot for spot in button.spots if spot.chip]
    more = sum(spot.more for spot in button.spots)
    assert len(shown) + more == 60
    assert all(button.rect().contains(spot.rect) for spot in button.spots)
    assert not any(a.rect.intersects(b.rect) for a in button.spots for b in button.spots if a is not b)
    assert page._overview.floor.widget().width() <= page._overview.floor.viewport().width()


def test_somebody_more_makes_room_where_there_is(page, live):
    floor = page._overview.floor
    arrive(live, *(f"a{n}" for n in range(1, 9)))
    assert len([spot for spot in tile(page, "s-talk").spots if spot.chip]) == 8
    assert floor.verticalScrollBar().maximum() == 0


def test_the_tip_of_a_chip_says_all_of_her(qtbot, page, live):
    arrive(live, "a1")
    says = tile(page, "s-talk").tile.chips[0].says
    patient = live.board.plan.patient["patient-1"]
    assert says.startswith(f"Card 1, {patient.staff_name}: waiting for Conversation, 0 min")


def test_letters_follow_the_text_size(qtbot, page, qapp):
    from cadplanner.ui.kit.dressing import apply_theme
    from cadplanner.ui.kit.theme import Theme

    before = tile(page, "s-talk")._letters.chip_height
    apply_theme(qapp, Theme.LIGHT, text_size=175)
    try:
        qtbot.waitUntil(lambda: tile(page, "s-talk")._letters.chip_height > before)
    finally:
        apply_theme(qapp, Theme.LIGHT)


# the queue of a station


def test_call_next_start_and_finish_by_keyboard_alone(qtbot, page, live):
    arrive(live, "a2", "a1")
    page.open_station("s-talk")
    table = page._station._table
    assert table.selected_ids == ("a1",)
    for status in (Status.CALLED, Status.IN_PROGRESS):
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert live.board.person["a1"].status is status
        assert table.selected_ids == ("a1",)
    assert (live.board.person["a1"].place, live.board.person["a1"].staff_id) == (0, "talker-0")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert live.board.person["a1"].station_id == "s-physio"
    assert table.selected_ids == ("a2",)


def test_call_next_is_fair_and_goes_to_a_free_place(page, live):
    arrive(live, "a3", "a2", "a1")
    page.open_station("s-talk")
    press(page, verbs.NEXT)
    press(page, verbs.NEXT)
    called = [live.board.person[who] for who in live.board.by_status[Status.CALLED]]
    assert [(each.card, each.place) for each in called] == [(1, 0), (2, 1)]
    page._station._table.clearSelection()
    press(page, verbs.START)
    assert live.board.person["a1"].status is Status.IN_PROGRESS
    assert live.board.person["a1"].place == 0
    page._station._table.clearSelection()
    press(page, verbs.FINISH)
    assert live.board.person["a1"].station_id == "s-physio"


def test_control_enter_presses_the_verb_that_stands_out(qtbot, page, live):
    arrive(live, "a1")
    page.open_station("s-talk")
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    qtbot.keyClick(page._station._table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert live.board.person["a1"].status is Status.CALLED


def test_one_place_is_worked_at(page, live):
    arrive(live, "a1", "a2", "a3")
    note(live, record.start, "a1", At("s-talk", 0))
    page.open_station("s-talk")
    page._station._places.choose("1")
    page._station._places.chosen.emit("1")
    assert [row[2] for row in lines(page._station._table)][:2] == ["2", "3"]
    press(page, verbs.NEXT)
    assert live.board.person["a2"].place == 1


def test_nobody_to_call_is_said(qtbot, page, workspace):
    page.open_station("s-talk")
    with qtbot.waitSignal(workspace.refused) as told:
        press(page, verbs.NEXT)
    assert str(told.args[0]) == "Nobody is waiting for Conversation."


def test_back_held_and_gone(page, live):
    arrive(live, "a1")
    page.open_station("s-talk")
    press(page, verbs.CALL)
    press(page, verbs.BACK)
    assert live.board.person["a1"].status is Status.WAITING
    press(page, verbs.HOLD)
    assert live.board.person["a1"].status is Status.HELD
    assert lines(page._station._table)[0][0] == "= held"
    page._station._table.select_ids(("a1",))
    press(page, verbs.LEAVE)
    assert live.board.person["a1"].status is Status.LEFT


def test_what_was_noted_last_is_taken_back(page, live, workspace):
    arrive(live, "a1")
    page.open_station("s-talk")
    press(page, verbs.CALL)
    press(page, verbs.TAKE_BACK)
    assert live.board.person["a1"].status is Status.WAITING
    press(page, verbs.CALL)
    workspace.undo()
    assert live.board.person["a1"].status is Status.WAITING


def test_a_move_goes_to_the_station_and_place_chosen(page, live):
    arrive(live, "a1")
    page.open_station("s-talk")

    def choose():
        dialog = page.findChild(MoveDialog)
        assert "Conversation (1 waiting, the longest 0 min)" in dialog.station.currentText()
        dialog.station.choose("s-physio")
        dialog._offer_places()
        assert dialog.place.count() == 3
        dialog.accept()

    QTimer.singleShot(0, choose)
    press(page, verbs.MOVE)
    assert live.board.person["a1"].station_id == "s-physio"
    assert lines(page._station._table) == [] or "a1" not in page._station._model.ids()


def test_a_move_that_is_thought_better_of_moves_nobody(page, live):
    arrive(live, "a1")
    page.open_station("s-talk")
    QTimer.singleShot(0, lambda: page.findChild(MoveDialog).reject())
    press(page, verbs.MOVE)
    assert live.board.person["a1"].station_id == "s-talk"


def test_a_class_starts_and_ends_together(page, live, time):
    for who in ("a3", "a7"):
        note(live, record.start, who, At("s-talk", 0))
        note(live, record.finish, who)
    time.goes_on(150)
    live.look_at_the_clock()
    page.open_station("s-class")
    assert page._station._verbs.buttons[verbs.NEXT].isHidden()
    press(page, verbs.START_CLASS)
    assert set(live.board.station["s-class"].in_progress) == {"a3", "a7"}
    press(page, verbs.FINISH_CLASS)
    assert live.board.station["s-class"].in_progress == ()
    press(page, verbs.START_CLASS)
    assert live.board.station["s-class"].in_progress == ()


def test_one_tap_counts_somebody_who_dropped_in(qtbot, page, live):
    note(live, record.start, "a2", At("s-talk", 0))
    note(live, record.finish, "a2")
    note(live, record.start, "a2", At("s-physio", 0))
    note(live, record.finish, "a2")
    page.open_station("s-hub")
    press(page, verbs.DROP_IN)
    assert "1 dropped in so far" in page._station._under.text()
    assert live.board.person["a2"].status is Status.DROPPING_IN
    page._station._table.select_ids(("a2",))
    qtbot.keyClick(page._station._table, Qt.Key.Key_Return)
    assert live.board.station["s-hub"].tally == 2
    assert live.board.person["a2"].station_id == "s-out"


def test_those_at_no_station_have_a_queue_of_their_own(qtbot, page, live):
    note(live, record.start, "a4", At("s-talk", 0))
    note(live, record.finish, "a4")
    note(live, record.start, "a4", At("s-out", 0))
    note(live, record.finish, "a4")
    page.open_station(ELSEWHERE, "a4")
    assert lines(page._station._table)[0][0] == "✓ ready to leave"
    qtbot.keyClick(page._station._table, Qt.Key.Key_Return)  # nothing is natural here
    assert live.board.person["a4"].status is Status.READY_TO_LEAVE
    press(page, verbs.LEAVE)
    assert live.board.person["a4"].status is Status.LEFT


def test_who_comes_soon_is_seen_with_where_she_is(page, live):
    arrive(live, "a1")
    page.open_station("s-physio")
    row = lines(page._station._table)[0]
    assert (row[0], row[2], row[5]) == ("○ coming", "1", "for Conversation")
    page.open_station("s-talk")
    assert [row[5] for row in lines(page._station._table)][-1] == "not here yet"


def test_on_another_day_nothing_can_be_noted(page, live, time):
    arrive(live, "a1")
    time.now = instant_on(545, DAY.on.replace(day=1))
    page.open_station("s-talk")
    assert not page._station._verbs.buttons[verbs.NEXT].isEnabled()


def test_every_control_has_a_name(page, live):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QTableView

    page.open_station("s-talk")
    for kind in (QAbstractButton, QComboBox, QTableView):
        for each in page.findChildren(kind):
            if not each.objectName().startswith("qt_") and type(each).__module__.startswith("cadplanner"):
                assert each.accessibleName(), each


# the screen in the hall


def test_the_hall_sees_cards_and_stations_and_nothing_of_anybody(qtbot, page, live):
    """T60: what hangs in the hall."""
    arrive(live, *(f"a{n}" for n in range(1, 8)))
    page._overview.hall_wanted.emit()
    screen = page.hall
    note(live, record.call, "a1", At("s-talk", 0))
    note(live, record.start, "a2", At("s-talk", 1))
    assert screen.words[1:3] == ("K002: Conversation, place 2", "K001: Conversation, place 1")
    assert screen.words[3] == "Conversation: next K003, K004, K005, K006 + 1"
    told = " ".join((*screen.words, screen.accessibleName(), screen.windowTitle(), screen.toolTip()))
    for patient in live.board.plan.patients:
        secrets = [patient.surname, patient.first_name, patient.nhs_number, nhs_number_words(patient.nhs_number)]
        secrets += [
            f"{patient.birth_date:%d}-{patient.birth_date:%b}",
            str(patient.birth_date.year),
            patient.staff_name,
        ]
        assert not [secret for secret in secrets if secret and secret.lower() in told.lower()]


def test_all_that_is_painted_in_the_hall_is_in_its_words(qtbot, page, live, monkeypatch):
    from cadplanner.ui.pages.board import hall_screen

    painted = []
    really = hall_screen._text
    monkeypatch.setattr(hall_screen, "_text", lambda p, a, line: (painted.append(line.text), really(p, a, line)))
    arrive(live, *(f"a{n}" for n in range(1, 8)))
    page._overview.hall_wanted.emit()
    for n in range(1, 7):
        note(live, record.call, f"a{n}", At("s-talk", n))
    page.hall.grab()
    assert painted
    told = " ".join((*page.hall.words, "Your card number is called here", "Next: Conversation")).lower()
    assert all(text.removeprefix("→ ").lower() in told for text in painted)


def test_an_empty_hall_asks_to_take_a_seat(page):
    page._overview.hall_wanted.emit()
    assert page.hall.words == ("09:05", "Please take a seat. We will call your card number.")
    picture = QImage(page.hall.size(), QImage.Format.Format_RGB32)
    page.hall.render(picture, QPoint())


def test_the_hall_fills_the_screen_and_goes_with_the_page(qtbot, page):
    page._overview.hall_wanted.emit()
    screen = page.hall
    qtbot.keyClick(screen, Qt.Key.Key_F11)
    assert screen.isFullScreen()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isFullScreen()
    qtbot.mouseDClick(screen, LEFT)
    assert screen.isFullScreen()
    qtbot.mouseDClick(screen, LEFT)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()
    page._overview.hall_wanted.emit()
    assert page.hall is screen
    page.closing()
    assert not screen.isVisible()


def test_the_hall_goes_on_while_another_page_is_shown(page, live):
    page._overview.hall_wanted.emit()
    page.hide()
    arrive(live, "a1")
    note(live, record.call, "a1", At("s-talk", 0))
    assert "K001: Conversation, place 1" in page.hall.words


# nothing to show


def test_without_a_plan_the_page_says_what_to_do(qtbot, workspace, store, page):
    from cadplanner.core.model.edit import Change, Edit

    plan = store.plan("day")
    workspace.do(Edit("Clear", tuple(Change(visit, None) for visit in plan.visits)))
    assert page._empty.isVisible()
    with qtbot.waitSignal(page.wants_page) as asked:
        page._empty.asked.emit()
    assert asked.args == ["plan"]


def test_everybody_here_is_on_the_people_list_when_no_count_is_pressed(page, live):
    arrive(live, "a1", "a2")
    page._overview.show_view("people")
    assert {row[2] for row in lines(page._overview._people)} == {"1", "2"}
    assert all(live.board.person[who].status in HERE for who in live.board.here)


def test_each_state_can_be_drawn(page, live):
    arrive(live, "a1", "a2")
    drawn = []
    for name, seen in page.poses():
        assert not seen.grab().isNull()
        drawn.append(name)
    assert drawn == ["people", "stations", "queue", "hall", "move", "repair"]
    assert page._overview.view == "tiles"


def test_there_is_nothing_to_draw_without_a_plan(page, workspace, store):
    from cadplanner.core.model.edit import Change, Edit

    workspace.do(Edit("Clear", tuple(Change(visit, None) for visit in store.plan("day").visits)))
    assert list(page.poses()) == []


def test_a_queue_that_is_read_is_written_down_each_person_once_in_a_while(page, live, time, workspace):
    arrive(live, "a1")
    workspace.undo_stack.clear()

    def looks():
        return [entry for entry in workspace.store.history(limit=1000) if entry.did is Did.LOOKED]

    page.open_station("s-talk")
    (first,) = looks()
    assert first.label == "Look at the queue of Conversation"
    assert first.counts == {"patient": len(page._station.rows)}
    for _ in range(3):
        page.close_station()
        page.open_station("s-talk")
    assert len(looks()) == 1
    time.goes_on(31)
    live.look_at_the_clock()
    assert len(looks()) == 2
    page.open_station("")
    assert len(looks()) == 2, "nobody is there whom nobody has looked at"
