"""Worth a look: what would not work about the day, in sentences, and how full each service would be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.loads import ServiceLoad, room_for, service_loads
from cadplanner.core.setup.problem import SetupProblem, counted
from cadplanner.ui.kit.icons import picture
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.text import SMALL, heading, hint, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour

WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
PICTURE = 16
BAR = 6  # pixels
WIDEST = 520  # pixels of a line


class WorthALook(Frame):
    """Lists problems and loads. `wanted` gives the problem to go to."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent, name="Worth a look", upright=True)
        self._shown: tuple[tuple[SetupProblem, ...], tuple[str, ...]] | None = None

    def show_plan(self, plan: Plan, problems: tuple[SetupProblem, ...]) -> None:
        """Shows what is worth a look in this plan."""
        loads = service_loads(plan)
        shown = (problems, tuple(load_words(load, plan) for load in loads))
        if shown == self._shown:
            return
        self._shown = shown
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(heading(_title(len(problems))))
        if not problems:
            column.addWidget(hint("Nothing stands in the way: this day can work."))
        for problem in problems:
            line = ProblemLine(problem.says, inside)
            line.clicked.connect(partial(self.wanted.emit, problem))
            column.addWidget(line)
        column.addSpacing(SPACE)
        column.addWidget(heading("How full"))
        column.addWidget(hint(_loads_hint(plan)))
        for load, words in zip(loads, shown[1], strict=True):
            column.addWidget(LoadLine(load, words, inside, bar=bool(plan.appointments)))
        column.addStretch(1)
        inside.setMaximumWidth(WIDEST)
        self.setWidget(inside)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The problems as they are shown."""
        return tuple(problem.says for problem in self._shown[0]) if self._shown else ()


def load_words(load: ServiceLoad, plan: Plan) -> str:
    """'2,640 of 3,960 minutes, 67%'; while nobody is invited 'enough for about 150 people'."""
    if load.needed or plan.appointments:
        over = ", too full" if load.needed > load.available else ""
        return f"{load.needed:,} of {load.available:,} minutes, {load.percent}%{over}"
    people = room_for(plan, load)
    return "no pathway leads here" if people is None else f"enough for about {counted(people, 'person', 'people')}"


def _title(number: int) -> str:
    return counted(number, "thing worth a look", "things worth a look") if number else "All in order"


def _loads_hint(plan: Plan) -> str:
    if plan.appointments:
        people = counted(len(plan.appointments), "invited person", "invited people")
        return f"Minutes needed by {people}, of those there are."
    return "Nobody is invited yet. By the shares of the pathways, with a fifth of the time left free:"


class ProblemLine(QPushButton):
    """One sentence to press: it leads to where the thing is put right."""

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._says = says
        self.setAccessibleName(says)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        area = QRect(0, 0, width - PICTURE - 3 * SPACE, 10_000)
        return QFontMetrics(self.font()).boundingRect(area, WORDS, self._says).height() + 2 * SPACE

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + 2 * SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(colour(Role.CAUTION_TEXT), 2) if lit else Qt.PenStyle.NoPen)
        painter.setBrush(colour(Role.CAUTION))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.drawPixmap(SPACE, SPACE, picture("triangle-alert", PICTURE, colour(Role.CAUTION_TEXT)))
        painter.setPen(colour(Role.CAUTION_TEXT))
        painter.drawText(self.rect().adjusted(PICTURE + 2 * SPACE, SPACE, -SPACE, 0), WORDS, self._says)


class LoadLine(QWidget):
    """A service, its words, and a thin bar that shows the same."""

    def __init__(self, load: ServiceLoad, words: str, parent: QWidget | None = None, *, bar: bool) -> None:
        super().__init__(parent)
        self._load, self._words = load, words
        self._bar = BAR + 3 if bar else 0
        self.setAccessibleName(f"{load.service.name}: {words}")
        self.setToolTip(f"Places give {load.places:,} minutes, staff {load.staff:,}.")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        small = QFontMetrics(scaled_font(SMALL)).height()
        return QSize(240, self.fontMetrics().height() + small + self._bar + SPACE // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self.fontMetrics().height()
        painter.setPen(colour(Role.TEXT))
        name = self.fontMetrics().elidedText(self._load.service.name, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRect(0, 0, self.width(), top), WORDS, name)
        over = self._load.needed > self._load.available
        if self._bar:
            self._paint_bar(painter, top, Role.BAD_TEXT if over else Role.ACCENT_TEXT)
        painter.setFont(scaled_font(SMALL))
        painter.setPen(colour(Role.BAD_TEXT if over else Role.TEXT_SOFT))
        painter.drawText(QRect(0, top + self._bar, self.width(), self.height()), WORDS, self._words)

    def _paint_bar(self, painter: QPainter, top: int, role: Role) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(Role.LINE))
        bar = QRect(0, top + 2, self.width(), BAR)
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        bar.setWidth(round(self.width() * min(100, self._load.percent) / 100))
        painter.setBrush(colour(role))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
