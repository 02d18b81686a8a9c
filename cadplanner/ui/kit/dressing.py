"""Dressing the whole program: fonts, text size, and our palette or, in high contrast, the system's own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QComboBox

from cadplanner.paths import resources
from cadplanner.ui.kit.style import Style
from cadplanner.ui.kit.theme import BASE_POINTS, COLOURS, FAMILY, STAND_IN, Role, Theme, colour, high_contrast

_P = QPalette.ColorRole
LISTED = ("QAbstractItemView", "QMenu")  # what is chosen in these is paler than a chosen word


def apply_theme(
    app: QApplication, theme: Theme = Theme.SYSTEM, *, text_size: int = 100, system: QPalette | None = None
) -> None:
    """Dresses the whole program; `text_size` in per cent, 90 to 175.

    `system` stands in for the palette of a system that asks for high contrast, where there is none to ask.
    """
    with _every_widget_stays():
        app.setProperty(STAND_IN, system)
        if not isinstance(app.style(), Style):
            app.setStyle(Style())
        _load_fonts(app)
        _set_font(app, text_size)
        app.styleHints().setColorScheme(
            {Theme.LIGHT: Qt.ColorScheme.Light, Theme.DARK: Qt.ColorScheme.Dark}.get(theme, Qt.ColorScheme.Unknown)
        )
        if high_contrast():
            _dress(app, system or QPalette())
            return
        follows_dark = theme is Theme.SYSTEM and app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        side = 1 if theme is Theme.DARK or follows_dark else 0
        _dress(app, _palette(side))


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


def _dress(app: QApplication, palette: QPalette) -> None:
    """Takes on what has changed only: it makes every widget look at itself again."""
    if app.palette() == palette != QPalette():
        return
    app.setPalette(palette)
    listed = app.palette()
    for kind, role in ((_P.Highlight, Role.SELECTED), (_P.HighlightedText, Role.ON_SELECTED)):
        listed.setColor(kind, colour(role))
    for name in LISTED:
        app.setPalette(listed, name)  # type: ignore[arg-type]  # its stub wants bytes, which it refuses
    _tell(app, QEvent.Type.ApplicationPaletteChange)


def _set_font(app: QApplication, text_size: int) -> None:
    font = QFont(FAMILY) if FAMILY in QFontDatabase.families() else QFont(app.font().family())
    font.setPointSizeF(BASE_POINTS * max(90, min(175, text_size)) / 100)
    before = app.font()
    if font == before:
        return
    app.setFont(font)
    _tell(app, QEvent.Type.ApplicationFontChange)
    for widget in app.allWidgets():
        if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):  # Qt leaves out those with a font of their own
            app.sendEvent(widget, QEvent(QEvent.Type.FontChange))
        elif widget.font() == before:  # and passes over a few that moved meanwhile
            app.sendEvent(widget, QEvent(QEvent.Type.ApplicationFontChange))
        if isinstance(widget, QComboBox):  # one would stay as low as it could be before
            app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def _tell(app: QApplication, change: QEvent.Type) -> None:
    """Qt would tell the windows at the next turn of its loop, when Python might be tidying up."""
    app.sendPostedEvents(app, change)
    for window in app.topLevelWidgets():
        if window.isVisible():
            app.sendPostedEvents(window.windowHandle(), change)
        app.sendPostedEvents(window, change)


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
