"""Questions and names the parser tests share: short, but with every trap the real lists hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.answers import parse, show
from flows.answers.base import Accepted, Doubtful, Outcome, Reading, Rejected, Value
from flows.definitions.questionnaire import Cell, Column, Kind, Limits, Option, Question

TODAY = date(2024, 5, 20)

NAMES: Mapping[str, Sequence[str]] = {
    "sg": ("新加坡", "Singapore", "星加坡"),
    "my": ("馬來西亞", "Malaysia", "大馬"),
    "th": ("泰國", "Thailand"),
    "id": ("印尼", "Indonesia", "印度尼西亞"),
    "vn": ("越南", "Vietnam"),
    "in": ("印度", "India"),
    "jp": ("日本", "Japan"),
    "kr": ("韓國", "South Korea", "南韓"),
    "au": ("澳洲", "Australia"),
    "cn": ("中國大陸", "Mainland China", "中國"),
    "us": ("美國", "United States", "USA"),
    "eu": ("歐盟國家", "EU countries"),
    "undecided": ("尚未確定，希望顧問建議", "Undecided, want advice", "未定"),
    "direct": ("品牌直接出口", "Direct export"),
    "distributor": ("海外進口商／代理商／經銷商", "Overseas importer / agent / distributor"),
    "exhibition": ("展會／快閃", "Exhibitions / pop-ups"),
    "livestream": ("直播帶貨或代操商品", "Livestream or outsourced selling"),
    "service": ("純服務，無商品品牌", "Service only"),
    "local": ("臺灣品牌建構與形象", "Taiwan brand"),
    "none": ("皆無", "None", "沒有"),
    "other": ("其他（請說明）", "Other (please specify)", "其它"),
    "a": ("A 農、林、漁、牧業", "A Agriculture, forestry, fishing and animal husbandry"),
    "b": ("B 礦業及土石採取業", "B Mining and quarrying"),
    "c": ("C 製造業", "C Manufacturing"),
    "up_to_500k": ("50 萬元以下", "Up to NT$500k"),
    "to_1m": ("51–100 萬元", "NT$510k–1m"),
    "m1": ("1 個月內", "Within 1 month"),
    "m3": ("3 個月內", "Within 3 months"),
    "m6": ("6 個月內", "Within 6 months"),
    "yes": ("是", "Yes"),
    "no": ("否", "No"),
    "1": ("尚未開始", "Not started"),
    "2": ("規劃或試辦中", "Planning or piloting"),
    "3": ("部分執行", "Partly done"),
    "4": ("定期執行", "Done regularly"),
    "5": ("數據管理並持續優化", "Measured and optimised"),
}

READING = Reading(today=TODAY, names=NAMES)

EXCLUSIVE = frozenset({"none", "undecided"})


@dataclass(frozen=True)
class Words:
    """Labels in one language."""

    language: str = "zh-TW"

    def option(self, question: str, option: str) -> str:
        """An option's label."""
        return NAMES[option][0 if self.language == "zh-TW" else 1]

    def row(self, question: str, row: str) -> str:
        """A matrix row's label."""
        return f"第 {row} 列"

    def step(self, question: str, step: str) -> str:
        """A step's label."""
        return self.option(question, step)


ZH, EN = Words(), Words("en")


def question(kind: Kind, *ids: str, limits: Limits | None = None, **more: Any) -> Question:
    """A question of that kind with those options."""
    options = tuple(Option(name, exclusive=name in EXCLUSIVE, free_text=name == "other") for name in ids)
    return Question(id="q", kind=kind, page=1, number=1, options=options, limits=limits or Limits(), **more)


