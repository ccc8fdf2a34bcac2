"""What a strict parser refuses is looked at again: asked about with candidates, or refused saying what was seen."""

import pytest

from flows.answers import parse
from flows.answers.base import Accepted, Doubtful, Outcome, Reading, Rejected
from flows.answers.second_look import look_again
from flows.definitions.questionnaire import Kind
from tests.support.programmes import NOW, edition

EDITION = edition()
BY_ID = EDITION.questionnaire.by_id
CHOICES = [
    question
    for question in EDITION.questionnaire.questions
    if question.kind in (Kind.SINGLE_CHOICE, Kind.MULTI_CHOICE, Kind.RANKING) and question.asked
]


def read(question: str, text: str) -> Outcome:
    """What a typed text comes to, the second look included."""
    names = EDITION.names["zh-TW"][question]
    together, synonyms = EDITION.together[question], EDITION.synonyms[question]
    reading = Reading(NOW.date(), names, together=together, synonyms=synonyms)
    outcome = parse(BY_ID[question], text, reading)
    return look_again(BY_ID[question], text, reading, outcome) if isinstance(outcome, Rejected) else outcome


def values(outcome: Outcome) -> list[object]:
    """Everything an outcome may become an answer."""
    match outcome:
        case Accepted(value=value):
            return [value]
        case Doubtful(candidates=candidates):
            return list(candidates)
        case _:
            return []


@pytest.mark.parametrize(
    ("question", "text", "candidates"),
    [
        ("interview_mode", "希望用線上視訊的方式談", ["online"]),
        ("marketing_team", "由我們行銷公司負責", ["outsourced"]),
        ("export_markets", "我們以越南為主", [["vn"]]),
        ("export_markets", "客人都在日本跟美國那邊", [["jp", "us"]]),
        ("export_markets", "紐澳", [["au", "nz"]]),
        ("target_markets", "日韓泰", [["jp", "kr", "th"]]),
        ("export_markets", "烏克蘭", [["other"]]),
        ("export_markets", "日本、烏克蘭", [["jp", "other"]]),
        ("export_status", "目前沒有", ["none", "planning"]),
        ("start_timeline", "6", ["m6"]),
        ("start_timeline", "三", ["m6", "m3"]),
        ("annual_revenue", "開銷很多，營收大概剩800萬", [8_000_000]),
        ("annual_revenue", "每個月大約30萬", [3_600_000, 300_000]),
        ("paid_in_capital", "至少 500 萬以上", [5_000_000]),
        ("employee_count", "剩八個人在做", [8]),
        ("export_share", "大概三分之一吧", [33.3]),
        ("established_date", "很久囉，是民國70年1月1日的事", ["1981-01-01"]),
        ("declare_sme_truth", "已經看過了", []),
        ("declare_sme_truth", "沒問題", ["yes"]),
    ],
)
def test_what_may_be_meant_is_asked(question: str, text: str, candidates: list[object]) -> None:
    outcome = read(question, text)
    assert not isinstance(outcome, Accepted)
    assert values(outcome) == candidates


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ("export_markets", "除了日本以外", "negated"),
        ("export_markets", "不要中國", "negated"),
        ("export_markets", "日本除外其他都有", "negated"),
        ("export_markets", "日本之外都有", "negated"),
        ("export_markets", "everywhere except Japan", "negated"),
        ("registration_type", "不是獨資啦", "negated"),
        ("industry_focus", "賣雨傘", "unknown_else"),
        ("target_markets", "東南亞", "region"),
        ("export_markets", "越南、歐洲、另外幾個正在談的地方", "partly"),
        ("paid_in_capital", "沒有", "nothing"),
        ("website", "粉專：大發小舖", "account"),
        ("export_share", "內銷外銷 3:7", "not_a_number"),
        ("established_date", "昭和59年6月1日", "unreadable"),
    ],
)
def test_a_refusal_says_what_was_seen(question: str, text: str, code: str) -> None:
    outcome = read(question, text)
    assert isinstance(outcome, Rejected)
    assert outcome.code == code


@pytest.mark.parametrize(
    "around", ["{}喔", "{}啦", "{}耶！", "{}，謝謝", "是{}", "應該是{}", "我們主要是{}喔"]
)
def test_what_is_said_around_an_option_changes_nothing(around: str) -> None:
    """What the name gives, or a doubt that offers it, or at least no other option."""
    found = 0
    for question in CHOICES:
        for option, names in EDITION.names["zh-TW"][question.id].items():
            outcome = read(question.id, around.format(names[0]))
            meant = {option, str([option])}
            assert {str(value) for value in values(outcome)} <= meant or isinstance(outcome, Doubtful)
            found += bool({str(value) for value in values(outcome)} & meant)
    assert found > 150


@pytest.mark.parametrize("denied", ["沒有{}", "沒{}", "不要{}", "不是{}", "不做{}", "除了{}", "{}不要"])
def test_a_negated_option_is_never_offered(denied: str) -> None:
    for question in CHOICES:
        for option, names in EDITION.names["zh-TW"][question.id].items():
            if (definition := question.option(option)) and definition.free_text:
                continue
            outcome = read(question.id, denied.format(names[0]))
            assert not isinstance(outcome, Accepted) or option not in str(outcome.value), (
                question.id,
                names[0],
            )


def test_a_synonym_added_later_is_understood_as_a_whole_only() -> None:
    assert values(read("interview_mode", "面對面")) == ["onsite"]
    assert values(read("interview_mode", "面對")) == []
    assert values(read("tools_wanted", "決定")) == []
