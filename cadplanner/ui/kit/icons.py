"""Icons: Lucide drawings from resources/icons, tinted for the look in force."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from cadplanner.paths import resources
from cadplanner.ui.kit.theme import Role, colour

SIZES = (16, 20, 24, 32, 48)
GAP = 4  # pixels more between the drawing and the words of a button


def icon(name: str, role: Role = Role.TEXT_SOFT, *, gap: int = 0) -> QIcon:
    """The drawing in one colour, with a gap to its right; made anew after a change of look (see `put_icon`)."""
    made = QIcon()
    for size in SIZES:
        for density in (1.0, 2.0):
            made.addPixmap(picture(name, size, colour(role), density, gap=gap))
            made.addPixmap(picture(name, size, colour(Role.FAINT), density, gap=gap), QIcon.Mode.Disabled)
    return made


def picture(name: str, size: int, ink: QColor, density: float = 2.0, *, gap: int = 0) -> QPixmap:
    """The drawing as a square of `size` logical pixels, with empty pixels to its right."""
    pixmap = QPixmap(round((size + gap) * density), round(size * density))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing = _drawing(name).replace("currentColor", ink.name()).encode()
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def put_icon(target: QAbstractButton | QAction, name: str, *, role: Role = Role.TEXT_SOFT) -> None:
    """Gives a button or an action its icon, and remembers which, so that `retint` can follow the look."""
    gap = GAP if isinstance(target, QPushButton) and (target.text() or not target.isCheckable()) else 0
    target.setIcon(icon(name, role, gap=gap))
    if isinstance(target, QPushButton):
        target.setIconSize(QSize(target.iconSize().height() + gap, target.iconSize().height()))
    target.setProperty("lucide", name)
    target.setProperty("lucide_role", role.value)


def retint(root: QWidget) -> None:
    """Draws every icon under `root` again in the colours of the look in force."""
    targets: list[QAbstractButton | QAction] = [*root.findChildren(QAbstractButton), *root.findChildren(QAction)]
    for target in targets:
        name = target.property("lucide")
        if name:
            put_icon(target, str(name), role=Role(str(target.property("lucide_role"))))


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
