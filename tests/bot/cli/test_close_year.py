"""Closing a year, asking for one's data, telling whom a breach concerns, and an act from the command line."""

import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.cli.decisions import staff_member
from bot.cli.office.close_year import close_year
from bot.cli.office.person import affected, person_data
from bot.cli.office.review import review
from bot.cli.staff import listed
from bot.reporting.daily_figures import DailyFigures
from bot.year.archive import DamagedArchive, check
from flows.definitions.programme import taipei_day
from flows.selection.codec import to_json
from flows.selection.events import CasesEntered
from storage.cases.stream.case_events import CaseEvents
from storage.figures.figures import Figures
from storage.retention.proofs import Proofs
from storage.selection.rounds import NewRoundEvent, RoundChange, Rounds
from storage.staff.access_log import Access, AccessLog
from tests.bot.office.opened_office import CASE, LIN, WANG, Office, copy_came, office
from tests.support.scripts import application, ubns

PROGRAMME = "diagnosis-113"
ANSWERS = application("non_exporter", ubns(1)[-1])[1]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as found:
        await found.work()
        yield found


async def confirmed(desk: Office, address: str, what: str) -> None:
    browser = await desk.signed_in(address)
    status, _, _ = await browser.press("/desk/year", f"/desk/year/{what}")
    assert status == 303


async def test_a_year_is_archived_and_erased_once_two_people_have_confirmed_each(
    desk: Office, tmp_path: Path
) -> None:
    service, file = desk.service, tmp_path / "113.zip"
    lin = await desk.signed_in(LIN)
    assert "還在受理" in (await lin.go("GET", "/desk/year"))[1]
    told = RoundChange(LIN, [NewRoundEvent(to_json(CasesEntered((CASE,))))])
    await Rounds(service.database).change(PROGRAMME, lambda seen: told, service.now())
    desk.later(days=31)
    await DailyFigures(service).count(taipei_day(service.now()))
    assert await close_year(service, PROGRAMME, archive=file, erase=None) == 2
    await confirmed(desk, LIN, "archive")
    assert await close_year(service, PROGRAMME, archive=file, erase=None) == 2, "one is not enough"
    assert not file.exists()
    await confirmed(desk, WANG, "archive")
    assert "已封存 1 件" in str(await close_year(service, PROGRAMME, archive=file, erase=None))
    assert await close_year(service, PROGRAMME, archive=file, erase=None) == 2, "never over an earlier one"
    check(file)
    with ZipFile(file) as archive:
        names = archive.namelist()
        data = json.loads(archive.read(f"{CASE}/case.json"))
    assert data["application"]["answers"]["contact_name"] == ANSWERS["contact_name"]
    for name in ("applications.xlsx", "figures.json", "SHA256SUMS"):
        assert name in names
    assert any(name.startswith(f"{CASE}/document-") for name in names)
    assert await close_year(service, PROGRAMME, archive=None, erase=file) == 2, "nobody has confirmed that"
    await confirmed(desk, LIN, "erasure")
    await confirmed(desk, WANG, "erasure")
    other = tmp_path / "other.zip"
    other.write_bytes(file.read_bytes()[:-100])
    assert await close_year(service, PROGRAMME, archive=None, erase=other) == 2
    assert {"selection.json", "selection-minutes.pdf", "selection-scores.xlsx"} <= set(names)
    before = await service.applications.get(CASE)
    assert before
    assert before.answers
    assert "已刪除 1 件" in str(await close_year(service, PROGRAMME, archive=None, erase=file))
    found = await service.applications.get(CASE)
    assert found
    assert found.answers == {}
    assert (await Rounds(service.database).of(PROGRAMME)).events == ()
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("bot.db*"))
    assert ANSWERS["contact_name"].encode() not in kept
    assert [
        one
        for one in await Proofs(service.database).since(service.now() - timedelta(days=1))
        if one.rule == "year"
    ]
    assert await Figures(service.database).summed(PROGRAMME, date.min, date.max), "counts outlive the year"
    assert "已經結案" in str(await close_year(service, PROGRAMME, archive=None, erase=file))
    assert "已封存並刪除" in (await (await desk.signed_in(WANG)).go("GET", "/desk/year"))[1]


