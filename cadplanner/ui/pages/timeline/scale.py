"""Minutes and rows to pixels and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cadplanner.core.model.span import Span

LEAST, MOST = 0.6, 12.0  # pixels a minute


@dataclass(frozen=True, slots=True)
class Scale:
    """`per_minute` pixels wide, `row_height` pixels high; x counts from the first hour shown, y from the first row."""

    hours: Span
    per_minute: float = 1.6
    row_height: int = 26

    @property
    def width(self) -> int:
        """Of the whole day, in pixels."""
        return round(self.hours.minutes * self.per_minute)

    def x(self, minute: int) -> int:
        """Where a minute begins."""
        return round((minute - self.hours.start) * self.per_minute)

    def minute(self, x: float) -> int:
        """The minute at x, also outside the hours shown."""
        return self.hours.start + round(x / self.per_minute)

    def row(self, y: int) -> int:
        """The row at y; may be past the last one."""
        return y // self.row_height

    def on_grid(self, minute: int, grid: int, minutes: int) -> int:
        """The nearest start on the grid at which so many minutes fit the hours shown."""
        last = (self.hours.end - minutes) // grid * grid
        return max(-(-self.hours.start // grid) * grid, min(last, round(minute / grid) * grid))

    def zoomed(self, factor: float) -> Scale:
        """Wider or narrower, within reason."""
        return replace(self, per_minute=max(LEAST, min(MOST, self.per_minute * factor)))

    def fitted(self, width: int) -> Scale:
        """The whole day in so many pixels."""
        return replace(self, per_minute=max(LEAST, min(MOST, width / self.hours.minutes)))
