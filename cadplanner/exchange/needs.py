"""What a person needs, from the words people type; a word not understood is kept as a note, never dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cadplanner.core.model.patient import AccessNeed
from cadplanner.exchange.values import LANGUAGES, NO, YES, language_in, says_nothing

WORDS = {
    AccessNeed.BSL: (r"\bbsl\b", r"\bsign(ed)? language\b", r"\bsigner\b"),
    AccessNeed.STEP_FREE: (
        r"wheel ?-?chair", r"step[- ]?free", r"mobility scooter", r"ground floor", r"\blift (needed|access|required)",
        r"no (stairs|steps)", r"(can ?not|can'?t|unable to) (manage|do|climb|use) (any )?(stairs|steps)",
        r"level access", r"\bramp\b",
    ),
    AccessNeed.LONGER_APPOINTMENT: (
        r"(long|longer|double|extended) (app|slot)", r"(extra|more) time",
    ),
    AccessNeed.QUIET_SPACE: (
        r"quiet", r"autis", r"\basd\b", r"\basc\b", r"low stimul", r"sensory (need|over|sens|proc)",
    ),
    AccessNeed.LARGE_PRINT: (
        r"larger? (print|font|text)", r"big print", r"partially sighted", r"visual(ly)? impair", r"sight impair",
    ),
    AccessNeed.HEARING_LOOP: (
        r"hearing (loop|aid)", r"induction loop", r"hard of hearing", r"hearing (impair|loss)", r"\bdeaf\b", r"\bhoh\b",
    ),
    AccessNeed.CARER_PRESENT: (
        r"\bcarer?s?\b", r"\bcare ?giver", r"support worker", r"\bescort", r"accompanied", r"chaperone",
        r"personal assistant",
    ),
    AccessNeed.CANNOT_WAIT: (
        r"(can ?not|can'?t|(un|not )able to|struggles? to|difficulty) (wait|sit)(t?ing)?( (for )?(too |very )?long)?",
        r"(no|avoid|short|shorter|minimal|minimum) (long |lengthy )?wait", r"short(er)? (visit|stay)",
        r"long waits? (is |are )?(difficult|hard|distress|upset)",
    ),
}  # fmt: skip
PATTERNS = tuple((need, re.compile(rf"(?:{'|'.join(words)})\w*", re.IGNORECASE)) for need, words in WORDS.items())
PLAIN = re.compile(
    r"(?:(?:needs?|requires?|uses?|using|has|with|is|a|an|the|user|needed|required|please|y|yes|present|will|attend|attends|attending|"
    r"coming|space|room|access|appointments?|apps?|appts?|slot|venue|letters?|interpreter|their|his|her|in|for|of|to)\b|\W)*",
    re.IGNORECASE,
)
SAYS_MORE = re.compile(
    r"wheel ?-?chair|scooter|autis|\basd\b|\basc\b|\bdeaf|impair|sighted|hearing (aid|loss)|escort|chaperone",
    re.IGNORECASE,
)
"""Words that say more of a person than the need: they are kept beside it."""
NO_NEEDS = re.compile(
    r"(no|nil|none)( (known|special|access|additional|specific))*( needs| requirements| issues)?\W*", re.IGNORECASE
)
INTERPRETER = re.compile(r"interpret|translat", re.IGNORECASE)
AROUND_LANGUAGE = re.compile(
    r"\b(needs?|requires?|an?|the|interpret(?:er|ers|ing|ation)?|translat(?:or|ors|er|ion)|needed|required|please|yes|"
    r"speaks?|speaking|language|only|for|in|is|to|via|use|uses|face to face|telephone|patient|will|with)\b|[^\w\s]",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"^\s*(no|not|nil|none|without|does(n't| not)|declined|n/a)\b(?!.*\b(stairs|steps|waits?|waiting)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What was understood of some cells: the needs, the interpreter's language, and what is left over."""

    needs: tuple[AccessNeed, ...] = ()
    language: str = ""
    note: str = ""

    def and_also(self, other: Needs) -> Needs:
        """Both together; the first language stands."""
        if other == NO_NEED:
            return self
        needs = tuple(need for need in AccessNeed if need in self.needs or need in other.needs)
        note = "; ".join(dict.fromkeys(part for part in (self.note, other.note) if part))
        return Needs(needs, self.language or other.language, note)


def names_a_need(heading: str) -> bool:
    """Whether a heading is itself a need: 'Wheelchair user', with Y and N under it."""
    return len(heading) < 60 and any(pattern.search(heading) for _, pattern in PATTERNS)


NO_NEED = Needs()


@lru_cache(maxsize=2_000)
def needs_in(text: str, *, heading: str = "") -> Needs:
    """The needs in a cell of free text; 'Y' under a heading such as 'Wheelchair user' means the heading."""
    if says_nothing(text) or text.casefold() in NO:
        return Needs()
    if text.casefold() in YES:
        found = needs_in(heading) if heading else Needs(note=text)
        return found if found.needs else Needs(note=f"{heading}: {text}")
    found = Needs()
    for part in re.split(r"[;,/|+&]|\band\b", text):
        if part.strip():
            found = found.and_also(_part(part.strip()))
    return found


def _part(text: str) -> Needs:
    if DENIED.search(text):
        return Needs() if NO_NEEDS.fullmatch(text) or INTERPRETER.search(text) else Needs(note=text)
    needs = [need for need, pattern in PATTERNS if pattern.search(text)]
    language = ""
    rest = text
    for _, pattern in PATTERNS:
        rest = pattern.sub(" ", rest)
    if INTERPRETER.search(text) and AccessNeed.BSL not in needs:
        needs.append(AccessNeed.INTERPRETER)
        language = language_in(" ".join(AROUND_LANGUAGE.sub(" ", rest).split()))
        rest = ""
    understood = needs and PLAIN.fullmatch(rest) and not SAYS_MORE.search(text)
    return Needs(tuple(needs), language[:60], "" if understood else text)


@lru_cache(maxsize=2_000)
def interpreter_in(text: str) -> Needs:
    """What a column 'Interpreter needed' says: yes, no, a language, or words."""
    low = text.casefold()
    if says_nothing(text) or low in NO or low == "english" or DENIED.search(text):
        return Needs()
    if low in YES:
        return Needs((AccessNeed.INTERPRETER,))
    found = needs_in(text)
    if found.needs:
        return found
    language = language_in(re.sub(r"^(y|yes)\W+", "", text, flags=re.IGNORECASE))
    if language == "BSL":
        return Needs((AccessNeed.BSL,))
    known = language in LANGUAGES.values() or language.isalpha()
    return Needs((AccessNeed.INTERPRETER,), language, "") if known else Needs((AccessNeed.INTERPRETER,), "", text)
