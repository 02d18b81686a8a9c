"""The real program before a real screen reader's client: names on every control, lists for pictures, announcements.

Needs Debian's at-spi2-core, gir1.2-atspi-2.0, python3-gi, dbus-daemon, xvfb, xauth and the xcb libraries; where
CADPLANNER_SCREEN_READER is "must" (in .ci/run) it fails without them, else it is skipped.
"""

import json
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from datetime import date
from pathlib import Path

import pytest

from cadplanner import cli, demo

HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"  # the system's own: its packages have the client
DISPLAY = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--")
AT_MOST = 180  # seconds, on a busy machine
PEOPLE = 24
PRESSED = {"Press", "Toggle", "ShowMenu"}
KINDS = {"button", "field", "table", "list", "text", "choice", "check box", "label", "combo box", "tick"}
OWN_TO_QT = {"file name", "sidebar"}


def missing():
    """What this machine lacks for it, in words; '' for nothing."""
    programs = [each for each in ("xvfb-run", "xauth", "dbus-run-session", PYTHON) if shutil.which(each) is None]
    libraries = [each for each in ("xcb-cursor", "xcb-icccm", "xcb-keysyms", "xkbcommon-x11") if not find_library(each)]
    if programs or libraries:
        return f"no {', '.join(programs + libraries)}"
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    has_client = subprocess.run([PYTHON, "-c", asks], capture_output=True, check=False).returncode == 0
    return "" if has_client else "no AT-SPI client"


@pytest.fixture
def seen(tmp_path, own_home):
    """What the client saw and heard, going through the demo at half past ten of its day."""
    lacks = missing()
    if lacks and os.environ.get("CADPLANNER_SCREEN_READER") != "must":
        pytest.skip(f"a screen reader cannot be tried here: {lacks}")
    assert not lacks
    path = tmp_path / "demo.cad"
    for _ in demo.make_demo_file(path, patients=PEOPLE, seed=1, today=date(2026, 11, 22)):
        pass
    assert cli.main(["live-demo", str(path), "--fast", "--until", "10:30"]) == 0
    own_home.mkdir(exist_ok=True)
    (own_home / "settings.toml").write_text(f"recent_files = ['{path}']\n", encoding="utf-8")
    out = tmp_path / "seen.json"
    client = (*DISPLAY, PYTHON, "-W", "ignore", str(HERE / "client.py"), str(out))
    env = {**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    env["PYTHONPATH"] = str(HERE.parent.parent)
    run = subprocess.run(
        [*client, sys.executable, "-m", "cadplanner"], env=env, capture_output=True, timeout=AT_MOST, check=False
    )
    assert run.returncode == 0, run.stderr.decode()[-4000:]
    return json.loads(out.read_text(encoding="utf-8"))


def test_a_screen_reader_goes_through_the_program(seen):
    """One run, as it takes a while; what it judges has a name below."""
    assert seen["ended"] is None, "the program was ended by the screen reader"
    scenes, heard = seen["scenes"], seen["heard_at"]
    assert list(nameless(scenes)) == []
    assert list(without_keyboard(scenes)) == []
    assert list(unlabelled_choices(scenes)) == []
    the_page_shown_is_the_one_chosen(scenes, seen["pages"])
    the_fault_is_said_with_its_field(scenes["wrong passphrase"])
    the_timeline_is_a_list(seen)
    the_board_is_told_in_three_ways(seen)
    charts_are_lists(scenes["Reports"])
    a_clash_is_announced(heard)
    the_desk_answers_aloud(heard)


def nameless(scenes):
    """Whatever can be pressed or takes keys, without a name or called by what kind of thing it is."""
    for scene, things in scenes.items():
        for one in things:
            takes = PRESSED & set(one["actions"]) or "focusable" in one["states"]
            name = " ".join((*one["labels"], one["name"])).strip()
            if takes and (not name or name.lower() in KINDS):
                yield scene, one["role"], one["name"], one["path"][-3:]


DIALOGS = {"palette", "help", "new file"}


def without_keyboard(scenes):
    """Places where the keyboard is nowhere; of dialogs not said: here no window manager gives them the keyboard."""
    for scene, things in scenes.items():
        if scene not in DIALOGS and not any("focused" in one["states"] for one in things):
            yield scene


def unlabelled_choices(scenes):
    """On Linux a choice is called by what is chosen; what it is for is its label or its description."""
    for scene, things in scenes.items():
        for one in things:
            own = any("dialog" in part for part in one["path"][:1]) and scene == "new file"
            if one["role"] == "combo box" and not (one["labels"] or one["description"] or own):
                yield scene, one["name"], one["path"][-3:]


def the_page_shown_is_the_one_chosen(scenes, pages):
    assert len(pages) >= 9
    for page in pages:
        chosen = [one["name"] for one in scenes[page] if one["role"] == "radio button" and "checked" in one["states"]]
        assert chosen == [page]


def the_fault_is_said_with_its_field(things):
    (field,) = (one for one in things if one["role"] == "password text")
    assert field["description"].startswith("Error: That is not the passphrase")


def the_timeline_is_a_list(seen):
    visits = [each for each in seen["timeline"] if each.startswith("Card ")]
    assert len(visits) > PEOPLE
    assert any("Conversation, 10:" in each and "place" in each and "with" in each for each in visits)
    assert seen["visits"]["rows"] >= len(visits)
    assert {"Time", "Card", "Name", "Station"} <= set(seen["visits"]["headings"])


def the_board_is_told_in_three_ways(seen):
    assert any("waiting" in tile and "Card" in tile and "with staff" in tile for tile in seen["tiles"])
    assert "Station" in seen["stations"]["headings"]
    assert seen["people"]["rows"] > 0
    assert seen["people"]["cells"][0][0].startswith("Card ")


def charts_are_lists(things):
    lists = [one for one in things if one["role"] == "list"]
    assert lists
    assert all(one["name"] and one["description"] for one in lists)
    assert any(one["role"] == "list item" and one["name"] for one in things)


def a_clash_is_announced(heard):
    held = heard["a visit in the hand"]
    assert any(". Free. " in one["says"] for one in held)
    assert any(". Clash. " in one["says"] for one in held)
    (refused,) = heard["a visit dropped"]
    assert refused["says"].startswith("Not done: ")
    assert refused["says"].endswith("Nothing was moved.")
    assert refused["politeness"] == 2


def the_desk_answers_aloud(heard):
    said = [(one["says"], one["politeness"]) for one in heard["somebody arrives"]]
    assert any(words.startswith("Arrived now, 10:30.") and urgent == 2 for words, urgent in said)
    assert any(words.startswith("Done: ") and urgent == 1 for words, urgent in said)
    assert said[-1][0].startswith(("Arrived now", "Done"))
    assert heard["somebody arrives again"][-1]["says"].startswith("Already arrived at 10:30.")
    assert heard["somebody is not on the list"][-1]["says"].startswith("Not on today's list.")
