"""T29: a file is worked with on a drive of this computer alone, in no folder that is copied elsewhere."""

from datetime import UTC, datetime
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from cadplanner.errors import CannotWrite
from cadplanner.store import place
from cadplanner.store.copies import make_copy, put_back, verified
from cadplanner.store.place import (
    IN_COPIED,
    ON_NETWORK,
    ON_STICK,
    Drive,
    Place,
    copied_by_variables,
    drive_by_mounts,
    place_of,
    unfit,
)
from cadplanner.store.store import Store
from cadplanner.store.unlocking import ready_to_make, ready_to_unlock
from tests.keys import CHEAP, KEY, PASSPHRASE, RECOVERY_KEY, new_file, protect

NOW = datetime(2027, 6, 12, 14, 30, tzinfo=UTC)
MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
//server/share /home/asha/S\\040drive cifs rw 0 0
server:/export /srv nfs4 rw 0 0
asha@host:/ /home/asha/far fuse.sshfs rw 0 0
/dev/sdb1 /media/asha/STICK vfat rw 0 0
/dev/sdc1 /srv ext4 rw 0 0
broken
"""


def windows(folder, **known):
    return unfit(Place((PureWindowsPath(folder),), **known))


@pytest.mark.parametrize(
    "folder",
    [
        r"C:\Users\asha\Documents",
        r"D:\CAD Planner",
        r"\\?\C:\Users\asha",
        r"\\.\C:\Users\asha",
        r"C:\Users\asha\My drive\Days",
        r"C:\Users\asha\OneDriveless",
        r"C:\Users\asha\Dropboxes",
    ],
)
def test_a_folder_of_this_computer_alone_is_fit(folder):
    assert windows(folder) == ""


@pytest.mark.parametrize("folder", [r"\\server\share\Days", r"\\?\UNC\server\share\Days", "//server/share"])
def test_a_share_is_refused(folder):
    """T29: a file on a network share or in a synchronised folder."""
    assert windows(folder) == ON_NETWORK


def test_a_mapped_drive_and_a_stick_are_refused_by_what_windows_says_of_them():
    """T29: a file on a network share or in a synchronised folder."""
    assert windows("Z:\\Days", drive=Drive.NETWORK) == ON_NETWORK
    assert windows("E:\\", drive=Drive.REMOVABLE) == ON_STICK


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\asha\OneDrive", "OneDrive"),
        (r"C:\Users\asha\OneDrive - Oakfield Trust\Documents\Days", "OneDrive"),
        (r"C:\Users\asha\Dropbox\Days", "Dropbox"),
        (r"C:\Users\asha\Dropbox (Oakfield)\Days", "Dropbox"),
        (r"C:\Users\asha\Google Drive", "Google Drive"),
        (r"G:\My Drive\Days", "Google Drive"),
        (r"C:\Users\asha\iCloudDrive", "iCloud"),
    ],
)
def test_a_folder_that_is_copied_elsewhere_is_refused_by_its_name(folder, service):
    """T29: a file on a network share or in a synchronised folder."""
    assert windows(folder) == IN_COPIED.format(service)


def test_a_folder_that_is_copied_elsewhere_is_known_by_what_the_service_says():
    told = {"OneDrive": "", "OneDriveCommercial": "/home/asha/Trust files", "HOME": "/home/asha"}
    copied = copied_by_variables(told)
    assert unfit(Place((PurePosixPath("/home/asha/Trust files/Days"),), copied=copied)) == IN_COPIED.format("OneDrive")
    assert unfit(Place((PurePosixPath("/home/asha/Days"),), copied=copied)) == ""


def test_where_a_link_leads_counts_too():
    folders = (PurePosixPath("/home/asha/Days"), PurePosixPath("/home/asha/Dropbox/Days"))
    assert unfit(Place(folders)) == IN_COPIED.format("Dropbox")


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("/home/asha/Days", Drive.FIXED),
        ("/tmp/x", Drive.FIXED),
        ("/home/asha/S drive/Days", Drive.NETWORK),
        ("/home/asha/far", Drive.NETWORK),
        ("/media/asha/STICK", Drive.REMOVABLE),
        ("/srv/Days", Drive.FIXED),
    ],
)
def test_linux_says_what_a_folder_is_on(folder, drive):
    assert drive_by_mounts(MOUNTS, PurePosixPath(folder)) is drive


def test_nothing_known_is_taken_for_a_drive_of_this_computer():
    assert drive_by_mounts("", PurePosixPath("/home/asha")) is Drive.FIXED


def test_dropbox_is_known_by_what_it_leaves_in_its_folder(tmp_path):
    (tmp_path / "Boxed" / place.DROPBOX_MARK).mkdir(parents=True)
    (tmp_path / "Boxed" / "Days").mkdir()
    assert unfit(place_of(tmp_path / "Days.cad")) == ""
    for folder in (tmp_path / "Boxed", tmp_path / "Boxed" / "Days"):
        assert unfit(place_of(folder / "Days.cad")) == IN_COPIED.format("Dropbox")


def test_every_door_is_shut_there_but_copies_go_in_and_out(tmp_path, monkeypatch):
    """T29: a file on a network share or in a synchronised folder."""
    path = new_file(tmp_path / "Days.cad")
    synced = tmp_path / "Trust files"
    synced.mkdir()
    monkeypatch.setenv("OneDriveCommercial", str(synced))
    copy = make_copy(path, KEY, synced, at=NOW)
    assert verified(copy.path, KEY).rows["patient"] == 0
    doors = (
        lambda: Store.create(synced / "New.cad", KEY),
        lambda: Store.open(copy.path, KEY),
        lambda: ready_to_unlock(copy.path),
        lambda: ready_to_make(synced / "New.cad"),
        lambda: put_back(copy.path, synced / "Back.cad", KEY, at=NOW),
        lambda: protect(synced / "Old.cad", PASSPHRASE, cost=CHEAP, recovery_key=RECOVERY_KEY),
    )
    for door in doors:
        with pytest.raises(CannotWrite, match="OneDrive copies elsewhere") as refused:
            door()
        assert "own drive" in refused.value.advice
    assert {each.suffix for each in synced.iterdir()} == {".cad", ".keys"}
    put_back(copy.path, tmp_path / "Back.cad", KEY, at=NOW)
    with Store.open(tmp_path / "Back.cad", KEY) as store:
        assert store.patients() == ()
