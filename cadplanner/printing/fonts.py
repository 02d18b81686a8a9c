"""The fonts on paper: which one has a letter, and how its shaped glyphs are named in a PDF."""

from __future__ import annotations

from functools import cache
from typing import Any

import uharfbuzz  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

from cadplanner.paths import resources

LATIN = "NotoSans"
CHINESE = "DroidSansFallbackFull"
BLOCKS = (
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x08FF, "NotoSansArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0A80, 0x0AFF, "NotoSansGujarati"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0xFB50, 0xFDFF, "NotoSansArabic"),
    (0xFE70, 0xFEFF, "NotoSansArabic"),
)
FIRST_GLYPH_CODE = 0xF0000
CODES_IN_A_BLOCK = 100


class PaperFont(TTFont):
    """A TrueType font whose shaped glyphs read back as the letters they stand for.

    reportlab names glyphs by character. A shaped glyph gets a private character instead, one for every pair of
    glyph and letters, and the ToUnicode table of the PDF is written from `letters`.
    """

    def __init__(self, name: str) -> None:
        path = resources() / "fonts" / f"{name}.ttf"
        super().__init__(name, str(path))
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        self.per_mille = 1000 / self.shaper.face.upem
        self.letters: dict[int, str] = {}
        self._codes: dict[tuple[int, str], int] = {}

    def has(self, letter: str) -> bool:
        """Whether the font has a glyph of its own for the letter."""
        return bool(self.face.charToGlyph.get(ord(letter), 0))

    def character_for(self, glyph: int, letters: str) -> str:
        """The private character that draws the glyph and reads as `letters`."""
        code = self._codes.setdefault((glyph, letters), FIRST_GLYPH_CODE + len(self._codes))
        self.letters[code] = letters
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = self.shaper.get_glyph_h_advance(glyph) * self.per_mille
        return chr(code)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 (reportlab's name)
        """Write the font into the document, with what its glyphs read as."""
        state = self.state[doc]
        super().addObjects(doc)
        objects: dict[str, Any] = doc.idToObject
        fonts = objects["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            font = fonts[f"{state.internalName}+{number}"]
            objects[font.ToUnicode.name].content = self._reading(subset)

    def _reading(self, subset: list[int]) -> str:
        pairs = [f"<{code:02X}> <{self._utf16(char)}>" for code, char in enumerate(subset) if char]
        blocks = [pairs[n : n + CODES_IN_A_BLOCK] for n in range(0, len(pairs), CODES_IN_A_BLOCK)]
        listed = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
            f"{listed}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        )

    def _utf16(self, char: int) -> str:
        return self.letters.get(char, chr(char)).encode("utf-16-be", "surrogatepass").hex().upper()


@cache
def font(name: str) -> PaperFont:
    """The font of that file name, read and registered once; the regular weight where there is no bold."""
    made = PaperFont(name)
    pdfmetrics.registerFont(made)
    return made


@cache
def font_for(letter: str, *, bold: bool) -> PaperFont | None:
    """The first font that has the letter; None where no font has it."""
    code = ord(letter)
    names = [LATIN, *(name for first, last, name in BLOCKS if first <= code <= last), CHINESE]
    return next((found for name in names if (found := _weighed(name, bold=bold)).has(letter)), None)


@cache
def _weighed(name: str, *, bold: bool) -> PaperFont:
    folder = resources() / "fonts"
    weights = (f"{name}-Bold", f"{name}-Regular", name) if bold else (f"{name}-Regular", name)
    return font(next(weight for weight in weights if (folder / f"{weight}.ttf").exists()))
