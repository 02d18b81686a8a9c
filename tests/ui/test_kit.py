"""The parts: plain words, messages, fields, icons, the look."""

import gc
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from cadplanner.errors import CannotRead
from cadplanner.paths import resources
from cadplanner.ui.kit import dressing, theme
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.form import ChoiceField, DateField, Form, MinutesField, NumberField, TimeField
from cadplanner.ui.kit.icons import icon, put_icon, retint
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.text import PlainLabel, plain_action, plain_tip, title
from cadplanner.ui.kit.theme import COLOURS, Role, Theme, colour, is_dark


@pytest.fixture
def dark(qapp):
    apply_theme(qapp, Theme.DARK)
    yield qapp
    apply_theme(qapp, Theme.LIGHT)


def contrast(one, other):
    """WCAG 2.2 contrast ratio."""

    def light(colour_name):
        parts = [QColor(colour_name).redF(), QColor(colour_name).greenF(), QColor(colour_name).blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT_ON = [
    *((Role.TEXT, ground) for ground in (Role.GROUND, Role.SURFACE, Role.SURFACE_ALT, Role.RAIL, Role.ACCENT_SOFT)),
    *((Role.TEXT_SOFT, ground) for ground in (Role.GROUND, Role.SURFACE, Role.SURFACE_ALT, Role.RAIL)),
    *((Role.ACCENT_TEXT, ground) for ground in (Role.GROUND, Role.SURFACE, Role.RAIL)),
    *((Role.ON_ACCENT, ground) for ground in (Role.ACCENT, Role.ACCENT_HOVER)),
    (Role.GOOD_TEXT, Role.GOOD),
    (Role.NOTE_TEXT, Role.NOTE),
    (Role.CAUTION_TEXT, Role.CAUTION),
    (Role.BAD_TEXT, Role.BAD),
    (Role.BAD_TEXT, Role.GROUND),
]
STATUSES = (Role.PLANNED, Role.ARRIVED, Role.IN_PROGRESS, Role.DONE, Role.LATE, Role.DID_NOT_ATTEND)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_every_text_can_be_read(side):
    weak = [
        (ink.value, ground.value, round(contrast(COLOURS[ink][side], COLOURS[ground][side]), 2))
        for ink, ground in TEXT_ON
        if contrast(COLOURS[ink][side], COLOURS[ground][side]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_read_at_a_glance(status, side):
    assert contrast(COLOURS[Role.TEXT][side], COLOURS[status][side]) >= 7


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_fields_and_marks_stand_out_from_their_ground(side):
    assert contrast(COLOURS[Role.FIELD_EDGE][side], COLOURS[Role.SURFACE][side]) >= 3
    for status in STATUSES:
        assert contrast(COLOURS[Role(f"{status.value}_edge")][side], COLOURS[status][side]) >= 3


def test_light_and_dark_are_two_looks(dark):
    assert is_dark(dark.palette())
    assert colour(Role.GROUND).name().upper() == COLOURS[Role.GROUND][1]
    apply_theme(dark, Theme.LIGHT)
    assert not is_dark(dark.palette())


def test_text_can_be_larger_and_labels_follow(qapp, qtbot):
    label = title("Waiting list")
    qtbot.addWidget(label)
    usual = label.font().pointSizeF()
    apply_theme(qapp, Theme.LIGHT, text_size=150)
    assert label.font().pointSizeF() == pytest.approx(usual * 1.5, rel=0.02)
    apply_theme(qapp, Theme.LIGHT)
    assert label.font().pointSizeF() == pytest.approx(usual, rel=0.02)


def test_a_label_keeps_its_colour_when_it_moves_house(qtbot):
    label = PlainLabel("x", role=Role.TEXT_SOFT)
    label.set_role(Role.BAD_TEXT)
    form = Form()
    qtbot.addWidget(form)
    label.setParent(form)
    form.show()
    assert label.palette().windowText().color() == colour(Role.BAD_TEXT)


def test_a_name_that_is_html_is_shown_as_typed(qtbot):
    label = PlainLabel("<img src=x>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert plain_tip("<img src=x>") == "<span>&lt;img src=x&gt;</span>"
    assert plain_action("Brown & Co") == "Brown && Co"


def test_a_refusal_stays_and_says_what_to_do(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.refuse(CannotRead("“list.pdf” is a PDF.", "Export it as CSV."))
    assert bar.text == "“list.pdf” is a PDF. Export it as CSV."
    assert not bar._timer.isActive()
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.text == ""


def test_a_confirmation_goes_by_itself_and_offers_undo(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    undone = []
    bar.say("Imported 214 people.", action="Undo", on_action=lambda: undone.append(1))
    assert bar._timer.isActive()
    qtbot.mouseClick(bar._action, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert bar.text == ""


@pytest.mark.parametrize("severity", list(Severity))
def test_every_message_has_a_word_and_a_picture(qtbot, severity):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(severity, "Something happened.")
    assert bar._mark.text() == severity.word
    assert not bar._icon.pixmap().isNull()


@pytest.mark.parametrize(
    ("typed", "shown"), [("9", "09:00"), ("930", "09:30"), ("0930", "09:30"), ("9.30", "09:30"), ("13:05", "13:05")]
)
def test_a_time_is_quick_to_type(qtbot, typed, shown):
    field = TimeField(name="Opens")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.minute_changed):
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == shown


def test_a_time_that_is_none_is_left_as_typed(qtbot):
    field = TimeField(570)
    qtbot.addWidget(field)
    field.setText("25:00")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.minute() is None
    assert field.text() == "25:00"


def test_up_and_down_move_a_time_five_minutes(qtbot):
    field = TimeField(570)
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "09:35"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.minute() == 570


def test_a_form_puts_the_error_beside_the_field_and_goes_to_it(qtbot):
    form, name, minutes = Form(), QLineEdit("A name"), MinutesField(20)
    qtbot.addWidget(form)
    form.add("&Name", name, hint="As on the door.")
    form.add("Minutes", minutes)
    form.show()
    form.activateWindow()
    assert not form.show_errors([(minutes, "At least 5 minutes.")])
    assert minutes.accessibleDescription() == "Error: At least 5 minutes."
    assert name.text() == "A name"
    assert form.focusWidget() is minutes
    assert form.show_errors([])
    assert minutes.accessibleDescription() == ""
    assert name.accessibleName() == "Name"


def test_a_choice_is_known_by_its_id(qtbot):
    field = ChoiceField([("a", "Hall"), ("b", "Pool")], name="Venue")
    qtbot.addWidget(field)
    field.choose("b")
    field.set_choices([("c", "Gym"), ("b", "Pool")])
    assert field.choice() == "b"
    field.set_choices([])
    assert field.choice() == ""


def test_numbers_and_dates_are_not_changed_by_the_wheel(qtbot):
    number, day = NumberField(3), DateField(date(2027, 6, 12))
    qtbot.addWidget(number)
    qtbot.addWidget(day)
    assert number.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert day.day() == date(2027, 6, 12)
    assert day.text() == "Sat 12-Jun-2027"


def test_an_empty_page_offers_the_next_step(qtbot):
    page = EmptyPage("No day yet", "A day has a venue.", icon="calendar-plus", action="Set up a day")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.asked):
        qtbot.mouseClick(page.findChild(QPushButton), Qt.MouseButton.LeftButton)


def test_icons_follow_the_look(qtbot, qapp):
    page = EmptyPage("x", "y", icon="users", action="Go")
    qtbot.addWidget(page)
    button = page.findChild(QPushButton)
    put_icon(button, "printer", role=Role.TEXT)
    light = button.icon().pixmap(16).toImage()
    apply_theme(QApplication.instance(), Theme.DARK)
    retint(page)
    assert button.icon().pixmap(16).toImage() != light
    apply_theme(qapp, Theme.LIGHT)
    assert not icon("users").isNull()


def test_a_forgotten_widget_is_not_collected_while_the_look_changes(qapp, qtbot):
    """Qt walks through all widgets; labels run Python meanwhile, where the collector might take one away."""
    for _ in range(30):
        knot = [EmptyPage("x", "y", icon="users")]
        knot.append(knot)
    limits = gc.get_threshold()
    gc.set_threshold(1)
    try:
        apply_theme(qapp, Theme.DARK, text_size=150)
        apply_theme(qapp, Theme.LIGHT)
    finally:
        gc.set_threshold(*limits)


def test_high_contrast_leaves_the_system_palette_alone(qapp, qtbot, monkeypatch):
    ours = qapp.palette()
    for module in (theme, dressing):
        monkeypatch.setattr(module, "high_contrast", lambda: True)
    apply_theme(qapp, Theme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window) != ours.color(QPalette.ColorRole.Window)
    assert colour(Role.ACCENT) == qapp.palette().color(QPalette.ColorRole.Highlight)
    monkeypatch.undo()
    apply_theme(qapp, Theme.LIGHT)
    assert qapp.palette() == ours


def test_only_drawings_that_are_used_are_here():
    """Every drawing is named somewhere in the program; the licence stands beside them."""
    folder = resources() / "icons"
    program = Path(theme.__file__).parents[2]
    text = "\n".join(file.read_text(encoding="utf-8") for file in program.rglob("*.py"))
    names = {file.stem for file in folder.glob("*.svg")}
    unused = {name for name in names if f'"{name}"' not in text and f"{name}.svg" not in text}
    assert unused == set()
    assert (folder / "LICENSE.txt").is_file()


def test_a_number_stands_off_its_frame_in_every_look(qapp, qtbot):
    field = NumberField(20)
    qtbot.addWidget(field)
    field.show()
    for look in (Theme.LIGHT, Theme.DARK, Theme.LIGHT):
        apply_theme(qapp, look)
        assert field.lineEdit().x() >= 6
