"""What was typed into the form about a person, read by the rules of the import; errors by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.dates import wrong_birth_date, wrong_received_date
from cadplanner.exchange.names import wrong_name
from cadplanner.exchange.typed_date import typed_date
from cadplanner.exchange.values import email_in, nhs_number_in, phones_in, postcode_in

LONGEST_NAME = 100
PLAIN = ("title", "first_name", "local_id", "sex", "address", "gp_practice", "language", "needs_note")
OF_REFERRAL = ("problem", "source", "list_name", "pathway", "note")


@dataclass(frozen=True, slots=True)
class Typed:
    """The person and the referral as typed, and what is wrong: pairs of field and sentence."""

    patient: Patient
    referral: Referral
    errors: tuple[tuple[str, str], ...] = ()


def read_typed(
    patient: Patient, referral: Referral, texts: Mapping[str, str], *, today: date, number: NumberKind = NumberKind.NHS
) -> Typed:
    """The two with the texts of the form in them. Where there are errors the two are as they were."""
    errors: list[tuple[str, str]] = []
    words = {name: " ".join(text.split()) for name, text in texts.items()}

    def said(name: str, wrong: str) -> None:
        if wrong:
            errors.append((name, wrong))

    said("surname", wrong_name(words["surname"], LONGEST_NAME) or ("" if words["surname"] else "Type a name."))
    said("first_name", wrong_name(words["first_name"], LONGEST_NAME))
    digits, wrong_number = nhs_number_in(words["nhs_number"], number)
    said("nhs_number", wrong_number)
    phones, wrong_phone = phones_in(words["phone"])
    said("phone", wrong_phone)
    email, wrong_email = email_in(words["email"])
    said("email", wrong_email)
    born, wrong_born = _day(words["birth_date"])
    said("birth_date", wrong_born or (wrong_birth_date(born, today) if born else ""))
    received, wrong_received = _day(words["received_on"])
    said("received_on", wrong_received or (wrong_received_date(received, today, born) if received else ""))
    if errors:
        return Typed(patient, referral, tuple(errors))
    plain: dict[str, Any] = {name: words[name] for name in PLAIN}
    person = replace(
        patient,
        surname=words["surname"],
        birth_date=born,
        nhs_number=digits,
        phone=" / ".join(phones),
        email=email,
        postcode=postcode_in(words["postcode"]),
        **plain,
    )
    of_referral: dict[str, Any] = {name: words[name] for name in OF_REFERRAL}
    return Typed(person, replace(referral, received_on=received, **of_referral))


def _day(text: str) -> tuple[date | None, str]:
    """The date typed, in any of the ways that cannot be misunderstood in Britain; or what is wrong."""
    if not text:
        return None, ""
    day = typed_date(text)
    if day is not None:
        return day, ""
    return None, f"'{text[:40]}' is not a date; type it as 03/04/1957 for 3 April 1957, or leave it blank."
