"""The board page: the day as it is being lived, the queue of each station, the hall's screen, repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import HERE
from cadplanner.core.live.hall import hall
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.board import station_verbs as verbs
from cadplanner.ui.pages.board.acting import Acting
from cadplanner.ui.pages.board.hall_screen import HallScreen
from cadplanner.ui.pages.board.move_dialog import MoveDialog
from cadplanner.ui.pages.board.overview import Overview
from cadplanner.ui.pages.board.repair_dialog import RepairDialog
from cadplanner.ui.pages.board.repair_work import Found, Printed
from cadplanner.ui.pages.board.station_view import StationView
from cadplanner.ui.workspace import Workspace


class BoardPage(QWidget):
    """Shows the live day; every fact goes through it and comes back as `changed`."""

    title = "Board"
    icon = "layout-grid"
    needs_day = True
    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._live = live_day_of(workspace)
        self._next_page = ""
        self._acting = Acting(self._live)
        self.hall: HallScreen | None = None
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Shows the day as it is now."""
        board = self._live.board
        if board is None or not board.plan.visits:
            self._show_empty()
            return
        self._show_in_hall(board)
        if self._stack.currentWidget() is self._station:
            self._station.show_board(board, acts=not self._live.stands_still)
            self._write_down_looks(board)
            return
        self._overview.show_board(board)
        self._stack.setCurrentWidget(self._overview)

    def _build(self) -> None:
        self._overview, self._station = Overview(), StationView()
        self._empty = EmptyPage("", "", icon="layout-grid", action="Go to the plan")
        self._paper = MessageBar()
        self._stack = Stack()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._overview)
        self._stack.addWidget(self._station)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._paper)
        outer.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self._live.changed.connect(self._on_changed)
        self._empty.asked.connect(lambda: self.wants_page.emit(self._next_page))
        self._overview.station_opened.connect(self.open_station)
        self._overview.hall_wanted.connect(self._on_hall_wanted)
        self._overview.repair_wanted.connect(self._on_repair_wanted)
        self._station.closed.connect(self.close_station)
        self._station.verb_asked.connect(self._on_verb_asked)
        self._station.row_opened.connect(self._on_row_opened)

    def open_station(self, station_id: str, appointment_id: str = "") -> None:
        """Turns to the queue of one station, at that person; '' is for those at no station."""
        board = self._live.board
        if board is not None:
            self._stack.setCurrentWidget(self._station)
            self._station.open(board, station_id, appointment_id, acts=not self._live.stands_still)
            self._write_down_looks(board)

    def _write_down_looks(self, board: Board) -> None:
        """A queue is read with names and needs: written down, each person of it once in a while."""
        plan, station = board.plan, board.plan.station.get(self._station.station_id)
        patients = [plan.patient[plan.appointment[row.id].patient_id] for row in self._station.rows]
        where = f"the queue of {station.name}" if station else "those at no station"
        self._workspace.looked_at(*patients, label=f"Look at {where}")

    def close_station(self) -> None:
        """Back to the whole day."""
        self._stack.setCurrentWidget(self._overview)
        self.reload()
        self._overview.take_focus(self._station.station_id)

    def _on_row_opened(self, appointment_id: str) -> None:
        self._acting.go_on(self._station.station_id, appointment_id, self._station.place)

    def _on_verb_asked(self, verb: str) -> None:
        """A verb of the station being shown; '' only looks anew."""
        station_id, place, who = self._station.station_id, self._station.place, self._station.chosen_for(verb)
        acting = self._acting
        does: dict[str, Callable[[], object]] = {
            verbs.NEXT: lambda: acting.call_next(station_id, place),
            verbs.CALL: lambda: acting.call(station_id, who, place),
            verbs.START: lambda: acting.start(station_id, who, place),
            verbs.FINISH: lambda: acting.finish(who),
            verbs.START_CLASS: lambda: acting.start_class(station_id),
            verbs.FINISH_CLASS: lambda: acting.finish_class(station_id),
            verbs.DROP_IN: lambda: acting.drop_in(station_id, who),
            verbs.BACK: lambda: acting.back_to_queue(who),
            verbs.HOLD: lambda: acting.hold(who),
            verbs.LEAVE: lambda: acting.leave(who),
            verbs.TAKE_BACK: acting.take_back,
            verbs.MOVE: lambda: self._move(who[0]),
        }
        does.get(verb, self.reload)()

    def _move(self, appointment_id: str) -> None:
        assert self._live.board is not None
        dialog = MoveDialog(self._live.board, appointment_id, self)
        if dialog.exec() == MoveDialog.DialogCode.Accepted:
            self._acting.move(appointment_id, dialog.at)

    def _show_in_hall(self, board: Board) -> None:
        if self.hall is not None and self.hall.isVisible():
            self.hall.show_hall(hall(board))

    def _on_changed(self) -> None:
        if self.isVisible():
            self.reload()
        elif self._live.board is not None:
            self._show_in_hall(self._live.board)

    def _on_hall_wanted(self) -> None:
        if self.hall is None:
            self.hall = HallScreen(self)
        self.hall.show_on_second_screen()
        if self._live.board is not None:
            self._show_in_hall(self._live.board)

    def _on_repair_wanted(self) -> None:
        if self._live.board is None:
            return
        dialog = self._repair_dialog(self._live.board)
        if dialog.exec() == RepairDialog.DialogCode.Accepted and dialog.chosen is not None:
            self._accept(dialog.chosen)

    def _repair_dialog(self, board: Board) -> RepairDialog:
        store = self._workspace.store
        return RepairDialog(board, Printed(store.prints(board.plan.day.id), store.details()), self)

    def _accept(self, found: Found) -> None:
        """One step that can be undone, unless the day has moved on meanwhile in what it changes."""
        if not self._workspace.do(found.repair.edit):
            return
        self._workspace.said.emit(f"{found.repair.edit.label}. {found.repair.proposal.says}")
        if found.paper:
            go = partial(self.wants_page.emit, "print")
            self._paper.show_message(Severity.CHECK, found.paper, action="Print them again", on_action=go)

    def poses(self) -> Iterator[Pose]:
        """The page in each state worth a picture: its name, and the window to draw."""
        board, window = self._live.board, self.window()
        if board is None or not board.plan.visits:
            return
        self._overview.show_list("waiting")
        yield "people", window
        self._overview.show_view("stations")
        yield "stations", window
        busiest = max(board.stations, key=lambda now: len((*now.queue, *now.in_progress)))
        self.open_station(busiest.station_id)
        yield "queue", window
        self.close_station()
        self._overview.show_list("")
        self.hall = HallScreen(self)
        self.hall.resize(window.size())
        self.hall.show_hall(hall(board))
        yield "hall", self.hall
        here = [person.appointment_id for person in board.people if person.status in HERE]
        if here:
            yield from with_dialog("move", MoveDialog(board, here[0], self))
        dialog = self._repair_dialog(board)
        dialog.resize(dialog.size().boundedTo(window.size()))
        dialog.show()
        dialog.look.click()
        yield "repair", dialog
        dialog.reject()

    def closing(self) -> None:
        """The screen in the hall goes with the file."""
        if self.hall is not None:
            self.hall.close()

    def _show_empty(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        self._next_page = "plan"
        self._empty.set_words(
            "Nothing to watch yet",
            "The board shows who is where on the day, from the plan. Invite people and plan the day first.",
            action="Go to the plan",
        )

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.reload()
