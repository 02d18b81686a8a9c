"""The looks that pictures are made in: light, dark, and high contrast as Windows would give it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme

CONTRAST = "contrast"
LOOKS = (Theme.LIGHT.value, Theme.DARK.value, CONTRAST)

_P = QPalette.ColorRole
BLACK = {
    _P.Window: "#000000", _P.Base: "#000000", _P.AlternateBase: "#000000", _P.Button: "#000000",
    _P.ToolTipBase: "#000000", _P.WindowText: "#FFFFFF", _P.Text: "#FFFFFF", _P.ButtonText: "#FFFFFF",
    _P.BrightText: "#FFFFFF", _P.ToolTipText: "#FFFFFF", _P.PlaceholderText: "#FFFFFF", _P.Highlight: "#1AEBFF",
    _P.HighlightedText: "#000000", _P.Link: "#FFFF00", _P.LinkVisited: "#FFFF00", _P.Accent: "#1AEBFF",
    _P.Light: "#FFFFFF", _P.Midlight: "#C0C0C0", _P.Mid: "#808080", _P.Dark: "#808080", _P.Shadow: "#000000",
}  # fmt: skip
"""Windows' "High contrast black"."""
GREYED = "#3FF23F"
"""What cannot be used now."""


def put_on(app: QApplication, look: str, *, text_size: int) -> None:
    """Dresses the program in one of LOOKS."""
    if look == CONTRAST:
        apply_theme(app, Theme.SYSTEM, text_size=text_size, system=high_contrast_black())
    else:
        apply_theme(app, Theme(look), text_size=text_size)


def high_contrast_black() -> QPalette:
    """The palette that Windows gives where high contrast is asked for."""
    palette = QPalette()
    for kind, hue in BLACK.items():
        palette.setColor(kind, QColor(hue))
    for kind in (_P.WindowText, _P.Text, _P.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, kind, QColor(GREYED))
    return palette
