"""The steps of the import, side by side: where she is, what is done, how much is left in each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.text import scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingRow


class Step(QAbstractButton):
    """A number in a circle (a tick once it is done), the name of the step, and how much is left."""

    def __init__(self, number: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._words = number, words
        self._count = ""
        self.done = False
        self.setCheckable(True)
        self.setEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, *, here: bool, done: bool, count: int) -> None:
        """Where it stands; a step that is done can be gone back to."""
        self.done, self._count = done, str(count) if count else ""
        show_pressed(self, on=here)
        self.setEnabled(done)
        state = "now" if here else "done" if done else "to come"
        self.setAccessibleName(f"Step {self._number}, {self._words}: {state}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        bold = scaled_font(bold=True)
        words = metrics.horizontalAdvance(self._words) * (1.12 if bold.bold() else 1)
        count = metrics.horizontalAdvance(self._count) + 2 * SPACE if self._count else 0
        return QSize(round(words) + count + metrics.height() + 4 * SPACE, metrics.height() + 2 * SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.fontMetrics().height() + 4
        circle = QRectF(2, (self.height() - side) / 2, side, side)
        here = self.isChecked()
        painter.setPen(QPen(colour(Role.ACCENT_TEXT if here or self.done else Role.PLANNED_EDGE), 1.5))
        painter.setBrush(colour(Role.ACCENT if here else Role.ACCENT_SOFT if self.done else Role.SURFACE))
        painter.drawEllipse(circle)
        self._paint_number(painter, circle)
        painter.setFont(scaled_font(bold=here))
        painter.setPen(colour(Role.TEXT if here else Role.ACCENT_TEXT if self.done else Role.TEXT_SOFT))
        left = side + SPACE + 2
        area = QRect(left, 0, self.width() - left, self.height())
        words = f"{self._words}  {self._count}".strip()
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words)
        if self.hasFocus():
            painter.setPen(QPen(colour(Role.ACCENT_TEXT), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_number(self, painter: QPainter, circle: QRectF) -> None:
        if self.done and not self.isChecked():
            middle, unit = circle.center(), circle.width() / 8
            points = [QPointF(-2 * unit, 0), QPointF(-0.6 * unit, 1.5 * unit), QPointF(2 * unit, -1.6 * unit)]
            painter.setPen(QPen(colour(Role.ACCENT_TEXT), 1.8))
            painter.drawPolyline(QPolygonF([middle + point for point in points]))
            return
        painter.setPen(colour(Role.ON_ACCENT if self.isChecked() else Role.TEXT_SOFT))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class Steps(QWidget):
    """All steps in a row that wraps."""

    chosen = Signal(int)

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Steps of the import")
        self._steps = [Step(number, name, self) for number, name in enumerate(names, start=1)]
        row = WrappingRow(self, gap=SPACE)
        for place, step in enumerate(self._steps):
            row.addWidget(step)
            step.toggled.connect(lambda _, place=place: self._on_toggled(place))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_place(self, place: int, counts: tuple[int, ...]) -> None:
        """Stands at one step; those before it are done."""
        for number, (step, count) in enumerate(zip(self._steps, counts, strict=True)):
            step.show_state(here=number == place, done=number < place, count=count)

    def _on_toggled(self, place: int) -> None:
        if self._steps[place].done:
            self.chosen.emit(place)
