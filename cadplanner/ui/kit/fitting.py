"""How wide the columns of a table are: as what stands in them; on more lines, or left out, where room is short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QFontMetrics

from cadplanner.ui.kit.rows import RowsModel
from cadplanner.ui.kit.theme import SPACE

LEAST_WIDTH = 8  # characters of a column that shares what is left
SAMPLE = 200  # rows that are measured
USUAL = 0.95  # of the rows of a column stand on one line where there is room; the rest may take another
BESIDE = SPACE + 2  # pixels round the words of a cell
ROUND_A_TONE = SPACE + SPACE // 2  # pixels more round those of a toned one
TICK = 22  # pixels of a box to tick
SORT_ARROW = 12  # pixels beside a heading
MOST_LINES = 6
AFTER_A_HYPHEN = re.compile(r"(?<=[^\W\d]-)")


@dataclass(frozen=True, slots=True)
class Need:
    """What one column asks for, in pixels: for all its words on one line, at ease, for its usual ones, for one word.

    A column that `shares` takes what is left; a `spare` one is left out before anything is put on two lines, one that
    is spare by 2 only where two lines are not enough.
    """

    whole: int
    wanted: int
    usual: int
    least: int
    shares: bool
    spare: int


def fitted(needs: Sequence[Need], room: int) -> tuple[int, ...]:
    """The width of each column, 0 for one that is left out; together wider than the room where nothing else helps."""
    shown = list(range(len(needs)))
    first, last = ([number for number in shown if needs[number].spare == rank] for rank in (1, 2))
    while first and sum(needs[number].usual for number in shown) > room:
        shown.remove(first.pop())
    while last and sum(needs[number].least for number in shown) > room:
        shown.remove(last.pop())
    widths = _shared([needs[number] for number in shown], room)
    found = dict(zip(shown, widths, strict=True))
    return tuple(found.get(number, 0) for number in range(len(needs)))


def _shared(needs: Sequence[Need], room: int) -> list[int]:
    """From the least on, what is left goes to the usual words, then to ease, then to those that share."""
    widths = [need.least for need in needs]
    steps = (
        [need.usual for need in needs],
        [need.usual if need.shares else need.wanted for need in needs],
        [need.wanted for need in needs],
        [max(need.whole, need.wanted) for need in needs],
    )
    for goal in steps:
        asked = [max(0, end - wide) for end, wide in zip(goal, widths, strict=True)]
        given = max(0, min(room - sum(widths), sum(asked)))
        widths = [wide + (ask * given // sum(asked) if ask else 0) for wide, ask in zip(widths, asked, strict=True)]
    sharing = [number for number, need in enumerate(needs) if need.shares]
    left = max(0, room - sum(widths))
    for number in sharing:
        widths[number] += left // len(sharing)
    return widths


class Measured:
    """What the columns of a model need in one font; what was measured is remembered until it is to `look` again."""

    def __init__(self, model: RowsModel[Any], letters: QFontMetrics, header: QFontMetrics) -> None:
        self._model, self._letters, self._header = model, letters, header
        self._wide: dict[str, int] = {}
        self._needs: tuple[Need, ...] = ()

    def look(self) -> None:
        """Other words stand in the rows."""
        self._needs = ()

    def needs(self) -> tuple[Need, ...]:
        """One for each column, from its first rows."""
        self._needs = self._needs or self._found()
        return self._needs

    def _found(self) -> tuple[Need, ...]:
        found = [self._model.row_at(line) for line in range(min(self._model.rowCount(), SAMPLE))]
        rows = [row for row in found if row is not None]
        return tuple(self._need(number, rows) for number in range(len(self._model.columns)))

    def lines(self, line: int, widths: Sequence[int]) -> int:
        """How many lines of text a row takes at these widths; dots stand for the rest of what may be shortened."""
        row = self._model.row_at(line)
        if row is None:
            return 1
        most = 1
        for number, (column, wide) in enumerate(zip(self._model.columns, widths, strict=True)):
            text = column.text(row) if wide and not column.may_shorten else ""
            room = wide - self._beside(number)
            if text and column.tone is None and self._width(text) > room:
                most = max(most, self._wrapped(text, room - SPACE))
        return min(most, MOST_LINES)

    def _need(self, number: int, rows: Sequence[Any]) -> Need:
        column, beside = self._model.columns[number], self._beside(number)
        character = self._letters.averageCharWidth()
        texts = {column.text(row) for row in rows}
        heading = self._header.horizontalAdvance(column.title) + BESIDE
        heading += SORT_ARROW if column.sort_by is not None else 0
        wide = sorted(map(self._width, texts))
        usual = max(heading, wide[int((len(wide) - 1) * USUAL)] + beside if wide else 0)
        whole = max(heading, wide[-1] + beside if wide else 0)
        own = 2 * SPACE + character * (LEAST_WIDTH if column.width is None else column.width)
        if column.may_shorten:
            least = max(heading, min(own, whole))
            return Need(whole, max(own, usual), least, least, shares=True, spare=column.spare)
        # a tone is drawn on one line
        longest = max((self._width(word) for text in texts for word in _parts(text)), default=0) + beside
        least = whole if column.tone is not None else max(heading, longest)
        usual = max(min(usual, own) if column.wraps else usual, least)
        return Need(whole, max(own, usual), usual, least, shares=column.width is None, spare=column.spare)

    def _beside(self, number: int) -> int:
        tone = ROUND_A_TONE if self._model.columns[number].tone is not None else 0
        return BESIDE + tone + (TICK if self._model.can_tick and number == 0 else 0)

    def _wrapped(self, text: str, room: int) -> int:
        """How many lines; a little less than the room, for what Qt leaves free at the ends of them."""
        lines, left = 1, room
        for part in _parts(text):
            wide = self._width(part)
            if wide > left and left < room:
                lines, left = lines + 1, room
            left -= self._width(part if part.endswith("-") else f"{part} ")
        return lines

    def _width(self, text: str) -> int:
        found = self._wide.get(text)
        if found is None:
            found = self._wide[text] = self._letters.horizontalAdvance(text)
        return found


def _parts(text: str) -> list[str]:
    """What stays on one line: words, and the parts of a name with hyphens; a date is one."""
    return [part for word in text.split() for part in (AFTER_A_HYPHEN.split(word) if word.isupper() else (word,))]
