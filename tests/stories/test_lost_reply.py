"""A reply that LINE never showed: what is typed next must not answer the question it brought along."""

from pathlib import Path

import aiohttp
import pytest

from bot.demo.standins.line_person import LinePerson
from tests.bot.channels.reply_recorder import until
from tests.stories.test_second_thoughts import come
from tests.support.services.metrics import figures

REPLY = "/v2/bot/message/reply"


async def measured(url: str) -> dict[str, float]:
    """What /metrics says, by name."""
    async with aiohttp.ClientSession() as session, session.get(f"{url}/metrics") as response:
        return figures(await response.text())


@pytest.mark.parametrize("status", [500, 0])
async def test_a_question_nobody_saw_comes_with_the_next_contact(tmp_path: Path, status: int) -> None:
    async with come(tmp_path, "line", "exporter", "contact_name") as stage:
        person = stage.person
        assert isinstance(person, LinePerson)
        person.platform.trouble(REPLY, status)
        await person.post(person.message("text", text="林小華"))
        await until(lambda: stage.service.counters["line_lost"]() == 1)
        await person.say("喂？有人在嗎")
        assert "「喂？有人在嗎」是在看到下面這一題之前送出的，還沒有當作答案。" in person.screen
        assert "部門／職稱" in person.screen
        await person.say("經理")
        assert "✔ 部門／職稱：經理" in person.screen
        metrics = await measured(stage.url)
        assert (metrics["intake_line_lost_total"], metrics["intake_line_pushes_total"]) == (1, 0)
        assert metrics["intake_line_reply_calls_total"] == metrics["intake_line_replies_total"] + 1
