"""`cadplanner --help` names every verb, and each verb explains itself."""

import pytest

from cadplanner.cli import VERBS, main


def test_help_names_every_verb(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(verb in said for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert verb in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong", [["poster"], ["demo"], ["demo", "--out", "x", "--patients", "none"], ["plan", "a", "b"]]
)
def test_a_wrong_command_is_one_line_and_exits_2(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_pictures_of_a_page_that_there_is_not_are_refused_with_those_there_are(tmp_path, capsys):
    assert main(["shots", str(tmp_path / "pictures"), "--only", "nope"]) == 2
    assert "There is no page “nope”. No picture was made. There are: welcome, window, waiting_list" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("shots", "pictures", "--text-size", "900"), "900 is not a whole number from 90 to 175"),
        (("shots", "pictures", "--size", "wide"), "wide is not a size, such as 1366x768"),
        (("plan", "day.json", "--seconds", "soon"), "soon is not a number of seconds, such as 5 or 0.5"),
        (("plan", "day.json", "--seconds", "nan"), "nan is not a number of seconds"),
        (("live-demo", "demo.cad", "--until", "noon"), "noon is not a time of day, such as 10:30"),
        (("audit", "demo.cad", "--from", "May"), "“May” is no date; write it as YYYY-MM-DD"),
    ],
)
def test_an_option_that_will_not_do_is_said_in_a_line(capsys, typed, why):
    with pytest.raises(SystemExit) as ended:
        main(typed)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert why in said
    assert said.count("\n") == 1
