"""Addresses as they stand on registrations and as people type them."""

import pytest

from flows.answers.base import Doubtful, Rejected
from flows.answers.parsing.places.districts import DISTRICTS
from flows.definitions.questionnaire import Kind, Limits
from tests.flows.answers.sample import ADDRESS, both, question, read, rejected, value

CISA = {"zip": "104097", "county": "臺北市", "district": "中山區", "rest": "長安東路二段99號8樓"}


def test_the_whole_country_is_known() -> None:
    """22 counties and 368 districts, each with a three-digit code; 臺 is never 台."""
    assert len(DISTRICTS) == 22
    assert sum(len(districts) for districts in DISTRICTS.values()) == 368
    names = [*DISTRICTS, *(name for districts in DISTRICTS.values() for name in districts)]
    assert not [name for name in names if "台" in name or name[-1] not in "縣市區鄉鎮"]
    assert all(code.isdigit() and len(code) == 3 for codes in DISTRICTS.values() for code in codes.values())


@pytest.mark.parametrize(
    ("county", "district", "code"),
    [
        ("臺北市", "中山區", "104"),
        ("臺中市", "西屯區", "407"),
        ("臺南市", "中西區", "700"),
        ("臺東縣", "臺東市", "950"),
        ("苗栗縣", "頭份市", "351"),
        ("彰化縣", "員林市", "510"),
        ("新竹縣", "峨眉鄉", "315"),
        ("嘉義縣", "阿里山鄉", "605"),
        ("屏東縣", "三地門鄉", "901"),
        ("高雄市", "田寮區", "823"),
        ("高雄市", "湖內區", "829"),
        ("新竹市", "香山區", "300"),
        ("嘉義市", "西區", "600"),
    ],
)
def test_districts_have_their_codes(county: str, district: str, code: str) -> None:
    """Spelling and code of districts whose names are often written wrong."""
    assert DISTRICTS[county][district] == code


@pytest.mark.parametrize(
    "text",
    [
        "104097臺北市中山區長安東路二段99號8樓",
        "104097 臺北市中山區長安東路二段99號8樓",
        "104097台北市中山區長安東路二段99號8樓",
        "（104097）台北市 中山區 長安東路二段99號8樓",
        "(104097) 台北市中山區長安東路二段99號8樓",
        "１０４０９７台北市中山區長安東路二段99號8樓",
        "104-097 台北市中山區長安東路二段99號8樓",
        "郵遞區號：104097 台北市中山區長安東路二段99號8樓",
        "104097 台灣台北市中山區長安東路二段99號8樓",
        "104097 台北中山區長安東路二段99號8樓",
        "104097，台北市，中山區，長安東路二段99號8樓",
        "104097\n台北市中山區\n長安東路二段99號8樓",
        "台北市104097中山區長安東路二段99號8樓",
        "台北市 104097 中山區長安東路二段99號8樓",
        "104097 中華民國 臺北市中山區長安東路二段99號8樓",
    ],
)
def test_reads_the_same_address(text: str) -> None:
    """Blanks, brackets, full-width digits, 台 and the country make no difference."""
    assert value(ADDRESS, text) == CISA


