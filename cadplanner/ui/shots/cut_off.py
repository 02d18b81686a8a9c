"""What is cut off: words shortened or clipped, parts out of reach or on each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from cadplanner.ui.kit.rows import RowsModel
from cadplanner.ui.main_window.locking import LockNotice
from cadplanner.ui.main_window.tour_ring import Ring
from cadplanner.ui.shots.ink import Written, written

ELLIPSIS = "…"
A_HAIR = 2.5  # pixels: less than the edge of a letter
EXTENSIONS = {"qt_menubar_ext_button", "ScrollLeftButton", "ScrollRightButton"}
"""What Qt shows where a menu bar or a row of tabs is too long."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is cut off: the widget, and what is wrong with it."""

    where: str
    says: str


Known = dict[QWidget, tuple[object, tuple[str, ...]]]
"""How labels and buttons stood when they were last measured, and what was found then."""


def cut_off(window: QWidget, room: QSize, known: Known | None = None) -> tuple[Finding, ...]:
    """Everything in a window that somebody cannot read or reach as it stands, on a screen of that size.

    Whoever looks at one window again and again gives the same `known`: what stands as it stood is not drawn again.
    """
    found = []
    if not QRect(QPoint(), room).contains(QRect(QPoint(), window.size())):
        has, needs = _size_words(room), _size_words(window.size())
        found.append(Finding(type(window).__name__, f"larger than the screen: {needs} on {has}"))
    for widget in _seen(window):
        said = (
            *_lost({} if known is None else known, widget),
            *_squeezed(widget),
            *_out_of_place(widget),
            *_sideways(widget),
        )
        found += [Finding(_name_of(widget, window), says) for says in said]
    return tuple(dict.fromkeys(found))


