"""What is past its time goes by itself, with a proof and no content; everything else stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.channels.telegram.parse import Private, read_update
from bot.config.settings import Settings
from bot.job_handlers import work_of
from bot.retention.nightly_erasure import NightlyErasure
from bot.service import Service
from flows.cases.codec import to_json
from flows.cases.events import CaseEvent, CaseRefused, CaseWithdrawn, MessageLeft
from flows.definitions.programme import taipei_day
from storage.cases.files import Files
from storage.cases.stream.case_events import CaseEvents
from storage.engine.database import Database
from storage.records import NewFile, StoredCaseEvent
from storage.retention.proofs import Proof, Proofs
from storage.schema.tables import access, case_file, erasure_proof, file, turn
from storage.staff.unfiled import Unfiled, UnfiledMail
from tests.bot.office.opened_office import CASE, LIN, Office, office
from tests.faults.crowd import update as platform_update
from tests.storage.engine.test_scrubbing import found_in
from tests.support.scripts import application, ubns

HALF = 12
"""Messages of somebody who gives up in the middle."""


async def chats(service: Service, number: int, persona: str, messages: int | None = None) -> dict[str, Any]:
    """Somebody writes from Telegram: all they have to say, or so many messages; their answers."""
    contents, answers = application(persona, ubns(number)[-1])
    for content in contents[:messages]:
        event = read_update(platform_update(7000 + number, content), "7")
        assert isinstance(event, Private)
        await (await service.turn_processor.receive(event.inbound)).messages()
    return answers


async def ended(desk: Office, event: CaseEvent, case: str = CASE) -> None:
    """The office ends a case, and the applicant is told."""
    now = desk.service.now()
    stored = [
        StoredCaseEvent(number, now, LIN, to_json(one))
        for number, one in enumerate((event, MessageLeft(1)), 1)
    ]
    await CaseEvents(desk.service.database).append(case, stored, [], now)


async def erase(desk: Office) -> dict[str, int]:
    """A night's run."""
    return {rule: count for rule, count in (await NightlyErasure(desk.service).erase()).items() if count}


def _words(answers: dict[str, Any]) -> list[str]:
    """What nobody else would have written."""
    return [answers[key] for key in ("company_name", "contact_name", "contact_email", "ubn")]


