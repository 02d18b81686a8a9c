"""Tastes of one person on one PC: looks and recent files, never a patient; the rest is in the service's file."""

from __future__ import annotations

import hashlib
import os
import tomllib
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from cadplanner.errors import CannotWrite

THEMES = ("follow", "light", "dark")
TEXT_SIZES = range(80, 201)
LOCK_AFTER = range(1, 16)
TOURS = ("offer", "declined", "1", "2", "3", "4", "5", "done")
"""Where somebody is with the tour: never asked, not now, at a step, through with it."""
MOST_RECENT_FILES = 8
ESCAPES = {'"': '\\"', "\\": "\\\\"} | {chr(n): f"\\u{n:04x}" for n in (*range(32), 127)}


@dataclass(frozen=True, slots=True)
class Settings:
    """What one person likes on one PC. `text_size` is a percentage; `window` the window's geometry as text;
    `lock_after` how many minutes without anybody there lock the file; `save_folder` where what is saved is offered to
    go, '' for the person's documents; `second_folder` where second copies of files go, '' for not chosen yet;
    `tried_copies` when a copy of which file was last tried and found good, as 'DIGEST YYYY-MM-DD';
    `news_of` the version whose news were told last.
    """

    theme: str = "follow"
    text_size: int = 100
    recent_files: tuple[str, ...] = ()
    window: str = ""
    lock_after: int = 10
    save_folder: str = ""
    second_folder: str = ""
    tried_copies: tuple[str, ...] = ()
    tour: str = "offer"
    news_of: str = ""

    def __post_init__(self) -> None:
        if self.theme not in THEMES or self.text_size not in TEXT_SIZES or self.lock_after not in LOCK_AFTER:
            raise ValueError("no such theme, text size or time to lock after")
        if self.tour not in TOURS:
            raise ValueError("no such place in the tour")

    def with_recent(self, file: Path) -> Settings:
        """With that file first in the list of recent ones, once."""
        others = tuple(name for name in self.recent_files if name != str(file))
        return replace(self, recent_files=(str(file), *others)[:MOST_RECENT_FILES])

    def tried_on(self, file: Path) -> date | None:
        """When a copy of that file was last tried and found good here."""
        dates = (when for digest, _, when in (each.partition(" ") for each in self.tried_copies) if digest == _of(file))
        for when in dates:
            with suppress(ValueError):
                return date.fromisoformat(when)
        return None

    def with_tried(self, file: Path, on: date) -> Settings:
        """With a copy of that file tried on that day; those of the files tried last are kept."""
        others = tuple(each for each in self.tried_copies if not each.startswith(f"{_of(file)} "))
        return replace(self, tried_copies=(f"{_of(file)} {on.isoformat()}", *others)[:MOST_RECENT_FILES])

    def without_recent(self, file: Path) -> Settings:
        """Without that file in the list of recent ones."""
        return replace(self, recent_files=tuple(name for name in self.recent_files if name != str(file)))


def _of(file: Path) -> str:
    """A digest of where a file is, so that settings do not name files of long ago."""
    return hashlib.sha256(str(file).encode(errors="replace")).hexdigest()[:16]


def read_settings(path: Path) -> Settings:
    """The settings kept there; the usual ones where there are none or a value makes no sense.

    A file that cannot be understood at all is put aside as NAME.broken, so that nothing is lost.
    """
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return Settings()
    except ValueError:
        with suppress(OSError):
            path.replace(path.with_name(f"{path.name}.broken"))
        return Settings()
    settings = Settings()
    for field in fields(Settings):
        settings = _with(settings, field.name, kept.get(field.name))
    return settings


def write_settings(settings: Settings, path: Path) -> None:
    """Keep the settings there, whole or not at all. Raises CannotWrite."""
    part = path.with_name(f"{path.name}.part")
    lines = (f"{field.name} = {_toml(getattr(settings, field.name))}\n" for field in fields(Settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise CannotWrite(
            "The settings of this PC could not be kept.",
            "Nothing of your file is lost. Look whether the disk is full, then change the setting again.",
        ) from error


def _with(settings: Settings, name: str, value: object) -> Settings:
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        value = tuple(value)
    if type(value) is not type(getattr(Settings(), name)):
        return settings
    try:
        return replace(settings, **{name: value})  # type: ignore[arg-type]
    except ValueError:
        return settings


def _toml(value: object) -> str:
    """A value as TOML 1.0 writes it: a whole number, a basic string, or an array of strings."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + "".join(ESCAPES.get(letter, letter) for letter in str(value)) + '"'
