"""How long the printouts of a day of 500 people take: `python -m tests.bench.printing [people]`."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.paper.stale import prints_of, stale
from cadplanner.printing import contingency
from cadplanner.printing.pack import PRINTOUTS, Order, everybody, sheets_in
from cadplanner.printing.sheet import Paper, page_count
from tests.builders import people, plan_with


def main(number: int) -> None:
    plan = plan_with(people(number))
    paper = Paper(ServiceDetails(name="Oakfield MSK service"), datetime(2027, 6, 11, 15, 5, tzinfo=UTC), 7)
    print(f"{number} people, {len(plan.visits)} visits, {len(plan.stations)} stations, {len(plan.staff)} staff")
    for printout in PRINTOUTS:
        began = perf_counter()
        pdf = printout.make(plan, paper, None)
        took = perf_counter() - began
        print(f"{printout.key:12} {took:6.2f} s  {page_count(pdf):5} pages  {len(pdf) // 1024:6} kB")
    began = perf_counter()
    next(p for p in PRINTOUTS if p.key == "passports").make(plan, paper, (plan.appointments[0].id,))
    print(f"one passport {perf_counter() - began:6.2f} s")
    began = perf_counter()
    pdf = contingency.pdf(plan, paper)
    print(f"contingency pack {perf_counter() - began:6.2f} s  {page_count(pdf)} pages")
    judge(plan, paper)


def judge(plan: Plan, paper: Paper) -> None:
    """How long it takes to find the sheets that one moved visit makes stale, when every sheet has been printed."""
    orders = tuple(Order(printout.key) for printout in PRINTOUTS)
    began = perf_counter()
    prints = prints_of(plan, paper.details, paper.version, sheets_in(plan, orders))
    print(f"recording {len(prints)} prints {perf_counter() - began:6.2f} s")
    moved = replace(plan, visits=(replace(plan.visits[0], place=plan.visits[0].place + 1), *plan.visits[1:]))
    shows = {printout.key: printout.shows for printout in PRINTOUTS}
    now = {printout.key: everybody(moved, printout.each) for printout in PRINTOUTS}
    began = perf_counter()
    found = stale(prints, moved, paper.details, shows, now)
    print(f"judging them {perf_counter() - began:6.2f} s, {len(found)} no longer hold")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
