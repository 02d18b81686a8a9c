"""The outcomes of the day: found by card or name, keyed in the order of the paper form, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.core.keeping.roles import may_write
from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer
from cadplanner.core.live.outcomes import Kept, note_what_matters, record_outcome
from cadplanner.core.model.attendance import minute_on
from cadplanner.core.model.day import Mode
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.outcome import Agreed, Outcome, OutcomeKind
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.kit.scan_field import ScanField
from cadplanner.ui.kit.stack import OneShown
from cadplanner.ui.kit.table import Table, TableModel
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.outcomes.asked_field import Usual
from cadplanner.ui.pages.outcomes.feedback import FeedbackDialog
from cadplanner.ui.pages.outcomes.panel import OutcomePanel, Shown
from cadplanner.ui.pages.outcomes.rows import COLUMNS, FILTERS, WANTED, OutcomeRow, counts_of, outcome_rows
from cadplanner.ui.pages.outcomes.rules_dialog import RulesDialog
from cadplanner.ui.todays_list import TodaysList, scanned
from cadplanner.ui.workspace import Workspace

NO_DAY, LIST = range(2)
DAY_MINUTES = 24 * 60
PLACED = 20  # milliseconds after which what came has its place


class OutcomesPage(QWidget):
    """What came of everybody. What is typed is recorded at once and the next person can be found."""

    title = "Outcomes"
    icon = "circle-check"
    needs_day = True
    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._live = live_day_of(workspace)
        self._plan: Plan | None = None
        self._found: TodaysList | None = None
        self._rows: tuple[OutcomeRow, ...] = ()
        self._kept = Kept()
        self._stale = True
        self.panel: OutcomePanel | None = None
        self._build()
        self._wire()

    def reload(self) -> None:
        """Shows the day as it now is; what is being typed stays."""
        self._stale = False
        board = self._live.board
        if board is None or not board.plan.appointments:
            self._stack.setCurrentIndex(NO_DAY)
            return
        self._stack.setCurrentIndex(LIST)
        self._kept = self._workspace.store.kept(board.plan.day.id)
        self._rows = outcome_rows(board, self._kept)
        if board.plan is not self._plan:
            self._show_plan(board)
        self._show_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
        self.field.go_on()

    def poses(self) -> Iterator[Pose]:
        """The page with somebody's outcome being keyed, as it should be and as it may not be."""
        board = self._live.board
        if board is None or self.panel is None or not board.plan.appointments:
            return
        wanted = next((row for row in self._rows if row.shelf == WANTED), self._rows[0])
        self.choose(wanted.id)
        yield "chosen"
        pifu = Agreed(OutcomeKind.PIFU, "knee", start=board.plan.day.on, months=6, leaflet=True)
        self.panel.form.show_agreed([pifu, Agreed(OutcomeKind.FOLLOW_UP, "phone", "soon", by_when=board.plan.day.on)])
        yield "several"
        self.panel.form.show_agreed([Agreed(OutcomeKind.DISCHARGE), pifu])
        yield "refused"
        recorded = next((row for row in self._rows if row.outcome is not None), wanted)
        self.choose(recorded.id)
        yield "recorded"
        yield from with_dialog("rules", RulesDialog(self._workspace, self))
        yield from with_dialog("feedback", FeedbackDialog(self._workspace, self))

    def choose(self, appointment_id: str) -> None:
        """Shows one person's outcome and takes the keyboard to it."""
        row = next((row for row in self._rows if row.id == appointment_id), None)
        if row is None or self.panel is None:
            return
        noted = self._workspace.store.what_matters(self._day_id)
        matters = next((one.words for one in reversed(noted) if one.appointment_id == row.id), "")
        self.panel.show_person(Shown(row, matters, self._recorded_words(row.outcome)), self._kept.rules)
        self.table.select_ids([row.id])
        self.panel.begin()
        QTimer.singleShot(PLACED, self.panel, self.panel.bring_into_sight)

    @property
    def _day_id(self) -> str:
        return self._workspace.day_id

    def _build(self) -> None:
        self._empty = EmptyPage(
            "No outcomes yet",
            "Here you key what was agreed with each person, from the outcome forms or as they leave. "
            "Set up a day and invite people first.",
            icon="circle-check",
            action="Go to the day",
        )
        self.field = ScanField(self, name="Card or name", hint="Scan, or card or name")
        self.chips = Chips(FILTERS, self, name="Outcomes", apart=(frozenset(key for key, _ in FILTERS),))
        self.model = TableModel(COLUMNS, self)
        self.table = Table(self.model, self, name="Outcomes of the day", empty="Nobody here.")
        self._feedback = QPushButton("Feedbac&k forms", self)
        self._rules = QPushButton("Promises and &codes", self)
        self._rules.setVisible(may_write(self._workspace.role, DayRules))
        buttons = WrappingLine(self)
        buttons.row.addWidget(self._feedback)
        buttons.row.addWidget(self._rules)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.field)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        right = QWidget(self)
        self._place = QVBoxLayout(right)
        self._place.setContentsMargins(0, 0, 0, 0)
        split = Beside(self)
        split.add(left, least=36)
        split.add(right, least=50)
        self._stack = OneShown(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(split)

    def _wire(self) -> None:
        self._live.changed.connect(self._on_live_changed)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_changed)
        self._empty.asked.connect(lambda: self.wants_page.emit("day"))
        self.field.entered.connect(self._on_entered)
        self.field.cleared.connect(self._on_cleared)
        self.field.textChanged.connect(lambda _: self._show_rows())
        self.chips.chosen.connect(lambda _: self._show_rows())
        self.table.row_opened.connect(self.choose)
        self.table.clicked.connect(lambda index: self.choose(self.model.id_at(index.row())))
        self._feedback.clicked.connect(self._on_feedback)
        self._rules.clicked.connect(self._on_rules)

    def _show_plan(self, board: Board) -> None:
        """A new plan: the form knows its hub, its staff and its day."""
        plan, details = board.plan, self._workspace.store.details()
        self._plan, self._found = plan, TodaysList(plan)
        hub = tuple(station.name for station in plan.stations if station.mode is Mode.DROP_IN)
        roles = tuple(dict.fromkeys(member.role for member in plan.staff if member.role))
        usual = Usual(plan.day.on, hub, details.phone, roles)
        if self.panel is not None:
            self.panel.setParent(None)
            self.panel.deleteLater()
        self.panel = OutcomePanel(usual, details.words, tuple(member.name for member in plan.staff), self)
        self.panel.recorded.connect(self._on_recorded)
        self.panel.taken_back.connect(self._on_taken_back)
        self._place.addWidget(self.panel)

    def _show_rows(self) -> None:
        keys = self.chips.on
        fits = self._fitting()
        self.chips.set_counts(len(self._rows), counts_of(self._rows))
        shown = [row for row in self._rows if (fits is None or row.id in fits) and (not keys or row.shelf in keys)]
        self.model.set_rows(shown)

    def _fitting(self) -> frozenset[str] | None:
        """Whom the words typed fit; None where nothing is typed."""
        text = self.field.text().strip()
        if not text or self._found is None:
            return None
        scan = scanned(text)
        if scan is not None:
            return frozenset({self._found.by_card(scan)})
        return frozenset(self._found.found(text))

    def _on_entered(self) -> None:
        ids = self.model.ids()
        if len(ids) == 0 and self.chips.on:
            self.chips.clear()
            ids = self.model.ids()
        if ids and self._fitting() is not None:
            self.choose(ids[0])

    def _on_cleared(self) -> None:
        self.field.clear()
        self.chips.clear()

    def _on_recorded(self) -> None:
        assert self.panel is not None
        board, panel = self._live.board, self.panel
        assert board is not None
        who, by = panel.appointment_id, self._live.by()
        answer = record_outcome(board, by, self._kept, who, panel.agreed, panel.ground)
        if panel.new_words:
            answer = _both(answer, note_what_matters(board, by, who, panel.new_words))
        if self._live.enter(answer):
            panel.show_person(None, self._kept.rules)
            self.field.clear()
            self.field.go_on()

    def _on_taken_back(self) -> None:
        assert self.panel is not None
        assert self._live.board is not None
        who = self.panel.appointment_id
        if self._live.enter(record_outcome(self._live.board, self._live.by(), self._kept, who, ())):
            self.choose(who)

    def _on_live_changed(self) -> None:
        """The clock went on, or a fact was noted: the file need not be read for that."""
        board = self._live.board
        if board is None or not self.isVisible() or board.plan is not self._plan:
            self._stale = True
            return
        self._rows = outcome_rows(board, self._kept)
        self._show_rows()

    def _on_changed(self, _what: object = None) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def _on_feedback(self) -> None:
        FeedbackDialog(self._workspace, self).exec()

    def _on_rules(self) -> None:
        RulesDialog(self._workspace, self).exec()

    def _recorded_words(self, outcome: Outcome | None) -> str:
        """'Recorded 14:32 by Ann; it takes the place of an earlier one'."""
        if outcome is None or self._plan is None:
            return ""
        again = "; it took the place of an earlier one" if outcome.replaces else ""
        minute = minute_on(outcome.at, self._plan.day.on)
        day = "" if 0 <= minute < DAY_MINUTES else f"{date_words(outcome.at.astimezone().date())} "
        return f"Recorded {day}{clock(minute % DAY_MINUTES)} by {outcome.who}{again}."


def _both(answer: Answer, also: Answer) -> Answer:
    return answer.and_also(also) if isinstance(answer, Edit) and isinstance(also, Edit) else answer
