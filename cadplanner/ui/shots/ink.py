"""What a widget writes, caught as it paints: every piece of text, where it goes and what cuts it off."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPaintDevice, QPaintEngine, QPaintEngineState, QPainter, QRegion, QTextItem
from PySide6.QtWidgets import QWidget

DOTS = 96  # an inch, as on every screen here


@dataclass(frozen=True, slots=True)
class Written:
    """One piece of text: what is written, the room its letters take, and the part of the widget they may stand in."""

    text: str
    letters: QRectF
    room: QRectF


def written(widget: QWidget) -> tuple[Written, ...]:
    """What the widget itself writes, its children left out; in its own coordinates."""
    paper = _Paper(widget)
    widget.render(paper, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    return tuple(paper.pen.found)


class _Paper(QPaintDevice):
    """As large as the widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        wide, high = widget.width(), widget.height()
        self.pen = _Pen(QRectF(0, 0, wide, high))
        asks = QPaintDevice.PaintDeviceMetric
        self._known = {
            asks.PdmWidth: wide, asks.PdmHeight: high, asks.PdmDepth: 32, asks.PdmNumColors: 0,
            asks.PdmDpiX: DOTS, asks.PdmDpiY: DOTS, asks.PdmPhysicalDpiX: DOTS, asks.PdmPhysicalDpiY: DOTS,
            asks.PdmWidthMM: round(wide * 25.4 / DOTS), asks.PdmHeightMM: round(high * 25.4 / DOTS),
            asks.PdmDevicePixelRatio: 1, asks.PdmDevicePixelRatioScaled: int(self.devicePixelRatioFScale()),
        }  # fmt: skip

    def paintEngine(self) -> QPaintEngine:
        return self.pen

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._known.get(metric, 0)


class _Pen(QPaintEngine):
    """Keeps the text and passes over every line and picture."""

    def __init__(self, whole: QRectF) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._whole = whole
        self.found: list[Written] = []

    def begin(self, _device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: QPaintEngineState) -> None:
        pass

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:  # type: ignore[override]
        if not item.text().strip():
            return
        painter = self.painter()
        placed = painter.transform()
        letters = QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(at)
        room = self._whole
        if painter.hasClipping():
            room = room.intersected(placed.mapRect(_clip(painter)))
        self.found.append(Written(item.text(), placed.mapRect(letters), room))

    def drawPixmap(self, *_: object) -> None:
        pass

    def drawImage(self, *_: object) -> None:
        pass

    def drawTiledPixmap(self, *_: object) -> None:
        pass

    def drawPath(self, *_: object) -> None:
        pass

    def drawPolygon(self, *_: object) -> None:
        pass

    def drawRects(self, *_: object) -> None:
        pass

    def drawLines(self, *_: object) -> None:
        pass

    def drawEllipse(self, *_: object) -> None:
        pass

    def drawPoints(self, *_: object) -> None:
        pass


def _clip(painter: QPainter) -> QRectF:
    return QRectF(painter.clipBoundingRect())
