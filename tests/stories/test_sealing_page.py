"""The sheet for seals too large for page 1: asked for in the chat on every channel and made once."""

import re
from pathlib import Path

import pytest

from bot import documents as document
from bot.demo.rehearsal import received_document, staged
from bot.documents.document_store import EXTRAS
from bot.signed_copy import read_pages
from tests.stories.test_reading_copy import CASE, documents, submitted


@pytest.mark.parametrize("channel", ["web", "line", "telegram"])
async def test_whoever_has_a_large_seal_gets_a_sheet_for_it(channel: str, tmp_path: Path) -> None:
    async with staged(tmp_path, channel) as stage:
        await submitted(stage, "sole_proprietor")
        assert "用印頁" in stage.person.buttons
        form = await received_document(stage.person)
        await stage.person.tap("用印頁")
        assert "效力相同，擇一即可" in stage.person.screen
        await documents(stage, 2)
        sheet = await received_document(stage.person)
        (text,) = document.page_texts(sheet)
        digest = re.search(r"資料 SHA-256：[0-9a-f]+", text)
        assert digest
        assert digest[0] in document.page_texts(form)[0], "it seals the same data"
        assert all(words in text for words in ("公司章", "此致", "聲明事項", "之簽章頁"))
        read = read_pages(sheet)
        assert isinstance(read, tuple)
        assert [(page.case_number, page.number) for page in read] == [(CASE, 0)]
        kept = await stage.service.files.of_case(CASE, EXTRAS["seals"].role)
        assert kept
        assert kept.content == sheet
        await stage.person.say("用印頁")
        await documents(stage, 3)
        assert await received_document(stage.person) == sheet


async def test_before_an_application_is_submitted_there_is_none(tmp_path: Path) -> None:
    async with staged(tmp_path, "web") as stage:
        await stage.person.open()
        for words in ("開始", "同意", "用印頁"):
            await stage.person.say(words)
        assert "用印頁要等申請送出後才有" in stage.person.screen
