"""Texts that a service words for itself: files by language, its own before the ones that came with the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from textwrap import wrap

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.paths import home, resources
from cadplanner.printing.blocks import TEXT, Block, Words, heading
from cadplanner.printing.letters import MOST_LETTERS, runs_leftwards
from cadplanner.printing.sheet import Ink, Sheet

ENGLISH = "en"
MOST_BYTES = 100_000
INDENT = 16.0


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of one text; `translated` says whether it is in the language asked for."""

    lines: tuple[str, ...]
    translated: bool = True

    def blocks(self, ink: Ink = TEXT) -> tuple[Block, ...]:
        """The text as it is printed: headings, points of a list, paragraphs."""
        return tuple(_blocks(self.lines, ink))

    def points(self) -> tuple[str, ...]:
        """The points of its list."""
        return tuple(line[1:].strip() for line in self.lines if line.startswith("-"))

    def phrases(self) -> dict[str, str]:
        """Its lines 'name = text' by name."""
        pairs = (line.partition("=") for line in self.lines if "=" in line and not line.startswith(("#", "-")))
        return {name.strip(): text.strip() for name, _, text in pairs}


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list, with a dot before it."""

    text: str
    ink: Ink = TEXT

    def height(self, width: float) -> float:
        return Words(self.text, self.ink).height(width - INDENT)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        leftwards = runs_leftwards(self.text)
        sheet.disc(x + width - 5 if leftwards else x + 5, y + self.ink.line / 2, 2, 0.1)
        Words(self.text, self.ink).draw(sheet, x if leftwards else x + INDENT, y, width - INDENT)


def text(name: str, details: ServiceDetails, language: str = "") -> Text:
    """The text of that name, filled in, in that language ('' is English) or else in English. Raises KeyError."""
    for folder in _folders(language):
        found = _read(folder / f"{name}.txt")
        if found is not None:
            return Text(_filled(found, details), folder.name == _folder_name(language))
    raise KeyError(name)


def phrases(name: str, details: ServiceDetails, language: str = "") -> dict[str, str]:
    """The phrases of that name in that language; what it leaves out is in the service's English, or as shipped."""
    shipped = _read(resources() / "texts" / ENGLISH / f"{name}.txt")
    assert shipped is not None
    worded = (Text(_filled(shipped, details)), text(name, details), text(name, details, language))
    return {key: said for one in worded for key, said in one.phrases().items() if said}


def untranslated(plan: Plan, name: str) -> tuple[str, ...]:
    """The languages that people of the day need an interpreter for and that have no text of that name."""
    people = (plan.patient[appointment.patient_id] for appointment in plan.appointments)
    spoken = {person.language for person in people if AccessNeed.INTERPRETER in person.needs} - {""}
    folders = {language: _folders(language) for language in spoken}
    return tuple(
        sorted(
            language
            for language in spoken
            if all(_read(f / f"{name}.txt") is None for f in folders[language] if f.name == _folder_name(language))
        )
    )


def _folder_name(language: str) -> str:
    """The name of a language's folder: letters only, so that no name leads out of the folder of texts."""
    name = "".join(letter for letter in language.casefold() if letter.isalpha())
    return ENGLISH if name in {"", "english"} else name


def _folders(language: str) -> list[Path]:
    names = dict.fromkeys((_folder_name(language), ENGLISH))
    return [top / "texts" / name for name in names for top in (home(), resources())]


@lru_cache(maxsize=256)
def _read(path: Path) -> str | None:
    """What is in a file, read once; None where there is none or it is not a text."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _filled(found: str, details: ServiceDetails) -> tuple[str, ...]:
    words = {
        "{service}": details.name,
        "{phone}": details.phone or "the number on your letter",
        "{pifu}": details.pifu_word,
        "{day}": details.day_word,
        "{number}": details.number.value,
    }
    for mark, word in words.items():
        found = found.replace(mark, word)
    return tuple(line.strip() for line in found.splitlines())


def _blocks(lines: Iterable[str], ink: Ink) -> Iterable[Block]:
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line and not line.startswith(("#", "-")):
            paragraph.append(line)
            continue
        if paragraph:
            *before, last = wrap(" ".join(paragraph), MOST_LETTERS)  # a longer line would be cut off
            yield from (Words(part, ink, after=0) for part in before)
            yield Words(last, ink, after=6)
            paragraph = []
        if line.startswith("#"):
            yield heading(line.lstrip("# "))
        elif line:
            yield Point(line[1:].strip(), ink)
