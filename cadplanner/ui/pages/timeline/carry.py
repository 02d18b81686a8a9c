"""A visit in the hand, by mouse or keyboard: where it would be dropped, and what the rules say to that."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.span import Span
from cadplanner.ui.pages.timeline.rows import Block
from cadplanner.ui.pages.timeline.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Carry:
    """`visit_ids` of `block` over `row` at `start`; `grabbed` is the minutes from its start to the pointer.

    `home` is the row it was taken from. It has moved once it left its own start and row.
    """

    visit_ids: tuple[str, ...]
    block: Block
    home: int
    row: int
    start: int
    grabbed: int = 0
    by_keyboard: bool = False
    verdict: Verdict | None = None

    @property
    def span(self) -> Span:
        """When the visit would be, at its present length."""
        return Span(self.start, self.start + self.block.span.minutes)

    @property
    def moved(self) -> bool:
        """Whether it is elsewhere than it was."""
        return (self.start, self.row) != (self.block.span.start, self.home)
