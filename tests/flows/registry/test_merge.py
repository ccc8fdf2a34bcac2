"""What several registers say becomes one record, whatever they say, and whatever else their JSON may hold."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.standins.registry_formats import company, shop, tax
from flows.registry import (
    Answer,
    Entry,
    Found,
    Lookup,
    NotFound,
    Record,
    Source,
    Status,
    Trouble,
    Unavailable,
    autofill,
    fia,
    g0v,
    gcis,
    merge,
)
from tests.support.rules import COMPANY_TYPES

TODAY = date(2024, 5, 20)
UBN = "12345675"
GCIS, FIA, G0V = Source.GCIS, Source.FIA, Source.G0V

_FULL = company(
    UBN, "大發食品股份有限公司", "王大明", "1996-03-01", (2, 1), "臺南市安平區新平路88號", ("089999", "食品")
)
_SHOP = shop(UBN, "山海手作工坊", "李阿美", "2021-06-15", "9", "宜蘭縣羅東鎮中正路66號", ("149099", "木製品"))


def _merged(*answers: Answer) -> Record:
    outcome = merge(UBN, answers, TODAY)
    assert isinstance(outcome, Found)
    return outcome.record


def _says(source: Source, **told: Any) -> Answer:
    return Answer(source, Entry(source, **{"name": "甲", **told}))


def test_the_commercial_register_comes_before_the_tax_register_and_both_before_the_mirror() -> None:
    said = [_says(source, name=name) for source, name in ((GCIS, "甲"), (FIA, "乙"), (G0V, "丙"))]
    for order in permutations(said):
        assert _merged(*order).name == "甲"
        assert _merged(*order).sources == (GCIS, FIA, G0V)
    assert _merged(*said[1:]).name == "乙"


def test_a_blank_is_filled_by_whoever_knows() -> None:
    record = _merged(_says(GCIS, capital=5), _says(FIA, industry_code="089999"), _says(G0V, capital=6))
    assert (record.capital, record.industry_section) == (5, "c")


def test_a_name_in_full_beats_a_masked_one() -> None:
    record = _merged(_says(GCIS, responsible_person="王O明"), _says(G0V, responsible_person="王大明"))
    assert record.responsible_person == "王大明"
    assert autofill(record, COMPANY_TYPES)["registry.responsible"] == "王大明"


def test_an_address_that_can_be_read_beats_one_that_cannot() -> None:
    record = _merged(_says(GCIS, address="新竹科學園區"), _says(FIA, address="新竹市東區力行六路8號"))
    assert record.address_text == "新竹市東區力行六路8號"
    unread = _merged(_says(GCIS, address="新竹科學園區"))
    assert (unread.address, unread.address_text) == (None, "新竹科學園區")


def test_a_foreign_branch_is_no_domestic_branch_and_has_no_paid_in_capital() -> None:
    record = _merged(
        _says(GCIS, registration_type="company", capital=5, is_branch=True, head_office="24100503"),
        _says(FIA, registration_type="foreign_branch"),
    )
    assert (record.registration_type, record.is_branch, record.capital) == ("foreign_branch", False, None)
    assert record.head_office == ""


def test_a_day_that_has_not_come_is_no_setup_date() -> None:
    assert _merged(_says(GCIS, setup_date="2024-05-20")).setup_date == "2024-05-20"
    assert _merged(_says(GCIS, setup_date="2024-05-21")).setup_date == ""


@pytest.mark.parametrize(
    ("official", "tax_only"),
    [(Answer(GCIS), True), (Answer(GCIS, None, Trouble.SERVER), False), (_says(GCIS), False)],
)
def test_only_a_register_that_is_sure_makes_a_shop_one_for_taxes_only(
    official: Answer, tax_only: bool
) -> None:
    assert _merged(official, _says(FIA, registration_type="sole_prop")).tax_only is tax_only


OK, GONE, DOWN = "found", "denies", "down"


@pytest.mark.parametrize(
    ("gcis_says", "fia_says", "mirror_says", "outcome"),
    [
        (OK, OK, "", Found), (OK, GONE, "", Found), (OK, DOWN, "", Found), (GONE, OK, "", Found),
        (GONE, GONE, "", NotFound), (GONE, DOWN, "", Unavailable), (DOWN, GONE, "", Unavailable),
        (DOWN, DOWN, "", Unavailable), (GONE, GONE, DOWN, NotFound), (GONE, GONE, OK, Found),
        (DOWN, DOWN, OK, Found), (DOWN, GONE, GONE, Unavailable), ("", "", GONE, NotFound),
        ("", "", DOWN, Unavailable), ("", GONE, "", NotFound), ("", "", "", Unavailable),
    ],
)  # fmt: skip
def test_down_is_not_not_found_is_not_found(
    gcis_says: str, fia_says: str, mirror_says: str, outcome: type[Lookup]
) -> None:
    said = zip(Source, (gcis_says, fia_says, mirror_says), strict=True)
    answers = [_answer(source, what) for source, what in said if what]
    merged = merge(UBN, answers, TODAY)
    assert isinstance(merged, outcome)
    if not isinstance(merged, NotFound):
        assert merged.troubles == {answer.source: Trouble.SERVER for answer in answers if answer.trouble}


def _answer(source: Source, what: str) -> Answer:
    return _says(source) if what == OK else Answer(source, None, Trouble.SERVER if what == DOWN else None)


def test_a_shop_that_moved_is_where_its_valid_row_says() -> None:
    """Established first, then the newest; of rows that moved away none."""
    row = _SHOP.shops[0]
    old = {**row, "Business_Address": "舊", "Business_Last_Change_Date": "1000101"}
    away = {**row, "Business_Current_Status": "05", "Business_Last_Change_Date": "1130401", "Agency": "1"}
    for rows in permutations([row, old, away]):
        entry = gcis.business(list(rows))
        assert entry is not None
        assert entry.address == "宜蘭縣羅東鎮中正路66號"
        assert gcis.agency(list(rows)) == "376610000A"
    closed = gcis.business(
        [away, {**away, "Business_Current_Status": "07", "Business_Current_Status_Desc": "廢止"}]
    )
    assert closed is not None
    assert closed.status is Status.DISSOLVED


def test_a_head_office_that_is_itself_is_none() -> None:
    entry = fia.business(tax(UBN, "甲公司", "有限公司", "", ("", ""), head=UBN), UBN)
    assert entry is not None
    assert not entry.is_branch


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["公司", "Y", "0760221", "1,600,000", "核准設立", "陳O聖", "　", "10" * 200]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def _bent(whole: Any) -> st.SearchStrategy[Any]:
    """A real answer, some of its values anything at all."""

    def swap(keys: list[str], value: Any) -> Any:
        return {**whole, **dict.fromkeys(keys, value)}

    bent = st.builds(swap, st.lists(st.sampled_from(sorted(whole)), max_size=5), _JSON)
    return bent | bent.map(lambda row: [row]) | _JSON


_MIRROR = st.builds(lambda data: {"data": data}, _bent(_FULL.g0v) | _bent(_SHOP.g0v)) | _JSON


@given(_bent(_FULL.company), _bent(_SHOP.shops[0]), _bent(_FULL.fia), _MIRROR, _JSON)
def test_no_json_is_too_odd(full: Any, row: Any, taxes: Any, mirror: Any, anything: Any) -> None:
    """Every reader takes anything; what is merged can be filled in, dates and addresses in stored form."""
    gcis.types(anything)
    assert gcis.agency(row).isalnum() or gcis.agency(row) == ""
    for entry in (
        gcis.company(full),
        gcis.business(row, anything),
        gcis.branch(full),
        fia.unit(anything, "學校"),
    ):
        for other in (fia.business(taxes, UBN), g0v.entry(mirror)):
            answers = [Answer(source, one and replace(one, source=source))
                       for source, one in ((GCIS, entry), (FIA, other))]  # fmt: skip
            merged = merge(UBN, answers, TODAY)
            assert isinstance(merged, Found) == bool(entry or other)
            if isinstance(merged, Found):
                _well_formed(merged.record)


def _well_formed(record: Record) -> None:
    values = autofill(record, COMPANY_TYPES)
    assert all(values.values())
    if "registry.setup_date" in values:
        assert date.fromisoformat(str(values["registry.setup_date"])) <= TODAY
    if "registry.address" in values:
        assert set(record.address or {}) == {"zip", "county", "district", "rest"}
    assert isinstance(values.get("registry.capital", 1), int)
