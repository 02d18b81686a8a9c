"""What full and blank cards share: sizes, words, codes, the notes on the back, and the tear-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.printing.blocks import Boxes
from cadplanner.printing.codes import QR_SIDE, bars_path, bars_width, qr_path
from cadplanner.printing.sheet import A4, A5, ACCENT, FOOTER, GREY, MARGIN, Ink, Sheet, height_of
from cadplanner.printing.texts import phrases, text
from cadplanner.printing.words import card_code, card_words

BODY = 12.0
CODE_HEIGHT = 26.0
BAR = 1.05
TOP = 104.0
PROMPT_GAP = 7.0
WRITING = 22.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a card is printed: its page, the size of its letters (1 is 12 pt), and whether with pictures."""

    size: tuple[float, float] = A5
    scale: float = 1.0
    easy: bool = False

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self.size[0] - 2 * MARGIN

    @property
    def beside_code(self) -> float:
        """Points to the left of the QR code."""
        return self.width - 84 * self.scale

    @property
    def text(self) -> Ink:
        """Running text."""
        return Ink(BODY * self.scale)

    @property
    def strong(self) -> Ink:
        """What matters of it."""
        return Ink(BODY * self.scale, bold=True)

    @property
    def heading(self) -> Ink:
        """Headings."""
        return Ink(14 * self.scale, bold=True, colour=ACCENT)


SMALL = Style()
CLEAR = Style(A4, 14 / BODY)
LARGE = Style(A4, 18 / BODY)
LARGEST = Style(A4, 24 / BODY)
EASY = Style(A4, 18 / BODY, easy=True)


@dataclass(frozen=True, slots=True)
class Wording:
    """The phrases of one card; `untranslated` is the language there is no text for yet, '' for none."""

    phrases: Mapping[str, str]
    untranslated: str = ""

    @classmethod
    def of(cls, details: ServiceDetails, language: str = "", *, easy: bool = False) -> Wording:
        """The phrases in that language or in English; what a translation leaves out is in English too."""
        name = "passport-easy" if easy else "passport"
        found = text(name, details, language)
        spoken = language if found.translated else ""
        told = {**phrases("feedback", details, spoken), **phrases(name, details, spoken)}
        return cls(told, "" if found.translated else language)

    def __getitem__(self, name: str) -> str:
        return self.phrases[name]

    @property
    def keep(self) -> str:
        """The warning at the foot, which says when a card is not in the language of the person."""
        flag = f". Not translated: there is no text in {self.untranslated} yet" if self.untranslated else ""
        return f"{self['keep']}{flag}"


def draw_codes(sheet: Sheet, style: Style, card: int, on: date, under: float) -> None:
    """The QR code and the card number at the top right; the Code 128 on the left, its top at `under`."""
    content, scale = card_code(card, on), style.scale
    module = 64 * scale / QR_SIDE
    right = MARGIN + style.width
    sheet.pattern(right - 64 * scale, MARGIN, module, module, qr_path(content))
    number = Ink(17 * scale, bold=True)
    y = MARGIN + 70 * scale
    sheet.text(right - 84 * scale, y, card_words(card), number, 84 * scale, align="right")
    sheet.pattern(MARGIN, under + CODE_HEIGHT * scale, _bar(style, content), CODE_HEIGHT * scale, bars_path(content))


def _bar(style: Style, content: str) -> float:
    """How wide a module of the Code 128 is: as the letters, but never into the QR code."""
    return min(BAR * style.scale, (style.beside_code - 12) / bars_width(content))


class Back(Enum):
    """What one back page of a card has."""

    ALL = auto()
    PROMPTS = auto()
    AGREED = auto()
    LINES = auto()


def backs(style: Style, fronts: int) -> tuple[Back, ...]:
    """The back pages of a card with so many fronts: together even in number, and never crowded."""
    if fronts % 2 == 0:
        return (Back.PROMPTS, Back.AGREED)
    return (Back.PROMPTS, Back.AGREED, Back.LINES) if style.scale > LARGE.scale else (Back.ALL,)


