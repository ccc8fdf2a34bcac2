"""「進度」 of a case at every stage, in both languages: the five steps, and one sentence that a person can act on."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.conversation.turn_processor import TurnProcessor
from bot.presenter.cases import stage
from flows.cases.codec import to_json
from flows.cases.consultant_events import AdviceReceived, ConsultantAccepted, OtherTimesAsked, VisitHeld
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
from flows.session.submitted.signed_copy import SentCopy
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.records import StoredCaseEvent
from tests.bot.conversation.test_places import UBNS, come, told
from tests.flows.cases.make import MONDAY, TABLE, TODAY, case, copy
from tests.flows.cases.test_consultation import AGREED, ASSIGN, OFFERED, PASSED, RELEASE, UPLOAD
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
        "｜由顧問提出訪談時間，您選一個就好。",
        "✔ apply → ✔ check → ● match → ○ visit → ○ advice｜Accepted; finding a consultant, by Fri 6 Dec."
        "｜the consultant proposes times for the interview, and you pick one.",
    ),
    (
        case(REFUSE, MessageLeft(1)),
        "未符合資格：已逾 200 人。申復期限 12/30（一）。",
        "Not eligible: 已逾 200 人. Objections by Mon 30 Dec.",
    ),
    (case(CaseWithdrawn("電話"), MessageLeft(1)), "已依您的要求撤案。", "Withdrawn as you asked."),
    (
        case(*PASSED, ASSIGN),
        "✔ 申請 → ✔ 審查 → ● 媒合 → ○ 訪談 → ○ 建議書｜審查通過，正在找顧問，最晚 12/6（五）前通知您。"
        "｜由顧問提出訪談時間，您選一個就好。",
        "✔ apply → ✔ check → ● match → ○ visit → ○ advice｜Accepted; finding a consultant, by Fri 6 Dec."
        "｜the consultant proposes times for the interview, and you pick one.",
    ),
    (
        case(*PASSED, ASSIGN, MessageLeft(3)),
        "✔ 申請 → ✔ 審查 → ● 媒合 → ○ 訪談 → ○ 建議書｜審查通過，已邀請顧問，等顧問回覆。"
        "｜由顧問提出訪談時間，您選一個就好。",
        "✔ apply → ✔ check → ● match → ○ visit → ○ advice｜Accepted; a consultant has been asked."
        "｜the consultant proposes times for the interview, and you pick one.",
    ),
    (
        case(*PASSED, ASSIGN, MessageLeft(3), ConsultantAccepted(), MessageLeft(5)),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ● 訪談 → ○ 建議書｜陳美美顧問會提出訪談時間，最晚 12/6（五）前。"
        "｜訪談後由顧問提供書面建議。",
        "✔ apply → ✔ check → ✔ match → ● visit → ○ advice｜"
        "Times for the interview are coming from 陳美美, by Fri 6 Dec."
        "｜after the interview the consultant gives you written advice.",
    ),
    (
        case(*OFFERED),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ● 訪談 → ○ 建議書｜請於 12/4（三）前選訪談時間。"
        "｜訪談後由顧問提供書面建議。",
        "✔ apply → ✔ check → ✔ match → ● visit → ○ advice｜"
        "Please pick a time for the interview by Wed 4 Dec."
        "｜after the interview the consultant gives you written advice.",
    ),
    (
        case(*AGREED),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ● 訪談 → ○ 建議書｜已約 12/5（四）09:00 線上訪談。"
        "｜訪談後由顧問提供書面建議。",
        "✔ apply → ✔ check → ✔ match → ● visit → ○ advice｜Interview: Thu 5 Dec 09:00 Taipei time, online."
        "｜after the interview the consultant gives you written advice.",
    ),
    (
        case(*AGREED, OtherTimesAsked()),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ● 訪談 → ○ 建議書｜原約 12/5（四）09:00 線上訪談，顧問會另提時間。"
        "｜訪談後由顧問提供書面建議。",
        "✔ apply → ✔ check → ✔ match → ● visit → ○ advice｜"
        "Interview: Thu 5 Dec 09:00 Taipei time, online; the consultant will propose other times."
        "｜after the interview the consultant gives you written advice.",
    ),
    (
        case(*AGREED, VisitHeld("x")),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ✔ 訪談 → ● 建議書｜訪談完成，建議書預計 12/17（二）前提供。"
        "｜收到建議書、回答 3 題後結案。",
        "✔ apply → ✔ check → ✔ match → ✔ visit → ● advice｜Interview done; advice expected by Tue 17 Dec."
        "｜once you have the advice and answered 3 questions the case is closed.",
    ),
    (
        case(*AGREED, VisitHeld("x"), UPLOAD, RELEASE),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ✔ 訪談 → ● 建議書｜訪談完成，建議書由承辦確認中。"
        "｜收到建議書、回答 3 題後結案。",
        "✔ apply → ✔ check → ✔ match → ✔ visit → ● advice｜Interview done; the office is looking at the advice."
        "｜once you have the advice and answered 3 questions the case is closed.",
    ),
    (
        case(*AGREED, VisitHeld("x"), UPLOAD, RELEASE, MessageLeft(11)),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ✔ 訪談 → ● 建議書｜建議書已寄出，請確認收到。"
        "｜收到建議書、回答 3 題後結案。",
        "✔ apply → ✔ check → ✔ match → ✔ visit → ● advice｜Your advice is here. Please confirm."
        "｜once you have the advice and answered 3 questions the case is closed.",
    ),
    (
        case(*AGREED, VisitHeld("x"), UPLOAD, RELEASE, MessageLeft(11), AdviceReceived()),
        "✔ 申請 → ✔ 審查 → ✔ 媒合 → ✔ 訪談 → ✔ 建議書｜已結案，感謝您的參與。",
        "✔ apply → ✔ check → ✔ match → ✔ visit → ✔ advice｜Closed; thank you for taking part.",
    ),
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
