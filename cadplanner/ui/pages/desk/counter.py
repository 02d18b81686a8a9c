"""The counter: what is scanned or typed, who is found by it, and the answer; it writes nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.paper.same_names import ALERT, similar_names
from cadplanner.printing.words import card_words
from cadplanner.store.store import Store
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.scan_field import ScanField
from cadplanner.ui.kit.scroll import bring_into_sight, scrolling
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.table import Table
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.desk import words
from cadplanner.ui.pages.desk.answer import READY, AnswerPanel, Whom
from cadplanner.ui.pages.desk.people import elsewhere_lines, elsewhere_words, next_due, people_model, todays_lines
from cadplanner.ui.pages.desk.words import ENTER, Says, Tone
from cadplanner.ui.todays_list import Scanned, TodaysList, scanned

DUE_SHOWN = 40
PLACED = 20  # milliseconds after which what came has its place
SIDE_LETTERS = 42  # average characters that the list and the answer are wide at least, side by side
SURE = "Compare the birth date; Enter twice: arrived."


class Counter(QWidget):
    """One person at a time: `whom` is her appointment today, `stranger` somebody of the file who is not on the list."""

    arrive_wanted = Signal(str)
    """Enter, or a scan, means that this appointment's person is here."""
    shown = Signal()
    """Somebody else is shown, or nobody."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._number = store.details().number
        self._board: Board | None = None
        self._plan: Plan | None = None
        self._similar: frozenset[str] = frozenset()
        self._ids: tuple[str, ...] = ()  # who fits what is typed
        self.whom = ""
        self.stranger: Patient | None = None
        self.card_in_hand = 0
        self._told: Says | None = None  # what was done for whoever is shown
        self._just = ""  # who has arrived by the last thing done
        self._scanned = ""  # what a scanner read last, until something else is typed
        self._filling = False  # the list is being filled: nobody chose a row
        self._sure = False  # whether Enter is meant for the one that is shown
        self._build()
        self._wire()

    @property
    def patient(self) -> Patient | None:
        """Whoever is shown; None for nobody."""
        if self._board is None or not self.whom:
            return self.stranger
        plan = self._board.plan
        return plan.patient[plan.appointment[self.whom].patient_id]

    @property
    def says(self) -> Says:
        """The answer as it stands."""
        return self.answer.banner.says

    def refresh(self, board: Board) -> None:
        """Shows the board as it now is; whoever is shown stays."""
        self._board = board
        if board.plan is not self._plan:
            self._plan = board.plan
            self._list = TodaysList(board.plan)
            self._similar = similar_names(board.plan)
            self._ids = self._list.found(self.field.text())
        if self.whom and self.whom not in board.person:
            self.begin_anew()
            return
        self._show_lines()
        self._show_answer()

    def begin_anew(self) -> None:
        """Ready for the next person."""
        self.field.clear()
        self._turn_to("", None)
        self.field.setFocus()

    def show_person(self, appointment_id: str, *, just_now: bool = False, told: Says | None = None) -> None:
        """Shows somebody of today's list; `just_now` where she arrived by the last thing done, `told` what was done."""
        self._just = appointment_id if just_now else ""
        self._told = told
        self._turn_to(appointment_id, None, sure=True)
        self.answer.asked.choose("")
        self.field.go_on()
        self._bring_into_sight(self.answer.banner)

    def show_beside(self, part: QWidget) -> None:
        """Shows another part in place of the answer."""
        self.beside.setCurrentWidget(part)
        self._bring_into_sight(part, at_top=True)

    def _bring_into_sight(self, part: QWidget, *, at_top: bool = False) -> None:
        """Where it stands under the list, once it has its place."""
        QTimer.singleShot(PLACED, part, lambda: bring_into_sight(part, at_top=at_top))

    def look_elsewhere(self) -> bool:
        """Lists who fits what was typed and is not on today's list; whether anybody does."""
        assert self._board is not None
        lines = elsewhere_lines(self._store, self._board, self.field.text())
        self._people.set_rows(lines)
        self._found.setText("Not on today's list: is it one of these?" if lines else "Nobody of that name in the file")
        return bool(lines)

    def takes(self, event: QKeyEvent) -> bool:
        """Letters typed while a button or the list has the keyboard are meant for the field: a scan is never lost."""
        letters = event.text().strip()
        if letters and letters.isprintable():
            self.field.go_on()
            self.field.insert(letters)
        return bool(letters) and letters.isprintable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self.takes(event):
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        asks = f"Scan a card, or type a name, birth date, {self._number} or card"
        self.field = ScanField(self, name=asks, hint="Scan a card or type a name")
        self._people = people_model()
        self.table = Table(self._people, self, name="People found", empty="Nobody on today's list.")
        self.table.installEventFilter(self)
        self._found = PlainLabel("", self, role=Role.TEXT_SOFT)
        self.answer = AnswerPanel(self)
        self.beside = Stack(self)
        self.beside.addWidget(scrolling(self.answer, "Answer"))
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.field)
        column.addWidget(self._found)
        column.addWidget(self.table, 1)
        self._sides = Beside(self)
        self._sides.setHandleWidth(2 * SPACE)
        self._sides.add(left, least=SIDE_LETTERS)
        self._sides.add(self.beside, least=SIDE_LETTERS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._sides)

    def _wire(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self.field.entered.connect(self._on_entered)
        self.field.stepped.connect(self._on_stepped)
        self.field.cleared.connect(self.begin_anew)
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_opened.connect(lambda _: self._on_entered())

    def _on_typed(self, typed: str) -> None:
        if self._board is None:
            return
        bring_into_sight(self.field)
        self._just, self._told, self._scanned = "", None, ""
        ids = self._ids = self._list.found(typed)
        scan = scanned(typed)
        card = self._list.by_card(scan) if scan else ""
        if card:
            ids = (card, *(each for each in ids if each != card))
        first = ids[0] if ids else ""
        alone = len(ids) == 1 and self._board.plan.appointment[first].patient_id not in self._similar
        self._turn_to(first, None, sure=alone)
        if typed.strip() and not ids and (scan is None or scan.typed):
            self._look_for_strangers()

    def _look_for_strangers(self) -> None:
        self.look_elsewhere()
        if self._people.rows:
            self.table.select_ids((self._people.rows[0].id,))
        self._show_answer()

    def _on_entered(self) -> None:
        scan = scanned(self.field.text())
        if scan is not None and not scan.typed and self.field.text() != self._scanned:
            self._on_scanned(scan)
        elif self.whom and self._sure:
            self._want_arrival()
        elif self.whom:
            self._sure = True
            self._show_answer()
        self._bring_into_sight(self.answer.banner)

    def _on_scanned(self, scan: Scanned) -> None:
        """A scan is one answer: whoever is expected has arrived by it."""
        assert self._board is not None
        self._scanned = self.field.text()
        who = self._list.by_card(scan)
        self.card_in_hand = 0 if who or self._list.is_of_another_day(scan) else scan.card
        self._turn_to(who, None, sure=True)
        self.field.selectAll()
        if who and self._board.person[who].status is not Status.LEFT:
            self._want_arrival()

    def _want_arrival(self) -> None:
        assert self._board is not None
        if self._board.person[self.whom].status in HERE:
            self._show_answer()
        else:
            self.arrive_wanted.emit(self.whom)

    def _on_stepped(self, step: int) -> None:
        ids = [line.id for line in self._people.rows]
        if ids:
            now = ids.index(self.table.current_id) if self.table.selected_ids else -1
            self.table.select_ids((ids[max(0, min(len(ids) - 1, now + step))],))

    def _on_selected(self) -> None:
        """A row was chosen by hand."""
        chosen = self.table.selected_ids[:1]
        line = next((line for line in self._people.rows if line.id in chosen), None)
        if self._filling or line is None or line.id in (self.whom, self.stranger.id if self.stranger else ""):
            return
        self._just, self._told, self._sure = "", None, True
        self.whom = line.id if line.today else ""
        self.stranger = None if line.today else self._store.patient(line.id)
        self._show_answer()
        self.shown.emit()

    def _turn_to(self, whom: str, stranger: Patient | None, *, sure: bool = False) -> None:
        self.whom, self.stranger, self._sure = whom, stranger, sure
        self._show_lines()
        self._show_answer()
        self.shown.emit()

    def _show_lines(self) -> None:
        """Those found on today's list; who is due next while nothing is typed."""
        if self._board is None or self.stranger is not None:
            return
        typed = self.field.text().strip()
        ids = self._ids if typed else next_due(self._board, DUE_SHOWN)
        if self.whom and self.whom not in ids:
            ids = (self.whom, *ids)
        self._filling = True
        self._people.set_rows(todays_lines(self._board, ids, self._similar))
        self.table.select_ids((self.whom,) if self.whom else ())
        self._filling = False
        number = len(ids)
        self._found.setText(f"{number} found on today's list" if typed else f"Next to come: {number}")

    def _show_answer(self) -> None:
        if self._board is None:
            return
        if self.whom:
            self._show_todays(self._board)
        elif self.stranger is not None:
            self._show_stranger(self.stranger)
        elif self.field.text().strip():
            self.answer.show_nobody(self._nobody())
        else:
            self.answer.show_nobody(READY, words.counts_words(self._board))

    def _show_todays(self, board: Board) -> None:
        person = board.person[self.whom]
        patient = board.plan.patient[board.plan.appointment[self.whom].patient_id]
        says = self._told or words.answer_of(board, person, just_now=self.whom == self._just)
        if says.tone is Tone.EXPECTED and not self._sure:
            says = replace(says, below=says.below.replace(ENTER, SURE))
        whom = Whom(
            name=patient.staff_name,
            born=words.identity_words(patient, board.plan.day.on),
            numbers=words.number_words(patient, person.card, self._number),
            needs=patient.needs_words,
            alert=ALERT if patient.id in self._similar else "",
            stops=words.route_words(board, person),
            code=words.code_words(person),
            may_arrive=person.status not in HERE,
        )
        self.answer.show_whom(says, whom)

    def _show_stranger(self, patient: Patient) -> None:
        assert self._board is not None
        where = elsewhere_words(self._store, patient)
        says = Says(Tone.NOT_TODAY, "Not on today's list", f"{where} F3 takes the person in as a walk-in.")
        born = words.identity_words(patient, self._board.plan.day.on)
        self.answer.show_whom(says, Whom(patient.staff_name, born, needs=patient.needs_words))

    def _nobody(self) -> Says:
        scan = scanned(self.field.text())
        if scan is not None and not scan.typed and self._list.is_of_another_day(scan):
            day = f"{scan.day[:2]}/{scan.day[2:]}"
            return Says(Tone.NOT_TODAY, "A card of another day", f"It is of {day}. Search by name: perhaps a walk-in.")
        if scan is not None and not scan.typed:
            below = f"{card_words(scan.card)} is nobody's card yet. F3: a walk-in gets it."
            return Says(Tone.NOT_TODAY, "Not on today's list", below)
        return Says(Tone.NOT_TODAY, "Not on today's list", "Unknown in this file. F3: take the person in as a walk-in.")