TEXT = question(Kind.TEXT, limits=Limits(min_length=2, max_length=10))
LONG_TEXT = question(Kind.LONG_TEXT, limits=Limits(min_length=2, max_length=200))
UBN = question(Kind.UBN)
DATE = question(Kind.DATE)
NUMBER = question(Kind.NUMBER, limits=Limits(maximum=100_000, decimals=2))
WHOLE = question(Kind.NUMBER, limits=Limits(minimum=1, maximum=500))
PERCENT = question(Kind.PERCENT, limits=Limits(decimals=1))
CAPITAL = question(Kind.AMOUNT, limits=Limits(minimum=1, maximum=10**12))
REVENUE = question(Kind.AMOUNT, confirm_zero=True)
ADDRESS = question(Kind.ADDRESS)
URL = question(Kind.URL, allows_none=True)
PHONE = question(Kind.PHONE)
EMAIL = question(Kind.EMAIL)
MARKET_IDS = ("sg", "my", "th", "id", "vn", "in", "jp", "kr", "au", "cn", "us", "eu")
COUNTRY = question(Kind.SINGLE_CHOICE, *MARKET_IDS, "other")
SECTION = question(Kind.SINGLE_CHOICE, "a", "b", "c")
TIMELINE = question(Kind.SINGLE_CHOICE, "m1", "m3", "m6")
BUDGET = question(Kind.SINGLE_CHOICE, "none", "up_to_500k", "to_1m")
YES_NO = question(Kind.BOOLEAN, "yes", "no")
DECLARATION = question(Kind.BOOLEAN)
MARKETS = question(Kind.MULTI_CHOICE, *MARKET_IDS, "other", limits=Limits(max_items=5))
MODES = question(
    Kind.MULTI_CHOICE,
    "direct",
    "distributor",
    "exhibition",
    "livestream",
    "service",
    "local",
    "none",
    "other",
)
TARGETS = question(Kind.RANKING, *MARKET_IDS, "undecided", limits=Limits(max_items=3))
SCALE = question(Kind.MATRIX, rows=tuple("ABCDEFGH"), cell=Cell.SCALE, scale=("1", "2", "3", "4", "5"))
REVENUES = question(Kind.MATRIX, rows=("y1", "y2"), cell=Cell.AMOUNT)
SUPPORT = question(
    Kind.TABLE,
    columns=(Column("year", year=True), Column("agency", max_length=20), Column("programme")),
    limits=Limits(max_items=3),
)

ALL = (
    TEXT, LONG_TEXT, UBN, DATE, NUMBER, WHOLE, PERCENT, CAPITAL, REVENUE, ADDRESS, URL, PHONE, EMAIL, COUNTRY,
    SECTION, TIMELINE, BUDGET, YES_NO, DECLARATION, MARKETS, MODES, TARGETS, SCALE, REVENUES, SUPPORT,
)  # fmt: skip
"""One question or more of every kind."""


def read(asked: Question, text: str) -> Outcome:
    """What the text answers."""
    return parse(asked, text, READING)


def value(asked: Question, text: str) -> Value:
    """The value accepted; anything else fails the test with the outcome in its message."""
    outcome = read(asked, text)
    assert isinstance(outcome, Accepted), outcome
    return outcome.value


def rejected(asked: Question, text: str) -> str:
    """The code of the refusal."""
    outcome = read(asked, text)
    assert isinstance(outcome, Rejected), outcome
    return outcome.code


def doubt(asked: Question, text: str) -> tuple[str, tuple[Value, ...]]:
    """The code of the doubt and its readings."""
    outcome = read(asked, text)
    assert isinstance(outcome, Doubtful), outcome
    return outcome.code, outcome.candidates


ASKED, REFUSED, KEPT = "asked", "refused", "kept"


def said(outcome: Outcome) -> tuple[str, object]:
    """What came of a text, in a word, with the value, the readings or the code."""
    match outcome:
        case Accepted(value=kept):
            return KEPT, kept
        case Doubtful(candidates=candidates):
            return ASKED, candidates
        case Rejected(code=code):
            return REFUSED, code
        case _:
            raise AssertionError(outcome)


def both(asked: Question, stored: Value) -> tuple[str, str]:
    """How a value is shown in Chinese and in English."""
    return show(asked, stored, {}, ZH), show(asked, stored, {}, EN)
