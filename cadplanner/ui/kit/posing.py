"""The states that a page takes on for pictures of it, and for the measure of what is cut off in them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

Pose = str | tuple[str, QWidget]
"""What `poses()` of a page yields: the name of a state; or of a dialog, and the dialog."""


def with_dialog(name: str, dialog: QWidget) -> Iterator[Pose]:
    """A dialog, shown for as long as it is looked at; in each of its own states where it has some."""
    dialog.show()
    yield name, dialog
    for pose in getattr(dialog, "poses", tuple)():
        yield f"{name}-{pose}", dialog
    dialog.close()
    dialog.deleteLater()
