"""All printouts there are, in the order of the print page, and how to make a batch of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.paper import shown
from cadplanner.core.paper.stale import EVERYBODY, Outdated, Shows, Why, stale
from cadplanner.printing import (
    badges,
    blanks,
    break_sheet,
    day_rota,
    day_sheet,
    feedback_form,
    hub_directory,
    labels,
    lead_summary,
    leaflet,
    outcome_form,
    passport,
    phone_list,
    rota_card,
    safety_sheet,
    signs,
    slips,
    station_sheet,
    tickets,
)
from cadplanner.printing.card_parts import CLEAR, EASY, LARGE, LARGEST
from cadplanner.printing.sheet import Paper
from cadplanner.printing.texts import untranslated
from cadplanner.printing.words import counted, listed


class Group(StrEnum):
    """What a printout is for: the headings of the print page, in order."""

    DAY = "For the whole day"
    STAFF = "For staff"
    PATIENTS = "For patients"
    HALL = "For the hall"
    SPARE = "Should something go wrong"


class Each(StrEnum):
    """What a printout has one of: nothing in particular, each station, each member of staff, each patient."""

    DAY = "day"
    STATION = "station"
    STAFF = "member of staff"
    PATIENT = "patient"


Ids = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Printout:
    """One kind of printout. `make(plan, paper, ids)` gives a PDF; ids None is everybody. `shows` is what is on it.

    One that is not `usual` is printed when it is asked for, not with all the others. `copies(plan)` suggests how
    many of one that is the same for everybody; `note(plan)` is what to know before printing it, or ''.
    """

    group: Group
    key: str
    title: str
    says: str
    each: Each
    make: Callable[[Plan, Paper, Ids], bytes]
    shows: Shows
    usual: bool = True
    copies: Callable[[Plan], int] | None = None
    note: Callable[[Plan], str] | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One printout asked for, for these ids or for everybody."""

    key: str
    ids: Ids = None


def _one_each(plan: Plan) -> int:
    return max(1, len(plan.appointments))


def _not_translated(plan: Plan) -> str:
    languages = untranslated(plan, "passport")
    return f"In English for {listed(languages)}: there is no text yet" if languages else ""


