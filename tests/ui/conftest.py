"""The window before any file, for whoever looks at the whole of it."""

from itertools import count

import pytest

from cadplanner.settings import Settings
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import Around, MainWindow


@pytest.fixture(autouse=True)
def light_again(qapp, nothing_goes_on):
    """A test may put on another look or larger text; the next one begins in ours, and alone."""
    yield
    apply_theme(qapp, Theme.LIGHT)


@pytest.fixture
def window(qtbot, clock):
    """A shown window with fresh settings; what it opened is closed with it, a store that a test gave is left open."""
    ids = count(1)
    made = MainWindow(Around(clock, lambda: f"id-{next(ids)}", "tester"), Settings())
    qtbot.addWidget(made)
    made.show()
    yield made
    if made.workspace is not None and made.workspace.store.path is None:
        made.leave_store()
    made.close()
