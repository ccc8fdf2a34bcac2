"""What a colleague types into the form of a page is read as the chat reads answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from flows.screens.contribution.form import ReadForm, UnderstoodAnswer, questions_of, read
from flows.session.answers import Answer
from flows.session.state import Session
from tests.support.programmes import definition

EDITION = definition().edition
ALL = tuple(EDITION.questionnaire.questions)


def form(**fields: Any) -> ReadForm:
    sent = {name: [value] if isinstance(value, str) else value for name, value in fields.items()}
    return read(EDITION, ALL, "zh-TW", sent, date(2024, 6, 20))


@pytest.mark.parametrize(
    ("fields", "question", "value"),
    [
        ({"annual_revenue": "3,200萬"}, "annual_revenue", 32_000_000),
        ({"export_share": "２５%"}, "export_share", 25),
        (
            {"main_products": " 保養品、面膜，外銷為主的自有品牌 "},
            "main_products",
            "保養品、面膜，外銷為主的自有品牌",
        ),
        (
            {"export_revenue_2y.y1": "800萬", "export_revenue_2y.y2": "650萬"},
            "export_revenue_2y",
            {"y1": 8_000_000, "y2": 6_500_000},
        ),
    ],
)
def test_texts_are_understood_as_typed(fields: dict[str, str], question: str, value: Any) -> None:
    assert form(**fields) == ReadForm({question: UnderstoodAnswer(value)})


@pytest.mark.parametrize(
    ("fields", "question", "code"),
    [
        ({"export_revenue_2y.y1": "800萬"}, "export_revenue_2y", "row_missing"),
        ({"export_share": "很多"}, "export_share", None),
        ({"annual_revenue": "很多"}, "annual_revenue", "not_an_amount"),
        ({"contact_email": "誰知道"}, "contact_email", None),
        ({"export_markets": ["other"]}, "export_markets", "words_missing"),
        (
            {"export_markets": ["other"], "export_markets.other": "火" * 61},
            "export_markets",
            "words_too_long",
        ),
    ],
)
def test_what_is_not_clear_is_said(fields: dict[str, Any], question: str, code: str | None) -> None:
    found = form(**fields)
    assert code in (None, found.problems[question].code)
    assert found.answers == {}


def test_a_doubtful_text_waits_until_one_reading_is_chosen() -> None:
    doubtful = form(annual_revenue="3200")
    assert "annual_revenue" in doubtful.problems
    assert len(doubtful.problems["annual_revenue"].candidates) == 2
    chosen = form(**{"annual_revenue": "3200", "annual_revenue?": "1"})
    assert chosen.answers["annual_revenue"].value == doubtful.problems["annual_revenue"].candidates[1]


def test_a_doubt_in_one_row_is_settled_for_that_row() -> None:
    rows = {"export_revenue_2y.y1": "3200", "export_revenue_2y.y2": "300萬"}
    problem = form(**rows).problems["export_revenue_2y"]
    assert problem.choice == "export_revenue_2y.y1?"
    assert form(**rows, **{problem.choice: "1"}).answers["export_revenue_2y"].value == {
        "y1": 32_000_000,
        "y2": 3_000_000,
    }
    assert form(**rows, **{"export_revenue_2y?": "1"}).problems


def test_options_that_are_none_and_empty_fields_say_nothing() -> None:
    found = form(export_markets=["<script>", "nowhere"], main_products="  ", export_status="also nothing")
    assert found == ReadForm()


def test_a_page_asks_what_applies_and_nothing_that_decides_who_may_apply() -> None:
    empty = Session("113.1", "zh-TW")
    asked: Mapping[int, set[str]] = {
        page: {each.id for each in questions_of(EDITION, empty, page)} for page in (1, 2, 3)
    }
    assert (
        not {"ubn", "registration_type", "paid_in_capital", "declare_sme_truth", "signatory_name"} & asked[1]
    )
    assert "export_share" in asked[2], "decided on by a question of the same page"
    everywhere = set().union(*asked.values())
    other = [each for each in ALL if each.when and each.id in everywhere]
    assert other
    answered = Session("113.1", "zh-TW", answers={"ubn": Answer("90800708")})
    assert questions_of(EDITION, answered, 3) == questions_of(EDITION, empty, 3)