@pytest.mark.parametrize(
    ("text", "postcode", "county", "district", "rest"),
    [
        ("台北市中山區長安東路二段99號", "104", "臺北市", "中山區", "長安東路二段99號"),
        ("（104）台北市中山區長安東路二段99號", "104", "臺北市", "中山區", "長安東路二段99號"),
        ("10491 台北市中山區長安東路二段99號", "10491", "臺北市", "中山區", "長安東路二段99號"),
        ("台北縣板橋市文化路一段1號", "220", "新北市", "板橋區", "文化路一段1號"),
        ("台北板橋區文化路一段1號", "220", "新北市", "板橋區", "文化路一段1號"),
        ("桃園縣中壢市中正路1號", "320", "桃園市", "中壢區", "中正路1號"),
        ("台灣省桃園縣龜山鄉文化一路1號", "333", "桃園市", "龜山區", "文化一路1號"),
        ("桃園縣桃園市中正路1號", "330", "桃園市", "桃園區", "中正路1號"),
        ("台中縣豐原市中正路1號", "420", "臺中市", "豐原區", "中正路1號"),
        ("台南縣永康市中正路1號", "710", "臺南市", "永康區", "中正路1號"),
        ("高雄縣鳳山市中山路1號", "830", "高雄市", "鳳山區", "中山路1號"),
        ("台東縣台東市中華路1段1號", "950", "臺東縣", "臺東市", "中華路1段1號"),
        ("苗栗縣頭份鎮中正路1號", "351", "苗栗縣", "頭份市", "中正路1號"),
        ("雲林縣台西鄉中山路1號", "636", "雲林縣", "臺西鄉", "中山路1號"),
        ("台南市東區東門路1號", "701", "臺南市", "東區", "東門路1號"),
        ("板橋區文化路一段1號", "220", "新北市", "板橋區", "文化路一段1號"),
        ("花蓮市中山路1號", "970", "花蓮縣", "花蓮市", "中山路1號"),
        ("新竹竹北市光明六路1號", "302", "新竹縣", "竹北市", "光明六路1號"),
        ("新竹市東區關新路1號", "300", "新竹市", "東區", "關新路1號"),
        ("新竹市力行六路8號", "300", "新竹市", "", "力行六路8號"),
        ("嘉義市中山路1號", "600", "嘉義市", "", "中山路1號"),
        ("新竹科學園區新竹市力行六路8號", "300", "新竹市", "", "新竹科學園區力行六路8號"),
        ("新竹科學園區新竹縣寶山鄉園區二路1號", "308", "新竹縣", "寶山鄉", "新竹科學園區園區二路1號"),
        ("臺北市信義區西村里8鄰信義路5段7號", "110", "臺北市", "信義區", "西村里8鄰信義路5段7號"),
        ("台中市西屯區台灣大道三段99號", "407", "臺中市", "西屯區", "台灣大道三段99號"),
        ("南投縣仁愛鄉大同村1號", "546", "南投縣", "仁愛鄉", "大同村1號"),
        ("連江縣南竿鄉介壽村76號", "209", "連江縣", "南竿鄉", "介壽村76號"),
    ],
)
def test_reads_parts(text: str, postcode: str, county: str, district: str, rest: str) -> None:
    """Missing codes filled in, old and short names made official, the street left as typed."""
    assert value(ADDRESS, text) == {"zip": postcode, "county": county, "district": district, "rest": rest}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_county"),
        ("長安東路二段99號8樓", "no_county"),
        ("中山區長安東路二段99號", "no_county"),
        ("No. 99, Sec. 2, Chang'an E. Rd., Taipei", "not_chinese"),
        ("104097", "no_county"),
        ("台北", "no_county"),
        ("台北市長安東路二段99號", "no_district"),
        ("台北市", "no_district"),
        ("新竹市中山區中山路1號", "no_district"),
        ("台北市中山區", "no_street"),
        ("104 台北市中山區", "no_street"),
        ("新竹市", "no_street"),
    ],
)
def test_refuses(text: str, code: str) -> None:
    """What lacks a county, a district or a street."""
    assert rejected(ADDRESS, text) == code


def test_refusals_say_what_was_understood() -> None:
    """The person is told what is there already."""
    assert read(ADDRESS, "台北市長安東路二段99號") == Rejected("no_district", {"county": "臺北市"})
    assert read(ADDRESS, "台北市中山區") == Rejected("no_street", {"place": "臺北市中山區"})


def test_a_contradicting_postcode_is_asked_about() -> None:
    """The code as typed first, the district's second; one of no possible length is only corrected."""
    typed, corrected = {**CISA, "zip": "220"}, {**CISA, "zip": "104"}
    street = "台北市中山區長安東路二段99號8樓"
    assert read(ADDRESS, f"220{street}") == Doubtful("postcode", (typed, corrected), {"suggestion": "104"})
    assert read(ADDRESS, f"1040{street}") == Doubtful("postcode", (corrected,), {"suggestion": "104"})


def test_a_district_of_another_county_is_asked_about() -> None:
    """板橋區 lies in 新北市, whatever was typed before it."""
    outcome = read(ADDRESS, "台北市板橋區文化路一段1號")
    banqiao = {"zip": "220", "county": "新北市", "district": "板橋區", "rest": "文化路一段1號"}
    assert outcome == Doubtful("county", (banqiao,), {"county": "新北市"})


@pytest.mark.parametrize("said", ["不一樣，是", "另外一個 ", "跟登記不同："])
def test_words_in_front_of_the_county_are_left_out_and_asked_about(said: str) -> None:
    outcome = read(ADDRESS, f"{said}臺南市安平區建平路8號")
    place = {"zip": "708", "county": "臺南市", "district": "安平區", "rest": "建平路8號"}
    assert isinstance(outcome, Doubtful)
    assert (outcome.code, outcome.candidates) == ("extra", (place,))


def test_shows_one_line_that_reads_back() -> None:
    """The postcode in front, the parts without blanks, in every language."""
    shown, english = both(ADDRESS, CISA)
    assert shown == english == "104097 臺北市中山區長安東路二段99號8樓"
    assert value(ADDRESS, shown) == CISA


@pytest.mark.parametrize("county", DISTRICTS)
def test_every_district_reads_back(county: str) -> None:
    """Every district of the country is found, whether 臺 or 台 is typed."""
    for district, code in DISTRICTS[county].items():
        expected = {"zip": code, "county": county, "district": district, "rest": "中正路1號"}
        assert value(ADDRESS, f"{county}{district}中正路1號") == expected
        assert value(ADDRESS, f"{code}{county}{district}中正路1號".replace("臺", "台")) == expected


def test_the_street_keeps_its_characters_and_its_limit() -> None:
    """Compatibility characters in a street stay as typed; too long a street is refused."""
    assert value(ADDRESS, "台北市中山區豈路１號")["rest"] == "豈路１號"  # type: ignore[index,call-overload]
    short = question(Kind.ADDRESS, limits=Limits(max_length=5))
    assert read(short, "台北市中山區長安東路1號") == Rejected("too_long", {"max": "5", "length": "6"})
