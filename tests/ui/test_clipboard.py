"""The clipboard: what is copied here is kept out of its history, and does not stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cadplanner.ui.kit.clipboard import SECRET, STAYS, Clipboard

CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "Zibberquoth"


@pytest.fixture
def field(qtbot):
    made = QLineEdit(NAME)
    qtbot.addWidget(made)
    made.show()
    yield made
    QGuiApplication.clipboard().clear()


def copies_from(field):
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CONTROL)


def on_it():
    return QGuiApplication.clipboard().text()


def test_what_is_copied_is_kept_out_of_the_history_and_goes_after_a_minute(qtbot, field):
    """T63: the content says that histories are to leave it alone, and it is gone after its time."""
    copies_from(field)
    assert not QGuiApplication.clipboard().mimeData().hasFormat(next(iter(SECRET))), "the control: Qt alone does not"
    Clipboard(field, stays=50, is_ours=lambda: True)
    copies_from(field)
    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == NAME
    assert all(content.hasFormat(name) for name in SECRET)
    qtbot.waitUntil(lambda: on_it() == "")
    assert STAYS == 60_000


def test_locking_empties_it_and_leaves_what_another_program_copied(qtbot, field):
    """T63: ours goes at once; what somebody copied elsewhere since stays."""
    here = [True]  # off screen nobody owns a clipboard
    watch = Clipboard(field, is_ours=lambda: here[0])
    copies_from(field)
    watch.clear()
    assert on_it() == ""
    copies_from(field)
    here[0] = False
    QGuiApplication.clipboard().setText("of another program")
    watch.clear()
    assert on_it() == "of another program"


def test_an_empty_clipboard_is_left_alone(field):
    watch = Clipboard(field, is_ours=lambda: True)
    copies_from(field)
    QGuiApplication.clipboard().clear()
    watch.clear()
    assert on_it() == ""
