"""A made-up application as the mails tell it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from typing import Any

from bot.mail.compose import Route, compose
from bot.mail.facts import Attachment, LetterFacts, MailFacts
from bot.mail.headers import MailName
from flows.definitions.programme import TAIPEI
from flows.rules.verdict import State
from flows.scheme.mail_spec import Correspondent, MailSpec
from tests.support.programmes import catalogue

SENDER = "apply@bot.example.org"
STAFF = ("debby@cisanet.example.org", "第二窗口 <second@cisanet.example.org>")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
AT = datetime(2024, 11, 5, 14, 2, 9, tzinfo=TAIPEI)

SECTIONS = (
    (
        "企業基本資料",
        (
            ("統一編號", "12345675"),
            ("企業名稱", "大發食品股份有限公司"),
            ("實收資本額", "新臺幣 5,000,000 元"),
            ("經常僱用員工數", "12 人"),
            ("登記地址", "104097 臺北市中山區長安東路二段99號8樓"),
            ("政府輔導／補助", "113年度＋國際貿易署＋補助業界開發國際市場計畫\n112年度＋經濟部＋SBIR"),
        ),
    ),
    ("國際行銷現況", (("外銷經驗", "曾有零星或不定期外銷"), ("現有外銷市場", "日本、泰國、越南"))),
    (
        "數位行銷能量與診斷需求",
        (
            ("診斷需求", "目標市場商情研析、跨境電商經營、數位廣告與 SEO"),
            ("主要痛點", "不清楚日本通路的進入方式。"),
        ),
    ),
)

ROWS = (
    ("markets", "日本、泰國、越南"),
    ("needs", "目標市場商情研析、跨境電商經營、數位廣告與 SEO"),
    ("pain", "不清楚日本通路的進入方式，過去兩年參展有詢問但沒有後續訂單，也沒有人力經營海外社群。"),
)

FACTS = MailFacts(
    case_number="113-0042",
    check_code="K7QX2MR",
    company="大發食品股份有限公司",
    ubn="12345675",
    state=State.ELIGIBLE,
    state_text="符合資格",
    reasons=(
        "實收資本額 500 萬元，在 1 億元以下（中小企業認定標準第 2 條）",
        "經常僱用員工 12 人，未滿 200 人（同條）",
    ),
    rows=ROWS,
    warnings=(
        "海外營業額占比與填寫之外銷比重不同：試算 18%，填寫 25%",
        "有跨境電商，但外銷經驗選「尚無外銷」",
    ),
    contact_name="林小華",
    contact_title="行銷部／經理",
    contact_phone="(02)25533988#606",
    contact_email="service@dafa.example.com.tw",
    submitted_at=AT,
    programme_title="113 年度中小企業數位創新國際行銷計畫",
    form_title="113年度數位創新國際行銷能量診斷問卷暨申請書",
    programme_contact_name="翁小姐",
    programme_contact_phone="(02)25533988#606",
    programme_contact_email="debby@cisanet.example.org",
    closes_text="113 年 11 月 30 日 23:59",
    language="zh-TW",
    sections=SECTIONS,
    demo=False,
    county="臺北市",
    matching=(("申請產業別", "食品"), ("訪談方式", "線上視訊")),
    confirmed=True,
)  # fmt: skip


NAME = MailName("<113-0042.staff.5eed@bot.example.org>", AT)
TO_APPLICANT = MailName("<113-0042.applicant.5eed@bot.example.org>", AT)


def facts(**changes: Any) -> MailFacts:
    """The sample with some of it changed."""
    return replace(FACTS, **changes)


def rows(**changes: str) -> tuple[tuple[str, str], ...]:
    """What staff read first, with some of it changed."""
    return tuple((name, changes.get(name, value)) for name, value in ROWS)


def letter(subject: str = "消息", text: str = "您好：\n\n內容", title: str = "計畫") -> LetterFacts:
    """A short letter."""
    contact = ("翁小姐", "debby@cisanet.example.org")
    return LetterFacts(subject, text, "a@b.example", "zh-TW", title, *contact, demo=False)


@cache
def specs() -> dict[str, MailSpec]:
    """The mails of the diagnosis, by name."""
    return {mail.name: mail for mail in catalogue().schemes["diagnosis"].mails}


def composed(
    name: str, told: MailFacts | LetterFacts, mail: MailName | None = None, staff: Sequence[str] = STAFF
) -> EmailMessage:
    """A mail of the diagnosis about these facts, with the sample's PDF."""
    spec = specs()[name]
    attached = Attachment(f"113-0042_{'signed' if name == 'signed' else 'application'}.pdf", PDF)
    own = mail or (NAME if spec.to is Correspondent.STAFF else TO_APPLICANT)
    return compose(spec, told, [attached] if spec.attach else [], Route(own, SENDER, staff))
