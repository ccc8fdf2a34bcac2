"""「進度」 of a case at every stage, in both languages: the five steps, and one sentence that a person can act on."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.conversation.turn_processor import TurnProcessor
from bot.presenter.cases import stage
from flows.cases.codec import to_json
from flows.cases.decide import Case
from flows.cases.events import (
    CaseEvent,
    CaseRefused,
    CaseWithdrawn,
    MessageLeft,
    ReviewPassed,
    SupplementAsked,
)
from flows.cases.stage import Received
from flows.interface.inbound import Text
from flows.session.signed_copy import SentCopy
from storage.cases.case_events import CaseEvents, StoredCaseEvent
from storage.engine.database import Database
from tests.bot.conversation.test_places import UBNS, come, told
from tests.flows.cases.make import MONDAY, TABLE, TODAY, case, copy
from tests.support.programmes import NOW, edition

ASK = SupplementAsked(("unsigned", "other"), "2024-12-09", "第 24 題\n請補金額")
REFUSE = CaseRefused("已逾 200 人", "2024-12-30")

SAID: list[tuple[Case, str, str]] = [
    (
        case(copies=()),
        "● 申請 → ○ 審查 → ○ 媒合 → ○ 訪談 → ○ 建議書｜還差簽章：簽名或蓋章後，拍第 1 頁傳來。"
        "｜簽好傳回後，由執行單位審查。",
        "● apply → ○ check → ○ match → ○ visit → ○ advice｜Signature missing: sign or stamp, photograph page 1."
        "｜the programme office checks it, once your signed form is here.",
    ),
    (
        case(copies=(copy(1, signed=False),)),
        "● 申請 → ○ 審查 → ○ 媒合 → ○ 訪談 → ○ 建議書｜簽章申請書已收到，執行單位確認中，最晚 12/6（五）前通知您。"
        "｜執行單位確認簽章，您現在不必做任何事。",
        "● apply → ○ check → ○ match → ○ visit → ○ advice｜"
        "Signed form received; the office is looking at the signature, answer by Fri 6 Dec."
        "｜the programme office looks at the signature; you need not do anything now.",
    ),
    (
        case(),
        "✔ 申請 → ● 審查 → ○ 媒合 → ○ 訪談 → ○ 建議書｜已收齊，審查中，最晚 12/6（五）前通知您。"
        "｜通過後由執行單位媒合顧問，您現在不必做任何事。",
        "✔ apply → ● check → ○ match → ○ visit → ○ advice｜Complete; being checked, answer by Fri 6 Dec."
        "｜then the programme office finds a consultant; you need not do anything now.",
    ),
    (
        case(ASK, MessageLeft(1)),
        "✔ 申請 → ● 審查 → ○ 媒合 → ○ 訪談 → ○ 建議書｜"
        "請於 12/9（一）前補：第 1 頁未簽名或蓋章、第 24 題 請補金額。"
        "｜補齊後，由執行單位接著審查。",
        "✔ apply → ● check → ○ match → ○ visit → ○ advice｜"
        "Please send by Mon 9 Dec: signature or stamp on page 1, 第 24 題 請補金額."
        "｜the programme office goes on checking, once it is here.",
    ),
    (
        case(ReviewPassed(), MessageLeft(1)),
        "✔ 申請 → ✔ 審查 → ● 媒合 → ○ 訪談 → ○ 建議書｜審查通過，正在找顧問，最晚 12/6（五）前通知您。"
        "｜由顧問與您聯絡，約訪談時間。",
        "✔ apply → ✔ check → ● match → ○ visit → ○ advice｜Accepted; finding a consultant, by Fri 6 Dec."
        "｜the consultant gets in touch to arrange the interview.",
    ),
    (
        case(REFUSE, MessageLeft(1)),
        "未符合資格：已逾 200 人。申復期限 12/30（一）。",
        "Not eligible: 已逾 200 人. Objections by Mon 30 Dec.",
    ),
    (case(CaseWithdrawn("電話"), MessageLeft(1)), "已依您的要求撤案。", "Withdrawn as you asked."),
]  # fmt: skip


def said(of: Case, language: str, today: date = TODAY, *, joined: bool = False) -> str:
    """The lines' values."""
    lines = stage.lines(of.told_state, edition().speak(language), today, joined=joined)
    return "｜".join(line.value for line in lines)


@pytest.mark.parametrize(("of", "zh", "en"), SAID)
def test_each_stage_says_where_one_is_and_what_comes_next(of: Case, zh: str, en: str) -> None:
    assert (said(of, "zh-TW"), said(of, "en")) == (zh, en)


def test_past_its_day_no_day_is_promised() -> None:
    assert said(case(), "zh-TW", date(2024, 12, 7)).count("｜比預計晚，我們正在處理。｜") == 1
    late = case(ASK, MessageLeft(1))
    assert "請於 12/9（一）前補" in said(late, "zh-TW", date(2024, 12, 10)), (
        "the office is not late, they are"
    )


@pytest.mark.parametrize("act", [ASK, REFUSE])
def test_a_colleague_sees_no_reasons(act: CaseEvent) -> None:
    for language in ("zh-TW", "en"):
        spoken = said(case(act, MessageLeft(1)), language, joined=True)
        assert "24" not in spoken
        assert "200" not in spoken
        assert spoken


def test_before_its_message_left_nothing_has_changed() -> None:
    assert said(case(ReviewPassed()), "zh-TW") == said(case(), "zh-TW")


def test_what_is_not_in_force_is_told_by_its_own_line() -> None:
    for received in (Received(MONDAY, in_force=False), Received(MONDAY, superseded_at=MONDAY)):
        assert said(Case(received, (), TABLE), "zh-TW") == ""


async def _append(database: Database, events: Sequence[CaseEvent]) -> None:
    stored = [
        StoredCaseEvent(number, NOW, "lin@example.org", to_json(event))
        for number, event in enumerate(events, 1)
    ]
    await CaseEvents(database).append("113-0001", stored, [], NOW)


async def test_in_the_chat(database: Database, turns: TurnProcessor) -> None:
    visitor = await come(turns, "first", UBNS[0], "receipt")
    await visitor.send(turns, Text("進度"))
    assert "五個步驟 ● 申請 → ○ 審查" in told(visitor)
    assert "目前 還差簽章" in told(visitor)
    due = (NOW + timedelta(days=7)).date()
    await _append(database, [SupplementAsked(("undated",), due.isoformat()), MessageLeft(1)])
    await visitor.send(turns, Text("進度"))
    assert "✔ 申請 → ● 審查" in told(visitor)
    assert f"請於 {due.month}/{due.day}" in told(visitor)
    assert "補：簽章日期未填。" in told(visitor)


def test_an_unread_copy_is_no_signature() -> None:
    unread = Case(Received(MONDAY, (SentCopy("ab", MONDAY.isoformat()),)), (), TABLE)
    assert "執行單位確認中" in said(unread, "zh-TW")
