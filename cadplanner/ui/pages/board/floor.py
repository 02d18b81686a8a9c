"""The board as a picture: one tile a station, arrow keys from tile to tile, Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.board.chip_lines import NAMES, Letters
from cadplanner.ui.pages.board.tile_button import TileButton
from cadplanner.ui.pages.board.tiles import Tile

NAME = "Stations: arrow keys go from one to the next, Enter opens one"
NARROWEST = 33  # average characters of a tile
LEAST_TALL = 10  # lines of text
SCALES = (1.35, 1.2, 1.1, 1.0)  # of the letters, the first that shows everybody
LEAST_LINES, FEWEST_LINES, TALLEST_LINES = 2, 3, 9  # of chips: room for at least, scrolled from, room for at most


class Floor(Frame):
    """Tiles of one size in rows; only one of them takes part in Tab, as in a list."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            None, parent, name="Stations: arrow keys go from one to the next, Enter opens one", upright=True
        )
        self.setWidgetResizable(False)
        self._sizes = _sizes()
        self._letters = self._sizes[-1]
        self._inside = QWidget()
        self._across, self._wide = 1, 1
        self._lines: list[int] = []
        self.buttons: list[TileButton] = []
        self.setWidget(self._inside)

    def minimumSizeHint(self) -> QSize:
        """A few tiles: where there is less room, the page scrolls."""
        return QSize(0, LEAST_TALL * self.fontMetrics().height())

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Shows these; a tile that was there keeps the keyboard."""
        same = [button.tile.station_id for button in self.buttons] == [tile.station_id for tile in tiles]
        if not same:
            self._make_anew(tiles)
            return
        for button, tile in zip(self.buttons, tiles, strict=True):
            button.show_tile(tile)
        if self._has_outgrown():
            self._lay_out()

    def go_to(self, station_id: str) -> None:
        """Puts the keyboard on that tile, else on the first."""
        found = next((b for b in self.buttons if b.tile.station_id == station_id), *self.buttons[:1])
        if found is not None:
            self._choose(found)
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_anew(self, tiles: Sequence[Tile]) -> None:
        kept = next((button.tile.station_id for button in self.buttons if button.hasFocus()), None)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [TileButton(tile, self._letters, self._inside) for tile in tiles]
        for n, button in enumerate(self.buttons):
            button.opened.connect(self.opened)
            button.arrow_pressed.connect(partial(self._on_arrow, n))
            button.show()
        if self.buttons:
            self._choose(self.buttons[0])
        self._lay_out()
        if kept is not None:
            self.go_to(kept)

    def _lay_out(self) -> None:
        """Everybody in letters as large as there is room for; where there is not, rows as tall as is fair."""
        if not self.buttons:
            return
        room = self.viewport().height()
        letters = next((each for each in self._sizes if self._height(self._fit(each), each) <= room), self._sizes[-1])
        needs = self._fit(letters)
        bare = [max(LEAST_LINES, *self._needs(row, letters, names=0)) for row in self._rows()]
        if self._height(needs, letters) > room:
            needs = bare
        most = next(
            (n for n in range(max(needs), FEWEST_LINES, -1) if self._height(_cut(needs, n), letters) <= room),
            FEWEST_LINES,
        )
        self._place(letters, _cut(needs, most), room)

    def _fit(self, letters: Letters) -> list[int]:
        """As many tiles beside each other as are wide enough; the lines that each row then needs."""
        room, number = self.viewport().width(), len(self.buttons)
        least = round(NARROWEST * letters.scale * self.fontMetrics().averageCharWidth())
        most = max(1, (room + SPACE) // (least + SPACE))
        self._across = -(-number // -(-number // most))
        self._wide = (room - (self._across - 1) * SPACE) // self._across
        return [max(LEAST_LINES, *self._needs(row, letters)) for row in self._rows()]

    def _place(self, letters: Letters, lines: list[int], room: int) -> None:
        """Puts the tiles where they belong; what height is left is shared."""
        spare = max(0, room - self._height(lines, letters)) // len(lines)
        self._lines, y = lines, 0
        for row, each in zip(self._rows(), lines, strict=True):
            tall = min(letters.height_with(each) + spare, letters.height_with(max(each, TALLEST_LINES)))
            for column, button in enumerate(row):
                button.use_letters(letters)
                button.setGeometry(column * (self._wide + SPACE), y, self._wide, tall)
            y += tall + SPACE
        self._letters = letters
        self._inside.resize(self.viewport().width(), y - SPACE)

    def _rows(self) -> list[list[TileButton]]:
        return [self.buttons[n : n + self._across] for n in range(0, len(self.buttons), self._across)]

    def _needs(self, row: list[TileButton], letters: Letters, names: int = NAMES[0]) -> list[int]:
        return [button.lines_needed(letters, self._wide, names) for button in row]

    def _height(self, lines: list[int], letters: Letters) -> int:
        return sum(letters.height_with(each) + SPACE for each in lines) - SPACE

    def _has_outgrown(self) -> bool:
        """Whether somebody is no longer seen who might be; tiles do not move for less."""
        needs = (max(self._needs(row, self._letters, names=0)) for row in self._rows())
        return any(need > had for need, had in zip(needs, self._lines, strict=True))

    def _on_arrow(self, n: int, right: int, down: int) -> None:
        to = n + right + down * self._across
        if 0 <= to < len(self.buttons):
            self._choose(self.buttons[to])
            self.buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.buttons[to], SPACE, SPACE)

    def _choose(self, chosen: TileButton) -> None:
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        """Not that of all tiles: the page would scroll, and not the tiles in it."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._sizes = _sizes()
            self._lay_out()


def _sizes() -> list[Letters]:
    return [Letters(scale) for scale in SCALES]


def _cut(needs: list[int], most: int) -> list[int]:
    return [min(need, most) for need in needs]
