"""LINE and Telegram take every call the bot makes for every persona, in the language that is not the persona's own.

(test_rehearsals.py plays each in its own.) The stand-ins refuse whatever the platforms' references forbid, also
where their machine-readable specifications are silent: bot/demo/standins/*_rules.py.
"""

from pathlib import Path

import pytest

from bot.demo.player import Player
from bot.demo.rehearsal import staged
from tests.support import personas

OTHER = {"zh-TW": "en", "en": "zh-TW"}


@pytest.mark.parametrize("channel", ["line", "telegram"])
@pytest.mark.parametrize("name", personas.NAMES)
async def test_a_persona_in_the_other_language(
    name: str, channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    script = personas.persona(name)
    language = OTHER[script["lang"]]
    async with staged(tmp_path, channel, language) as stage:
        edition = stage.service.editions[stage.service.programme.questionnaire]
        player = Player({**script, "lang": language}, edition, stage.person)
        await player.play()
        assert player.case_number or player.stopped_at == "not_eligible"
        assert stage.person.refused_calls == 0
