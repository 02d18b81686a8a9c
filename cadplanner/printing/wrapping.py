"""Lines of a width: words stay whole where they fit, and nothing is ever cut off."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from cadplanner.printing.letters import JOINERS, width_of

CHINESE = (range(0x2E80, 0xA4D0), range(0xAC00, 0xD7B0), range(0xF900, 0xFB00), range(0x20000, 0x32000))


@lru_cache(maxsize=50_000)
def wrapped(text: str, width: float, *, bold: bool) -> tuple[str, ...]:
    """The plain text as lines no wider than `width` (in sizes of the font); a word too wide breaks between letters."""
    if width_of(text, bold=bold) <= width:
        return (text,) if text else ()
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if width_of((line + word).rstrip(" "), bold=bold) <= width:
            line += word
            continue
        if line.strip(" "):
            lines.append(line.rstrip(" "))
        *whole, line = _broken(word, width, bold=bold)
        lines += whole
    return tuple([*lines, line.rstrip(" ")] if line.strip(" ") else lines)


def _words(text: str) -> list[str]:
    """Words with the spaces after them; every Chinese character is a word."""
    words = [""]
    for n, letter in enumerate(text):
        ends = n > 0 and ((text[n - 1] == " " and letter != " ") or (text[n - 1] == "-" and letter.isalpha()))
        if ends or (n > 0 and (_chinese(letter) or _chinese(text[n - 1])) and letter not in " ,.)"):
            words.append("")
        words[-1] += letter
    return words


def _chinese(letter: str) -> bool:
    return any(ord(letter) in block for block in CHINESE)


def _broken(word: str, width: float, *, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and not _clings(letter) and width_of(parts[-1] + letter, bold=bold) > width and letter != " ":
            parts.append("")
        parts[-1] += letter
    return parts


def _clings(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter).startswith("M")
