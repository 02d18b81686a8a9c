"""The rota cards: for each member of staff where to be from when to when, for whom, and the breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span, clock
from cadplanner.core.model.staff import StaffMember
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.printing.rota_stints import Kind, Stint, stints_of
from cadplanner.printing.sheet import A5, ACCENT, FOOTER, GREY, MARGIN, RULE, TINT, Ink, Paper, Sheet, height_of

SORTED = "Cards sorted by name"
WARNING = "First names and card numbers. Confidential waste after use."
WHEN = 76.0
PERSON = Ink(9.5)
HEAD = Ink(10.5, bold=True)
QUIET = Ink(10, colour=GREY)
BAR_HEIGHT = 14.0
GAP = 5.0


def pdf(plan: Plan, paper: Paper, staff_ids: Sequence[str] | None = None) -> bytes:
    """A5, a card for each member of staff with a shift or a visit, by name; or for those asked for, in that order."""
    sheet = Sheet(plan, paper, "Rota cards", A5)
    breaks = breaks_of(plan)
    for member in _members(plan, staff_ids):
        _draw_card(sheet, plan, member, breaks)
    if not _members(plan, staff_ids):
        sheet.new_page()
        sheet.text(MARGIN, sheet.header("Rota cards", "") + 12, "Nobody has a shift on this day yet.", Ink(11))
        sheet.footer(1, 1, "")
    return sheet.pdf()


def _members(plan: Plan, staff_ids: Sequence[str] | None) -> list[StaffMember]:
    if staff_ids is not None:
        return [plan.staff_member[one] for one in staff_ids]
    working = [member for member in plan.staff if member.id in plan.shift_of or member.id in plan.visits_with_staff]
    return sorted(working, key=lambda member: (member.name.casefold(), member.id))


def _draw_card(sheet: Sheet, plan: Plan, member: StaffMember, breaks: Mapping[str, tuple[Span, ...]]) -> None:
    stints = stints_of(plan, member.id, breaks.get(member.id, ()))
    shift = plan.shift_of.get(member.id)
    under = ", ".join(part for part in (member.role, member.employer) if part)
    aside = f"{clock(shift.span.start)} to {clock(shift.span.end)}" if shift else "No shift"
    top = sheet.header_end(member.name, under, aside)
    bar = BAR_HEIGHT + 22 if stints else 0
    pages = _pages(stints, sheet.height - FOOTER - 14 - top, bar)
    for number, page in enumerate(pages, start=1):
        sheet.new_page()
        y = sheet.header(member.name, under, aside)
        if number == 1 and stints:
            _draw_bar(sheet, y, stints)
            y += bar
        for stint in page:
            y = _draw_stint(sheet, y, stint)
        if not stints:
            sheet.text(MARGIN, y + 6, "Nothing is planned for you yet.", PERSON)
        sheet.footer(number, len(pages), SORTED, WARNING)


def _pages(stints: Sequence[Stint], room: float, bar: float) -> list[list[Stint]]:
    """The stints by page; one too long for what is left goes on overleaf."""
    pages: list[list[Stint]] = [[]]
    left = room - bar
    for stint in stints:
        rest: Stint | None = stint
        while rest is not None:
            fitting, rest = rest.split(_people_that_fit(rest, left, fresh=not pages[-1]))
            if fitting is not None:
                pages[-1].append(fitting)
                left -= _height(fitting)
            if rest is not None:
                pages.append([])
                left = room
    return pages


def _people_that_fit(stint: Stint, room: float, *, fresh: bool) -> int:
    """How many of the stint's people fit: all, or -1 where it should wait for the next page."""
    if _height(stint) <= room:
        return len(stint.people)
    fit = int((room - _height(stint.split(0)[0] or stint)) // PERSON.line)
    return max(fit, 1) if fresh else fit if fit >= 2 else -1


def _height(stint: Stint) -> float:
    text_width = A5[0] - 2 * MARGIN - WHEN
    people = sum(height_of(_person_words(person), PERSON, text_width) for person in stint.people)
    return height_of(stint.what, HEAD, text_width) + people + 2 * GAP


def _person_words(person: tuple[str, str, str]) -> str:
    when, who, needs = person
    return "   ".join(part for part in (when, who, needs) if part)


def _draw_stint(sheet: Sheet, y: float, stint: Stint) -> float:
    height, x = _height(stint), MARGIN + WHEN
    width = sheet.content_width - WHEN
    if stint.kind is Kind.BREAK:
        sheet.fill(MARGIN, y, sheet.content_width, height, TINT)
    ink = QUIET if stint.kind is Kind.FREE else HEAD
    sheet.text(MARGIN + 4, y + GAP, f"{clock(stint.span.start)} to {clock(stint.span.end)}", Ink(10, bold=ink.bold))
    at = sheet.text(x, y + GAP, stint.what, ink, width)
    for person in stint.people:
        at = sheet.text(x, at, _person_words(person), PERSON, width)
    sheet.rule(MARGIN, y + height, sheet.content_width)
    return y + height


def _draw_bar(sheet: Sheet, y: float, stints: Sequence[Stint]) -> None:
    """The shift at a glance: dark with patients, striped in a break, white when free; hours under it."""
    start, end = stints[0].span.start, stints[-1].span.end
    scale = sheet.content_width / max(end - start, 1)
    for stint in stints:
        x, wide = MARGIN + (stint.span.start - start) * scale, stint.span.minutes * scale
        if stint.kind is Kind.WITH_PATIENTS:
            sheet.fill(x, y, wide, BAR_HEIGHT, ACCENT)
        elif stint.kind is Kind.BREAK:
            sheet.fill(x, y, wide, BAR_HEIGHT, RULE)
    sheet.box(MARGIN, y, sheet.content_width, BAR_HEIGHT)
    for hour in range(-(-start // 60), end // 60 + 1):
        sheet.text(MARGIN + (hour * 60 - start) * scale - 6, y + BAR_HEIGHT + 2, f"{hour:02d}", Ink(8, colour=GREY))
