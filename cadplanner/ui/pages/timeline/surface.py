"""The face of the timeline: one scrolled surface that draws a scene, zooms, and tells what is where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.spoken import speak_for, tell_new_words
from cadplanner.ui.kit.text import SMALL, scaled_font
from cadplanner.ui.kit.theme import Role, colour
from cadplanner.ui.pages.timeline.blocks import BlockPainter, visible_blocks
from cadplanner.ui.pages.timeline.carry import Carry
from cadplanner.ui.pages.timeline.colours import tones
from cadplanner.ui.pages.timeline.ground import draw_ground
from cadplanner.ui.pages.timeline.headers import RowNames, Ruler
from cadplanner.ui.pages.timeline.over import draw_carry, draw_chosen, draw_ring, draw_route
from cadplanner.ui.pages.timeline.picture import Picture
from cadplanner.ui.pages.timeline.room import Room
from cadplanner.ui.pages.timeline.rows import Block, Scene
from cadplanner.ui.pages.timeline.scale import Scale
from cadplanner.ui.pages.timeline.words import block_sentence, tip

LEAST_LINES = 8  # of text
ROW_MARGIN, RULER_MARGIN = 9, 11  # pixels beside the height of the letters


class Surface(QAbstractScrollArea):
    """Shows a Scene; it can be looked at, scrolled and zoomed. What a hand may do is the Canvas's."""

    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._fitting, self._whole = True, False
        self.blocks: tuple[Block, ...] = ()
        """Everything drawn one by one, row by row in time order: what a screen reader goes through."""
        self._build()

    # what is shown

    def show_scene(self, scene: Scene, clashing: Iterable[str] = ()) -> None:
        """Draws another plan; the choice, the focus and the scale stay where they still mean something."""
        before = self._picture
        per_minute = before.scale.per_minute if before is not None else 1.0
        scale = Scale(scene.hours, per_minute, _letters() + ROW_MARGIN)
        self._picture = Picture(scene, scale, tones(scene.plan), frozenset(clashing))
        self._painter.forget()
        spoken, self.blocks = self.blocks, tuple(block for row in scene.rows for block in row.blocks)
        if before is not None:
            self._picture.selected = tuple(v for v in before.selected if v in scene.where)
            focus = before.current.visit_ids[0] if before.current else ""
            self._picture.current = scene.where[focus][1] if focus in scene.where else None
        self._picture.has_focus = self.hasFocus()
        self._lay_out()
        if before is not None:
            self._tell_what_changed(spoken, before.scene.plan)
        if before is not None and self._picture.selected != before.selected:
            self.selection_changed.emit()

    def _tell_what_changed(self, spoken: tuple[Block, ...], before: Plan) -> None:
        """A screen reader keeps what it was told of each visit until it is told that it is another."""
        assert self._picture is not None
        plan = self._picture.scene.plan
        for number, (was, block) in enumerate(zip(spoken, self.blocks, strict=False)):
            if was != block or any(before.visit[each] != plan.visit[each] for each in block.visit_ids):
                tell_new_words(self, number)

    @property
    def picture(self) -> Picture | None:
        """What is drawn now; None before the first scene."""
        return self._picture

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the visits chosen, in the order they were."""
        return self._picture.selected if self._picture else ()

    @property
    def room(self) -> Room | None:
        """Where the visit in the hand may go."""
        return self._picture.room if self._picture else None

    @property
    def carry(self) -> Carry | None:
        """The visit in the hand."""
        return self._picture.carry if self._picture else None

    @property
    def focused_block(self) -> Block | None:
        """The block that the keyboard is on."""
        return self._picture.current if self._picture else None

    def minimumSizeHint(self) -> QSize:
        """The hours and a few rows: in less nobody finds her way."""
        return QSize(super().minimumSizeHint().width(), (LEAST_LINES + 1) * self.fontMetrics().height())

    def global_rect(self, block: Block) -> QRect:
        """Where a block is on the screen."""
        if self._picture is None or block.visit_ids[0] not in self._picture.scene.where:
            return QRect()
        rect = self._picture.rect(*self._picture.scene.where[block.visit_ids[0]]).translated(-self._offset())
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    # what a screen reader is told

    def part_count(self) -> int:
        return len(self.blocks)

    def part_words(self, number: int) -> str:
        assert self._picture is not None
        block = self.blocks[number]
        clash = "" if self._picture.clashing.isdisjoint(block.visit_ids) else " Breaks a rule."
        return block_sentence(self._picture.scene.plan, block) + clash

    def part_rect(self, number: int) -> QRect:
        rect = self.global_rect(self.blocks[number])
        return QRect(self.mapFromGlobal(rect.topLeft()), rect.size())

    def part_now(self) -> int:
        return self.blocks.index(self.focused_block) if self.focused_block in self.blocks else -1

    def is_part_chosen(self, number: int) -> bool:
        return not set(self.blocks[number].visit_ids).isdisjoint(self.selected)

    # choosing

    def select(self, visit_ids: Iterable[str], *, reveal: bool = True) -> None:
        """Chooses these visits, puts the focus on the first, and brings it into view."""
        picture = self._picture
        if picture is None:
            return
        chosen = tuple(visit_id for visit_id in visit_ids if visit_id in picture.scene.where)
        changed = chosen != picture.selected
        picture.selected = chosen
        if chosen:
            picture.current = picture.scene.where[chosen[0]][1]
            if reveal:
                self.reveal(chosen[0])
        self.viewport().update()
        if changed:
            self.selection_changed.emit()

    def reveal(self, visit_id: str) -> None:
        """Scrolls so that the visit is in view."""
        if self._picture is not None and visit_id in self._picture.scene.where:
            self._reveal_rect(self._picture.rect(*self._picture.scene.where[visit_id]))

    # zoom

    def zoom(self, factor: float, at: int | None = None) -> None:
        """Wider or narrower hours, the minute at x (else the middle) staying where it is."""
        if self._picture is None:
            return
        x = self.viewport().width() // 2 if at is None else at
        bar = self.horizontalScrollBar()
        minute = (x + bar.value()) / self._picture.scale.per_minute
        self._fitting = False
        self._picture.scale = self._picture.scale.zoomed(factor)
        self._lay_out()
        bar.setValue(round(minute * self._picture.scale.per_minute) - x)

    def fit(self) -> None:
        """The whole day in the window, also when the window changes and the numbers of the cards no longer fit."""
        self._fitting = self._whole = True
        self._lay_out()

    # making and laying out

    def _build(self) -> None:
        self._painter = BlockPainter()
        self._ruler = Ruler(self)
        self._names = RowNames(self)
        self._corner = QWidget(self)
        self._corner.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Timeline of the day")
        self.setAccessibleDescription(
            "Arrow keys go from visit to visit, Enter picks one up, arrows move it, Enter drops it, Escape cancels. "
            "The list shows the same visits as a table."
        )
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self._dress()

    def _dress(self) -> None:
        palette = self._corner.palette()
        palette.setColor(self._corner.backgroundRole(), colour(Role.RAIL))
        self._corner.setPalette(palette)

    def _lay_out(self) -> None:
        picture = self._picture
        if picture is None:
            return
        names, hours = self._names.width_for(picture, self.width()), _letters() + RULER_MARGIN
        self.setViewportMargins(names, hours, 0, 0)
        room = self.viewport().size()
        if self._fitting:
            readable = (
                0 if self._whole else self._painter.narrowest / picture.usual_minutes * picture.scale.hours.minutes
            )
            picture.scale = picture.scale.fitted(max(room.width() - 1, round(readable)))
        self._set_bars(room)
        self._corner.setGeometry(0, 0, names, hours)
        self._ruler.setGeometry(names, 0, room.width(), hours)
        self._names.setGeometry(0, hours, names, room.height())
        self._refresh()

    def _set_bars(self, room: QSize) -> None:
        assert self._picture is not None
        for bar, size, page, step in (
            (self.horizontalScrollBar(), self._picture.scale.width, room.width(), 30),
            (self.verticalScrollBar(), self._picture.height, room.height(), self._picture.scale.row_height),
        ):
            bar.setRange(0, max(0, size - page))
            bar.setPageStep(page)
            bar.setSingleStep(step)

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _window(self) -> QRect:
        """What is in view, in pixels of the picture."""
        return QRect(self._offset(), self.viewport().size())

    def _refresh(self) -> None:
        self.viewport().update()
        self._refresh_edges()

    def _refresh_edges(self) -> None:
        if self._picture is not None:
            self._ruler.show_picture(self._picture, self._offset().x())
            self._names.show_picture(self._picture, self._offset().y())

    def _reveal_rect(self, rect: QRect) -> None:
        window = self._window().adjusted(8, 4, -8, -4)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if rect.right() > window.right() or rect.left() < window.left():
            across.setValue(rect.center().x() - window.width() // 2)
        if rect.bottom() > window.bottom():
            down.setValue(down.value() + rect.bottom() - window.bottom())
        elif rect.top() < window.top():
            down.setValue(down.value() + rect.top() - window.top())

    # what Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._picture is None:
            painter.fillRect(event.rect(), colour(Role.GROUND))
            return
        offset = self._offset()
        painter.translate(-offset)
        for part in event.region():  # type: ignore[attr-defined]  # iterable, though its stub does not say so
            area = part.translated(offset)
            painter.setClipRect(area)
            draw_ground(painter, self._picture, area)
            self._painter.draw(painter, self._picture, area)
        painter.setClipRegion(event.region().translated(offset))
        draw_route(painter, self._picture, self._painter)
        draw_chosen(painter, self._picture)
        draw_carry(painter, self._picture, self._painter, self._window())
        if self._rings:
            draw_ring(painter, self._window())

    @property
    def _rings(self) -> bool:
        """Whether it has the keyboard, which is on no visit yet."""
        return self._picture is not None and self._picture.has_focus and self._picture.current is None

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self.carry is None and not self._rings:
            self.viewport().scroll(dx, dy)
        else:
            self.viewport().update()
        self._refresh_edges()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange}:
            self._painter = BlockPainter()
            self._dress()
            if self._picture is not None:
                self._picture.tones = tones(self._picture.scene.plan)
                self._picture.scale = replace(self._picture.scale, row_height=_letters() + ROW_MARGIN)
            self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._picture is not None:
            words = tip(self._picture.scene, *self._under(event.pos())) if self.carry is None else ""
            shown = f"<p style='white-space:pre'>{escape(words)}</p>" if words else ""
            QToolTip.showText(event.globalPos(), shown, self)
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** event.angleDelta().y(), round(event.position().x()) - self._names.width())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
        else:
            super().wheelEvent(event)

    def _under(self, point: QPoint) -> tuple[int, Block | None, int]:
        """Row number, block if there is one, and minute at a point of the viewport."""
        picture = self._picture
        assert picture is not None
        spot = point + self._offset()
        row, minute = picture.scale.row(spot.y()), picture.scale.minute(spot.x())
        drawn = visible_blocks(picture, QRect(spot, QSize(1, 1)))
        drawn += [(picture.rect(*picture.scene.where[v]), picture.scene.where[v][1]) for v in self.selected]
        under = [block for rect, block in drawn if rect.contains(spot)]
        return row, under[-1] if under else None, minute


def _letters() -> int:
    """How high the letters of a name are, in pixels, at the size of text in force."""
    return QFontMetrics(scaled_font(SMALL)).height()


speak_for(Surface)
