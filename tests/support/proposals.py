"""Proposals of so many companies as they are sent in: every answer at its longest, every table as long as it may be."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from flows.definitions.questionnaire import Kind, Question, Questionnaire
from flows.scheme.definition import Definition
from flows.schemes.alliance.book.contents import ProposalRevision, contents
from flows.schemes.alliance.lists import (
    BONUS,
    CHANNELS,
    EVENTS,
    EVIDENCE,
    KINDS,
    MEASURED,
    MOST_PROSE,
    PROSE,
    TOOLS,
)
from flows.schemes.alliance.schedule import MONTHS
from flows.schemes.alliance.schedule_templates import TEMPLATES, Template
from flows.schemes.alliance.stored import schedule_json
from tests.support.alliances import LEADER, MEMBER, definition

WORDS = "以共同品牌進軍海外市場，並以數位工具串接線上與線下的銷售、"
AT = "2024-03-01T10:00:00+08:00"
ROWS: Mapping[str, int] = {EVENTS: 6, TOOLS: 6, CHANNELS: 4, BONUS: 3}
"""Rows of each indicator."""


def text(length: int) -> str:
    """So many characters."""
    return (WORDS * (length // len(WORDS) + 1))[:length]


def _wordiest(asked: Question) -> list[str]:
    wordy = sorted(asked.options, key=lambda option: not option.free_text)
    return [option.id for option in wordy if option.id != "none"][: asked.limits.max_items]


def _row(asked: Question) -> dict[str, Any]:
    return {column.id: 113 if column.year else text(column.max_length) for column in asked.columns}


LONGEST: Mapping[Kind, Callable[[Question], Any]] = {
    Kind.UBN: lambda asked: "04595257",
    Kind.DATE: lambda asked: "1985-12-28",
    Kind.NUMBER: lambda asked: min(asked.limits.maximum, 99_999),
    Kind.AMOUNT: lambda asked: asked.limits.maximum,
    Kind.ADDRESS: lambda asked: "10461" + text(95),
    Kind.URL: lambda asked: ("https://" + "abcdefgh-" * 30)[: asked.limits.max_length],
    Kind.PHONE: lambda asked: "(02)2553-3988 #60612345",
    Kind.EMAIL: lambda asked: ("long.local-part" * 4 + "@" + "example." * 30 + "tw")[: asked.limits.max_length],
    Kind.SINGLE_CHOICE: lambda asked: asked.options[0].id,
    Kind.BOOLEAN: lambda asked: asked.options[0].id,
    Kind.MULTI_CHOICE: _wordiest,
    Kind.MATRIX: lambda asked: dict.fromkeys(asked.rows, asked.limits.maximum),
    Kind.TABLE: lambda asked: [_row(asked)] * asked.limits.max_items,
    Kind.TEXT: lambda asked: text(asked.limits.max_length),
    Kind.LONG_TEXT: lambda asked: text(asked.limits.max_length),
}  # fmt: skip
"""The longest answer each kind of question takes."""


def answers(questionnaire: Questionnaire, **own: Any) -> dict[str, Any]:
    """The longest answer to every question, with words beside every option that wants some."""
    given = {each.id: LONGEST[each.kind](each) for each in questionnaire.questions}
    beside = {
        f"{each.id}.{option.id}": text(60)
        for each in questionnaire.questions
        for option in each.options
        if option.free_text
    }
    exporting = {"export_status": "regular", "gov_support_3y": "yes", "gov_support_by_leader": "yes"}
    return {**given, **beside, **exporting, **own}


def company(number: int, *, brief: bool = False) -> dict[str, Any]:
    """A member that has released its form; a brief one has left empty what may be, and exports nothing."""
    name, questionnaire = f"第{number}號國際創新行銷股份有限公司", definition(MEMBER).edition.questionnaire
    base = 0 if brief else 1_000_000 * number + number
    figures = {"base": base, "target": base + 234_567 * number, "source": "cpa", "verdict": "eligible"}
    form = answers(questionnaire, company_name=name, ubn=f"{number:08d}")
    if brief:
        form = {
            "company_name": name, "ubn": f"{number:08d}", "export_status": "none", "website": "無",
            "responsible_person": "陳怡宏", "gov_support_3y": "no", "member_role": ["product"],
        }  # fmt: skip
    return {
        "ubn": f"{number:08d}", "company": name, "leader": number == 1, "confirmed": True, "live": True,
        "figures": figures, "form": form,
    }  # fmt: skip


def rows(indicator: str, most: int) -> list[dict[str, Any]]:
    """Rows of an indicator with the longest names they take."""
    kinds = KINDS[indicator]
    made = []
    for place in range(most):
        kind = kinds[place % len(kinds)]
        proof = [EVIDENCE[indicator][kind]]
        measure = {
            "name": text(12), "unit": "人次", "before": place, "whole": 1_234_567 + place, "first": 234_567,
            "second": 1_000_000 + place, "evidence": proof,
        }  # fmt: skip
        made.append(
            {
                "kind": kind,
                "month": MONTHS[place % len(MONTHS)],
                "name": f"{place + 1}{text(19)}",
                "evidence": proof,
            }
            | ({"indicator": measure} if indicator in MEASURED else {})
        )
    return made


def revision(companies: int, **changed: Any) -> ProposalRevision:
    """A proposal in which everything is as long as it may be; the last of its companies is brief."""
    entries = {
        "schedule": schedule_json(TEMPLATES[Template.EVENT]),
        "kpi.overseas": 3_000_000,
        **{f"kpi.{each}": rows(each, most) for each, most in ROWS.items()},
        **{f"prose.{each}": "\n".join([text(MOST_PROSE // 3 - 1)] * 3) for each in PROSE},
        **changed,
    }
    numbers = range(1, companies + 1)
    members = [company(number, brief=number == companies) for number in numbers]
    leader = answers(
        definition(LEADER).edition.questionnaire, alliance_name="智慧餐旅新南向行", prose_mode="typed",
        industry_focus="food_travel", target_market="th",
    )  # fmt: skip
    return ProposalRevision("113-A007", 2, AT, leader, entries, members)


@cache
def told(companies: int) -> Mapping[str, Any]:
    """What the book says of it."""
    leading: Definition = definition(LEADER)
    return contents(leading, revision(companies))