async def _in_files(database: Database, folder: Path, words: list[str]) -> set[str]:
    """Which of these words are in any file of the database."""
    if database.is_sqlite:
        content = b"".join(one.read_bytes() for one in folder.glob("bot.db*"))
        return {word for word in words if word.encode() in content}
    await database.scrub_files()
    async with database.read() as connection:
        server = Path((await connection.execute(text("SHOW data_directory"))).scalar_one())
        name = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        own = server / "base" / str((await connection.execute(name)).scalar_one())
    content = b"".join(one.read_bytes() for one in own.iterdir() if one.is_file())
    return {word for word in words if word.encode() in content or "pg_wal" in found_in(server, word)}


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgres"))]
)
async def test_nothing_of_a_closed_case_or_a_forgotten_draft_is_in_any_file(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = "" if kind == "sqlite" else str(request.getfixturevalue("new_postgres_url"))

    def on(given: Settings) -> Settings:
        return given.model_copy(update={"database_url": url}) if url else given

    async with office(tmp_path, on) as desk:
        service = desk.service
        gone = application("non_exporter", ubns(1)[-1])[1]
        await desk.work()
        await chats(service, 2, "sole_proprietor", HALF)
        kept = await chats(service, 3, "exporter")
        await desk.work()
        await ended(desk, CaseWithdrawn("來電表示放棄"))
        letter = UnfiledMail("a mail", service.now(), "somebody@else.example", "補寄文件", "stranger", CASE)
        await Unfiled(service.database).keep(letter, "掃描檔的內容".encode())
        draft = application("sole_proprietor", ubns(2)[-1])[1]
        words = [*_words(gone), draft["company_name"], "補寄文件", "掃描檔的內容"]
        assert await _in_files(service.database, tmp_path, words) == set(words)
        desk.later(days=181)
        assert await erase(desk) == {"drafts": 1, "closed": 1}, "with the mail that was about it"
        assert await _in_files(service.database, tmp_path, [*words, "來電表示放棄"]) == set()
        assert await _in_files(service.database, tmp_path, _words(kept)) == set(_words(kept))
        assert await erase(desk) == {}
        now = service.now()
        proofs = await Proofs(service.database).since(now - timedelta(days=1))
        assert Proof("closed 180", "case", 1, 1, now, now) in proofs
        assert Proof("drafts 30", "draft", 1, 0, now, now) in proofs
        async with service.database.read() as connection:
            written = repr((await connection.execute(select(erasure_proof))).all())
        assert not [word for word in words if word in written]


async def test_nothing_goes_before_its_time(desk: Office) -> None:
    service = desk.service
    await chats(service, 2, "sole_proprietor", HALF)
    day = (taipei_day(service.now()) + timedelta(days=60)).isoformat()
    await ended(desk, CaseRefused("已逾 200 人", day))
    desk.later(days=29)
    assert await erase(desk) == {}
    await chats(service, 2, "sole_proprietor", HALF + 1)
    desk.later(days=29)
    assert await erase(desk) == {}, "the last message counts, not the first"
    desk.later(days=2)
    assert await erase(desk) == {"drafts": 1}
    desk.later(days=140)  # 200 since the refusal, 140 since nobody may object to it any more
    assert await erase(desk) == {}
    desk.later(days=42)
    assert await erase(desk) == {"closed": 1}


async def test_a_case_is_kept_while_somebody_is_still_to_be_told(desk: Office) -> None:
    service = desk.service
    now = service.now()
    event = StoredCaseEvent(1, now, LIN, to_json(CaseWithdrawn("來電")))
    await CaseEvents(service.database).append(CASE, [event], [], now)
    desk.later(days=400)
    assert await erase(desk) == {}, "the withdrawal has not left"


async def test_only_that_session_goes_not_what_its_person_began_since(desk: Office) -> None:
    service = desk.service
    await ended(desk, CaseWithdrawn("來電"))
    desk.later(days=170)
    async with service.database.read() as connection:
        before = set((await connection.execute(select(turn.c.session).distinct())).scalars())
    event = read_update(platform_update(7001, application("exporter", ubns(9)[-1])[0][0]), "7")
    assert isinstance(event, Private)
    await (await service.turn_processor.receive(event.inbound)).messages()
    await service.journal.close()
    desk.later(days=11)
    assert await erase(desk) == {"closed": 1}
    async with service.database.read() as connection:
        after = set((await connection.execute(select(turn.c.session).distinct())).scalars())
    assert after <= before


async def test_replaced_files_and_photos_not_sent_in_go_what_is_in_force_stays(desk: Office) -> None:
    service = desk.service
    files, now = Files(service.database), service.now()
    old, new = b"%PDF the first copy", b"%PDF the second copy"
    for content in (old, new):
        await files.put(NewFile(CASE, "signed_copy", "signed.pdf", "application/pdf", content), now)
    await files.put(NewFile(CASE, "copy_page_1", "page.jpg", "image/jpeg", b"a page nobody sent"), now)
    desk.later(days=6)
    await files.put(
        NewFile(CASE, "copy_page_2", "page.jpg", "image/jpeg", b"another, days later"), service.now()
    )
    desk.later(days=2)
    assert await erase(desk) == {}, "the last of them counts"
    desk.later(days=6)
    assert await erase(desk) == {"unsent": 2}
    desk.later(days=17)
    assert await erase(desk) == {"replaced": 1}
    async with service.database.read() as connection:
        contents = list((await connection.execute(select(file.c.content))).scalars())
        roles = set((await connection.execute(select(case_file.c.role))).scalars())
    assert new in contents
    assert old not in contents
    assert not any(role.startswith("copy_") for role in roles)


async def test_a_mail_nobody_files_goes_with_everything_but_its_mark(desk: Office) -> None:
    unfiled, now = Unfiled(desk.service.database), desk.service.now()
    await unfiled.keep(UnfiledMail("early", now, "a@x.example", "主旨", "stranger", CASE), b"the scan")
    desk.later(days=60)
    await unfiled.keep(UnfiledMail("late", desk.service.now(), "b@x.example", "", "no_case"), b"another")
    desk.later(days=29)
    assert (await erase(desk)).get("unfiled") is None
    desk.later(days=2)
    assert (await erase(desk))["unfiled"] == 1
    assert [one.id for one in await unfiled.listed()] == ["late"]
    assert await unfiled.known("early"), "it is not taken a second time"
    now = desk.service.now()
    proofs = await Proofs(desk.service.database).since(now - timedelta(days=1))
    assert Proof("unfiled 90", "letter", 1, 0, now, now) in proofs


async def test_the_record_of_who_saw_what_ends_too(desk: Office) -> None:
    lin = await desk.signed_in(LIN)
    await lin.go("GET", f"/desk/{CASE}")
    desk.later(days=1826)
    assert (await erase(desk))["logs"] >= 3
    async with desk.service.database.read() as connection:
        assert (await connection.execute(select(access))).all() == []


async def test_a_night_has_one_run_however_many_processes_look(desk: Office) -> None:
    service, at = desk.service, desk.service.now().replace(hour=20)  # four in the morning in Taipei
    for chore in (NightlyErasure(service), NightlyErasure(service)):
        await chore.schedule(at)
        await chore.schedule(at)
    handlers = work_of(service).handlers
    runs = 0
    while job := await service.jobs.lease("test", at, 60, {"retention"}):
        await handlers[job.kind](job)
        await service.jobs.done(job, at)
        runs += 1
    assert runs == 1
