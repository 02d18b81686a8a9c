"""The pages in the order of the work: one line a page, and how it is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cadplanner.ui.workspace import Workspace

SETTINGS, SETTINGS_KEYS = "settings", "Ctrl+,"


@dataclass(frozen=True, slots=True)
class PageLine:
    """What the window must know of a page before it is made; `title` and `icon` are those of its class.

    A page `at_foot` stands apart from those of the work, at the foot of the rail.
    """

    key: str
    title: str
    icon: str
    shortcut: str
    make: Callable[[Workspace, QWidget], QWidget]
    takes_lists: bool = False
    at_foot: bool = False


def _waiting_list(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.waiting_list.page import WaitingListPage

    return WaitingListPage(workspace, parent)


def _day(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.day_setup.page import DaySetupPage

    return DaySetupPage(workspace, parent)


def _plan(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.timeline.page import TimelinePage

    return TimelinePage(workspace, parent)


def _rehearse(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.rehearse.page import RehearsePage

    return RehearsePage(workspace, parent)


def _outcomes(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.outcomes.page import OutcomesPage

    return OutcomesPage(workspace, parent)


def _desk(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.desk.page import DeskPage

    return DeskPage(workspace, parent)


def _after(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.after.page import AfterPage

    return AfterPage(workspace, parent)


def _print(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.print_room.page import PrintPage

    return PrintPage(workspace, parent)


def _board(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.board.page import BoardPage

    return BoardPage(workspace, parent)


def _reports(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.reports.page import ReportsPage

    return ReportsPage(workspace, parent)


def _history(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.pages.history.page import HistoryPage

    return HistoryPage(workspace, parent)


def _settings(workspace: Workspace, parent: QWidget) -> QWidget:
    from cadplanner.ui.main_window.settings_page import SettingsPage

    return SettingsPage(workspace, parent)


PAGES = (
    PageLine("waiting_list", "Waiting list", "clipboard-list", "Ctrl+1", _waiting_list, takes_lists=True),
    PageLine("day", "Day", "calendar-cog", "Ctrl+2", _day),
    PageLine("plan", "Plan", "chart-gantt", "Ctrl+3", _plan),
    PageLine("rehearse", "Rehearse", "circle-play", "Ctrl+R", _rehearse),
    PageLine("desk", "Desk", "user", "Ctrl+4", _desk),
    PageLine("board", "Board", "layout-grid", "Ctrl+5", _board),
    PageLine("outcomes", "Outcomes", "circle-check", "Ctrl+6", _outcomes),
    PageLine("after", "After", "archive-restore", "Ctrl+7", _after),
    PageLine("print", "Print", "printer", "Ctrl+8", _print),
    PageLine("reports", "Reports", "chart-column", "Ctrl+9", _reports),
    PageLine("history", "History", "history", "Ctrl+H", _history, at_foot=True),
    PageLine(SETTINGS, "Settings", "settings-2", SETTINGS_KEYS, _settings, at_foot=True),
)
"""Imported when they are first shown: the window is there in a third of the time."""
