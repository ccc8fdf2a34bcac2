"""What every channel promises, proved of each through its platform's stand-in (bot/channels/base.py)."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.channels.base import Channel, Notification
from bot.channels.shared.download import FetchError
from flows.interface.inbound import Text
from flows.interface.messages import Look, Message
from flows.interface.ports import Receive
from tests.bot.channels import contract_scenes as scenes
from tests.bot.channels.contract_scenes import Contract
from tests.bot.channels.reply_recorder import ReplyRecorder, until
from tests.support.stopwatch import waited_seconds

NEWS = (Message(Look.NOTICE, title="news"),)


@pytest.fixture(
    params=[scenes.on_line, scenes.on_telegram_by_polling, scenes.on_telegram_by_webhook, scenes.on_the_web],
    ids=["line", "telegram-polling", "telegram-webhook", "web"],
)
async def at(request: pytest.FixtureRequest) -> AsyncIterator[Contract]:
    async with request.param() as scene:
        yield scene


@pytest.fixture(
    params=[scenes.line_of_nobody, scenes.telegram_of_nobody, scenes.web_channel],
    ids=["line", "telegram", "web"],
)
def make(request: pytest.FixtureRequest) -> Callable[[Receive], Channel]:
    """Makes a channel whose platform, if it has one, is away."""
    made: Callable[[Receive], Channel] = request.param
    return made


async def test_what_is_said_arrives_under_its_name_and_is_answered(at: Contract) -> None:
    await at.person.say("hello")
    inbound = at.desk.received[-1]
    assert (inbound.sender.channel, inbound.sender.user) == (at.channel.name, at.user)
    assert inbound.content == Text("hello")
    assert inbound.event_id
    assert "text hello" in at.person.screen
    await until(lambda: inbound.event_id in at.desk.known_sent)


async def test_what_is_not_stored_is_brought_again_and_not_answered_before(at: Contract) -> None:
    at.desk.refused.add(at.user)
    await at.bring("hello")
    await until(
        lambda: (
            Text("hello") in [each.content for each in at.desk.received if each.event_id in at.desk.commits]
        )
    )
    tries = [each for each in at.desk.received if each.content == Text("hello")]
    assert len(tries) > 1
    assert len({each.event_id for each in tries}) == 1
    assert at.desk.commits.count(tries[0].event_id) == 1


async def test_a_reply_that_fails_is_known_and_the_next_one_comes(at: Contract) -> None:
    sending = asyncio.ensure_future(at.bring("crash"))
    await until(lambda: len(at.desk.unseen) > 0)
    sending.cancel()
    await at.person.say("hello")
    assert "text hello" in at.person.screen


async def test_what_cannot_be_fetched_is_said_in_one_way(at: Contract) -> None:
    for ref in ("nothing", "../../etc/passwd", "", "統編"):
        with pytest.raises(FetchError):
            await at.channel.fetch(ref)


async def test_a_language_is_one_of_ours_or_unknown(at: Contract) -> None:
    for user in (at.user, "somebody", "", "a/b?c"):
        assert await at.channel.language(user) in ("zh-TW", "en", "")


async def test_news_arrive_where_they_can(at: Contract) -> None:
    before = at.unasked()
    await at.channel.notify(Notification(at.user, NEWS, "job:1"))
    assert at.unasked() == before + at.tells


async def test_news_arrive_from_a_process_that_does_not_serve(at: Contract) -> None:
    await at.channel.close()
    before = at.unasked()
    both = [at.channel.notify(Notification(at.user, NEWS, f"job:{number}")) for number in range(2)]
    await asyncio.gather(*both)
    assert at.unasked() == before + 2 * at.tells


async def test_counters_bear_its_name_and_are_numbers(at: Contract) -> None:
    await at.person.say("hello")
    assert all(name.startswith(f"{at.channel.name}_") for name in at.channel.counters)
    assert all(count() >= 0 for count in at.channel.counters.values())
    if at.channel.health:
        assert at.channel.health.name == at.channel.name


async def test_replies_in_flight_are_waited_for_at_the_end(at: Contract) -> None:
    at.desk.slow["slow"] = 0.3
    sending = asyncio.ensure_future(at.bring("slow"))
    await until(lambda: len(at.desk.commits) > 0 and Text("slow") in at.desk.contents())
    await asyncio.sleep(0.05)
    await at.channel.close()
    await sending
    assert at.desk.received[-1].event_id in at.desk.known_sent


async def test_it_starts_and_ends_at_once_whatever_its_platform_does(
    make: Callable[[Receive], Channel],
) -> None:
    async def start_and_end() -> None:
        channel = make(ReplyRecorder().receive)
        await channel.close()
        await channel.start()
        await channel.close()

    seconds, _ = await waited_seconds(start_and_end, enough=1)
    assert seconds < 1


async def test_what_its_platform_does_not_give_while_away(make: Callable[[Receive], Channel]) -> None:
    channel = make(ReplyRecorder().receive)
    await channel.start()
    with pytest.raises(FetchError):
        await channel.fetch("1")
    assert await channel.language("somebody") == ""
    await channel.close()


async def test_all_its_routes_are_its_own(make: Callable[[Receive], Channel]) -> None:
    channel = make(ReplyRecorder().receive)
    own = {"line": "/line/", "telegram": "/telegram/", "web": "/chat/"}[channel.name]
    assert all(route.path.startswith(own) for route in channel.routes)
