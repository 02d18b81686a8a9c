"""Where files live: resources of the program, and this person's folder for settings and logs."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources() -> Path:
    """The folder of icons, fonts and samples: beside the source, inside the wheel, or in a frozen build."""
    here = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", here)) / "resources"
    for folder in (frozen, here / "resources", here.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the program's resources folder is missing")


def home() -> Path:
    """Where settings and logs live for this person: CADPLANNER_HOME, else the system's usual place."""
    chosen = os.environ.get("CADPLANNER_HOME")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "CAD Planner"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "cadplanner"
