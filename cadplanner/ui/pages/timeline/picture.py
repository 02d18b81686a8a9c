"""What the timeline shows at one moment: the scene, the scale, and what is chosen, focused or in the hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QRect

from cadplanner.ui.pages.timeline.carry import Carry
from cadplanner.ui.pages.timeline.colours import Tone
from cadplanner.ui.pages.timeline.room import Room
from cadplanner.ui.pages.timeline.rows import Block, Row, Scene
from cadplanner.ui.pages.timeline.scale import Scale


@dataclass(slots=True)
class Picture:
    """All that drawing needs; pixels count from the first minute of the first row."""

    scene: Scene
    scale: Scale
    tones: dict[str, Tone]
    clashing: frozenset[str] = frozenset()
    selected: tuple[str, ...] = ()
    current: Block | None = None
    has_focus: bool = False
    carry: Carry | None = None
    room: Room | None = None
    _longest: int = field(default=-1)

    @property
    def height(self) -> int:
        """Of all rows, in pixels."""
        return len(self.scene.rows) * self.scale.row_height

    def rows_in(self, area: QRect) -> Iterator[tuple[int, Row]]:
        """The rows that an area touches, with their numbers."""
        first = max(0, self.scale.row(area.top()))
        last = min(len(self.scene.rows) - 1, self.scale.row(area.bottom()))
        return ((number, self.scene.rows[number]) for number in range(first, last + 1))

    def rect(self, row: int, block: Block) -> QRect:
        """Where a block is drawn."""
        return self.span_rect(row, block.span.start, block.span.end)

    def span_rect(self, row: int, start: int, end: int) -> QRect:
        """Where a block from minute to minute would be drawn on a row."""
        left = self.scale.x(start)
        height = self.scale.row_height
        return QRect(left, row * height + 2, max(3, self.scale.x(end) - left - 1), height - 5)

    @property
    def usual_minutes(self) -> int:
        """How long a block lasts that is neither one of the long nor of the short ones; 20 while there is none."""
        minutes = sorted(block.span.minutes for row in self.scene.rows for block in row.blocks)
        return minutes[len(minutes) // 2] if minutes else 20

    @property
    def longest(self) -> int:
        """Minutes of the longest block: how far left of an area one may begin that reaches into it."""
        if self._longest < 0:
            blocks = (block for row in self.scene.rows for block in row.blocks)
            self._longest = max((block.span.minutes for block in blocks), default=0)
        return self._longest
