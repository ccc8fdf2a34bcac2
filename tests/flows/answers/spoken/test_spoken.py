"""How people say answers: what is corrected, called, misspelt or said in words comes to the value meant, or is asked.

The rows are siblings of what was seen, made for the kind of fault.
"""

import pytest

from flows.answers.base import Accepted, Doubtful
from flows.answers.spoken.corrections import corrected
from flows.answers.spoken.figures_in_words import in_digits
from tests.flows.answers.test_doubtful_words import readings, typed
from tests.flows.answers.test_second_look import read, values


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("12人 不對 14人", "14人"),
        ("三百萬，說錯了，是四百萬", "四百萬"),
        ("不是5月1日，是5月11日", "5月11日"),
        ("以前叫大發商行 後來改成大發有限公司", "大發有限公司"),
        ("Kevin, sorry, Calvin", "Calvin"),
        ("打錯了", None),
        ("不是沒有", None),
        ("不對吧？", None),
        ("不對稱", None),
        ("打錯字工作室", None),
    ],
)
def test_a_correction_is_what_stands_behind_it(text: str, new: str | None) -> None:
    assert corrected(text) == new


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("paid_in_capital", "三百萬 不對 是四百萬", 4_000_000),
        ("employee_count", "九個 啊不 十一個", 11),
        ("established_date", "不是107年5月1日 是107年5月11日", "2018-05-11"),
        ("contact_phone", "打錯了，是0922-333-445", "0922-333-445"),
        ("ubn", "更正：12345675", "12345675"),
        ("contact_email", "jo at hinet dot net", "jo@hinet.net"),
        ("contact_email", "jo老鼠hinet.net", "jo@hinet.net"),
        ("contact_phone", "零九三三 一二三 四五六", "0933-123-456"),
        ("contact_phone", "O933-123-456", "0933-123-456"),
        ("ubn", "么二三四五六七五", "12345675"),
        ("website", "網址是 www.abc.com.tw 歡迎看看", "https://www.abc.com.tw"),
        ("annual_revenue", "2億三千多萬", 230_000_000),
        ("annual_revenue", "1200 0000", 12_000_000),
        ("export_share", "國內佔八成", 20),
        ("established_date", "2015/3/2，2021/6/7搬家", "2015-03-02"),
    ],
)
def test_what_is_written_otherwise_is_asked_about(question: str, text: str, value: object) -> None:
    outcome = read(question, text)
    assert isinstance(outcome, Accepted | Doubtful)
    assert values(outcome)[0] == value


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("fifteen", "15"),
        ("about thirty-two people", "about 32 people"),
        ("three hundred and five", "305"),
        ("1.5 million", "1500000"),
        ("a quarter of a million", "250000"),
        ("two point five million", "2500000"),
        ("twenty thousand five hundred", "20500"),
        ("this one", "this one"),
        ("two three", "two three"),
        ("no number", "no number"),
    ],
)
def test_english_numbers_become_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize("question", ["responsible_person", "contact_name", "signatory_name"])
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("阿明", "阿明"),
        ("小李", "小李"),
        ("李媽", "李媽"),
        ("黃桑", "黃桑"),
        ("林O美", "林O美"),
        ("老闆本人", "老闆本人"),
        ("跟老闆一樣", None),
        ("白天都可以打", None),
        ("登記我先生的名字", None),
        ("行銷部的Jo Lin", "Jo Lin"),
        ("總經理歐陽宜蓁", "歐陽宜蓁"),
        ("the manager is Jo Lin", "Jo Lin"),
        ("Jo Lin and Amy Wu", "Jo Lin"),
        ("原本是林一心 現在是林二心", "林二心"),
    ],
)
def test_what_is_no_full_name_is_asked_about(question: str, text: str, first: str | None) -> None:
    offered = readings(question, text)
    assert offered
    assert first is None or offered[0] == first or text in offered


@pytest.mark.parametrize(
    "text",
    ["林一心", "歐陽宜蓁", "瓦歷斯‧諾幹", "Jo Lin", "林一心 Jo", "周立群先生", "阮氏玉蘭", "伍佰", "老子安"],
)
def test_full_names_are_taken(text: str) -> None:
    assert typed("contact_name", text) == Accepted(text)


@pytest.mark.parametrize(
    ("question", "text", "first"),
    [
        ("company_name", "春山茶行 電話0223456789", "春山茶行"),
        ("company_name", "春山茶行，地址在坪林", "春山茶行"),
        ("company_name", "公司還沒成立", "公司還沒成立"),
        ("contact_title", "無職稱", "無職稱"),
        ("contact_title", "在店裡幫忙的", "在店裡幫忙的"),
        ("contact_title", "周立群", "周立群"),
        ("signatory_title", "林美惠", "林美惠"),
        ("main_products", "太多了寫不完", "太多了寫不完"),
        ("main_products", "同行業別", "同行業別"),
    ],
)
def test_another_fields_words_are_asked_about(question: str, text: str, first: str) -> None:
    assert readings(question, text)[0] == first


@pytest.mark.parametrize("text", ["專員", "董事長", "業務部", "高專員", "連鎖部", "會計師", "程式員"])
def test_titles_are_taken(text: str) -> None:
    assert typed("contact_title", text) == Accepted(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("請寄到公司 臺南市安平區新平路88號", "新平路88號"),
        ("臺南市安平區新平路88號 或 安平區健康路1號", "新平路88號"),
        ("臺南市安平區新平路88號，平日才有人", "新平路88號"),
        ("臺南市安平區新平路88號 說錯了 是90號", "新平路90號"),
        ("臺南市安平區新平路88號B棟", "新平路88號B棟"),
        ("臺南市安平區新平路88號之1 8樓", "新平路88號之18樓"),
        ("桃園平鎮中豐路10號", "中豐路10號"),
    ],
)
def test_what_is_said_around_an_address_is_no_part_of_it(text: str, rest: str) -> None:
    first = values(read("registered_address", text))[0]
    assert isinstance(first, dict)
    assert first["rest"] in (rest, rest.replace("之18樓", "之1 8樓"))


@pytest.mark.parametrize(
    ("question", "text", "ids"),
    [
        ("business_models", "不做B2C 只做B2B", [["b2b"]]),
        ("export_markets", "韓國，不要日本", [["kr"]]),
        ("interview_mode", "不要實地 請用視訊", ["online"]),
        ("export_markets", "不要日本 韓國", []),
        ("export_markets", "除了日本，韓國也有", []),
        ("export_markets", "韩国、马来西亚", [["kr", "my"]]),
        ("export_markets", "the US and the UK", [["us", "gb"]]),
        ("export_markets", "the", []),
        ("gov_support_3y", "没有参加过", ["no"]),
        ("gov_support_3y", "沒有 第一次申請", ["no"]),
        ("registration_type", "商行", ["sole_prop", "partnership"]),
        ("ecommerce_status", "還沒有", ["planning", "none"]),
        ("marketing_budget", "每月2萬", ["up_to_500k"]),
        ("marketing_budget", "around 800k per year", ["from_500k_to_1m"]),
    ],
)
def test_options_within_what_people_say(question: str, text: str, ids: list[object]) -> None:
    assert values(read(question, text)) == ids
