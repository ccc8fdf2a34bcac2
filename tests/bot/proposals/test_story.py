"""From the drawn order to the end of the year, over the pages of the desk and of leaders: slots, speakers, the chair's
clock, a reserve that moves up, a contract that comes back as a photo, milestones, the end."""

import io
import re
from datetime import UTC, datetime, timedelta

import pikepdf
from aiohttp import FormData
from PIL import Image

from flows.cases.proposal import events as e
from flows.definitions.programme import TAIPEI
from flows.selection.codec import to_json
from flows.selection.events import CasesEntered, OrderDrawn
from storage.selection.rounds import NewRoundEvent, RoundChange, Rounds
from tests.bot.office.opened_office import LIN, Browser, text_of
from tests.bot.proposals.alliances import ALLIANCES, CASES, PROGRAMME, Alliances

MEETING = f"/desk/meeting/{PROGRAMME}"
ORDER = (CASES[1], CASES[0], CASES[2])


def pdf() -> bytes:
    """A page without anything on it."""
    with pikepdf.new() as document, io.BytesIO() as kept:
        document.add_blank_page()
        document.save(kept)
        return kept.getvalue()


def photo() -> bytes:
    """A picture of a page."""
    with io.BytesIO() as kept:
        Image.new("RGB", (600, 800), "white").save(kept, "JPEG")
        return kept.getvalue()


def hidden(page: str) -> dict[str, str]:
    """What the forms of a page carry."""
    return dict(re.findall(r'type="hidden" name="(csrf|seen|known)" value="([^"]*)"', page))


async def sent(browser: Browser, path: str, name: str, content: bytes, **fields: str) -> tuple[int, str]:
    """Upload a file with a form."""
    form = FormData()
    for field, value in fields.items():
        form.add_field(field, value)
    form.add_field("file", content, filename=name)
    cookie = "; ".join(f"{key}={value}" for key, value in browser.cookies.items())
    headers = {"Cookie": cookie}
    async with browser.client.post(path, data=form, headers=headers, allow_redirects=False) as response:
        return response.status, await response.text(errors="replace")


async def drawn(people: Alliances) -> None:
    """All three are qualified, and the order is drawn."""
    for case in CASES:
        await people.append(case, e.QualificationPassed())
    events = [NewRoundEvent(to_json(each)) for each in (CasesEntered(CASES), OrderDrawn(ORDER, "seed"))]
    now = people.desk.service.now()
    await Rounds(people.desk.service.database).change(PROGRAMME, lambda _: RoundChange(LIN, events), now)
    await people.left()
    people.said.clear()


async def do(browser: Browser, page: str, action: str, /, **form: object) -> tuple[int, str, str]:
    """Send a form of a page as it is drawn now."""
    _, text, _ = await browser.go("GET", page)
    return await browser.go("POST", f"{page}/{action}", **hidden(text) | form)


async def test_slots_are_given_told_answered_and_held(people: Alliances) -> None:
    status, page, _ = await people.lin.go("GET", MEETING)
    assert (status, "抽籤" in page) == (200, True)
    await drawn(people)
    day = (people.desk.service.now().astimezone(TAIPEI) + timedelta(days=5)).date()
    _, known, _ = await people.lin.go("GET", MEETING)
    assert re.findall(r"<h2>\d\. (\S+)", known) == [
        ALLIANCES[1],
        ALLIANCES[0],
        ALLIANCES[2],
    ]
    wish = {"day": day.isoformat(), "hour": "09:00", "place": "集思會議中心 201"}
    assert (await do(people.lin, MEETING, "slots", **wish | {"day": "2024-01-01"}))[0] == 422
    assert (await do(people.lin, MEETING, "slots", **wish))[0] == 303
    late = await people.wang.go("POST", f"{MEETING}/slots", **hidden((await people.wang.go("GET", MEETING))[1]) | wish
        | {"known": hidden(known)["known"]})  # fmt: skip
    assert late[0] == 409
    assert people.said == {}
    people.desk.later(minutes=11)
    mails = {str(mail["To"]): text_of(mail) for mail in await people.desk.work()}
    assert sorted(mails) == [f"leader{number}@company.example" for number in (1, 2, 3)]
    times = {"leader2": "09:00", "leader1": "09:35", "leader3": "10:10"}
    for who, text in mails.items():
        assert [at for at in times.values() if at in text] == [times[who.partition("@")[0]]]
    assert sorted(people.said) == ["u10", "u20", "u30"]
    await _answered(people, mails["leader1@company.example"])
    await _reminded_and_held(people, datetime.combine(day, datetime.min.time(), TAIPEI).replace(hour=9))


