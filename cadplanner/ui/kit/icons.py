"""Icons: Lucide drawings from resources/icons, tinted for the look in force."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget

from cadplanner.paths import resources
from cadplanner.ui.kit.theme import BASE_POINTS, Role, colour

SMALL = 16  # pixels
GAP = 4  # pixels more between the drawing and the words of a button


def icon(name: str, role: Role = Role.TEXT_SOFT, *, size: int = SMALL, gap: int = 0) -> QIcon:
    """The drawing in one colour, with a gap to its right, as dense as the screens are.

    It is made anew after a change of look (see `put_icon`).
    """
    made = QIcon()
    for density in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        made.addPixmap(picture(name, size, colour(role), density, gap=gap))
        made.addPixmap(picture(name, size, colour(Role.FAINT), density, gap=gap), QIcon.Mode.Disabled)
    return made


def picture(name: str, size: int, ink: QColor, density: float = 2.0, *, gap: int = 0) -> QPixmap:
    """The drawing as a square of `size` logical pixels, with empty pixels to its right."""
    key = f"lucide {name} {size} {ink.name()} {density} {gap}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = _drawn(name, size, ink, density, gap)
        QPixmapCache.insert(key, made)
    return made


def _drawn(name: str, size: int, ink: QColor, density: float, gap: int) -> QPixmap:
    pixmap = QPixmap(round((size + gap) * density), round(size * density))
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing = _drawing(name).replace("currentColor", ink.name()).encode()
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def put_icon(target: QAbstractButton | QAction, name: str, *, role: Role = Role.TEXT_SOFT, size: int = SMALL) -> None:
    """Gives a button or an action its icon, and remembers which, so that `retint` can follow the look.

    `size` is in pixels at the usual text size; a button's icon grows with its words.
    """
    if isinstance(target, QAbstractButton):
        pixels = round(size * QApplication.font().pointSizeF() / BASE_POINTS)
        gap = GAP if _beside_words(target) else 0
        target.setIcon(icon(name, role, size=pixels, gap=gap))
        target.setIconSize(QSize(pixels + gap, pixels))
    else:
        target.setIcon(icon(name, role))
    target.setProperty("lucide", name)
    target.setProperty("lucide_role", role.value)
    target.setProperty("lucide_size", size)


def _beside_words(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton):
        return button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    return bool(button.text()) or not button.isCheckable()


def retint(root: QWidget) -> None:
    """Draws every icon under `root` again in the colours and the size of the look in force."""
    targets: list[QAbstractButton | QAction] = [*root.findChildren(QAbstractButton), *root.findChildren(QAction)]
    for target in targets:
        name = target.property("lucide")
        if name:
            role, size = Role(str(target.property("lucide_role"))), int(target.property("lucide_size"))
            put_icon(target, str(name), role=role, size=size)


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
