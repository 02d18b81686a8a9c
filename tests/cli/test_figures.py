"""`cadplanner figures`: the counts of a day from its file, as text and as JSON."""

import json
from datetime import UTC, date, datetime

import pytest

from cadplanner.cli import main
from cadplanner.core.live import record
from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.outcome import Feedback
from cadplanner.store.store import Store
from tests.builders import people, plan_with
from tests.core.live.acting import Lived
from tests.keys import KEY, PASSPHRASE, with_keys


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    day = Lived(plan_with(people(4)))
    day.do("08:50", record.arrive, "a1")
    day.do("09:05", record.start, "a1", record.At("s-talk", 0))
    day.do("09:25", record.finish, "a1")
    day.do("09:30", record.did_not_attend, "a2")
    plan = day.plan
    forms = (Feedback("f1", plan.day.id, (4, 4, 4), 1), Feedback("f2", plan.day.id, (4, 3, 2), 4))
    everything = (*plan.setting(), *plan.patients, *plan.appointments, *plan.visits, *day.events, *forms)
    path = tmp_path / "day.cad"
    with Store.create(path, KEY) as store:
        store.apply(edit_between("A day", (), everything), who="Ann", at=datetime(2027, 6, 12, 9, tzinfo=UTC))
    with_keys(path)
    return str(path)


def test_as_text(file, capsys):
    assert main(["figures", file]) == 0
    out = capsys.readouterr().out
    assert "1 attended: 25.0% of booked\n" in out
    assert "1 did not attend: 25.0% of booked" in out
    assert "Conversation: 1 visits, 20 minutes" in out
    assert "median 15 min" in out
    assert "2 feedback forms" in out
    assert "CollaboRATE: mean 10.5 of 12, 50.0% with 12 of 12 (2 answers)" in out
    assert "Friends and Family: 50.0% very good or good (2 answers)" in out


def test_as_json(file, capsys):
    assert main(["figures", file, "--json", "--day", date(2027, 6, 12).isoformat()]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["on"], found["booked"], found["attended"]["of_booked"]) == ("2027-06-12", 4, 25.0)
    assert len(found["bands_before"]) == 7
    assert (found["experience"]["forms"], found["experience"]["friends_positive"]) == (2, 50.0)


def test_another_day_is_refused_in_one_line(file, capsys):
    assert main(["figures", file, "--day", "2001-01-01"]) == 2
    assert "2027-06-12" in capsys.readouterr().err


def test_a_date_that_is_none_is_refused_in_a_sentence(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["figures", "any.cad", "--day", "2031-13-40"])
    assert ended.value.code == 2
    assert "“2031-13-40” is no date; write it as YYYY-MM-DD." in capsys.readouterr().err
