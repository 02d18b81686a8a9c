"""Sending PDFs to a printer page by page, so that the window stays alive and Cancel works."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

DOTS = 300  # per inch: sharp enough for 8-point figures and for a code to scan


class PrintRun(QObject):
    """Prints one PDF after another, so many copies of each, a page each time the window has a moment; `start()` it."""

    printed = Signal(int, int)
    """So many pages of so many."""
    finished = Signal()
    failed = Signal()

    def __init__(self, printer: QPrinter, pdfs: Sequence[tuple[bytes, int]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._buffers = [QByteArray(pdf) for pdf, _ in pdfs]
        self._documents = [self._opened(data) for data in self._buffers]
        copied = [document for document, (_, copies) in zip(self._documents, pdfs, strict=True) for _ in range(copies)]
        self._pages = [(document, n) for document in copied for n in range(document.pageCount())]
        self._done = 0
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._one_page)

    def start(self) -> None:
        """Begins; with nothing to print it is finished at once."""
        self._printer.setResolution(DOTS)
        self._printer.setFullPage(True)
        self._timer.start(0)

    def stop(self) -> None:
        """Leaves the rest; what the printer already has it may still print."""
        self._timer.stop()
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()

    def _opened(self, data: QByteArray) -> QPdfDocument:
        buffer = QBuffer(data, self)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        return document

    def _one_page(self) -> None:
        if self._done == len(self._pages):
            self._timer.stop()
            self._painter.end()
            self.finished.emit()
            return
        document, number = self._pages[self._done]
        if not self._turn_to(document, number):
            self.stop()
            self.failed.emit()
            return
        points = document.pagePointSize(number)
        dots = QSize(round(points.width() * DOTS / 72), round(points.height() * DOTS / 72))
        self._painter.drawImage(QRectF(0, 0, dots.width(), dots.height()), document.render(number, dots))
        self._done += 1
        self.printed.emit(self._done, len(self._pages))

    def _turn_to(self, document: QPdfDocument, number: int) -> bool:
        points = document.pagePointSize(number)
        upright = points.height() >= points.width()
        way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
        size = points if upright else points.transposed()
        self._printer.setPageSize(
            QPageSize(size, QPageSize.Unit.Point, matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch)
        )
        self._printer.setPageOrientation(way)
        return self._painter.begin(self._printer) if not self._painter.isActive() else self._printer.newPage()
