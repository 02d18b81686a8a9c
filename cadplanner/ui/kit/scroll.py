"""A frame that scrolls what is too tall or too wide for a small window, instead of cutting it off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolling(inside: QWidget, name: str) -> QScrollArea:
    """The widget in a frame without a border; `name` is what a screen reader calls it."""
    frame = QScrollArea()
    frame.setFrameShape(QScrollArea.Shape.NoFrame)
    frame.setWidgetResizable(True)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setAccessibleName(name)
    frame.setWidget(inside)
    return frame
