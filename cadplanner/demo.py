"""The main job on an invented service: from a messy list to a planned day and its sheets, without a window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count
from pathlib import Path
from random import Random
from uuid import UUID

from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.staff import Interpreter
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.setup.presets import preset_for
from cadplanner.core.waiting.intake import Known, intake
from cadplanner.core.waiting.invite import invite
from cadplanner.core.waiting.matching import duplicates
from cadplanner.core.waiting.order import suggest
from cadplanner.errors import CannotWrite
from cadplanner.exchange.invented import FIRST_NAMES, SURNAMES, invented_list, sample_list
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.source_table import read_table
from cadplanner.printing.pack import PRINTOUTS, Order, printed
from cadplanner.printing.sheet import Paper, page_count
from cadplanner.store.store import Store
from cadplanner.store.unlocking import make_demo

WHO = "demo"
SERVICE = ServiceDetails(name="Exampleford MSK service (invented)", phone="01632 960123", demo=True)
EMPLOYERS = ("Exampleford Community NHS Trust", "Exampleford Hospital", "Exampleford Leisure")
WEEKS_AHEAD = 4
HOLIDAYS = {*((12, day) for day in range(24, 32)), (1, 1), (1, 2)}
ROUNDS, SLICE = 1_000, 500  # the same everywhere, so that the demo is
LIST_NAME, FILE_NAME, SAMPLE_NAME = "waiting-list.csv", "demo.cad", "Sample list.csv"
PATIENTS, SEED = 150, 1
"""Of the demo that the window makes."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whoever writes the demo's edits: what they are called, when it is, and where ids come from."""

    store: Store
    at: datetime
    new_id: Callable[[], str]

    def do(self, edit: Edit) -> None:
        """Write an edit through the door."""
        self.store.apply(edit, who=WHO, at=self.at)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of the list: its rows, the problems found, and the people taken in."""

    rows: int
    problems: int
    people: int


def make_demo_file(path: Path, *, patients: int, seed: int, today: date) -> Iterator[str]:
    """Write a file with an invented service and a planned day, behind the stated passphrase; a sentence a step.

    Raises CannotWrite where the file cannot be made. An existing file is replaced.
    """
    with Store.open(path, make_demo(path)) as store:
        hand = _hand(store, seed, today)
        yield "Inventing a waiting list…"
        import_list(hand, invented_list(patients, seed=seed, today=today), today)
        yield "Setting up the day…"
        day_id = set_up_day(hand, patients, seed=seed, today=today)
        invite_longest_waiters(hand, day_id, patients)
        yield "Planning the day…"
        plan_the_day(hand, day_id, seed=seed)
    _write_sample(path.with_name(SAMPLE_NAME), sample_list(patients, seed=seed, today=today))


def sample_beside(path: Path, *, patients: int = PATIENTS, seed: int = SEED, today: date) -> Path:
    """The list to import first that lies beside a demo; written where it is not there. Raises CannotWrite."""
    sample = path.with_name(SAMPLE_NAME)
    if not sample.exists():
        _write_sample(sample, sample_list(patients, seed=seed, today=today))
    return sample


def _write_sample(sample: Path, data: bytes) -> None:
    try:
        sample.write_bytes(data)
    except OSError as error:
        raise CannotWrite("The sample list could not be written.", "Look whether the disk is full.") from error


def put_demo_aside(path: Path, today: date) -> Path:
    """Give a demo another name, with its keys, so that a new one can be made in its place. Raises CannotWrite."""
    called = f"{path.stem} until {date_words(today)}"
    names = (f"{called}{more}{path.suffix}" for more in chain(("",), (f" ({n})" for n in count(2))))
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    try:
        for file in sorted(path.parent.glob(f"{path.name}*")):  # the file first: where that is held, nothing moves
            file.rename(file.with_name(file.name.replace(path.name, aside.name, 1)))
    except OSError as error:
        says = f"“{path.name}” could not be put aside."
        raise CannotWrite(says, "Close it where it is open, then try again.") from error
    return aside


def discard_demo(path: Path) -> None:
    """Take away a demo whose making was stopped, with its keys and what else lies beside it under its name."""
    for file in path.parent.glob(f"{path.name}*"):
        with suppress(OSError):
            file.unlink()


def run_demo(out: Path, *, patients: int, seed: int, today: date, seconds: Callable[[], float]) -> dict[str, object]:
    """The whole main job into a folder: list, file, PDFs and `summary.json`, whose content is returned.

    `seconds` is a clock that only counts. Raises CannotWrite.
    """
    try:
        (out / "pdf").mkdir(parents=True, exist_ok=True)
        data = invented_list(patients, seed=seed, today=today)
        (out / LIST_NAME).write_bytes(data)
        with Store.open(out / FILE_NAME, make_demo(out / FILE_NAME)) as store:
            hand = _hand(store, seed, today)
            began = seconds()
            imported = import_list(hand, data, today)
            day_id = set_up_day(hand, patients, seed=seed, today=today)
            invited = invite_longest_waiters(hand, day_id, patients)
            ready = seconds()
            plan = plan_the_day(hand, day_id, seed=seed)
            planned = seconds()
            pages = print_everything(hand, plan, out / "pdf")
            took = {"import": ready - began, "plan": planned - ready, "print": seconds() - planned}
        sample_beside(out / FILE_NAME, patients=patients, seed=seed, today=today)
        summary = _summary(imported, invited, plan, pages, took)
        (out / "summary.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")
    except OSError as error:
        says = f"{error.filename or out} could not be written: {error.strerror}."
        raise CannotWrite(says, "Choose another folder with --out, or close the file where it is open.") from error
    return summary


def import_list(hand: Hand, data: bytes, today: date) -> Imported:
    """Import a list as it comes: rows with a problem are left out, duplicates settled as suggested."""
    store = hand.store
    hand.do(edit_between("Name the service", (store.details(),), (SERVICE,)))
    checked = check_list(read_table(data, LIST_NAME), today=today)
    decided = {one: one.suggested for one in duplicates(checked.listed, store.patients())}
    known = Known(store.patients(), store.referrals())
    edit = intake(checked.listed, decided, known, file_name=LIST_NAME, new_id=hand.new_id)
    hand.do(edit)
    return Imported(len(checked.rows), len(checked.problems), len(store.patients()))


def set_up_day(hand: Hand, patients: int, *, seed: int, today: date) -> str:
    """Set up a reference day with invented staff on a Saturday some weeks ahead; gives its id."""
    on = _saturday(today + timedelta(weeks=WEEKS_AHEAD))
    plan = preset_for(patients, on=on, new_id=hand.new_id)
    dice = Random(f"staff {seed}")
    names = [f"{first} {last}" for first in (*FIRST_NAMES["F"], *FIRST_NAMES["M"]) for last in SURNAMES]
    called = dice.sample(names, len(plan.staff))
    staff = tuple(
        replace(member, name=name, employer=dice.choice(EMPLOYERS))
        for member, name in zip(plan.staff, called, strict=True)
    )
    venue = replace(plan.venue, name="Exampleford Leisure Centre", address="1 Pool Lane, Exampleford ZZ1 1ZZ")
    plan = replace(plan, staff=staff, venue=venue)
    hand.do(edit_between(f"Set up {plan.day.name}", (), plan.setting()))
    return plan.day.id


def invite_longest_waiters(hand: Hand, day_id: str, patients: int) -> int:
    """Invite the longest routine waiters, with an interpreter on the rota for each language asked; how many."""
    plan = hand.store.plan(day_id)
    people = {patient.id: patient for patient in hand.store.patients()}
    waiting = [(referral, people[referral.patient_id]) for referral in hand.store.referrals()]
    chosen = suggest(waiting, patients, on=plan.day.on)
    asked = sorted({patient.interpreter_language for _, patient in chosen} - {""})
    interpreters = tuple(Interpreter(hand.new_id(), day_id, language, 1, (plan.day.opening,)) for language in asked)
    appointments = invite(plan, chosen, new_id=hand.new_id)
    hand.do(edit_between(f"Invite {len(appointments)} people", (), (*interpreters, *appointments)))
    return len(appointments)


def plan_the_day(hand: Hand, day_id: str, *, seed: int) -> Plan:
    """Plan the day and keep the best plan found."""
    before = hand.store.plan(day_id)
    *_, best = plan_day(before, seed=seed, rounds=ROUNDS, slice_rounds=SLICE)
    hand.do(edit_between("Plan the day", before.visits, evened_out(best.plan).visits))
    return hand.store.plan(day_id)


def print_everything(hand: Hand, plan: Plan, folder: Path) -> dict[str, int]:
    """Write every printout as a PDF; pages by printout."""
    paper = Paper(hand.store.details(), hand.at, hand.store.version_of(plan.day.id))
    pages = {}
    for order, pdf in printed(plan, paper, tuple(Order(printout.key) for printout in PRINTOUTS)):
        (folder / f"{order.key}.pdf").write_bytes(pdf)
        pages[order.key] = page_count(pdf)
    return pages


def _saturday(day: date) -> date:
    """The first Saturday from that day on that is not in the Christmas holidays."""
    saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    return _saturday(day + timedelta(weeks=1)) if (saturday.month, saturday.day) in HOLIDAYS else saturday


def _hand(store: Store, seed: int, today: date) -> Hand:
    dice = Random(f"ids {seed}")
    return Hand(store, datetime.combine(today, time(9), UTC), lambda: UUID(int=dice.getrandbits(128), version=4).hex)


def _summary(
    imported: Imported, invited: int, plan: Plan, pages: dict[str, int], took: dict[str, float]
) -> dict[str, object]:
    return {
        "rows": imported.rows,
        "problems": imported.problems,
        "imported": imported.people,
        "invited": invited,
        "placed": invited - len(plan.unplaced),
        "unplaced": len(plan.unplaced),
        "visits": len(plan.visits),
        "clashes": len(clashes(plan)),
        "pages": pages,
        "seconds": {step: round(spent, 2) for step, spent in took.items()},
    }
