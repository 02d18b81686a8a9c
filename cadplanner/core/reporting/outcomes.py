"""What came of a day: the split of its outcomes, and the waiting list before and after it."""

from __future__ import annotations

from cadplanner.core.charts import Bars, Part, Series, Split, Tone
from cadplanner.core.figures import Figures
from cadplanner.core.setup.problem import counted

SPLIT = "What came of it"
BANDS = "Waiting list by weeks waited"
TONES = {
    "discharged": Tone.GOOD,
    "PIFU": Tone.CALM,
    "follow-up": Tone.BUSY,
    "other": Tone.PLAIN,
    "no outcome": Tone.LATE,
}
"""In the order in which they are drawn; each attender is in one of them."""


def split(found: Figures, pifu_word: str) -> Split:
    """Those who attended by what was agreed with them; each counts once."""
    people = {share.what: share.people for share in found.outcomes}
    words = {what: pifu_word if what == "PIFU" else what.capitalize() for what in TONES}
    parts = tuple(Part(words[what], people[what], TONES[what]) for what in TONES)
    return Split(SPLIT, _says(found, people, pifu_word), parts, first="Outcome")


def waiting_list(found: Figures) -> Bars:
    """Who waits so many weeks: those whose wait the day ended, and those who wait still."""
    labels = tuple(band for band, _ in found.bands_before)
    still = tuple(number for _, number in found.bands_after)
    ended = tuple(before - after for (_, before), after in zip(found.bands_before, still, strict=True))
    series = (Series("still waiting", still, Tone.PLAIN), Series("off the list by this day", ended, Tone.GOOD))
    total = sum(number for _, number in found.bands_before) + found.unknown_wait
    says = f"{counted(total, 'person', 'people')} on the list that morning; {sum(ended):,} left it by the day."
    unknown = f" {found.unknown_wait:,} without a date are not drawn." if found.unknown_wait else ""
    return Bars(BANDS, f"{says}{unknown}", labels, series, first="Weeks")


def _says(found: Figures, people: dict[str, int], pifu_word: str) -> str:
    came = found.attended.people
    if not came:
        return "Nobody has attended yet."
    both = people["discharged"] + people["PIFU"]
    share = f"{100 * both / came:.0f}%"
    without = f" {people['no outcome']:,} still without an outcome." if people["no outcome"] else ""
    attended = f"Of {counted(came, 'person', 'people')} who attended"
    return f"{attended}, {both:,} ({share}) were discharged or are on {pifu_word}.{without}"
