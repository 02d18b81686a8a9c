"""Who is working: asked where people are named, and then each sees and does what the role allows."""

import pytest
from PySide6.QtCore import Qt

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.errors import NotAllowed
from cadplanner.store.store import Store
from cadplanner.ui.main_window import PAGES
from tests.builders import DAY, VENUE, patient
from tests.conftest import NOW
from tests.keys import KEY, new_file

CAROL = Operator("o1", "Carol Testwell", Role.COORDINATOR, kept_pin("2580", b"1" * 16))
DINA = Operator("o2", "Dina Sample", Role.DESK, kept_pin("1470", b"2" * 16))
VERA = Operator("o3", "Vera Madeup", Role.VIEWER, kept_pin("3690", b"3" * 16))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "service.cad"
    new_file(path)
    with Store.open(path, KEY) as store:
        store.apply(Edit("Team", tuple(Change(None, each) for each in (CAROL, DINA, VERA))), who="Ann", at=NOW)
        store.apply(Edit("Day", tuple(Change(None, each) for each in (VENUE, DAY, patient(1)))), who="Ann", at=NOW)
    return path


@pytest.fixture
def asked(window, path):
    assert window.open_with(path, KEY)
    return window


def sign_in(window, operator, pin):
    window._sign_in.who.choose(operator.id)
    window._sign_in.pin.setText(pin)
    window._sign_in.go.click()


def pages_on_rail(window):
    return [key for key, button in window._rail._buttons.items() if not button.isHidden()]


def test_where_nobody_is_named_nobody_is_asked(window, tmp_path):
    new_file(tmp_path / "alone.cad")
    assert window.open_with(tmp_path / "alone.cad", KEY)
    assert window.workspace.who == "tester"
    assert pages_on_rail(window) == [line.key for line in PAGES]
    window.switch_person()
    assert window.workspace is not None


def test_before_the_pin_nothing_of_the_file_is_shown(asked):
    assert asked.workspace is None
    assert asked.page is asked._sign_in
    assert asked._rail.isHidden()
    assert [asked._sign_in.who.itemText(n) for n in range(3)] == [
        "Carol Testwell, coordinator",
        "Dina Sample, desk",
        "Vera Madeup, viewer",
    ]


def test_a_wrong_pin_is_said_beside_the_field(asked, qtbot):
    asked._sign_in.pin.setText("9999")
    qtbot.keyClick(asked._sign_in.pin, Qt.Key.Key_Return)
    assert "4 tries are left" in asked._sign_in.pin.accessibleDescription()
    assert asked.workspace is None
    sign_in(asked, CAROL, "2580")
    assert asked.workspace.who == "Carol Testwell"


def test_the_name_stands_on_every_record(asked):
    sign_in(asked, CAROL, "2580")
    assert pages_on_rail(asked) == [line.key for line in PAGES]
    assert "Carol Testwell" in asked.status.file.text()
    asked.workspace.do(Edit("Add", (Change(None, patient(2)),)))
    latest, before = asked.workspace.store.history(limit=2)
    assert (latest.who, before.did) == ("Carol Testwell", Did.SIGNED_IN)


def test_the_desk_sees_the_pages_of_the_day_alone(asked, qtbot):
    sign_in(asked, DINA, "1470")
    assert set(pages_on_rail(asked)) == {"print", "desk", "board", "outcomes", "after", "reports", "settings"}
    assert asked.page.title == "Desk"
    for key in ("waiting_list", "day", "history"):
        asked.show_page(key)
        assert asked.page.title == "Desk"
        assert "is not opened by “desk”" in asked.messages.text
    with qtbot.waitSignal(asked.workspace.refused) as refused:
        assert not asked.workspace.do(Edit("Take away", (Change(patient(1), None),)))
    assert isinstance(refused.args[0], NotAllowed)


def test_another_person_takes_over_without_closing_the_file(asked):
    sign_in(asked, CAROL, "2580")
    store = asked.workspace.store
    asked.workspace.do(Edit("Add", (Change(None, patient(2)),)))
    asked.switch_person()
    assert asked.workspace is None
    assert asked._rail.isHidden()
    assert asked._sign_in.who.choice() == CAROL.id
    sign_in(asked, VERA, "3690")
    assert asked.workspace.store is store
    assert (asked.workspace.who, asked.workspace.role) == ("Vera Madeup", Role.VIEWER)
    assert set(pages_on_rail(asked)) == {"plan", "board", "settings"}
    assert asked.workspace.undo_words == ""


def test_the_file_may_be_closed_instead(asked, path):
    asked._sign_in.leave.click()
    assert asked._sign_in.store is None
    with Store.open(path, KEY) as store:
        assert len(store.operators()) == 3
    asked._sign_in.submit()
    assert asked.workspace is None


def test_the_window_goes_while_it_asks_and_lets_go_of_the_file(asked, path):
    asked.close()
    with Store.open(path, KEY):
        pass
