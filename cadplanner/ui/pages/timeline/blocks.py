"""Draws the visits: filled by service in batches, with card, name, marks of needs, and a lock."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.icons import picture as icon_picture
from cadplanner.ui.kit.lettering import Lettering
from cadplanner.ui.kit.theme import Role, colour
from cadplanner.ui.pages.timeline.picture import Picture
from cadplanner.ui.pages.timeline.rows import Block
from cadplanner.ui.pages.timeline.words import block_marks, short_names

STRIP = 3  # pixels at the left of a block in the strong colour of its service
PADDING = 3
TIGHT = 0.78  # of the type scale: a card number where there is no room for the usual size
LOCK = 11
Drawn = tuple[QRect, Block]


class Said(NamedTuple):
    """The words on one block and where they stand, in pixels; `lock_left` 0 is no lock."""

    name: str
    left: int
    top: int
    tight: bool = False
    marks: str = ""
    marks_left: int = 0
    lock_left: int = 0


class BlockPainter:
    """Draws blocks; keeps prepared text between paintings. Make a new one when the font or the theme changes."""

    def __init__(self) -> None:
        self._names = Lettering()
        self._tight = Lettering(TIGHT)
        self._marks = Lettering(bold=True)
        self._wordings: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
        self._lock = icon_picture("lock", LOCK, colour(Role.TEXT))
        self._text = colour(Role.TEXT)

    @property
    def narrowest(self) -> int:
        """How many pixels wide a block must be for the number of a card to be read."""
        return self._tight.prepared("000")[1] + STRIP + PADDING + 3

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
        painter.setPen(tone.outline)
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
        said = [
            (service_id, self._said(picture.scene.plan, drawn, picture.scale.per_minute))
            for service_id, all_ in by_service.items()
            for drawn in all_
        ]
        painter.setPen(self._text)
        for lettering, tight in ((self._names, False), (self._tight, True)):
            painter.setFont(lettering.font)
            for _, words in said:
                if words.name and words.tight is tight:
                    painter.drawStaticText(words.left, words.top, lettering.prepared(words.name)[0])
        painter.setFont(self._marks.font)
        for service_id, words in said:
            if words.marks:
                painter.setPen(picture.tones[service_id].edge)
                painter.drawStaticText(words.marks_left, words.top, self._marks.prepared(words.marks)[0])
        for _, words in said:
            if words.lock_left:
                painter.drawPixmap(words.lock_left, words.top + 3, self._lock)

    def _said(self, plan: Plan, drawn: Drawn, per_minute: float) -> Said:
        """What there is room for: the name, as full as may be; the marks, or a dot for them; the lock."""
        rect, block = drawn
        left, right = rect.x() + STRIP + PADDING, rect.right() - 1
        wordings, marks = self._wording(plan, block)
        shortest = self._names.prepared(wordings[-1])[1]
        room = min(right, rect.x() + int(block.span.minutes * per_minute) - 2) - left  # alike for blocks as long
        top = rect.y() + (rect.height() - self._names.metrics.height()) // 2
        if shortest > room:
            fits = self._tight.prepared(wordings[-1])[1] <= room + 1
            return Said(wordings[-1] if fits else "", left - 1, top + 1, tight=True)
        lock_left = right - LOCK if block.locked and shortest + LOCK + PADDING <= room else 0
        if lock_left:
            room -= LOCK + PADDING
        if marks and shortest + PADDING + self._marks.prepared(marks)[1] > room:
            marks = "•" if shortest + PADDING + self._marks.prepared("•")[1] <= room else ""
        marks_width = self._marks.prepared(marks)[1] + PADDING if marks else 0
        name = self._names.fitting(wordings, room - marks_width)
        return Said(
            name, left, top, marks=marks, marks_left=left + room - marks_width + PADDING - 1, lock_left=lock_left
        )

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
