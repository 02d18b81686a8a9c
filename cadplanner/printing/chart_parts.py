"""What printed pictures share: fills with patterns that hold in black and white, the key, the numbers beside."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.charts import Tone, figure
from cadplanner.printing.letters import plain, width_of
from cadplanner.printing.sheet import GREY, RULE, Ink, Sheet

SMALL = Ink(7, colour=GREY)
KEY = 11.0  # points that a line of the key is high
LABELS = 10.0
APART = 3.6  # points between the lines of a pattern
SWATCH = 11.0
FILLS: dict[Tone, tuple[float, float, float]] = {
    Tone.CALM: (0.80, 0.91, 1.0),
    Tone.BUSY: (1.0, 0.90, 0.50),
    Tone.GOOD: (0.56, 0.83, 0.71),
    Tone.LATE: (1.0, 0.69, 0.48),
    Tone.ABSENT: (0.80, 0.71, 0.90),
    Tone.PLAIN: (1.0, 1.0, 1.0),
}
SLOPES: dict[Tone, tuple[str, ...]] = {
    Tone.CALM: (),
    Tone.BUSY: ("up",),
    Tone.GOOD: ("upright",),
    Tone.LATE: ("down",),
    Tone.ABSENT: ("up", "down"),
    Tone.PLAIN: ("level",),
}


def fill(sheet: Sheet, x: float, y: float, width: float, height: float, tone: Tone) -> None:
    """A bar or a part of one: colour, pattern and edge."""
    sheet.fill(x, y, width, height, FILLS[tone])
    lines = [line for slope in SLOPES[tone] for line in _pattern(x, y, width, height, slope)]
    if lines:
        sheet.strokes(lines, line=0.3, grey=0.45)
    sheet.box(x, y, width, height, line=0.4)


def _pattern(x: float, y: float, width: float, height: float, slope: str) -> list[tuple[tuple[float, float], ...]]:
    """The lines of a pattern, cut off at the edges of the box."""
    if slope == "level":
        return [((x, y + n * APART), (x + width, y + n * APART)) for n in range(1, int(height / APART) + 1)]
    if slope == "upright":
        return [((x + n * APART, y), (x + n * APART, y + height)) for n in range(1, int(width / APART) + 1)]
    found = []
    for n in range(1, int((width + height) / APART) + 1):
        along = n * APART  # where the line would leave the side that it starts from
        left, right = max(0.0, along - height), min(along, width)
        ends = (left, min(along, height)), (right, max(0.0, along - width))
        if slope == "down":
            ends = (left, height - ends[0][1]), (right, height - ends[1][1])
        found.append(tuple((x + across, y + down) for across, down in ends))
    return found


def key_height(entries: Sequence[tuple[str, Tone | None]], width: float) -> float:
    """How high the key is; nothing where it has no entries."""
    return (max((row for _, row in _placed(entries, width)), default=-1) + 1) * KEY


def draw_key(sheet: Sheet, x: float, y: float, width: float, entries: Sequence[tuple[str, Tone | None]]) -> None:
    """What each fill stands for, and what the line does (a tone of None)."""
    for (left, row), (name, tone) in zip(_placed(entries, width), entries, strict=True):
        top = y + row * KEY
        if tone is None:
            limit(sheet, x + left, top + 4.5, SWATCH)
        else:
            fill(sheet, x + left, top + 1, SWATCH, 7, tone)
        sheet.text(x + left + SWATCH + 3, top, name, SMALL)


def _placed(entries: Sequence[tuple[str, Tone | None]], width: float) -> list[tuple[float, int]]:
    placed, x, row = [], 0.0, 0
    for name, _ in entries:
        wide = SWATCH + 3 + width_of(plain(name), bold=False) * SMALL.size
        if x and x + wide > width:
            x, row = 0.0, row + 1
        placed.append((x, row))
        x += wide + 12
    return placed


def limit(sheet: Sheet, x: float, y: float, width: float) -> None:
    """The line that bars should stay under."""
    sheet.strokes([((x, y), (x + width, y))], line=1.1, grey=0.1)


def number_room(numbers: Sequence[float]) -> float:
    """The width that the numbers beside a picture take."""
    return max(width_of(figure(number), bold=False) for number in numbers) * SMALL.size + 4


def draw_numbers(sheet: Sheet, x: float, y: float, size: tuple[float, float], numbers: Sequence[float]) -> None:
    """The numbers beside a picture of that width and height, each with its level line."""
    width, height = size
    for number in numbers:
        at = y + height * (1 - number / numbers[-1])
        sheet.rule(x, at, width, line=0.4, grey=GREY if number == 0 else RULE)
        sheet.text(x - 40, at - 4.4, figure(number), SMALL, 37, align="right")


def draw_labels(sheet: Sheet, y: float, middles: Sequence[tuple[float, str]]) -> None:
    """Words under a picture, as many as stand side by side."""
    free = -100.0
    for at, label in middles:
        wide = width_of(plain(label), bold=False) * SMALL.size
        if at - wide / 2 >= free:
            sheet.text(at - wide / 2, y, label, SMALL)
            free = at + wide / 2 + 4
