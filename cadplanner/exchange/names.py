"""A whole name in one cell into title, first name and surname; letters stay as they were typed."""

from __future__ import annotations

import re

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "miss",
        "ms",
        "mx",
        "dr",
        "prof",
        "professor",
        "rev",
        "revd",
        "reverend",
        "sir",
        "lady",
        "dame",
        "lord",
        "master",
        "mstr",
        "fr",
        "sister",
        "br",
        "capt",
        "major",
    ]
)
NAME = re.compile(r"[^<>=@{}\[\]\\|/0-9]*")
"""What may be taken apart; anything else is kept whole, as typed."""
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "binti",
        "ibn",
        "ben",
        "abu",
        "st",
        "san",
        "dos",
        "das",
    ]
)


def name_parts(text: str) -> tuple[str, str, str]:
    """Title, first name, surname of 'SMITH, Jane (Mrs)', 'Mrs Jane Smith' or 'SMITH Jane'.

    A single name is the surname. Without a comma the last word is, with the small words before it ('van der Berg').
    """
    if not NAME.fullmatch(text):
        return "", "", text
    title, rest = _title(text)
    surname, comma, first = (part.strip() for part in rest.partition(","))
    if not comma:
        return title, *_without_comma(rest)
    if not title:
        title, first = _title(first)
    first = re.sub(r"\s*,\s*", " ", first)
    return (title, first, surname) if surname else (title, "", first)


def _title(text: str) -> tuple[str, str]:
    """The title at the end in brackets or after a comma, or at the front; and the text without it."""
    bracketed = re.search(r"\s*\(\s*([A-Za-z]+)\.?\s*\)\s*$", text) or re.search(r",\s*([A-Za-z]+)\.?\s*$", text)
    if bracketed and bracketed[1].casefold() in TITLES:
        return bracketed[1], text[: bracketed.start()].strip(" ,")
    first, _, rest = text.strip().partition(" ")
    if rest.strip() and first.strip(".").casefold() in TITLES:
        return first.strip("."), rest.strip()
    return "", text.strip()


def _without_comma(text: str) -> tuple[str, str]:
    text, bracket, aside = text.partition(" (")
    first, surname = _divided(text.split())
    return first, f"{surname}{bracket}{aside}"


def _divided(words: list[str]) -> tuple[str, str]:
    if len(words) < 2:
        return "", " ".join(words)
    capitals = [len(word) > 1 and word.isupper() for word in words]
    if capitals[0] and not capitals[-1]:
        start = capitals.index(False)
        return " ".join(words[start:]), " ".join(words[:start])
    last = len(words) - 1
    while last > 1 and words[last - 1].casefold() in PARTICLES:
        last -= 1
    return " ".join(words[:last]), " ".join(words[last:])


def wrong_name(text: str, longest: int) -> str:
    """What is wrong with a name: too long, or without a letter; '' for nothing."""
    if len(text) > longest:
        return f"The name has {len(text)} characters; is it in the right column? Type the name alone."
    if text and not any(c.isalpha() for c in text):
        return f"'{text[:40]}' is not a name; type the name or skip the row."
    return ""
