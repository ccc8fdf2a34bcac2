"""Sample forms for the document tests: whole `PrintedForm`s built from literal answers."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from flows.printed import (
    PrintedForm,
    PrintedOption,
    PrintedProgramme,
    PrintedQuestion,
    PrintedRow,
    PrintedSigning,
    PrintedStep,
    PrintedVerdict,
    Source,
    Standing,
)

QUESTIONS = Path(__file__).parent.parent / "fixtures" / "printed_questions.json"
PROGRAMME = PrintedProgramme(
    year=113,
    name="中小企業數位創新國際行銷計畫",
    host="經濟部中小及新創企業署",
    executor="中華民國資訊軟體協會",
    contact_name="翁小姐",
    contact_phone="(02)25533988 #606",
    email="diagnosis@example.org",
)
DECLARATION = (
    "本企業為依法辦理公司或商業登記，且符合「中小企業認定標準」之中小企業；"
    "所填資料均屬實，並同意本問卷等同申請表。"
)
NOTICE = (
    "依個人資料保護法第 8 條告知：一、機關：經濟部中小及新創企業署，委託中華民國資訊軟體協會執行。"
    "二、目的：中小企業及其他產業之輔導（○○八）。三、類別：辨識個人者（C○○一）、職業（C○三八）、"
    "現行之受僱情形（C○六一）、簽章影像及通訊軟體帳號識別碼。四、期間：原蒐集目的之存續期間；"
    "地區：中華民國領域，惟通訊軟體及雲端主機可能位於境外；對象：主辦單位、執行單位及媒合之顧問；方式：電子及紙本。"
    "五、權利：得向執行單位請求查詢、閱覽、製給複製本、補充、更正、停止蒐集、處理、利用或刪除。"
    "六、不提供者，將無法受理申請或提供診斷服務。"
)
CONSENT = "本人已充分知悉個人資料蒐集告知事項，並同意本計畫於特定目的範圍內蒐集、處理及利用。"

Answers = dict[str, Any]

EXPORTER: Answers = {
    "ubn": "12345675",
    "company_name": "晨曦國際美學科技股份有限公司",
    "registration_type": ["company"],
    "responsible_person": "林志明",
    "established_date": "民國 98 年 5 月 12 日",
    "paid_in_capital": "25,000,000 元",
    "employee_count": "38 人",
    "annual_revenue": "86,400,000 元",
    "registered_address": "104097 臺北市中山區長安東路二段99號8樓",
    "mailing_address": "同登記地址",
    "industry_focus": ["beauty"],
    "main_products": "天然植萃臉部保養品（精華液、面膜）、敏感肌清潔用品，以及沙龍通路專用之客製化配方。",
    "website": "https://www.chenxi-beauty.example.tw",
    "contact_name": "陳怡君",
    "contact_title": "國際行銷部／經理",
    "contact_phone": "(02)25533988 #606",
    "contact_email": "yichun.chen@chenxi-beauty.example.tw",
    "gov_support_3y": ["yes"],
    "gov_support_details": (
        ("111", "經濟部國際貿易局", "補助業界開發國際市場計畫"),
        ("112", "經濟部中小及新創企業署", "中小企業跨域創新生態圈數位轉型計畫"),
    ),
    "export_status": ["regular"],
    "export_revenue_2y": {"y1": "21,600,000 元", "y2": "15,200,000 元"},
    "export_share": "25 %",
    "export_markets": ["sg", "my", "vn", "jp", "hk"],
    "export_mode": ["direct", "distributor", "cross_border_ec"],
    "business_models": ["b2b", "b2c"],
    "brand_types": ["own_brand", "odm"],
    "brand_names": "晨曦 CHENXI、Dawn Lab",
    "overseas_channels": ["marketplace", "distributor", {"other": "機場免稅店寄售"}],
    "distributor_status": ["negotiating"],
    "overseas_activities": ["trade_fair", "kol_live"],
    "target_markets": ["vn", "id", "jp"],
    "digital_capability": {
        "customer_profile": "3",
        "demand_info": "2",
        "market_intel": "2",
        "promotion": "3",
        "online_sales": "4",
        "pre_sales": "2",
        "after_sales": "3",
        "new_channel": "1",
    },
    "tools_in_use": ["search_ads", "social_ads", "kol_koc", "web_analytics"],
    "ecommerce_status": ["overseas"],
    "ecommerce_platforms": ["own_site", "shopee", "amazon"],
    "social_channels": ["facebook", "instagram", "line", "tiktok"],
    "marketing_team": ["one_person"],
    "marketing_budget": ["from_500k_to_1m"],
    "pain_points": ["content_language", "ad_performance", "find_buyers"],
    "pain_detail": "想以數位廣告打入越南市場，但不清楚當地消費者使用的平台與偏好的內容形式；"
    "現有廣告多以英文素材投放，轉換率偏低。"
    "目標於一年內建立越南及印尼各一個穩定通路，海外營收占比提升至 35%。",
    "guidance_needs": ["market_research", "strategy", "ads", "channel"],
    "tools_wanted": ["seo", "social_ads", "ai_audience_ads", "genai_content"],
    "start_timeline": ["m3"],
    "interview_mode": ["online"],
}
HIDDEN_FOR_NON_EXPORTER = (
    "export_revenue_2y",
    "export_share",
    "export_markets",
    "export_mode",
    "brand_names",
    "overseas_channels",
    "ecommerce_platforms",
    "gov_support_details",
)


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
    standing: Standing = Standing.ELIGIBLE,
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
            standing=standing,
            by_capital=standing is Standing.ELIGIBLE,
            by_staff=standing is Standing.ELIGIBLE,
            capital_text=str(answers.get("paid_in_capital", "")),
            staff_text=str(answers.get("employee_count", "")),
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
    return build(answers, hidden=HIDDEN_FOR_NON_EXPORTER, standing=Standing.NEEDS_STAFF)


def draft() -> PrintedForm:
    """Nothing answered yet and no case number."""
    return build({}, case_number="", standing=Standing.OPEN)


def maximal() -> PrintedForm:
    """Every text at the longest the questionnaire permits, every option ticked."""
    answers: Answers = dict(EXPORTER)
    answers |= {
        "company_name": "永" * 60,
        "responsible_person": "王" * 50,
        "paid_in_capital": "1,000,000,000,000 元",
        "employee_count": "100,000 人",
        "annual_revenue": "1,000,000,000,000 元",
        "registered_address": "址" * 100,
        "mailing_address": "訊" * 100,
        "main_products": "產" * 200,
        "website": ("https://" + "abcdefgh-" * 22)[:200],
        "contact_name": "聯" * 50,
        "contact_title": "職" * 50,
        "contact_phone": "+886-2-25533988 #60612345",
        "contact_email": ("long.local-part" * 4 + "@" + "example-subdomain." * 11 + "tw")[:254],
        "gov_support_details": tuple((str(110 + i), "機" * 60, "計" * 60) for i in range(5)),
        "export_revenue_2y": {"y1": "1,000,000,000,000 元", "y2": "1,000,000,000,000 元"},
        "export_share": "100 %",
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


HOSTILE = (
    '<b>粗</b> &amp; <script>alert(1)</script> #import "x" #panic(1) $x^2$ *星* _底_ `碼` = 標題 \\ '
    "@ref <label> {{7*7}} [括] // 註 /* 註 */ --- ~ 'q' - 項"
)


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
