"""The counts of the day as links: each leads to the list of those it counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import NEVER_HERE, Status
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.text import SUBHEAD, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.board.looks import LOOKS, RUNS_LATE, Look
from cadplanner.ui.pages.board.tiles import late_of

LATE_STATIONS = "late stations"
GROUPS: dict[str, frozenset[Status]] = {
    "expected": frozenset({Status.EXPECTED}),
    "late": frozenset({Status.LATE}),
    "missing": frozenset({Status.MISSING}),
    "waiting": frozenset({Status.WAITING}),
    "called": frozenset({Status.CALLED}),
    "with staff": frozenset({Status.IN_PROGRESS}),
    "free to drop in": frozenset({Status.DROPPING_IN}),
    "held or paused": frozenset({Status.HELD, Status.PAUSED}),
    "ready to leave": frozenset({Status.READY_TO_LEAVE}),
    "gone": frozenset({Status.LEFT, Status.SENT_TO_AE}),
    "did not come": NEVER_HERE,
}
"""What is counted together, in the order of the day; everybody is in one of them."""
_LOOKS_OF: dict[str, Look] = {
    **{status.value: look for status, look in LOOKS.items() if status.value in GROUPS},
    "held or paused": LOOKS[Status.HELD],
    "gone": LOOKS[Status.LEFT],
    "did not come": LOOKS[Status.DID_NOT_ATTEND],
}
BETWEEN = 5  # pixels
ALWAYS = ("expected", "late", "missing", "waiting", "with staff")


def counted(board: Board) -> Mapping[str, int]:
    """How many each link finds."""
    return {key: sum(len(board.by_status[status]) for status in group) for key, group in GROUPS.items()}


class CountLink(QAbstractButton):
    """A count that can be pressed: a mark, how many, and of what, in the fill of that status."""

    def __init__(self, words: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._look, self._count = words, look, -1
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Shows how many."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{count} {self._words}: show them")
            self.setToolTip(f"Show the {count} {self._words}" if count else f"Nobody is {self._words}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        big, small = (QFontMetrics(font) for font in _fonts())
        texts = ((small, self._look.mark), (big, str(self._count)), (small, self._words))
        wide = sum(metrics.horizontalAdvance(text) for metrics, text in texts)
        return QSize(wide + 2 * BETWEEN + 2 * SPACE + 2, big.height() + SPACE // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        big, small = _fonts()
        edge = Role.ACCENT_TEXT if self.isChecked() or self.hasFocus() else self._look.edge
        painter.setPen(QPen(colour(edge), 3 if self.isChecked() or self.hasFocus() else 1))
        painter.setBrush(colour(self._look.fill if self._count else Role.SURFACE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        ink = Role.TEXT if self._count else Role.TEXT_SOFT
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        x = SPACE
        for text, font, role in (
            (self._look.mark, small, self._look.edge),
            (str(self._count), big, ink),
            (self._words, small, ink),
        ):
            painter.setFont(font)
            painter.setPen(colour(role))
            wide = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRect(x, 0, wide + 2, self.height()), middle, text)
            x += wide + BETWEEN


def _fonts() -> tuple[QFont, QFont]:
    return scaled_font(SUBHEAD, bold=True), scaled_font()


class CountLinks(WrappingLine):
    """All counts in a row that wraps; one at most is down, the one whose list is shown."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=SPACE // 2)
        self.links = {key: CountLink(key, _LOOKS_OF[key], self) for key in GROUPS}
        self.links[LATE_STATIONS] = CountLink("stations late", RUNS_LATE, self)
        for key, link in self.links.items():
            self.row.addWidget(link)
            link.toggled.connect(partial(self._on_toggled, key))
        self.setAccessibleName("How many, and the lists behind them")

    def show_board(self, board: Board) -> None:
        """Counts anew; what nobody is, is left out, save what is always looked for."""
        counts = {**counted(board), LATE_STATIONS: sum(bool(late_of(board, s.id)) for s in board.plan.stations)}
        for key, link in self.links.items():
            link.set_count(counts[key])
            link.setVisible(bool(counts[key]) or key in ALWAYS or link.isChecked())

    def show_chosen(self, key: str) -> None:
        """Presses that link, '' none; emits nothing."""
        for each, link in self.links.items():
            show_pressed(link, on=each == key)

    def _on_toggled(self, key: str, on: bool) -> None:  # noqa: FBT001 - what `toggled` sends
        self.show_chosen(key if on else "")
        self.chosen.emit(key if on else "")
