"""The day: which one, its parts each a keystroke away, and what is worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.checks import setup_problems
from cadplanner.core.setup.new_day import edit_without_day
from cadplanner.core.setup.problem import SetupProblem, counted
from cadplanner.ui.kit.menus import Line, add_line
from cadplanner.ui.kit.part_tabs import PartTabs, TabsOrChoice
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.scroll import room_of
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.day_setup.changes import Changes, Question
from cadplanner.ui.pages.day_setup.day_part import DayPart
from cadplanner.ui.pages.day_setup.new_day import NewDay
from cadplanner.ui.pages.day_setup.part_stack import Part, PartStack
from cadplanner.ui.pages.day_setup.parts import CoverPart, InterpretersPart, PathwaysPart, ServicesPart, StationsPart
from cadplanner.ui.pages.day_setup.question import QuestionBar
from cadplanner.ui.pages.day_setup.staff_part import StaffPart
from cadplanner.ui.pages.day_setup.worth_a_look import WorthALook
from cadplanner.ui.workspace import Workspace

PARTS = ("day", "stations", "staff", "interpreters", "cover", "pathways", "services")
WORDS = ("&Day", "&Stations", "S&taff", "&Interpreters", "C&over", "&Pathways", "Servi&ces")
LOOK = len(PARTS)
DOCKED_FROM = 140  # average characters of width from which what is worth a look stands beside the parts
DOCK = 280  # pixels


def _of(kind: type[Part]) -> property:
    """The part of that kind, made when it is first asked for."""
    return property(lambda page: page._parts.of(kind))  # noqa: SLF001 - the page's own


class DaySetupPage(QWidget):
    """Sets a day up. Every field is saved as it is left; what would cost visits is asked first."""

    title = "Day"
    icon = "calendar-cog"
    needs_day = True

    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.changes = Changes(workspace, self)
        self._asking = False
        self._stale = False
        self._build()
        self._wire()
        self.reload()

    day = _of(DayPart)
    stations = _of(StationsPart)
    staff = _of(StaffPart)
    interpreters = _of(InterpretersPart)
    cover = _of(CoverPart)
    pathways = _of(PathwaysPart)
    services = _of(ServicesPart)

    def make_all(self) -> None:
        """Every part, for whoever looks for something in all of them."""
        self._parts.make_all()

    def reload(self) -> None:
        """Shows the day that is chosen, or how to begin where there is none."""
        self._stale = False
        day_id = self._workspace.day_id
        self.changes.plan = self._workspace.store.plan(day_id) if day_id else None
        if self.changes.plan is None:
            self.new_day.start(can_cancel=False)
            self._stack.setCurrentWidget(self.new_day)
            return
        self._stack.setCurrentWidget(self.new_day if self._asking else self._set_up)
        self._show_plan(self.changes.plan)

    def start_new_day(self, copy_of: str = "") -> None:
        """Asks for a new day, perhaps as a copy."""
        self.new_day.start(copy_of=copy_of, can_cancel=bool(self._workspace.day_id))
        self._asking = True
        self._stack.setCurrentWidget(self.new_day)
        self.new_day.take_keyboard()

    def show_part(self, number: int) -> None:
        """Shows one of the parts."""
        self._tabs.setCurrentIndex(number)

    def poses(self) -> Iterator[Pose]:
        """Each part, the question before a day is deleted, and a new day as it is asked for and refused."""
        if self.changes.plan is not None:
            for number, part in enumerate(PARTS):
                self.show_part(number)
                yield part
            self.show_part(PARTS.index("staff"))
            self.staff.show_hours()
            yield "hours"
            self.staff.add_several()
            yield "add-staff"
            self.delete_day()
            yield "question"
            self.question.keep()
            self.show_part(LOOK if self._tabs.isTabVisible(LOOK) else 0)
            yield "look"
            self.start_new_day()
            yield "new-day"
        self.new_day.name.clear()
        self.new_day.on.setText("?")
        self.new_day.make()
        yield "new-day-refused"
        self.new_day.closed.emit()
        self.reload()

    def _build(self) -> None:
        self.question = QuestionBar(self)
        self._parts = PartStack(self.changes)
        self.look = WorthALook()
        self.new_day = NewDay(self._workspace)
        self._stack = Stack(self)
        self._set_up = self._build_set_up()
        self._stack.addWidget(self._set_up)
        self._stack.addWidget(self.new_day)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.question)
        whole.addWidget(self._stack, 1)

    def _build_set_up(self) -> QWidget:
        set_up = QWidget()
        self._tabs = PartTabs(set_up, name="Parts of the day")
        for words in (*WORDS, "&Worth a look"):
            self._tabs.addTab(words)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE, 0, 2 * SPACE, 0)
        top.addWidget(TabsOrChoice(self._tabs, set_up), 1)
        top.addWidget(self._build_menu(set_up))
        self._parts.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._parts, 1)
        below.addWidget(self.look, 1)
        column = QVBoxLayout(set_up)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below, 1)
        return set_up

    def _build_menu(self, parent: QWidget) -> QPushButton:
        self.days_button = QPushButton("Da&ys", parent)
        self.days_button.setAccessibleName("Days: new, copy, rename or delete")
        menu = QMenu(self.days_button)
        add_line(menu, Line("&New day…", self.start_new_day, None, "calendar-plus"))
        add_line(menu, Line("&Copy this day…", lambda: self.start_new_day(self._workspace.day_id), None, "copy"))
        add_line(menu, Line("&Rename this day", self._on_rename, None, "pencil"))
        add_line(menu, Line("&Delete this day…", self.delete_day, None, "trash-2"))
        self.days_button.setMenu(menu)
        return self.days_button

    def _wire(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_day_changed)
        self.changes.asked.connect(self.question.ask)
        self._tabs.currentChanged.connect(self._on_part)
        self.look.wanted.connect(self._on_wanted)
        self.new_day.made.connect(self._on_made)
        self.new_day.closed.connect(self._on_new_day_closed)
        self._parts.show_part(0)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_next_part, by))

    def _show_plan(self, plan: Plan) -> None:
        counts = (
            0,
            len(plan.stations),
            len(plan.shifts),
            len(plan.interpreters),
            len(plan.cover),
            len(plan.pathways),
            len(plan.services),
        )
        for number, (words, count) in enumerate(zip(WORDS, counts, strict=True)):
            self._tabs.setTabText(number, f"{words} {count}" if number else words)
        self._parts.reload()
        problems = setup_problems(plan)
        self._tabs.setTabText(LOOK, f"&Worth a look {len(problems)}")
        self.look.show_plan(plan, problems)
        self._arrange()

    def _arrange(self) -> None:
        """What is worth a look stands beside the parts where there is room, else it is a part itself."""
        docked = room_of(self).width() >= DOCKED_FROM * self.fontMetrics().averageCharWidth()
        if docked and self._tabs.currentIndex() == LOOK:
            self._tabs.setCurrentIndex(0)
        self._tabs.setTabVisible(LOOK, not docked)
        looking = self._tabs.currentIndex() == LOOK
        self.look.setVisible(docked or looking)
        self.look.setMaximumWidth(DOCK if docked else 16_777_215)
        self._parts.setVisible(not looking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_tabs"):
            self._arrange()

    def delete_day(self) -> None:
        """Deletes the day shown; where people are invited to it, after a question with their number."""
        plan = self.changes.here
        edit = edit_without_day(plan)
        invited = len(plan.appointments)
        if not invited:
            self._workspace.do(edit)
            return
        people = counted(invited, "person is", "people are")
        says = (
            f"{people} invited to {plan.day.name}, {date_words(plan.day.on)}. Deleting the day deletes their "
            f"appointments and visits; they stay on the waiting list. Undo brings all of it back."
        )
        go_ahead = f"Delete the day and {counted(invited, 'appointment', 'appointments')}"
        self.changes.asked.emit(Question(says, go_ahead, partial(self._workspace.do, edit), keep="Keep the day"))

    def _on_rename(self) -> None:
        self.show_part(0)
        self.day.go_to("name")

    def _on_part(self, number: int) -> None:
        if number < LOOK:
            self._parts.show_part(number)
        self._arrange()

    def _on_next_part(self, by: int) -> None:
        shown = [n for n in range(self._tabs.count()) if self._tabs.isTabVisible(n)]
        here = shown.index(self._tabs.currentIndex())
        self._tabs.setCurrentIndex(shown[(here + by) % len(shown)])

    def _on_wanted(self, problem: SetupProblem) -> None:
        if problem.where in PARTS:
            number = PARTS.index(problem.where)
            self.show_part(number)
            self._parts.at(number).go_to(problem.about)
        else:
            self.wants_page.emit("waiting_list")

    def _on_made(self, day_id: str) -> None:
        self._asking = False
        self._workspace.choose_day(day_id)
        self.reload()
        self.show_part(0)
        self._workspace.said.emit(f"{self.changes.here.day.name} is set up. Look through its parts.")

    def _on_new_day_closed(self) -> None:
        self._asking = False
        self._stack.setCurrentWidget(self._set_up)

    def _on_changed(self, _kinds: frozenset[type]) -> None:
        if self._workspace.day_id not in {"", *(day.id for day in self._workspace.store.days())}:
            return  # the workspace is about to choose another day
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_day_changed(self, _day_id: str) -> None:
        self.question.keep()
        self._asking = False
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Edits made elsewhere are looked at when the page comes up, not before."""
        super().showEvent(event)
        if self._stale:
            self.reload()
