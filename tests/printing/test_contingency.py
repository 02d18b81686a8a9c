"""The contingency pack and the phone list."""

import pytest

from cadplanner.errors import CannotWrite
from cadplanner.printing import contingency, phone_list
from cadplanner.printing.sheet import page_count
from tests.builders import patient, people, plan_with


def test_the_pack_has_everything_to_run_the_day_from_paper(paper, pages):
    plan = plan_with(people(12))
    read = pages(contingency.pdf(plan, paper))
    starts = ("Contingency pack", "Day sheet, by arrival", "Day sheet, A to Z", "Conversation", "Rota of the day",
              "Phone list", "Arrivals, written by hand")  # fmt: skip
    places = [next(n for n, page in enumerate(read) if page.startswith(start)) for start in starts]
    assert places == sorted(places)
    assert "plan version 7" in read[0]
    assert "K016" in read[-1]
    assert len(read) == page_count(contingency.pdf(plan, paper))


def test_it_takes_the_place_of_the_earlier_one_whole(paper, tmp_path):
    plan = plan_with(people(3))
    path = contingency.refresh(plan, paper, tmp_path)
    assert path.name == "2027-06-12 contingency pack.pdf"
    path.write_bytes(b"old")
    assert contingency.refresh(plan, paper, tmp_path) == path
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_told_plainly(paper, tmp_path):
    with pytest.raises(CannotWrite) as refused:
        contingency.refresh(plan_with(people(2)), paper, tmp_path / "stick")
    assert "could not be put in" in str(refused.value)
    assert "stick is in" in refused.value.advice


def test_the_phone_list_goes_by_name(paper, pages):
    plan = plan_with([patient(1, "Zed", phone="01632 960001"), patient(2, "Ábel", phone=""), patient(3, "Moss")])
    [page] = pages(phone_list.pdf(plan, paper))
    assert page.index("ÁBEL") < page.index("MOSS") < page.index("ZED")
    assert "ZED, Asha (Ms) K001 08:50 01632 960001" in page
    assert "2 people without a phone" in page
    assert "Confidential waste" in page
