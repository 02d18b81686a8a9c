"""Where a file may be worked with: on a drive of this computer alone, in a folder that nobody copies elsewhere."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from cadplanner.errors import CannotWrite


class Drive(Enum):
    """What a folder is on."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of where a file is: its folder by name and by where links lead, the drive, and what copies what.

    `copied` names the services whose folders are known here, by the folder.
    """

    folders: tuple[PurePath, ...]
    drive: Drive = Drive.FIXED
    copied: tuple[tuple[PurePath, str], ...] = ()


ON_NETWORK = "on a network drive: two computers could write to it at once, and it would be damaged"
ON_STICK = "on a stick or card: it could be pulled out in the middle of a change, or be lost"
IN_COPIED = "in a folder that {} copies elsewhere: two computers could change it at once, and it would leave this one"

NETWORK_KINDS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "davfs"}) | {
    f"fuse.{kind}" for kind in ("sshfs", "rclone", "davfs2", "gvfsd-fuse", "glusterfs", "s3fs")
}
REMOVABLE_AT = ("/media", "/run/media")
"""Where Linux desktops put sticks."""

COPIED_NAMES = {
    "OneDrive": re.compile(r"onedrive( ?- ?.+)?"),
    "Dropbox": re.compile(r"dropbox( \(.+\))?"),
    "Google Drive": re.compile(r"google ?drive(-.+)?"),
    "iCloud": re.compile(r"iclouddrive|com~apple~clouddocs"),
}
"""How the folders of services are usually called."""

GOOGLE_ROOT = "my drive"
"""What stands at the top of the drive that Google Drive makes."""

COPIED_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
OWN_FOLDER = "CAD Planner"
DROPBOX_MARK = ".dropbox.cache"


def unfit(place: Place) -> str:
    """Why a file may not be worked with there, as the end of a sentence; '' where it may."""
    if place.drive is Drive.NETWORK or any(map(_is_share, place.folders)):
        return ON_NETWORK
    if place.drive is Drive.REMOVABLE:
        return ON_STICK
    service = next(filter(None, (_service(folder, place) for folder in place.folders)), "")
    return IN_COPIED.format(service) if service else ""


def drive_by_mounts(mounts: str, folder: PurePosixPath) -> Drive:
    """What a folder is on, by the text of /proc/mounts."""
    at, kind = PurePosixPath("/"), ""
    for line in mounts.splitlines():
        _, point, what, *_ = (*line.split(" "), "", "", "")
        mounted = PurePosixPath(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point))
        if folder.is_relative_to(mounted) and len(mounted.parts) >= len(at.parts):
            at, kind = mounted, what
    if kind in NETWORK_KINDS:
        return Drive.NETWORK
    return Drive.REMOVABLE if any(at.is_relative_to(each) for each in REMOVABLE_AT) else Drive.FIXED


def copied_by_variables(environment: Mapping[str, str]) -> tuple[tuple[PurePath, str], ...]:
    """The folders that OneDrive says are its own."""
    return tuple((PurePath(environment[name]), "OneDrive") for name in COPIED_VARIABLES if environment.get(name))


def place_of(path: Path) -> Place:
    """What is known of where the file at `path` is, or is to be."""
    folder = path.absolute().parent
    real = folder.resolve()
    cached = ((each, "Dropbox") for each in real.parents if (each / DROPBOX_MARK).exists())
    here = ((real, "Dropbox"),) if (real / DROPBOX_MARK).exists() else ()
    return Place((folder, real), _drive(real), (*copied_by_variables(os.environ), *cached, *here))


def refuse_unfit(path: Path) -> None:
    """Raises CannotWrite where a file may not be worked with; copies of it may be anywhere."""
    if why := unfit(place_of(path)):
        raise CannotWrite(
            f"“{path.name}” cannot be worked with {why}.",
            f"Use a folder on this computer's own drive, such as “{Path.home() / OWN_FOLDER}”; if the file is here "
            "already, move it there with its key file. Copies of it may be anywhere.",
        )


def _service(folder: PurePath, place: Place) -> str:
    """Who copies what is in that folder elsewhere; '' for nobody."""
    for root, service in place.copied:
        if folder.is_relative_to(root):
            return service
    for name in folder.parts:
        for service, pattern in COPIED_NAMES.items():
            if pattern.fullmatch(name.casefold()):
                return service
    top = [part.casefold() for part in folder.parts[1:2]]
    return "Google Drive" if folder.drive and top == [GOOGLE_ROOT] else ""


def _is_share(folder: PurePath) -> bool:
    r"""Whether that is \\computer\folder; \\?\C:\ is a drive of this one."""
    drive = folder.drive.upper() if isinstance(folder, PureWindowsPath) else ""
    return drive.startswith("\\\\") and (drive.startswith("\\\\?\\UNC") or drive[2:4] not in {"?\\", ".\\"})


if sys.platform == "win32":  # pragma: no cover
    KINDS = {2: Drive.REMOVABLE, 4: Drive.NETWORK}

    def _drive(folder: Path) -> Drive:
        import ctypes

        return KINDS.get(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.anchor}"), Drive.FIXED)

else:

    def _drive(folder: Path) -> Drive:
        mounts = ""
        with suppress(OSError):  # a Mac has none
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        return drive_by_mounts(mounts, PurePosixPath(folder))
