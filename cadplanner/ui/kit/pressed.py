"""Buttons that stay down: what presses them and what only shows how they stand."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QAbstractButton


def show_pressed(button: QAbstractButton, *, on: bool) -> None:
    """Shows it down or up and says nothing.

    So its `toggled` tells of a person alone, also where a screen reader presses for her: Qt calls that no click.
    """
    with QSignalBlocker(button):
        button.setChecked(on)
