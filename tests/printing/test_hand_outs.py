"""What patients are given: hub directory, slips, the leaflet on follow-up."""

from cadplanner.printing import hub_directory, leaflet, slips, texts
from tests.builders import people, plan_with


def test_the_directory_has_drop_ins_and_whom_the_service_lists(paper, pages, own_home):
    folder = own_home / "texts" / "en"
    folder.mkdir(parents=True)
    (folder / "hub.txt").write_text("# Community hub\nCome in.\n- Invented Age | Money | Café | 01632 960000\n")
    texts._read.cache_clear()
    [page] = pages(hub_directory.pdf(plan_with(people(2)), paper))
    texts._read.cache_clear()
    assert page.count("Community hub") == 2  # the page's title and the station
    assert "Café, 9am to 5pm" in page
    assert "Invented Age Money Café 01632 960000" in page
    assert "Saturday 12 June 2027" in page


def test_slips_signpost_and_refer(paper, pages):
    one, other = pages(slips.pdf(plan_with(people(2)), paper))
    assert one.count("Somewhere that can help") == 3
    assert other.count("Referral from the community appointment day") == 3
    assert other.count("urgent") == 3


def test_the_leaflet_uses_the_services_own_word_and_number(paper, pages):
    [page] = pages(leaflet.pdf(plan_with(people(2)), paper))
    assert "What PIR means" in page
    assert "Call 01632 960123." in page
    assert "{" not in page
    assert "PIFU" not in page
