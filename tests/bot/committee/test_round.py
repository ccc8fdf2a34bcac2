"""A selection from the desk to the ranking: reviewers let in by mail, conflicts first, scores, the chair, closing."""

import asyncio
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from flows.cases.codec import to_json
from flows.cases.proposal.events import QualificationPassed
from storage.cases.stream.case_events import CaseEvents
from storage.records import StoredCaseEvent
from tests.bot.committee.committee import (
    CASES,
    COMMENT,
    DESK,
    Committee,
    R,
    declare,
    hidden,
    points,
    problem,
    review_link,
    submit,
)
from tests.bot.office.opened_office import LIN, text_of

GIVEN = {
    CASES[0]: [
        (8, 20, 25, 21, 8),
        (9, 21, 24, 20, 8),
        (8, 22, 26, 22, 9),
        (7, 19, 23, 20, 7),
        (8, 20, 24, 20, 8),
    ],
    CASES[1]: [
        (7, 18, 22, 19, 8),
        (8, 19, 24, 18, 8),
        (7, 20, 23, 20, 8),
        (8, 18, 22, 19, 7),
        (4, 9, 14, 10, 5),
    ],
    CASES[2]: [
        (8, 17, 23, 22, 8),
        (8, 18, 22, 22, 8),
        (9, 18, 24, 21, 9),
        (7, 17, 22, 22, 8),
        (8, 17, 23, 21, 8),
    ],
}
LOW = {"remark_target_market": "少", "remark_company_international": "少", "remark_expansion_strategy": "少",
       "remark_tool_innovation": "少", "remark_member_interplay": "少"}  # fmt: skip


async def test_a_round_is_played_from_the_desk_to_its_ranking(round_: Committee) -> None:
    people = await round_.begun(declared=False)
    for place, browser in enumerate(people.values()):
        for case in CASES:
            if (place, case) == (0, CASES[0]):
                status, _, target = await declare(browser, case, "conflict", kind="rival", explanation="同業")
                assert (status, target) == (303, "/review?said=conflict")
                continue
            await declare(browser, case)
            status, text, target = await submit(browser, case, *GIVEN[case][place], **LOW)
            assert (status, target) == (303, "/review?said=submitted"), problem(text)
    status, text, _ = await round_.act("close", method="mean")
    assert status == 422
    assert problem(text) == "主席要先說明差異大的評分。"
    await round_.done("note", case=CASES[1], reviewer=R[4], note="已向委員確認。")
    await round_.done("close", method="mean")
    _, page, _ = await round_.wang.go("GET", DESK)
    assert [page.count(mean) for mean in ("81.25", "69.00", "78.00")] == [1, 1, 1]
    assert page.count("入選") >= 2
    assert "王委員" not in page, "the name that was typed is kept, the list says who was invited"
    book = await round_.wang.client.get(f"{DESK}/scores.xlsx", headers=_cookie(round_))
    assert ZipFile(BytesIO(await book.read())).read("xl/worksheets/sheet2.xml").count(b"<row ") == 1 + 14
    minutes = await round_.wang.client.get(f"{DESK}/minutes.pdf", headers=_cookie(round_))
    assert (await minutes.read()).startswith(b"%PDF")
    await _published(round_)
    _, page, _ = await people[R[0]].go("GET", "/review")
    assert CASES[0] in page, "what was hidden from whoever is recused is public"


