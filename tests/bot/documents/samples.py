"""Sample forms for the document tests: whole `PrintedForm`s built from literal answers."""

import json
from dataclasses import replace
from typing import Any

from flows.document.model import (
    PrintedCriterion,
    PrintedForm,
    PrintedOption,
    PrintedQuestion,
    PrintedRow,
    PrintedSigning,
    PrintedState,
    PrintedStep,
    PrintedVerdict,
    Source,
)
from tests.bot.documents.printed_answers import (
    CONSENT,
    DECLARATION,
    EXPORTER,
    HIDDEN_FOR_NON_EXPORTER,
    HOSTILE,
    LARGEST_AMOUNT,
    NOTICE,
    PROGRAMME,
    Answers,
)
from tests.support.paths import FIXTURES

QUESTIONS = FIXTURES / "printed_questions.json"


def _question(definition: dict[str, Any], answer: Any, *, applies: bool) -> PrintedQuestion:
    ticks: dict[str, str] = {}
    for item in answer if isinstance(answer, list) else []:
        ticks |= item if isinstance(item, dict) else {item: ""}
    ranked = definition["id"] in {"pain_points", "target_markets"}
    order = list(ticks)
    return PrintedQuestion(
        id=definition["id"],
        number=definition["number"],
        label=definition["label"],
        applies=applies,
        text=answer if isinstance(answer, str) else "",
        options=tuple(
            PrintedOption(
                **option,
                ticked=option["id"] in ticks,
                rank=order.index(option["id"]) + 1 if ranked and option["id"] in ticks else 0,
                text=ticks.get(option["id"], ""),
            )
            for option in definition.get("options", ())
        ),
        rows=tuple(_row(row, definition, answer) for row in definition.get("rows", ())),
        scale=tuple(PrintedStep(**step) for step in definition.get("scale", ())),
        columns=tuple(definition.get("columns", ())),
        table=answer if isinstance(answer, tuple) else (),
        source=Source.REGISTER if definition["id"] == "company_name" and answer else Source.APPLICANT,
    )


def _row(row: dict[str, str], definition: dict[str, Any], answer: Any) -> PrintedRow:
    value = answer.get(row["id"], "") if isinstance(answer, dict) else ""
    return PrintedRow(**row, **({"score": value} if "scale" in definition else {"text": value}))


def build(
    answers: Answers,
    *,
    hidden: tuple[str, ...] = (),
    case_number: str = "113-0042",
    state: PrintedState = PrintedState.ELIGIBLE,
) -> PrintedForm:
    """The form of these answers; ids in `hidden` do not apply."""
    definitions = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    signed = case_number != ""
    return PrintedForm(
        title="113年度中小企業數位創新國際行銷能量診斷問卷暨申請書",
        case_number=case_number,
        programme=PROGRAMME,
        questions={
            item["id"]: _question(item, answers.get(item["id"], ""), applies=item["id"] not in hidden)
            for item in definitions
        },
        verdict=PrintedVerdict(
            state=state,
            criteria=tuple(
                PrintedCriterion(state is PrintedState.ELIGIBLE, str(answers.get(question, "")))
                for question in ("paid_in_capital", "employee_count")
            ),
        ),
        signing=PrintedSigning(
            declaration=DECLARATION,
            declared=signed,
            notice=NOTICE,
            consent=CONSENT,
            consented=signed,
            consented_on="113 年 5 月 20 日" if signed else "",
            signatory_name=str(answers.get("responsible_person", "")),
            signatory_title="總經理" if signed else "",
        ),
        register_asked_on="民國 113 年 5 月 20 日" if answers else "",
        digest="0123456789ab" if signed else "",
    )


def exporter() -> PrintedForm:
    """A company that exports, sells under its own brand and had government support."""
    return build(EXPORTER, hidden=("industry_section",))


def non_exporter() -> PrintedForm:
    """A company that has never exported: whole questions do not apply."""
    answers = {key: value for key, value in EXPORTER.items() if key not in HIDDEN_FOR_NON_EXPORTER}
    answers |= {
        "export_status": ["planning"],
        "industry_focus": ["other"],
        "industry_section": ["c"],
        "gov_support_3y": ["no"],
        "brand_types": ["oem"],
        "ecommerce_status": ["none"],
        "website": "無",
        "overseas_activities": ["none"],
        "tools_in_use": ["none"],
        "social_channels": ["none"],
        "target_markets": ["undecided"],
    }
    return build(answers, hidden=HIDDEN_FOR_NON_EXPORTER, state=PrintedState.NEEDS_STAFF)


def draft() -> PrintedForm:
    """Nothing answered yet and no case number."""
    return build({}, case_number="", state=PrintedState.OPEN)


def maximal() -> PrintedForm:
    """Every text at the longest the questionnaire permits, every option ticked."""
    answers: Answers = dict(EXPORTER)
    answers |= {
        "company_name": "永" * 60,
        "responsible_person": "王" * 50,
        "paid_in_capital": LARGEST_AMOUNT,
        "employee_count": "99,999.5",
        "annual_revenue": LARGEST_AMOUNT,
        "registered_address": "址" * 100,
        "mailing_address": "訊" * 100,
        "main_products": "產" * 200,
        "website": ("https://" + "abcdefgh-" * 22)[:200],
        "contact_name": "聯" * 50,
        "contact_title": "職" * 50,
        "contact_phone": "+886-2-25533988 #60612345",
        "contact_email": ("long.local-part" * 4 + "@" + "example-subdomain." * 11 + "tw")[:254],
        "gov_support_details": tuple((str(110 + i), "機" * 60, "計" * 60) for i in range(5)),
        "export_revenue_2y": {"y1": LARGEST_AMOUNT, "y2": LARGEST_AMOUNT},
        "export_share": "99.9%",
        "brand_names": "牌" * 100,
        "pain_detail": "痛" * 300,
    }
    for definition in json.loads(QUESTIONS.read_text(encoding="utf-8")):
        if "options" in definition:
            answers[definition["id"]] = [
                {option["id"]: "他" * 60} if option.get("free_text") else option["id"]
                for option in definition["options"]
            ]
    form = build(answers)
    return replace(form, signing=replace(form.signing, signatory_name="署" * 50, signatory_title="銜" * 50))


def hostile() -> PrintedForm:
    """Markup of several languages, and characters that are invisible or turn the line around."""
    form = build(
        EXPORTER | {"gov_support_details": (("111", HOSTILE[:60], HOSTILE[:60]),), "brand_names": HOSTILE}
    )
    texts = {
        "main_products": HOSTILE,
        "company_name": HOSTILE[:60],
        "contact_name": "王\u202e小\u200b明\ufeff\x07",
    }
    texts |= {
        "pain_detail": "第一行\r\n第二行\u2028第三行\t完",
        "responsible_person": "陳\U0002137c\U0001f600",
    }
    changed = {key: replace(form.questions[key], text=text) for key, text in texts.items()}
    return replace(form, questions={**form.questions, **changed})


def endless() -> PrintedForm:
    """An answer far beyond what its cell holds."""
    return build(EXPORTER | {"pain_detail": "".join(f"第{number}項困難，" for number in range(1, 300))})
