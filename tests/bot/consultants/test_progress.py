"""What 「進度」 says at each stage, in both languages: as tests/fixtures/golden/progress.txt has it, days left out.

Written anew with GOLDEN=1; what changed is then to be read."""

import os
import re
from datetime import timedelta
from pathlib import Path

from tests.bot.consultants.consulting import CHEN, Consulting, button, pdf, upload
from tests.bot.office.opened_office import CASE, LIN, WANG, Browser, Office, copy_came, office
from tests.bot.office.test_revision import says, screen
from tests.support.paths import FIXTURES

GOLDEN = FIXTURES / "golden" / "progress.txt"
_DAYS = re.compile(
    r"\d{1,2}/\d{1,2}（.）|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?"
    r"|\d{2,4}/\d{1,2}/\d{1,2}|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}"
)
_CASE = ("五個步驟", "目前", "接下來", "Five steps", "Now", "Next")
"""The lines about the case; the others are about papers and mails."""


async def told(desk: Office) -> str:
    """What the applicant is told in Chinese and in English."""
    chinese = screen(await says(desk, "進度"))
    await says(desk, "English")
    english = screen(await says(desk, "status"))
    await says(desk, "中文")
    lines = (chinese + "\n" + english).splitlines()
    return "\n".join(_DAYS.sub("<day>", line) for line in lines if line.startswith(_CASE))


async def does(desk: Office, who: Browser, act: str, **form: object) -> None:
    """An act of the office, and ten minutes."""
    page = f"/desk/{CASE}/do/{act}"
    status, text, _ = await who.press(page, page, **form)
    assert status == 303, text
    desk.later(minutes=10)
    await desk.work()


async def until_the_review(folder: Path) -> dict[str, str]:
    """The stages up to the review, and those a case may end in."""
    async with office(folder) as desk:
        await desk.work()
        lin, wang, found = await desk.signed_in(LIN), await desk.signed_in(WANG), {}
        found["待簽章"] = await told(desk)
        await copy_came(desk)
        found["待審查"] = await told(desk)
        await does(desk, lin, "ask", reason="undated", note="", day="2099-01-01")
        found["補件中"] = await told(desk)
        await does(desk, lin, "received", note="本人帶來")
        await does(desk, wang, "refuse", note="已逾 200 人", day="2099-01-01")
        found["不符"] = await told(desk)
        await does(desk, wang, "reopen", note="查證後符合", tell="1")
        await does(desk, lin, "withdraw", note="電話")
        found["撤案"] = await told(desk)
        return found


async def after_the_review(desk: Consulting) -> dict[str, str]:
    """The stages from then on."""
    found, own = {"待媒合": await told(desk.office)}, desk.office
    browser, path = await desk.known(await desk.assigned(CHEN))
    found["待媒合・等顧問"] = await told(own)
    await browser.press(path, f"{path}/accept")
    await desk.work()
    found["待訪談・等提時段"] = await told(own)
    await desk.proposed(browser, path, 4, 5)
    found["待訪談・等申請人選"] = await told(own)
    at = desk.in_days(4)
    await says(own, button(await says(own, "進度"), f"{at.month}/{at.day}（"))
    await desk.work(0)
    found["待訪談・已約"] = await told(own)
    await desk.at(at + timedelta(hours=3))
    await browser.press(path, f"{path}/held", note="談妥三件事")
    await desk.work()
    found["待建議書"] = await told(own)
    await upload(browser, path, f"{path}/upload", pdf(), "a.pdf")
    visit = f"/desk/{CASE}/visit"
    await desk.lin.press(visit, f"{visit}/release")
    await desk.work()
    found["待建議書・等簽收"] = await told(own)
    await says(own, "已收到")
    await desk.work()
    found["結案"] = await told(own)
    return found


async def test_what_is_told_at_each_stage(desk: Consulting, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    stages = await until_the_review(tmp_path / "other") | await after_the_review(desk)
    text = "".join(f"== {stage}\n{said}\n\n" for stage, said in stages.items())
    if os.environ.get("GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
