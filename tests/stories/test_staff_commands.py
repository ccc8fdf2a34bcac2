"""What staff read of a case that went the whole way: nothing of it is missing on the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot import staff
from bot.rehearsal import staged
from bot.rehearsal_player import Player
from tests.support.paths import PERSONAS, ROOT

PERSONA = PERSONAS / "sole_proprietor.json"


async def test_show_tells_who_signs_and_what_was_declared(tmp_path: Path) -> None:
    script = json.loads(PERSONA.read_text(encoding="utf-8"))
    async with staged(tmp_path, "web") as stage:
        player = Player(script, stage.service.editions["113.1"], stage.person)
        await player.play()
        told = await staff.shown(stage.service, player.case_number)
    assert told is not None
    assert f"授權主管姓名：{script['answers']['signatory_name']}" in told
    assert f"授權主管職稱：{script['answers']['signatory_title']}" in told
    assert "申請聲明：" in told


def test_a_backup_replaces_no_earlier_one_and_says_what_to_do(tmp_path: Path) -> None:
    target, settings = tmp_path / "backup.db", {"DATABASE_URL": f"sqlite:///{tmp_path}/bot.db"}
    command = [sys.executable, "-m", "bot", "backup", str(target)]
    first, second = (
        subprocess.run(
            command, check=False, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True
        )
        for _ in range(2)
    )
    assert first.returncode == 0, first.stderr
    assert second.returncode != 0
    assert "已經有這個檔案" in second.stderr
    assert "Errno" not in second.stderr
