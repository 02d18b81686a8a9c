"""`cadplanner rehearse`: sentences, a table by station and the advice, and the file stays as it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadplanner.cli import main
from cadplanner.core.model.attendance import DayEvent, Happened, instant_on
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.span import minute_of
from cadplanner.store.store import Store
from tests.builders import people, plan_with
from tests.keys import KEY, PASSPHRASE, with_keys


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    return kept(tmp_path / "day.cad", plan_with(people(12)))


def kept(path, plan):
    everything = (*plan.setting(), *plan.patients, *plan.appointments, *plan.visits)
    with Store.create(path, KEY) as store:
        store.apply(edit_between("A day", (), everything), who="Ann", at=datetime(2027, 6, 12, 9, tzinfo=UTC))
    with_keys(path)
    return str(path)


def said(capsys, *arguments):
    assert main(["rehearse", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_as_planned_there_are_sentences_a_table_and_advice(file, capsys):
    lines = said(capsys, file, "--runs", "3")
    assert lines[0] == "Community appointment day, 2027-06-12, played 3 times."
    assert lines[1].startswith("The last person would leave at ")
    head = next(n for n, line in enumerate(lines) if line.startswith("Station"))
    stations = {line.split("  ")[0] for line in lines[head + 1 : head + 6]}
    assert stations == {"Conversation", "Physio assessment", "Strength class", "Community hub", "Checkout"}
    assert lines[-1]


def test_every_what_if_can_be_asked_and_the_same_twice(file, capsys):
    asked = (file, "--runs", "2", "--longer", "20", "--absent", "15", "--late", "15", "--walk-ins", "2", "--day",
             "2027-06-12", "--seed", "4")  # fmt: skip
    assert said(capsys, *asked) == said(capsys, *asked)
    assert "as planned" in "\n".join(said(capsys, *asked))


def test_somebody_away_and_a_station_closed_are_named_as_they_are(file, capsys):
    without = said(capsys, file, "--runs", "1", "--without", "ngozi exampleton")
    assert any("could not be given" in line for line in without)
    closed = said(capsys, file, "--runs", "1", "--closed", "Strength class", "--since", "10:00")
    assert any("could not be given" in line for line in closed)
    assert main(["rehearse", file, "--without", "Nobody"]) == 2
    assert "“Nobody” is not a member of staff of this day. It has: " in capsys.readouterr().err
    assert main(["rehearse", file, "--closed", "Nowhere"]) == 2
    assert "“Nowhere” is not a station of this day. It has: Checkout, " in capsys.readouterr().err


def test_from_a_minute_of_the_day_it_is_played_as_the_hall_stood_then(file, capsys):
    plan = plan_with(people(12))
    first, second, third = (visits[0] for visits in list(plan.visits_of_appointment.values())[:3])
    noted = [
        fact(plan, 1, "08:58", Happened.ARRIVED, first),
        fact(plan, 2, "09:00", Happened.STARTED, first),
        fact(plan, 3, "09:01", Happened.ARRIVED, second),
        fact(plan, 4, "09:30", Happened.ARRIVED, third),
    ]
    with Store.open(Path(file), KEY) as store:
        changes = tuple(Change(None, each) for each in noted)
        store.apply(Edit("The morning", changes), who="Ann", at=datetime(2027, 6, 12, 9, tzinfo=UTC))
    lines = said(capsys, file, "--runs", "2", "--from", "09:10")
    assert lines[1].startswith("From 09:10, as the hall stands now: the last person would leave at ")
    assert lines[2] == "2 are here, 10 still to come."
    later = said(capsys, file, "--runs", "2", "--from", "10:05", "--longer", "20")
    assert later[2] == "3 are here, 8 still to come; 1 is missing and not counted."
    assert "as it stands" in later[3]
    assert main(["rehearse", file, "--from", "08:00"]) == 2
    assert "Nothing was noted of Community appointment day by 08:00. Leave --from out" in capsys.readouterr().err


def fact(plan, number, time, kind, visit):
    where = (visit.station_id, visit.place, visit.staff_id, visit.step) if kind is Happened.STARTED else ()
    at = instant_on(minute_of(time), plan.day.on)
    return DayEvent(f"e{number}", plan.day.id, kind, at, number, "Ann", visit.appointment_id, *where)


def test_a_day_without_a_plan_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    assert main(["rehearse", kept(tmp_path / "new.cad", plan_with(people(2), unplaced=2))]) == 2
    assert "Community appointment day has no plan yet. Plan the day first." in capsys.readouterr().err


def test_from_when_on_is_refused_without_who_or_what(file, capsys):
    assert main(["rehearse", file, "--since", "10:00"]) == 2
    assert "Add --without NAME or --closed STATION." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (("--longer", "much"), "much is not a whole number from 0 to 100"),
        (("--absent", "101"), "101 is not a whole number from 0 to 100"),
        (("--runs", "0"), "0 is not a whole number from 1 to 1000"),
        (("--from", "noon"), "noon is not a time of day, such as 10:30"),
        (("--since", "25:00"), "25:00 is not a time of day, such as 10:30"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(file, capsys, wrong, why):
    with pytest.raises(SystemExit) as ended:
        main(["rehearse", file, *wrong])
    assert ended.value.code == 2
    assert why in capsys.readouterr().err


def test_nothing_is_written(file, capsys):
    before = Path(file).read_bytes()
    said(capsys, file, "--runs", "1")
    assert Path(file).read_bytes() == before
