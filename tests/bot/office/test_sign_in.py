"""Signing in by mail: only a person's button or code does it, once; nobody learns who is of the staff."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.config.settings import Settings
from bot.config.staff_mail import staff_of
from bot.office.sessions import COOKIE
from flows.cases.decide import StaffRole
from storage.schema.tables import access, sign_in, staff_session
from tests.bot.office.opened_office import CASE, LIN, Office, link_of, text_of


async def test_a_scanner_uses_nothing_up_and_the_person_signs_in_once(desk: Office) -> None:
    lin, scanner = desk.browser(), desk.browser()
    await lin.go("POST", "/desk/login", address=f" {LIN.upper()} ", to=f"/desk/{CASE}")
    [mail] = await desk.work()
    link = link_of(mail)
    for method in ("HEAD", *("GET",) * 10):
        assert (await scanner.go(method, link))[0] == 200
    assert scanner.cookies == {}
    assert (await lin.go("POST", link))[::2] == (303, f"/desk/{CASE}"), "on to the case that was wanted"
    assert (await lin.go("GET", f"/desk/{CASE}"))[0] == 200
    for method in ("GET", "POST"):
        status, text, _ = await scanner.go(method, link)
        assert status == 410
        assert "已經用過" in text
    assert (await scanner.go("GET", "/desk"))[0] == 303


async def test_the_code_works_in_the_browser_that_asked_and_is_slow_to_guess(desk: Office) -> None:
    lin, thief = desk.browser(), desk.browser()
    await lin.go("POST", "/desk/login", address=LIN)
    [mail] = await desk.work()
    code = text_of(mail).partition("代碼 ")[2][:7]
    assert (await thief.go("POST", "/desk/login/code", code=code))[0] == 403, "another browser"
    assert (await lin.go("POST", "/desk/login/code", code="12"))[0] == 403
    assert (await lin.go("POST", "/desk/login/code", code=code))[0] == 303
    await thief.go("POST", "/desk/login", address=LIN)
    [mail] = await desk.work()
    right = text_of(mail).partition("代碼 ")[2][:7].replace(" ", "")
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert [(await thief.go("POST", "/desk/login/code", code=wrong))[0] for _ in range(5)] == [403] * 5
    assert (await thief.go("POST", "/desk/login/code", code=right))[0] == 403, "five tries, then none"


async def test_nobody_learns_who_is_of_the_staff(desk: Office) -> None:
    pages = []
    for address in (LIN, "stranger@elsewhere.example"):
        status, text, _ = await desk.browser().go("POST", "/desk/login", address=address)
        pages.append((status, text))
        assert len(await desk.work()) == (address == LIN)
    assert pages[0] == pages[1]
    async with desk.service.database.read() as connection:
        kept = str((await connection.execute(select(sign_in))).all()) + str(
            (await connection.execute(select(access))).all()
        )
    assert "stranger" not in kept


async def test_what_is_kept_signs_nobody_in(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    async with desk.service.database.read() as connection:
        kept = str((await connection.execute(select(staff_session))).all())
    assert lin.cookies[COOKIE] not in kept


async def test_too_many_requests_for_one_address_are_refused(desk: Office) -> None:
    asked = [await desk.browser().go("POST", "/desk/login", address=LIN) for _ in range(6)]
    assert [status for status, _, _ in asked] == [200] * 5 + [429]
    assert len(await desk.work()) == 5


async def test_a_session_ends_by_time_by_signing_out_and_with_the_address(
    desk: Office, tmp_path: Path
) -> None:
    lin = await desk.signed_in(LIN)
    stolen = dict(lin.cookies)
    status, _, to = await lin.press("/desk", "/desk/logout")
    assert (status, to) == (303, "/desk/login")
    lin.cookies = stolen
    assert (await lin.go("GET", "/desk"))[0] == 303, "the session is over, whoever has its cookie"
    again = await desk.signed_in(LIN)
    desk.service.settings = desk.service.settings.model_copy(update={"staff_mail": "a@b.example:主管"})
    assert (await again.go("GET", "/desk"))[0] == 303, "an address that was removed"
    desk.service.settings = desk.service.settings.model_copy(update={"staff_mail": f"{LIN}:承辦"})
    assert (await again.go("GET", "/desk"))[0] == 200
    desk.later(hours=8)
    assert (await again.go("GET", "/desk"))[0] == 303


@pytest.mark.parametrize(
    "target", ["//evil.example", "/desk//evil.example", "https://evil.example", "/desk\\@e", "/x"]
)
async def test_signing_in_leads_to_no_other_site(desk: Office, target: str) -> None:
    lin = desk.browser()
    await lin.go("POST", "/desk/login", address=LIN, to=target)
    [mail] = await desk.work()
    assert (await lin.go("POST", link_of(mail)))[2] == "/desk"


async def test_without_a_session_nothing_is_shown_and_nothing_done(desk: Office) -> None:
    stranger = desk.browser()
    for path in ("/desk", f"/desk/{CASE}", f"/desk/{CASE}/files/document", "/desk/cases.xlsx"):
        status, _, to = await stranger.go("GET", path)
        assert (status, to.partition("?")[0]) == (303, "/desk/login"), path
    lin = await desk.signed_in(LIN)
    status, _, _ = await lin.go("POST", f"/desk/{CASE}/do/approve", seen="0")
    assert status == 403, "a form without its token"


def test_the_setting_names_what_is_wrong() -> None:
    assert staff_of("Lin@Office.example:承辦 , b@c.example:主管") == {
        "lin@office.example": StaffRole.OFFICER,
        "b@c.example": StaffRole.MANAGER,
    }
    for wrong in ("lin@office.example", "lin:承辦", "lin@office.example:老闆", "a b@c.example:主管"):
        with pytest.raises(ValueError, match="must be addresses with their role"):
            Settings(staff_mail=wrong)
