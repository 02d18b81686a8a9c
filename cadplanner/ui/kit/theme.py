"""The look: one table of colours by role, a type scale, a spacing unit, light and dark, and text size."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum, auto

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from cadplanner.paths import resources

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
    SELECTED = auto()
    ON_SELECTED = auto()
    TEXT = auto()
    TEXT_SOFT = auto()
    ACCENT = auto()
    ON_ACCENT = auto()
    ACCENT_TEXT = auto()
    ACCENT_SOFT = auto()
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
    Role.SELECTED: ("#DCEAF7", "#1D3B57", _P.Highlight),
    Role.ON_SELECTED: ("#212B32", "#E6ECF0", _P.HighlightedText),
    Role.TEXT: ("#212B32", "#E6ECF0", _P.WindowText),
    Role.TEXT_SOFT: ("#4C6272", "#A8B6C1", _P.WindowText),
    Role.ACCENT: ("#005EB8", "#2374C6", _P.Highlight),
    Role.ACCENT_HOVER: ("#004B93", "#1B66B4", _P.Highlight),
    Role.ON_ACCENT: ("#FFFFFF", "#FFFFFF", _P.HighlightedText),
    Role.ACCENT_TEXT: ("#005EB8", "#7DBDF5", _P.WindowText),
    Role.ACCENT_SOFT: ("#DCEAF7", "#1D3B57", _P.Base),
    Role.FIELD_EDGE: ("#8595A1", "#6D7C88", _P.WindowText),
    Role.SCROLL: ("#B4C0CA", "#4A5762", _P.WindowText),
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


# in high contrast all is the system's own, but for the place of the keyboard, which Fusion barely shows
RINGS = """
*:focus { outline: 2px solid palette(window-text); }
QAbstractItemView:focus, QPdfView:focus { border: 2px solid palette(window-text); }
QComboBox:focus, QToolButton:focus, QPushButton:focus { border: 2px solid palette(window-text); }
QCheckBox:focus, QRadioButton:focus, QTabBar::tab:focus { border: 2px solid palette(window-text); }
"""


def colour(role: Role) -> QColor:
    """The colour for a role under the look now in force."""
    light, dark, _ = COLOURS[role]
    palette = QGuiApplication.palette()
    if high_contrast():
        return _of_system(palette, role)
    return QColor(dark if is_dark(palette) else light)


def _of_system(palette: QPalette, role: Role) -> QColor:
    """What the system's own palette has for a role; what cannot be used now is as grey as it says."""
    if role is Role.FAINT:
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


def apply_theme(
    app: QApplication, theme: Theme = Theme.SYSTEM, *, text_size: int = 100, system: QPalette | None = None
) -> None:
    """Dresses the whole program; `text_size` in per cent, 90 to 175.

    `system` stands in for the palette of a system that asks for high contrast, where there is none to ask.
    """
    with _every_widget_stays():
        app.setProperty(STAND_IN, system)
        if not app.property("fusion"):  # under a style sheet a style does not tell its name
            app.setStyle("Fusion")
            app.setProperty("fusion", "yes")
        _load_fonts(app)
        _set_font(app, text_size)
        app.styleHints().setColorScheme(
            {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}.get(theme, Qt.ColorScheme.Unknown)
        )
        if high_contrast():
            _dress(app, system or QPalette(), RINGS)
            return
        follows_dark = theme is Theme.SYSTEM and app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        side = 1 if theme is Theme.DARK or follows_dark else 0
        _dress(app, _palette(side), _style_sheet(side))


@contextmanager
def _every_widget_stays() -> Iterator[None]:
    """Qt walks through all widgets here: were Python to collect one meanwhile, Qt would step into the hole."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _dress(app: QApplication, palette: QPalette, style_sheet: str) -> None:
    """Takes on what has changed only: each makes every widget look at itself again."""
    if app.palette() != palette or palette == QPalette():
        app.setPalette(palette)
    if app.styleSheet() != style_sheet:
        app.setStyleSheet(style_sheet)


def _set_font(app: QApplication, text_size: int) -> None:
    font = QFont(FAMILY) if FAMILY in QFontDatabase.families() else QFont(app.font().family())
    font.setPointSizeF(BASE_POINTS * max(90, min(175, text_size)) / 100)
    if font == app.font():
        return
    app.setFont(font)
    for widget in app.allWidgets():
        # the first Qt sends only while its own loop runs, the second is for those with a font of their own
        app.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _load_fonts(app: QApplication) -> None:
    if not app.property("fonts_loaded"):
        for file in sorted((resources() / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        app.setProperty("fonts_loaded", "yes")


def _palette(side: int) -> QPalette:
    """Our palette, light (0) or dark (1)."""

    def hue(role: Role) -> QColor:
        return QColor(COLOURS[role][1] if side else COLOURS[role][0])

    palette = QPalette()
    for kind, role in {
        _P.Window: Role.GROUND, _P.WindowText: Role.TEXT, _P.Base: Role.SURFACE, _P.AlternateBase: Role.SURFACE_ALT,
        _P.Text: Role.TEXT, _P.Button: Role.BUTTON, _P.ButtonText: Role.TEXT, _P.BrightText: Role.ON_ACCENT,
        _P.Highlight: Role.ACCENT, _P.HighlightedText: Role.ON_ACCENT, _P.Link: Role.ACCENT_TEXT,
        _P.LinkVisited: Role.ACCENT_TEXT, _P.ToolTipBase: Role.SURFACE, _P.ToolTipText: Role.TEXT,
        _P.PlaceholderText: Role.TEXT_SOFT, _P.Mid: Role.LINE, _P.Midlight: Role.SURFACE_ALT, _P.Accent: Role.ACCENT,
        _P.Light: Role.SURFACE, _P.Dark: Role.LINE,
    }.items():  # fmt: skip
        palette.setColor(kind, hue(role))
    palette.setColor(_P.Shadow, QColor("#000000") if side else QColor("#768692"))
    for kind in (_P.WindowText, _P.Text, _P.ButtonText, _P.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, kind, hue(Role.FAINT))
    palette.setColor(QPalette.ColorGroup.Disabled, _P.Highlight, hue(Role.LINE))
    return palette


def _style_sheet(side: int) -> str:
    """resources/style.qss with the colours of the table filled in."""
    text = _sheet().replace("@icons", (resources() / "icons").as_posix())
    return _filled(text, {role: COLOURS[role][1] if side else COLOURS[role][0] for role in Role})


def _sheet() -> str:
    return (resources() / "style.qss").read_text(encoding="utf-8")


def _filled(text: str, hues: Mapping[Role, str]) -> str:
    for role in sorted(Role, key=len, reverse=True):
        text = text.replace(f"@{role.value}", hues[role])
    return text
