"""A page of the help with its pictures, each as wide as the page and with its words under it."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QStyle, QTextBrowser, QWidget

from cadplanner.paths import resources
from cadplanner.ui.kit.theme import SPACE

PICTURE = re.compile(r"^!\[(.+)\]\((.+)\)$", re.MULTILINE)
MARGIN = 2 * SPACE
FOLDER = "pictures/"


class HelpText(QTextBrowser):
    """Markdown of our own; opens no address, and no picture but those of the help."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._width = 0
        self.setAccessibleName("Help")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(MARGIN)

    def show_words(self, markdown: str) -> None:
        """Shows a page from its beginning; what a picture shows stands under it, for whoever hears it too."""
        self._words = PICTURE.sub(r"![\1](\2)\n\n*\1*", markdown)
        self._width = self._room()
        self.setMarkdown(self._words)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        wanted = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource.value or not wanted.startswith(FOLDER):
            return None
        return self._fitted(QImage(str(resources() / "help" / FOLDER / wanted.removeprefix(FOLDER))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._width and FOLDER in self._words:
            self._width, at = self._room(), self.verticalScrollBar().value()
            self.setMarkdown(self._words)
            self.verticalScrollBar().setValue(at)

    def _room(self) -> int:
        """Pixels beside the scroll bar, whether it is there or not: else a picture could bring it and send it away."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        frame = 2 * self.frameWidth() if self.frameShape() is not QFrame.Shape.NoFrame else 0
        return max(1, self.width() - bar - frame - 2 * MARGIN)

    def _fitted(self, picture: QImage) -> QImage:
        """No wider than the page, and sharp on a screen with more than a pixel a pixel."""
        if picture.isNull():
            return picture
        ratio = self.devicePixelRatioF()
        wide = min(round(self._width * ratio), picture.width())
        size = QSize(wide, round(picture.height() * wide / picture.width()))
        smooth = Qt.TransformationMode.SmoothTransformation
        fitted = picture.convertToFormat(QImage.Format.Format_RGB32).scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth
        )
        fitted.setDevicePixelRatio(ratio)
        return fitted
