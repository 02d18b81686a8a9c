"""The one table: keyboard, ticks, sorting, sensible widths, words where it is empty, names for screen readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from cadplanner.ui.kit.fitting import Measured, fitted
from cadplanner.ui.kit.rows import TONE_ROLE, Column, Index, RowsModel, RowSource, TableModel, WindowedTableModel
from cadplanner.ui.kit.text import plain_tip
from cadplanner.ui.kit.theme import SPACE, Role, colour

__all__ = ["Column", "RowSource", "RowsModel", "Table", "TableModel", "WindowedTableModel"]

LEAST_ROWS = 3
LINE_GAP = SPACE + 2  # pixels of a row beside its lines of text


class Table(QTableView):
    """Shows a RowsModel. `name` is what a screen reader calls it; `empty` the words while it has no rows.

    Whole rows are selected and known by id, so that a reload keeps them. Enter or a double click opens a row,
    Space ticks the selected ones.
    """

    sideways = False
    """Whether it has as many columns as there are, and scrolls sideways to show them."""

    row_opened = Signal(str)
    selection_changed = Signal()

    def __init__(
        self, model: RowsModel[Any], parent: QWidget | None = None, *, name: str, empty: str = "Nothing here yet."
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._empty = empty
        self._kept: tuple[str, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._tall: set[int] = set()
        self.setAccessibleName(name)
        self._build()
        self._wire()

    def set_empty(self, text: str) -> None:
        """Other words for the empty table, such as 'Nobody matches the search'."""
        self._empty = text
        self.viewport().update()

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The ids of the selected rows, from top to bottom."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.id_at(line) for line in lines)

    @property
    def current_id(self) -> str:
        """The id of the row that has the keyboard; '' for none."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if index.isValid() else ""

    def select_ids(self, ids: Iterable[str]) -> None:
        """Selects these rows, goes to the first, and leaves the others."""
        lines = [line for line in (self._rows.line_of(row_id) for row_id in ids) if line >= 0]
        selection = QItemSelection()
        for line in lines:
            selection.select(self._rows.index(line, 0), self._rows.index(line, self._rows.columnCount() - 1))
        if lines:
            first = self._rows.index(min(lines), 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _build(self) -> None:
        self.setModel(self._rows)
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(SPACE)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setAccessibleName(f"{self.accessibleName()}: columns")
        self.setSortingEnabled(any(column.sort_by is not None for column in self._rows.columns))
        self._fit()

    def _wire(self) -> None:
        self.doubleClicked.connect(self._on_opened)
        self._rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._rows.modelReset.connect(self._on_reset)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._heighten)

    def _fit(self) -> None:
        """Gives each column the width that what stands in it needs, and shares the rest."""
        self.verticalHeader().setDefaultSectionSize(self._height(1))
        self._measured = Measured(self._rows, self.fontMetrics(), self.horizontalHeader().fontMetrics())
        self._share_room()

    def _share_room(self) -> None:
        if not self.isVisible():  # what stands in it may be of before until it is shown
            return
        self._widths = fitted(self._measured.needs(), self.viewport().width())
        for number, pixels in enumerate(self._widths):
            self.setColumnHidden(number, pixels == 0)
            self.setColumnWidth(number, pixels)
        self.horizontalHeader().setStretchLastSection(all(column.width is not None for column in self._rows.columns))
        for line in self._tall:
            if line < self._rows.rowCount():
                self.setRowHeight(line, self._height(1))
        self._tall.clear()
        self._heighten()

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().height() + LINE_GAP

    def _heighten(self) -> None:
        """Rows in sight whose words need another line get it."""
        if not self._widths:
            return
        bottom = self.viewport().height()
        line = max(0, self.rowAt(0))
        while line < self._rows.rowCount() and self.rowViewportPosition(line) < bottom:
            lines = self._measured.lines(line, self._widths)
            if lines > 1 and line not in self._tall:
                self._tall.add(line)
                self.setRowHeight(line, self._height(lines))
            line += 1

    def minimumSizeHint(self) -> QSize:
        """The heading and a few rows: in less nobody finds hers."""
        tall = self.horizontalHeader().sizeHint().height() + LEAST_ROWS * self._height(1) + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), tall)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measured.look()
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_room()
        elif event.size().height() > event.oldSize().height():
            self._heighten()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id:
            self.row_opened.emit(self.current_id)
        elif event.key() == Qt.Key.Key_Space and self._rows.can_tick and self.selected_ids:
            self._rows.tick(self.selected_ids, on=self.current_id not in self._rows.ticked)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(colour(Role.TEXT_SOFT))
            down = min(2 * SPACE, max(0, (self.viewport().height() - 2 * self.fontMetrics().height()) // 2))
            area = self.viewport().rect().adjusted(SPACE, down, -SPACE, 0)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty)

    def _on_opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._rows.id_at(index.row()))

    def _on_about_to_reset(self) -> None:
        self._kept = self.selected_ids

    def _on_reset(self) -> None:
        self._measured.look()
        self._tall.clear()
        self._share_room()
        kept, self._kept = self._kept, ()
        if kept:
            self.select_ids(kept)


class _Cells(QStyledItemDelegate):
    """Draws a toned cell as a label: a rounded fill under dark or light text, as the table of colours says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(TONE_ROLE)
        if tone is None or not index.data():
            super().paint(painter, option, index)
        else:
            self._paint_toned(painter, option, index, Role(tone))
        if index.column() == 0 and option.state & QStyle.StateFlag.State_Selected:
            area = option.rect
            painter.fillRect(area.left(), area.top(), 3, area.height(), colour(Role.ACCENT_TEXT))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """A selected row shows where the keyboard is; Fusion's box round one cell would look like a button."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            option.state &= ~QStyle.StateFlag.State_HasFocus

    def _paint_toned(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tone: Role) -> None:
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        self._label(painter, option, words, tone)

    def _label(self, painter: QPainter, option: QStyleOptionViewItem, words: str, tone: Role) -> None:
        area: QRect = option.rect.adjusted(SPACE // 2, 0, -SPACE // 2, 0)
        area.setHeight(option.fontMetrics.height() + LINE_GAP - 6)
        area.moveTop(option.rect.center().y() - area.height() // 2)
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width() - SPACE)
        area.setWidth(option.fontMetrics.horizontalAdvance(shown) + SPACE + 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tone))
        painter.drawRoundedRect(area, 4, 4)
        words_role = f"{tone.value}_text"
        painter.setPen(colour(Role(words_role) if words_role in set(Role) else Role.TEXT))
        painter.setFont(option.font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The tip of the cell, and what stands in the columns that there is no room for."""
        model = index.model()
        if event.type() is not QEvent.Type.ToolTip or not isinstance(view, QTableView):
            return super().helpEvent(event, view, option, index)
        row = model.row_at(index.row()) if isinstance(model, RowsModel) else None
        if not isinstance(model, RowsModel) or row is None:
            return super().helpEvent(event, view, option, index)
        left_out = [column for number, column in enumerate(model.columns) if view.isColumnHidden(number)]
        said = (f"{column.title}: {column.text(row)}" for column in left_out if column.text(row))
        words = "\n".join((str(index.data(Qt.ItemDataRole.ToolTipRole) or ""), *map(plain_tip, said))).strip()
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + SPACE, size.height())
