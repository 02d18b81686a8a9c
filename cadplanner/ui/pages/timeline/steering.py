"""The timeline by keyboard: which visit an arrow goes to, and where it takes the one in the hand."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cadplanner.ui.pages.timeline.carry import Carry
from cadplanner.ui.pages.timeline.picture import Picture
from cadplanner.ui.pages.timeline.rows import Block, Row

_K = Qt.Key
ARROWS: dict[int, tuple[int, int]] = {
    int(_K.Key_Left): (-1, 0),
    int(_K.Key_Right): (1, 0),
    int(_K.Key_Up): (0, -1),
    int(_K.Key_Down): (0, 1),
}
PICK_UP = frozenset({int(_K.Key_Return), int(_K.Key_Enter), int(_K.Key_M)})
DROP = frozenset({int(_K.Key_Return), int(_K.Key_Enter)})


def next_block(picture: Picture, key: int) -> Block | None:
    """The block that an arrow, Home or End goes to from the focus; the first of all where there is none."""
    current = picture.current
    if current is None or current.visit_ids[0] not in picture.scene.where:
        return next((block for row in picture.scene.rows for block in row.blocks), None)
    number, block = picture.scene.where[current.visit_ids[0]]
    if key in ARROWS and ARROWS[key][1]:
        return _in_other_row(picture, number, block, ARROWS[key][1])
    return _in_row(picture.scene.rows[number], block, key)


def carried_to(carry: Carry, key: int, grid: int) -> tuple[int, int]:
    """Start and row that an arrow takes the visit in the hand to."""
    across, down = ARROWS[key]
    return carry.start + across * grid, carry.row + down


def toggled(selected: tuple[str, ...], block: Block) -> tuple[str, ...]:
    """The choice with that block added, or taken out where it was in it."""
    if set(block.visit_ids) <= set(selected):
        return tuple(visit_id for visit_id in selected if visit_id not in block.visit_ids)
    return tuple(dict.fromkeys((*selected, *block.visit_ids)))


def _in_row(row: Row, block: Block, key: int) -> Block | None:
    blocks = row.blocks or row.loose
    if block not in blocks:
        return None
    at = blocks.index(block)
    places = {int(_K.Key_Left): at - 1, int(_K.Key_Right): at + 1, int(_K.Key_Home): 0, int(_K.Key_End): -1}
    to = places.get(key, at)
    if key == int(_K.Key_End):
        return blocks[-1]
    return blocks[to] if 0 <= to < len(blocks) else None


def _in_other_row(picture: Picture, number: int, block: Block, step: int) -> Block | None:
    rows = picture.scene.rows
    number += step
    while 0 <= number < len(rows) and not rows[number].blocks:
        number += step
    if not 0 <= number < len(rows):
        return None
    return min(rows[number].blocks, key=lambda other: abs(other.span.start - block.span.start))
