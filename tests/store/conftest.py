"""A store in memory and one on disk, closed again."""

import pytest

from cadplanner.store.store import Store


@pytest.fixture
def store():
    with Store.in_memory() as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Spring days.cad"