async def test_two_officers_are_not_enough(tmp_path: Path) -> None:
    both = f"{LIN}:承辦, {WANG}:承辦"
    async with office(tmp_path, lambda given: given.model_copy(update={"staff_mail": both})) as desk:
        await desk.work()
        desk.later(days=31)
        for address in (LIN, WANG):
            await confirmed(desk, address, "archive")
        assert await close_year(desk.service, PROGRAMME, archive=tmp_path / "113.zip", erase=None) == 2


def test_a_damaged_archive_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with ZipFile(file, "w") as archive:
        archive.writestr("a", b"something else")
        archive.writestr("SHA256SUMS", "00  a\n")
    with pytest.raises(DamagedArchive):
        check(file)


async def test_one_persons_data_is_a_file_with_everything_kept_of_them(desk: Office, tmp_path: Path) -> None:
    out = tmp_path / "person.zip"
    assert "已寫入" in (await person_data(desk.service, CASE, out) or "")
    assert "已經有這個檔案" in (await person_data(desk.service, CASE, out) or "")
    assert await person_data(desk.service, "113-9999", tmp_path / "none.zip") is None
    with ZipFile(out) as archive:
        text = archive.read("answers.txt").decode()
        assert ANSWERS["contact_email"] in text
        assert json.loads(archive.read("case.json"))["mails"]
        assert any(name.endswith(".pdf") for name in archive.namelist())


async def concerned(
    desk: Office, who: str | None = None, since: str | None = None, until: str | None = None
) -> str:
    """What `affected` says."""
    told = await affected(desk.service, who=who, since=since, until=until)
    return told.decode("utf-8-sig") if isinstance(told, bytes) else told


async def test_whom_a_breach_concerns(desk: Office) -> None:
    log, before = AccessLog(desk.service.database), desk.service.now() - timedelta(minutes=1)
    address = ANSWERS["contact_email"]
    assert address in await concerned(desk)
    assert address not in await concerned(desk, who=LIN)
    await log.add(Access(before, LIN, "case", CASE))
    assert address in await concerned(desk, who=LIN)
    assert address not in await concerned(desk, who=WANG)
    await log.add(Access(before, WANG, "export", None, "all 1"))
    assert address in await concerned(desk, who=WANG), "an export shows everybody"
    assert "日期" in await concerned(desk, since="yesterday")
    assert address not in await concerned(desk, until="2024-01-01")


async def test_an_act_from_the_command_line_is_the_same_as_on_the_page(
    desk: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    service = desk.service
    await copy_came(desk)
    assert CASE in await listed(service, stage="review")
    assert await listed(service, stage="matching") == "沒有這個階段的案件。"
    assert await listed(service, stage="待審查") == await listed(service, stage="review"), "the desk's word"
    assert "待審查 (review)" in await listed(service, stage="待審")
    done = await review(service, CASE, "approve", note="", day="", reason=[], tell=True)
    assert "審查通過" in str(done)
    [event] = await CaseEvents(service.database).of(CASE)
    assert (event.who, event.event["is"]) == (staff_member(), "ReviewPassed")
    desk.later(minutes=11)
    [mail] = await desk.work()
    assert "審查通過" in mail["Subject"]
    assert await review(service, CASE, "reopen", note="x", day="", reason=[], tell=True) == 2
    assert await review(service, CASE, "refuse", note="", day="nonsense", reason=[], tell=True) == 2
    assert "現在可以做的" in capsys.readouterr().out
    assert await review(service, "113-9999", "approve", note="", day="", reason=[], tell=True) is None
