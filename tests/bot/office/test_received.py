"""代收: a scan that came otherwise than in the chat is judged like one that came there, and stops the reminders."""

from pathlib import Path

import aiohttp
import pytest

from bot.cases.sent_copies import sent_copies
from bot.cli.office.received import received
from bot.office.received import upload
from storage.stored_names import FileRole, JobKind
from tests.bot.conversation.copy_intake.test_virus_scan import VIRUS, clamd
from tests.bot.office.opened_office import CASE, LIN, Browser, Office
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot

SIGNED = Shot("received", case_number=CASE)
PAGE = f"/desk/{CASE}/received"


async def drop(desk: Office, browser: Browser, *files: bytes, csrf: str = "") -> tuple[int, str]:
    """Drop files on the page of the case."""
    _, page, _ = await browser.go("GET", f"/desk/{CASE}")
    form = aiohttp.FormData()
    form.add_field("csrf", csrf or page.partition('name="csrf" value="')[2].partition('"')[0])
    for number, content in enumerate(files):
        form.add_field("scan", content, filename=f"{number}.jpg", content_type="application/octet-stream")
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    async with desk.client.post(
        PAGE, data=form, headers={"Cookie": cookie}, allow_redirects=False
    ) as response:
        return response.status, await response.text()


async def test_a_scan_is_judged_filed_mailed_and_told_once(desk: Office, lin: Browser) -> None:
    scan = photo(SIGNED)
    status, text = await drop(desk, lin, scan)
    assert status == 200, text
    assert "已收下" in text
    assert "看起來已簽章" in text
    found = await desk.service.applications.get(CASE)
    assert [one.by for one in sent_copies(found)] == [LIN] if found else False
    subjects = [str(mail["Subject"]) for mail in await desk.work()]
    assert any("回傳申請書" in one for one in subjects)
    assert any("前審查" in one for one in subjects), "it is the office's turn"
    jobs = [job.kind for job in await desk.service.jobs.for_case(CASE)]
    assert jobs.count(JobKind.COPY_CHAT) == 1
    _, page, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "待審查" in page
    assert "lin 代收簽章申請書" in page
    assert await desk.service.files.of_case(CASE, FileRole.SIGNED_COPY)
    status, text = await drop(desk, lin, scan)
    assert (status, "沒有再收一次" in text) == (200, True)
    assert await desk.work() == []


async def test_what_is_of_no_use_is_said_and_changes_nothing(
    desk: Office, lin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, text = await drop(desk, lin, b"%PDF-1.7 no file at all")
    assert (status, "打不開" in text) == (422, True)
    status, text = await drop(desk, lin, photo(Shot("other", case_number="113-0107")))
    assert (status, "另一個案件" in text) == (422, True)
    assert (await drop(desk, lin, b""))[0] == 422
    monkeypatch.setattr(upload, "MOST_PART_BYTES", 1000)
    status, text = await drop(desk, lin, b"x" * 1001)
    assert (status, "檔案太大" in text) == (422, True)
    monkeypatch.setattr(upload, "MOST_PARTS", 2)
    assert (await drop(desk, lin, b"x", b"x", b"x"))[0] == 422
    assert (await drop(desk, lin, b"x", csrf="forged"))[0] == 403
    assert (await drop(desk, desk.browser(), b"x"))[0] == 303
    found = await desk.service.applications.get(CASE)
    assert sent_copies(found) == () if found else False


async def test_page_and_command_have_a_scanner_look_first(desk: Office, lin: Browser, tmp_path: Path) -> None:
    service, socket, file = desk.service, tmp_path / "clamd.ctl", tmp_path / "scan.jpg"
    service.settings = service.settings.model_copy(update={"clamd_url": f"unix://{socket}"})
    scan = photo(SIGNED)
    file.write_bytes(scan + VIRUS)
    status, text = await drop(desk, lin, scan)
    assert (status, "現在沒辦法掃毒" in text) == (422, True)
    async with clamd(socket) as seen:
        assert "有病毒" in (await drop(desk, lin, scan, scan + VIRUS))[1]
        assert "沒有收下" in (await received(service, CASE, file) or "")
        assert seen == [scan, scan + VIRUS, scan + VIRUS]
        found = await service.applications.get(CASE)
        assert sent_copies(found) == () if found else False
        assert (await drop(desk, lin, scan))[0] == 200


async def test_the_command_does_the_same(desk: Office, tmp_path: Path) -> None:
    file = tmp_path / "scan.jpg"
    file.write_bytes(photo(SIGNED))
    assert await received(desk.service, "113-9999", file) is None
    told = await received(desk.service, CASE, file)
    assert told
    assert "已代收" in told
    assert "最後收到的一樣" in (await received(desk.service, CASE, file) or "")
    file.write_bytes(b"nothing")
    assert "沒有收下" in (await received(desk.service, CASE, file) or "")
