"""The English reading copy: asked for in the chat on every channel, made once, and no form to sign."""

import asyncio
import json
from pathlib import Path

import pytest

from bot import documents as document
from bot.demo.player import Player
from bot.demo.rehearsal import RunningRehearsal, received_document, staged
from bot.documents.document_store import EXTRAS
from tests.support.paths import PERSONAS

CASE = "113-0001"


async def submitted(stage: RunningRehearsal, persona: str) -> None:
    """Play up to the receipt, and have its document."""
    script = json.loads((PERSONAS / f"{persona}.json").read_text(encoding="utf-8"))
    await Player(script, stage.service.editions["113.1"], stage.person).play()
    await stage.mailbox.wait_for(2, 30)
    await documents(stage, 1)


async def documents(stage: RunningRehearsal, count: int) -> None:
    """Wait until so many files have come: they follow the words."""
    async with asyncio.timeout(10):
        while len(stage.person.documents) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("channel", ["web", "line", "telegram"])
async def test_somebody_who_reads_english_gets_it_beside_the_chinese_form(
    channel: str, tmp_path: Path
) -> None:
    async with staged(tmp_path, channel, "en") as stage:
        await submitted(stage, "english")
        assert "English reading copy" in stage.person.buttons
        form = await received_document(stage.person)
        assert "簽章欄" in document.page_texts(form)[0]
        await stage.person.tap("English reading copy")
        assert "do not sign" in stage.person.screen
        await documents(stage, 2)
        copy = await received_document(stage.person)
        assert all("For reading only – do not sign" in page for page in document.page_texts(copy))
        assert CASE in document.page_texts(copy)[0]
        kept = await stage.service.files.of_case(CASE, EXTRAS["reading"].role)
        assert kept
        assert kept.content == copy
        await stage.person.say("reading")
        await documents(stage, 3)
        assert await received_document(stage.person) == copy


async def test_in_a_chinese_chat_it_is_there_for_the_asking(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await stage.person.open()
        for words in ("開始", "同意", "英文閱讀本"):
            await stage.person.say(words)
        assert "等申請送出後才有" in stage.person.screen
        await submitted(stage, "sole_proprietor")
        assert "英文閱讀本" not in stage.person.buttons
        await stage.person.say("英文閱讀本")
        assert "請不要在上面簽名" in stage.person.screen
        await documents(stage, 2)
