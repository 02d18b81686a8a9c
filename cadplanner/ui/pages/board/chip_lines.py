"""Where the chips of a tile go: lines under its head, names as long as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from cadplanner.ui.kit.lettering import Lettering
from cadplanner.ui.kit.text import BODY, SMALL, SUBHEAD
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.board.tiles import Chip

GAP = 4  # pixels between chips
NAMES = (9, 6, 0)  # letters of a surname to leave room for: the more, the fewer chips beside each other
SPARE_WIDTH = 8  # average characters that a chip may be wider than it need be


class Letters:
    """The fonts of all tiles, prepared once; `scale` above 1 where there is room for larger ones."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self.title = Lettering(SUBHEAD * scale, bold=True)
        self.body = Lettering(BODY * scale)
        self.small = Lettering(SMALL * scale)
        self.card = Lettering(SUBHEAD * scale, bold=True)

    @property
    def chip_height(self) -> int:
        """Of one line of chips."""
        return self.card.metrics.height() + 4

    @property
    def head_height(self) -> int:
        """Of the station's name and the line beneath."""
        return self.title.metrics.height() + self.small.metrics.height() + SPACE // 2

    def height_with(self, lines: int) -> int:
        """Of a tile with so many lines of chips."""
        return self.head_height + lines * (self.chip_height + GAP) + SPACE + GAP

    def lines_in(self, height: int) -> int:
        """How many lines of chips a tile of that height has room for."""
        return max(1, (height - self.head_height - SPACE) // (self.chip_height + GAP))

    def chip_width(self, chip: Chip, letters: int) -> int:
        """The pixels that a chip needs with so much of the name."""
        parts = [self.body.prepared(chip.look.mark)[1], self.card.prepared(chip.card)[1]]
        texts = (chip.name[:letters], chip.minutes)
        parts += [self.body.metrics.horizontalAdvance(each) for each in texts if each]
        return sum(parts) + (len(parts) + 2) * GAP


@dataclass(frozen=True, slots=True)
class Spot:
    """A chip and where it is on the tile; no chip says how many more there are."""

    rect: QRect
    chip: Chip | None
    name: str = ""
    more: int = 0


def lines_needed(chips: tuple[Chip, ...], letters: Letters, width: int, name: int) -> int:
    """How many lines show all chips on a tile of that width, with so many letters of their names."""
    return -(-len(chips) // _across(chips, letters, width, name)) if chips else 0


def laid_out(chips: tuple[Chip, ...], letters: Letters, width: int, height: int) -> tuple[Spot, ...]:
    """The chips that there is room for; the last spot says how many more there are."""
    down = letters.lines_in(height)
    across = next(
        (fits for fits in (_across(chips, letters, width, name) for name in NAMES) if fits * down >= len(chips)),
        _across(chips, letters, width, 0),
    )
    room = width - 2 * SPACE
    spare = SPARE_WIDTH * letters.body.metrics.averageCharWidth()
    widest = max((letters.chip_width(chip, len(chip.name)) for chip in chips), default=0) + spare
    wide = min((room - (across - 1) * GAP) // across, widest)
    shown = len(chips) if len(chips) <= across * down else across * down - 1
    spots = []
    for n in range(min(len(chips), shown + 1)):
        x, y = SPACE + n % across * (wide + GAP), letters.head_height + n // across * (letters.chip_height + GAP)
        rect = QRect(x, y + SPACE // 2, wide, letters.chip_height)
        if n == shown:
            spots.append(Spot(rect, None, more=len(chips) - shown))
        else:
            spots.append(Spot(rect, chips[n], _name(chips[n], letters, wide)))
    return tuple(spots)


def _across(chips: tuple[Chip, ...], letters: Letters, width: int, name: int) -> int:
    """How many chips with so many letters of the names fit beside each other."""
    widest = max((letters.chip_width(chip, name) for chip in chips), default=1)
    return max(1, (width - 2 * SPACE + GAP) // (widest + GAP))


def _name(chip: Chip, letters: Letters, wide: int) -> str:
    """The name where it fits, else ''."""
    return letters.body.fitting((chip.name,), wide - letters.chip_width(chip, 0) - GAP)
