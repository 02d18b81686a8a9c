"""Every page of the help shows a picture of its page as it is now, with words for whoever cannot see it."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextFormat

from cadplanner.paths import resources
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.main_window.help import BEGIN, HelpWindow, show_help
from cadplanner.ui.shots.for_help import COLOURS, reduced

FOLDER = resources() / "help" / "pictures"
KEYS = (BEGIN, *(line.key for line in PAGES))
AGAIN = "The pages have other words than in their pictures: run  python -m cadplanner shots --help-pictures"


def test_a_picture_is_as_wide_as_the_page_and_its_words_stand_under_it(qtbot, window):
    shown = show_help(window, "plan")
    shown.resize(700, 500)
    narrow = picture_of(shown)
    shown.resize(900, 500)
    qtbot.waitUntil(lambda: picture_of(shown).width() > narrow.width())
    assert picture_of(shown).width() <= shown.text.viewport().width() * shown.devicePixelRatioF()
    assert "a row for each place, a block for each visit" in shown.text.toPlainText()
    assert alt_text(shown).startswith("The Plan page")


def test_no_other_picture_is_ever_read(window):
    shown = show_help(window, "plan")
    image = QTextDocument.ResourceType.ImageResource.value
    assert shown.text.loadResource(image, QUrl("https://example.org/x.png")) is None
    assert shown.text.loadResource(image, QUrl("../icons/x.png")) is None
    assert shown.text.loadResource(image, QUrl("pictures/none.png")).isNull()


def test_a_small_file_looks_the_same():
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill("#005EB8")
    for n in range(COLOURS + 40):
        picture.setPixel(n % 40, n // 40, 0xFF000000 | n * 1000)
    small = reduced(picture)
    assert small.format() is QImage.Format.Format_Indexed8
    assert small.colorCount() == COLOURS
    assert small.pixelColor(39, 29).name() == "#005eb8"


def picture_of(shown: HelpWindow) -> QImage:
    name = image_format(shown).name()
    return shown.text.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))


def alt_text(shown: HelpWindow) -> str:
    return str(image_format(shown).property(QTextFormat.Property.ImageAltText.value))


def image_format(shown: HelpWindow):
    block = shown.text.document().begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            if walk.fragment().charFormat().isImageFormat():
                return walk.fragment().charFormat().toImageFormat()
            walk += 1
        block = block.next()
    raise AssertionError("no picture")
