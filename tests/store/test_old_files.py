"""Every file that a released version wrote opens, says what it said, and can be written to (see old_file.py)."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from cadplanner.core.model.edit import Change, Edit
from cadplanner.store.key_file import keys_path, read_keys
from cadplanner.store.recovery_key import words_of
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, by_recovery_key, unlock
from cadplanner.store.waiting import WaitingQuery
from tests.keys import CHEAP, PASSPHRASE, RECOVERY_KEY, protect
from tests.store import old_played_file as played
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


@pytest.mark.parametrize("name", ["v2.cad"])
def test_an_old_protected_file_opens_says_what_it_said_and_lives_on(tmp_path, name):
    path = tmp_path / name
    shutil.copy(FILES / name, path)
    shutil.copy(keys_path(FILES / name), keys_path(path))
    assert read_keys(path).audit_head.startswith("13 ")
    key = unlock(path, by_recovery_key(words_of(RECOVERY_KEY)))
    assert key == unlock(path, by_passphrase(PASSPHRASE))
    with Store.open(path, key) as store:
        assert store.lacks is None
        assert store.check_history().holds
        assert tuple(past.label for past in store.history()) == played.LABELS
        (certificate,) = store.certificates()
        assert (certificate.people, certificate.day_ids, certificate.keep_months) == (1, ("d0",), 2)
        check_played(store)
        store.sign_in(played.ANN.id, played.PIN, played.AT)
        store.apply(Edit("Back", (Change(played.TICKED, played.PROMISE),)), who="Ann", at=played.AT)
        assert store.promises("d1") == (played.PROMISE,)
        check_index(store)
    with Store.open(path, key) as store:
        assert store.lacks is None


def check_played(store):
    """All of the played day is as it was written."""
    plan = store.plan("d1")
    assert (plan.day, plan.venue, set(plan.services)) == (played.DAY, played.VENUE, {played.TALK, played.CLASS})
    found = {*plan.stations, *plan.staff, *plan.shifts, *plan.interpreters, *plan.cover, *plan.pathways, *plan.visits}
    found |= {*plan.appointments, *plan.patients, *plan.services, plan.day, plan.venue, *store.referrals()}
    assert found | {store.mapping("Surname|DOB"), store.kept_day_rules()} == set(played.THINGS)
    assert store.details() == played.DETAILS
    assert store.day_events("d1") == played.FACTS
    assert store.outcomes("d1") == played.OUTCOMES
    assert store.what_matters("d1") == (played.MATTERS,)
    assert store.feedback("d1") == (played.FEEDBACK,)
    assert store.promises("d1") == (played.TICKED,)
    assert store.prints("d1") == (played.PRINT,)
    assert store.operators() == (played.ANN, played.BEA)
