"""What every test may ask for: a store in memory, a workspace on it, a clock that stands, ids that count."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import cache
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from cadplanner.store import keys
from cadplanner.store.passphrase import key_from

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.dont_write_bytecode = False  # what is compiled is kept: some hundred second processes need not do it again
keys.key_from = cache(key_from)  # a key once made of a passphrase is not made again: each takes a quarter of a second

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")  # a busy machine's clock says nothing of the code

NOW = datetime(2027, 6, 1, 10, 12, tzinfo=UTC)


def pytest_collection_modifyitems(items):
    """Showing a window off screen makes Qt complain of nothing that matters."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Settings and logs of a test go nowhere near the person's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CADPLANNER_HOME", str(folder))
    return folder


@pytest.fixture
def clock():
    """It is always 1 June 2027, 10:12."""
    return lambda: NOW


@pytest.fixture
def new_id():
    """id-1, id-2, and so on."""
    numbers = count(1)
    return lambda: f"id-{next(numbers)}"


@pytest.fixture
def store():
    from cadplanner.store.store import Store

    made = Store.in_memory()
    yield made
    made.close()


@pytest.fixture
def workspace(qapp, store, clock, new_id):
    from cadplanner.ui.workspace import Workspace

    return Workspace(store, clock=clock, new_id=new_id, who="tester")


@pytest.fixture
def nothing_goes_on(qapp, monkeypatch):
    """What a test opened has no clock and no second process left that would go off in another test."""
    from PySide6.QtCore import QEvent
    from shiboken6 import isValid

    from cadplanner.ui.tasks import end_all
    from cadplanner.ui.workspace import Workspace

    opened, begin = [], Workspace.__init__

    def begun(made, *given, **more):
        begin(made, *given, **more)
        opened.append(made)

    monkeypatch.setattr(Workspace, "__init__", begun)
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would: closed windows go now
    for made in filter(isValid, opened):
        end_all(made)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The one application, in our light look."""
    from cadplanner.ui.kit.dressing import apply_theme
    from cadplanner.ui.kit.theme import Theme

    apply_theme(qapp, Theme.LIGHT)
    return qapp
