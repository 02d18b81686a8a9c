"""Where the visit in the hand may go, row by row: asked of the masks once, looked up at every step."""

from __future__ import annotations

from cadplanner.core.model.span import Span
from cadplanner.core.planning.masks import steps_in
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.ui.pages.timeline.rows import Row


class Room:
    """The room there is for one visit."""

    def __init__(self, masks: RoomToMove, visit_id: str) -> None:
        self.plan, self.masks, self.visit = masks.plan, masks, masks.plan.visit[visit_id]
        self._spans: dict[int, tuple[Span, ...]] = {}

    def spans(self, number: int, row: Row) -> tuple[Span, ...]:
        """When the visit could be on that row, with some place or member of staff where the row does not say which."""
        if number not in self._spans:
            self._spans[number] = tuple(self._found(row))
        return self._spans[number]

    def _found(self, row: Row) -> list[Span]:
        visit, grid = self.visit, self.masks.grid
        station = self.plan.station[row.station_id or visit.station_id]
        appointment = self.plan.appointment[visit.appointment_id]
        minutes = self.plan.minutes_for(appointment, appointment.step(visit.step), station)
        starts = self.masks.anywhere(
            visit.id,
            station_id=station.id,
            place=None if row.staff_id or row.drop_in else row.place,
            staff_id=row.staff_id or None,
        )
        found: list[Span] = []
        for step in steps_in(starts):
            begin = step * grid
            if found and begin <= found[-1].end:
                found[-1] = Span(found[-1].start, begin + minutes)
            else:
                found.append(Span(begin, begin + minutes))
        return found
