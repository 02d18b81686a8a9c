"""The one table: keyboard, ticks, sorting, sensible widths, words where it is empty, names for screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cadplanner.ui.kit.rows import TONE_ROLE, Column, Index, RowsModel, RowSource, TableModel, WindowedTableModel
from cadplanner.ui.kit.theme import SPACE, Role, colour

__all__ = ["Column", "RowSource", "RowsModel", "Table", "TableModel", "WindowedTableModel"]

TIGHTEST = 0.92  # of the widths wanted: columns squeeze so far, beyond that the table scrolls sideways
LEAST_WIDTH = 10  # characters of a column that shares what is left


class Table(QTableView):
    """Shows a RowsModel. `name` is what a screen reader calls it; `empty` the words while it has no rows.

    Whole rows are selected and known by id, so that a reload keeps them. Enter or a double click opens a row,
    Space ticks the selected ones.
    """

    row_opened = Signal(str)
    selection_changed = Signal()

    def __init__(
        self, model: RowsModel[Any], parent: QWidget | None = None, *, name: str, empty: str = "Nothing here yet."
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._empty = empty
        self._kept: tuple[str, ...] = ()
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
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setAccessibleName(f"{self.accessibleName()}: columns")
        self.setSortingEnabled(any(column.sort_by is not None for column in self._rows.columns))
        self._fit()

    def _wire(self) -> None:
        self.doubleClicked.connect(self._on_opened)
        self._rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._rows.modelReset.connect(self._on_reset)
        self.selectionModel().selectionChanged.connect(self.selection_changed)

    def _fit(self) -> None:
        """Gives declared columns their width and shares the rest."""
        character = self.fontMetrics().averageCharWidth()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + SPACE + 2)
        widths = [column.width for column in self._rows.columns]
        wanted = [2 * SPACE + character * (LEAST_WIDTH if width is None else width) for width in widths]
        shares = [width is None for width in widths]
        for number, pixels in enumerate(_fitted(wanted, shares, self.viewport().width())):
            self.setColumnWidth(number, pixels)
        self.horizontalHeader().setStretchLastSection(not any(shares))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
            area = self.viewport().rect().adjusted(3 * SPACE, 2 * SPACE, -3 * SPACE, -2 * SPACE)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty)

    def _on_opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._rows.id_at(index.row()))

    def _on_about_to_reset(self) -> None:
        self._kept = self.selected_ids

    def _on_reset(self) -> None:
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
        area: QRect = option.rect.adjusted(SPACE // 2, 3, -SPACE // 2, -3)
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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + SPACE, size.height())


def _fitted(wanted: Sequence[int], shares: Sequence[bool], room: int) -> list[int]:
    """The widths wanted, squeezed where room is short, with what is left for those that share."""
    spare = room - sum(wanted)
    if spare < 0:
        squeeze = room / sum(wanted)
        return [int(pixels * squeeze) for pixels in wanted] if squeeze >= TIGHTEST else list(wanted)
    return [pixels + spare // sum(shares) if share else pixels for pixels, share in zip(wanted, shares, strict=True)]
