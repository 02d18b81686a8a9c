"""A PDF in the window, from memory: pages, zoom, and how many there are."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.text import PlainLabel, hint
from cadplanner.ui.kit.theme import SPACE

CLOSEST, FARTHEST, STEP = 4.0, 0.25, 1.25


class Preview(QWidget):
    """Shows one PDF, or words while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self._build()
        self._wire()
        self.say("Choose a printout to see it here.")

    @property
    def pages(self) -> int:
        """How many pages the PDF has; 0 while none is shown."""
        return self._document.pageCount() if self._stack.currentIndex() == 1 else 0

    def say(self, words: str) -> None:
        """Shows words in place of a PDF."""
        self._words.setText(words)
        self._stack.setCurrentIndex(0)
        self._tell_page()

    def show_pdf(self, pdf: bytes) -> None:
        """Shows these bytes, from the first page."""
        self._document.close()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        self._buffer.setBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._stack.setCurrentIndex(1)
        self._tell_page()

    def _build(self) -> None:
        self._view = QPdfView(self)
        self._view.setAccessibleName("Preview of the printout")
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setPageSpacing(SPACE)
        self._words = hint("", self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page = PlainLabel("", self)
        self._back = self._button("chevron-left", "Previous page")
        self._on = self._button("chevron-right", "Next page")
        self._farther = self._button("zoom-out", "Smaller")
        self._closer = self._button("zoom-in", "Larger")
        self._fit = self._button("square", "Fit the width")
        bar = QHBoxLayout()
        bar.setSpacing(SPACE // 2)
        for part in (self._back, self._page, self._on):
            bar.addWidget(part)
        bar.addStretch(1)
        for part in (self._farther, self._closer, self._fit):
            bar.addWidget(part)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._words)
        self._stack.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(bar)
        column.addLayout(self._stack, 1)

    def _button(self, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        put_icon(button, icon)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setAutoRaise(True)
        return button

    def _wire(self) -> None:
        self._view.pageNavigator().currentPageChanged.connect(self._tell_page)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self._farther.clicked.connect(lambda: self._zoom(1 / STEP))
        self._closer.clicked.connect(lambda: self._zoom(STEP))
        self._fit.clicked.connect(lambda: self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth))

    def _turn(self, by: int) -> None:
        page = self._view.pageNavigator().currentPage() + by
        if 0 <= page < self.pages:
            self._view.pageNavigator().jump(page, QPointF())

    def _zoom(self, by: float) -> None:
        width = self._document.pagePointSize(0).width() * self._view.logicalDpiX() / 72
        fitted = self._view.viewport().width() / width if width else 1.0
        now = self._view.zoomFactor() if self._view.zoomMode() is QPdfView.ZoomMode.Custom else fitted
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(max(FARTHEST, min(CLOSEST, now * by)))

    def _tell_page(self) -> None:
        page = self._view.pageNavigator().currentPage() + 1
        self._page.setText(f"Page {page} of {self.pages}" if self.pages else "")
        for button in (self._back, self._on, self._farther, self._closer, self._fit):
            button.setEnabled(self.pages > 0)
