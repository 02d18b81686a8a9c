"""The codes on a card, QR and Code 128, as paths of black rectangles."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

import segno
from reportlab.graphics.barcode.code128 import Code128

QR_SIDE = 21
MASK = 0


@lru_cache(maxsize=4_096)
def qr_matrix(content: str) -> tuple[bytes, ...]:
    """The 21 rows of a QR code of version 1, error level Q: up to 16 capitals, digits and ':'; 1 is black.

    The version and the mask are fixed: choosing them takes six times as long. Raises segno.DataOverflowError.
    """
    code = segno.make(content, version=1, error="q", mode="alphanumeric", mask=MASK, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


@lru_cache(maxsize=4_096)
def qr_path(content: str) -> str:
    """The QR code as PDF rectangles in modules, under the point it is drawn at."""
    parts = []
    for row, modules in enumerate(qr_matrix(content)):
        column = 0
        for black, run in groupby(modules):
            length = len(list(run))
            if black:
                parts.append(f"{column} {-row - 1} {length} 1 re")
            column += length
    return " ".join(parts)


@lru_cache(maxsize=4_096)
def bars_path(content: str) -> str:
    """The Code 128 as PDF rectangles one unit high, in modules, above the point it is drawn at."""
    parts, at = [], 0
    for mark in _bars_and_gaps(content):
        wide = ord(mark.lower()) - ord("a") + 1
        if mark.isupper():
            parts.append(f"{at} 0 {wide} 1 re")
        at += wide
    return " ".join(parts)


def bars_width(content: str) -> int:
    """How many modules wide the Code 128 is, without the quiet zone."""
    return sum(ord(mark.lower()) - ord("a") + 1 for mark in _bars_and_gaps(content))


def _bars_and_gaps(content: str) -> str:
    code: Any = Code128(content, quiet=0)
    code.validate()
    code.encode()
    return str(code.decompose())
