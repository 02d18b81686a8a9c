"""The timeline under the hand: visits are chosen, carried and dropped, by mouse or by keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from cadplanner.ui.kit.spoken import tell_part
from cadplanner.ui.pages.timeline.carry import Carry
from cadplanner.ui.pages.timeline.over import bubble_rect, ghost_rect
from cadplanner.ui.pages.timeline.room import Room
from cadplanner.ui.pages.timeline.rows import Block
from cadplanner.ui.pages.timeline.steering import ARROWS, DROP, PICK_UP, carried_to, next_block, toggled
from cadplanner.ui.pages.timeline.surface import Surface
from cadplanner.ui.pages.timeline.verdict import Verdict

EDGE = 32  # pixels from the border where a carried visit makes the timeline scroll
LEAVING = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason})
CARRY_ON = 40  # milliseconds between two steps of that


class Canvas(Surface):
    """Changes nothing of the plan: it says what a person did, and draws what it is told.

    While a visit is in the hand every step is told by `visits_carried`; whoever listens answers at once with
    `show_verdict`. `can_carry` off makes it a picture to look at, as while planning.
    """

    visits_carried = Signal(tuple, int, int)
    """Visit ids, start in minutes, row number: where they would be dropped."""
    visits_dropped = Signal(tuple, int, int)
    """The same, let go."""
    menu_asked = Signal(QPoint)
    class_opened = Signal(tuple)
    """The visits of a class, to choose one from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_carry = True
        self._pressed: tuple[QPoint, int, Block] | None = None
        self._carry_on = QTimer(self)
        self._carry_on.setInterval(CARRY_ON)
        self._carry_on.timeout.connect(self._on_carry_on)

    def pick_up(self) -> None:
        """Takes the chosen visits into the hand, to be moved by the arrow keys."""
        picture = self._picture
        if picture is None or picture.current is None or not self.can_carry:
            return
        row, block = picture.scene.where[picture.current.visit_ids[0]]
        self._take(row, block, grabbed=0, by_keyboard=True)
        self._step_to(block.span.start, row)

    def show_verdict(self, verdict: Verdict) -> None:
        """What the rules say to where the visit in the hand is now."""
        if self._picture is not None and self._picture.carry is not None:
            self._picture.carry = replace(self._picture.carry, verdict=verdict)

    def show_room(self, room: Room | None) -> None:
        """Tints the ground wherever the visit in the hand may go."""
        if self._picture is not None and self._picture.room is not room:
            self._picture.room = room
            self._refresh()

    def put_back(self) -> None:
        """Lets go without moving anything."""
        self._pressed = None
        if self._picture is not None and self._picture.carry is not None:
            self._picture.carry = self._picture.room = None
            self._carry_on.stop()
            self._refresh()

    def let_go(self) -> None:
        """Drops what is in the hand where it is."""
        carry = self.carry
        self.put_back()
        if carry is not None and carry.moved:
            self.visits_dropped.emit(carry.visit_ids, carry.start, carry.row)

    def _take(self, row: int, block: Block, *, grabbed: int, by_keyboard: bool) -> None:
        assert self._picture is not None
        inside = tuple(v for v in self._picture.selected if v in block.visit_ids)
        visit_ids = inside if len(inside) == 1 else block.visit_ids
        self._picture.carry = Carry(visit_ids, block, row, row, block.span.start, grabbed, by_keyboard)

    def _step_to(self, start: int, row: int) -> None:
        picture = self._picture
        assert picture is not None
        assert picture.carry is not None
        minutes = picture.carry.block.span.minutes
        start = picture.scale.on_grid(start, picture.scene.plan.day.grid, minutes)
        row = max(0, min(len(picture.scene.rows) - 1, row))
        if (start, row) == (picture.carry.start, picture.carry.row) and picture.carry.verdict is not None:
            return
        before = self._carry_area()
        picture.carry = replace(picture.carry, start=start, row=row)
        self.visits_carried.emit(picture.carry.visit_ids, start, row)
        self.viewport().update(before + self._carry_area())
        if picture.carry.by_keyboard:
            self._reveal_rect(ghost_rect(picture, picture.carry))
        self._refresh_edges()

    def _carry_area(self) -> QRegion:
        """What the visit in the hand, its bubble and its clashes cover, in pixels of the viewport."""
        picture = self._picture
        assert picture is not None
        assert picture.carry is not None
        ghost, where = ghost_rect(picture, picture.carry), picture.scene.where
        against = picture.carry.verdict.against if picture.carry.verdict else ()
        parts = [
            ghost,
            bubble_rect(picture.carry, ghost, self._window()),
            picture.rect(picture.carry.home, picture.carry.block),
        ]
        parts += [picture.rect(*where[visit_id]) for visit_id in against if visit_id in where]
        area = QRegion()
        for part in parts:
            area += part.adjusted(-4, -4, 4, 4).translated(-self._offset())
        return area

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._picture is None or not (self._key_in_hand(event) if self.carry else self._key(event)):
            super().keyPressEvent(event)

    def _key_in_hand(self, event: QKeyEvent) -> bool:
        carry, picture = self.carry, self._picture
        assert carry is not None
        assert picture is not None
        if event.key() == Qt.Key.Key_Escape:
            self.put_back()
        elif event.key() in DROP:
            self.let_go()
        elif event.key() in ARROWS:
            self._step_to(*carried_to(carry, event.key(), picture.scene.plan.day.grid))
        else:
            return False
        return True

    def _key(self, event: QKeyEvent) -> bool:
        picture = self._picture
        assert picture is not None
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in PICK_UP and not control:
            self.pick_up()
        elif event.key() in ARROWS or event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(next_block(picture, event.key()), choosing=not control)
        elif event.key() == Qt.Key.Key_Space and picture.current is not None:
            self.select(toggled(self.selected, picture.current) if control else picture.current.visit_ids)
        else:
            return False
        return True

    def _go(self, block: Block | None, *, choosing: bool) -> None:
        assert self._picture is not None
        if block is None:
            return
        if choosing:
            self.select(block.visit_ids)
        self._picture.current = block
        self.reveal(block.visit_ids[0])
        self.viewport().update()
        tell_part(self, self.part_now())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(has_focus=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.carry is not None and self.carry.by_keyboard and event.reason() in LEAVING:
            self.put_back()
        self._show_focus(has_focus=False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        block = self._under(event.pos())[1]
        if block is None and event.reason() is QContextMenuEvent.Reason.Mouse:
            return
        if block is not None and set(block.visit_ids).isdisjoint(self.selected):
            self.select(block.visit_ids, reveal=False)
        self.menu_asked.emit(event.globalPos())

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._picture is None:
            return
        self.put_back()
        _, block, minute = self._under(event.position().toPoint())
        self._pressed = None
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if block is None:
            self.select(() if not adding else self.selected)
        elif adding:
            self.select(toggled(self.selected, block), reveal=False)
        else:
            self._pressed = (event.position().toPoint(), minute - block.span.start, block)
            if set(block.visit_ids).isdisjoint(self.selected) or len(self.selected) > 1:
                self.select(block.visit_ids, reveal=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None and self.carry is None and self.can_carry:
            started, grabbed, block = self._pressed
            if (point - started).manhattanLength() >= QApplication.startDragDistance():
                assert self._picture is not None
                row = self._picture.scene.where[block.visit_ids[0]][0]
                self._take(row, block, grabbed=grabbed, by_keyboard=False)
                self.viewport().update()
        if self.carry is not None and not self.carry.by_keyboard:
            self._carry_to(point)
            self._carry_on.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.carry is not None and not self.carry.by_keyboard:
            self.let_go()
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        block = self._under(event.position().toPoint())[1]
        if block is not None and block.of:
            self.class_opened.emit(block.visit_ids)

    def _carry_to(self, point: QPoint) -> None:
        assert self._picture is not None
        assert self._picture.carry is not None
        spot = point + self._offset()
        minute = self._picture.scale.minute(spot.x())
        self._step_to(minute - self._picture.carry.grabbed, self._picture.scale.row(spot.y()))

    def _on_carry_on(self) -> None:
        """Scrolls while a visit is held at the border."""
        if self.carry is None:
            return
        point, room = self.viewport().mapFromGlobal(self.cursor().pos()), self.viewport().rect()
        across = (point.x() > room.right() - EDGE) - (point.x() < EDGE)
        down = (point.y() > room.bottom() - EDGE) - (point.y() < EDGE)
        if across or down:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + 16 * across)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + 12 * down)
            self._carry_to(point)

    def _show_focus(self, *, has_focus: bool) -> None:
        if self._picture is not None:
            self._picture.has_focus = has_focus
            self.viewport().update()
