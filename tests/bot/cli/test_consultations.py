"""assign, schedule and deliver: the same acts as on the desk, in words, recorded with who did them."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.cli.consultations import assigned, delivered, scheduled
from flows.cases.consultation import Step
from storage.cases.stream.case_events import CaseEvents
from tests.bot.consultants.consulting import CHEN, LINK, consulting, pdf, typed
from tests.bot.office.opened_office import CASE
from tests.support.services.lost_transactions import insisted

NOTHING: dict[str, Any] = {
    "minutes": 90,
    "online": "",
    "onsite": "",
    "agreed": False,
    "cancel": "",
    "held": "",
}


async def test_a_case_from_the_command_line(tmp_path: Path) -> None:
    async with consulting(tmp_path) as desk:
        service = desk.office.service
        said = str(await assigned(service, CASE, consultant="", reason=""))
        assert f"陳美美（{CHEN}）" in said
        assert "已滿" in said
        assert "不能指派" in str(await assigned(service, CASE, consultant="zhou@consult.example", reason=""))
        assert await assigned(service, "113-9999", consultant=CHEN, reason="") is None
        assert "已指派" in str(await assigned(service, CASE, consultant=CHEN, reason=""))
        await desk.work()
        at, later = desk.in_days(3), desk.in_days(4)
        refused = await scheduled(service, CASE, times=["明天"], **NOTHING)
        assert "沒有變更" in str(refused)
        given = NOTHING | {"online": LINK}
        assert "已記下" in str(await scheduled(service, CASE, times=[typed(at), typed(later)], **given))
        assert any("選訪談時間" in one["Subject"] for one in await desk.work())
        agreed = given | {"agreed": True}
        assert "已記下" in str(await scheduled(service, CASE, times=[typed(at)], **agreed))
        await desk.work()
        assert (await desk.consulted()).step is Step.VISIT
        await desk.at(at.replace(hour=17))
        assert "已記下" in str(await scheduled(service, CASE, times=[], **NOTHING | {"held": "談妥"}))
        assert "沒有變更" in str(await delivered(service, CASE, file=None, release=False))
        file = tmp_path / "advice.pdf"
        file.write_bytes(b"nothing")
        assert "不是 PDF" in str(await delivered(service, CASE, file=file, release=False))
        file.write_bytes(pdf())
        assert "還沒有放行" in str(await delivered(service, CASE, file=file, release=False))
        assert "已放行" in str(await delivered(service, CASE, file=None, release=False))
        assert any("請確認收到" in one["Subject"] for one in await desk.work())
        done = [one.what for one in await service.actions.of_case(CASE)]
        assert done[-4:] == ["schedule fix", "schedule held", "deliver file", "deliver"]


async def test_lost_at_any_commit_and_run_again_each_is_done_once(tmp_path: Path) -> None:
    """Whoever saw no answer of a command runs it again; what they are told then does not say that nothing was done."""
    async with consulting(tmp_path) as desk:
        service, said = desk.office.service, []

        async def run(again: Callable[[], Awaitable[str | None]]) -> None:
            said.append(str(await insisted(again)))
            mails = [(str(one["To"]), str(one["Subject"])) for one in await desk.work()]
            assert len(mails) == len(set(mails)), mails

        at, later = desk.in_days(3), desk.in_days(4)
        file = tmp_path / "advice.pdf"
        file.write_bytes(pdf())
        given = NOTHING | {"online": LINK}
        await run(lambda: assigned(service, CASE, consultant=CHEN, reason=""))
        await run(lambda: scheduled(service, CASE, times=[typed(at), typed(later)], **given))
        await run(lambda: scheduled(service, CASE, times=[typed(at)], **given | {"agreed": True}))
        await run(lambda: scheduled(service, CASE, times=[], **NOTHING | {"cancel": "颱風"}))
        await run(lambda: scheduled(service, CASE, times=[typed(at)], **given | {"agreed": True}))
        await desk.at(at.replace(hour=17))
        await run(lambda: scheduled(service, CASE, times=[], **NOTHING | {"held": "談妥"}))
        await run(lambda: delivered(service, CASE, file=file, release=False))
        await run(lambda: delivered(service, CASE, file=file, release=True))
        assert all("已經是這樣了" in one or "還沒有放行" in one for one in said), said
        stream = [str(one.event["is"]) for one in await CaseEvents(service.database).of(CASE)]
        assert [one for one in stream if one != "MessageLeft"] == [
            "ReviewPassed", "ConsultantAssigned", "TimesProposed", "VisitFixed", "VisitCancelled", "VisitFixed",
            "VisitHeld", "AdviceUploaded", "AdviceReleased",
        ]  # fmt: skip
        assert {one.what for one in await service.actions.of_case(CASE)} == {
            f"assign {CHEN}", "schedule propose", "schedule fix", "schedule cancel", "schedule held", "deliver file",
            "deliver",
        }  # fmt: skip
