"""What staff do at a station: each verb notes facts of the live day, where and with whom it is free now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cadplanner.core.live import record
from cadplanner.core.live.at_station import coming_class, free_at
from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By
from cadplanner.core.live.following import Status
from cadplanner.core.live.record import At
from cadplanner.core.model.day import Mode
from cadplanner.ui.live_day import LiveDay

Verb = Callable[[Board, By, str], Answer]


class Acting:
    """Each verb says by the workspace what was done, or why not; it is on the board before it returns."""

    def __init__(self, live: LiveDay) -> None:
        self._live = live

    def call_next(self, station_id: str, place: int) -> None:
        """Whoever has the fairest claim is called, to that place or to one that is free."""
        queue = self._board.station[station_id].queue
        if queue:
            self.call(station_id, queue[:1], place)
        else:
            self._live.note(record.call_next(self._board, self._live.by(), At(station_id)))

    def call(self, station_id: str, appointment_ids: Sequence[str], place: int) -> None:
        """These are called."""
        for who in appointment_ids:
            at = free_at(self._board, station_id, who, place)
            self._live.note(record.call(self._board, self._live.by(), who, at))

    def start(self, station_id: str, appointment_ids: Sequence[str], place: int) -> None:
        """The visits of these begin; whoever was called begins where she was called to."""
        for who in appointment_ids:
            person = self._board.person[who]
            called = person.status is Status.CALLED and person.station_id == station_id
            at = free_at(self._board, station_id, who, person.place if called and place < 0 else place)
            self._live.note(record.start(self._board, self._live.by(), who, at))

    def start_class(self, station_id: str) -> None:
        """Everybody of the next class begins together."""
        coming = coming_class(self._board, station_id)
        at = free_at(self._board, station_id, coming[0]) if coming else At(station_id)
        self._live.note(record.start_class(self._board, self._live.by(), coming, At(station_id, at.place, at.staff_id)))

    def finish(self, appointment_ids: Sequence[str]) -> None:
        """The visits of these are over."""
        self._each(record.finish, appointment_ids)

    def finish_class(self, station_id: str) -> None:
        """Every visit in progress there is over."""
        self._live.note(record.finish_class(self._board, self._live.by(), station_id))

    def back_to_queue(self, appointment_ids: Sequence[str]) -> None:
        """These wait again."""
        self._each(record.back_to_queue, appointment_ids)

    def hold(self, appointment_ids: Sequence[str]) -> None:
        """These wait for something that is not a turn."""
        self._each(record.hold, appointment_ids)

    def leave(self, appointment_ids: Sequence[str]) -> None:
        """These go home."""
        self._each(record.leave, appointment_ids)

    def move(self, appointment_id: str, at: At) -> None:
        """She goes on there, or waits for it instead."""
        self._live.note(record.move(self._board, self._live.by(), appointment_id, at))

    def drop_in(self, station_id: str, appointment_ids: Sequence[str]) -> None:
        """Somebody dropped in; whose cards they were, where that is known."""
        for who in appointment_ids or ("",):
            self._live.note(record.drop_in(self._board, self._live.by(), station_id, who))

    def take_back(self) -> None:
        """What was noted here last was wrong."""
        self._live.take_back()

    def go_on(self, station_id: str, appointment_id: str, place: int) -> None:
        """The natural next thing: who waits is called, who is called begins, who is with staff has finished."""
        person, station = self._board.person[appointment_id], self._board.plan.station.get(station_id)
        if station is None:
            return
        if person.status is Status.IN_PROGRESS:
            self.finish((appointment_id,))
        elif station.mode is Mode.DROP_IN:
            self.drop_in(station_id, (appointment_id,))
        elif person.status is Status.CALLED or station.mode is Mode.GROUP:
            self.start(station_id, (appointment_id,), place)
        else:
            self.call(station_id, (appointment_id,), place)

    def _each(self, verb: Verb, appointment_ids: Sequence[str]) -> None:
        for who in appointment_ids:
            self._live.note(verb(self._board, self._live.by(), who))

    @property
    def _board(self) -> Board:
        assert self._live.board is not None
        return self._live.board
