"""This PC's tastes come back as they were kept, and a broken file costs nothing but tastes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.errors import CannotWrite
from cadplanner.settings import MOST_RECENT_FILES, TEXT_SIZES, THEMES, TOURS, Settings, read_settings, write_settings

TEXT = st.text(st.characters(codec="utf-8"))
ANY_SETTINGS = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    text_size=st.sampled_from(TEXT_SIZES),
    recent_files=st.lists(TEXT, max_size=4).map(tuple),
    save_folder=TEXT,
    second_folder=TEXT,
    window=TEXT,
    tried_copies=st.lists(TEXT, max_size=4).map(tuple),
    tour=st.sampled_from(TOURS),
    news_of=TEXT,
)


@given(settings=ANY_SETTINGS)
def test_what_is_kept_comes_back(tmp_path_factory, settings):
    path = tmp_path_factory.getbasetemp() / "round" / "settings.toml"
    write_settings(settings, path)
    assert read_settings(path) == settings
    assert not path.with_name("settings.toml.part").exists()


def test_no_file_gives_the_usual(tmp_path):
    assert read_settings(tmp_path / "settings.toml") == Settings()


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"theme = 'light'\ntheme = 'dark'", b"\x00"])
def test_a_broken_file_gives_the_usual_and_is_put_aside(tmp_path, content):
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    assert read_settings(path) == Settings()
    assert not path.exists()
    assert (tmp_path / "settings.toml.broken").read_bytes() == content


def test_a_value_that_makes_no_sense_is_the_usual_one_and_the_rest_is_kept(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "mauve"\ntext_size = true\nrecent_files = [1]\nsecond_folder = "/home/ann"\nwindow = 3\n')
    assert read_settings(path) == Settings(second_folder="/home/ann")


def test_unknown_keys_are_not_kept(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "dark"\nshoe_size = 5\n')
    write_settings(read_settings(path), path)
    assert "shoe_size" not in path.read_text()
    assert read_settings(path).theme == "dark"


def test_a_recent_file_comes_first_once_and_the_list_is_short():
    settings = Settings()
    for n in range(12):
        settings = settings.with_recent(Path(f"/cads/{n}.cad"))
    again = settings.with_recent(Path("/cads/8.cad"))
    assert len(settings.recent_files) == MOST_RECENT_FILES
    assert again.recent_files[:2] == ("/cads/8.cad", "/cads/11.cad")
    assert len(set(again.recent_files)) == MOST_RECENT_FILES
    assert "/cads/8.cad" not in again.without_recent(Path("/cads/8.cad")).recent_files


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="no such theme"):
        replace(Settings(), theme="mauve")
    with pytest.raises(ValueError, match="no such place in the tour"):
        replace(Settings(), tour="6")


def test_settings_that_cannot_be_kept_say_so_and_leave_the_old_ones(tmp_path):
    path = tmp_path / "settings.toml"
    write_settings(Settings(theme="dark"), path)
    (tmp_path / "settings.toml.part").mkdir()
    with pytest.raises(CannotWrite) as refused:
        write_settings(Settings(), path)
    assert refused.value.advice
    assert read_settings(path).theme == "dark"


def test_when_a_copy_of_a_file_was_last_tried_is_kept_without_its_name():
    file, other = Path("/home/ann/Days.cad"), Path("/home/ann/Other.cad")
    settings = Settings().with_tried(file, date(2027, 5, 1)).with_tried(other, date(2027, 5, 2))
    settings = settings.with_tried(file, date(2027, 6, 1))
    assert (settings.tried_on(file), settings.tried_on(other)) == (date(2027, 6, 1), date(2027, 5, 2))
    assert len(settings.tried_copies) == 2
    assert "Days" not in str(settings.tried_copies)
    assert Settings().tried_on(file) is None
    for n in range(20):
        settings = settings.with_tried(Path(f"/home/ann/{n}.cad"), date(2027, 6, 1))
    assert len(settings.tried_copies) == MOST_RECENT_FILES
    assert settings.tried_on(file) is None
    broken = replace(settings, tried_copies=(settings.tried_copies[0].replace("2027", "x"), "", "z"))
    assert broken.tried_on(Path("/home/ann/19.cad")) is None
