"""At every level the log holds neither what people write nor what opens anything: a whole application at DEBUG."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.config.logs import configure
from bot.demo.people import LINE_SECRET
from bot.demo.player import Player
from bot.demo.rehearsal import staged
from bot.demo.standins.line import ACCESS_TOKEN
from bot.demo.standins.smtp_server import At
from bot.demo.standins.telegram import TOKEN, Trouble
from bot.demo.standins.telegram_person import TelegramPerson
from tests.support.paths import PERSONAS

SHORT = 4
"""Characters from which a text is told from a word of ours or a number of anybody's."""


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything any logger says while LOG_LEVEL is DEBUG."""
    named = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    levels = {logger: logger.level for logger in (logging.root, *named)}
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    configure("DEBUG")
    logging.root.addHandler(handler)
    yield written
    logging.root.removeHandler(handler)
    for logger, level in levels.items():
        logger.setLevel(level)


def texts(node: Any) -> Iterator[str]:
    """Every text in a script's answers."""
    match node:
        case str() if len(node) >= SHORT:
            yield node
        case dict():
            for child in node.values():
                yield from texts(child)
        case list():
            for child in node:
                yield from texts(child)


@pytest.mark.parametrize("channel", ["line", "telegram"])
async def test_a_whole_application_leaves_no_answer_and_no_token_in_the_log(
    tmp_path: Path, log: io.StringIO, channel: str
) -> None:
    script = json.loads((PERSONAS / "exporter.json").read_text(encoding="utf-8"))
    async with staged(tmp_path, channel) as stage:
        person = stage.person
        stage.mailbox.refuse("451 4.3.0 王小明 <wang@shop.example> 0912345678", at=At.RECIPIENT)
        if isinstance(person, TelegramPerson):
            person.platform.trouble("getUpdates", *[Trouble(502, body='"王小明 0912345678"'.encode())] * 2)
            person.platform.trouble("sendMessage", Trouble(500, body='{"secret": "王小明"'.encode()))
        player = Player(script, stage.service.editions[stage.service.programme.questionnaire], person)
        await player.play()
        assert player.case_number
        await person.say("林瑄淼本人的話")
    said = log.getvalue()
    assert "job done kind=document" in said, "our own lines are there"
    assert "error=recipient: 451 4.3.0" in said, "and those about trouble"
    hidden = {
        *texts(script["answers"]),
        "林瑄淼本人的話",
        "王小明",
        "wang@shop.example",
        TOKEN,
        TOKEN.partition(":")[2],
        ACCESS_TOKEN,
        LINE_SECRET,
    }
    known = {"LINE", "Facebook"}
    assert [text for text in hidden - known if text in said] == []


def test_only_our_own_loggers_say_more_than_warnings(log: io.StringIO) -> None:
    """Also those a library makes later, and those that have a level of their own."""
    for name in ("aiosqlite", "sqlalchemy.engine", "telegram.Bot", "httpx", "asyncio", "some.new.library"):
        logging.getLogger(name).info("秘密")
    logging.getLogger("bot.channels").debug("ours")
    assert log.getvalue() == "ours\n"
