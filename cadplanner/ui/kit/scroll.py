"""A frame that scrolls what is too tall or too wide for a small window, instead of cutting it off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPainter
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QSizePolicy, QWidget

from cadplanner.ui.kit.spoken import speak_for
from cadplanner.ui.kit.strokes import ring

RING = 3  # pixels
LEAST_LINES = 8  # of text: in less nobody finds her way


class Frame(QScrollArea):
    """Has no border; `name` is what a screen reader calls it.

    One that is `upright` never scrolls sideways. One with nothing in it that keys go to `takes_keys` itself, so that
    it can be scrolled by them.
    """

    def __init__(
        self,
        inside: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        name: str,
        upright: bool = False,
        takes_keys: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        if inside is not None:
            self.setWidget(inside)
        if takes_keys:  # room for the line round it, so that what is inside stays where it is
            self.setViewportMargins(RING, RING, RING, RING)

    def minimumSizeHint(self) -> QSize:
        """As wide as what is in it, and a few lines tall; what is lower is seen whole."""
        inside = self.widget()
        if inside is None or inside.isHidden():
            return super().minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        some = LEAST_LINES * self.fontMetrics().height()
        return QSize(least_size(inside).width() + bar, min(some, least_height(inside, inside.width())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it needs another room: so does it."""
        taken = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return taken

    def event(self, event: QEvent) -> bool:
        """A line is round it while it has the keyboard."""
        taken = super().event(event)
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        elif event.type() is QEvent.Type.Paint and self.hasFocus():
            painter = QPainter(self)
            ring(painter, self.rect())
            painter.end()
        return taken


def room_of(part: QWidget) -> QSize:
    """How much of a part is seen at once: what it is scrolled in, else its own size."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Frame):
        above = above.parentWidget()
    return above.viewport().size() if above is not None else part.size()


def least_size(part: QWidget) -> QSize:
    """How narrow and how low a part can be, in pixels, by itself."""
    ignored, policy, hint = QSizePolicy.Policy.Ignored, part.sizePolicy(), part.minimumSizeHint()
    wide = 0 if policy.horizontalPolicy() is ignored else hint.width()
    tall = 0 if policy.verticalPolicy() is ignored else hint.height()
    return QSize(wide, tall).expandedTo(part.minimumSize())


def least_height(part: QWidget, width: int, *, whole: bool = False) -> int:
    """How low a part can be in that width, in pixels; the `whole` of what it could scroll where that is asked for."""
    if whole and isinstance(part, Frame):
        inside, bar = part.widget(), part.verticalScrollBar().sizeHint().width()
        return least_height(inside, width - bar) if inside is not None and not inside.isHidden() else 0
    layout = part.layout()
    if layout is not None and layout.hasHeightForWidth():
        own = layout.totalMinimumHeightForWidth(width)
    elif part.hasHeightForWidth():
        own = part.heightForWidth(width)
    else:
        own = least_size(part).height()
    return max(own, part.minimumHeight())


def bring_into_sight(part: QWidget, *, at_top: bool = False) -> None:
    """Scrolls what it stands on, and what that stands on, until it is seen; `at_top` where it is tall."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, Frame) and (inside := above.widget()) is not None:
            place = part.mapTo(inside, part.rect().topLeft()).y()
            bar, room = above.verticalScrollBar(), above.viewport().height()
            if not at_top:
                above.ensureWidgetVisible(part, 0, RING)
            elif not bar.value() <= place <= bar.value() + room - part.height():
                bar.setValue(place)
        above = above.parentWidget()


def scrolling(inside: QWidget, name: str) -> Frame:
    """The widget in a frame of that name."""
    return Frame(inside, name=name)


def _access(frame: QWidget) -> QAccessibleInterface:
    """Qt's own description of a scrolled frame ends the program where a reader asks for a bar that was just hidden."""
    return QAccessibleWidget(frame, QAccessible.Role.Pane)


speak_for(Frame, _access)