def _seen(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        if widget.window() is window and widget.isVisibleTo(window) and not widget.size().isEmpty():
            yield widget


def _name_of(widget: QWidget, window: QWidget) -> str:
    """'BoardPage > Table “People”': the nearest part of ours, and the widget."""
    above = tuple(_with_parents(widget, window))
    named = next((each for each in above if each.accessibleName()), window)
    ours = next((each for each in above if type(each).__module__.startswith("cadplanner")), window)
    called = f" “{named.accessibleName()}”" if named.accessibleName() else ""
    return f"{type(ours).__name__} > {type(widget).__name__}{called}"


def _with_parents(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    each: QWidget | None = widget
    while each is not None and each is not window:
        yield each
        each = each.parentWidget()


def _lost(known: Known, widget: QWidget) -> tuple[str, ...]:
    if not isinstance(widget, QLabel | QAbstractButton):
        return tuple(_words_lost(widget))
    stands = (*_words_of(widget), widget.toolTip(), widget.size(), widget.font(), widget.isEnabled())
    if widget not in known or known[widget][0] != stands:
        known[widget] = stands, tuple(_words_lost(widget))
    return known[widget][1]


def _words_lost(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.heightForWidth(widget.width()) > widget.height() + 2:
        yield f"lines are missing: {widget.text()!r}"
    if _is_typed_in(widget):
        return
    for piece in written(widget):
        if ELLIPSIS in piece.text and not _meant(widget, piece):
            yield f"shortened: {piece.text!r}"
        elif _is_clipped(widget, piece):
            yield f"clipped: {piece.text!r}"


def _is_typed_in(widget: QWidget) -> bool:
    """A field whose text scrolls as one types; what stands in a date or a number must fit."""
    if not isinstance(widget, QLineEdit) or not widget.text():
        return False
    return not widget.isReadOnly() and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)


def _meant(widget: QWidget, piece: Written) -> bool:
    """Whether the dots belong to the words, or a table may shorten this cell."""
    if any(_is_beginning(piece.text, whole) for whole in (widget.toolTip(), widget.accessibleName())):
        return False
    if any(piece.text in words.replace("&", "") for words in _words_of(widget)):
        return True
    view = widget.parent()
    if not isinstance(view, QAbstractItemView) or widget is not view.viewport():
        return False
    index = view.indexAt(piece.letters.center().toPoint())
    whole, tip = str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    if piece.text in whole:
        return True
    model = index.model()
    if not isinstance(model, RowsModel):
        return False
    return bool(tip) and model.columns[index.column()].may_shorten


def _is_beginning(shown: str, whole: str) -> bool:
    """Whether somebody shortened the whole before it was shown."""
    begins, dots, rest = shown.partition(ELLIPSIS)
    return bool(dots) and not rest and len(whole) > len(shown) and whole.startswith(begins)


def _words_of(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    for name in ("text", "title", "placeholderText", "currentText"):
        found = getattr(widget, name, None)
        if callable(found):
            yield str(found())
    yield from (action.text() for action in widget.actions())
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))


def _is_clipped(widget: QWidget, piece: Written) -> bool:
    """Whether letters stand outside their room; at the edge of what scrolls they may."""
    letters, room = piece.letters, QRectF(piece.room)
    view = widget.parent()
    if isinstance(view, QHeaderView):  # it goes along with its table
        view = view.parent()
    if isinstance(view, QAbstractScrollArea):
        across, along = view.horizontalScrollBar(), view.verticalScrollBar()
        if across.maximum() > across.minimum():
            room = _wider(room, QRectF(widget.rect()), across=True)
        if along.maximum() > along.minimum():
            room = _wider(room, QRectF(widget.rect()), across=False)
    return not room.adjusted(-A_HAIR, -A_HAIR, A_HAIR, A_HAIR).contains(letters)


def _wider(room: QRectF, whole: QRectF, *, across: bool) -> QRectF:
    """The room without those of its edges that are the widget's own."""
    far = 1e6
    wider = QRectF(room)
    if across:
        if room.left() <= whole.left() + 1:
            wider.setLeft(-far)
        if room.right() >= whole.right() - 1:
            wider.setRight(far)
    else:
        if room.top() <= whole.top() + 1:
            wider.setTop(-far)
        if room.bottom() >= whole.bottom() - 1:
            wider.setBottom(far)
    return wider


def _squeezed(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractButton | QComboBox | QAbstractSpinBox | QLineEdit) and not _is_inside_a_field(
        widget
    ):
        tall = widget.hasHeightForWidth()
        least = widget.heightForWidth(widget.width()) if tall else widget.minimumSizeHint().height()
        if least > widget.height() + 2:
            yield f"squeezed: {widget.height()} pixels high, needs {least}"
    if isinstance(widget, QToolButton) and widget.objectName() in EXTENSIONS:
        yield "does not fit: Qt hides a part of it behind a button"


def _is_inside_a_field(widget: QWidget) -> bool:
    return isinstance(widget.parent(), QLineEdit | QComboBox | QAbstractSpinBox)


def _out_of_place(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is not None and not widget.isWindow() and not _scrolls(parent):
        beyond = not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
        if beyond and not _scrolls_with(widget):
            yield f"sticks out of {type(parent).__name__}: {_words_at(widget.geometry())} in {_words_at(parent.rect())}"
    children = [each for each in widget.children() if isinstance(each, QWidget) and _counts(each)]
    for one, other in combinations(children, 2):
        both = one.geometry().intersected(other.geometry())
        if both.width() > 2 and both.height() > 2:
            yield f"{_short(one)} lies on {_short(other)}"


def _counts(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and not widget.text() and widget.pixmap().isNull():
        return False
    marks = isinstance(widget, Ring | LockNotice)  # it goes round another part, or over it, on purpose
    return widget.isVisible() and not widget.isWindow() and not widget.size().isEmpty() and not marks


def _scrolls(parent: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _scrolls_with(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QAbstractScrollArea | QMenuBar)


def _sideways(widget: QWidget) -> Iterator[str]:
    if (
        isinstance(widget, QScrollArea | QTableView)
        and not getattr(widget, "sideways", False)
        and widget.horizontalScrollBar().isVisible()
    ):
        bar = widget.horizontalScrollBar()
        if bar.maximum() > bar.minimum():
            yield f"scrolls sideways by {bar.maximum()} pixels"


def _short(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()!r}"


def _size_words(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"


def _words_at(place: QRect) -> str:
    return f"{_size_words(place.size())} at {place.x()},{place.y()}"