def draw_back(sheet: Sheet, style: Style, wording: Wording, back: Back, whose: str) -> None:
    """What matters to the person, in her own writing; what was agreed; and the feedback question to tear off."""
    title = wording["notes" if back in {Back.ALL, Back.PROMPTS} else "more_notes"]
    y = sheet.text(MARGIN, MARGIN, title, replace(style.heading, size=16 * style.scale), style.width, "start")
    y = sheet.text(MARGIN, y, whose, replace(style.text, colour=GREY), style.width)
    if back in {Back.ALL, Back.PROMPTS}:
        y = sheet.text(MARGIN, y, wording["notes_how"], style.text, style.width, "start")
    bottom = sheet.height - FOOTER - 12
    if back in {Back.ALL, Back.AGREED}:
        bottom -= _tear_height(style, wording)
        _draw_tear(sheet, bottom + 6, style, wording)
    parts = _parts(sheet.paper.details, wording, back)
    fixed = sum(_told_height(style, *part) for part in parts)
    number = max(len(parts), int((bottom - y - fixed) / (WRITING * style.scale)))
    step = (bottom - y - fixed) / number
    each, spare = divmod(number, len(parts))
    for n, part in enumerate(parts):
        y = _draw_told(sheet, y, style, *part)
        lines = each + (spare if n == len(parts) - 1 else 0)
        for line in range(1, lines + 1):
            sheet.rule(MARGIN, y + line * step, style.width)
        y += lines * step


def _parts(details: ServiceDetails, wording: Wording, back: Back) -> list[tuple[str, tuple[str, ...]]]:
    """(heading, sentences under it) of each part of a back page that has lines to write on."""
    prompts: list[tuple[str, tuple[str, ...]]] = [(prompt.strip(), ()) for prompt in wording["prompts"].split("|")]
    call = (f"{wording['call']} {details.phone}.",) if details.phone else ()
    agreed = (wording["next"], (wording["next_how"], f"{wording['contact_us']} ____________", *call))
    found: dict[Back, list[tuple[str, tuple[str, ...]]]] = {
        Back.ALL: [*prompts, agreed],
        Back.PROMPTS: [*prompts],
        Back.AGREED: [agreed],
        Back.LINES: [("", ())],
    }
    return found[back]


def _told_height(style: Style, title: str, sentences: Sequence[str]) -> float:
    told = sum(height_of(sentence, style.text, style.width) for sentence in sentences)
    return height_of(title, style.heading, style.width) + PROMPT_GAP + told


def _draw_told(sheet: Sheet, y: float, style: Style, title: str, sentences: Sequence[str]) -> float:
    y = sheet.text(MARGIN, y + PROMPT_GAP, title, style.heading, style.width, "start")
    for sentence in sentences:
        y = sheet.text(MARGIN, y, sentence, style.text, style.width, "start")
    return y


def _answers(style: Style, wording: Wording) -> Boxes:
    return Boxes(tuple(answer.strip() for answer in wording["answers"].split("|")), 2, style.text)


def _tear_height(style: Style, wording: Wording) -> float:
    told = height_of(wording["tear"], style.text, style.width)
    asked = height_of(wording["experience"], style.strong, style.width)
    return 8 + told + asked + _answers(style, wording).height(style.width)


def _draw_tear(sheet: Sheet, y: float, style: Style, wording: Wording) -> None:
    sheet.cut((0, y + 3), (sheet.width, y + 3))
    y = sheet.text(MARGIN, y + 8, wording["tear"], replace(style.text, colour=GREY), style.width, "start")
    y = sheet.text(MARGIN, y, wording["experience"], style.strong, style.width, "start")
    _answers(style, wording).draw(sheet, MARGIN, y, style.width)
