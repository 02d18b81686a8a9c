"""Draws the visits: filled by service in batches, with card, name, marks of needs, and a lock where it is locked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.icons import picture as icon_picture
from cadplanner.ui.kit.theme import Role, colour
from cadplanner.ui.pages.timeline.lettering import Lettering
from cadplanner.ui.pages.timeline.picture import Picture
from cadplanner.ui.pages.timeline.rows import Block
from cadplanner.ui.pages.timeline.words import block_marks, short_names

STRIP = 3  # pixels at the left of a block in the strong colour of its service
PADDING = 3
LOCK = 11
Drawn = tuple[QRect, Block]


class BlockPainter:
    """Draws blocks; keeps prepared text between paintings. Make a new one when the font or the theme changes."""

    def __init__(self) -> None:
        self._names = Lettering()
        self._marks = Lettering(bold=True)
        self._wordings: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
        self._lock = icon_picture("lock", LOCK, colour(Role.TEXT))
        self._text = colour(Role.TEXT)

    def forget(self) -> None:
        """Names and needs may have changed."""
        self._wordings.clear()

    def draw(self, painter: QPainter, picture: Picture, area: QRect) -> None:
        """All blocks that reach into an area."""
        shown = visible_blocks(picture, area)
        by_service: dict[str, list[Drawn]] = {}
        for drawn in shown:
            by_service.setdefault(drawn[1].service_id, []).append(drawn)
        for service_id, blocks in by_service.items():
            self._draw_shapes(painter, picture, service_id, blocks)
        self._draw_words(painter, picture, by_service)
        self._draw_clashing(painter, picture, shown)

    def draw_one(self, painter: QPainter, picture: Picture, rect: QRect, block: Block) -> None:
        """One block by itself, such as the one in the hand or a drop-in visit that is chosen."""
        self._draw_shapes(painter, picture, block.service_id, [(rect, block)])
        self._draw_words(painter, picture, {block.service_id: [(rect, block)]})

    def _draw_shapes(self, painter: QPainter, picture: Picture, service_id: str, blocks: list[Drawn]) -> None:
        tone = picture.tones[service_id]
        outline = QColor(tone.edge)
        outline.setAlpha(120)
        painter.setPen(QPen(outline, 1))
        painter.setBrush(tone.fill)
        painter.drawRects([rect.adjusted(0, 0, -1, -1) for rect, _ in blocks])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone.edge)
        strips = [QRect(rect.x(), rect.y(), min(STRIP, rect.width()), rect.height()) for rect, _ in blocks]
        painter.drawRects(strips + [_fullness(rect, block) for rect, block in blocks if block.of])
        locked = [QRect(rect.x(), rect.y(), STRIP + 1, rect.height()) for rect, block in blocks if block.locked]
        if locked:
            painter.setBrush(self._text)
            painter.drawRects(locked)

    def _draw_words(self, painter: QPainter, picture: Picture, by_service: dict[str, list[Drawn]]) -> None:
        marked: dict[str, list[tuple[int, int, str]]] = {}
        painter.setFont(self._names.font)
        painter.setPen(self._text)
        for service_id, blocks in by_service.items():
            marked[service_id] = [mark for drawn in blocks if (mark := self._draw_name(painter, picture, drawn))]
        painter.setFont(self._marks.font)
        for service_id, found in marked.items():
            painter.setPen(picture.tones[service_id].edge)
            for x, y, text in found:
                painter.drawStaticText(x, y, self._marks.prepared(text)[0])

    def _draw_name(self, painter: QPainter, picture: Picture, drawn: Drawn) -> tuple[int, int, str] | None:
        """Draws card and name and the lock; what is left to draw of the marks, if any: x, y and the letters."""
        rect, block = drawn
        room = rect.width() - STRIP - 2 * PADDING
        if room < 8:
            return None
        wordings, letters = self._wording(picture.scene.plan, block)
        top = rect.y() + (rect.height() - self._names.metrics.height()) // 2
        right = rect.right() - PADDING
        if block.locked and room >= LOCK + 14:
            painter.drawPixmap(right - LOCK + 2, rect.y() + (rect.height() - LOCK) // 2, self._lock)
            room, right = room - LOCK, right - LOCK
        marks = self._marks.prepared(letters)[1] + PADDING if letters else 0
        shortest = self._names.prepared(wordings[-1])[1]
        if marks and shortest + marks > room:
            letters, marks = "•", self._marks.prepared("•")[1]
        name = self._names.fitting(wordings, room - marks if marks + shortest <= room else room)
        if name:
            painter.drawStaticText(rect.x() + STRIP + PADDING, top, self._names.prepared(name)[0])
        return (right - marks + PADDING, top, letters) if marks and marks + shortest <= room else None

    def _wording(self, plan: Plan, block: Block) -> tuple[tuple[str, ...], str]:
        found = self._wordings.get(block.visit_ids)
        if found is None:
            found = self._wordings[block.visit_ids] = (short_names(plan, block), block_marks(plan, block))
        return found

    def _draw_clashing(self, painter: QPainter, picture: Picture, shown: Iterable[Drawn]) -> None:
        if not picture.clashing:
            return
        rects = [r for r, block in shown if not picture.clashing.isdisjoint(block.visit_ids)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(Role.BAD_TEXT), 2))
        painter.drawRects(rects)


def visible_blocks(picture: Picture, area: QRect) -> list[Drawn]:
    """The blocks that reach into an area, and where."""
    first = picture.scale.minute(area.left()) - picture.longest - 1
    last = picture.scale.minute(area.right()) + 1
    found = []
    for number, row in picture.rows_in(area):
        start = bisect_left(row.blocks, first, key=_start)
        for block in row.blocks[start : bisect_left(row.blocks, last, key=_start)]:
            rect = picture.rect(number, block)
            if rect.right() >= area.left():
                found.append((rect, block))
    return found


def _start(block: Block) -> int:
    return block.span.start


def _fullness(rect: QRect, block: Block) -> QRect:
    """A bar along the foot of a class: how full it is."""
    width = round(rect.width() * min(1.0, len(block.visit_ids) / block.of))
    return QRect(rect.x(), rect.bottom() - 2, width, 3)