def _three_on_a_page(plan: Plan) -> int:
    return -(-_one_each(plan) // 3)


def _one_a_station(plan: Plan) -> int:
    return len(plan.stations) + 1  # and one for the welcome desk


def _day_sheet(order: day_sheet.Order, plan: Plan, paper: Paper, _ids: Ids) -> bytes:
    return day_sheet.pdf(plan, paper, order=order)


PRINTOUTS = (
    Printout(Group.DAY, "summary", "Day summary", "Counts, staff, needs, contacts, breaks: for whoever leads the day",
             Each.DAY, lead_summary.pdf, shown.summary),
    Printout(Group.DAY, "day-arrival", "Day sheet, by arrival", "Everyone by arrival time, to tick off at the desk",
             Each.DAY, partial(_day_sheet, "arrival"), shown.day_list),
    Printout(Group.DAY, "day-name", "Day sheet, A to Z", "Everyone by surname, to find a person quickly",
             Each.DAY, partial(_day_sheet, "name"), shown.day_list),
    Printout(Group.DAY, "phones", "Phone list", "How to reach everyone, should the day change",
             Each.DAY, phone_list.pdf, shown.phones),
    Printout(Group.STAFF, "stations", "Station sheets",
             "A sheet for each station: who comes when, outcome boxes, blank rows",
             Each.STATION, station_sheet.pdf, shown.station_sheet),
    Printout(Group.STAFF, "rota", "Rota cards", "A card for each member of staff: where to be when, and breaks",
             Each.STAFF, rota_card.pdf, shown.rota_card),
    Printout(Group.STAFF, "rota-day", "Rota of the day", "Everyone who works, across the hours, to hang up",
             Each.DAY, day_rota.pdf, shown.day_rota),
    Printout(Group.STAFF, "breaks", "Break and cover sheet", "Who rests when, and who is free to stand in",
             Each.DAY, break_sheet.pdf, shown.break_sheet),
    Printout(Group.PATIENTS, "passports", "Patient passports", "A route card for each patient, with a code to scan",
             Each.PATIENT, passport.pdf, shown.card, note=_not_translated),
    Printout(Group.PATIENTS, "passports-14", "Passports, A4 in 14 pt", "The same cards in clear print",
             Each.PATIENT, partial(passport.pdf, style=CLEAR), shown.card, usual=False),
    Printout(Group.PATIENTS, "passports-18", "Passports, A4 in 18 pt", "The same cards in large print",
             Each.PATIENT, partial(passport.pdf, style=LARGE), shown.card, usual=False),
    Printout(Group.PATIENTS, "passports-24", "Passports, A4 in 24 pt", "The same cards in the largest print",
             Each.PATIENT, partial(passport.pdf, style=LARGEST), shown.card, usual=False),
    Printout(Group.PATIENTS, "passports-easy", "Passports in easy read",
             "A4 in 18 pt, short words, a picture for each stop",
             Each.PATIENT, partial(passport.pdf, style=EASY), shown.easy_card, usual=False),
    Printout(Group.PATIENTS, "outcomes", "Outcome forms", "One side for each patient: came, agreed, owner, signed",
             Each.PATIENT, outcome_form.pdf, shown.outcome_form),
    Printout(Group.PATIENTS, "feedback", "Feedback form", "Friends and Family question and CollaboRATE, no name",
             Each.DAY, feedback_form.pdf, shown.head, copies=_one_each),
    Printout(Group.PATIENTS, "hub", "Hub directory", "Who is at the community hub, for what and where",
             Each.DAY, hub_directory.pdf, shown.hub, copies=_one_each),
    Printout(Group.PATIENTS, "slips", "Slips", "To signpost a patient somewhere, and to refer one on: three on a page",
             Each.DAY, slips.pdf, shown.slips, copies=_three_on_a_page),
    Printout(Group.PATIENTS, "leaflet", "Leaflet on follow-up", "How to come back to you by oneself, to hand out",
             Each.DAY, leaflet.pdf, shown.head, copies=_one_each),
    Printout(Group.PATIENTS, "labels", "Labels", "63.5 x 38.1 mm, 21 on a sheet: name, birth date, card and its code",
             Each.PATIENT, labels.pdf, shown.label, usual=False),
    Printout(Group.HALL, "badges", "Badges", "First name and role of everyone who works, and blank ones",
             Each.STAFF, badges.pdf, shown.badge),
    Printout(Group.HALL, "signs", "Signs", "Number and name of each station and zone, a page each",
             Each.STATION, signs.pdf, shown.sign),
    Printout(Group.HALL, "arrows", "Signs with arrows", "The same, pointing left, right and straight on",
             Each.STATION, partial(signs.pdf, arrows=True), shown.sign, usual=False),
    Printout(Group.HALL, "tickets", "Queue tickets", "Numbers for the welcome desk and each drop-in station",
             Each.STATION, tickets.pdf, shown.ticket, usual=False),
    Printout(Group.SPARE, "safety", "Safety sheet", "999, red flags, safeguarding, fire, and an incident log",
             Each.DAY, safety_sheet.pdf, shown.safety, copies=_one_a_station),
    Printout(Group.SPARE, "blanks", "Blanks for walk-ins", "Numbered cards and outcome forms, 15 for each 100 invited",
             Each.DAY, blanks.walk_ins, shown.walk_ins),
    Printout(Group.SPARE, "blanks-all", "Blanks for the whole day",
             "Should the computer fail: lists, station sheets, cards",
             Each.DAY, blanks.whole_day, shown.whole_day, usual=False),
)  # fmt: skip
BY_KEY = {printout.key: printout for printout in PRINTOUTS}


def printed(plan: Plan, paper: Paper, orders: tuple[Order, ...]) -> Iterator[tuple[Order, bytes]]:
    """Each order with its PDF, one after another: made for a second process. Raises KeyError for an unknown key."""
    for order in orders:
        yield order, BY_KEY[order.key].make(plan, paper, order.ids)


def everybody(plan: Plan, each: Each) -> tuple[str, ...]:
    """The ids that a printout has one of when it is printed for everybody; ('',) for one of the whole day."""
    if each is Each.STATION:
        return tuple(station.id for station in plan.stations)
    if each is Each.STAFF:
        return tuple(member.id for member in plan.staff)
    if each is Each.PATIENT:
        return tuple(one.id for one in plan.appointments if one.id in plan.visits_of_appointment)
    return ("",)


def no_longer_hold(prints: tuple[Print, ...], plan: Plan, details: ServiceDetails) -> tuple[Outdated, ...]:
    """The printed sheets that show something else than the plan does."""
    shows = {printout.key: printout.shows for printout in PRINTOUTS}
    return stale(prints, plan, details, shows, {printout.key: everybody(plan, printout.each) for printout in PRINTOUTS})


def outdated_words(outdated: tuple[Outdated, ...]) -> str:
    """What no longer holds, in a sentence; '' where all paper holds."""
    if not outdated:
        return ""
    number = counted(len(outdated), "printed sheet no longer holds", "printed sheets no longer hold")
    counts = Counter(BY_KEY[one.sheet].title for one in outdated)
    kinds = listed([f"{title} ({many})" if many > 1 else title for title, many in counts.items()])
    gone = sum(one.why is Why.GONE for one in outdated)
    away = f" {counted(gone, 'is', 'are')} of nobody on this day any more: throw away." if gone else ""
    return f"{number}: {kinds}.{away}"


def sheets_in(plan: Plan, orders: Iterable[Order]) -> tuple[tuple[str, str, Shows], ...]:
    """Every single sheet of these orders, as its print is recorded: (key, whom, what it shows)."""
    found: list[tuple[str, str, Shows]] = []
    for order in orders:
        printout = BY_KEY[order.key]
        ids = everybody(plan, printout.each) if order.ids is None else order.ids
        whole = (EVERYBODY,) if order.ids is None and printout.each is not Each.DAY else ()
        found += [(order.key, one, printout.shows) for one in (*ids, *whole)]
    return tuple(found)
