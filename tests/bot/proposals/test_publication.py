"""Publication tells leader and members, each once, their own result alone; before it nobody is told anything."""

from bot.presenter.cases.proposal import lines
from flows.cases.proposal.events import PresentationHeld, ResultAnnounced, SlotAssigned
from flows.definitions.programme import taipei_day
from flows.interface.messages import Message, plain_text
from tests.bot.office.opened_office import text_of
from tests.bot.proposals.alliances import CASES, Alliances, soon

RESULTS = {
    CASES[0]: ResultAnnounced("selected", mean="327/4", comments=("成員分工清楚。", "通路可以再補充。")),
    CASES[1]: ResultAnnounced("reserve", 1, "238/3"),
    CASES[2]: ResultAnnounced("not_selected", mean="139/2", comments=("市場分析不足。",)),
}


async def held(people: Alliances) -> None:
    """Everybody has presented."""
    for case in CASES:
        at = soon(people.desk, hours=1)
        await people.append(case, SlotAssigned(at, at, "台大集思會議中心"), PresentationHeld(True))
    people.desk.later(hours=2)
    await people.desk.work()
    people.said.clear()


def text(messages: list[Message]) -> str:
    """Everything of them."""
    return "\n".join(map(plain_text, messages))


async def test_everybody_is_told_their_own_result_once_and_at_that_moment(people: Alliances) -> None:
    await held(people)
    assert people.said == {}
    for case, result in RESULTS.items():
        await people.append(case, result)
    mails = await people.desk.work()
    assert sorted(str(mail["To"]) for mail in mails) == sorted(
        f"{who}@company.example"
        for number in (1, 2, 3)
        for who in (f"leader{number}", f"member{number}1", f"member{number}2")
    )
    assert {user: len(found) for user, found in people.said.items()} == {
        f"u{number}{seat}": 1 for number in (1, 2, 3) for seat in (0, 1, 2)
    }
    assert "「泰美保養」主題聯盟入選" in text(people.said["u11"])
    assert "平均 81.75 分" in text(people.said["u10"])
    assert "成員分工清楚" in text(people.said["u10"])
    assert "is selected" in text(people.said["u12"])
    assert "備取第 1" in text(people.said["u20"])
    assert "未入選" in text(people.said["u30"])
    for user, found in people.said.items():
        others = {
            "1": ("79.33", "69.50", "市場分析"),
            "2": ("81.75", "69.50", "通路"),
            "3": ("81.75", "79.33"),
        }
        assert not any(word in text(found) for word in others[user[1]])
    for mail in mails:
        if str(mail["To"]).startswith(("leader2", "member2")):
            assert "79.33" in text_of(mail)
            assert "81.75" not in text_of(mail)
    people.said.clear()
    people.desk.later(hours=1)
    assert await people.desk.work() == []
    assert people.said == {}


async def test_until_then_the_stage_tells_nothing(people: Alliances) -> None:
    await held(people)
    words = people.desk.service.catalogue.editions["113L.1"].speak("zh-TW")
    told = [
        lines((await people.case(case)).told_state, words, taipei_day(people.desk.service.now()))
        for case in CASES
    ]
    assert len({str([line.value for line in each]) for each in told}) == 1
    assert "遴選完成，結果未公告" in told[0][0].value
