"""Parts side by side where there is room for them all, else one under another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from cadplanner.ui.kit.scroll import least_height, least_size


class Beside(QSplitter):
    """Side by side she may draw the line between them; under one another each is as tall as what is in it.

    `add` takes how wide a part must be at least to stand beside another, in average characters; what has no stretch
    is no wider until she draws the line elsewhere.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._least: dict[QWidget, int] = {}
        self._drawn: list[int] = []  # where she drew the lines last
        self._shared_out = False
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def add(self, part: QWidget, *, least: int, stretch: int = 1) -> None:
        """Adds a part at the right; `stretch` is its share of what room is left."""
        self._least[part] = least
        self.addWidget(part)
        self.setStretchFactor(self.indexOf(part), stretch)

    @property
    def fits(self) -> bool:
        """Whether all stand side by side."""
        return self._fits(self.width())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = self._shown()
        if self._fits(width):
            return max((least_height(part, part.width()) for part in shown), default=0)
        return sum(self._piled(width)) + self._between(shown)

    def minimumSizeHint(self) -> QSize:
        """One under another as soon as it is that narrow; before it is shown its width means nothing."""
        least = QSize()
        for part in self._shown():
            least = least.expandedTo(least_size(part))
        return QSize(least.width(), self.heightForWidth(self.width())) if self.isVisible() else least

    def _shown(self) -> list[QWidget]:
        return [part for part in self._least if not part.isHidden()]

    def _between(self, shown: list[QWidget]) -> int:
        return self.handleWidth() * max(0, len(shown) - 1)

    def _fits(self, width: int) -> bool:
        letter, shown = self.fontMetrics().averageCharWidth(), self._shown()
        needs = sum(max(least_size(part).width(), self._least[part] * letter) for part in shown)
        return width >= needs + self._between(shown)

    def _piled(self, width: int) -> list[int]:
        """How tall each is under the other, with nothing left to scroll within it."""
        # a splitter makes none lower than its least size
        return [max(least_height(part, width, whole=True), least_size(part).height()) for part in self._shown()]

    def _arrange(self) -> None:
        if not self.isVisible():  # its size means nothing yet
            return
        turned = Qt.Orientation.Horizontal if self.fits else Qt.Orientation.Vertical
        if self.orientation() is not turned:
            self.setOrientation(turned)
            self._shared_out = False
            self.updateGeometry()
        if turned is Qt.Orientation.Vertical:
            self._pile_up()
        elif not self._shared_out:
            self._share_out()

    def _share_out(self) -> None:
        """As she drew the lines, else by what each needs."""
        self._shared_out = True
        self.setSizes(self._drawn or self._first())

    def _first(self) -> list[int]:
        letter = self.fontMetrics().averageCharWidth()
        shares = {part: part.sizePolicy().horizontalStretch() for part in self._least}
        fixed = {part: max(least_size(part).width(), self._least[part] * letter) for part in shares if not shares[part]}
        left = self.width() - sum(wide for part, wide in fixed.items() if not part.isHidden())
        return [fixed.get(part, left * share // max(1, sum(shares.values()))) for part, share in shares.items()]

    def _on_moved(self) -> None:
        if self.orientation() is Qt.Orientation.Horizontal:
            self._drawn = self.sizes()

    def _pile_up(self) -> None:
        """Each gets what it needs, and its share of what is left."""
        shown = self._shown()
        needs = self._piled(self.width())
        shares = [part.sizePolicy().verticalStretch() for part in shown]
        left = max(0, self.height() - sum(needs) - self._between(shown))
        given = iter([tall + left * share // max(1, sum(shares)) for tall, share in zip(needs, shares, strict=True)])
        sizes = [0 if part.isHidden() else next(given) for part in self._least]
        if sizes != self.sizes():
            self.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        self._shared_out &= event.type() is not QEvent.Type.FontChange
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._arrange()
        return taken