async def _published(round_: Committee) -> None:
    """The results: seen first, then published for every case at one moment, or for none."""
    _, page, _ = await round_.wang.go("GET", f"{DESK}/result")
    assert page.count("不能公告") == len(CASES), "nobody was found qualified"
    chosen = {"case": CASES[0], "reviewer": [R[1]]}
    status, _, target = await round_.wang.go("POST", f"{DESK}/release", **hidden(page) | chosen)
    assert (status, target) == (303, f"{DESK}/result")
    stale = await round_.wang.go("POST", f"{DESK}/publish", **hidden(page) | {"sure": "1"})
    assert (stale[0], "有人剛剛做了別的動作" in problem(stale[1])) == (409, True)
    _, page, _ = await round_.wang.go("GET", f"{DESK}/result")
    form = hidden(page) | {"sure": "1"}
    events, now = CaseEvents(round_.desk.service.database), round_.desk.service.now()
    for case in CASES[1:]:
        await qualify(events, case, now)
    status, page, _ = await round_.wang.go("POST", f"{DESK}/publish", **form)
    assert (status, problem(page)) == (422, "有案件還不能公告，請先處理。")
    assert [len(await events.of(case)) for case in CASES] == [0, 1, 1], "for none of them"
    await qualify(events, CASES[0], now)
    assert (await round_.wang.go("POST", f"{DESK}/publish", **hidden(page)))[0] == 422, "no tick, nothing"
    done = await asyncio.gather(*(round_.wang.go("POST", f"{DESK}/publish", **form) for _ in range(2)))
    assert sorted(one[0] for one in done) == [303, 409]
    told = [(await events.of(case))[-1] for case in CASES]
    assert len({one.at for one in told}) == 1
    assert [one.event["outcome"] for one in told] == ["selected", "not_selected", "selected"]
    assert [one.event["mean"] for one in told] == ["325/4", "69/1", "78/1"]
    assert [one.event["comments"] for one in told] == [[COMMENT], [], []]
    assert 'name="seen"' not in (await round_.wang.go("GET", DESK))[1], "there is nothing left to do"


async def qualify(events: CaseEvents, case: str, now: datetime) -> None:
    """A case is found qualified, as its own page does it."""
    passed = StoredCaseEvent(1, now, LIN, to_json(QualificationPassed()))
    await events.append(case, [passed], [], now)


def _cookie(round_: Committee) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in round_.wang.cookies.items())}


async def test_two_people_who_act_at_once_the_second_sees_the_first(round_: Committee) -> None:
    lin = await round_.desk.signed_in(LIN)
    _, page, _ = await lin.go("GET", DESK)
    await round_.done("cases", case=list(CASES[:2]))
    status, text, _ = await lin.go("POST", f"{DESK}/cases", **hidden(page) | {"case": [CASES[2]]})
    assert status == 409
    assert "有人剛剛做了別的動作" in problem(text)
    assert "wang@office.example：確定案件" in text
    assert f'value="{CASES[0]}" checked' in text


async def test_what_managers_and_the_chair_do_is_refused_to_others_and_weights_never_change(
    round_: Committee,
) -> None:
    lin = await round_.desk.signed_in(LIN)
    await round_.done("cases", case=list(CASES))
    status, text, _ = await round_.act("open")
    assert (status, problem(text)) == (422, "委員人數不足，至少要有 5 位。")
    await round_.invited(R[0])
    status, text, _ = await round_.act("open")
    assert (status, problem(text)) == (422, "請先確認配分。")
    assert (await round_.act("weights", lin, reading="A", sure="1"))[0] == 403
    status, text, _ = await round_.act("weights", reading="A")
    assert (status, problem(text)) == (422, "請先勾選確認。")
    await round_.done("weights", reading="B", sure="1")
    assert (await round_.act("weights", reading="A", sure="1"))[0] == 422
    await round_.done("chair", chair=LIN)
    assert (await round_.act("close", method="mean"))[0] == 403, "the chair does, also before a manager"
    await round_.done("draw")
    assert problem((await round_.act("draw"))[1]) == "已經抽過籤，不能重抽。"


async def test_links_and_forms_of_reviewers_work_once_and_for_them_alone(round_: Committee) -> None:
    await round_.done("cases", case=list(CASES))
    people = await round_.invited(R[0])
    stranger = round_.desk.browser()
    for path in ("/review", f"/review/{CASES[0]}", f"/review/{CASES[0]}/book.pdf"):
        assert await stranger.go("GET", path) == (303, "303: See Other", "/review/login")
    same = [await stranger.go("POST", "/review/login", address=who) for who in (R[0], "nobody@example.org")]
    assert same[0] == same[1]
    [mail] = await round_.desk.work()
    assert mail["To"] == R[0]
    _, page, _ = await people[R[0]].go("GET", f"/review/{CASES[0]}")
    forged = hidden(page) | {"csrf": "0", "impartiality": "free", "name": "王"}
    assert (await people[R[0]].go("POST", f"/review/{CASES[0]}/declare", **forged))[0] == 403
    round_.desk.later(days=400)
    assert (await people[R[0]].go("GET", "/review"))[0] == 303


