"""`cadplanner check-list`: problems by row and column, and the exit status that a script can use."""

import json

import pytest

from cadplanner.cli import main

GOOD = "Surname,Forename,DOB,NHS Number,Mobile\nSampleton,Ada,03/04/1957,9990000018,07700 900123\n"
BAD = GOOD + "Mockridge,Ben,31/02/1960,,07700 900124\nYounger,Sam,01/05/2015,,\n"


@pytest.fixture
def a_list(tmp_path):
    def write(text, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_good_list_exits_0(a_list, capsys):
    assert main(["check-list", a_list(GOOD)]) == 0
    assert "1 rows, 1 good" in capsys.readouterr().out


def test_a_problem_is_named_by_row_and_heading_and_exits_1(a_list, capsys):
    assert main(["check-list", a_list(BAD), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["good"]) == (3, 2)
    assert said["columns"]["DOB"] == "birth_date"
    (problem,) = said["problems"]
    assert (problem["row"], problem["column"]) == (3, "DOB")
    assert "31/02/1960" in problem["says"]
    assert {flag["row"] for flag in said["flags"]} >= {4}


def test_the_same_person_twice_is_said(a_list, capsys):
    main(["check-list", a_list(GOOD + GOOD.splitlines()[1] + "\n"), "--json"])
    (duplicate,) = json.loads(capsys.readouterr().out)["duplicates"]
    assert duplicate["rows"] == [2, 3]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "list.csv"),
        (b"%PDF-1.7 and so on", "list.pdf"),
        (b"Colour,Shape\nred,round\n", "list.csv"),
        (b"\x00" * 99, "x"),
    ],
)
def test_what_is_no_list_exits_2_with_one_line(a_list, capsys, content, name):
    assert main(["check-list", a_list(content, name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_a_missing_file_exits_2_with_one_line(tmp_path, capsys):
    assert main(["check-list", str(tmp_path / "gone.csv")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
