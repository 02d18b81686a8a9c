"""Charts on the screen: every value is drawn, said, walked to by keyboard, and in the table."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.charts import Band, Bars, Lane, Lanes, Lines, Part, Point, Points, Series, Split, Tone
from cadplanner.ui.kit import theme
from cadplanner.ui.kit.charts import ChartView
from cadplanner.ui.kit.charts.drawing import metrics
from cadplanner.ui.kit.charts.looks import fill, mark
from cadplanner.ui.kit.charts.plot import HOW, NOTHING
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme

HOURS = ("09:00", "10:00", "11:00")
LOAD = Lanes(
    "Load by station",
    "The talk is too full at 10:00.",
    HOURS,
    (
        Lane("Conversation", (3, 8, 2), (8, 8, 8)),
        Lane("Talk on back pain", (4, 9, 0), (8, 8, 8)),
        Lane("Hub", (0, 5, 1)),
    ),
)
ARRIVALS = Bars(
    "Arrivals",
    "Most were on time.",
    HOURS,
    (Series("on time", (5, 6, 7), Tone.GOOD), Series("late", (1, 0, 2), Tone.LATE)),
    limit=Series("most", (8, 8, 6)),
)
HALL = Lines("People in the hall", "12 at most.", HOURS, (Series("planned", (4, 10, 2)), Series("came", (3, 12, 2))))
OUTCOMES = Split(
    "Outcomes",
    "Half were discharged.",
    (Part("Discharged", 6, Tone.GOOD), Part("PIFU", 0, Tone.CALM), Part("Follow-up", 6, Tone.BUSY)),
)
EACH = Points(
    "Each arrival",
    "One came late.",
    (Point(540, -4, "Invited for 09:00: 4 minutes before", ("09:00", "-4"), Tone.GOOD),
     Point(600, 22, "Invited for 10:00: 22 minutes after", ("10:00", "22"), Tone.LATE)),
    (Band("early", None, -30), Band("on time", -30, 10, Tone.GOOD), Band("late", 10, None, Tone.LATE)),
    ((540, "09:00"), (600, "10:00")),
    ("Invited for", "Minutes"),
)  # fmt: skip
CHARTS = (LOAD, ARRIVALS, HALL, OUTCOMES, EACH)


@pytest.fixture
def show(qtbot):
    holders = []

    def made(chart, width=700):
        view = ChartView(chart)
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        column = QVBoxLayout(holder)
        column.addWidget(view)
        column.addStretch(1)
        holder.resize(width, 700)
        holder.show()
        qtbot.waitExposed(holder)
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)
        qtbot.waitUntil(lambda: view.plot.height() == view.plot.sizeHint().height())
        return view

    return made


def said(view):
    return view.value.text().strip()


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_screen_reader_hears_what_it_shows_and_each_value(show, chart):
    view = show(chart)
    assert view.plot.accessibleName() == chart.title
    assert view.plot.accessibleDescription() == f"{chart.says} {HOW}"
    spoken = QAccessible.queryAccessibleInterface(view.plot)
    every = [words for line in chart.words for words in line]
    assert spoken.childCount() == len(every)
    items = [spoken.child(n) for n in range(len(every))]
    assert [item.text(QAccessible.Text.Name) for item in items] == every
    assert [spoken.indexOfChild(item) for item in items] == list(range(len(every)))
    for item in items:
        assert item.isValid()
        assert item.role() == QAccessible.Role.ListItem
        assert not item.rect().isEmpty()
        assert item.parent() is not None
    assert spoken.child(len(every)) is None


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_the_keyboard_goes_to_every_value_and_each_is_said(show, qtbot, chart):
    view = show(chart)
    view.plot.setFocus()
    heard = []
    for line in range(len(chart.words)):
        if line:
            qtbot.keyClick(view.plot, Qt.Key.Key_Down)
            qtbot.keyClick(view.plot, Qt.Key.Key_Home)
        heard.append(said(view))
        for _ in chart.words[line][1:]:
            qtbot.keyClick(view.plot, Qt.Key.Key_Right)
            heard.append(said(view))
        qtbot.keyClick(view.plot, Qt.Key.Key_Right)  # there is nothing further
        assert said(view) == chart.words[line][-1]
    assert heard == [words for line in chart.words for words in line]
    qtbot.keyClick(view.plot, Qt.Key.Key_Home)
    qtbot.keyClick(view.plot, Qt.Key.Key_End)
    assert said(view) == chart.words[-1][-1]
    spoken = QAccessible.queryAccessibleInterface(view.plot)
    assert spoken.focusChild().text(QAccessible.Text.Name) == chart.words[-1][-1]
    assert spoken.focusChild().state().focused
    view.plot.clearFocus()
    assert said(view) == ""


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_the_mouse_reads_the_value_it_points_at(show, qtbot, chart):
    view = show(chart)
    spoken = QAccessible.queryAccessibleInterface(view.plot)
    for line, told in enumerate(chart.words):
        for n, words in enumerate(told):
            middle = view.plot.spot(line, n).center()
            qtbot.mouseMove(view.plot, middle)
            assert said(view) == words
            at = view.plot.mapToGlobal(middle)
            assert spoken.childAt(at.x(), at.y()).text(QAccessible.Text.Name) == words
    qtbot.mouseClick(view.plot, Qt.MouseButton.LeftButton, pos=view.plot.spot(0, 1).center())
    assert view.plot.current == (0, 1)
    corner = view.plot.mapToGlobal(QPoint(-5, -5))
    assert spoken.childAt(corner.x(), corner.y()) is None


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_the_table_has_the_same_values(show, chart):
    view = show(chart)
    view.as_table.click()
    model = view.table.model()
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    cells = [[model.index(row, n).data() for n in range(model.columnCount())] for row in range(model.rowCount())]
    assert (tuple(headings), [tuple(row) for row in cells]) == (chart.grid.headings, list(chart.grid.rows))
    assert view.table.accessibleName() == chart.title
    assert view.plot.isHidden()
    view.show_chart(ARRIVALS)
    assert view.table.model().rowCount() == 3
    view.as_table.click()
    assert view.plot.isVisible()
    assert view.table is None


@pytest.mark.parametrize("size", [100, 175])
@pytest.mark.parametrize("width", [380, 1100])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_values_stay_in_the_picture_and_names_are_whole(show, qapp, chart, width, size):
    try:
        apply_theme(qapp, Theme.LIGHT, text_size=size)
        view = show(chart, width)
        assert view.plot.height() == view.plot.sizeHint().height()
        for place in view.plot.places:
            assert view.plot.rect().contains(view.plot.spot(*place)), place
        if chart is LOAD:
            names = view.plot.spot(0, 0).left()
            assert names > metrics().horizontalAdvance("Conversation")
    finally:
        apply_theme(qapp, Theme.LIGHT)


def test_what_is_not_there_yet_is_said(show, qtbot):
    view = show(Bars("Arrivals", "Nobody has a time yet.", HOURS, (Series("People", (0, 0, 0)),)))
    assert not view.as_table.isEnabled()
    assert view.plot.accessibleDescription() == f"Nobody has a time yet. {NOTHING}"
    view.plot.setFocus()
    qtbot.keyClick(view.plot, Qt.Key.Key_Right)
    assert said(view) == ""
    assert view.plot.places == ()


def test_the_keyboard_stays_where_there_still_is_a_value(show):
    view = show(ARRIVALS)
    view.plot.setFocus()
    view.plot.go_to(0, 2)
    view.show_chart(HALL)
    assert view.plot.current == (0, 2)
    gone = QAccessible.queryAccessibleInterface(view.plot).child(2)
    view.show_chart(Bars("Less", "", ("09:00",), (Series("People", (3,)),)))
    assert view.plot.current is None
    assert not gone.isValid()
    assert gone.text(QAccessible.Text.Name) == ""


def test_no_two_tones_look_alike_without_colour(qapp, monkeypatch):
    """On a screen of high contrast there is one colour: fills differ by pattern, points by mark, lines by dashes."""
    monkeypatch.setattr(theme, "high_contrast", lambda: True)
    drawn = set()
    for tone in Tone:
        image = QImage(64, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        fill(painter, QRectF(0, 0, 40, 39), tone)
        mark(painter, QPointF(52, 20), tone, 12)
        painter.end()
        filled, marked = image.copy(1, 1, 38, 36), image.copy(42, 0, 20, 40)
        drawn.add((bytes(filled.constBits()), bytes(marked.constBits())))
    assert len({fill for fill, _ in drawn}) == len({mark for _, mark in drawn}) == len(Tone)
