"""How long the printouts of a day of 500 people take: `python -m tests.bench.printing [people]`."""

import sys
from datetime import UTC, datetime
from time import perf_counter

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.printing.pack import PRINTOUTS
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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
