"""The settings while no file is open: this computer's alone, in front of what was shown."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cadplanner.ui.kit.scroll import scrolling
from cadplanner.ui.main_window.page_stack import PageStack
from cadplanner.ui.main_window.settings_page import SettingsPage
from cadplanner.ui.main_window.tastes import Tastes


def show_outside(stack: PageStack, tastes: Tastes) -> None:
    """Shows them; Back and Esc return to what was shown."""
    before = stack.page
    if before.findChild(SettingsPage) is not None:
        return
    page = SettingsPage(None)
    page.use_tastes(tastes)
    frame = scrolling(page, "Settings page")
    page.left.connect(lambda: stack.show_outside(before))
    page.left.connect(frame.deleteLater)
    stack.show_outside(frame)
    if page.computer is not None:
        page.computer.theme.setFocus(Qt.FocusReason.OtherFocusReason)
