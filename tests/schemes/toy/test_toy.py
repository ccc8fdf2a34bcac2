"""The toy from the first hello to the mail, on every channel: what a scheme needs is its folder and nothing else."""

import asyncio
from pathlib import Path

import pytest

from bot import documents
from bot.cli import staff
from bot.demo.rehearsal import staged
from tests.schemes.toy.programmes import PROGRAMME, TOY


@pytest.mark.parametrize("channel", ["web", "line", "telegram"])
async def test_played_from_hello_to_the_mail(
    channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with staged(tmp_path, channel, programmes=PROGRAMME, schemes=[TOY]) as stage:
        person, letters = stage.person, stage.mailbox
        await person.open()
        assert "這裡可以申請玩具" in person.screen
        for said, shown in (
            ("開始", "玩具部為辦理玩具申請蒐集"),
            ("同意", "玩具的名字"),
            ("小熊", "什麼顏色"),
            ("紅色", "寄到哪個信箱"),
            ("bear@example.com", "請確認第 1 頁的答案"),
            ("正確", "玩具與信箱"),
            ("確認送出", "113T-0001"),
        ):
            await person.say(said)
            assert shown in person.screen
        async with asyncio.timeout(20):
            while not letters.messages:  # noqa: ASYNC110 - another task sends it
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        [mail] = letters.messages
        told = await staff.shown(stage.service, "113T-0001")
        assert told
        assert "toy：" in told, "staff see what became of the mail"
    assert mail.subject == "[113T-0001] 玩具 小熊"
    [pdf] = mail.message.iter_attachments()
    assert mail.message["Reply-To"] == "bear@example.com"
    [page] = documents.page_texts(pdf.get_content())
    assert "玩具申請書" in page
    assert "1. 玩具的名字：小熊" in page
    assert "2. 什麼顏色：紅色" in page
