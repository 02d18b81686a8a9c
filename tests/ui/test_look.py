"""The look: controls have their edges in every one; a page that was open while it changed is as one made in it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import DateField, NumberField
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.main_window.page_stack import PageStack
from cadplanner.ui.shots.looks import high_contrast_black
from tests.conftest import NOW
from tests.ui import keyboard
from tests.ui.test_keyboard import lived_file, shown  # noqa: F401 - fixtures of another room

_P = QPalette.ColorRole
EDGE = 3  # to one: WCAG 2.2, 1.4.11
SLIGHT = 0.2  # points
DEEP = 4  # pixels from the outside in which an edge must be


def system(window, text, button, chosen, on_chosen, greyed):
    """A palette as a system gives it that asks for high contrast."""
    palette = QPalette()
    for kinds, hue in (
        ((_P.Window, _P.Base, _P.AlternateBase, _P.ToolTipBase, _P.Shadow), window),
        ((_P.WindowText, _P.Text, _P.ToolTipText, _P.PlaceholderText, _P.BrightText, _P.Light, _P.ButtonText), text),
        ((_P.Button,), button),
        ((_P.Highlight, _P.Accent, _P.Link, _P.LinkVisited), chosen),
        ((_P.HighlightedText,), on_chosen),
        ((_P.Mid, _P.Dark, _P.Midlight), greyed),
    ):
        for kind in kinds:
            palette.setColor(kind, QColor(hue))
    for kind in (_P.WindowText, _P.Text, _P.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, kind, QColor(greyed))
    return palette


SYSTEMS = {
    "black": high_contrast_black,
    "white": lambda: system("#FFFFFF", "#000000", "#FFFFFF", "#37006E", "#FFFFFF", "#600000"),
    "aquatic": lambda: system("#202020", "#FFFFFF", "#202020", "#8EE3F0", "#263B50", "#A6A6A6"),
    "desert": lambda: system("#FFFAEF", "#3D3D3D", "#FFFAEF", "#903909", "#FFF5E3", "#676767"),
}
LOOKS = ("light", "dark", *SYSTEMS)


@pytest.fixture(params=LOOKS)
def look(request, qapp):
    """One look after another."""
    if request.param in SYSTEMS:
        apply_theme(qapp, Theme.SYSTEM, system=SYSTEMS[request.param]())
    else:
        apply_theme(qapp, Theme(request.param))
    return request.param


def button(words, *, on=False):
    made = QPushButton(words)
    made.setCheckable(on)
    made.setChecked(on)
    return made


def marked(kind, *, on):
    made = kind("")
    made.setTristate(on is None) if isinstance(made, QCheckBox) else made.setAutoExclusive(False)
    made.setCheckState(Qt.CheckState.PartiallyChecked) if on is None else made.setChecked(on)
    return made


def bar():
    made = QScrollBar(Qt.Orientation.Vertical)
    made.setRange(0, 10)
    made.setPageStep(10)
    made.setFixedHeight(100)
    return made


CONTROLS = {
    "button": lambda: button("Go"),
    "button that is down": lambda: button("Go", on=True),
    "the next thing to do": lambda: primary_button("Go"),
    "line": lambda: QLineEdit("x"),
    "choice": QComboBox,
    "number": lambda: NumberField(20),
    "date": lambda: DateField(NOW.date()),
    "lines": lambda: QPlainTextEdit("x"),
    "tick": lambda: marked(QCheckBox, on=False),
    "tick that is on": lambda: marked(QCheckBox, on=True),
    "tick of some": lambda: marked(QCheckBox, on=None),
    "dot": lambda: marked(QRadioButton, on=False),
    "dot that is on": lambda: marked(QRadioButton, on=True),
}
IN_HIGH_CONTRAST = {"tool": QToolButton, "list": QListWidget}


@pytest.fixture
def page(qtbot):
    """Shows controls one below the other; none of them has the keyboard."""

    def show(*controls):
        made = QWidget()
        qtbot.addWidget(made)
        column = QVBoxLayout(made)
        for control in controls:
            control.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column.addWidget(control, alignment=Qt.AlignmentFlag.AlignLeft)
        made.show()
        return made

    return show


def stands_out(picture, points, ground):
    """Whether one of the points differs enough from what is around."""
    return any(keyboard.contrast(picture.pixelColor(at), ground) >= EDGE for at in points)


def sides(area):
    """From the middle of each side, inwards."""
    middle = area.center()
    for step in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        x = area.left() if step[0] > 0 else area.right() if step[0] else middle.x()
        y = area.top() if step[1] > 0 else area.bottom() if step[1] else middle.y()
        yield [QPoint(x + n * step[0], y + n * step[1]) for n in range(DEEP)]


def place_of(control):
    """What of it has the edge: of a tick and a dot the box alone."""
    area = control.geometry()
    if isinstance(control, (QCheckBox, QRadioButton)):
        side = control.style().pixelMetric(control.style().PixelMetric.PM_IndicatorWidth)
        return QRect(area.left(), area.center().y() - side // 2 + 1, side, side)
    return area


def test_every_control_has_an_edge_on_each_side(look, page):
    kinds = {**CONTROLS, **(IN_HIGH_CONTRAST if look in SYSTEMS else {})}
    made = {name: make() for name, make in kinds.items()}
    window = page(*made.values())
    picture = window.grab().toImage()
    ground = window.palette().color(_P.Window)
    none = [
        name
        for name, control in made.items()
        if not all(stands_out(picture, side, ground) for side in sides(place_of(control)))
    ]
    assert none == []


def test_a_scroll_bar_shows_where_one_is(look, page):
    scrolls = bar()
    window = page(scrolls)
    picture = window.grab(scrolls.geometry()).toImage()
    at, empty = QPoint(scrolls.width() // 2, 10), QPoint(scrolls.width() // 2, 90)
    assert keyboard.contrast(picture.pixelColor(at), picture.pixelColor(empty)) >= EDGE


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_what_is_on_looks_otherwise(look, page, kind):
    states = (False, True, None) if kind is QCheckBox else (False, True)
    made = [marked(kind, on=on) for on in states]
    window = page(*made)
    pictures = [window.grab(place_of(each)).toImage() for each in made]
    for other in pictures[1:]:
        assert keyboard.changed(pictures[0], other) >= 10
    assert pictures[-1] != pictures[1] or len(states) == 2


def test_what_cannot_be_used_looks_otherwise(look, page):
    for make in CONTROLS.values():
        usable, not_now = make(), make()
        not_now.setEnabled(False)
        window = page(usable, not_now)
        assert window.grab(usable.geometry()).toImage() != window.grab(not_now.geometry()).toImage()


@pytest.mark.parametrize("name", SYSTEMS)
def test_in_high_contrast_every_colour_is_the_systems_own(qapp, page, name):
    own = SYSTEMS[name]()
    apply_theme(qapp, Theme.SYSTEM, system=own)
    assert qapp.palette() == own
    listed, tabs, busy = QListWidget(), QTabBar(), QProgressBar()
    listed.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
    for words in ("one", "two"):
        listed.addItem(QListWidgetItem(words))
        tabs.addTab(words)
    listed.setCurrentRow(0)
    busy.setValue(40)
    usable = [make() for make in CONTROLS.values()]
    not_now = [make() for make in CONTROLS.values()]
    for each in not_now:
        each.setEnabled(False)
    picture = page(*usable, *not_now, listed, tabs, busy, bar()).grab().toImage()
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
    allowed = {own.color(group, kind).rgb() for group in groups for kind in _P if kind is not _P.NColorRoles}
    strange = {}
    for y in range(picture.height()):
        for x in range(picture.width()):
            hue = picture.pixel(x, y)
            if hue not in allowed and picture.pixel(max(0, x - 3), y) == hue == picture.pixel(x, max(0, y - 3)):
                strange[QColor(hue).name()] = (x, y)  # a surface, not where two colours meet
    assert strange == {}


def test_a_page_open_while_the_look_changes_is_as_one_made_in_it(shown, qapp):  # noqa: F811
    window = shown("waiting_list")
    # Settings says what there is beside the file; Reports stands off its frame once that had the keyboard
    keys = [line.key for line in PAGES if line.key not in {"settings", "reports"}]
    for key in keys:
        window.show_page(key)
    apply_theme(qapp, Theme.DARK)
    changed = {key: _picture(shown(key)) for key in keys}
    window.findChild(PageStack).leave()
    other = [key for key in keys if _picture(shown(key)) != changed[key]]
    assert other == []


def _picture(window):
    """The page without the keyboard, which is where it was left."""
    if QApplication.focusWidget() is not None:
        QApplication.focusWidget().clearFocus()
        QApplication.processEvents()
    return window.page.grab().toImage()


def test_a_number_in_its_field_keeps_off_the_edge(look, page):
    field = QSpinBox()
    window = page(field)
    assert window.findChild(QWidget, "qt_spinbox_lineedit").x() >= DEEP


def test_every_letter_of_every_page_grows(shown, qapp):  # noqa: F811
    window = shown("waiting_list")
    for line in PAGES:
        window.show_page(line.key)
    before = {each: each.font().pointSizeF() for each in qapp.allWidgets()}
    least = {each: each.minimumSizeHint().height() for each in window.findChildren(QComboBox)}
    apply_theme(qapp, Theme.LIGHT, text_size=150)
    small = [each for each, points in before.items() if abs(each.font().pointSizeF() - 1.5 * points) > SLIGHT]
    assert small == []
    assert [each for each, height in least.items() if each.minimumSizeHint().height() <= height] == []
