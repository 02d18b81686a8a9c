"""The panel at the side: the card of the chosen patient with its verbs, and who is not placed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.words import NumberKind
from cadplanner.core.planning.rules import Clash
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.timeline.card_panel import CardPanel
from cadplanner.ui.pages.timeline.unplaced_panel import UnplacedPanel
from cadplanner.ui.pages.timeline.verb_menu import Verbs

WIDTH = 36  # average characters


class SidePanel(QWidget):
    """Two tabs; the verbs stand under the card."""

    unplaced_shown = Signal()
    """Somebody looks at who is not placed."""

    def __init__(self, verbs: Verbs, number: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = CardPanel(number)
        self.unplaced = UnplacedPanel()
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName("Card, and who is not placed")
        self._tabs.tabBar().setAccessibleName("Card, and who is not placed")
        self._tabs.addTab(self._card_tab(verbs), "Card")
        self._tabs.addTab(self.unplaced, "Not placed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        self.setMinimumWidth(30 * self.fontMetrics().averageCharWidth())
        self._tabs.currentChanged.connect(self._on_tab_changed)

    @property
    def shows_unplaced(self) -> bool:
        """Whether the list of who is not placed is in view."""
        return self.isVisible() and self._tabs.currentWidget() is self.unplaced

    def show_card(self) -> None:
        """Brings the card in front."""
        self._tabs.setCurrentIndex(0)

    def show_unplaced(self) -> None:
        """Brings the list of who is not placed in front."""
        self._tabs.setCurrentWidget(self.unplaced)

    def show_plan(self, plan: Plan, chosen: Sequence[str], clashes: Sequence[Clash]) -> None:
        """Shows that plan in both tabs."""
        number = len(plan.unplaced)
        self._tabs.setTabText(1, f"Not placed ({number})" if number else "Not placed")
        self.unplaced.show_plan(plan)
        self.show_chosen(plan, chosen, clashes)

    def show_chosen(self, plan: Plan, chosen: Sequence[str], clashes: Sequence[Clash]) -> None:
        """Shows who is chosen."""
        self.card.show_visits(plan, chosen, clashes)
        self._verbs.setVisible(bool(chosen))

    def _card_tab(self, verbs: Verbs) -> QWidget:
        scroll = Frame(self.card, name="Card of the chosen patient", upright=True, takes_keys=True)
        self._verbs = QWidget()
        row = WrappingRow(self._verbs, gap=SPACE // 2)
        for action in (verbs.move, verbs.lock, verbs.unlock, verbs.swap):
            row.addWidget(_verb_button(action, self._verbs))
        row.addWidget(_more_button(verbs.more, self._verbs))
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE, SPACE // 2, SPACE // 2, SPACE // 2)
        foot.addWidget(self._verbs)
        column.addLayout(foot)
        return tab

    def _on_tab_changed(self) -> None:
        if self.shows_unplaced:
            self.unplaced_shown.emit()


def _more_button(menu: QMenu, parent: QWidget) -> QToolButton:
    """The verbs that are wanted less often, behind one button, so that all fit on one line."""
    button = QToolButton(parent)
    button.setText("More   ")
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAccessibleName("More that can be done")
    return button


def _verb_button(action: QAction, parent: QWidget) -> QToolButton:
    """A button that is there only while its verb is possible."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(16, 16))
    button.setAccessibleName(action.text().replace("&", ""))
    button.setVisible(action.isEnabled())
    action.enabledChanged.connect(button.setVisible)
    return button
