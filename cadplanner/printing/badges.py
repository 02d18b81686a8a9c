"""Badges: first name and role of everybody who works on the day, ten on a page, and blank ones to write on."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import StaffMember
from cadplanner.core.paper.duty import working
from cadplanner.printing.grid import Grid, draw_grid
from cadplanner.printing.sheet import A4, ACCENT, GREY, Ink, Paper, Sheet, fitted, height_of

CARDS = Grid(2, 5, 90, 54)
TITLES = {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sister", "rev"}
TOLD = "Badges 90 x 54 mm, print at 100% and cut. Sorted by role, then name"
HELLO = "Hello, my name is"
NAME = Ink(30, bold=True, colour=ACCENT, leading=1.1)
ROLE = Ink(15, bold=True)
SMALL = Ink(10, colour=GREY)


def pdf(plan: Plan, paper: Paper, staff_ids: Sequence[str] | None = None) -> bytes:
    """A badge for everybody with a shift, or for those asked for; the last page is filled with blank ones."""
    sheet = Sheet(plan, paper, "Badges", A4)
    asked = working(plan) if staff_ids is None else [plan.staff_member[one] for one in staff_ids]
    blank = -len(asked) % CARDS.on_a_page if asked else CARDS.on_a_page
    draw_grid(sheet, CARDS, [*asked, *[None] * blank], _draw_badge, told=TOLD)
    return sheet.pdf()


def called(name: str) -> str:
    """The first name of a member of staff: the first word that is not a title; a name of one word is that word."""
    words = [word for word in name.split() if word.casefold().strip(".") not in TITLES]
    return words[0] if words else name


def _draw_badge(sheet: Sheet, member: StaffMember | None, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    inside = width - 28
    at = sheet.text(x + 14, y + 16, HELLO, SMALL, inside, align="center")
    if member is None:
        for share in (0.55, 0.82):
            sheet.rule(x + 24, y + height * share, width - 48, grey=GREY)
        return
    first = called(member.name)
    at = sheet.text(x + 14, at + 4, first, fitted(first, NAME, inside, 12), inside, align="center") + 4
    at = sheet.text(x + 14, at, member.role, fitted(member.role, ROLE, inside, 9), inside, align="center")
    high = height_of(member.employer, SMALL, inside)
    sheet.text(x + 14, max(at, y + height - 12 - high), member.employer, SMALL, inside, align="center")
