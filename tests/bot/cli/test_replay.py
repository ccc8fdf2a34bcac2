"""A conversation becomes a transcript test: it goes the same way, and nothing anybody said is in it."""

from pathlib import Path

import pytest

from bot.cli.office.invented import company_number, lookalike, number
from bot.cli.office.replay import replay
from flows.answers.ubn import checks_out
from tests.bot.office.opened_office import office
from tests.bot.retention.test_retention import chats
from tests.support.transcript import replayed


@pytest.mark.parametrize("persona", ["exporter", "sole_proprietor", "english"])
async def test_a_conversation_becomes_a_test_without_anybodys_data(persona: str, tmp_path: Path) -> None:
    async with office(tmp_path) as desk:
        answers = await chats(desk.service, 2, persona)
        out = tmp_path / "transcript.txt"
        assert "已寫入" in (await replay(desk.service, "113-0002", out) or "")
        assert "已經有這個檔案" in (await replay(desk.service, "113-0002", out) or "")
        assert await replay(desk.service, "113-9999", out) is None
    text = out.read_text(encoding="utf-8")
    for name in (
        "company_name",
        "contact_name",
        "contact_email",
        "contact_phone",
        "ubn",
        "responsible_person",
    ):
        assert str(answers[name]) not in text, name
    assert "another way" not in text
    assert "not on the screen" not in text
    told = [line for line in text.splitlines() if line.startswith((">", "#"))]
    again = [line for line in replayed(text).splitlines() if line.startswith((">", "#"))]
    assert again == told
    assert len(told) > 40


@pytest.mark.parametrize("text", ["龍門客棧 02-1234#5", "a.B@c.tw", "", "🙂 …", "5000000"])
def test_what_is_invented_has_the_same_shape(text: str) -> None:
    made = lookalike(text)
    assert len(made) == len(text)
    assert [char.isdecimal() for char in made] == [char.isdecimal() for char in text]
    assert made != text or not any(char.isalnum() for char in text)
    assert len(number(text)) == len(text)
    assert checks_out(company_number())
