"""Single choices and yes or no, by every way of naming an option."""

import pytest

from flows.answers import show
from flows.answers.base import Accepted, Incomplete, Rejected
from flows.definitions.questionnaire import Kind
from tests.flows.answers.sample import (
    BUDGET,
    COUNTRY,
    DECLARATION,
    EN,
    MARKET_IDS,
    MARKETS,
    SECTION,
    TIMELINE,
    YES_NO,
    ZH,
    both,
    question,
    read,
    rejected,
    value,
)


@pytest.mark.parametrize(
    "text",
    [
        "3", "３", "③", "3️⃣", "⑶", "(3)", "（3）", "3.", "3。", "第3個", "第三個", "選3", "我要選3",
        "選項3", "3號", "no. 3",
        "#3", "th", "TH", "泰國", " 泰 國 ", "「泰國」", "泰國。", "Thailand", "THAILAND",
        "ｔｈａｉｌａｎｄ", "thai",
        "3. 泰國", "3 泰國", "(3) 泰國", "3、泰國", "3.thai", "我要選泰國", "我選第三個", "選泰國", "我們想選 3",
    ],
)  # fmt: skip
def test_one_option_by_many_names(text: str) -> None:
    """Numbers, ordinals, ids, labels, synonyms, beginnings, lines copied from the list."""
    assert value(COUNTRY, text) == "th"


@pytest.mark.parametrize(
    ("text", "option"),
    [("馬來", "my"), ("大馬", "my"), ("大陸", "cn"), ("china", "cn"), ("南韓", "kr"), ("korea", "kr"),
     ("in", "in"), ("id", "id"),
     ("印尼", "id"), ("印度", "in"), ("usa", "us"), ("歐盟", "eu"), ("12", "eu")],
)  # fmt: skip
def test_parts_of_names(text: str, option: str) -> None:
    """A part of a name will do when no other name has it; a full name wins over longer ones."""
    assert value(COUNTRY, text) == option


@pytest.mark.parametrize(
    ("asked", "text", "option"),
    [
        (SECTION, "製造業", "c"),
        (SECTION, "C", "c"),
        (SECTION, "農林漁牧業", "a"),
        (SECTION, "農、林、漁、牧業", "a"),
        (SECTION, "礦業", "b"),
        (TIMELINE, "3個月內", "m3"),
        (TIMELINE, "三", "unknown"),
        (TIMELINE, "第三個", "m6"),
        (TIMELINE, "3", "m6"),
        (TIMELINE, "within 3 months", "m3"),
        (BUDGET, "51-100萬元", "to_1m"),
        (BUDGET, "51–100 萬元", "to_1m"),
        (BUDGET, "50萬元以下", "up_to_500k"),
        (BUDGET, "沒有", "none"),
    ],
)
def test_names_with_numbers_in_them(asked: object, text: str, option: str) -> None:
    """A label that holds numbers is not mistaken for an option's number."""
    outcome = read(asked, text)  # type: ignore[arg-type]
    assert outcome in (Accepted(option), Rejected(option))


def test_an_ambiguous_part_lists_what_it_may_mean() -> None:
    ""
    "One character is too little to guess from; a number and a name that disagree may each be meant."
    ""
    assert rejected(COUNTRY, "印") == "unknown"
    clash = read(COUNTRY, "3. 日本")
    assert clash == Rejected("ambiguous", {"part": "3. 日本", "options": "泰國、日本"})
    twins = question(Kind.SINGLE_CHOICE, "m1", "m3", "m6")
    assert read(twins, "個月內") == Rejected(
        "ambiguous", {"part": "個月內", "options": "1 個月內、3 個月內、6 個月內"}
    )


@pytest.mark.parametrize("text", ["0", "14", "99", "第一百個", "999999999"])
def test_numbers_beyond_the_list(text: str) -> None:
    """The refusal tells how many options there are."""
    outcome = read(COUNTRY, text)
    assert isinstance(outcome, Rejected)
    assert outcome.code in {"out_of_range", "unknown"}
    if outcome.code == "out_of_range":
        assert outcome.facts["max"] == "13"


@pytest.mark.parametrize("text", ["", "？", "火星", "不知道", "國"])
def test_what_is_no_option(text: str) -> None:
    """Anything else is refused."""
    assert rejected(COUNTRY, text) == "unknown"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("其他：手工皂", "手工皂"),
        ("其他:手工皂", "手工皂"),
        ("其他 手工皂", "手工皂"),
        ("其他（手工皂）", "手工皂"),
        ("其他-手工皂", "手工皂"),
        ("其他手工皂", "手工皂"),
        ("其它：手工皂", "手工皂"),
        ("other: soap", "soap"),
        ("Other soap, candles", "soap, candles"),
        ("13：手工皂", "手工皂"),
        ("13 手工皂", "手工皂"),
        ("13. 其他：手工皂", "手工皂"),
        ("其他：ＡＢＣ 豈", "ＡＢＣ 豈"),
    ],
)
def test_words_beside_an_option(text: str, words: str) -> None:
    """What is meant by 其他 may follow at once, as typed."""
    assert read(COUNTRY, text) == Accepted("other", {"other": words})


@pytest.mark.parametrize("text", ["其他", "13", "other", "其他（請說明）", "其他：", "13. 其他（請說明）"])
def test_an_option_without_its_words_is_incomplete(text: str) -> None:
    """The words are still to be asked for."""
    assert read(COUNTRY, text) == Incomplete("other", "other")


def test_too_many_words_are_refused() -> None:
    """The words fit the printed form."""
    too_many = Rejected("too_long", {"max": "60", "length": "61"})
    assert read(COUNTRY, "其他：" + "字" * 61) == read(MARKETS, "日本、其他：" + "字" * 61) == too_many


@pytest.mark.parametrize("option", [*MARKET_IDS, "other"])
def test_reads_what_it_shows(option: str) -> None:
    """Labels and words shown can be sent back, in both languages."""
    texts = {"other": "手工皂"} if option == "other" else {}
    for names in (ZH, EN):
        assert read(COUNTRY, show(COUNTRY, option, texts, names)) == Accepted(option, texts)
    assert show(COUNTRY, "other", {"other": "手工皂"}, ZH) == "其他：手工皂"
    assert show(COUNTRY, "other", {"other": "soap"}, EN) == "Other: soap"


YES = [
    "是",
    "是，我同意",
    "有，去年申請過",
    "我同意",
    "是的",
    "有",
    "對",
    "好",
    "同意",
    "yes",
    "YES",
    "y",
    "ok",
    "1",
    "１",
    "是。",
]
NO = ["否", "沒有，謝謝", "我不同意", "沒有", "無", "不是", "不同意", "no", "No", "n", "2", "第二個"]


@pytest.mark.parametrize("asked", [YES_NO, DECLARATION])
@pytest.mark.parametrize(("texts", "option"), [(YES, "yes"), (NO, "no")])
def test_yes_and_no(asked: object, texts: list[str], option: str) -> None:
    """Yes and no as people say them, whether or not the question lists options."""
    assert [value(asked, text) for text in texts] == [option] * len(texts)  # type: ignore[arg-type]


def test_neither_yes_nor_no() -> None:
    """Everything else is refused; yes and no show as their labels."""
    assert [rejected(YES_NO, text) for text in ("也許", "", "是否", "3")] == ["unknown"] * 3 + [
        "out_of_range"
    ]
    assert both(YES_NO, "yes") == ("是", "Yes")
