"""Charts on paper: the pictures of the screen as lines and fills of a PDF, with the same values."""

from __future__ import annotations

from cadplanner.core.charts import Bars, Chart, Lanes, Lines, Part, Split, Tone, scale_of
from cadplanner.printing.blocks import Block, Drawn, Words
from cadplanner.printing.chart_parts import (
    LABELS,
    SWATCH,
    draw_key,
    draw_labels,
    draw_numbers,
    fill,
    key_height,
    limit,
    number_room,
)
from cadplanner.printing.letters import plain, width_of
from cadplanner.printing.sheet import ACCENT, BLACK, GREY, RULE, Ink, Sheet, fitted_line

TITLE = Ink(10, bold=True, colour=ACCENT)
SAYS = Ink(8, colour=GREY)
WORDS = Ink(8)
NAME = Ink(7.5)
NOTHING = "Nothing to show yet."
NAMES, MOST_NAMES = 80.0, 170.0  # points for the names of lanes
LANE, LEAST_LANE = 17.0, 9.0
BAR = 0.8
SPLIT_BAR = 15.0
LINE = 12.0
AFTER = 4.0


def chart_blocks(chart: Chart, width: float, high: float) -> tuple[Block, ...]:
    """Title, sentence and picture of a chart on so many points; `high` is what the picture should take."""
    words: tuple[Block, ...] = (
        Words(chart.title, TITLE, before=2, after=0, stays=True),
        Words(chart.says, SAYS, after=3),
    )
    if chart.is_empty:
        return (*words, Words(NOTHING, WORDS))
    if isinstance(chart, Split):
        rows = -(-len(chart.parts) // 3)
        return (*words, Drawn(SPLIT_BAR + 4 + rows * LINE + AFTER, lambda *at: _split(chart, *at)))
    if isinstance(chart, Lanes):
        lane = max(LEAST_LANE, min(LANE, (high - LABELS - 24) / max(1, len(chart.lanes))))
        whole = key_height(chart.key, width) + lane * len(chart.lanes) + LABELS + AFTER
        return (*words, Drawn(whole, lambda *at: _lanes(chart, lane, *at)))
    if isinstance(chart, Bars):
        return (*words, Drawn(high, lambda *at: _bars(chart, high, *at)))
    raise TypeError(f"not drawn on paper: {type(chart).__name__}")


def _bars(chart: Bars, high: float, sheet: Sheet, x: float, y: float, width: float) -> None:
    entries = _key(chart)
    draw_key(sheet, x, y, width, entries)
    top = y + key_height(entries, width) + 4
    numbers = scale_of(chart.highest, 4)
    left = x + number_room(numbers)
    size = (x + width - left, y + high - LABELS - AFTER - top)
    draw_numbers(sheet, left, top, size, numbers)
    slot = size[0] / len(chart.labels)
    draw_labels(sheet, top + size[1] + 1, [(left + (n + 0.5) * slot, label) for n, label in enumerate(chart.labels)])
    per_one = size[1] / numbers[-1]
    bottom = top + size[1]
    if isinstance(chart, Lines):
        _line(sheet, chart, (left, bottom), slot, per_one)
    else:
        _stacks(sheet, chart, (left, bottom), slot, per_one)
    if chart.limit is not None:
        for n, value in enumerate(chart.limit.values):
            limit(sheet, left + n * slot, bottom - value * per_one, slot)


def _stacks(sheet: Sheet, chart: Bars, corner: tuple[float, float], slot: float, per_one: float) -> None:
    for n in range(len(chart.labels)):
        bottom = corner[1]
        for each in chart.series:
            high = sum(each.values[n : n + 1]) * per_one
            if high:
                fill(sheet, corner[0] + (n + (1 - BAR) / 2) * slot, bottom - high, slot * BAR, high, each.tone)
            bottom -= high


def _line(sheet: Sheet, chart: Lines, corner: tuple[float, float], slot: float, per_one: float) -> None:
    """What was planned is a thin grey line, what happened a strong one."""
    for each in chart.series:
        points = [(corner[0] + (n + 0.5) * slot, corner[1] - value * per_one) for n, value in enumerate(each.values)]
        planned = each.tone is Tone.PLAIN
        if len(points) > 1:
            sheet.strokes([points], line=0.8 if planned else 1.6, grey=0.5 if planned else BLACK)
        for at in points if planned else ():
            sheet.disc(*at, 1.3, GREY)


def _key(chart: Bars) -> list[tuple[str, Tone | None]]:
    if len(chart.lines) == 1:
        return []
    if isinstance(chart, Lines):
        return [(f"{each.name} (thin line)" if each.tone is Tone.PLAIN else f"{each.name} (strong line)", None)
                for each in chart.lines]  # fmt: skip
    series: list[tuple[str, Tone | None]] = [(each.name, each.tone) for each in chart.series]
    return [*series, (chart.limit.name, None)] if chart.limit else series


def _lanes(chart: Lanes, lane_high: float, sheet: Sheet, x: float, y: float, width: float) -> None:
    entries = chart.key
    draw_key(sheet, x, y, width, entries)
    y += key_height(entries, width)
    told = [f"{lane.name}, {lane.most_words}" for lane in chart.lanes]
    names = max(NAMES, min(MOST_NAMES, max(width_of(plain(words), bold=False) * NAME.size + 8 for words in told)))
    left, slot = x + names, (width - names) / len(chart.labels)
    for lane, words in zip(chart.lanes, told, strict=True):
        bottom, room = y + lane_high, lane_high - 2.5
        sheet.rule(x, bottom, width, line=0.4, grey=RULE)
        ink = fitted_line(words, NAME, names - 4)
        sheet.text(x, bottom - ink.line - 1, words, ink)
        per_one = room / chart.top(lane)
        for n, value in enumerate(lane.values):
            at = left + n * slot
            if value:
                fill(
                    sheet,
                    at + slot * (1 - BAR) / 2,
                    bottom - value * per_one,
                    slot * BAR,
                    value * per_one,
                    chart.tone(lane, n),
                )
            if lane.limits and lane.limits[n]:
                limit(sheet, at, bottom - lane.limits[n] * per_one, slot)
        y = bottom
    draw_labels(sheet, y + 1, [(left + (n + 0.5) * slot, label) for n, label in enumerate(chart.labels)])


def _split(chart: Split, sheet: Sheet, x: float, y: float, width: float) -> None:
    left = x
    for part in chart.parts:
        wide = width * part.number / chart.whole
        if wide:
            fill(sheet, left, y, wide, SPLIT_BAR, part.tone)
        left += wide
    for n, part in enumerate(chart.parts):
        _part(sheet, x + n % 3 * width / 3, y + SPLIT_BAR + 4 + n // 3 * LINE, part, chart.words[0][n])


def _part(sheet: Sheet, x: float, y: float, part: Part, told: str) -> None:
    fill(sheet, x, y + 1.5, SWATCH, 7, part.tone)
    sheet.text(x + SWATCH + 4, y, told, WORDS)