async def test_nobody_of_the_staff_reviews_and_days_are_kept(round_: Committee) -> None:
    days = {"name": "林委員", "since": "2024-01-01", "until": "2024-01-02"}
    status, text, _ = await round_.act("invite", address=LIN, **days)
    assert (status, problem(text)) == (422, "承辦人員看得到所有評分，不能擔任委員。")
    assert "林委員" in text, "what was typed is still there"
    await round_.done("invite", address=R[0], **days)
    [mail] = await round_.desk.work()
    browser = round_.desk.browser()
    link = review_link(text_of(mail))
    assert (await browser.go("GET", link))[0] == 200, "a scanner opens it and changes nothing"
    assert (await browser.go("POST", link))[0] == 303
    assert (await browser.go("POST", link))[0] == 410
    status, text, _ = await browser.go("GET", "/review")
    assert status == 403
    assert "2024-01-01 至 2024-01-02" in text
    await round_.done("remove", reviewer=R[0], reason="婉拒")
    assert (await browser.go("GET", "/review"))[0] == 303


async def test_a_draft_is_kept_at_every_change_and_never_over_another_window(round_: Committee) -> None:
    first = (await round_.begun())[R[0]]
    path = f"/review/{CASES[0]}"
    _, page, _ = await first.go("GET", path)
    old = hidden(page)
    status, _, target = await first.go(
        "POST", path + "/draft", **old | {"level": "target_market:9", "comment": "寫到一半"}
    )
    assert (status, target) == (303, f"{path}#target_market")
    _, page, _ = await first.go("GET", path)
    assert "合計 9 分" in page
    assert "寫到一半" in page
    status, page, _ = await first.go("POST", path + "/draft", **old | points(1, 1, 1, 1, 1))
    assert status == 409
    assert "另一個視窗存的是 9 分" in page
    assert "合計 5 分" in page, "what was typed is not thrown away"
    status, page, _ = await first.go(
        "POST", path + "/draft", **hidden(page) | points(8, 20, 24, 20, 8) | {"points_target_market": "八"}
    )
    assert (status, problem(page)) == (422, "分數請填整數，例如 8。其他內容還在下面，改好後再存。")
    assert 'value="八"' in page
    form = hidden(page) | points(10, 20, 24, 20, 8) | {"comment": COMMENT}
    status, page, _ = await first.go("POST", path + "/submit", **form)
    assert (status, problem(page)) == (422, "低於 60% 或高於 95% 的項目，請寫一句分項意見。")
    assert "低於 60% 或高於 95% 時必填" in page


async def test_staff_reopen_a_score_and_clear_who_was_not_sure(round_: Committee) -> None:
    people = await round_.begun(declared=False)
    first = people[R[0]]
    await declare(first, CASES[0], "unsure", explanation="曾同台演講")
    assert CASES[0] not in (await first.go("GET", "/review"))[1]
    await round_.done("clear", case=CASES[0], reviewer=R[0], reason="無利害關係")
    assert (await submit(first, CASES[0], 8, 20, 24, 20, 8))[0] == 303
    _, page, _ = await first.go("GET", f"/review/{CASES[0]}")
    assert "確定送出" not in page
    assert (await first.go("POST", f"/review/{CASES[0]}/draft", **hidden(page) | points(1, 1, 1, 1, 1)))[
        0
    ] == 409
    await round_.done("reopen", case=CASES[0], reviewer=R[0], reason="漏看附件一")
    _, page, _ = await first.go("GET", f"/review/{CASES[0]}")
    assert "漏看附件一" in page
    assert COMMENT in page
