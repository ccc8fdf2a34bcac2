"""A case whose applicant never says that the advice came."""

from datetime import timedelta

from flows.cases.consultation import Step
from tests.bot.consultants.consulting import LINK, Consulting, pdf, upload
from tests.bot.office.opened_office import CASE


async def test_who_never_confirms_is_closed_and_not_called_confirmed(desk: Consulting) -> None:
    await desk.assigned()
    visit = f"/desk/{CASE}/visit"
    at = desk.in_days(2)
    told = {"time1": at.strftime("%Y-%m-%dT%H:%M"), "minutes": "60", "mode": "online"}
    await desk.lin.press(visit, f"{visit}/fix", **told, where=LINK)
    await desk.work()
    await desk.at(at + timedelta(hours=3))
    await desk.lin.press(visit, f"{visit}/held", note="好")
    assert (await upload(desk.lin, visit, f"{visit}/upload", pdf(), "a.pdf"))[0] == 303
    await desk.lin.press(visit, f"{visit}/release")
    await desk.work()
    mails = await desk.at(at + timedelta(days=9))
    assert ["提醒：請確認收到" in one["Subject"] for one in mails] == [True]
    consulted = await desk.consulted()
    assert consulted.step is Step.CLOSED
    assert "申請人未回覆" in (await desk.lin.go("GET", f"/desk/{CASE}"))[1]
