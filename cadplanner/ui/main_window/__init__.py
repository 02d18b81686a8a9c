"""The window: `window` holds one open file and its pages, `menus` the menu bar, `pages` one line a page."""

from cadplanner.ui.main_window.around import Around
from cadplanner.ui.main_window.pages import PAGES
from cadplanner.ui.main_window.window import MainWindow

__all__ = ["PAGES", "Around", "MainWindow"]
