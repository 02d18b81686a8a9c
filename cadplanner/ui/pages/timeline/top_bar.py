"""The line above the timeline: how the plan stands, what rows are, zoom, undo, and Plan with its time."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.form import ChoiceField
from cadplanner.ui.kit.icons import put_icon, retint
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.text import SMALL, FittingLabel, plain_tip
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.under_way import progress_bar
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.timeline.verb_menu import Verbs
from cadplanner.ui.pages.timeline.ways import AGAIN, FIRST, TIP, Way
from cadplanner.ui.undo_stack import UndoStack

STATIONS, STAFF, LIST, LOAD = "stations", "staff", "list", "load"
VIEWS = (
    (STATIONS, "Stations", "rows-3", "Rows by station, place by place (Ctrl+Shift+1)"),
    (STAFF, "Staff", "users", "Rows by member of staff, with breaks (Ctrl+Shift+2)"),
    (LIST, "List", "list", "The same visits as a table (Ctrl+Shift+3)"),
    (LOAD, "Load", "chart-column", "How many people each station has at once, over the hours (Ctrl+Shift+4)"),
)
LEAST_WIDE = 24  # average characters of how the plan stands
NARROW = 133  # average characters: below, the views are pictures and zoom is by keyboard and wheel


class TopBar(QWidget):
    """Says what was asked; the page does it."""

    view_chosen = Signal(str)
    plan_wanted = Signal()
    cancel_wanted = Signal()
    unplaced_wanted = Signal()
    panel_toggled = Signal(bool)

    def __init__(self, verbs: Verbs, undo_stack: UndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build(verbs)
        self._wire()
        self._follow(undo_stack)
        self.show_planning(running=False)

    @property
    def way(self) -> Way:
        """How she wants it planned."""
        return Way(self._effort.choice())

    def show_planned(self, *, planned: bool) -> None:
        """Once there is a plan, planning again keeps everybody's time unless she asks for it anew."""
        choices = AGAIN if planned else FIRST
        if self._effort.count() != len(choices):
            self._effort.set_choices(choices)
            self._effort.setCurrentIndex(0)

    def show_words(self, counts: str, under: str, tip: str = "", *, bad: bool = False) -> None:
        """How the plan stands, in a line and a quieter one with a tip; `bad` where rules are broken."""
        self._counts.set_wordings(counts, counts.partition(",")[0], "")
        self._under.set_wordings(under, under.partition(" · ")[0], "")
        self._under.setToolTip(plain_tip(tip or under))
        self._under.set_role(Role.BAD_TEXT if bad else Role.TEXT_SOFT)

    def show_unplaced(self, number: int) -> None:
        """A button that leads to them; none where everybody is placed."""
        self._unplaced.setText(f"{number} not placed")
        self._unplaced.setAccessibleName(f"{number} not placed: show why")
        self._unplaced.setVisible(number > 0)

    def show_planning(self, *, running: bool) -> None:
        """Progress and Cancel in place of Plan."""
        self._progress.setValue(0)
        self._progress.setVisible(running)
        self._cancel.setVisible(running)
        self._effort.setVisible(not running)
        self._plan.setVisible(not running)
        self._unplaced.setEnabled(not running)

    def show_progress(self, per_cent: int) -> None:
        """How much of the time is over."""
        self._progress.setValue(per_cent)

    def show_view(self, view: str) -> None:
        """Presses the button of that view; says nothing."""
        show_pressed(self._views[view], on=True)

    def show_panel(self, *, on: bool) -> None:
        """Whether the side panel is open."""
        self._panel.setChecked(on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW * self.fontMetrics().averageCharWidth()
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        changed = [button for button in self._views.values() if button.toolButtonStyle() is not style]
        for button in changed:
            button.setToolButtonStyle(style)
        if changed:
            retint(self)  # a drawing stands off its words
        for button in self._zoom:
            button.setVisible(not narrow)

    def _build(self, verbs: Verbs) -> None:
        self._counts = FittingLabel(self, bold=True)
        self._under = FittingLabel(self, size=SMALL, role=Role.TEXT_SOFT)
        said = QWidget(self)
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._counts)
        words.addWidget(self._under)
        self._unplaced = QPushButton(self)
        put_icon(self._unplaced, "triangle-alert", role=Role.CAUTION_TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._build_plan()
        self._build_views()
        self._zoom = [_tool(action, self) for action in (verbs.smaller, verbs.fit, verbs.bigger)]
        self._build_tools()
        row = WrappingRow(self, gap=SPACE + SPACE // 2)
        row.setContentsMargins(2 * SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.add_growing(said, LEAST_WIDE)
        row.addWidget(self._unplaced)
        planning = (self._progress, self._cancel, self._effort, self._plan)
        for group in (self._views.values(), self._zoom, (self._undo, self._redo, self._panel), planning):
            row.addWidget(_together(group, self))

    def _build_tools(self) -> None:
        self._undo, self._redo = _plain_tool("undo-2", self), _plain_tool("redo-2", self)
        self._panel = _plain_tool("user", self)
        self._panel.setCheckable(True)
        self._panel.setToolTip("Show the card of the chosen patient, and who is not placed")
        self._panel.setAccessibleName("Card and not placed")

    def _build_plan(self) -> None:
        self._effort = ChoiceField(FIRST, self, name="Time to spend on planning")
        self._effort.setMinimumContentsLength(9)
        self._effort.setToolTip(plain_tip(TIP))
        self._plan = primary_button("&Plan", self, icon="wand-sparkles")
        self._plan.setToolTip("Plans everybody who is invited; locked visits stay where they are")
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setToolTip("Stops and keeps the best plan so far")
        self._progress = progress_bar("Planning", self)
        self._progress.setFixedWidth(140)

    def _build_views(self) -> None:
        group = QButtonGroup(self)
        self._views: dict[str, QToolButton] = {}
        for number, (key, words, icon, tip) in enumerate(VIEWS, start=1):
            button = _plain_tool(icon, self)
            button.setText(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            put_icon(button, icon)  # anew: it stands off its words
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(f"Show as {words.lower()}")
            button.setShortcut(f"Ctrl+Shift+{number}")
            button.toggled.connect(lambda on, key=key: self.view_chosen.emit(key) if on else None)
            group.addButton(button)
            self._views[key] = button
        show_pressed(self._views[STATIONS], on=True)

    def _wire(self) -> None:
        self._plan.clicked.connect(self.plan_wanted)
        self._cancel.clicked.connect(self.cancel_wanted)
        self._unplaced.clicked.connect(self.unplaced_wanted)
        self._panel.toggled.connect(self.panel_toggled)

    def _follow(self, stack: UndoStack) -> None:
        """Names the step to undo and to redo."""
        self._stack = stack
        self._undo.clicked.connect(stack.undo)
        self._redo.clicked.connect(stack.redo)
        stack.moved.connect(self._on_undo_moved)
        self._on_undo_moved()

    def _on_undo_moved(self) -> None:
        _name_step(self._undo, "Undo", self._stack.undoText())
        _name_step(self._redo, "Redo", self._stack.redoText())


def _name_step(button: QToolButton, verb: str, label: str) -> None:
    """The button names the step; '' is no step, and the button is off."""
    button.setEnabled(bool(label))
    button.setToolTip(plain_tip(f"{verb}: {label}") if label else f"Nothing to {verb.lower()}")
    button.setAccessibleName(f"{verb}: {label}" if label else verb)


def _plain_tool(icon: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    put_icon(button, icon)
    return button


def _together(parts: Iterable[QWidget], parent: QWidget) -> QWidget:
    """Parts that stay on one line."""
    held = QWidget(parent)
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE // 2)
    for part in parts:
        row.addWidget(part)
    return held


def _tool(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIconSize(QSize(18, 18))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setDefaultAction(action)
    button.setAccessibleName(action.text().replace("&", ""))
    return button
