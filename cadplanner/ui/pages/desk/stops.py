"""Next stops: chosen by digit and booked by Enter from the day as it is, or three routes to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Refusal
from cadplanner.core.live.following import Status
from cadplanner.core.live.next_stops import NextStops, next_stops
from cadplanner.core.model.day import Position
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import service_name
from cadplanner.ui.kit.card import CardButton
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.text import HEAD, PlainLabel, heading, hint, plain_action
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.desk.bar import key_button


class StopsPanel(QWidget):
    """Shows what can be had before anything is booked; `chosen` carries the NextStops to book."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._who = ""
        self._boxes: dict[str, QCheckBox] = {}
        self._ways: tuple[NextStops, ...] = ()
        self._found: NextStops | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._build()
        self._wire()

    @property
    def found(self) -> NextStops | None:
        """What Enter would book."""
        return self._found

    @property
    def is_over(self) -> bool:
        """Whether the visit in progress ends with the booking."""
        return not self._over.isHidden() and self._over.isChecked()

    def show_services(self, board: Board, appointment_id: str, name: str) -> None:
        """Offers the services of the day, those still on the route ticked, and says what can be had."""
        self._begin(board, appointment_id, f"Next stops of {name}")
        self._hint.setText("A digit ticks a stop or takes it off; Enter books; Esc goes back.")
        person = board.person[appointment_id]
        self._over.setVisible(person.status is Status.IN_PROGRESS)
        self._over.setChecked(True)
        over = {stop.step for stop in person.stops} | {person.step if person.status is Status.IN_PROGRESS else ""}
        route = board.plan.appointment[appointment_id].route
        wanted = {step.service_id for step in route if step.key not in over}
        had = {step.service_id for step in route if step.key in over}
        for number, service_id in enumerate(offered(board.plan, had), start=1):
            box = QCheckBox(plain_action(f"{number}  {service_name(board.plan, service_id)}"), self)
            box.setChecked(service_id in wanted)
            box.toggled.connect(self._soon.start)
            self._boxes[service_id] = box
            self._row.addWidget(box)
        self._book.show()
        self._look()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_searching(self, board: Board, appointment_id: str, name: str) -> None:
        """Says that routes are being looked for."""
        self._begin(board, appointment_id, f"A route for {name}")
        self._says.setText("Looking for the best routes from now…")

    def show_ways(self, ways: Sequence[NextStops]) -> None:
        """Offers up to three routes, each with its reason; its digit books it."""
        assert self._board is not None
        self._ways = tuple(ways)
        self._says.setText(
            "" if ways else "Nothing can be had any more today: agree a follow-up, or invite to another day."
        )
        self._hint.setText("A digit books that route; Esc goes back and books nothing." if ways else "")
        for number, way in enumerate(ways, start=1):
            reason = reason_of(self._board.plan, ways, number - 1)
            card = CardButton(f"&{number}  Out by {clock(way.out_by)}", f"{way.says} {reason}", icon="arrow-right")
            card.clicked.connect(partial(self.chosen.emit, way))
            self._cards.addWidget(card)
            card.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        boxes = list(self._boxes.values())
        if 1 <= digit <= len(boxes):
            boxes[digit - 1].toggle()
        elif 1 <= digit <= len(self._ways):
            self.chosen.emit(self._ways[digit - 1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._book.isHidden():
            self._on_book()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _begin(self, board: Board, appointment_id: str, title: str) -> None:
        self._board, self._who = board, appointment_id
        self._ways, self._found = (), None
        self._title.setText(title)
        self._hint.setText("")
        self._over.hide()
        self._book.hide()
        self._cannot.hide()
        for box in self._boxes.values():
            self._row.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for card in self.findChildren(CardButton):
            self._cards.removeWidget(card)
            card.deleteLater()

    def _look(self) -> None:
        """What can be had of what is ticked, from now."""
        assert self._board is not None
        wanted = [service_id for service_id, box in self._boxes.items() if box.isChecked()]
        answer = next_stops(self._board, self._who, wanted)
        self._found = None if isinstance(answer, Refusal) or not answer.visits else answer
        self._says.setText(answer.says)
        cannot = () if isinstance(answer, Refusal) else answer.cannot
        self._cannot.setText("\n".join(f"✕ {each.says} {each.instead}" for each in cannot))
        self._cannot.setVisible(bool(cannot))
        self._book.setEnabled(self._found is not None)

    def _on_book(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._look()
        if self._found is not None:
            self.chosen.emit(self._found)

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Next stops")
        self._title = heading("", self)
        self._title.setWordWrap(True)
        self._hint = hint("", self)
        self._over = QCheckBox("The visit in progress is &over now", self)
        self._says = PlainLabel("", self, size=HEAD, bold=True, wrap=True)
        self._cannot = PlainLabel("", self, role=Role.CAUTION_TEXT, wrap=True)
        self._book = key_button("Book", "Enter", self, primary=True)
        self._back = key_button("Back", "Esc", self)
        put_icon(self._back, "chevron-left")
        boxes = QWidget(self)
        self._row = WrappingRow(boxes, gap=2 * SPACE)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        boxes.setSizePolicy(policy)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE)
        buttons = QHBoxLayout()
        buttons.addWidget(self._book)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for part in (self._title, self._over, boxes, self._says, self._cannot):
            column.addWidget(part)
        column.addLayout(self._cards)
        column.addLayout(buttons)
        column.addWidget(self._hint)
        column.addStretch(1)

    def _wire(self) -> None:
        self._soon.timeout.connect(self._look)
        self._book.clicked.connect(self._on_book)
        self._back.clicked.connect(self.closed)


def offered(plan: Plan, had: set[str]) -> tuple[str, ...]:
    """The services that may be chosen: given today, not had yet; the last of a route come by themselves."""
    return tuple(
        service.id
        for service in plan.services
        if service.position is not Position.LAST and service.id in plan.stations_giving and service.id not in had
    )[:9]


def reason_of(plan: Plan, ways: Sequence[NextStops], number: int) -> str:
    """Why that route is offered, in a sentence: what it has, when it is over, what it lacks."""
    way, first = ways[number], ways[0]
    lacks = " ".join(each.says for each in way.cannot)
    if number == 0:
        return f"Over first, and everything on it can be had. {lacks}".strip() if not lacks else f"Lacks least. {lacks}"
    more = [_name(plan, v.station_id) for v in way.visits if v.station_id not in {w.station_id for w in first.visits}]
    adds = f" with {', '.join(dict.fromkeys(more))}" if more else ""
    later = way.out_by - first.out_by
    return f"{f'{later} minutes later' if later > 0 else 'As soon'}{adds}. {lacks}".strip()


def _name(plan: Plan, station_id: str) -> str:
    return service_name(plan, plan.station[station_id].service_id)
