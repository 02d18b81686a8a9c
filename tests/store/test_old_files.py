"""Every file that a released version wrote opens, says what it said, and can be written to (see old_file.py)."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from cadplanner.core.model.edit import Change, Edit
from cadplanner.store.converting import protect
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, unlock
from cadplanner.store.waiting import WaitingQuery
from tests.keys import CHEAP, PASSPHRASE, RECOVERY_KEY
from tests.store.old_file import CORRECTED, DAY, DETAILS, NEEDY, NGUYEN, NOW, SERVICES, THINGS, VENUE
from tests.store.worlds import check_index

FILES = Path(__file__).resolve().parents[1] / "files"


@pytest.mark.parametrize("name", ["v1.cad"])
def test_an_old_unprotected_file_is_protected_and_lives_on(tmp_path, name):
    path = tmp_path / name
    shutil.copy(FILES / name, path)
    key, aside = protect(path, PASSPHRASE, cost=CHEAP, recovery_key=RECOVERY_KEY)
    assert aside.read_bytes() == (FILES / name).read_bytes()
    with Store.open(path, key) as store:
        plan = store.plan(DAY.id)
        assert (plan.day, plan.venue, set(plan.services)) == (DAY, VENUE, set(SERVICES))
        found = {*plan.stations, *plan.staff, *plan.shifts, *plan.interpreters, *plan.pathways, *plan.visits}
        assert {*found, *plan.appointments, *store.referrals(), store.mapping("Surname|DOB")} <= set(THINGS)
        assert store.details() == DETAILS
        assert set(store.patients()) == {CORRECTED, NEEDY}
        assert [past.label for past in store.history()] == ["Correct the phone", "Set up and plan", "Name the service"]
        assert set(store.past_edit(2).changes) == {Change(None, thing) for thing in THINGS}
        assert store.waiting_ids(WaitingQuery(search="nguyen 12/06/1957", on=date(2027, 6, 1))) == ("r1",)
        store.apply(Edit("Back", (Change(CORRECTED, NGUYEN),)), who="Ann", at=NOW)
        check_index(store)
    with Store.open(path, unlock(path, by_passphrase(PASSPHRASE))) as store:
        assert store.patient(NGUYEN.id) == NGUYEN
