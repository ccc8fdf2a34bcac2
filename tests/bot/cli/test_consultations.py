"""assign, schedule and deliver: the same acts as on the desk, in words, recorded with who did them."""

from pathlib import Path
from typing import Any

from bot.cli.consultations import assigned, delivered, scheduled
from flows.cases.consultation import Step
from tests.bot.consultants.consulting import CHEN, LINK, consulting, pdf, typed
from tests.bot.office.opened_office import CASE

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
