"""What a table shows: declared columns over rows in memory, or over a long list fetched in windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cadplanner.ui.kit.text import plain_tip
from cadplanner.ui.kit.theme import Role

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex
WINDOW = 100  # rows fetched at a time
WINDOWS_KEPT = 12
NEVER_SHORTENED = frozenset({"Name", "Patient", "Person", "Who", "Station", "Needs"})
"""Titles of columns whose words are never cut: who or where it is, and what somebody needs."""
TONE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. `text` gives a row's words; `tip` and `accessible` give fuller ones.

    `sort_by` is a function giving a row's sort key (rows in memory) or the name the source sorts by (long lists);
    None cannot be sorted. `width` is in characters; None shares what is left. A `spare` column is left out where the
    table is too narrow for all, and stands in the tip of the others; one that is spare by 2 goes last. One with a tip
    may be cut with dots where it shares, or `shortens`. One that `wraps` asks for its width alone: longer words go on
    to further lines. `tone` colours a cell as a label of that role (a fill such as Role.CAUTION), None for plain; the
    text must say the same in words.
    """

    title: str
    text: Callable[[R], str]
    sort_by: Callable[[R], Any] | str | None = None
    tip: Callable[[R], str] | None = None
    width: int | None = None
    accessible: Callable[[R], str] | None = None
    tone: Callable[[R], Role | None] | None = None
    spare: int = 0
    shortens: bool = False
    wraps: bool = False

    @property
    def may_shorten(self) -> bool:
        """Whether a cell may be cut with dots, where its tip says the whole; never a name or a need."""
        return (self.width is None or self.shortens) and self.tip is not None and self.title not in NEVER_SHORTENED


def own_id(row: Any) -> str:
    """The id of a row that has one."""
    return str(row.id)


class RowsModel(QAbstractTableModel, Generic[R]):
    """What both models share: columns, ticks by id, and what a cell says. `row_at` and `id_at` are theirs."""

    ticks_changed = Signal()

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None, *, can_tick: bool = False) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.can_tick = can_tick
        self._ticked: set[str] = set()

    def row_at(self, row: int) -> R | None:
        """The row on that line; None where it has gone meanwhile."""
        raise NotImplementedError

    def id_at(self, row: int) -> str:
        """The id of the row on that line."""
        return self.ids()[row]

    def ids(self) -> Sequence[str]:
        """The ids of all rows in the order shown."""
        raise NotImplementedError

    def line_of(self, row_id: str) -> int:
        """Where the row with that id is shown; -1 where it is not."""
        try:
            return list(self.ids()).index(row_id)
        except ValueError:
            return -1

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids ticked, in the order shown; ticked rows that are not shown now come last."""
        shown = [row_id for row_id in self.ids() if row_id in self._ticked]
        return (*shown, *sorted(self._ticked.difference(shown)))

    def tick(self, ids: Iterable[str], *, on: bool) -> None:
        """Ticks or unticks these rows, shown or not."""
        before = len(self._ticked)
        self._ticked = self._ticked | set(ids) if on else self._ticked - set(ids)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))
        if len(self._ticked) != before:
            self.ticks_changed.emit()

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids())

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.can_tick and index.column() == 0 else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick_at(index)
        answer = _ANSWERS.get(role)
        row = self.row_at(index.row()) if answer is not None else None
        return None if answer is None or row is None else answer(self.columns[index.column()], row)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick((self.id_at(index.row()),), on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _tick_at(self, index: Index) -> Qt.CheckState | None:
        if not self.can_tick or index.column() != 0:
            return None
        return Qt.CheckState.Checked if self.id_at(index.row()) in self._ticked else Qt.CheckState.Unchecked


class TableModel(RowsModel[R]):
    """Rows in memory, up to a few thousand; sorted by Python."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        parent: QObject | None = None,
        *,
        can_tick: bool = False,
        row_id: Callable[[R], str] = own_id,
    ) -> None:
        super().__init__(columns, parent, can_tick=can_tick)
        self._row_id = row_id
        self._rows: list[R] = []
        self._ids: list[str] = []
        self._order: tuple[int, bool] | None = None

    @property
    def rows(self) -> tuple[R, ...]:
        """All rows in the order shown."""
        return tuple(self._rows)

    def set_rows(self, rows: Iterable[R]) -> None:
        """Shows these rows, in the order last asked for, else as given."""
        self.beginResetModel()
        self._rows = list(rows)
        self._put_in_order()
        self._ticked.intersection_update(self._ids)
        self.endResetModel()

    def row_at(self, row: int) -> R | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def ids(self) -> Sequence[str]:
        return self._ids

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not callable(self.columns[column].sort_by):
            return
        self._order = (column, order is Qt.SortOrder.DescendingOrder)
        self.beginResetModel()
        self._put_in_order()
        self.endResetModel()

    def _put_in_order(self) -> None:
        if self._order is not None:
            key = self.columns[self._order[0]].sort_by
            assert callable(key)
            self._rows.sort(key=key, reverse=self._order[1])
        self._ids = [self._row_id(row) for row in self._rows]


class RowSource(Protocol[R_co]):
    """Where a long list comes from: all ids in order at once, the rows themselves when they are looked at."""

    def ids(self, sort_by: str, *, descending: bool) -> Sequence[str]:
        """The ids of the whole list in order; `sort_by` is a column's name, '' before any was chosen."""

    def rows(self, ids: Sequence[str]) -> Sequence[R_co]:
        """The rows with these ids, in their order, one for each."""


class WindowedTableModel(RowsModel[R]):
    """A long list from the store: holds the ids, fetches rows a hundred at a time as they are scrolled to."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        source: RowSource[R],
        parent: QObject | None = None,
        *,
        can_tick: bool = False,
    ) -> None:
        super().__init__(columns, parent, can_tick=can_tick)
        self._source = source
        self._sort_by, self._descending = "", False
        self._ids: tuple[str, ...] = ()
        self._lines: dict[str, int] = {}
        self._windows: dict[int, Sequence[R]] = {}

    def reload(self) -> None:
        """Asks the source again; ticks stay, also of rows that the source leaves out now."""
        self.beginResetModel()
        self._ids = tuple(self._source.ids(self._sort_by, descending=self._descending))
        self._lines = {row_id: line for line, row_id in enumerate(self._ids)}
        self._windows = {}
        self.endResetModel()

    def row_at(self, row: int) -> R | None:
        number, offset = divmod(row, WINDOW)
        window = self._windows.get(number)
        if window is None:
            window = self._source.rows(self._ids[number * WINDOW : (number + 1) * WINDOW])
            while len(self._windows) >= WINDOWS_KEPT:
                del self._windows[next(iter(self._windows))]
            self._windows[number] = window
        return window[offset] if offset < len(window) else None

    def ids(self) -> Sequence[str]:
        return self._ids

    def line_of(self, row_id: str) -> int:
        return self._lines.get(row_id, -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not isinstance(name := self.columns[column].sort_by, str):
            return
        self._sort_by, self._descending = name, order is Qt.SortOrder.DescendingOrder
        self.reload()


def _tip(column: Column[Any], row: Any) -> str | None:
    text = column.tip(row) if column.tip is not None else ""
    return plain_tip(text) if text else None


def _spoken(column: Column[Any], row: Any) -> str:
    return column.accessible(row) if column.accessible is not None else f"{column.title}: {column.text(row)}"


def _tone(column: Column[Any], row: Any) -> Role | None:
    return column.tone(row) if column.tone is not None else None


_ANSWERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): lambda column, row: column.text(row),
    int(Qt.ItemDataRole.ToolTipRole): _tip,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    TONE_ROLE: _tone,
}
