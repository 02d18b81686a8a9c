"""The colours of the look in force: one table by role, light and dark; a spacing unit and a type scale."""

from __future__ import annotations

from enum import StrEnum, auto
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

SPACE = 8  # pixels: margins and gaps are multiples of it
FAMILY = "Noto Sans"
BASE_POINTS = 9.75
TEXT_SIZES = (90, 100, 110, 125, 150, 175)  # per cent
STAND_IN = "stand_in_palette"


class Theme(StrEnum):
    """Whose colours: the system's choice of light or dark, or always one."""

    SYSTEM = "follow"
    LIGHT = "light"
    DARK = "dark"


class Role(StrEnum):
    """What a colour is for."""

    GROUND = auto()
    SURFACE = auto()
    SURFACE_ALT = auto()
    RAIL = auto()
    LINE = auto()
    LINE_OFF = auto()
    OFF = auto()
    ON_OFF = auto()
    SELECTED = auto()
    ON_SELECTED = auto()
    SELECTED_EDGE = auto()
    TEXT = auto()
    TEXT_SOFT = auto()
    ACCENT = auto()
    ON_ACCENT = auto()
    ACCENT_TEXT = auto()
    ACCENT_SOFT = auto()
    ACCENT_EDGE = auto()
    FIELD_EDGE = auto()
    SCROLL = auto()
    FAINT = auto()
    BUTTON = auto()
    BUTTON_HOVER = auto()
    ACCENT_HOVER = auto()
    PLANNED = auto()
    PLANNED_EDGE = auto()
    ARRIVED = auto()
    ARRIVED_EDGE = auto()
    IN_PROGRESS = auto()
    IN_PROGRESS_EDGE = auto()
    DONE = auto()
    DONE_EDGE = auto()
    LATE = auto()
    LATE_EDGE = auto()
    DID_NOT_ATTEND = auto()
    DID_NOT_ATTEND_EDGE = auto()
    GOOD = auto()
    GOOD_TEXT = auto()
    NOTE = auto()
    NOTE_TEXT = auto()
    CAUTION = auto()
    CAUTION_TEXT = auto()
    BAD = auto()
    BAD_TEXT = auto()


_P = QPalette.ColorRole

