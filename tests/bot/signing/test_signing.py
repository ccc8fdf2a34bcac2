"""Signing online over HTTP: only a person who has proved who they are reads and signs; what comes of it holds."""

import asyncio
import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from bot.demo.standins.mailbox import Received
from bot.documents import qr_code
from bot.documents.seal import load_seal
from bot.documents.signatures import signatures
from bot.documents.verification import Finding, inspect
from bot.job_handlers import work_of
from bot.signed_copy import RefusalCode, Refused
from bot.signed_copy.pipeline import read_part
from bot.signing.words import words_of
from flows.signing.facts import ProofMethod
from storage.stored_names import JobKind
from tests.bot.signing.signer import (
    AGREED,
    DRAWING,
    Case,
    browser,
    eventually,
    finished,
    let_in,
    seal_picture,
    submitted,
)

SCANNERS = (
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1;line-poker/1.0",
    "LineSpider",
    "Mozilla/5.0",
)


async def test_somebody_else_signs_with_two_seals_and_the_programme_gets_it_with_its_record(
    tmp_path: Path,
) -> None:
    async with submitted(tmp_path) as case:
        link = await case.link(ProofMethod.MAIL)
        async with browser(link) as signer, browser(link) as other:
            before = await case.signing.cases.requests.facts(case.number, 1)
            for agent in SCANNERS * 3:
                other.headers["User-Agent"] = agent
                for method in ("GET", "HEAD"):
                    page = await other.ask(method=method)
                    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
                    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
                    assert "application" not in page.headers.get("Set-Cookie", "")
            assert await case.signing.cases.requests.facts(case.number, 1) == before
            assert "m***@company.tw" in (await signer.ask()).text
            assert "開始" in (await signer.ask()).text
            assert quote(qr_code.code(link)) in unescape((await signer.ask()).text)
            page = await signer.send("start")
            assert 'name="code"' in page.text
            code = await case.code()
            assert "驗證碼不對" in (await signer.send("code", code=str((int(code) + 1) % 10**6))).text
            page = await signer.send("code", code=code.translate({48 + n: 0xFF10 + n for n in range(10)}))
            assert "請讀第 1 頁" in page.text
            assert "請簽署這份申請書" in (await other.ask()).text, "another browser with the same link"
            for file in (*page.files, "/page-2.png", "/signed.pdf", "/check.png", "/nothing"):
                assert (await other.ask(file)).status == 404
            assert (await signer.ask("/page-1.png")).headers["Content-Type"] == "image/png"
            assert (await signer.ask("/page-2.png")).status == 404, "not asked for yet"
            submitted_pdf = (await signer.ask("/application.pdf")).body
            await signer.read_on()
            assert "請照順序" in (await signer.send("sign", document="")).text
            assert "讀不出" in (await signer.send("seals", company=b"no picture at all")).text
            page = await signer.send("seals", company=seal_picture(), own=seal_picture((30, 30, 30), 240))
            assert "確認後簽署" in page.text, page.text
            assert AGREED in page.text
            assert (await signer.ask("/field.png")).body.startswith(b"\x89PNG")
            page = await signer.send(
                "sign", document="0" * 64, statement1="1", statement2="1", statement3="1"
            )
            assert "和您讀的不同" in page.text
            await signer.sign()
            assert "已於" in (await other.ask()).text
            page = await finished(signer)
            signed = (await signer.ask("/signed.pdf")).body
            record = (await signer.ask("/record.pdf")).body
            assert (await other.ask("/signed.pdf")).status == 404
            assert (await signer.send("sign", document="")).status == 200
        await asyncio.to_thread(_holds, tmp_path, submitted_pdf, signed, record)
        await _staff_got_it_once(case, signed, record)


