"""Lost at any commit and done again, everything from the assignment to the satisfaction happens once."""

import re
from collections import Counter
from datetime import timedelta
from io import BytesIO

from aiohttp import FormData

from flows.cases.consultation import Step
from flows.interface.inbound import Text
from storage.cases.stream.case_events import CaseEvents
from tests.bot.consultants.consulting import CHEN, LINK, Consulting, button, pdf, typed
from tests.bot.office.opened_office import CASE, Browser
from tests.bot.office.test_killed import presses, says
from tests.support.services.lost_transactions import insisted

DONE = (303, 409)
"""Done, or done already by what was sent before."""


async def mailed(desk: Consulting, minutes: float = 10) -> list[str]:
    """The subjects of the mails that leave now, none of them twice to anybody."""
    mails = [(str(one["To"]), str(one["Subject"])) for one in await desk.work(minutes)]
    assert len(mails) == len(set(mails)), mails
    return [subject for _, subject in mails]


async def test_from_the_assignment_to_the_satisfaction_everything_happens_once(desk: Consulting) -> None:
    page, visit = f"/desk/{CASE}/assign", f"/desk/{CASE}/visit"
    assert await presses(desk.lin, page, page, consultant=CHEN, reason="熟悉這個產業") in DONE
    [mail] = [one for one in await desk.work() if one["To"] == CHEN]
    browser, path = await desk.known(mail)
    assert await presses(browser, path, f"{path}/accept") in DONE
    assert len(await mailed(desk)) == 2
    given = {f"time{number}": typed(desk.in_days(day)) for number, day in enumerate((4, 5), 1)}
    told = {"minutes": "90", "mode": "online", "where": LINK, "note": ""}
    assert await presses(browser, path, f"{path}/propose", **given, **told) in DONE
    assert len(await mailed(desk)) == 1
    first = desk.in_days(4)
    await says(desk.office, Text("1"))
    assert len(await mailed(desk, 0)) == 2
    await desk.at(first + timedelta(hours=2))
    assert await presses(browser, path, f"{path}/held", note="談妥三件事") in DONE
    await _sends_the_advice(browser, path)
    assert len([one for one in await mailed(desk, 0) if "建議書待放行" in one]) == 1
    assert await presses(desk.lin, visit, f"{visit}/release") in DONE
    assert len(await mailed(desk)) == 1
    said = await says(desk.office, Text("進度"))
    said = await says(desk.office, button(said, "已收到"))
    for value in ("5", "4", "1"):
        said = await says(desk.office, button(said, value))
    consulted = await desk.consulted()
    assert consulted.step is Step.CLOSED
    assert dict(consulted.ratings) == {"process": 5, "consultant": 4, "advice": 1}
    stream = await CaseEvents(desk.office.service.database).of(CASE)
    acts = Counter(str(one.event["is"]) for one in stream if one.event["is"] not in ("MessageLeft", "Rated"))
    assert set(acts.values()) == {1}, acts
    assert acts["AdviceUploaded"] == 1


async def _sends_the_advice(browser: Browser, path: str) -> None:
    _, text, _ = await browser.go("GET", path)
    found = re.search(rf'action="{re.escape(path)}/upload"[^>]*>(.*?)</form>', text, re.DOTALL)
    assert found
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1])
    cookie, content = "; ".join(f"{key}={value}" for key, value in browser.cookies.items()), pdf()

    async def sends() -> int:
        form = FormData(quote_fields=False)
        for key, value in hidden:
            form.add_field(key, value)
        form.add_field("file", BytesIO(content), filename="建議書.pdf", content_type="application/pdf")
        async with browser.client.post(
            f"{path}/upload", data=form, headers={"Cookie": cookie}, allow_redirects=False
        ) as response:
            return response.status

    assert await insisted(sends) in (303, 422), "kept, or kept already by what was sent before"
