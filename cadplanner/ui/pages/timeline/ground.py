"""Draws what lies under the visits: rows, hours, closed times, breaks, and how full a drop-in is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from cadplanner.core.model.span import Span
from cadplanner.ui.kit.theme import Role, colour
from cadplanner.ui.pages.timeline.colours import mixed
from cadplanner.ui.pages.timeline.picture import Picture
from cadplanner.ui.pages.timeline.rows import Row, tally


def draw_ground(painter: QPainter, picture: Picture, area: QRect) -> None:
    """Everything under the blocks, within an area."""
    painter.fillRect(area, colour(Role.GROUND))
    inside = area.intersected(QRect(0, 0, picture.scale.width, picture.height))
    painter.fillRect(inside, colour(Role.SURFACE))
    rows = list(picture.rows_in(area))
    _draw_bands(painter, picture, inside)
    _draw_closed(painter, picture, inside, rows)
    _draw_room(painter, picture, rows)
    _draw_hours(painter, picture, inside)
    _draw_row_lines(painter, picture, inside)
    _draw_breaks(painter, picture, rows)
    for number, row in rows:
        if row.loose:
            _draw_tally(painter, picture, number, row)


def closed_spans(hours: Span, opening: Iterable[Span]) -> list[Span]:
    """What of the hours shown is not open."""
    found, free_from = [], hours.start
    for span in sorted(opening):
        if span.start > free_from:
            found.append(Span(free_from, min(span.start, hours.end)))
        free_from = max(free_from, span.end)
    if free_from < hours.end:
        found.append(Span(free_from, hours.end))
    return found


def shade() -> QColor:
    """Of closed times: a breath nearer to the text than the surface, in either theme."""
    return mixed(colour(Role.TEXT), colour(Role.SURFACE), 0.1)


def _draw_bands(painter: QPainter, picture: Picture, area: QRect) -> None:
    height = picture.scale.row_height
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.SURFACE_ALT))
    for number, (_, first, rows) in enumerate(picture.scene.bands):
        if number % 2:
            painter.drawRect(QRect(0, first * height, picture.scale.width, rows * height).intersected(area))


def _draw_closed(painter: QPainter, picture: Picture, area: QRect, rows: list[tuple[int, Row]]) -> None:
    scale = picture.scale
    rects = [
        QRect(scale.x(span.start), number * scale.row_height, scale.x(span.end) - scale.x(span.start), scale.row_height)
        for number, row in rows
        for span in closed_spans(scale.hours, row.opening)
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade())
    painter.drawRects([rect for rect in rects if rect.intersects(area)])


def _draw_room(painter: QPainter, picture: Picture, rows: list[tuple[int, Row]]) -> None:
    """Where the visit in the hand may go."""
    if picture.room is None:
        return
    painter.setPen(QPen(mixed(colour(Role.GOOD_TEXT), colour(Role.SURFACE), 0.6), 1))
    painter.setBrush(colour(Role.GOOD))
    spans = ((number, span) for number, row in rows for span in picture.room.spans(number, row))
    painter.drawRects([picture.span_rect(number, span.start, span.end) for number, span in spans])


def _draw_hours(painter: QPainter, picture: Picture, area: QRect) -> None:
    if area.isEmpty():
        return
    scale = picture.scale
    line = colour(Role.LINE)
    faint = mixed(line, colour(Role.SURFACE), 0.45)
    for step, ink in ((30, faint), (60, line)):
        painter.setPen(ink)
        minutes = range(-(-scale.hours.start // step) * step, scale.hours.end + 1, step)
        xs = (scale.x(minute) for minute in minutes)
        painter.drawLines([QLine(x, area.top(), x, area.bottom()) for x in xs if area.left() <= x <= area.right() + 1])


def _draw_row_lines(painter: QPainter, picture: Picture, area: QRect) -> None:
    if area.isEmpty():
        return
    height = picture.scale.row_height
    painter.setPen(mixed(colour(Role.LINE), colour(Role.SURFACE), 0.45))
    numbers = range(max(1, area.top() // height), area.bottom() // height + 2)
    painter.drawLines([QLine(area.left(), n * height - 1, area.right(), n * height - 1) for n in numbers])
    painter.setPen(colour(Role.PLANNED_EDGE))
    ends = ((first + rows) * height - 1 for _, first, rows in picture.scene.bands)
    painter.drawLines([QLine(area.left(), y, area.right(), y) for y in ends if area.top() <= y <= area.bottom()])


def _draw_breaks(painter: QPainter, picture: Picture, rows: list[tuple[int, Row]]) -> None:
    ink = colour(Role.TEXT_SOFT)
    painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
    painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
    spans = chain.from_iterable(((number, span) for span in row.breaks) for number, row in rows)
    painter.drawRects([picture.span_rect(number, span.start, span.end).adjusted(0, 2, 0, -2) for number, span in spans])


def _draw_tally(painter: QPainter, picture: Picture, number: int, row: Row) -> None:
    counts = tally(row)
    most = max((count for _, count in counts), default=1)
    block = next(iter(row.loose))
    tone = picture.tones[block.service_id]
    bottom = (number + 1) * picture.scale.row_height - 1
    room = picture.scale.row_height - 5
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tone.edge, colour(Role.SURFACE), 0.55))
    rects = []
    for span, count in counts:
        height = max(2, round(room * count / most))
        left = picture.scale.x(span.start)
        rects.append(QRect(left, bottom - height, picture.scale.x(span.end) - left, height))
    painter.drawRects(rects)
