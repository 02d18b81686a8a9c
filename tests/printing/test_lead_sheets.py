"""What the lead of the day holds: summary, rota of the day, break and cover sheet."""

from dataclasses import replace
from itertools import pairwise

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Cover
from cadplanner.core.paper import shown
from cadplanner.core.paper.duty import rests, station_numbers, working
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.core.planning.rota import duties
from cadplanner.printing import break_sheet, day_rota, lead_summary
from cadplanner.printing.sheet import page_count
from tests.builders import patient, people, plan_with


def test_the_summary_counts_and_names_who_has_needs(paper, pages):
    plan = plan_with([*people(3), patient(9, "Quietly", needs=(AccessNeed.QUIET_SPACE,))], unplaced=1)
    text = " ".join(pages(lead_summary.pdf(plan, paper)))
    for told in ("4 invited", "1 not placed", "5 stations", "Arrivals by window", "call 999 first", "01632 960123"):
        assert told in text
    assert "No time K004 QUIETLY, Asha (Ms) quiet space" in text
    assert "Clinical lead Phone" in text


def test_the_summary_tells_who_is_on_a_break_when(paper, pages):
    plan = plan_with(people(12))
    text = " ".join(pages(lead_summary.pdf(plan, paper)))
    assert all(rest.member.name in text for rest in rests(plan))


def test_visits_at_one_station_are_one_stretch_that_a_break_ends():
    plan = plan_with(people(20))
    for member in plan.staff:
        found = duties(plan, member.id, breaks_of(plan)[member.id])
        assert all(one.end <= other.start for (_, one), (_, other) in pairwise(found))
    whole = duties(plan, "talker-0", ())
    assert len(whole) < len(plan.visits_with_staff["talker-0"])
    middle = Span(whole[0][1].end - 30, whole[0][1].end - 25)
    assert len(duties(plan, "talker-0", (middle,))) >= len(whole)


def test_whoever_stands_in_is_free_and_has_the_skills():
    plan = plan_with(people(6))
    staff = tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff)
    skilled = replace(plan, staff=staff)
    able = {member.name for member in staff if "physio" in member.skills}
    found = [rest for rest in rests(skilled) if "physio" in rest.member.skills]
    assert found
    assert all(set(rest.cover) <= able - {rest.member.name} for rest in found)


def test_a_break_tells_where_one_comes_from_and_goes_back_to(paper, pages):
    plan = plan_with(people(20))
    text = " ".join(pages(break_sheet.pdf(plan, paper)))
    assert "Sorted by the start of the break" in text
    for rest in rests(plan):
        assert f"{rest.member.name}" in text
    assert "Conversation" in {rest.before for rest in rests(plan)}
    assert {rest.after for rest in rests(plan)} <= {
        "Conversation",
        "Physio assessment",
        "Strength class",
        "Checkout",
        "",
    }


def test_the_break_sheet_says_who_must_always_be_there(paper, pages):
    plan = plan_with(people(20))
    first, second = (replace(one, skills=(*one.skills, "first-aider")) for one in plan.staff[:2])
    covered = replace(
        plan,
        staff=(first, second, *plan.staff[2:]),
        cover=(Cover("c", "day", "first-aider", plan.day.opening), Cover("l", "day", "lead", plan.day.opening, 2)),
    )
    text = " ".join(" ".join(pages(break_sheet.pdf(covered, paper))).split())
    names = " or ".join(sorted((first.name, second.name)))
    assert f"Always a first-aider, {plan.day.opening}: {names}" in text
    assert f"Always 2 lead, {plan.day.opening}: nobody has the skill" in text
    assert shown.break_sheet(covered, "") != shown.break_sheet(plan, "")


def test_everybody_who_works_is_on_the_rota_under_the_role(paper, pages):
    plan = plan_with(people(20))
    text = " ".join(pages(day_rota.pdf(plan, paper)))
    assert all(member.name in text for member in plan.staff)
    assert "Physiotherapist: 2" in text
    assert "1 Conversation" in text
    assert station_numbers(plan)["s-out"] == 5


def test_the_rota_of_a_large_day_runs_on_with_its_roles(paper, pages):
    plan = plan_with(people(500))
    read = pages(day_rota.pdf(plan, paper))
    assert 4 <= len(read) <= 8
    assert any("Physiotherapist, continued" in page for page in read)
    assert len(working(plan)) == 97


def test_a_member_of_staff_with_a_long_name_is_never_cut(paper, pages):
    plan = plan_with(people(2))
    name = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria"
    staff = (replace(plan.staff[0], name=name), *plan.staff[1:])
    [page] = pages(day_rota.pdf(replace(plan, staff=staff), paper))
    assert name.replace(" ", "").replace("-", "") in page.replace(" ", "").replace("-", "")


def test_breaks_of_500_people_take_few_pages(paper):
    assert page_count(break_sheet.pdf(plan_with(people(500)), paper)) < 16
