"""Draws what lies over the visits: a patient's route, the focus, and the visit in the hand with its verdict."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen

from cadplanner.core.model.span import clock
from cadplanner.ui.kit.icons import picture as icon_picture
from cadplanner.ui.kit.text import scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.pages.timeline.blocks import BlockPainter
from cadplanner.ui.pages.timeline.carry import Carry
from cadplanner.ui.pages.timeline.picture import Picture

FOCUS_YELLOW = QColor("#FFEB3B")
BUBBLE_WIDTH = 380
ICON = 16


def route_rects(picture: Picture) -> list[QRect]:
    """Where the visits of the chosen patient are, in time order; none unless one visit is chosen."""
    plan, where = picture.scene.plan, picture.scene.where
    if len(picture.selected) != 1 or picture.selected[0] not in plan.visit:
        return []
    visits = plan.visits_of_appointment[plan.visit[picture.selected[0]].appointment_id]
    return [picture.rect(*where[visit.id]) for visit in visits if visit.id in where]


def draw_route(painter: QPainter, picture: Picture, words: BlockPainter) -> None:
    """A line through all visits of the chosen patient, and an outline round each; drop-ins appear with it."""
    rects = route_rects(picture)
    if not rects:
        return
    _draw_loose(painter, picture, words)
    ink = colour(Role.ACCENT_TEXT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath()
    for one, other in pairwise(rects):
        _add_link(path, one, other)
    halo = colour(Role.SURFACE)
    halo.setAlpha(140)
    for width, hue in ((4.0, halo), (2.0, ink)):
        painter.setPen(QPen(hue, width))
        painter.drawPath(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(ink, 2))
    painter.drawRects(rects)


def draw_chosen(painter: QPainter, picture: Picture) -> None:
    """The outline of every chosen block, and the focus in two colours."""
    where = picture.scene.where
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for visit_id in picture.selected:
        if visit_id in where:
            painter.setPen(QPen(colour(Role.TEXT), 2))
            painter.drawRect(picture.rect(*where[visit_id]))
    current = picture.current
    if current is not None and picture.has_focus and current.visit_ids[0] in where:
        rect = picture.rect(*where[current.visit_ids[0]])
        painter.setPen(QPen(colour(Role.TEXT), 2))
        painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        painter.setPen(QPen(FOCUS_YELLOW, 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def draw_ring(painter: QPainter, window: QRect) -> None:
    """A line round what is in view."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(Role.ACCENT_TEXT), 2))
    painter.drawRect(window.adjusted(1, 1, -1, -1))


def ghost_rect(picture: Picture, carry: Carry) -> QRect:
    """Where the visit in the hand is drawn."""
    return picture.span_rect(carry.row, carry.span.start, carry.span.end)


def draw_carry(painter: QPainter, picture: Picture, words: BlockPainter, window: QRect) -> None:
    """The visit in the hand, what it would clash with, and the verdict in a bubble inside the window."""
    carry = picture.carry
    if carry is None:
        return
    where = picture.scene.where
    refused = carry.verdict is not None and not carry.verdict.allowed
    ink = colour(Role.BAD_TEXT if refused else Role.GOOD_TEXT)
    home = picture.rect(carry.home, carry.block)
    veil = colour(Role.SURFACE)
    veil.setAlpha(170)
    painter.fillRect(home, veil)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(Role.TEXT_SOFT), 1, Qt.PenStyle.DashLine))
    painter.drawRect(home)
    painter.setPen(QPen(ink, 2))
    against = carry.verdict.against if carry.verdict else ()
    painter.drawRects([picture.rect(*where[visit_id]) for visit_id in against if visit_id in where])
    ghost = ghost_rect(picture, carry)
    painter.setOpacity(0.92)
    words.draw_one(painter, picture, ghost, carry.block)
    painter.setOpacity(1.0)
    painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern) if refused else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 2))
    painter.drawRect(ghost)
    draw_bubble(painter, carry, ghost, window)


def draw_bubble(painter: QPainter, carry: Carry, ghost: QRect, window: QRect) -> None:
    """The verdict beside the ghost: where it would be and whether it may."""
    says, refused = _bubble_words(carry)
    box = bubble_rect(carry, ghost, window)
    ink = colour(Role.BAD_TEXT if refused else Role.GOOD_TEXT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(colour(Role.BAD if refused else Role.GOOD))
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    icon = icon_picture("circle-x" if refused else "circle-check", ICON, ink)
    painter.drawPixmap(box.x() + SPACE, box.y() + SPACE - 1, icon)
    painter.setFont(scaled_font())
    painter.setPen(ink)
    inner = box.adjusted(2 * SPACE + ICON - 2, SPACE - 2, -SPACE, -SPACE + 2)
    painter.drawText(inner, int(Qt.TextFlag.TextWordWrap), says)


def bubble_rect(carry: Carry, ghost: QRect, window: QRect) -> QRect:
    """Under the ghost where there is room, else over it; always inside the window."""
    says, _ = _bubble_words(carry)
    margin = 3 * SPACE + ICON - 2
    room = min(BUBBLE_WIDTH, window.width() - 2 * SPACE) - margin
    words = QFontMetrics(scaled_font()).boundingRect(QRect(0, 0, room, 400), int(Qt.TextFlag.TextWordWrap), says)
    box = QRect(0, 0, words.width() + margin + 2, words.height() + 2 * SPACE - 2)
    left = max(window.left() + 4, min(ghost.left(), window.right() - box.width() - 4))
    top = ghost.bottom() + 6
    if top + box.height() > window.bottom():
        top = max(window.top() + 2, ghost.top() - 6 - box.height())
    box.moveTo(left, top)
    return box


def _bubble_words(carry: Carry) -> tuple[str, bool]:
    if carry.verdict is None or not carry.moved:
        return f"{clock(carry.start)}: where it was.", False
    return carry.verdict.says, not carry.verdict.allowed


def _draw_loose(painter: QPainter, picture: Picture, words: BlockPainter) -> None:
    """Drop-in visits of the chosen patient, which are otherwise only counted."""
    plan, where = picture.scene.plan, picture.scene.where
    appointment_id = plan.visit[picture.selected[0]].appointment_id
    for visit in plan.visits_of_appointment[appointment_id]:
        row, block = where.get(visit.id, (0, None))
        if block is not None and block in picture.scene.rows[row].loose:
            words.draw_one(painter, picture, picture.rect(row, block), block)


def _add_link(path: QPainterPath, one: QRect, other: QRect) -> None:
    start = QPointF(one.right() + 1, one.center().y())
    end = QPointF(other.left(), other.center().y())
    reach = max(12.0, (end.x() - start.x()) / 2)
    path.moveTo(start)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
