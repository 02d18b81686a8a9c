"""What was typed at the desk, as a name to begin a form with."""

from __future__ import annotations

from collections.abc import Iterable


def name_typed(typed: str) -> tuple[str, str]:
    """What was typed as a surname and a first name to begin a form with; ('', '') for a number or a date."""
    if any(letter.isdigit() for letter in typed):
        return "", ""
    surname, _, first = typed.partition(",") if "," in typed else _last_word_apart(typed.split())
    return surname.strip(), first.strip()


def _last_word_apart(words: Iterable[str]) -> tuple[str, str, str]:
    *first, last = (*words,) or ("",)
    return last, "", " ".join(first)
