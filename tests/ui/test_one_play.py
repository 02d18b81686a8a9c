"""Plan's Slack and the Rehearse page tell one story of one plan: the same play, the same figures."""

import pytest

from cadplanner.ui.pages.rehearse.page import RehearsePage
from cadplanner.ui.pages.timeline.page import TimelinePage
from cadplanner.ui.pages.timeline.ways import Way
from tests.drawing import plan_of
from tests.ui.pages.timeline_day import keep

LONG = 40_000


@pytest.fixture
def shown(store, workspace, qtbot):
    """Both pages of a plan in which one visit follows on the other."""
    plan = keep(store, plan_of("09:00\nAnn talk AAABBBCCCDDDEEEFFF"))
    workspace.choose_day(plan.day.id)
    pages = TimelinePage(workspace), RehearsePage(workspace)
    for page in pages:
        qtbot.addWidget(page)
        page.show()
    yield pages
    for page in pages:
        page.closing()


def rehearsed(page, qtbot):
    """Of 100 people who leave on time, and the minutes that 19 of 20 wait at most, as the page says them."""
    page.rehearse()
    qtbot.waitUntil(lambda: not page.running, timeout=LONG)
    _, on_time, waits, *_ = page.result.sentences
    return int(on_time.split()[0]), int(waits.rsplit("no more than ", 1)[1].split()[0])


def test_the_price_of_slack_is_what_rehearse_says_before_and_after(shown, workspace, qtbot, monkeypatch):
    monkeypatch.setattr(Way, "seconds", property(lambda _: 1))
    plan_page, rehearse_page = shown
    before = rehearsed(rehearse_page, qtbot)
    with qtbot.waitSignal(plan_page._planner.ended, timeout=LONG):
        plan_page._bar._effort.setCurrentText("Slack: 1 min")
        plan_page._bar._plan.click()
    said = plan_page._planner.offer.text
    plan_page._planner.offer._action.click()
    after = rehearsed(rehearse_page, qtbot)
    assert after != before
    assert said.startswith(
        f"Rehearsed 20 times as planned, {after[0]} of 100 people would leave on time with slack, in place of "
        f"{before[0]}, and 19 of 20 people would wait no more than {after[1]} minutes in all, in place of {before[1]}."
    )