async def _answered(people: Alliances, mail: str) -> None:
    """The leader says who comes, and brings newer slides until five the day before."""
    link = re.search(r"https://intake\.example(/alliance/case/\S+)", mail)
    assert link
    guest, path = people.desk.browser(), link[1]
    status, page, _ = await guest.go("GET", path)
    assert (status, "會到" in page, "簡報人" in page) == (200, True, True)
    assert (await guest.go("POST", path, attends="yes", speaker=["王一", "王二", "王三", "王四"]))[0] == 422
    assert (await guest.go("POST", path, attends="yes", speaker=["王一", "王二", ""]))[0] == 303
    assert (await sent(guest, f"{path}/slides", "new.pdf", pdf()))[0] == 303
    assert (await sent(guest, f"{path}/slides", "new.pdf", b"MZ\x90 no slides"))[0] == 422
    assert (await guest.go("GET", "/alliance/case/nobody"))[0] == 410
    events = await people.events(CASES[0])
    assert e.SlotAnswered(True, ("王一", "王二")) in events
    assert isinstance(events[-1], e.SlidesReplaced)
    _, page, _ = await people.lin.go("GET", MEETING)
    assert "王一、王二" in page
    assert page.count("還沒回覆") == 2


async def _reminders(people: Alliances) -> int:
    """How many leaders are reminded by mail now."""
    return sum("提醒：" in str(mail["Subject"]) for mail in await people.desk.work())


async def _reminded_and_held(people: Alliances, begins: datetime) -> None:
    """Two reminders, then the meeting with its clock and its questions."""
    people.said.clear()
    people.desk.clock[0] = (begins - timedelta(hours=46)).astimezone(UTC)
    assert await _reminders(people) == 3
    people.desk.clock[0] = (begins - timedelta(minutes=30)).astimezone(UTC)
    assert await _reminders(people) == 3
    assert {user: len(found) for user, found in people.said.items()} == {"u10": 2, "u20": 2, "u30": 2}
    people.lin, people.said = await people.desk.signed_in(LIN), {}
    for minutes, words in ((12, "簡報 第 12 分鐘"), (15, "統問統答 第 15 分鐘"), (32, "下一案")):
        people.desk.clock[0] = (begins + timedelta(minutes=minutes)).astimezone(UTC)
        _, page, _ = await people.lin.go("GET", f"{MEETING}/clock")
        assert words in page
        assert "09:12、09:14、09:15" in page
    for text in ("通路如何維持？", "預算怎麼分？"):
        assert (await do(people.lin, MEETING, "question", case=ORDER[0], text=text))[0] == 303
    assert (await do(people.lin, MEETING, "question", case=ORDER[0], text=" "))[0] == 422
    for case, present in zip(ORDER, ("yes", "yes", "no"), strict=True):
        assert (await do(people.lin, MEETING, "held", case=case, present=present))[0] == 303
    _, page, _ = await people.lin.go("GET", MEETING)
    assert page.index("通路如何維持") < page.index("預算怎麼分")
    assert "未到場，依書面評分" in page
    assert await people.desk.work() == []
    assert people.said == {}


