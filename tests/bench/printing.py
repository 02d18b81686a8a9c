"""How long the printouts of 500 people with five visits each take: `python -m tests.bench.printing [people]`."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter, process_time

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.span import Span
from cadplanner.core.paper.stale import prints_of, stale
from cadplanner.printing import contingency
from cadplanner.printing.pack import PRINTOUTS, Order, everybody, sheets_in
from cadplanner.printing.sheet import Paper, page_count
from tests.builders import people, plan_with


def main(number: int) -> None:
    plan = with_five_visits(plan_with(people(number)))
    paper = Paper(ServiceDetails(name="Oakfield MSK service"), datetime(2027, 6, 11, 15, 5, tzinfo=UTC), 7)
    print(f"{number} people, {len(plan.visits)} visits, {len(plan.stations)} stations, {len(plan.staff)} staff")
    for printout in PRINTOUTS:
        began, busy = perf_counter(), process_time()
        pdf = printout.make(plan, paper, None)
        took, worked = perf_counter() - began, process_time() - busy  # on a busy computer they differ
        size = f"{page_count(pdf):5} pages  {len(pdf) // 1024:6} kB"
        print(f"{printout.key:14} {took:6.2f} s, of work {worked:6.2f} s  {size}")
    began = perf_counter()
    next(p for p in PRINTOUTS if p.key == "passports").make(plan, paper, (plan.appointments[0].id,))
    print(f"one passport {perf_counter() - began:6.2f} s")
    began = perf_counter()
    pdf = contingency.pdf(plan, paper)
    print(f"contingency pack {perf_counter() - began:6.2f} s  {page_count(pdf)} pages")
    judge(plan, paper)


def with_five_visits(plan: Plan) -> Plan:
    """The plan with two more visits for everybody, after the others."""
    first = {visit.appointment_id: visit for visit in reversed(plan.visits)}
    more = [
        replace(visit, id=f"{visit.id}-{n}", step=f"more{n}", span=Span(start, start + 20))
        for visit in first.values()
        for n, start in enumerate((visit.span.start + 150, visit.span.start + 180))
    ]
    return replace(plan, visits=(*plan.visits, *more))


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
