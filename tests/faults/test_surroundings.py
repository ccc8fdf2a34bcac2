"""Platform, mail server and disk misbehave: people are held up, nothing they said is lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import built
from bot.channels.telegram.parse import Private, read_update
from bot.cli.staff import resent
from bot.config.settings import Settings
from bot.demo.people import free_port
from bot.demo.standins.mailbox import Mailbox
from bot.demo.standins.telegram import Trouble
from bot.job_handlers import running_worker
from bot.service import Service
from tests.faults import ledger
from tests.faults.conftest import World, consented
from tests.faults.crowd import Somebody, update
from tests.faults.service import open_programme


async def test_a_platform_that_fails_loses_replies_but_no_answers(
    world: World, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    server = await world.serving(url)
    bots, people = world.bots(server), world.people(2)
    await asyncio.gather(*(one.go_on(bots, world.answers, consented(one)) for one in people))
    troubles = [Trouble(500), Trouble(0), Trouble(502)] * 2
    world.telegram.trouble("sendMessage", *troubles)
    await asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    await ledger.settled(url, world.mailbox, 2)
    found = await ledger.applications(url)
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(2)
    assert {call.status for call in world.telegram.calls if call.method == "sendMessage"} >= {0, 500, 502}
    tell(f"{len(troubles)} replies met 500, 502 or silence; answers lost: nothing")


async def test_a_mail_server_that_hangs_up_after_the_content(
    world: World, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """Whether it took the mail nobody knows, so it is sent again; the Message-ID tells the reader it is the same."""
    url = f"sqlite:///{tmp_path}/bot.db"
    server = await world.serving(url)
    world.mailbox.refuse("451 4.7.1 Greylisted")
    world.mailbox.drop_after_data(taken=True)
    world.mailbox.drop_after_data(taken=False)
    [person] = world.people(1)
    await person.go_on(world.bots(server), world.answers)
    ids = await ledger.settled(url, world.mailbox, 1)
    came = [str(mail.message["Message-ID"]) for mail in world.mailbox.messages]
    assert [one.split(".")[:2] for one in ids] == [["<113-0001", "applicant"], ["<113-0001", "staff"]]
    assert len(came) == 3, "only the mail that was taken before the line went dead came twice"
    assert len({mail.raw for mail in world.mailbox.messages}) == 2, "byte for byte the same"
    tell("greylisted once, the line cut twice after DATA; lost: nothing; 1 mail came twice, recognisably")


async def test_a_full_disk_refuses_and_recovers(
    world: World, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    server = await world.serving(url, "-m", "tests.faults.doomed", "serve")
    bots, people = world.bots(server), world.people(2)
    await asyncio.gather(*(one.go_on(bots, world.answers, consented(one)) for one in people))
    await asyncio.to_thread(server.stop)
    limit = max(file.stat().st_size for file in tmp_path.glob("bot.db*")) + 20_000
    await asyncio.to_thread(server.start, FILE_LIMIT=str(limit))
    assert await asyncio.to_thread(server.ready)
    crowd = asyncio.gather(*(one.go_on(bots, world.answers) for one in people))
    async with asyncio.timeout(60):
        while bots.refusals < 5:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    assert server.alive, "it waits for space, it does not fall over"
    server.kill()
    await asyncio.to_thread(server.start)
    await crowd
    await ledger.settled(url, world.mailbox, 2)
    found = await ledger.applications(url)
    assert {person: answers for person, (_, answers) in found.items()} == world.expected(2)
    await ledger.turns(url)
    tell(f"disk full: {bots.refusals} deliveries refused and brought again; lost: nothing")


async def test_a_read_only_database_refuses_and_recovers(
    world: World, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    server = await world.serving(url, "-m", "bot", "serve", "--no-worker")
    bots, [person] = world.bots(server), world.people(1)
    await person.go_on(bots, world.answers, consented(person))
    assert await asyncio.to_thread(server.stop) == 0
    await asyncio.to_thread(server.start, DATABASE_URL=f"sqlite:///file:{tmp_path}/bot.db?mode=ro&uri=true")
    assert await asyncio.to_thread(server.ready)
    going = asyncio.ensure_future(person.go_on(bots, world.answers, consented(person) + 3))
    async with asyncio.timeout(20):
        while bots.refusals < 3:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    assert await asyncio.to_thread(server.stop) == 0
    await asyncio.to_thread(server.start)
    await going
    journal = await ledger.turns(url)
    assert [len(events) for events in journal.values()] == [4], "the consent and three answers"
    tell(f"database read-only: {bots.refusals} deliveries refused and brought again; lost: nothing")


async def _apply(service: Service, person: Somebody) -> None:
    """Say everything, without any platform."""
    for content in person.script:
        event = read_update(update(person.user, content), "7")
        assert isinstance(event, Private)
        turned = await service.turn_processor.receive(event.inbound)
        await turned.messages()


async def test_a_mail_half_delivered_goes_only_to_those_still_waiting(tmp_path: Path, world: World) -> None:
    clock = [datetime.now(UTC)]
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/bot.db",
        programme_file=open_programme(tmp_path),
        smtp_url=world.mailbox.url,
        mail_from="intake@programme.example",
        mail_to="first@programme.example, second@programme.example, third@programme.example",
    )
    world.mailbox.refuse("450 4.2.1 Busy", address="second@programme.example")
    world.mailbox.refuse("550 5.1.1 Unknown", address="third@programme.example")
    async with built(settings, now=lambda: clock[0]) as service, running_worker(service):
        service.case_status.patience = 0  # the clock stands still meanwhile
        await _apply(service, world.people(1)[0])
        async with asyncio.timeout(30):
            while not await service.jobs.stuck():
                clock[0] += timedelta(seconds=20)
                service.case_status.wake()
                await asyncio.sleep(0.05)
            while len(world.mailbox.messages) < 3:  # noqa: ASYNC110 - the applicant's comes when it comes
                await asyncio.sleep(0.05)
        [stuck] = await service.jobs.stuck()
        [_, staff] = await service.deliveries.of_case("113-0001")
        assert await resent(service, "113-0001", dry_run=False)
        assert await service.jobs.stuck() == ()
    to_staff = [
        mail.recipients for mail in world.mailbox.messages if "staff" in str(mail.message["Message-ID"])
    ]
    assert to_staff[:2] == [("first@programme.example",), ("second@programme.example",)]
    assert (stuck.kind, stuck.error) == ("staff_mail", "recipient: 550 5.1.1")
    assert (staff.failed_at, staff.missing) == (None, {"third@programme.example": "recipient: 550 5.1.1"})


async def test_a_mail_server_away_for_a_day_gets_every_mail_once(
    tmp_path: Path, tell: Callable[[str], None], world: World
) -> None:
    port, clock = free_port(), [datetime.now(UTC)]
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/bot.db",
        programme_file=open_programme(tmp_path),
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from="intake@programme.example",
        mail_to="staff@programme.example",
    )
    mailbox = Mailbox(port=port)
    [person] = world.people(1)
    async with built(settings, now=lambda: clock[0]) as service, running_worker(service):
        service.case_status.patience = 0  # the clock stands still meanwhile
        await _apply(service, person)
        submitted = clock[0]
        while clock[0] < submitted + timedelta(days=1):
            clock[0] += timedelta(minutes=10)
            service.case_status.wake()
            await asyncio.sleep(0.03)
        attempts = max(job.attempts for job in await service.jobs.troubled(1))
        await mailbox.start()
        async with asyncio.timeout(40):
            while await ledger.open_jobs(settings.database_url):
                clock[0] += timedelta(minutes=10)
                service.case_status.wake()
                await asyncio.sleep(0.05)
    ids = sorted(str(mail.message["Message-ID"]) for mail in mailbox.messages)
    await mailbox.close()
    assert [one.split(".")[:2] for one in ids] == [["<113-0001", "applicant"], ["<113-0001", "staff"]]
    assert attempts < 70, "it hammers"
    tell(f"mail server away for a simulated day, {attempts} attempts; lost or doubled: nothing")
