"""The fields of a waiting list, and the headings by which other systems call them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.needs import names_a_need


class Field(StrEnum):
    """What a column of a list can hold; the values are remembered in files, so they never change."""

    SURNAME = "surname"
    FIRST_NAME = "first_name"
    NAME = "name"
    TITLE = "title"
    BIRTH_DATE = "birth_date"
    NHS_NUMBER = "nhs_number"
    LOCAL_ID = "local_id"
    SEX = "sex"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    GP_PRACTICE = "gp_practice"
    LANGUAGE = "language"
    INTERPRETER = "interpreter"
    NEEDS = "needs"
    RECEIVED_ON = "received_on"
    PRIORITY = "priority"
    PROBLEM = "problem"
    SOURCE = "source"
    LIST_NAME = "list_name"
    PATHWAY = "pathway"
    NOTE = "note"
    AVAILABILITY = "availability"
    DIED = "died"

    def words(self, number: NumberKind) -> str:
        """As shown in the list of choices: 'Date of birth', 'CHI number'."""
        return (
            number.value
            if self is Field.NHS_NUMBER
            else FIELD_WORDS.get(self, self.value.replace("_", " ").capitalize())
        )


FIELD_WORDS = {
    Field.NAME: "Whole name (SMITH, Jane)",
    Field.BIRTH_DATE: "Date of birth",
    Field.LOCAL_ID: "Local number",
    Field.GP_PRACTICE: "GP practice",
    Field.INTERPRETER: "Interpreter needed",
    Field.NEEDS: "Access needs",
    Field.RECEIVED_ON: "Referral received",
    Field.PROBLEM: "Problem or body part",
    Field.SOURCE: "Referred by",
    Field.LIST_NAME: "Name of the list",
    Field.NOTE: "Note",
    Field.DIED: "Date of death",
}

SEVERAL = frozenset({Field.PHONE, Field.ADDRESS, Field.NEEDS, Field.NOTE, Field.AVAILABILITY})
"""Fields that more than one column may fill."""

IDENTIFIES = frozenset({Field.SURNAME, Field.FIRST_NAME, Field.NAME, Field.NHS_NUMBER})
"""A list of people has at least one of these."""

SYNONYMS = {
    Field.SURNAME: ("surname, last name, family name, lastname, sname, patient surname, surname family name"),
    Field.FIRST_NAME: (
        "first name, forename, forenames, given name, given names, first names, firstname, christian name, "
        "fname, forename 1, first forename, given name s, forename s"
    ),
    Field.NAME: (
        "name, full name, patient, patient name, client name, client, person name, name of patient, patient "
        "full name, whole name, surname forename, surname first name, patient details, displayed name, "
        "person"
    ),
    Field.TITLE: "title, salutation, name prefix, prefix",
    Field.BIRTH_DATE: ("date of birth, dob, birth date, birthdate, born, d o b, birth dt, dt of birth, patient dob"),
    Field.NHS_NUMBER: (
        "nhs number, nhs no, nhs, nhs num, nhsnumber, nhs nr, nhs id, nhs num ber, chi, chi number, chi no, "
        "h c number, health and care number, hcn, national number, nhs number chi"
    ),
    Field.LOCAL_ID: (
        "local id, emis number, emis no, hospital number, hospital no, unit number, mrn, pas number, pas "
        "id, local number, local patient id, local patient identifier, rio number, rio id, client id, "
        "patient id, patient number, patient no, crn, case note number, casenote number, systmone id, k "
        "number, rxr, system id, patient identifier, record number, district number, lpi, person id"
    ),
    Field.SEX: ("sex, gender, gender code, sex code, administrative gender, stated gender, person stated gender code"),
    Field.PHONE: (
        "phone, telephone, telephone number, telephone no, tel, tel no, tel number, phone number, phone no, "
        "mobile, mobile number, mobile no, mobile phone, mobile telephone, mobile tel, mobile telephone "
        "number, home phone, home telephone, home tel, home number, home telephone number, home phone "
        "number, work phone, work telephone, contact number, contact no, contact telephone, contact phone, "
        "contact tel, telecom number, telecom, contact telephone number, telephone home, telephone mobile, "
        "telephone work, phone home, phone mobile, tel home, tel mobile, preferred contact number, "
        "preferred phone, preferred number, cell, other phone, daytime telephone, main phone, contact "
        "details, usual phone, mobile phone number, contact numbers, telephone numbers"
    ),
    Field.EMAIL: "email, email address, e mail, e mail address, mail, home email, contact email",
    Field.ADDRESS: (
        "address, full address, home address, usual address, address line, address line 1, address line 2, "
        "address line 3, address line 4, address line 5, address 1, address 2, address 3, address 4, "
        "address 5, house name, house name number and road, house number and road, house number, street, "
        "road, town, city, county, locality, village, address town, address county, house name number, "
        "number and street, addr, addr 1, addr 2, addr 3"
    ),
    Field.POSTCODE: (
        "postcode, post code, postal code, zip, zip code, address postcode, home postcode, pcode, usual postcode"
    ),
    Field.GP_PRACTICE: (
        "gp practice, gp, practice, practice name, gp practice name, registered practice, registered gp, gp "
        "name, gp surgery, surgery, registered gp practice, practice code, gp practice code, usual gp, gp "
        "code, organisation code, gp details"
    ),
    Field.LANGUAGE: (
        "language, preferred language, first language, main language, spoken language, language spoken, "
        "main spoken language, interpreter language, language code, communication language, mother tongue"
    ),
    Field.INTERPRETER: (
        "interpreter, interpreter needed, interpreter required, needs interpreter, requires interpreter, "
        "interpreter y n, interpreter needed y n, interpreter flag, interpreter req, translator, translator "
        "needed, interpreter required y n, requires an interpreter, interpreter required flag"
    ),
    Field.NEEDS: (
        "needs, other needs, access needs, access need, reasonable adjustments, reasonable adjustment, "
        "adjustments, special needs, additional needs, accessibility, accessibility needs, communication "
        "needs, accessible information, accessible information standard, ais, ais needs, special "
        "requirements, requirements, support needs, disability, reasonable adjustment flag, mobility, "
        "mobility needs, alerts, adjustments needed, information needs, special arrangements, disabilities, "
        "accessible information needs, patient needs"
    ),
    Field.RECEIVED_ON: (
        "referral received, referral date time, referral received date, date referral received, received, "
        "received date, date received, referral date, date of referral, referred, referred on, date "
        "referred, rtt start date, clock start, clock start date, rtt clock start, wait start date, waiting "
        "since, date added, date added to list, date added to waiting list, added to list, waiting list "
        "date, date on list, wl date, wl date added, referral request received date, referral in date, ref "
        "date, ref received, received on, original referral date, date on waiting list, referral start "
        "date, rtt clock start date, on list since, listed on, referral dt, request received date, referral "
        "request date"
    ),
    Field.PRIORITY: (
        "priority, urgency, priority type, priority code, referral priority, referral urgency, priority "
        "type code, clinical priority, triage priority, urgent, wl priority, priority level, referral "
        "priority type, priority desc, service request priority type, triage outcome priority, urgency "
        "code, priority description"
    ),
    Field.PROBLEM: (
        "problem, condition, body part, body site, body region, body area, reason, reason for referral, "
        "referral reason, presenting problem, presenting complaint, diagnosis, complaint, "
        "presenting condition, primary reason for referral, injury, msk problem, main problem, joint, "
        "problem area, referring problem, clinical problem, condition area, area of body"
    ),
    Field.SOURCE: (
        "source, referral source, source of referral, referrer, referred by, referring organisation, "
        "referral from, referring gp, referring clinician, source of referral code, referral source code, "
        "referring practice, referred from"
    ),
    Field.LIST_NAME: (
        "list, list name, waiting list, waiting list name, caseload, caseload name, clinic, wl name, team, "
        "service, waiting list code, service name, team name, wl, specialty, provider, referred to service, "
        "referral service"
    ),
    Field.PATHWAY: (
        "pathway, pathway name, appointment type, clinic type, stream, care pathway, expected pathway, appt "
        "type, suggested pathway, triage outcome, triage pathway, route, slot type"
    ),
    Field.NOTE: (
        "note, notes, comment, comments, remarks, free text, additional information, other information, "
        "further information, referral notes, admin notes, other notes, booking notes, triage notes, "
        "additional notes, other comments"
    ),
    Field.AVAILABILITY: (
        "availability, available, unavailable, unavailability, not available, preferred time, preferred "
        "times, preferred days, holidays, patient availability, dates to avoid"
    ),
    Field.DIED: ("date of death, deceased, died, death date, dod, date deceased, deceased date, death indicator"),
}

OF_SOMEBODY = re.compile(
    r"name|phone|tel|number|contact|address|mail|relation|date|\bno\b|\bid\b|status", re.IGNORECASE
)
"""A column about the carer, not about whether one comes."""
WHOSE = re.compile(r"^(?:the)?(?:patients?|childs?|clients?|persons?|pts?|pat|subjects?|demographics?)(?=\w{3})")


@lru_cache(maxsize=4096)
def folded(heading: str) -> str:
    """The heading without case, spaces, underscores, accents or punctuation: 'NHS_Number*' -> 'nhsnumber'."""
    plain = unicodedata.normalize("NFKD", heading[:200]).casefold()
    return "".join(c for c in plain if c.isalnum())


KNOWN = {folded(word): field for field, words in SYNONYMS.items() for word in words.split(", ")}


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str:
    """The field that a heading is known to mean, '' for none."""
    if len(heading) > 200:
        return ""
    without_brackets = re.sub(r"[(\[{].*", "", heading)
    spelled = [folded(heading), folded(without_brackets), folded(re.split(r"[:*?\n]", without_brackets)[0])]
    tries = [*spelled, *(WHOSE.sub("", word) for word in spelled)]
    tries += [re.sub(r"(?:no|number)?\d$", "", word) for word in tries]
    known = next((KNOWN[word].value for word in tries if word in KNOWN), "")
    return known or (Field.NEEDS.value if names_a_need(heading) and not OF_SOMEBODY.search(heading) else "")


def recognised(cells: Iterable[str]) -> int:
    """How many different fields a row names, if it is read as headings."""
    return len({field_of(cell) for cell in cells if cell} - {""})


def guess(headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each heading with the field that it most likely means ('' is leave out); the first wins where two mean one.

    A column of whole names is left out where surname and first name have their own.
    """
    found: list[tuple[str, str]] = []
    fields = {field_of(plain_heading(heading)) for heading in headings}
    taken: set[str] = {Field.NAME.value} if {Field.SURNAME, Field.FIRST_NAME} <= fields else set()
    for heading in headings:
        field = field_of(plain_heading(heading))
        found.append((heading, "" if field in taken else field))
        if field not in SEVERAL:
            taken.add(field)
    return tuple(found)


def plain_heading(heading: str) -> str:
    """The heading as typed, without the column letter that tells two equal ones apart."""
    return re.sub(r" \(column [A-Z]{1,3}\)$", "", heading)


def headings_id(headings: Iterable[str]) -> str:
    """The id under which the meaning of this set of headings is remembered: their order does not matter."""
    words = sorted(folded(heading) for heading in headings)
    return hashlib.sha256("|".join(words).encode("utf-8", "replace")).hexdigest()[:32]
