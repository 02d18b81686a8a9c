"""The day, or a part of it beside what is planned already, as a CP-SAT model; needs OR-Tools."""

from __future__ import annotations

from open_day import Day
from ortools.sat.python import cp_model

Planned = dict[str, tuple[int, str]]


class Model:
    """Those in `free` are planned anew, everybody else in `kept` stays. Times are in steps of the grid."""

    def __init__(self, day: Day, free: list[dict], kept: Planned, hint: Planned) -> None:
        self.day, self.free, self.hint = day, free, hint
        self.cp, self.grid = cp_model.CpModel(), day.grid
        self.last = day.end // day.grid
        names = {visit["id"] for patient in free for visit in patient["visits"]}
        self.kept = {key: value for key, value in kept.items() if key not in names}
        self.work: dict[str, list] = {key: [] for key in day.staff}
        self.places: dict[str, list] = {key: [] for key in day.stations}
        self.step_free: dict[str, list] = {key: [] for key in day.stations}
        self.languages: dict[str, list] = {key: [] for key in day.resources}
        self.classes: dict[tuple[str, int, str], list] = {}
        self.given: dict[str, list] = {}
        self.costs: list = []
        self.overtime: dict[str, list] = {key: [] for key in day.staff}
        self._keep()
        for patient in free:
            self._patient(patient)
        self._classes()
        self._staff()
        self._capacities()
        self.cp.minimize(sum(self.costs))

    def solve(self, seconds: float, workers: int = 2) -> Planned | None:
        """The plan of all after so many seconds; None where none was found."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        if solver.solve(self.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = dict(self.kept)
        for key, options in self.given.items():
            for is_given, start, staff in options:
                if solver.value(is_given):
                    found[key] = (solver.value(start) * self.grid, staff)
        return found

    def _keep(self) -> None:
        rooms = set()
        for patient in self.day.patients:
            for visit in patient["visits"]:
                if visit["id"] in self.kept:
                    start, staff = self.kept[visit["id"]]
                    self._keep_one(patient, visit, start // self.grid, staff, rooms)

    def _keep_one(self, patient: dict, visit: dict, start: int, staff: str, rooms: set) -> None:
        station = self.day.stations[visit["station"]]
        span = self.cp.new_fixed_size_interval_var(start, visit["dur"] // self.grid, "")
        if patient["resource"]:
            self.languages[patient["resource"]].append(span)
        key = (station["id"], start, staff)
        if station["mode"] == "group":
            self.classes.setdefault(key, []).append(1)
        if station["mode"] != "group" or key not in rooms:
            self.work[staff].append(span)
            self.places[station["id"]].append(span)
            if patient["accessible"] and station["mode"] != "group":
                self.step_free[station["id"]].append(span)
        rooms.add(key)

    def _patient(self, patient: dict) -> None:
        cp, visits = self.cp, patient["visits"]
        here = cp.new_bool_var("")
        times = {visit["id"]: self._visit(patient, visit, here) for visit in visits}
        for n, visit in enumerate(visits):
            for other in visits[n + 1 :]:
                self._apart(visit, other, times)
            for earlier in visit["after"]:
                if earlier in times:
                    cp.add(times[earlier][1] <= times[visit["id"]][0])
        begin, end = cp.new_int_var(0, self.last, ""), cp.new_int_var(0, self.last, "")
        for start, over in times.values():
            cp.add(begin <= start)
            cp.add(over <= end)
        windows = [cp.new_bool_var("") for _ in patient["avail"]]
        cp.add_exactly_one([*windows, here.negated()])
        for window, (first, past) in zip(windows, patient["avail"], strict=True):
            cp.add(begin >= -(-first // self.grid)).only_enforce_if(window)
            cp.add(end <= past // self.grid).only_enforce_if(window)
        stay = cp.new_int_var(0, self.last, "")
        cp.add(stay == end - begin)
        cp.add(stay <= patient["max_stay"] // self.grid).only_enforce_if(here)
        least = sum(visit["dur"] for visit in visits) // self.grid
        waits = cp.new_int_var(0, self.last, "")
        cp.add(waits >= stay - least).only_enforce_if(here)
        self.costs += [patient["weight"] * here.negated(), self.grid * waits]
        cp.add_hint(here, all(visit["id"] in self.hint for visit in visits))

    def _visit(self, patient: dict, visit: dict, here) -> tuple:
        cp, station = self.cp, self.day.stations[visit["station"]]
        steps = visit["dur"] // self.grid
        starts = [
            start
            for start in range(self.day.start // self.grid, self.last - steps + 1)
            if self._open(patient, station, start * self.grid, visit["dur"])
        ] or [0]
        start = cp.new_int_var_from_domain(cp_model.Domain.from_values(starts), "")
        planned = self.hint.get(visit["id"])
        cp.add_hint(start, planned[0] // self.grid if planned else starts[0])
        if station["mode"] == "group":
            self.given[visit["id"]] = self._class_options(visit, starts, start, here, planned)
        else:
            self.given[visit["id"]] = self._staff_options(visit, start, steps, here, planned)
            span = cp.new_optional_fixed_size_interval_var(start, steps, here, "")
            self.places[station["id"]].append(span)
            if patient["accessible"]:
                self.step_free[station["id"]].append(span)
        if patient["resource"]:
            self.languages[patient["resource"]].append(cp.new_optional_fixed_size_interval_var(start, steps, here, ""))
        return start, start + steps

    def _open(self, patient: dict, station: dict, start: int, minutes: int) -> bool:
        spans = [*station["open"]]
        inside = any(o <= start and start + minutes <= c for o, c in spans)
        if station["mode"] == "group":
            inside &= any((start - o) % station["start_every"] == 0 for o, c in spans if o <= start < c)
        if patient["resource"]:
            there = self.day.resources[patient["resource"]]["avail"]
            inside &= any(o <= start and start + minutes <= c for o, c in there)
        return inside

    def _staff_options(self, visit: dict, start, steps: int, here, planned) -> list:
        cp, options = self.cp, []
        for staff in self.day.able[visit["station"]]:
            member, is_given = self.day.staff[staff], cp.new_bool_var("")
            cp.add(start >= -(-member["shift"][0] // self.grid)).only_enforce_if(is_given)
            cp.add(start + steps <= (member["shift"][1] + member["overtime_max"]) // self.grid).only_enforce_if(
                is_given
            )
            self.work[staff].append(cp.new_optional_fixed_size_interval_var(start, steps, is_given, ""))
            late = cp.new_int_var(0, self.last, "")
            cp.add(late >= start + steps - member["shift"][1] // self.grid).only_enforce_if(is_given)
            self.overtime[staff].append(late)
            cp.add_hint(is_given, bool(planned) and planned[1] == staff)
            options.append((is_given, start, staff))
        cp.add_exactly_one([*(each for each, _, _ in options), here.negated()])
        return options

    def _class_options(self, visit: dict, starts: list[int], start, here, planned) -> list:
        cp, options = self.cp, []
        for step in starts:
            for staff in self.day.able[visit["station"]]:
                shift = self.day.staff[staff]["shift"]
                if shift[0] <= step * self.grid and step * self.grid + visit["dur"] <= shift[1]:
                    joins = cp.new_bool_var("")
                    cp.add(start == step).only_enforce_if(joins)
                    self.classes.setdefault((visit["station"], step, staff), []).append(joins)
                    cp.add_hint(joins, planned == (step * self.grid, staff))
                    options.append((joins, start, staff))
        cp.add_exactly_one([*(each for each, _, _ in options), here.negated()])
        return options

    def _apart(self, visit: dict, other: dict, times: dict) -> None:
        """Two visits of one patient, one after the other with the walk between."""
        walk = -(-self.day.walk(visit["station"], other["station"]) // self.grid)
        (start, end), (then, over) = times[visit["id"]], times[other["id"]]
        if visit["id"] in other["after"]:
            self.cp.add(end + walk <= then)
            return
        first = self.cp.new_bool_var("")
        self.cp.add(end + walk <= then).only_enforce_if(first)
        self.cp.add(over + walk <= start).only_enforce_if(first.negated())

    def _classes(self) -> None:
        for (station_id, step, staff), people in self.classes.items():
            station = self.day.stations[station_id]
            self.cp.add(sum(people) <= station["group_max"])
            if not any(isinstance(each, int) for each in people):
                held = self.cp.new_bool_var("")
                for each in people:
                    self.cp.add_implication(each, held)
                span = self.cp.new_optional_fixed_size_interval_var(step, station["duration"] // self.grid, held, "")
                self.work[staff].append(span)
                self.places[station_id].append(span)

    def _staff(self) -> None:
        """Nobody twice at once; a lunch in its window; a rest at least every longest stretch."""
        for key, member in self.day.staff.items():
            self.cp.add_no_overlap([*self.work[key], *self._pauses(member)])
            if self.overtime[key]:
                late = self.cp.new_int_var(0, self.last, "")
                self.cp.add_max_equality(late, self.overtime[key])
                self.costs.append(2 * self.grid * late)

    def _pauses(self, member: dict) -> list:
        cp, grid, (begin, end) = self.cp, self.grid, member["shift"]
        pauses, longest, rest = [], member["max_continuous"] // grid, -(-member["rest_min"] // grid)
        if member["lunch"]:
            (low, high), length = member["lunch"]["window"], member["lunch"]["len"]
            if begin - low >= length or high - max(low, end + member["overtime_max"]) >= length:
                length = 0
            else:
                start = cp.new_int_var(-(-low // grid), (high - length) // grid, "")
                pauses.append(cp.new_fixed_size_interval_var(start, -(-length // grid), ""))
        before, used_before, over = begin // grid, None, (end + member["overtime_max"]) // grid
        for _ in range(2 * (over - before) // (longest + rest) + 1):
            start, used = cp.new_int_var(begin // grid, self.last, ""), cp.new_bool_var("")
            cp.add(start <= before + longest).only_enforce_if(used)
            cp.add(start >= before)
            cp.add(over <= before + longest).only_enforce_if(used.negated())
            if used_before is not None:
                cp.add_implication(used, used_before)
            pauses.append(cp.new_optional_fixed_size_interval_var(start, rest, used, ""))
            before, used_before = start + rest, used
        cp.add(over <= before + longest)
        return pauses

    def _capacities(self) -> None:
        for key, station in self.day.stations.items():
            self.cp.add_cumulative(self.places[key], [1] * len(self.places[key]), station["bays"])
            if station["accessible_bays"] < station["bays"]:
                self.cp.add_cumulative(self.step_free[key], [1] * len(self.step_free[key]), station["accessible_bays"])
        for key, resource in self.day.resources.items():
            self.cp.add_cumulative(self.languages[key], [1] * len(self.languages[key]), resource["capacity"])
