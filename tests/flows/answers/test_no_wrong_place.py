"""No telephone number, mail address or place is made of what meant another: it is asked about or refused."""

import pytest

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful, Value
from flows.answers.parsing.places.districts import DISTRICTS
from flows.definitions.questionnaire import Question
from tests.flows.answers.sample import ADDRESS, ASKED, EMAIL, KEPT, PHONE, READING, REFUSED, read, said, value


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (PHONE, "2558-1234", "no_area_code"),
        (PHONE, "33221100", "no_area_code"),
        (PHONE, "76543210", "no_area_code"),
        (PHONE, "7654321", "no_area_code"),
        (ADDRESS, "桃園市民生路5號", "no_district"),
        (ADDRESS, "桃園市大溪路5號", "no_district"),
        (ADDRESS, "5F., No. 8, Shizheng Rd., Taichung City", "not_chinese"),
    ],
)
def test_refuses_instead_of_guessing(question: Question, text: str, code: str) -> None:
    assert said(read(question, text)) == (REFUSED, code)


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        (PHONE, "0922-333-444（同LINE）", "0922-333-444"),
        (PHONE, "(04)2222-3333 (代表號)", "(04)2222-3333"),
        (PHONE, "沒有市話，手機0922333444", "0922-333-444"),
        (PHONE, "07-555-6666轉分機20", "(07)555-6666#20"),
        (PHONE, "0922_333_444", "0922-333-444"),
        (EMAIL, "信箱：boss@example.com.tw", "boss@example.com.tw"),
        (EMAIL, "https://boss@example.com", "boss@example.com"),
        (EMAIL, "陳小姐 <chen@example.tw>", "chen@example.tw"),
        (EMAIL, "公司的email是 info@example.org", "info@example.org"),
    ],
)
def test_keeps_what_is_plain(question: Question, text: str, kept: Value) -> None:
    assert said(read(question, text)) == (KEPT, kept)


@pytest.mark.parametrize(
    ("text", "zip_code", "place", "rest"),
    [
        ("106 453臺北市大安區和平東路一段10號", "106453", "臺北市大安區", "和平東路一段10號"),
        ("高雄市左營區博愛二路1號 81358", "81358", "高雄市左營區", "博愛二路1號"),
        ("新北市板橋區220文化路一段1號", "220", "新北市板橋區", "文化路一段1號"),
        ("福建省連江縣南竿鄉介壽村5號", "209", "連江縣南竿鄉", "介壽村5號"),
        ("高雄縣三民鄉民生村8號", "849", "高雄市那瑪夏區", "民生村8號"),
        ("台南市西區金華路5號", "700", "臺南市中西區", "金華路5號"),
        ("嘉義縣太保鄉祥和一路1號", "612", "嘉義縣太保市", "祥和一路1號"),
        ("台北巿内湖區港墘路1號", "114", "臺北市內湖區", "港墘路1號"),
        ("台南市塩水區中山路2號", "737", "臺南市鹽水區", "中山路2號"),
        ("苗栗县后龙镇中华路1号", "356", "苗栗縣後龍鎮", "中华路1号"),
        ("馬祖北竿鄉塘岐村1號", "210", "連江縣北竿鄉", "塘岐村1號"),
    ],
)
def test_the_place_is_found_under_its_other_spellings(
    text: str, zip_code: str, place: str, rest: str
) -> None:
    kept = value(ADDRESS, text)
    assert isinstance(kept, dict)
    assert (kept["zip"], f"{kept['county']}{kept['district']}", kept["rest"]) == (zip_code, place, rest)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("桃園市楊梅大成路9號", "楊梅區大成路9號"),
        ("臺中市南區興大路1號，電話04-22223333", "南區興大路1號"),
        ("臺北市信義區松仁路7號5樓 110", "信義區松仁路7號5樓"),
        ("10400臺中市南區興大路1號", "南區興大路1號"),
        ("台中市南區999興大路1號", "南區興大路1號"),
    ],
)
def test_what_would_be_left_out_or_added_is_asked(text: str, shown: str) -> None:
    outcome = read(ADDRESS, text)
    assert isinstance(outcome, Doubtful)
    for kept in outcome.candidates:
        assert isinstance(kept, dict)
        assert f"{kept['district']}{kept['rest']}" == shown


@pytest.mark.parametrize(
    "before",
    ["ben", "ben ", "Ben,", "Ben、", "Ben；", "b.en:", 'ben"', "“ben”", "ben·", "-", "ben（", "ben /"],
)
def test_an_address_is_never_cut_out_of_what_it_may_belong_to(before: str) -> None:
    """Whatever stands before it, an address is kept only when nothing of it is left out."""
    typed = f"{before}smith@example.com"
    outcome = read(EMAIL, typed)
    assert not isinstance(outcome, Accepted) or outcome.value == typed


@pytest.mark.parametrize(
    "address",
    ["a@example.comm.tw", "a@gmail.cmo.tw", "a@example.coom", "a@gmail.cpm", "a@mail.twn", "a@yahoo.com.twt"],
)
def test_an_address_under_no_known_domain_is_asked(address: str) -> None:
    outcome = read(EMAIL, address)
    assert isinstance(outcome, Doubtful)
    assert address in outcome.candidates


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("陳小姐 0922333444", "0922-333-444"),
        ("(07)555-6666#20 王先生", "(07)555-6666#20"),
        ("02-22223333 分機 12 會計", "(02)2222-3333#12"),
    ],
)
def test_a_number_among_other_words_is_shown_and_asked(text: str, number: str) -> None:
    assert said(read(PHONE, text)) == (ASKED, (number,))


@pytest.mark.parametrize("area", ["02", "03", "05", "06", "07", "08"])
def test_a_landline_with_too_few_digits_is_never_completed(area: str) -> None:
    digits = 7 if area == "02" else 6
    outcome = read(PHONE, f"({area})" + "23456789"[:digits])
    assert not isinstance(outcome, Accepted)


def places() -> list[tuple[str, str]]:
    """Every county with every district of it."""
    return [(county, district) for county, districts in DISTRICTS.items() for district in districts]


FORMER = {("臺南市", "中區"), ("臺南市", "西區"), ("新竹縣", "竹北鎮")}
"""Names of today's districts from before they were joined or promoted."""


@pytest.mark.parametrize("county", DISTRICTS)
def test_a_wrong_character_in_a_place_never_gives_another(county: str) -> None:
    """Whatever character of a district is another (a homophone, a slip), no other district is taken in silence."""
    other = "新安和平中東西南北上下大小山海"
    for district in DISTRICTS[county]:
        for at in range(len(district) - 1):
            for char in other:
                slip = district[:at] + char + district[at + 1 :]
                outcome = parse(ADDRESS, f"{county}{slip}民生路1號", READING)
                if isinstance(outcome, Accepted) and isinstance(outcome.value, dict):
                    found = str(outcome.value["district"])
                    known = found == slip or (county, slip) in FORMER
                    assert known or (not found and county in {"新竹市", "嘉義市"}), (county, slip, found)


def test_reads_every_place_in_todays_and_in_simplified_characters() -> None:
    for county, district in places():
        kept = value(ADDRESS, f"{county}{district}民生路1號")
        assert isinstance(kept, dict)
        assert (kept["county"], kept["district"]) == (county, district)
