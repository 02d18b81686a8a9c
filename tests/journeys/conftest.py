"""The window on an empty desk, the person before it, and files to begin with."""

from __future__ import annotations

import shutil
from itertools import count

import pytest

from cadplanner import demo
from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.exchange.invented import invented_list
from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.main_window import Around, MainWindow
from tests.conftest import NOW
from tests.journeys.steps import Coordinator
from tests.keys import KEY, with_keys

TODAY = NOW.date()
PEOPLE, INVITED = 40, 20


@pytest.fixture(autouse=True)
def alone(nothing_goes_on):
    """Each journey begins with nothing left of the one before."""


@pytest.fixture
def window(qtbot, clock):
    """The program as on its first run; a fresh id for everything made in it."""
    ids = count(1)
    made = MainWindow(Around(clock, lambda: f"made-{next(ids)}", "tester"), Settings())
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def she(window):
    """The coordinator."""
    return Coordinator(window)


@pytest.fixture
def another_window(qtbot, clock):
    """Makes one more person with a window of her own, as after starting the program again."""

    def start() -> Coordinator:
        ids = count(1)
        made = MainWindow(Around(clock, lambda: f"later-{next(ids)}", "tester"), Settings())
        qtbot.addWidget(made)
        made.resize(1366, 700)
        made.show()
        qtbot.waitExposed(made)
        return Coordinator(made)

    return start


@pytest.fixture
def messy_list(tmp_path):
    """A waiting list as a record system exports it."""
    file = tmp_path / "waiting-list.csv"
    file.write_bytes(invented_list(PEOPLE, seed=1, today=TODAY))
    return file


@pytest.fixture(scope="session")
def _kept(tmp_path_factory):
    """Files made once: with people waiting, with a day set up and people invited, with the day planned."""
    folder = tmp_path_factory.mktemp("kept")
    numbers = count(1)
    path = folder / "waiting.cad"
    with Store.create(path, KEY) as store:
        hand = demo.Hand(store, NOW, lambda: f"kept-{next(numbers)}")
        demo.import_list(hand, invented_list(PEOPLE, seed=1, today=TODAY), TODAY)
        real = ServiceDetails(name="Exampleford MSK service")
        hand.do(edit_between("Name the service", (store.details(),), (real,)))
    with _copied(path, folder / "invited.cad") as store:
        hand = demo.Hand(store, NOW, lambda: f"kept-{next(numbers)}")
        day_id = demo.set_up_day(hand, PEOPLE, seed=1, today=TODAY)
        demo.invite_longest_waiters(hand, day_id, INVITED)
    with _copied(folder / "invited.cad", folder / "planned.cad") as store:
        hand = demo.Hand(store, NOW, lambda: f"kept-{next(numbers)}")
        demo.plan_the_day(hand, store.days()[0].id, seed=1)
    return folder


@pytest.fixture
def service_file(_kept, tmp_path):
    """Gives a file of its own to start from: 'waiting', 'invited' or 'planned'."""

    def begin(state: str):
        return with_keys(shutil.copy(_kept / f"{state}.cad", tmp_path / "MSK service.cad"))

    return begin


def _copied(source, target) -> Store:
    shutil.copy(source, target)
    return Store.open(target, KEY)
