"""The safety sheet and the service's own texts on it."""

from cadplanner.printing import safety_sheet, texts
from tests.builders import people, plan_with


def test_it_tells_what_to_do_and_where_we_are(paper, pages):
    first, log = pages(safety_sheet.pdf(plan_with(people(2)), paper))
    for told in ("call 999", "Oakfield Leisure Centre, Station Road", "Red flag found", "Fire", "assembly point"):
        assert told in first
    assert "Incident log" in log


def test_a_service_words_it_for_itself(paper, pages, own_home):
    folder = own_home / "texts" / "en"
    folder.mkdir(parents=True)
    (folder / "safety.txt").write_text("\ufeff# Ours\nCall {service} on {phone}.\n- <b>Go</b>\n", encoding="utf-8")
    texts._read.cache_clear()
    first, _ = pages(safety_sheet.pdf(plan_with(people(2)), paper))
    texts._read.cache_clear()
    assert "Ours Call Oakfield MSK service on 01632 960123. <b>Go</b>" in first
    assert "Red flag" not in first