# role: light, dark, and what the system's own palette calls it when high contrast is asked for
COLOURS: dict[Role, tuple[str, str, QPalette.ColorRole]] = {
    Role.GROUND: ("#F3F5F7", "#1A2025", _P.Window),
    Role.SURFACE: ("#FFFFFF", "#222A30", _P.Base),
    Role.SURFACE_ALT: ("#F7F9FB", "#262F36", _P.AlternateBase),
    Role.RAIL: ("#E8EDF2", "#141A1E", _P.Window),
    Role.LINE: ("#D3DAE1", "#3B4650", _P.WindowText),
    Role.LINE_OFF: ("#D3DAE1", "#3B4650", _P.WindowText),
    Role.OFF: ("#D3DAE1", "#3B4650", _P.Window),
    Role.ON_OFF: ("#4C6272", "#A8B6C1", _P.WindowText),
    Role.SELECTED: ("#DCEAF7", "#1D3B57", _P.Highlight),
    Role.ON_SELECTED: ("#212B32", "#E6ECF0", _P.HighlightedText),
    Role.SELECTED_EDGE: ("#005EB8", "#7DBDF5", _P.Highlight),
    Role.TEXT: ("#212B32", "#E6ECF0", _P.WindowText),
    Role.TEXT_SOFT: ("#4C6272", "#A8B6C1", _P.WindowText),
    Role.ACCENT: ("#005EB8", "#2374C6", _P.Highlight),
    Role.ACCENT_HOVER: ("#004B93", "#1B66B4", _P.Highlight),
    Role.ON_ACCENT: ("#FFFFFF", "#FFFFFF", _P.HighlightedText),
    Role.ACCENT_TEXT: ("#005EB8", "#7DBDF5", _P.WindowText),
    Role.ACCENT_SOFT: ("#DCEAF7", "#1D3B57", _P.Base),
    Role.ACCENT_EDGE: ("#005EB8", "#2374C6", _P.WindowText),
    Role.FIELD_EDGE: ("#768692", "#74838F", _P.WindowText),
    Role.SCROLL: ("#7A8A96", "#6D7C88", _P.WindowText),
    Role.FAINT: ("#8A97A1", "#76848E", _P.Mid),
    Role.BUTTON: ("#FFFFFF", "#2C353D", _P.Button),
    Role.BUTTON_HOVER: ("#EEF3F8", "#36414A", _P.Button),
    Role.PLANNED: ("#FFFFFF", "#2E373D", _P.Base),
    Role.PLANNED_EDGE: ("#768692", "#8FA0AD", _P.WindowText),
    Role.ARRIVED: ("#CDE8FF", "#184B93", _P.Base),
    Role.ARRIVED_EDGE: ("#0072CE", "#6CB4F5", _P.WindowText),
    Role.IN_PROGRESS: ("#FFE680", "#57460D", _P.Base),
    Role.IN_PROGRESS_EDGE: ("#8A6100", "#E8C547", _P.WindowText),
    Role.DONE: ("#8FD3B6", "#084629", _P.Base),
    Role.DONE_EDGE: ("#006747", "#57C49B", _P.WindowText),
    Role.LATE: ("#FFB07A", "#4B1404", _P.Base),
    Role.LATE_EDGE: ("#003087", "#FFB07A", _P.WindowText),
    Role.DID_NOT_ATTEND: ("#CDB4E6", "#3D234E", _P.Base),
    Role.DID_NOT_ATTEND_EDGE: ("#212B32", "#C4A6E4", _P.WindowText),
    Role.GOOD: ("#E3F3EA", "#16382B", _P.Base),
    Role.GOOD_TEXT: ("#00602D", "#8FDCB6", _P.WindowText),
    Role.NOTE: ("#E4F0FB", "#17324D", _P.Base),
    Role.NOTE_TEXT: ("#004B93", "#A9D3F9", _P.WindowText),
    Role.CAUTION: ("#FFF4D1", "#3D3210", _P.Base),
    Role.CAUTION_TEXT: ("#6B4A00", "#F3D680", _P.WindowText),
    Role.BAD: ("#FCE6E3", "#46221E", _P.Base),
    Role.BAD_TEXT: ("#A81E12", "#FBBDB4", _P.WindowText),
}


GREYED = {Role.FAINT, Role.LINE_OFF, Role.ON_OFF}


def colour(role: Role) -> QColor:
    """The colour for a role under the look now in force."""
    return QColor(_hue(role, QGuiApplication.palette().cacheKey()))


@lru_cache(maxsize=256)
def _hue(role: Role, _palette: int) -> QColor:
    """Looked up once for each palette: a picture of a page asks hundreds of times."""
    light, dark, _ = COLOURS[role]
    palette = QGuiApplication.palette()
    if high_contrast():
        return _of_system(palette, role)
    return QColor(dark if is_dark(palette) else light)


def _of_system(palette: QPalette, role: Role) -> QColor:
    """What the system's own palette has for a role; what cannot be used now is as grey as it says."""
    if role in GREYED:
        return palette.color(QPalette.ColorGroup.Disabled, _P.WindowText)
    return palette.color(COLOURS[role][2])


def is_dark(palette: QPalette) -> bool:
    """Whether light text stands on a dark ground."""
    return palette.color(_P.Window).lightness() < palette.color(_P.WindowText).lightness()


def high_contrast() -> bool:
    """Whether the system asks for high contrast; its own palette is then left alone."""
    app, hints = QGuiApplication.instance(), QGuiApplication.styleHints()
    if app is not None and app.property(STAND_IN) is not None:
        return True
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