async def test_a_reserve_moves_up_signs_by_photo_and_ends_its_year(people: Alliances) -> None:
    results = (
        e.ResultAnnounced("selected"),
        e.ResultAnnounced("reserve", 1),
        e.ResultAnnounced("reserve", 2),
    )
    for case, result in zip(CASES, results, strict=True):
        await people.append(case, result)
    await people.desk.work()
    first, reserve, second = (f"/desk/{case}/outcome" for case in CASES)
    for page in (reserve, second):
        assert (await do(people.lin, page, "move_up", reason="遞補"))[0] == 422
    assert (await do(people.lin, first, "failed", reason=""))[0] == 422
    assert (await do(people.lin, first, "failed", reason="無法如期簽約"))[0] == 303
    assert (await do(people.lin, second, "move_up", reason="遞補"))[0] == 422
    assert (await do(people.lin, reserve, "move_up", reason="前案未簽約"))[0] == 422
    people.said.clear()
    assert len(await people.left()) == 3
    assert (await do(people.lin, reserve, "move_up", reason="前案未簽約"))[0] == 303
    assert len(await people.left()) == 3
    assert sorted(people.said) == ["u10", "u11", "u12", "u20", "u21", "u22"]
    await _signed(people, reserve)
    await _guided(people, reserve)


async def _signed(people: Alliances, page: str) -> None:
    due = f"{people.desk.service.now() + timedelta(days=7):%Y-%m-%d}"
    form = {"due": due, "place": "台北市杭州南路"}
    _, text, _ = await people.lin.go("GET", page)
    assert (await sent(people.lin, f"{page}/contract", "c.pdf", b"no pdf", **hidden(text), **form))[0] == 422
    assert (await sent(people.lin, f"{page}/contract", "c.pdf", pdf(), **hidden(text), **form))[0] == 303
    assert (await sent(people.wang, f"{page}/contract", "c.pdf", pdf(), **hidden(text), **form))[0] == 403
    people.desk.later(minutes=11)
    [mail] = await people.desk.work()
    assert [each.get_content_type() for each in mail.iter_attachments()] == ["application/pdf"]
    assert "要帶" in text_of(mail)
    path = re.search(r"(/alliance/case/\S+)", text_of(mail))[1]  # type: ignore[index]
    guest = people.desk.browser()
    assert (await guest.go("GET", f"{path}/contract.pdf"))[0] == 200
    assert (await sent(guest, f"{path}/page", "IMG_1.jpg", photo()))[0] == 303
    assert "契約已傳回" in (await guest.go("GET", path))[1]
    assert (await sent(guest, f"{path}/evidence", "e.jpg", photo(), indicator="1"))[0] == 409
    _, text, _ = await people.lin.go("GET", page)
    assert "IMG_1.jpg" in text
    picture = re.search(r'href="(/desk/[^"]+/outcome/files/\w+)">IMG_1', text)
    assert picture
    assert (await people.lin.go("GET", picture[1]))[0] == 200
    assert (await people.lin.go("GET", picture[1].replace(CASES[1], CASES[2])))[0] == 404
    assert (await people.lin.go("POST", f"{page}/signed", **hidden(text) | {"seen": "1"}))[0] == 409
    assert (await do(people.lin, page, "signed"))[0] == 303
    assert len(await people.left()) == 3


async def _guided(people: Alliances, page: str) -> None:
    due = f"{people.desk.service.now() + timedelta(days=60):%Y-%m-%d}"
    guest = people.desk.browser()
    assert (await do(people.lin, page, "conclude"))[0] == 422
    for milestone in e.MILESTONES:
        assert (await do(people.lin, page, "milestone", milestone=milestone, due=due))[0] == 303
        people.desk.later(minutes=11)
        [mail] = await people.desk.work()
        path = re.search(r"(/alliance/case/\S+)", text_of(mail))[1]  # type: ignore[index]
        _, text, _ = await guest.go("GET", path)
        assert "行銷活動" in text
        if milestone == "midterm":
            assert (await sent(guest, f"{path}/evidence", "展場.jpg", photo(), indicator="1", note="2 場"))[
                0
            ] == 303
            assert "2 場" in (await people.lin.go("GET", page))[1]
        assert (await do(people.lin, page, "accept", milestone=milestone))[0] == 303
        await people.left()
        assert "查核已通過" in (await guest.go("GET", path))[1]
    assert (await do(people.lin, page, "conclude"))[0] == 303
    assert len(await people.left()) == 3
    state = (await people.case(CASES[1])).told_state
    assert state.stage.value == "concluded"
