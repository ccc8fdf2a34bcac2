"""The child that reads foreign files: what it cannot do, how it ends, and that nothing of its end reaches us."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import uvloop

from bot.sandbox.packet import MOST_CONTENT, BadPacket, Packet, announced, facts_size
from bot.sandbox.runner import ROOT, Limits, Sandbox
from tests.support.signed_copies.uploads import STUB

PRISONER = "tests.support.signed_copies.prisoner"

REFUSED: Mapping[tuple[str, ...], frozenset[str]] = {
    ("read a file", "list a folder", "remove a file", "read the service's environment"): frozenset({"files"}),
    ("connect", "send a datagram"): frozenset({"network", "system calls"}),
    ("start a process", "fork", "stop the service", "limit the service"): frozenset({"system calls"}),
}
"""What a kernel refuses that grants any of these; everything else that is tried is refused by each."""


@pytest.fixture
def listening() -> Iterator[int]:
    """The port of somebody who listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


async def asked(sandbox: Sandbox, word: bytes) -> Packet | None:
    """What the stub makes of an upload."""
    async with sandbox.child() as child:
        return await child.answer(Packet({"kept": []}, [b"unsigned", word]))


async def test_the_child_reaches_nothing_of_ours(
    tmp_path: Path, listening: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "12345:secret")
    secret = tmp_path / "bot.db"
    secret.write_bytes(b"answers")
    async with Sandbox(module=PRISONER).child() as child:
        answer = await child.answer(Packet({"secret": str(secret), "port": listening}))
    assert answer is not None
    possible = {name for name, came in answer.facts["told"].items() if came == "done"}
    assert possible <= {name for names, by in REFUSED.items() if not by & child.closed for name in names}
    assert secret.read_bytes() == b"answers"
    assert list(tmp_path.iterdir()) == [secret]
    assert "TELEGRAM_TOKEN" not in answer.facts["environment"]
    assert answer.facts["session"] is True


@pytest.mark.parametrize("word", [b"die", b"hang", b"flood"])
async def test_its_end_is_an_answer_of_none_and_leaves_no_process(word: bytes) -> None:
    sandbox = Sandbox(Limits(seconds=1), STUB)
    begun = time.monotonic()
    async with sandbox.child() as child:
        pid = child.pid
        assert await child.answer(Packet({"kept": []}, [b"unsigned", word])) is None
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)
    assert await asked(sandbox, b"page 1") is not None, "and the next file is read"


async def test_a_file_that_takes_long_gives_way_to_everybody() -> None:
    async with Sandbox(Limits(seconds=60, brisk_seconds=0.3), STUB).child() as child:
        reading = asyncio.create_task(child.answer(Packet({"kept": []}, [b"unsigned", b"burn"])))
        async with asyncio.timeout(30):
            while os.sched_getscheduler(child.pid) != os.SCHED_IDLE:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        reading.cancel()
        await asyncio.wait({reading})


async def test_an_ordinary_file_takes_its_turn_with_the_others() -> None:
    async with Sandbox(Limits(brisk_seconds=5), STUB).child() as child:
        assert await child.answer(Packet({"kept": []}, [b"unsigned", b"slow 0.6"])) is not None
        assert os.sched_getscheduler(child.pid) == os.SCHED_OTHER


def test_the_loop_of_the_service_can_talk_to_a_child() -> None:
    """The service runs on uvloop, tests on asyncio."""

    async def reading() -> None:
        assert await asked(Sandbox(module=STUB), b"page 1") is not None
        assert await asked(Sandbox(Limits(seconds=1), STUB), b"hang") is None

    uvloop.run(reading())


async def test_whoever_gives_up_while_it_starts_leaves_no_process() -> None:
    task = asyncio.create_task(asked(Sandbox(module=STUB), b"page 1"))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
    await asyncio.sleep(0.5)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    states = [Path(f"/proc/{pid}/cmdline").read_text() for pid in children if Path(f"/proc/{pid}").exists()]
    assert not [line for line in states if STUB in line]


async def test_whoever_gives_up_waiting_leaves_no_process() -> None:
    pids = []

    async def reading() -> None:
        async with Sandbox(Limits(seconds=60), STUB).child() as child:
            pids.append(child.pid)
            await child.answer(Packet({"kept": []}, [b"unsigned", b"hang"]))

    task = asyncio.create_task(reading())
    while not pids:  # noqa: ASYNC110 - it starts in a moment
        await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait({task})
    with pytest.raises(ProcessLookupError):
        os.killpg(pids[0], 0)


async def test_no_more_children_at_once_than_allowed_and_first_come_first_served() -> None:
    sandbox, now, most, order = Sandbox(Limits(at_once=2), STUB), 0, 0, []

    async def reading(number: int) -> None:
        nonlocal now, most
        async with sandbox.child() as child:
            now += 1
            most = max(most, now)
            order.append(number)
            assert await child.answer(Packet({"kept": []}, [b"unsigned", b"slow 0.2"]))
            now -= 1

    await asyncio.gather(*(reading(number) for number in range(5)))
    assert most == 2
    assert all(abs(place - number) < most for place, number in enumerate(order)), (
        "those together start in any order"
    )


async def test_the_child_ends_with_the_service_that_was_killed() -> None:
    service = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.services.doomed_service",
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert service.stdout is not None
    pid = int(await asyncio.wait_for(service.stdout.readline(), 30))
    service.send_signal(signal.SIGKILL)
    await service.wait()
    async with asyncio.timeout(10):
        while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "head",
    [
        b"", b"{", b"[]", b"null", b'{"facts": {}}', b'{"facts": [], "sizes": []}', b'{"facts": {}, "sizes": [-1]}',
        b'{"facts": {}, "sizes": ["x"]}', b'{"facts": {}, "sizes": [%d]}' % (MOST_CONTENT + 1),
        b'{"facts": {}, "sizes": [%s]}' % b",".join([b"1"] * 65), b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_packet_is_told_so(head: bytes) -> None:
    with pytest.raises(BadPacket):
        announced(head)


def test_the_facts_have_a_limit() -> None:
    with pytest.raises(BadPacket):
        facts_size(b"\xff\xff\xff\xff")
