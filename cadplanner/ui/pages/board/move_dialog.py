"""Where somebody is to go instead: another station, or another place of one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.record import At
from cadplanner.core.model.day import Mode
from cadplanner.ui.kit.form import ChoiceField, Form
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.pages.board.words import minutes_words, person_sentence, place_words

ANY = "-1"


class MoveDialog(Sheet):
    """Offers stations with how many wait there; `at` is what was chosen."""

    def __init__(self, board: Board, appointment_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Move")
        self._board, self._person = board, board.person[appointment_id]
        self.station = ChoiceField(self._stations())
        self.station.choose(self._person.station_id)
        self.place = ChoiceField()
        self._form = Form()
        self._form.add("&Where to", self.station)
        self._form.add("&Place", self.place, hint="Somebody who waits need not have one.")
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setText("&Move")
        self.column.addWidget(PlainLabel(person_sentence(board, self._person), wrap=True))
        self.column.addWidget(self._form)
        self.set_foot(self._buttons)
        self.station.chosen.connect(self._offer_places)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._offer_places()

    @property
    def at(self) -> At:
        """The station and the place chosen; -1 for any."""
        return At(self.station.choice(), int(self.place.choice() or ANY))

    def _stations(self) -> list[tuple[str, str]]:
        return [(station.id, self._words(station.id)) for station in self._board.plan.stations]

    def _words(self, station_id: str) -> str:
        now, name = self._board.station[station_id], self._board.plan.station[station_id].name
        longest = max((self._board.waited(who) for who in now.queue), default=0)
        waits = f"{len(now.queue)} waiting, the longest {minutes_words(longest)}" if now.queue else "nobody waiting"
        return f"{name} ({waits})"

    def _offer_places(self) -> None:
        station = self._board.plan.station.get(self.station.choice())
        places = range(station.places) if station and station.mode is not Mode.DROP_IN else range(0)
        words = [(str(n), place_words(self._board, self.station.choice(), n)) for n in places]
        self.place.set_choices([(ANY, "any"), *words])
