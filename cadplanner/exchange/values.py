"""One cell of text into one value: numbers, phones, codes; with what is wrong, '' for nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cadplanner.core.model.patient import nhs_number_of
from cadplanner.core.model.referral import Priority
from cadplanner.core.model.words import NumberKind

NOTHING = frozenset((
    "n/a", "na", "n.a.", "none", "nil", "null", "-", "--", "---", ".", "?", "unknown", "unk", "missing", "tbc", "tba",
    "nan", "#n/a", "(blank)", "blank", "not known", "not recorded", "not given", "not stated", "not available",
    "no phone", "no email", "no number",
))  # fmt: skip
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,3}")
TEN_DIGITS = re.compile(r"[0-9]{3} ?[0-9]{3} ?[0-9]{4}")
BRITISH_PHONE = re.compile(r"0[12378](?: ?[0-9]){9}")
YES = frozenset(["y", "yes", "true", "1", "t", "x", "required", "needed", "✓", "✔", "si", "oui"])
NO = frozenset(
    ["n", "no", "false", "0", "f", "none", "nil", "na", "n/a", "not required", "not needed", "no thank you", "-"]
)

PRIORITIES = {
    **dict.fromkeys(("routine", "r", "rout", "1", "01", "normal", "standard", "nonurgent", "noturgent", "low", "no",
                     "n"),
                    Priority.ROUTINE),
    **dict.fromkeys(("urgent", "u", "urg", "2", "02", "soon", "high", "yes", "y", "emergency", "immediate", "asap"),
                    Priority.URGENT),
    **dict.fromkeys(("twoweekwait", "2ww", "2weekwait", "3", "03", "tww", "2wr", "twoweekrule", "2weekrule", "usc",
                     "urgentsuspectedcancer", "suspectedcancer", "cancer", "fasttrack"), Priority.TWO_WEEK_WAIT),
}  # fmt: skip

SEXES = {
    **dict.fromkeys(("f", "female", "woman", "girl", "2", "02", "w"), "female"),
    **dict.fromkeys(("m", "male", "man", "boy", "1", "01"), "male"),
    **dict.fromkeys(("9", "i", "indeterminate", "other", "o", "nonbinary"), "other"),
    **dict.fromkeys(("0", "x", "u", "unknown", "notknown", "notspecified", "notrecorded"), ""),
}

LANGUAGES = {
    "en": "English", "eng": "English", "bn": "Bengali", "ben": "Bengali", "bangla": "Bengali", "sylheti": "Sylheti",
    "pl": "Polish", "pol": "Polish", "ur": "Urdu", "urd": "Urdu", "pa": "Punjabi", "panjabi": "Punjabi",
    "gu": "Gujarati", "guj": "Gujarati", "ar": "Arabic", "ara": "Arabic", "ro": "Romanian",
    "ron": "Romanian", "pt": "Portuguese",
    "por": "Portuguese", "es": "Spanish", "spa": "Spanish", "so": "Somali", "som": "Somali", "tr": "Turkish",
    "tur": "Turkish", "ta": "Tamil", "hi": "Hindi", "zh": "Chinese", "fa": "Farsi", "fr": "French", "it": "Italian",
    "lt": "Lithuanian", "vi": "Vietnamese", "uk": "Ukrainian", "ru": "Russian", "cy": "Welsh",
    "british sign language": "BSL", "bsl": "BSL", "sign language": "BSL",
}  # fmt: skip


def clean_already(text: str) -> bool:
    """Whether cleaning would change nothing, told quickly: most cells are plain letters on one line."""
    return text.isascii() and text.isprintable() and "  " not in text and text.strip() == text


def cleaned(text: str) -> tuple[str, bool]:
    """The text in one form on one line, and whether characters that nobody sees were taken out of it.

    Line ends become ', '; control, zero-width and text-direction characters go (they can hide what a name is).
    """
    if clean_already(text):
        return text, False
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    joined = ", ".join([*(line.rstrip(",") for line in lines[:-1]), *lines[-1:]])
    if joined.isascii() and joined.isprintable():
        return joined, False
    kept = "".join(c for c in joined if unicodedata.category(c) not in HIDDEN)
    return " ".join(unicodedata.normalize("NFC", kept).split()), kept != joined


def says_nothing(text: str) -> bool:
    """Whether a cell is a way of saying that nothing is known: '', 'N/A', 'not known'."""
    return not text or (len(text) < 14 and text.casefold() in NOTHING)


def nhs_number_in(text: str, kind: NumberKind = NumberKind.NHS) -> tuple[str, str]:
    """The ten digits, or '' and what is wrong with them, in the words of that kind of number."""
    if says_nothing(text):
        return "", ""
    if TEN_DIGITS.fullmatch(text) and (number := nhs_number_of(text)):
        return number, ""
    plain = unicodedata.normalize("NFKC", text)
    if SCIENTIFIC.fullmatch(plain.replace(" ", "")):
        return "", (
            f"Excel has shortened the {kind} to {text} and lost its digits; look it up, "
            "or export the list again and keep the column as text."
        )
    plain = re.sub(r"^(nhs|chi|h ?& ?c|hcn)\s*(no|number)?\W*", "", plain.strip("'\" "), flags=re.IGNORECASE)
    plain = re.sub(r"(?<=\d)\.0+$", "", "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in plain))
    number = nhs_number_of(re.sub(r"[\u2012\u2014\u2212.]", "", plain))
    return (number, "") if number else ("", _wrong_nhs_number(text, plain, kind))


def _wrong_nhs_number(text: str, plain: str, kind: NumberKind) -> str:
    digits = "".join(c for c in plain if c.isdigit())
    shown = text if len(text) <= 30 else f"{text[:30]}..."
    if re.search(r"[^\W\d]", plain) or not digits:
        return f"'{shown}' is not {kind.one}; type the ten digits or leave it blank."
    if len(digits) == 9 and nhs_number_of("0" + digits):
        return f"The number {shown} has 9 digits; if Excel has dropped a 0, type {kind.shown('0' + digits)}."
    if len(digits) != 10:
        return f"The {kind} {shown} has {len(digits)} digits, not 10; look it up or leave it blank."
    if len(set(digits)) == 1:
        return f"{kind.shown(digits)} stands for no {kind}; leave it blank."
    return f"The {kind} {kind.shown(digits)} fails its check digit; look it up or leave it blank."


def phones_in(text: str) -> tuple[tuple[str, ...], str]:
    """The phone numbers of a cell as they are dialled in Britain ('07700 900123'), or what is wrong with it."""
    if BRITISH_PHONE.fullmatch(text):
        return (_spaced(text.replace(" ", "")),), ""
    if says_nothing(text) or text.casefold().startswith(("no phone", "no tel", "ex directory", "ex-directory")):
        return (), ""
    plain = unicodedata.normalize("NFKC", text)
    if SCIENTIFIC.fullmatch(plain.replace(" ", "")):
        return (), f"Excel has shortened the phone number to {text} and lost its digits; type it with a space in it."
    found = [number for part in re.split(r"[/;,&|]|\bor\b|\band\b", plain) if (number := _phone(part))]
    if not found and (number := _phone(plain)):
        found = [number]
    if not found:
        found = [_spaced(number.replace(" ", "")) for number in BRITISH_PHONE.findall(plain)]
    if found:
        return tuple(dict.fromkeys(found)), ""
    return (), f"'{text[:40]}' is not a phone number; type all its digits, or leave it blank."


def _phone(text: str) -> str:
    """One number in its digits, '' if there is none: a British one as 0..., any other as +..."""
    text = re.sub(r"\.0+$", "", text.strip()) if "." in text else text.strip()
    digits = "".join([str(unicodedata.digit(c)) for c in text.split("ext")[0] if c.isdigit()])
    abroad = text.lstrip("( '").startswith("+")
    if digits.startswith("00") and len(digits) > 11:
        digits, abroad = digits[2:], True
    if digits.startswith("44") and (abroad or len(digits) in (12, 13)):
        digits, abroad = "0" + digits[2:].removeprefix("0"), False
    if abroad:
        return f"+{digits}" if 8 <= len(digits) <= 15 else ""
    if len(digits) in (9, 10) and digits[0] in "12378":
        digits = f"0{digits}"
    if len(digits) not in (10, 11) or digits[0] != "0" or digits[1] not in "12378":
        return ""
    return _spaced(digits)


def _spaced(digits: str) -> str:
    """As British numbers are written: 07700 900123, 020 7946 0000, 0114 496 0000, 01632 960123."""
    if digits.startswith("02"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if len(digits) == 11 and (digits[2] == "1" or digits[3] == "1" or digits[1] in "38") and digits[1] != "7":
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    return f"{digits[:5]} {digits[5:]}"


@lru_cache(maxsize=2_000)
def priority_in(text: str) -> tuple[Priority, str]:
    """Routine, urgent or two-week wait by the words and codes in use; what is not known is urgent until settled."""
    if says_nothing(text):
        return Priority.ROUTINE, ""
    word = re.sub(r"[\W_]+|referral|priority", "", re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", text)).casefold())
    word = re.sub(r"^0?([123])(routine|urgent|twoweekwait|2ww)$", r"\2", word)
    if word in PRIORITIES:
        return PRIORITIES[word], ""
    return (
        Priority.URGENT,
        f"The priority '{text[:40]}' is not known; write routine, urgent or two-week wait. Until then it is urgent.",
    )


@lru_cache(maxsize=2_000)
def sex_in(text: str) -> str:
    """'female', 'male', 'other' or '' by the codes in use (1 male, 2 female, 9 other); other words as typed."""
    word = re.sub(r"[\W_]+", "", re.sub(r"\.0+$", "", text).casefold())
    return SEXES.get(word, "" if says_nothing(text) else text[:40])


@lru_cache(maxsize=2_000)
def language_in(text: str) -> str:
    """The language as interpreters are listed: 'Bengali' for bn, BENGALI or Bangla."""
    if says_nothing(text):
        return ""
    known = LANGUAGES.get(text.casefold().strip(" ."))
    if known:
        return known
    return text.capitalize() if text.isascii() and text.isalpha() and (text.isupper() or text.islower()) else text


def email_in(text: str) -> tuple[str, str]:
    """The address, or what is wrong with it."""
    if says_nothing(text):
        return "", ""
    plain = text.removeprefix("mailto:").strip("<> ;,")
    if re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+", plain):
        return plain, ""
    return "", f"'{text[:60]}' is not an email address; correct it or leave it blank."


def postcode_in(text: str) -> str:
    """In capitals with its space where it is a British one, else as typed."""
    if says_nothing(text):
        return ""
    packed = re.sub(r"[\W_]+", "", text.upper())
    return f"{packed[:-3]} {packed[-3:]}" if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", packed) else text
