"""Invented people by the thousand, all different, the same at every run."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Priority, Referral
from tests.builders import FIRST_NAMES, SURNAMES, nhs_number

ENDINGS = ("", "son", "field", "by", "ley", "-Madeup", "worth", " Sample", "ton", "wick")
PROBLEMS = ("Knee", "Hip", "Low back", "Shoulder", "Neck", "Foot and ankle")


def waiting_people(number: int, *, seed: int = 1) -> tuple[tuple[Patient, Referral], ...]:
    """That many patients, each with a place on the list, as a big service's export would give them."""
    dice = Random(seed)
    patients = [_patient(dice, n) for n in range(number)]
    return tuple((patient, _referral(dice, n, patient.id)) for n, patient in enumerate(patients))


def import_of(people: tuple[tuple[Patient, Referral], ...]) -> Edit:
    """The one edit that brings them in."""
    patients = tuple(Change(None, patient) for patient, _ in people)
    return Edit("Import waiting-list.csv", patients + tuple(Change(None, referral) for _, referral in people))


def _patient(dice: Random, n: int) -> Patient:
    return Patient(
        id=f"{dice.getrandbits(128):032x}",
        surname=dice.choice(SURNAMES) + dice.choice(ENDINGS) + dice.choice(ENDINGS),
        first_name=dice.choice(FIRST_NAMES),
        title=dice.choice(("Mr", "Mrs", "Ms", "")),
        birth_date=date(1930, 1, 1) + timedelta(days=dice.randrange(80 * 365)),
        nhs_number=nhs_number(n) if n < 400_000 else "",
        phone=f"07700 900{dice.randrange(1000):03d}" if n % 20 else "",
        postcode=f"OK{dice.randrange(1, 30)} {dice.randrange(1, 10)}A{dice.choice('ABDEFGH')}",
        address=f"{dice.randrange(1, 200)} Station Road, Oakfield",
        gp_practice="Oak Tree Surgery",
        needs=(AccessNeed.STEP_FREE,) if n % 9 == 0 else (),
    )


def _referral(dice: Random, n: int, patient_id: str) -> Referral:
    return Referral(
        id=f"{dice.getrandbits(128):032x}",
        patient_id=patient_id,
        received_on=date(2026, 1, 1) + timedelta(days=dice.randrange(400)),
        priority=Priority.URGENT if n % 12 == 0 else Priority.ROUTINE,
        problem=dice.choice(PROBLEMS),
        source="GP",
        list_name="MSK",
    )
