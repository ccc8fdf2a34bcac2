"""「了解計畫」 on every channel: each question is a button, and its answer comes with the way back."""

from pathlib import Path

import pytest

from bot.demo.rehearsal import staged


@pytest.mark.parametrize("channel", ["web", "line", "telegram"])
async def test_every_question_about_the_programme_is_answered(
    channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with staged(tmp_path, channel) as stage:
        words = stage.service.editions["113.1"].speak("zh-TW")
        person = stage.person
        await person.open()
        await person.say("開始")
        await person.say("同意")
        await person.say("了解計畫")
        for topic in stage.service.catalogue.schemes["diagnosis"].topics:
            label = words.say(f"button.about_{topic}")
            await person.tap(person.buttons[label])
            assert label in person.screen
            assert "統一編號" in person.screen
            await person.say("了解計畫")
