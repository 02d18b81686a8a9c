"""Who on the day's list is meant by what was scanned or typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cadplanner.core.model.plan import Plan
from cadplanner.store.search import index_of, search_words

CARD = re.compile(r"\s*(?P<code>CAD1:)?K?0*(?P<card>\d{1,5})(?::(?P<day>\d{4}))?\s*", re.ASCII | re.IGNORECASE)
MOST = 60  # rows shown: whoever types goes on typing


@dataclass(frozen=True, slots=True)
class Scanned:
    """A card by its number; `day` is the day and month of its day as four digits, '' where the code lacks it."""

    card: int
    day: str = ""
    typed: bool = False


def scanned(text: str) -> Scanned | None:
    """The card that a scanner read, or whose number somebody typed as on the card: 'K012'."""
    found = CARD.fullmatch(text)
    return Scanned(int(found["card"]), found["day"] or "", not found["code"]) if found else None


class TodaysList:
    """Everybody on the day's list, by the words each is found by. Made once a plan; answers in a millisecond."""

    def __init__(self, plan: Plan) -> None:
        self._on = f"{plan.day.on:%d%m}"
        self._by_card = {appointment.card: appointment.id for appointment in plan.appointments}
        people = ((plan.patient[a.patient_id], a) for a in plan.appointments)
        indexed = sorted((*index_of(patient), a.card, a.id) for patient, a in people)
        self._words = [(surname, words, card, key) for surname, _, words, card, key in indexed]

    def by_card(self, scan: Scanned) -> str:
        """The appointment of a card of this day; '' for nobody's or another day's."""
        return "" if self.is_of_another_day(scan) else self._by_card.get(scan.card, "")

    def is_of_another_day(self, scan: Scanned) -> bool:
        """Whether the code says that the card is not of this day."""
        return bool(scan.day) and scan.day != self._on

    def found(self, typed: str) -> tuple[str, ...]:
        """The appointments that every typed word fits: whose card or surname it is first, then from A to Z."""
        words = search_words(typed)
        if not words:
            return ()
        fits = [each for each in self._words if all(_fits(word, each[1], each[2]) for word in words)]
        first = words[0]
        fits.sort(key=lambda each: (str(each[2]) != first, not each[0].startswith(first)))
        return tuple(each[3] for each in fits[:MOST])


def _fits(word: str, words: str, card: int) -> bool:
    """A word's beginning, the card, or from four digits or letters on anything inside."""
    return f" {word}" in words or word == str(card) or (len(word) >= 4 and word in words)
