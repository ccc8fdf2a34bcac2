"""Mail with scans: filed when a known person sent it and it can be read, else on the list; never of a stranger."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.office.received.filing import CopyFiling
from bot.office.received.mail_intake import MailIntake
from bot.office.received.mail_parts import read_mail
from storage.cases.stream.case_events import CaseEvents
from storage.staff.unfiled import Unfiled
from tests.bot.conversation.copy_intake.test_virus_scan import VIRUS, clamd
from tests.bot.office.opened_office import CASE, LIN, Browser, Office
from tests.fixtures.photos import photo
from tests.fixtures.shots import Shot
from tests.support.scripts import ubns

CONTACT = f"office@c{ubns(1)[-1]}.example.com.tw"
SCAN = b"\xff\xd8" + b"x" * 30_000
LOGO = b"\xff\xd8" + b"x" * 900


def mail(subject: str = f"FW: 申請書 [{CASE}]", sender: str = CONTACT, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "intake@programme.example", subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("如附件")
    return message


def with_scan(message: EmailMessage, content: bytes = SCAN) -> EmailMessage:
    message.add_attachment(content, maintype="image", subtype="jpeg", filename="scan.jpg")
    return message


def test_what_a_mail_carries_however_it_was_forwarded() -> None:
    plain = read_mail(with_scan(mail(sender=f"陳 <{CONTACT.upper()}>")).as_bytes())
    assert (plain.sender, plain.case_number, plain.scans, plain.automatic) == (CONTACT, CASE, (SCAN,), False)
    for subject in (f"轉寄: {CASE}", "WG: Re: ［１１３－０００１］", "113-0001-ABCDEFG 申請書"):
        assert read_mail(mail(subject).as_bytes()).case_number == CASE, subject
    for subject in ("電話 02-2311-0001", "A113-0001", "113-00012345678", "", "\udc80"):
        assert read_mail(mail(subject.encode("utf-8", "replace").decode()).as_bytes()).case_number != CASE
    outer = mail("FW: 沒有案號")
    outer.add_attachment(with_scan(mail()))
    assert read_mail(outer.as_bytes()).scans == (SCAN,), "a mail as attachment"
    signed = mail()
    signed.add_related(LOGO, maintype="image", subtype="png", cid="<logo@x>")
    assert read_mail(signed.as_bytes()).scans == (), "the logo of a signature is no scan"
    tnef = mail()
    tnef.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert read_mail(tnef.as_bytes()).sealed
    for automatic in (
        mail(Auto_Submitted="auto-replied"), mail("自動回覆: 我不在"), mail("Automatic reply: away"),
        mail(Precedence="bulk"), mail(X_Autoreply="yes"),
    ):  # fmt: skip
        assert read_mail(with_scan(automatic).as_bytes()).automatic, automatic["Subject"]
    for broken in (b"", b"\x00\xff", b"Subject: =?x?q?\n\n", b"Content-Type: multipart/mixed\n\n--"):
        assert read_mail(broken).scans == ()


@pytest.fixture
def intake(desk: Office) -> MailIntake:
    service = desk.service
    return MailIntake(service, CaseEvents(service.database), Unfiled(service.database), CopyFiling(service))


async def test_a_scan_of_a_known_person_is_filed_once(desk: Office, lin: Browser, intake: MailIntake) -> None:
    scan = photo(Shot("mailed", case_number=CASE))
    raw = with_scan(mail(), scan).as_bytes()
    assert [await intake.take(raw) for _ in range(2)] == [True, True]
    _, page, _ = await lin.go("GET", f"/desk/{CASE}")
    assert "待審查" in page
    assert page.count("代收簽章申請書") == 1
    assert await intake.unfiled.listed() == ()
    by_code = with_scan(
        mail("FW: 沒有案號", LIN), photo(Shot("by code", case_number=CASE, angle=2))
    ).as_bytes()
    assert await intake.take(by_code)
    assert await intake.unfiled.listed() == (), "the code on the page names the case"


async def test_with_a_virus_scanner_no_mail_is_opened_that_it_has_not_looked_at(
    desk: Office, lin: Browser, tmp_path: Path
) -> None:
    service, socket = desk.service, tmp_path / "clamd.ctl"
    service.settings = service.settings.model_copy(update={"clamd_url": f"unix://{socket}"})
    intake = MailIntake(service, CaseEvents(service.database), Unfiled(service.database), CopyFiling(service))
    scan = photo(Shot("mailed", case_number=CASE))
    assert await intake.take(with_scan(mail(), scan).as_bytes())
    desk.later(minutes=1)
    async with clamd(socket) as seen:
        assert await intake.take(with_scan(mail("沒有案號", LIN), scan + VIRUS).as_bytes())
        assert seen == [scan + VIRUS]
    socket.unlink(missing_ok=True)
    assert [one.reason for one in await intake.unfiled.listed()] == ["infected", "not_scanned"]
    assert "待簽章" in (await lin.go("GET", f"/desk/{CASE}"))[1], "neither was opened"
    _, page, _ = await lin.go("GET", "/desk/unfiled")
    assert "掃毒程式說檔案有病毒" in page
    assert "以後自動刪除" in page
    for one in await intake.unfiled.listed():
        status, page, _ = await lin.press("/desk/unfiled", f"/desk/unfiled/{one.id}/file", case=CASE)
        assert (status, "現在沒辦法掃毒" in page) == (422, True)
    async with clamd(socket):
        infected, clean = await intake.unfiled.listed()
        for one, expected in ((infected, 422), (clean, 200)):
            assert (await lin.press("/desk/unfiled", f"/desk/unfiled/{one.id}/file", case=CASE))[
                0
            ] == expected
    assert "待審查" in (await lin.go("GET", f"/desk/{CASE}"))[1]
    assert [one.id for one in await intake.unfiled.listed()] == [infected.id]


async def test_a_stranger_or_an_unreadable_one_waits_on_the_list_until_somebody_files_it(
    desk: Office, lin: Browser, intake: MailIntake
) -> None:
    scan = photo(Shot("mailed", case_number=CASE))
    stranger = with_scan(mail(sender="<b>stranger@elsewhere.example"), scan).as_bytes()
    assert await intake.take(stranger)
    assert await intake.take(with_scan(mail(), b"%PDF-1.7 no file").as_bytes())
    assert await intake.take(with_scan(mail("沒有案號"), b"%PDF-1.7 none").as_bytes())
    assert not await intake.take(mail("只有文字").as_bytes()), "a letter stays unread in the mailbox"
    assert not await intake.take(with_scan(mail(Auto_Submitted="auto-replied"), scan).as_bytes())
    assert "待簽章" in (await lin.go("GET", f"/desk/{CASE}"))[1], "nothing of it reached the case"
    assert "待歸檔 <b>3</b>" in (await lin.go("GET", "/desk"))[1]
    _, page, _ = await lin.go("GET", "/desk/unfiled")
    assert "不是承辦，也不是這個案件的聯絡人" in page
    [mine] = [one for one in await intake.unfiled.listed() if one.reason == "stranger"]
    action = f"/desk/unfiled/{mine.id}/file"
    before = len(await intake.unfiled.listed())
    status, page, _ = await lin.press("/desk/unfiled", action, case="１１３-９９９９ <b>")
    assert (status, "找不到案號「１１３-９９９９ &lt;b&gt;」" in page) == (422, True)
    assert 'value="１１３-９９９９ &lt;b&gt;"' in page, "what was typed stays, at its mail"
    assert page.count('aria-invalid="true"') == 1
    assert (await lin.press("/desk/unfiled", action, case="   "))[0] == 422
    assert len(await intake.unfiled.listed()) == before
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in CASE)
    status, page, _ = await lin.press("/desk/unfiled", action, case=f" {wide} ")
    assert (status, "已收下" in page) == (200, True)
    assert "待審查" in (await lin.go("GET", f"/desk/{CASE}"))[1]
    for again in (action, f"/desk/unfiled/{mine.id}/leave"):
        csrf = (await lin.go("GET", "/desk/unfiled"))[1].partition('name="csrf" value="')[2].partition('"')[0]
        _, _, leads = await lin.go("POST", again, csrf=csrf, case=CASE)
        assert "已經有人處理了" in (await lin.go("GET", leads))[1], "the second sees what happened"
    other = (await intake.unfiled.listed())[0]
    await lin.press("/desk/unfiled", f"/desk/unfiled/{other.id}/leave")
    assert len(await intake.unfiled.listed()) == 1
    assert await intake.unfiled.content(other.id) is None, "nothing of it stays"
    assert await intake.take(stranger)
    assert len(await intake.unfiled.listed()) == 1, "once"
