"""The verbs of the plan page as actions: one set for the timeline, the list, the card and the right click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.icons import put_icon


class Verbs:
    """Actions on the chosen visits; `owner` is where their shortcuts work."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self.move = self._action("&Move to…", "arrow-right", "Ctrl+M")
        self.lock = self._action("&Lock", "lock", "Ctrl+Shift+L")
        self.unlock = self._action("&Unlock", "lock-open", "Ctrl+Shift+U")
        self.swap = self._action("&Swap the two", "arrow-left-right", "Ctrl+E")
        self.take_off = self._action("&Take off the plan", "x", "Ctrl+Del")
        self.details = self._action("Show the &referral", "clipboard-list", "")
        self.give = self._menu("&Give to", "user")
        self.times = self._menu("&Other times", "clock")
        self.more = QMenu("More", owner)
        self.more.addActions([self.give.menuAction(), self.times.menuAction(), self.take_off, self.details])
        self.bigger = self._action("Zoom &in", "zoom-in", "Ctrl++")
        self.smaller = self._action("Zoom &out", "zoom-out", "Ctrl+-")
        self.fit = self._action("&Fit", "", "Ctrl+0")
        self.bigger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])

    def wire(self, pairs: tuple[tuple[QAction, Callable[[], object]], ...]) -> None:
        """Says what each action does."""
        for action, does in pairs:
            action.triggered.connect(lambda _=False, does=does: does())

    def allow(self, plan: Plan, chosen: tuple[str, ...], *, changing: bool) -> None:
        """Offers only what can be done with the chosen visits; nothing that changes while planning."""
        visits = [plan.visit[visit_id] for visit_id in chosen]
        patients = {visit.appointment_id for visit in visits}
        one_patient = len(patients) == 1 and changing
        self.move.setEnabled(changing and len(visits) == 1)
        self.lock.setEnabled(changing and any(not visit.locked for visit in visits))
        self.unlock.setEnabled(changing and any(visit.locked for visit in visits))
        self.swap.setEnabled(changing and len(visits) == 2 and len(patients) == 2)
        self.take_off.setEnabled(one_patient)
        mine = [v for visit in visits[:1] for v in plan.visits_of_appointment[visit.appointment_id]]
        self.give.setEnabled(changing and len(visits) == 1 and bool(visits[0].staff_id) and not visits[0].locked)
        self.times.setEnabled(changing and len(visits) == 1 and not any(visit.locked for visit in mine))
        self.details.setEnabled(len(patients) == 1 and bool(plan.appointment[next(iter(patients))].referral_id))

    def allow_zoom(self, *, on: bool) -> None:
        """Zoom is for the picture; a list has none."""
        for action in (self.bigger, self.smaller, self.fit):
            action.setEnabled(on)

    def menu(self) -> QMenu:
        """For a right click on a visit."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.move, self.swap, self.lock, self.unlock])
        menu.addActions([self.give.menuAction(), self.times.menuAction()])
        menu.addSeparator()
        menu.addActions([self.take_off, self.details])
        return menu

    def _menu(self, words: str, icon: str) -> QMenu:
        menu = QMenu(words, self._owner)
        put_icon(menu.menuAction(), icon)
        return menu

    def _action(self, words: str, icon: str, keys: str) -> QAction:
        action = QAction(words, self._owner)
        if icon:
            put_icon(action, icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{words.replace('&', '').rstrip('…')}{f' ({keys})' if keys else ''}")
        self._owner.addAction(action)
        return action
