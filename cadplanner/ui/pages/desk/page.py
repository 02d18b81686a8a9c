"""The desk: people arrive, walk in, get their next stops, leave; the last thing can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.live import record
from cadplanner.core.live.board import Board
from cadplanner.core.live.closing import CLOSED, unless_closed
from cadplanner.core.live.facts import Answer, Refusal
from cadplanner.core.live.following import HERE
from cadplanner.core.live.next_stops import NextStops, best_routes
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.day import Position
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.errors import CadError
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.menus import Line, add_line
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.kit.scroll import scrolling
from cadplanner.ui.kit.stack import OneShown, Stack
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.desk.bar import TAKE_BACK, KeyBar, LastLine, bind
from cadplanner.ui.pages.desk.counter import Counter
from cadplanner.ui.pages.desk.finding import name_typed
from cadplanner.ui.pages.desk.happened import Thing, things_for
from cadplanner.ui.pages.desk.looking import Looking
from cadplanner.ui.pages.desk.paper import PaperDesk
from cadplanner.ui.pages.desk.passports import PassportPrinter
from cadplanner.ui.pages.desk.policy import PolicyDialog
from cadplanner.ui.pages.desk.poses import poses
from cadplanner.ui.pages.desk.stops import StopsPanel
from cadplanner.ui.pages.desk.taking_back import TakeBack
from cadplanner.ui.pages.desk.walk_in_form import WalkInForm
from cadplanner.ui.pages.desk.words import Says, Tone
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace


class DeskPage(QWidget):
    """The check-in desk of the day being shown. Facts go in through the live day."""

    title = "Desk"
    icon = "user"
    needs_day = True
    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._live = live_day_of(workspace)
        self._stale = True
        self._routes: Task | None = None
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Shows the day as it now is."""
        board = self._live.board
        self._stale = False
        if board is None or (not board.plan.appointments and not board.plan.stations):
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self._still.setText(self._only_looked_at())
        self._still.setVisible(bool(self._still.text()))
        self._back.look(board)
        self.counter.refresh(board)
        if self.is_at_paper:
            self.paper.refresh(board)
        self._show_keys()

    def closing(self) -> None:
        """Stops what is under way, before the page goes."""
        self._looking.stop()
        self._printer.stop()
        self._stop_looking()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
        if not self.is_at_paper:
            self.counter.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters that nobody else takes are those of a scanner."""
        at_counter = self._stack.currentIndex() == 1 and not self.is_at_paper
        if not (at_counter and self.counter.takes(event)):
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._empty = EmptyPage(
            "No day to arrive at yet",
            "Set up a day and invite people first; here they arrive on the day.",
            icon="user",
            action="Go to the day",
        )
        self.counter = Counter(self._workspace.store, self)
        self._looking = Looking(self._workspace, lambda: self.counter.patient, self)
        self.stops = StopsPanel(self)
        self.form = WalkInForm(self._holder, self._workspace.words.number, self)
        self._stops_frame = scrolling(self.stops, "Next stops")
        self._form_frame = scrolling(self.form, "Walk-in form")
        self.counter.beside.addWidget(self._stops_frame)
        self.counter.beside.addWidget(self._form_frame)
        self._still = PlainLabel("", self, bold=True, role=Role.CAUTION_TEXT, wrap=True)
        self.keys = KeyBar(self)
        self.paper = PaperDesk(self._live.by, self._enter_paper, self._workspace.words.number, self)
        self._policy = QPushButton("Early and late…", self)
        self._policy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.last = LastLine(self._policy, self)
        self._back = TakeBack(self._workspace, self._live, self.last)
        self._printer = PassportPrinter(self._workspace, self)
        self._lay_out()

    def _lay_out(self) -> None:
        desk = QWidget(self)
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._still)
        column.addWidget(self.counter, 1)
        column.addWidget(self.keys)
        self._work = Stack(self)
        self._work.addWidget(desk)
        self._work.addWidget(self.paper)
        working = QWidget(self)
        whole = QVBoxLayout(working)
        whole.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        whole.setSpacing(SPACE)
        whole.addWidget(self._work, 1)
        whole.addWidget(self.last)
        self._stack = OneShown(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(working)

    def _wire(self) -> None:
        self._live.changed.connect(self._on_live_changed)
        self._empty.asked.connect(lambda: self.wants_page.emit("day"))
        self.counter.arrive_wanted.connect(self._on_arrive_wanted)
        self.counter.shown.connect(self._show_keys)
        self.counter.shown.connect(self._looking.start)
        self.stops.chosen.connect(self._on_stops_chosen)
        self.stops.closed.connect(self._back_to_the_counter)
        self.form.taken.connect(self._take_in)
        self.form.closed.connect(self._back_to_the_counter)
        self._policy.clicked.connect(self._on_policy)
        self.keys.bind(self, "stops", self._on_next_stops)
        self.keys.bind(self, "walk_in", self._on_walk_in)
        self.keys.bind(self, "happened", self._on_something_else)
        self.keys.bind(self, "print", self._on_print)
        self.keys.bind(self, "paper", self._on_paper)
        self.paper.closed.connect(self._on_paper)
        bind(self, self.last.button, TAKE_BACK, self._on_take_back)

    def begin_anew(self) -> None:
        """Ready for the next person."""
        self._back_to_the_counter()
        self.counter.begin_anew()

    def show_person(self, appointment_id: str) -> None:
        """Shows somebody of the day; a paper or a form that was begun stays in front."""
        if not self.is_at_paper and self.counter.beside.currentIndex() == 0:
            self.counter.show_person(appointment_id)

    def poses(self) -> Iterator[Pose]:
        """The states of the page, for pictures."""
        if self._live.board is None:
            return iter(())
        policy = PolicyDialog(self._workspace.store.kept_day_rules(), self)
        states = poses(self.board, self.counter, self.paper, self.keys.buttons, self.begin_anew, self.form.submit)
        return chain(states, with_dialog("early-and-late", policy))

    @property
    def is_at_paper(self) -> bool:
        """Whether papers are being entered."""
        return self._work.currentIndex() == 1

    @property
    def board(self) -> Board:
        """The day as it is now."""
        assert self._live.board is not None
        return self._live.board

    def _on_live_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _only_looked_at(self) -> str:
        """Why nothing can be noted, in a sentence; '' where it can."""
        closed = CLOSED if self._live.board is not None and self._live.board.closed else ""
        return self._live.stands_still or closed

    def _show_keys(self) -> None:
        """A key that means nothing now is off."""
        board, whom = self._live.board, self.counter.whom
        person = board.person.get(whom) if board else None
        writes = not self._only_looked_at()
        self.keys.allow(
            stops=writes and person is not None and person.status in HERE,
            walk_in=writes,
            happened=writes and person is not None and bool(things_for(person)),
            print=board is not None and whom in board.plan.visits_of_appointment,
        )

    def _note(self, answer: Answer) -> bool:
        """Writes a fact; F8 takes it back."""
        if not self._live.note(answer):
            return False
        assert isinstance(answer, Edit)
        self._back.remember(answer.label, answer)
        return True

    def _on_arrive_wanted(self, appointment_id: str) -> None:
        asked = self.counter.answer.asked.currentText() if self.counter.answer.asked.choice() else ""
        says = f"Name and birth date said by {asked}" if asked else ""
        if self._note(record.arrive(self.board, self._live.by(), appointment_id, says)):
            self._show_noted(appointment_id, just_now=True)

    def _show_noted(self, appointment_id: str, *, just_now: bool = False, told: Says | None = None) -> None:
        """Shows somebody of whom something was just noted."""
        self.counter.show_person(appointment_id, just_now=just_now, told=told)
        self._looking.noted()

    def _on_something_else(self) -> None:
        person = self.board.person[self.counter.whom]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for thing in things_for(person):
            add_line(menu, Line(thing.words, partial(self._on_thing, thing, person.appointment_id)))
        button = self.keys.buttons["happened"]
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(menu.actions()[0])

    def _on_thing(self, thing: Thing, appointment_id: str) -> None:
        if self._note(thing.does(self.board, self._live.by(), appointment_id)):
            self._show_noted(appointment_id)

    def _on_take_back(self) -> None:
        self._back.take_back()
        if not self.is_at_paper:
            self._back_to_the_counter()

    def _on_print(self) -> None:
        self._printer.ask(self.board.plan, self.counter.whom)

    def _on_policy(self) -> None:
        dialog = PolicyDialog(self._workspace.store.kept_day_rules(), self)
        dialog.edited.connect(self._workspace.do)
        dialog.exec()
        self.counter.field.setFocus()

    # From paper: on any day, for the times are on it.

    def _on_paper(self) -> None:
        """From the desk to the papers, and back."""
        if self.is_at_paper:
            self._work.setCurrentIndex(0)
            self._back_to_the_counter()
        else:
            self._work.setCurrentIndex(1)
            self.paper.refresh(self.board)
            self.paper.begin_anew()

    def _enter_paper(self, edit: Edit) -> bool:
        """Writes what a paper says; whether it was written."""
        answer = unless_closed(self.board, edit)
        if isinstance(answer, Refusal):
            self._workspace.refused.emit(CadError(answer.says, ""))
            return False
        written = self._workspace.do(edit)
        if written:
            self._back.remember(edit.label, edit)
        return written

    # Next stops.

    def _on_next_stops(self) -> None:
        whom = self.counter.whom
        self.stops.show_services(self.board, whom, self._name(self.board.plan, whom))
        self.counter.show_beside(self._stops_frame)

    def _on_stops_chosen(self, found: NextStops) -> None:
        """Ends the visit in progress if that is meant, and books; one key takes both back."""
        whom, over = found.appointment_id, self.stops.is_over
        finished = record.finish(self.board, self._live.by(), whom) if over else Edit("")
        if over and not self._live.note(finished):
            return
        if not self._workspace.do(found.edit):
            return
        assert isinstance(finished, Edit)
        self._back.remember(f"{found.edit.label}: {found.says}", finished, booked=found.edit.label)
        self._back_to_the_counter()
        self._show_noted(whom, told=Says(Tone.ARRIVED, f"Booked, out by {clock(found.out_by)}", found.says))

    def _back_to_the_counter(self) -> None:
        self._stop_looking()
        self.counter.beside.setCurrentIndex(0)
        self.counter.field.go_on()

    # Walk-ins.

    def _on_walk_in(self) -> None:
        """Somebody found elsewhere in the file is taken in at once; else the waiting list is searched, and the form."""
        counter = self.counter
        if counter.stranger is not None:
            self._take_in(self._comer(counter.stranger))
            return
        surname, first_name = name_typed(counter.field.text())
        today = self._workspace.today()
        if counter.field.text().strip():
            counter.look_elsewhere()
        self.form.begin(self._workspace.new_id(), today, surname, first_name, counter.card_in_hand)
        counter.show_beside(self._form_frame)
        self.form.fields["surname"].setFocus()

    def _comer(self, patient: Patient) -> Comer:
        referrals = self._workspace.store.referrals_of_patient(patient.id)
        referral_id = referrals[0].id if referrals else ""
        return Comer(patient, referral_id=referral_id, card=self.counter.card_in_hand)

    def _take_in(self, comer: Comer) -> None:
        """Takes a walk-in in for the first stop of the day, and looks for the best routes from there."""
        plan = self.board.plan
        first = [s.id for s in plan.services if s.position is Position.FIRST and s.id in plan.stations_giving]
        anything = [s.id for s in plan.services if s.id in plan.stations_giving]
        answer = walk_in(self.board, self._live.by(), comer, first or anything[:1])
        if not self._note(answer):
            return
        assert isinstance(answer, Edit)
        whom = next(c.entity.appointment_id for c in answer.changes if isinstance(c.entity, DayEvent))
        self.counter.card_in_hand = 0
        self.counter.field.clear()
        self._show_noted(whom, just_now=True)
        self._look_for_routes(whom)

    def _look_for_routes(self, whom: str) -> None:
        self._stop_looking()
        self.stops.show_searching(self.board, whom, self._name(self.board.plan, whom))
        self.counter.show_beside(self._stops_frame)
        self._routes = Task(partial(best_routes, self.board, whom), self)
        self._routes.answered.connect(self.stops.show_ways)
        self._routes.failed.connect(self._on_no_routes)
        self._routes.start()

    def _on_no_routes(self, says: str) -> None:
        self._back_to_the_counter()
        self._workspace.refused.emit(CadError("No routes could be looked for.", says))

    def _stop_looking(self) -> None:
        if self._routes is not None:
            self._routes.stop()
            self._routes = None

    def _holder(self, nhs_number: str) -> Patient | None:
        """Whoever has that NHS number."""
        found = self._workspace.store.find_patients(nhs_number, 2)
        return next((patient for patient in found if patient.nhs_number == nhs_number), None)

    def _name(self, plan: Plan, appointment_id: str) -> str:
        return plan.patient[plan.appointment[appointment_id].patient_id].staff_name