def _holds(folder: Path, before: bytes, signed: bytes, record: bytes) -> None:
    """Document and record are sealed, nothing was changed but the field, and any change shows."""
    seal = load_seal(folder / "執行單位.crt", folder / "執行單位.key").certificates[0]
    assert signed.startswith(before)
    report = inspect(signed, seal)
    assert (report.finding, report.signed_online) == (Finding.SEALED, True)
    assert not inspect(before, seal).signed_online
    assert [inspect(record, known).finding for known in (seal, None, b"another")] == [
        Finding.RECORD,
        Finding.UNKNOWN_SEAL,
        Finding.OTHER_SEAL,
    ]
    altered = bytearray(record)
    altered[len(record) // 2] ^= 1
    assert inspect(bytes(altered), seal).finding is not Finding.RECORD
    assert read_part(signed, before, "") == Refused(RefusalCode.SIGNED_ONLINE), (
        "our seal is nobody's signature"
    )
    flipped = bytearray(signed)
    flipped[len(before) + 4000] ^= 1
    assert inspect(bytes(flipped), seal).finding is not Finding.SEALED
    assert [(each.field, each.holds) for each in signatures(record)] == [("OrgSeal", True)]
    assert len(re.findall(rb"/Subtype\s*/Image", signed[len(before) :])) >= 2


async def _staff_got_it_once(case: Case, signed: bytes, record: bytes) -> None:
    """One mail, however often the job runs."""
    jobs = await case.stage.service.jobs.for_case(case.number)
    again = next(each for each in jobs if each.kind == JobKind.SIGNING_SEAL)
    await work_of(case.stage.service).handlers[JobKind.SIGNING_SEAL](again)

    async def mails() -> list[Received]:
        return [mail for mail in case.stage.mailbox.messages if "_signed.pdf" in str(mail.attachments)]

    (mail,) = await eventually(mails)
    assert [each.content for each in mail.attachments] == [signed, record]
    assert "授權主管已在網頁上簽署" in mail.subject
    assert "驗證碼" in mail.text
    assert "印章圖" in mail.text
    assert all("Common Name" not in each and "看起來已簽章" not in each for each in (mail.text, mail.html))
    await case.stage.person.say("進度")
    assert "已在網頁上簽署" in case.stage.person.screen
    assert "線上簽名" not in case.stage.person.buttons

    async def news() -> list[Received]:
        return [each for each in case.stage.mailbox.messages if "已線上簽署" in each.subject]

    assert len(await eventually(news)) == 1
    kinds = [each.kind for each in await case.stage.service.jobs.for_case(case.number)]
    assert (kinds.count(JobKind.SIGNED_MAIL), kinds.count(JobKind.SIGNING_SEAL)) == (1, 1)


@pytest.mark.parametrize("language", ["zh-TW", "en"])
async def test_whatever_has_become_of_a_link_one_sentence_says_it_and_how_to_go_on(
    tmp_path: Path, language: str
) -> None:
    words = words_of(language)

    async with submitted(tmp_path) as case:
        service = case.stage.service

        async def shows(link: str, screen: str, status: int) -> None:
            async with browser(link) as signer:
                for page in (
                    await signer.ask(f"?lang={language}"),
                    await signer.ask(f"/start?lang={language}", "POST"),
                ):
                    assert (page.status, words[screen]["title"] in page.text) == (status, True), page.text

        expired = await case.link(ProofMethod.CHAT, language, lasts=timedelta(seconds=-1))
        async with browser(expired) as signer:
            assert words["expired"]["title"] in (await signer.ask()).text
        locked = await case.link(ProofMethod.CHAT, language)
        await shows(expired, "ended", 410)
        async with browser(locked) as signer:
            await signer.send("start")
            assert [await case.typed("01") for _ in range(4)] == [False, False, False, None]
            page = await signer.ask()
            assert (page.status, words["locked"]["title"] in page.text) == (410, True)
        link = await case.link(ProofMethod.CHAT, language)
        async with browser(link) as signer:
            await let_in(case, signer)
            page = await signer.send("return", words="   ")
            assert words["refusals"]["no_words"] in page.text
            page = await signer.send("return", words="<b>統編</b> 錯了")
            assert words["sent_back"]["title"] in page.text
            assert (await signer.ask("/page-1.png")).status == 404

        async def news() -> list[Received]:
            return [mail for mail in case.stage.mailbox.messages if "<b>統編</b> 錯了" in mail.text]

        assert await eventually(news)
        await service.erasure.erase_case(case.number, service.now())
        await shows(link, "unknown", 404)
        assert await case.signing.cases.requests.facts(case.number, case.made) == ()


async def test_drawn_signatures_are_asked_about_or_refused_and_forms_of_other_sites_do_nothing(
    tmp_path: Path,
) -> None:
    async with submitted(tmp_path) as case, browser(await case.link(ProofMethod.CHAT)) as signer:
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
        ):
            signer.headers = headers
            assert (await signer.send("start")).status == 403
        signer.headers = {"Origin": signer.link.partition("/go/")[0], "Sec-Fetch-Site": "same-origin"}
        await let_in(case, signer)
        assert "請照順序" in (await signer.send("drawn", strokes=DRAWING)).text
        await signer.read_on()
        for strokes in ("", "[]", "[[]]", "x" * 300_000):
            assert "還沒有簽名" in (await signer.send("drawn", strokes=strokes)).text
        page = await signer.send("drawn", strokes="[[[0.5,0.5]]]")
        assert "像誤觸" in page.text
        assert "確認簽署" in page.text
        page = await signer.send("drawn", strokes=DRAWING)
        assert "像誤觸" not in page.text
        page = await signer.send("sign", document=re.search(r'value="(\w{64})"', page.text)[1])  # type: ignore[index]
        assert "請勾選三個方框" in page.text
        bomb = io.BytesIO()
        Image.new("1", (9000, 7000)).save(bomb, "PNG")
        assert "檔案太大" in (await signer.send("seals", own=bomb.getvalue())).text
        blank = io.BytesIO()
        Image.new("RGB", (400, 400), "white").save(blank, "PNG")
        assert "看不到印章" in (await signer.send("seals", own=blank.getvalue())).text
        assert "還沒有簽名" in (await signer.send("seals")).text


async def test_guessing_links_is_slowed_down_and_where_signing_is_off_every_link_says_so(
    tmp_path: Path,
) -> None:
    async with (
        submitted(tmp_path, sign_in_chat=False) as case,
        browser(await case.link(ProofMethod.CHAT)) as signer,
    ):
        page = await signer.ask()
        assert (page.status, "線上簽署已停止" in page.text) == (410, True)
        assert (await signer.send("start")).status == 410
    (tmp_path / "on").mkdir()
    async with submitted(tmp_path / "on") as case:
        link = await case.link(ProofMethod.CHAT)
        async with browser(link[:-4] + "xxxx") as guesser, browser(link) as signer:
            asked = [(await guesser.ask()).status for _ in range(40)]
            assert asked[:25] == [404] * 25
            assert asked[-1] == 429
            assert (await signer.ask()).status == 200
