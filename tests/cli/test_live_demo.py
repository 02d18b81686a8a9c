"""`cadplanner live-demo`: the demo day played into its file, and the figures of what was played."""

import json
from datetime import date
from pathlib import Path

import pytest

from cadplanner.cli import live_demo, main
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.demo import make_demo_file
from tests.conftest import NOW
from tests.keys import demo_store


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "demo.cad"
    for _ in make_demo_file(path, patients=12, seed=3, today=date(2027, 5, 3)):
        pass
    return str(path)


def test_played_fast_it_is_closed_and_its_figures_are_those_of_what_was_played(file, capsys):
    assert main(["live-demo", file, "--fast", "--seed", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].endswith(", closed")
    assert "0 here" in lines[-1]
    assert main(["figures", file, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["booked"] == 12
    counts = [found[key]["people"] for key in ("attended", "did_not_attend", "cancelled", "not_marked")]
    assert sum(counts) == 12
    assert counts[3] == 0
    assert f"{counts[0]} gone" in lines[-1]
    apart = [share["people"] for share in found["outcomes"][:-1]]
    assert sum(apart) == counts[0]
    assert main(["live-demo", file, "--fast"]) == 2
    assert "closed" in capsys.readouterr().err


def test_it_stops_and_plays_on(file, capsys):
    assert main(["live-demo", file, "--fast", "--until", "10:30"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] < "10:31"
    with demo_store(Path(file)) as store:
        events = store.day_events(store.days()[0].id)
    assert events
    assert main(["live-demo", file, "--fast"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(", closed")
    with demo_store(Path(file)) as store:
        assert store.day_events(store.days()[0].id)[: len(events)] == events


def test_it_waits_as_the_day_does(file, monkeypatch, capsys):
    waited = []
    monkeypatch.setattr(live_demo.time, "sleep", waited.append)
    assert main(["live-demo", file, "--speed", "30", "--until", "10:30"]) == 0
    assert waited
    assert all(seconds >= 2 for seconds in waited)


def test_only_invented_days_are_played(file, capsys):
    with demo_store(Path(file)) as store:
        real = ServiceDetails(name="A real service")
        store.apply(Edit("Name", (Change(store.details(), real),)), who="Ann", at=NOW)
    assert main(["live-demo", file, "--fast"]) == 2
    assert "not a demo" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--speed", "0"], ["--speed", "fast"], ["--until", "noon"]])
def test_nonsense_is_refused_in_one_line(file, capsys, wrong):
    with pytest.raises(SystemExit):
        main(["live-demo", file, *wrong])
    assert capsys.readouterr().err.count("\n") == 1
