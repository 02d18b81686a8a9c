"""Text made ready for paper: cleaned, put in reading order, given fonts, and shaped."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

from cadplanner.printing.fonts import BLOCKS, LATIN, PaperFont, font, font_for

MOST_LETTERS = 400
BOX_WIDTH = 0.6
_data: Any = ShapeData  # their published types leave out the fields
_shaped_text: Any = ShapedStr
JOINERS = "\u200c\u200d"
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters drawn with one font, left to right as they lie on the page; `font` '' is a box for an unknown letter.

    `width` is for a font size of 1 point.
    """

    font: str
    text: str
    width: float


def plain(text: str, *, most: int = MOST_LETTERS) -> str:
    """The text on one line without control or direction marks; past `most` letters it ends in '…'."""
    if text.isascii() and text.isprintable() and len(text) <= most:
        return text
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    kept = (_plain_letter(letter) for letter in unicodedata.normalize("NFC", short))
    return "".join(kept)


def _plain_letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cc" or kind in {"Zl", "Zp"} or (kind == "Zs" and letter != NO_BREAK_SPACE):
        return " "
    hidden = (kind == "Cf" and letter not in JOINERS) or "\ufe00" <= letter <= "\ufe0f"
    return "" if hidden else letter


@lru_cache(maxsize=50_000)
def pieces(text: str, *, bold: bool, leftwards: bool = False) -> tuple[Piece, ...]:
    """One line of plain text as pieces from left to right; `leftwards` where the line itself runs right to left."""
    if text.isascii():
        return (_unshaped(font(f"{LATIN}-{'Bold' if bold else 'Regular'}"), text),) if text else ()
    found: list[Piece] = []
    for level, run in _visual_runs(text, base=int(leftwards)):
        parts = _by_font(run, bold=bold)
        for made, part in reversed(parts) if level % 2 else parts:
            found.append(_piece(made, part, leftwards=bool(level % 2)))
    return tuple(found)


def width_of(text: str, *, bold: bool) -> float:
    """How wide a line of plain text is at 1 point."""
    return sum(piece.width for piece in pieces(text, bold=bold))


def runs_leftwards(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter of any direction says so."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return not text.isascii() and next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"


def unknown_letters(text: str) -> str:
    """The letters that no font here has: each prints as a box."""
    return "".join(letter for letter in plain(text) if letter not in JOINERS and font_for(letter, bold=False) is None)


def _by_font(run: str, *, bold: bool) -> list[tuple[PaperFont | None, str]]:
    fonts: list[PaperFont | None] = []
    for letter in run:
        before = fonts[-1] if fonts else None
        stays = before is not None and (letter in JOINERS or (_takes_after(letter) and before.has(letter)))
        fonts.append(before if stays else font_for(letter, bold=bold))
    grouped = groupby(zip(fonts, run, strict=True), key=lambda pair: pair[0])
    return [(made, "".join(letter for _, letter in pairs)) for made, pairs in grouped]


def _takes_after(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter).startswith("M")


def _piece(made: PaperFont | None, text: str, *, leftwards: bool) -> Piece:
    if made is None:
        return Piece("", text, BOX_WIDTH * len(text))
    if leftwards or any(ord(c) in _SHAPED or unicodedata.combining(c) for c in text):
        return _shaped(made, text, leftwards=leftwards)
    return _unshaped(made, text)


_SHAPED = frozenset(code for first, last, _ in BLOCKS for code in range(first, last + 1))


def _unshaped(made: PaperFont, text: str) -> Piece:
    return Piece(made.fontName, text, made.stringWidth(text, 1))


def _shaped(made: PaperFont, text: str, *, leftwards: bool) -> Piece:
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    uharfbuzz.shape(made.shaper, buffer)
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    readings = _readings(text, [(info.cluster, place.x_advance) for info, place in glyphs], leftwards=leftwards)
    drawn = ""
    data: list[Any] = []
    for (info, place), reading in zip(glyphs, readings, strict=True):
        char = made.character_for(info.codepoint, reading)
        drawn += char
        moves = (place.x_advance, place.y_advance, place.x_offset, place.y_offset)
        data.append(_data(info.cluster, *(move * made.per_mille for move in moves), made.face.charWidths[ord(char)]))
    return Piece(made.fontName, _shaped_text(drawn, shapeData=data), sum(one.x_advance for one in data) / 1000)


def _readings(text: str, glyphs: list[tuple[int, int]], *, leftwards: bool) -> list[str]:
    """What each glyph (its cluster, its advance) reads as: a mark without width reads with the letter it stands on."""
    starts = sorted({cluster for cluster, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    readings, told = [""] * len(glyphs), set[int]()
    before = -1
    for n in reversed(range(len(glyphs))) if leftwards else range(len(glyphs)):
        cluster, advance = glyphs[n]
        reading = "" if cluster in told else text[cluster : ends[cluster]]
        told.add(cluster)
        if advance or before < 0:
            before = n
        readings[before] += reading
    return readings


def _visual_runs(text: str, *, base: int) -> list[tuple[int, str]]:
    """Runs of one direction as they lie on the page (Unicode bidirectional algorithm, rules that names need).

    Level 0 is left to right, 1 right to left, 2 left to right among right-to-left letters; `base` is the line's.
    """
    levelled = _levelled(text, base)
    runs = [(level, "".join(c for _, c in run)) for level, run in groupby(levelled, key=lambda pair: pair[0])]
    ordered: list[tuple[int, str]] = []
    for leftwards, group in groupby(runs, key=lambda run: run[0] > 0):
        together = list(group)
        ordered += reversed(together) if leftwards else together
    return ordered


def _levelled(text: str, base: int) -> list[tuple[int, str]]:
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if not {"R", "AL", "AN"} & set(kinds):
        return [(0, letter) for letter in text]
    levels: list[int | None] = []
    strong = base
    for kind in kinds:
        strong = {"L": 0, "R": 1, "AL": 1}.get(kind, strong)
        levels.append(_level(kind, strong, levels[-1] if levels else base, base))
    _join_numbers(kinds, levels)
    return list(zip(_settled(levels, base), text, strict=True))


def _level(kind: str, strong: int, before: int | None, base: int) -> int | None:
    if kind in {"L", "R", "AL"}:
        return strong or 2 * base
    if kind == "NSM":
        return before
    if kind == "AN":
        return 2
    return 2 * max(strong, base) if kind == "EN" else None


def _join_numbers(kinds: list[str], levels: list[int | None]) -> None:
    for n in range(1, len(kinds) - 1):
        if kinds[n] in {"CS", "ES"} and levels[n - 1] == levels[n + 1] == 2:
            levels[n] = 2


def _settled(levels: list[int | None], base: int) -> list[int]:
    """Neutral letters take the direction that stands on both sides of them, so a phone number stays together."""
    settled: list[int] = []
    for n, level in enumerate(levels):
        before = settled[-1] if settled else base
        after = next((later for later in levels[n:] if later is not None), base)
        both = before if before == after else int(bool(before and after))
        settled.append(both if level is None else level)
    return settled
